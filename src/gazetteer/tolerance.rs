//! How far the letters of a text may be from the listed ones.

use super::{Entity, Gazetteer, names};
use crate::error::Fault;

/// How the case of letters counts when a name is matched, from strict to tolerant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Case {
    /// As written only.
    Exact,
    /// As written, or all in capitals, but for a name that is a common word in small letters; the
    /// names of a list that is in capitals throughout, in any case.
    #[default]
    Smart,
    /// In any case.
    Fold,
}

impl Case {
    /// The case as files and flags spell it.
    pub fn named(name: &str) -> Option<Self> {
        Some(match name {
            "exact" => Self::Exact,
            "fold" => Self::Fold,
            "smart" => Self::Smart,
            _ => return None,
        })
    }

    /// The case as it counts for a form of `entity` that says nothing of it.
    pub(super) fn of(self, entity: &Entity) -> Self {
        match self {
            Self::Smart if entity.in_capitals => Self::Fold,
            case => case,
        }
    }
}

/// How diacritics count when a name is matched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Diacritics {
    /// `Zurich` and `Zürich` are the same.
    #[default]
    Fold,
    /// They must be those of the name, composed or decomposed.
    Exact,
}

impl Diacritics {
    /// The value as files and flags spell it.
    pub fn named(name: &str) -> Option<Self> {
        Some(match name {
            "exact" => Self::Exact,
            "fold" => Self::Fold,
            _ => return None,
        })
    }
}

/// What becomes of a name that several entities have, where nothing in the text decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Ambiguous {
    /// It is the one that is best known, or listed first.
    #[default]
    Best,
    /// It is all of them.
    All,
    /// It is none.
    Drop,
}

/// Names of several words that a list must have before its capitals tell of the list and not of
/// the names: one of acronyms is in capitals throughout, too.
const MIN_LONG_NAMES: usize = 10;

/// Marks the entities of a list that is in capitals throughout, as registers of companies are, and
/// says so.
pub(super) fn mark_capitals(list: &mut Gazetteer, file: &str) {
    let has_small = |entity: &Entity| {
        names::listed(entity).any(|written| written.text.chars().any(char::is_lowercase))
    };
    let is_long = |entity: &&Entity| entity.name.contains(' ');
    let n_long = list.entities.iter().filter(is_long).take(MIN_LONG_NAMES);
    if n_long.count() < MIN_LONG_NAMES || list.entities.iter().any(has_small) {
        return;
    }
    for entity in &mut list.entities {
        entity.in_capitals = true;
    }
    let what = "its names are all in capitals, so they are found in any case";
    let remedy = "give `--case exact` to find them as they are listed only";
    list.warnings.push(Fault::new(file, what, remedy));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gazetteer::tsv;

    fn check(names: &[&str], expected: bool) {
        let rows: String = names.iter().map(|name| format!("{name}\tORG\n")).collect();
        let mut list = tsv::parse(&format!("name\ttype\n{rows}"), "x.tsv").expect("a good list");
        mark_capitals(&mut list, "x.tsv");
        assert!(list.entities.iter().all(|e| e.in_capitals == expected));
        assert_eq!(list.warnings.len(), usize::from(expected));
    }

    #[test]
    fn a_register_in_capitals_is_told_from_acronyms_and_from_names() {
        let register: Vec<String> = (0..12).map(|n| format!("MILL {n} LTD")).collect();
        let mut register: Vec<&str> = register.iter().map(String::as_str).collect();
        check(&register, true);
        check(&["NATO", "UN", "EU", "WHO"].repeat(5), false);
        register.push("Mill 12 Ltd");
        check(&register, false);
    }
}
