//! The gazetteer that ships: countries, cities, bodies, media, companies, parties, clubs and people
//! of the news, and the names that only block others.
//!
//! `make.py` beside this file writes `builtin.tsv`; ATTRIBUTION.md names its sources and their
//! licences.

use super::{Gazetteer, tsv};
use crate::error::Result;

/// What stands for the built-in list where a file is wanted.
pub const BUILTIN: &str = "builtin";

const ROWS: &str = include_str!("builtin.tsv");

/// Reads the built-in list.
pub(super) fn load() -> Result<Gazetteer> {
    tsv::parse(ROWS, BUILTIN)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::gazetteer::{Entity, EntityType};

    fn entity<'a>(gazetteer: &'a Gazetteer, form: &str, entity_type: &EntityType) -> &'a Entity {
        let mut entities = gazetteer.entities.iter().filter(|entity| {
            let is_alias = entity.aliases.iter().any(|alias| alias.name == form);
            entity.entity_type == *entity_type && (entity.name == form || is_alias)
        });
        let entity = entities.next().expect(form);
        assert!(entities.next().is_none(), "{form} stands twice");
        entity
    }

    #[test]
    fn every_row_is_read_and_no_id_stands_twice() {
        let gazetteer = load().expect("a good list");
        assert_eq!(gazetteer.warnings, []);
        let ids: BTreeSet<_> = gazetteer.entities.iter().map(|e| &e.id).collect();
        assert_eq!(ids.len(), ROWS.lines().count() - 1);
        assert!(ROWS.len() < 300_000, "small enough for the binary");
    }

    #[test]
    fn it_knows_what_stands_in_the_news() {
        let gazetteer = load().expect("a good list");
        for (form, entity_type, name) in [
            ("US", EntityType::Place, "United States"),
            ("Kiev", EntityType::Place, "Kyiv"),
            ("Germany", EntityType::Place, "Germany"),
            ("Germans", EntityType::Other, "German"),
            (
                "NATO",
                EntityType::Organisation,
                "North Atlantic Treaty Organization",
            ),
            ("AFP", EntityType::Organisation, "Agence France-Presse"),
            (
                "Volodymyr Zelenskiy",
                EntityType::Person,
                "Volodymyr Zelensky",
            ),
        ] {
            assert_eq!(entity(&gazetteer, form, &entity_type).name, name);
        }
    }
}
