//! Matches in, what each may denote out, by the conditions that the gazetteer sets.

use rustc_hash::{FxHashMap, FxHashSet};
use smallvec::SmallVec;

use super::context;
use super::dropped::{Dropped, Why};
use crate::gazetteer::{Case, EntityId, Form, Index, NameId, Target};
use crate::segment::{Structure, WordRule, words};
use crate::span::Span;
use crate::tag::{Match, Spelling};

/// What a name may denote: one or a few, which stay off the heap.
pub(super) type Targets<'a> = SmallVec<[Target<'a>; 2]>;

/// Those who have a surname are looked through once a document if there are more, and noted as far
/// as this if they are dropped.
const MANY: usize = 32;

/// What is the same for all matches of a document.
pub(super) struct Conditions<'a> {
    pub(super) document_id: &'a str,
    pub(super) text: &'a str,
    pub(super) structure: &'a Structure,
    pub(super) index: &'a Index,
    /// Whether the words that a target requires stand in a paragraph: looked up once for both.
    asked: FxHashMap<(usize, &'a [String]), bool>,
    /// Whether what is dropped is noted.
    is_telling: bool,
    /// The entities whose full names may stand in the document, ascending.
    full: Vec<EntityId>,
    /// What is left of surnames of more than [`MANY`], of whom none is named in full, as they are
    /// written.
    idle: FxHashMap<(NameId, &'a str), Targets<'a>>,
    /// What a condition dropped so far.
    pub(super) dropped: Vec<Dropped>,
}

impl<'a> Conditions<'a> {
    pub(super) fn new(
        document_id: &'a str,
        text: &'a str,
        structure: &'a Structure,
        index: &'a Index,
    ) -> Self {
        Self {
            document_id,
            text,
            structure,
            index,
            asked: FxHashMap::default(),
            is_telling: false,
            full: Vec::new(),
            idle: FxHashMap::default(),
            dropped: Vec::new(),
        }
    }

    /// The same, and what it drops is noted.
    pub(super) fn telling(self) -> Self {
        Self {
            is_telling: true,
            ..self
        }
    }

    /// The matches that may denote something, with what they may denote; nothing is left of a mere
    /// surname of persons who are not named in full, but a few of them where it is noted what is
    /// dropped.
    pub(super) fn possible_targets(&mut self, matches: &[Match]) -> Vec<(Match, Targets<'a>)> {
        self.full = full_names(matches, self.index);
        let mut possible = Vec::with_capacity(matches.len());
        for &found in matches {
            match self.targets_of(found) {
                Some(targets) => possible.push((found, targets)),
                None if self.is_telling => self.drop_all(found),
                None => {}
            }
        }
        possible
    }

    /// The targets whose conditions are met; only those with a condition where there is one.
    fn targets_of(&mut self, found: Match) -> Option<Targets<'a>> {
        let words = found.span.of(self.text);
        let may_be_small = found.spelling == Spelling::AsListed
            && words.len() >= 4
            && !words.chars().any(char::is_lowercase);
        let may_be_idle = !may_be_small && self.index.short_forms().known(words).is_empty();
        let known = self.idle.get(&(found.name, words)).filter(|_| may_be_idle);
        if let Some(targets) = known {
            return Some(targets.clone());
        }
        let mut targets = Targets::new();
        let (mut is_any, mut n_idle, mut n_kept) = (false, 0, 0);
        for target in self.index.targets(found.name) {
            let is_idle = may_be_idle && self.is_idle(&target);
            n_idle += usize::from(is_idle);
            let is_noted = self.is_telling && n_kept < MANY;
            if is_idle && is_any && !is_noted || self.objection(&target, found).is_some() {
                continue;
            }
            is_any = true;
            if !is_idle || is_noted {
                targets.push(target);
                n_kept += usize::from(is_idle);
            }
        }
        if is_any && n_idle > MANY && targets.len() == n_kept {
            self.idle.insert((found.name, words), targets.clone());
        }
        if may_be_small {
            self.add_small(found, words, &mut targets);
            is_any |= !targets.is_empty();
        }
        if targets.iter().any(|target| !target.requires.is_empty()) {
            targets.retain(|target| !target.requires.is_empty());
        }
        is_any.then_some(targets)
    }

    /// Whether it is the surname of one who is not named in full: most listed surnames are those of
    /// many, none of whom is meant.
    fn is_idle(&self, target: &Target<'_>) -> bool {
        target.form == Form::Surname
            && target.requires.is_empty()
            && self.full.binary_search(&target.entity).is_err()
    }

    /// Those of `named` whose listed surname it is.
    pub(super) fn of_surname(&self, words: &str, named: &FxHashSet<EntityId>) -> Targets<'a> {
        let listed = self.index.find(words);
        let listed = listed.or_else(|| self.index.find(&title_case(words)));
        let targets = listed.into_iter().flat_map(|name| self.index.targets(name));
        let surnames = targets.filter(|target| target.form == Form::Surname);
        surnames
            .filter(|target| named.contains(&target.entity))
            .collect()
    }

    /// Whether the document may mention the entity.
    pub(super) fn is_in_scope(&self, entity: EntityId) -> bool {
        let scope = self.index.scope(entity);
        scope.is_none_or(|scope| scope.is_match(self.document_id))
    }

    /// Where a name is listed in capitals, `BOSTON`, and stands so, it may also be the capitals of
    /// one that is not, `Boston`.
    fn add_small(&mut self, found: Match, words: &str, targets: &mut Targets<'a>) {
        let Some(name) = self.index.find(&title_case(words)) else {
            return;
        };
        for target in self.index.targets(name) {
            let is_new = targets.iter().all(|known| known.entity != target.entity);
            if is_new && target.case != Case::Exact && self.objection(&target, found).is_none() {
                targets.push(target);
            }
        }
    }

    /// Notes what keeps a name from each of the entities that it is listed for.
    fn drop_all(&mut self, found: Match) {
        let mut dropped: Vec<Dropped> = Vec::new();
        for target in self.index.targets(found.name) {
            let Some(why) = self.objection(&target, found) else {
                continue;
            };
            match dropped.iter_mut().find(|same| same.why == why) {
                Some(same) => same.entities.push(target.entity),
                None => dropped.push(Dropped {
                    span: found.span,
                    entities: vec![target.entity],
                    why,
                }),
            }
        }
        if dropped.is_empty() {
            dropped.push(Dropped {
                span: found.span,
                entities: Vec::new(),
                why: Why::Ignored,
            });
        }
        self.dropped.append(&mut dropped);
    }

    /// Notes the listed names that lie inside a longer one of `matches`, and are none of the same
    /// entity nor surnames alone.
    pub(super) fn note_inner(&mut self, matches: &[Match]) {
        for found in matches {
            let text = found.span.of(self.text);
            if !self.index.has_words(found.name) {
                continue;
            }
            for inner in parts(text) {
                let Some(name) = self.index.find(inner.of(text)) else {
                    continue;
                };
                let is_own = |target: &Target<'_>| {
                    let mut outer = self.index.targets(found.name);
                    outer.any(|outer| outer.entity == target.entity)
                };
                let targets = self.index.targets(name);
                let targets = targets.filter(|target| target.form != Form::Surname);
                let others = targets.filter(|target| !is_own(target));
                let entities: Vec<EntityId> = others.map(|target| target.entity).collect();
                if !entities.is_empty() {
                    let start = found.span.start;
                    self.dropped.push(Dropped {
                        span: Span::new(start + inner.start, start + inner.end),
                        entities,
                        why: Why::Longer(found.span),
                    });
                }
            }
        }
    }

    /// The condition of the list that is not met.
    fn objection(&mut self, target: &Target<'a>, found: Match) -> Option<Why> {
        let is_spelled =
            found.spelling.is_allowed(target.case) && target.allows_marks(found.span.of(self.text));
        match () {
            () if !is_spelled => Some(Why::Letters),
            () if !self.is_in_scope(target.entity) => Some(Why::Documents),
            () if !target.requires.is_empty() && !self.has_words(target.requires, found) => {
                Some(Why::Requires(target.requires.to_vec()))
            }
            () => None,
        }
    }

    fn has_words(&mut self, words: &'a [String], found: Match) -> bool {
        let idx = self.structure.paragraph_idx(found.span.start);
        let paragraph = self.structure.paragraphs[idx].span.of(self.text);
        *self.asked.entry((idx, words)).or_insert_with(|| {
            words
                .iter()
                .any(|words| context::holds_words(paragraph, words))
        })
    }
}

