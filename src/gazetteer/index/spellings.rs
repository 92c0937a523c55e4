//! The listed persons by what stays of their names however they are spelled.

use rustc_hash::FxHashMap;

use super::Index;
use crate::gazetteer::{EntityId, EntityType, family, fold, frame};

/// The most entities of which other spellings are looked for: in longer lists another person has
/// that name.
const MOST: usize = 10_000;

/// The persons of an index that have a first name and a surname.
#[derive(Debug, Default)]
pub(crate) struct Spellings {
    by_first: FxHashMap<String, Vec<Spelled>>,
    surnames: FxHashMap<EntityId, String>,
}

/// A person's surname, in small letters and without marks.
#[derive(Debug)]
pub(crate) struct Spelled {
    pub(crate) entity: EntityId,
    pub(crate) surname: String,
}

impl Spellings {
    /// Whether there are none.
    pub(crate) fn is_empty(&self) -> bool {
        self.surnames.is_empty()
    }

    /// Those whose first name has that [`frame`].
    pub(crate) fn named(&self, first: &str) -> &[Spelled] {
        self.by_first.get(first).map_or(&[], Vec::as_slice)
    }

    /// The surname of a person.
    pub(crate) fn surname(&self, entity: EntityId) -> Option<&str> {
        self.surnames.get(&entity).map(String::as_str)
    }

    fn add(&mut self, entity: EntityId, name: &str) {
        let Some((first, rest)) = name.split_once(' ') else {
            return;
        };
        let last = rest.rsplit(' ').next().unwrap_or(rest);
        if family(last).len() < 3 {
            return;
        }
        let surname = fold::word(last).into_owned();
        self.surnames.insert(entity, surname.clone());
        let frame = frame(first);
        if frame.len() >= 3 {
            let same = self.by_first.entry(frame).or_default();
            same.push(Spelled { entity, surname });
        }
    }
}

impl Index {
    /// Its persons by their spellings; made when they are first asked for.
    pub(crate) fn spellings(&self) -> &Spellings {
        self.spellings.get_or_init(|| {
            let mut spellings = Spellings::default();
            let n_asked = if self.n_entities() <= MOST {
                self.n_entities()
            } else {
                0
            };
            for id in (0..n_asked).map(|idx| EntityId(idx as u32)) {
                let entity = self.entity(id);
                if entity.entity_type == EntityType::Person {
                    spellings.add(id, &entity.name());
                }
            }
            spellings
        })
    }
}
