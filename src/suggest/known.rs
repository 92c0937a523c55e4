//! What a gazetteer knows already, and what is almost that.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::candidate::{Group, initials, is_in_capitals, is_no_name, key};
use crate::gazetteer::{EntityType, Gazetteer};

/// How alike two names of several words must be to be spellings of one, from 0 to 1: one letter
/// more or less in a surname, or two at its end. Chosen by trial.
const LIKENESS: f64 = 0.94;

/// The fewest letters of a name that may be misspelt.
const MIN_LETTERS: usize = 6;

/// The forms of a gazetteer, and those that are not to be asked about again.
pub(super) struct Known<'a> {
    gazetteer: &'a Gazetteer,
    forms: FxHashSet<String>,
    /// The entities by the last word of persons, and by the initials of organisations.
    shorts: FxHashMap<String, Vec<usize>>,
    /// The entities by the first letter of their names.
    by_letter: FxHashMap<char, Vec<(String, usize)>>,
}

impl<'a> Known<'a> {
    pub(super) fn new(gazetteer: &'a Gazetteer) -> Self {
        let mut known = Self {
            gazetteer,
            forms: FxHashSet::default(),
            shorts: FxHashMap::default(),
            by_letter: FxHashMap::default(),
        };
        let others = gazetteer.ignore.iter().chain(&gazetteer.rejected);
        known.forms.extend(others.map(|name| key(name)));
        for (idx, entity) in gazetteer.entities.iter().enumerate() {
            let aliases = entity.aliases.iter().chain(&entity.variants);
            let forms = std::iter::once(&entity.name).chain(aliases.map(|alias| &alias.name));
            known.forms.extend(forms.map(|name| key(name)));
            let name = key(&entity.name);
            let short = match entity.entity_type {
                EntityType::Person => name.rsplit_once(' ').map(|(_, last)| last.to_owned()),
                EntityType::Organisation => Some(initials(&entity.name)),
                _ => None,
            };
            if let Some(short) = short.filter(|short| short.len() > 1) {
                known.shorts.entry(short).or_default().push(idx);
            }
            if let Some(letter) = name.chars().next() {
                known.by_letter.entry(letter).or_default().push((name, idx));
            }
        }
        known
    }

    /// Whether the name is listed or was rejected, or is none.
    pub(super) fn has(&self, group: &Group) -> bool {
        let is_known = |name: &str| self.forms.contains(name);
        is_known(&key(&group.name)) || is_no_name(group, is_known)
    }

    /// The id of the only entity of which the name is a short form or a spelling.
    pub(super) fn like(&self, group: &Group) -> Option<String> {
        let name = key(&group.name);
        let guess = group.entity_type().0;
        let entities = &self.gazetteer.entities;
        let is_short = |idx: &&usize| match entities[**idx].entity_type {
            EntityType::Person => matches!(guess, EntityType::Person | EntityType::Other),
            _ => is_in_capitals(&group.name),
        };
        let shorts = self
            .shorts
            .get(&name)
            .into_iter()
            .flatten()
            .filter(is_short);
        let mut found: Vec<usize> = shorts.copied().collect();
        if found.is_empty() && name.len() >= MIN_LETTERS {
            let n_words = name.split(' ').count();
            let near = self
                .by_letter
                .get(&name.chars().next()?)
                .into_iter()
                .flatten();
            let is_near = |(other, idx): &&(String, usize)| {
                let is_type = guess == EntityType::Other || entities[*idx].entity_type == guess;
                is_type
                    && other.split(' ').count() == n_words
                    && strsim::jaro_winkler(other, &name) >= LIKENESS
                    && same_but_last(other, &name)
            };
            found.extend(near.filter(is_near).map(|(_, idx)| *idx));
        }
        match found.as_slice() {
            [idx] => Some(entities[*idx].id.clone()),
            _ => None,
        }
    }
}

/// Whether all words but one are the same, and that one is long enough to be misspelt.
fn same_but_last(one: &str, other: &str) -> bool {
    let differ = one.split(' ').zip(other.split(' ')).filter(|(a, b)| a != b);
    let differing: Vec<_> = differ.collect();
    differing.len() == 1
        && differing
            .iter()
            .all(|(a, b)| a.len().min(b.len()) >= MIN_LETTERS)
}
