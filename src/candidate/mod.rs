//! Names that the gazetteer lacks, as they are written, in; would-be entities across documents out.
//!
//! 1. [`group`] puts the forms of one name together: its spellings, a bare surname with the only
//!    full name that ends so, a short form in capitals with the only organisation of these initials.
//! 2. The type is the one that most places tell, unless the list that ships [knows better](Shipped).
//! 3. What is told weakly on the mean, and seldom, is not [`WORTH_A_LOOK`].
//!
//! Nothing here becomes an entity by itself; a person accepts it.

mod group;

use rustc_hash::FxHashMap;

use crate::error::Result;
use crate::gazetteer::{BUILTIN, EntityType, Gazetteer};
use crate::lexicon::{Class, class};

pub use group::{Group, group, initials, is_in_capitals, key};

/// The least strength of what is worth a look: a name told by one weak sign that stands twice, or
/// one of no sign that stands often. Chosen by trial on news pages.
pub const WORTH_A_LOOK: f64 = 0.5;

/// What a doubling of the places adds to the strength of a name. Chosen by trial.
const BY_DOUBLING: f64 = 0.2;

/// The strength of what is beyond doubt.
const MOST: f64 = 2.0;

/// The strength of a name that the list that ships knows.
const SHIPPED: f64 = 1.5;

/// A name that the gazetteer lacks, as it is written in one place or in several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The full name that it stands for in its document.
    pub name: String,
    /// What stands there.
    pub surface: String,
    /// What it seems to be.
    pub entity_type: EntityType,
    /// In how many places.
    pub mentions: u64,
    /// How clear it is, in hundredths, summed over the places.
    pub strength: u64,
}

/// What the list that ships knows of names: the type of each, by its [`key`]; none where entities of
/// one name differ in it.
#[derive(Debug)]
pub struct Shipped(FxHashMap<String, Option<EntityType>>);

impl Shipped {
    /// Reads the list.
    ///
    /// # Errors
    ///
    /// Those of loading it; there are none.
    pub fn load() -> Result<Self> {
        let mut types: FxHashMap<String, Option<EntityType>> = FxHashMap::default();
        for entity in Gazetteer::load(&[BUILTIN])?.entities {
            let aliases = entity.aliases.iter().map(|alias| &alias.name);
            for form in std::iter::once(&entity.name).chain(aliases) {
                let own = Some(entity.entity_type.clone());
                let known = types.entry(key(form)).or_insert_with(|| own.clone());
                if *known != own {
                    *known = None;
                }
            }
        }
        Ok(Self(types))
    }

    /// What a group seems to be, and how sure it is that it is a name and of that type, from 0.1 to
    /// 2; none for what the list knows to be no person, place or organisation.
    pub fn judge(&self, group: &Group) -> Option<(EntityType, f64)> {
        let (guess, mean) = group.entity_type();
        let ships = self.0.get(&key(&group.name)).cloned().flatten();
        if ships == Some(EntityType::Other) {
            return None;
        }
        let least = if ships.is_some() { SHIPPED } else { 0.0 };
        let strength = mean + BY_DOUBLING * libm::log2(group.mentions as f64);
        Some((ships.unwrap_or(guess), strength.clamp(least, MOST)))
    }
}

/// Whether a group is none for all its capitals: a name that `is_known` glued to another, a people
/// or its adjective, `Inc` and nothing else.
pub fn is_no_name(group: &Group, is_known: impl Fn(&str) -> bool) -> bool {
    let last = group.name.rsplit(' ').next().unwrap_or_default();
    let is_people =
        class(last).is(Class::DEMONYM) || class(last.trim_end_matches('s')).is(Class::DEMONYM);
    let is_told_by_itself =
        matches!(group.entity_type(), (EntityType::Person, strength) if strength >= 1.0);
    let name = key(&group.name);
    let is_glued = name.contains('-') && name.split('-').all(is_known);
    let is_form = name
        .split(' ')
        .all(|word| class(word).is(Class::LEGAL_FORM));
    is_glued || is_form || is_people && !is_told_by_itself
}