/// The entities that a match of several words may denote, ascending.
fn full_names(matches: &[Match], index: &Index) -> Vec<EntityId> {
    let full = matches.iter().filter(|found| index.has_words(found.name));
    let targets = full.flat_map(|found| index.targets(found.name));
    let targets = targets.filter(|target| target.form != Form::Surname);
    let mut entities: Vec<EntityId> = targets.map(|target| target.entity).collect();
    entities.sort_unstable();
    entities.dedup();
    entities
}

/// The most words of a name whose parts are looked up.
const MOST_PARTED: usize = 8;

/// All runs of words of a name but the whole, by where they begin, the longest first.
fn parts(name: &str) -> Vec<Span> {
    let words = words(name, Span::new(0, name.len()), WordRule::Unicode);
    let words: Vec<Span> = words.take(MOST_PARTED).collect();
    let mut parts = Vec::new();
    for (first, word) in words.iter().enumerate() {
        let ends = words[first..].iter().rev();
        parts.extend(ends.map(|end| Span::new(word.start, end.end)));
    }
    parts.retain(|part| part.start > 0 || part.end < words.last().map_or(0, |last| last.end));
    parts
}

/// `NEW YORK` as `New York`.
fn title_case(words: &str) -> String {
    let mut title = String::with_capacity(words.len());
    let mut is_inside = false;
    for c in words.chars() {
        match is_inside {
            true => title.extend(c.to_lowercase()),
            false => title.push(c),
        }
        is_inside = c.is_alphanumeric();
    }
    title
}
