//! Matches in, what each may denote out, by the conditions that the gazetteer sets.

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use super::context;
use crate::gazetteer::{Case, EntityId, Form, Index, Target};
use crate::segment::Structure;
use crate::tag::{Match, Spelling};

/// What a name may denote: one or a few, which stay off the heap.
pub(super) type Targets<'a> = SmallVec<[Target<'a>; 2]>;

/// What is the same for all matches of a document.
pub(super) struct Conditions<'a> {
    pub(super) document_id: &'a str,
    pub(super) text: &'a str,
    pub(super) structure: &'a Structure,
    pub(super) index: &'a Index,
    /// Whether the words that a target requires stand in a paragraph: looked up once for both.
    asked: FxHashMap<(usize, &'a [String]), bool>,
    /// The entities whose full names may stand in the document, ascending; none if surnames may
    /// denote others.
    full: Option<Vec<EntityId>>,
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
            full: None,
        }
    }

    /// The matches that may denote something, with what they may denote; nothing is left of a mere
    /// surname of persons who are not named in full.
    pub(super) fn possible_targets(&mut self, matches: &[Match]) -> Vec<(Match, Targets<'a>)> {
        // A full name in another spelling is no match.
        let is_spelled = !self.index.spellings().is_empty();
        self.full = (!is_spelled).then(|| full_names(matches, self.index));
        let possible = matches.iter().filter_map(|&found| {
            let targets = self.targets_of(found)?;
            Some((found, targets))
        });
        possible.collect()
    }

    /// The targets whose conditions are met; only those with a condition where there is one.
    fn targets_of(&mut self, found: Match) -> Option<Targets<'a>> {
        let words = found.span.of(self.text);
        let may_be_small = found.spelling == Spelling::AsListed
            && words.len() >= 4
            && !words.chars().any(char::is_lowercase);
        let may_be_idle = !may_be_small && self.index.short_forms().known(words).is_empty();
        let mut is_any = false;
        let mut targets = Targets::new();
        for target in self.index.targets(found.name) {
            let is_idle = may_be_idle && self.is_idle(&target);
            if is_idle && is_any || !self.is_possible(&target, found) {
                continue;
            }
            is_any = true;
            if !is_idle {
                targets.push(target);
            }
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
        let is_named = |full: &Vec<EntityId>| full.binary_search(&target.entity).is_ok();
        target.form == Form::Surname
            && target.requires.is_empty()
            && self.full.as_ref().is_some_and(|full| !is_named(full))
    }

    /// Where a name is listed in capitals, `BOSTON`, and stands so, it may also be the capitals of
    /// one that is not, `Boston`.
    fn add_small(&mut self, found: Match, words: &str, targets: &mut Targets<'a>) {
        let Some(name) = self.index.find(&title_case(words)) else {
            return;
        };
        for target in self.index.targets(name) {
            let is_new = targets.iter().all(|known| known.entity != target.entity);
            if is_new && target.case != Case::Exact && self.is_possible(&target, found) {
                targets.push(target);
            }
        }
    }

    fn is_possible(&mut self, target: &Target<'a>, found: Match) -> bool {
        let scope = self.index.scope(target.entity);
        found.spelling.is_allowed(target.case)
            && target.allows_marks(found.span.of(self.text))
            && scope.is_none_or(|scope| scope.is_match(self.document_id))
            && (target.requires.is_empty() || self.has_words(target.requires, found))
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
