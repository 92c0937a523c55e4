//! A written form in, its place in the index out.

use super::{Index, NameId};
use crate::gazetteer::fold;
use crate::gazetteer::hash::{self, Letters};
use crate::segment::{WordRule, words};
use crate::span::Span;

impl Index {
    /// The name that is written so, if one is listed; only diacritics and signs may differ. Never
    /// one of a plain run.
    pub(crate) fn find(&self, form: &str) -> Option<NameId> {
        let normal = fold::normal(form)?;
        let tables = self.tables();
        let letters = match tables.is_folded {
            true => Letters::Lower,
            false => Letters::AsTheyAre,
        };
        let whole = Span::new(0, normal.len());
        let hashes = words(&normal, whole, WordRule::Unicode)
            .map(|word| hash::text_word(word.of(&normal), letters));
        let run = hashes.reduce(hash::mix)?;
        let mut records = tables
            .slots(run)
            .filter_map(|slot| slot.record())
            .flat_map(|place| tables.records(place));
        let found = records.find(|record| record.form == normal.as_bytes() && record.is_for(false));
        found.map(|record| record.id)
    }
}

#[cfg(test)]
mod tests {
    use crate::gazetteer::{Gazetteer, Index, Matching};

    #[test]
    fn a_form_is_found_as_it_is_listed() {
        let list = "[[entity]]\ntype = \"place\"\nname = \"New Zürich\"\n\
                    [[entity]]\ntype = \"place\"\nname = \"Rome\"\n";
        let gazetteer = Gazetteer::from_toml(list, "test").expect("a good list");
        let index = Index::new(&gazetteer, Matching::default());
        for (form, expected) in [
            ("New Zürich", Some("new-zurich")),
            ("New Zurich", Some("new-zurich")),
            ("Rome", Some("rome")),
            ("ROME", None),
            ("New", None),
            ("", None),
        ] {
            let name = index.find(form);
            let target = name.and_then(|name| index.targets(name).next());
            let id = target.map(|target| index.entity(target.entity).id);
            assert_eq!(id, expected, "{form}");
        }
    }
}
