//! Candidates and a gazetteer in; would-be entities, aliases that known ones should have, and
//! aliases that look wrong out; and what a person decided on them back into `entities.toml`.
//!
//! 1. [`candidate`](crate::candidate) puts the forms of one name together and judges them.
//! 2. What the gazetteer knows already, or what was rejected, is left out; a name that is almost one
//!    of a known entity is suggested as its alias.
//!
//! Nothing here becomes an entity by itself: [`accept`](Edit) writes what was decided.

mod known;

mod doubt;

mod edit;

use std::collections::HashSet;

use crate::candidate::{Shipped, Written, group};
use crate::error::Result;
use crate::gazetteer::{EntityType, Gazetteer};
use crate::store::CandidateMention;

pub use crate::candidate::WORTH_A_LOOK;
pub use doubt::{Doubt, Doubted, doubts};
pub use edit::{Decision, Edit};
use known::Known;

/// A would-be entity, or a would-be alias.
#[derive(Clone, Debug, PartialEq)]
pub struct Suggestion {
    /// The name in full.
    pub name: String,
    /// What it seems to be; `Other` where nothing tells.
    pub entity_type: EntityType,
    /// Its other forms, the most frequent first.
    pub forms: Vec<String>,
    /// The entity of the gazetteer, by its id, whose alias it should be.
    pub alias_of: Option<String>,
    /// Its places.
    pub mentions: u64,
    /// The documents it stands in.
    pub documents: u64,
    /// How sure it is that this is a name and of what type, from 0.1 to 2.
    pub strength: f64,
    /// The places of its mentions in the list they came from, in order.
    pub places: Vec<usize>,
}

impl Suggestion {
    /// The forms that an entity should list: a person's surname is found without that.
    pub fn aliases(&self) -> impl Iterator<Item = &str> {
        let surname = self.name.rsplit(' ').next().unwrap_or_default();
        let is_person = self.entity_type == EntityType::Person;
        let forms = self.forms.iter().map(String::as_str);
        forms.filter(move |form| !(is_person && *form == surname))
    }

    fn rank(&self) -> f64 {
        self.strength * libm::log2(1.0 + self.mentions as f64)
    }
}

/// All that `mentions` suggest to `gazetteer`, the strongest and most frequent first, ties by name.
/// Linear in the mentions, but for sorting.
///
/// # Errors
///
/// Those of loading the list that ships; there are none.
pub fn suggest(mentions: &[CandidateMention], gazetteer: &Gazetteer) -> Result<Vec<Suggestion>> {
    let known = Known::new(gazetteer);
    let shipped = Shipped::load()?;
    let written: Vec<Written> = mentions.iter().map(CandidateMention::written).collect();
    let groups = group(&written).into_iter();
    let suggestions = groups.filter_map(|group| {
        let (entity_type, strength) = shipped.judge(&group)?;
        let documents = group.places.iter().map(|&place| mentions[place].document);
        let documents: HashSet<u64> = documents.collect();
        (!known.has(&group)).then(|| Suggestion {
            entity_type,
            alias_of: known.like(&group),
            mentions: group.mentions,
            documents: documents.len() as u64,
            strength,
            forms: group.forms,
            name: group.name,
            places: group.places,
        })
    });
    let mut suggestions: Vec<Suggestion> = suggestions.collect();
    suggestions.sort_by(|a, b| {
        b.rank()
            .total_cmp(&a.rank())
            .then_with(|| a.name.cmp(&b.name))
    });
    Ok(suggestions)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIST: &str = r#"
        rejected = ["Great Debate"]
        [[entity]]
        type = "person"
        name = "Olena Zelenska"
        [[entity]]
        type = "organisation"
        name = "Institute for Polar Studies"
    "#;

    fn mention((name, surface, entity_type): (&str, &str, EntityType)) -> CandidateMention {
        CandidateMention {
            document: 0,
            window: Some(0),
            passage: 0,
            surface: surface.to_owned(),
            name: name.to_owned(),
            entity_type,
            strength: 1.0,
        }
    }

    /// Expects `name type forms [alias of]` for each suggestion.
    fn check(found: &[(&str, &str, EntityType)], expected: &[&str]) {
        let gazetteer = Gazetteer::from_toml(LIST, "test").expect("a good list");
        let mentions: Vec<_> = found.iter().cloned().map(mention).collect();
        let suggestions = suggest(&mentions, &gazetteer).expect("a list ships");
        let shown: Vec<String> = suggestions
            .iter()
            .map(|one| {
                let of = one.alias_of.as_deref().unwrap_or("-");
                let forms = one.forms.join("|");
                format!("{} {} [{forms}] {of}", one.name, one.entity_type.as_str())
            })
            .collect();
        assert_eq!(shown, expected);
    }

    #[test]
    fn the_forms_of_a_name_are_one_suggestion() {
        use EntityType::{Organisation, Other, Person};
        check(
            &[
                ("Karl Vass", "Karl Vass", Person),
                ("Karl Vass", "Vass", Person),
                ("Vass", "Vass", Person),
                ("KARL VASS", "KARL VASS", Other),
            ],
            &["Karl Vass person [Vass] -"],
        );
        check(
            &[
                ("Northern Ice Board", "Northern Ice Board", Organisation),
                ("Northern Ice Board", "Northern Ice Board", Organisation),
                ("NIB", "NIB", Organisation),
            ],
            &["Northern Ice Board organisation [NIB] -"],
        );
    }

    #[test]
    fn a_surname_of_two_stays_alone() {
        use EntityType::Person;
        check(
            &[
                ("Karl Vass", "Karl Vass", Person),
                ("Anna Vass", "Anna Vass", Person),
                ("Vass", "Vass", Person),
            ],
            &[
                "Anna Vass person [] -",
                "Karl Vass person [] -",
                "Vass person [] -",
            ],
        );
    }

    #[test]
    fn known_and_rejected_names_are_not_suggested_and_spellings_are_aliases() {
        use EntityType::{Organisation, Person};
        check(
            &[
                ("Great debate", "Great debate", Organisation),
                ("Olena Zelenska", "Olena Zelenska", Person),
                ("Olena Zelenskaya", "Olena Zelenskaya", Person),
                ("IPS", "IPS", Organisation),
            ],
            &[
                "IPS organisation [] institute-for-polar-studies",
                "Olena Zelenskaya person [] olena-zelenska",
            ],
        );
    }
}
