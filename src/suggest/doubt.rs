//! Aliases of a gazetteer in, those that look wrong out.

use rustc_hash::FxHashMap;

use crate::candidate::key;
use crate::gazetteer::Gazetteer;
use crate::lexicon::{Class, class};
use crate::store::CandidateMention;

/// Why an alias looks wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// It is a word that is seldom a name.
    CommonWord,
    /// This other entity has it too.
    TwoEntities(String),
    /// It stands in the texts only as a part of this longer name.
    PartOfLonger(String),
    /// It stands nowhere in the texts, though its entity does.
    NeverMatched,
}

/// An alias that looks wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubted {
    /// The id of its entity.
    pub entity: String,
    /// The alias.
    pub alias: String,
    /// Why.
    pub doubt: Doubt,
    /// How often it was matched.
    pub mentions: u64,
}

impl Doubt {
    fn rank(&self) -> u8 {
        match self {
            Self::CommonWord => 0,
            Self::TwoEntities(_) => 1,
            Self::PartOfLonger(_) => 2,
            Self::NeverMatched => 3,
        }
    }
}

impl Doubted {
    /// What stands among the rejected names where a person has no such doubt.
    pub fn mark(&self) -> String {
        format!("{}: {}", self.entity, self.alias)
    }
}

/// The aliases of `gazetteer` that look wrong, the worst first, else in its order. `surfaces` are
/// what was sought and matched: the entity's id, the words, how often. Linear in the aliases and in the words of `candidates`.
pub fn doubts(
    gazetteer: &Gazetteer,
    surfaces: &[(String, String, u64)],
    candidates: &[CandidateMention],
) -> Vec<Doubted> {
    let mut matched: FxHashMap<(&str, String), u64> = FxHashMap::default();
    for (entity, surface, n) in surfaces {
        *matched.entry((entity, key(surface))).or_default() += n;
    }
    let owners = owners(gazetteer);
    let longer = longer(candidates);
    let mut doubts = Vec::new();
    for entity in &gazetteer.entities {
        for alias in entity
            .aliases
            .iter()
            .filter(|alias| alias.requires.is_empty())
        {
            let form = key(&alias.name);
            let sought = matched.get(&(entity.id.as_str(), form.clone())).copied();
            let n = sought.unwrap_or(0);
            let other = owners[&form].iter().find(|id| **id != entity.id);
            let is_common = alias.name.chars().all(char::is_alphabetic)
                && class(&alias.name).is(Class::ORDINARY)
                && alias.name.chars().any(char::is_lowercase);
            let doubt = match () {
                () if other.is_some() => other.map(|id| Doubt::TwoEntities((*id).to_owned())),
                () if is_common => Some(Doubt::CommonWord),
                () if n > 0 || sought.is_none() => None,
                () => Some(match longer.get(&form) {
                    Some(name) => Doubt::PartOfLonger((*name).to_owned()),
                    None => Doubt::NeverMatched,
                }),
            };
            let doubted = doubt.map(|doubt| Doubted {
                entity: entity.id.clone(),
                alias: alias.name.clone(),
                doubt,
                mentions: n,
            });
            let is_new = |doubted: &Doubted| !gazetteer.rejected.contains(&doubted.mark());
            doubts.extend(doubted.filter(is_new));
        }
    }
    doubts.sort_by_key(|doubted| doubted.doubt.rank());
    doubts
}

/// The ids of the entities of each form.
fn owners(gazetteer: &Gazetteer) -> FxHashMap<String, Vec<&str>> {
    let mut owners: FxHashMap<String, Vec<&str>> = FxHashMap::default();
    for entity in &gazetteer.entities {
        let aliases = entity.aliases.iter().map(|alias| &alias.name);
        for form in std::iter::once(&entity.name).chain(aliases) {
            owners.entry(key(form)).or_default().push(&entity.id);
        }
    }
    owners
}

/// For each run of one or two words inside a candidate's name the first such name.
fn longer(candidates: &[CandidateMention]) -> FxHashMap<String, &str> {
    let mut longer: FxHashMap<String, &str> = FxHashMap::default();
    for candidate in candidates {
        let name = key(&candidate.name);
        let words: Vec<&str> = name.split(' ').collect();
        for n in 1..words.len().min(3) {
            for run in words.windows(n) {
                longer.entry(run.join(" ")).or_insert(&candidate.name);
            }
        }
    }
    longer
}
