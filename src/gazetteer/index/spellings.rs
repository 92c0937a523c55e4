//! The listed persons by what stays of their names however they are spelled.

use rustc_hash::FxHashMap;

use super::Index;
use crate::gazetteer::{EntityId, EntityType, family, fold, frame};
use crate::lexicon;

/// The most entities of which other spellings are looked for: in longer lists another person has
/// that name.
const MOST: usize = 10_000;

/// The persons of an index by what stays of their names.
#[derive(Debug, Default)]
pub(crate) struct Spellings {
    by_first: FxHashMap<String, Vec<Spelled>>,
    surnames: FxHashMap<EntityId, String>,
    single: Vec<Spelled>,
}

/// A person's surname, in small letters and without marks.
#[derive(Clone, Debug)]
pub(crate) struct Spelled {
    pub(crate) entity: EntityId,
    pub(crate) surname: String,
    /// Its letters once the ways to write it in English are one.
    pub(crate) family: String,
    /// Whether it is listed with another form of the first name: `Michael` for `Mike`.
    pub(crate) is_nickname: bool,
}

impl Spellings {
    /// Whether there are none.
    pub(crate) fn is_empty(&self) -> bool {
        self.surnames.is_empty() && self.single.is_empty()
    }

    /// Those whose first name has that [`frame`], or is a fond form of it.
    pub(crate) fn named(&self, first: &str) -> &[Spelled] {
        self.by_first.get(&key(first)).map_or(&[], Vec::as_slice)
    }

    /// The surname of a person.
    pub(crate) fn surname(&self, entity: EntityId) -> Option<&str> {
        self.surnames.get(&entity).map(String::as_str)
    }

    /// The persons of one name only.
    pub(crate) fn single(&self) -> &[Spelled] {
        &self.single
    }

    fn add(&mut self, entity: EntityId, name: &str, fond: &Fond) {
        let Some((first, rest)) = name.split_once(' ') else {
            self.single.push(Spelled {
                entity,
                surname: fold::word(name).into_owned(),
                family: family(&fold::word(name)),
                is_nickname: false,
            });
            return;
        };
        let last = rest.rsplit(' ').next().unwrap_or(rest);
        if family(last).len() < 3 {
            return;
        }
        let surname = fold::word(last).into_owned();
        self.surnames.insert(entity, surname.clone());
        let own = Spelled {
            entity,
            family: family(&surname),
            surname,
            is_nickname: false,
        };
        let others = fond.get(&*fold::word(first)).into_iter().flatten();
        let mut keys = vec![key(first)];
        for key in others.map(|other| key(other)) {
            if !keys.contains(&key) {
                keys.push(key);
            }
        }
        for (idx, key) in keys.into_iter().enumerate() {
            self.by_first.entry(key).or_default().push(Spelled {
                is_nickname: idx > 0,
                ..own.clone()
            });
        }
    }
}

/// The consonants of a first name, or of one that has few all letters.
fn key(first: &str) -> String {
    let frame = frame(first);
    match frame.len() {
        0..3 => format!("={}", fold::word(first)),
        _ => frame,
    }
}

/// Of each first name the other forms.
type Fond = FxHashMap<&'static str, Vec<&'static str>>;

fn fond() -> Fond {
    let mut fond = Fond::default();
    for names in lexicon::nicknames() {
        for name in &names {
            let others = names.iter().filter(|other| *other != name);
            fond.entry(name).or_default().extend(others);
        }
    }
    fond
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
            let fond = fond();
            for id in (0..n_asked).map(|idx| EntityId(idx as u32)) {
                let entity = self.entity(id);
                if entity.entity_type == EntityType::Person {
                    spellings.add(id, &entity.name(), &fond);
                }
            }
            spellings
        })
    }
}
