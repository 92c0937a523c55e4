//! Matches in, what each may denote out, by the conditions that the gazetteer sets.

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use super::context;
use crate::gazetteer::{Case, Index, Target};
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
        }
    }

    /// The matches that may denote something, with what they may denote.
    pub(super) fn possible_targets(&mut self, matches: &[Match]) -> Vec<(Match, Targets<'a>)> {
        let mut possible = Vec::with_capacity(matches.len());
        for &found in matches {
            let targets = self.targets_of(found);
            if !targets.is_empty() {
                possible.push((found, targets));
            }
        }
        possible
    }

    /// The targets whose conditions are met; only those with a condition where there is one.
    fn targets_of(&mut self, found: Match) -> Targets<'a> {
        let all = self.index.targets(found.name);
        let mut targets: Targets<'a> = all
            .filter(|target| self.is_possible(target, found))
            .collect();
        self.add_small(found, &mut targets);
        if targets.iter().any(|target| !target.requires.is_empty()) {
            targets.retain(|target| !target.requires.is_empty());
        }
        targets
    }

    /// Where a name is listed in capitals, `BOSTON`, and stands so, it may also be the capitals of
    /// one that is not, `Boston`.
    fn add_small(&mut self, found: Match, targets: &mut Targets<'a>) {
        let words = found.span.of(self.text);
        if found.spelling != Spelling::AsListed
            || words.len() < 4
            || words.chars().any(char::is_lowercase)
        {
            return;
        }
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
