//! What documents say of names that no gazetteer lists, so that one may help another: facts that
//! add up, in any order, and a second pass that reads only their sum.

use std::collections::BTreeMap;

use super::Linked;
use super::kind::Kind;
use super::mention::Found;
use super::rules::Cue;

/// From which strength a name counts for other documents.
const STRONG: f32 = 1.0;

/// How often each name is clear, by what it is held for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    names: BTreeMap<String, [u32; Kind::ALL.len()]>,
}

impl Facts {
    /// What a document says: its names that are clear by themselves.
    pub fn of(linked: &Linked) -> Self {
        let mut facts = Self::default();
        let is_clear = |found: &&Found| found.strength >= STRONG && found.cue != Cue::Short;
        for found in linked.found.iter().filter(is_clear) {
            let counts = facts.names.entry(found.name.clone()).or_default();
            counts[found.kind as usize] += 1;
        }
        facts
    }

    /// Adds what other documents say; the order of additions changes nothing.
    pub fn add(&mut self, other: &Self) {
        for (name, counts) in &other.names {
            let own = self.names.entry(name.clone()).or_default();
            for (sum, count) in own.iter_mut().zip(counts) {
                *sum += count;
            }
        }
    }

    /// What most documents hold a name for; of kinds held equally often, the first.
    pub fn kind(&self, name: &str) -> Option<Kind> {
        let counts = self.names.get(name)?;
        let kinds = Kind::ALL.into_iter().zip(counts);
        let most = kinds.rev().max_by_key(|(_, count)| **count);
        most.map(|(kind, _)| kind)
    }

    /// The names and what they are held for, in alphabetical order: would-be entities.
    pub fn names(&self) -> impl Iterator<Item = (&str, Kind)> {
        let names = self.names.keys();
        names.filter_map(|name| Some((name.as_str(), self.kind(name)?)))
    }
}

/// The second pass over a document: spans that nothing in it decided are names where others say so.
pub fn settle_undecided(linked: &mut Linked, text: &str, facts: &Facts) {
    let decided = linked.undecided.iter().filter_map(|span| {
        let name = span.of(text);
        Some(Found {
            span: *span,
            name: name.to_owned(),
            kind: facts.kind(name)?,
            cue: Cue::Corpus,
            strength: 0.5,
        })
    });
    linked.found.extend(decided);
    linked.found.sort_by_key(|found| found.span.start);
    linked
        .undecided
        .retain(|span| facts.kind(span.of(text)).is_none());
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::Span;

    fn linked(name: &str, kind: Kind, strength: f32) -> Linked {
        let found = Found {
            span: Span::new(0, name.len()),
            name: name.to_owned(),
            kind,
            cue: Cue::FirstName,
            strength,
        };
        Linked {
            found: vec![found],
            ..Linked::default()
        }
    }

    #[test]
    fn facts_add_up_in_any_order() {
        let a = Facts::of(&linked("Kvist", Kind::Person, 2.0));
        let b = Facts::of(&linked("Kvist", Kind::Place, 1.0));
        let weak = Facts::of(&linked("Berg", Kind::Place, 0.3));
        let (mut left, mut right) = (a.clone(), b.clone());
        for other in [&b, &a, &weak] {
            left.add(other);
        }
        for other in [&weak, &a, &a] {
            right.add(other);
        }
        assert_eq!(left, right);
        assert_eq!(left.kind("Kvist"), Some(Kind::Person));
        assert_eq!(left.kind("Berg"), None);
    }

    #[test]
    fn what_is_clear_elsewhere_decides_what_is_not() {
        let facts = Facts::of(&linked("Kvist", Kind::Person, 2.0));
        let mut second = Linked {
            undecided: vec![Span::new(0, 5), Span::new(6, 10)],
            ..Linked::default()
        };
        settle_undecided(&mut second, "Kvist Berg", &facts);
        assert_eq!(second.found[0].cue, Cue::Corpus);
        assert_eq!(second.undecided, [Span::new(6, 10)]);
    }
}
