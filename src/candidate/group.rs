//! Written names in, one group for each would-be entity out.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use super::Written;
use crate::gazetteer::{EntityType, fold};

/// All forms of one name.
#[derive(Clone, Debug, Default)]
pub struct Group {
    /// The name in full, as it is written most often.
    pub name: String,
    /// Its other forms, the most frequent first; of those that differ in case only, one.
    pub forms: Vec<String>,
    /// How often it stands somewhere.
    pub mentions: u64,
    /// The places of its forms in the list they came from, in order.
    pub places: Vec<usize>,
    /// For each type the sum of what tells it, in hundredths, and how often it is told.
    types: BTreeMap<EntityType, (u64, u64)>,
    /// How often it is written so, in full and otherwise.
    names: BTreeMap<String, u64>,
    surfaces: BTreeMap<String, u64>,
}

impl Group {
    /// The type that most mentions tell, and how strongly they do on the mean; those that tell none
    /// count only where no other does.
    pub fn entity_type(&self) -> (EntityType, f64) {
        let told = self
            .types
            .iter()
            .filter(|(kind, _)| **kind != EntityType::Other);
        let best =
            told.max_by(|(a, (sum_a, _)), (b, (sum_b, _))| sum_a.cmp(sum_b).then_with(|| b.cmp(a)));
        let best = best.or_else(|| self.types.first_key_value());
        best.map_or((EntityType::Other, 0.0), |(kind, (sum, n))| {
            (kind.clone(), *sum as f64 / 100.0 / *n as f64)
        })
    }

    fn add(&mut self, place: usize, written: &Written) {
        let n = written.mentions;
        self.mentions += n;
        self.places.push(place);
        let told = self.types.entry(written.entity_type.clone()).or_default();
        told.0 += written.strength;
        told.1 += n;
        *self.names.entry(written.name.clone()).or_default() += n;
        *self.surfaces.entry(written.surface.clone()).or_default() += n;
    }

    /// Takes over another's places; the name stays.
    fn join(&mut self, short: Self) {
        self.mentions += short.mentions;
        self.places.extend(short.places);
        self.places.sort_unstable();
        for (surface, n) in short.surfaces {
            *self.surfaces.entry(surface).or_default() += n;
        }
    }

    fn named(mut self) -> Self {
        let by_count = |counts: &BTreeMap<String, u64>| {
            let mut forms: Vec<(u64, String)> =
                counts.iter().map(|(form, n)| (*n, form.clone())).collect();
            forms.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
            forms
        };
        let is_shouted = |form: &str| form.contains(' ') && !form.chars().any(char::is_lowercase);
        let mut names = by_count(&self.names);
        names.sort_by_key(|(_, name)| is_shouted(name));
        self.name = names
            .into_iter()
            .next()
            .map(|(_, name)| name)
            .unwrap_or_default();
        let forms = by_count(&self.surfaces).into_iter().map(|(_, form)| form);
        let mut seen = BTreeSet::from([key(&self.name)]);
        self.forms = forms.filter(|form| seen.insert(key(form))).collect();
        self
    }
}

/// A name as its spellings share it: words without case and diacritics and the dots of abbreviations
/// behind them (`Ltd.`), no article before them.
pub fn key(name: &str) -> String {
    let words: Vec<_> = name.split_whitespace().map(fold::word).collect();
    let words: Vec<&str> = words
        .iter()
        .map(|word| word.trim_end_matches('.'))
        .collect();
    let rest = match words.split_first() {
        Some((&"the", rest)) if !rest.is_empty() => rest,
        _ => &words,
    };
    rest.join(" ").replace('’', "'")
}

/// The groups of `all`, by the [`key`]s of their names. Linear, but for sorting.
pub fn group(all: &[Written]) -> Vec<Group> {
    let mut groups: BTreeMap<String, Group> = BTreeMap::new();
    for (place, written) in all.iter().enumerate() {
        let group = groups.entry(key(&written.name)).or_default();
        group.add(place, written);
    }
    for (short, full) in joins(&groups) {
        if let Some(short) = groups.remove(&short)
            && let Some(full) = groups.get_mut(&full)
        {
            full.join(short);
        }
    }
    groups.into_values().map(Group::named).collect()
}

/// Keys of one word, each with the key of the only name it is short for.
fn joins(groups: &BTreeMap<String, Group>) -> Vec<(String, String)> {
    let mut fulls: FxHashMap<String, Vec<&str>> = FxHashMap::default();
    for (key, group) in groups.iter().filter(|(key, _)| key.contains(' ')) {
        let short = match group.entity_type().0 {
            EntityType::Person => key.rsplit(' ').next().map(str::to_owned),
            EntityType::Organisation => group.names.keys().next().map(|name| initials(name)),
            _ => None,
        };
        if let Some(short) = short {
            fulls.entry(short).or_default().push(key);
        }
    }
    let is_short = |group: &Group, full: &str| match groups[full].entity_type().0 {
        EntityType::Person => matches!(
            group.entity_type().0,
            EntityType::Person | EntityType::Other
        ),
        _ => group.names.keys().any(|name| is_in_capitals(name)),
    };
    let shorts = groups.iter().filter_map(|(key, group)| {
        let [full] = fulls.get(key)?.as_slice() else {
            return None;
        };
        is_short(group, full).then(|| (key.clone(), (*full).to_owned()))
    });
    shorts.collect()
}

/// Whether it is of capitals only, as acronyms are.
pub fn is_in_capitals(name: &str) -> bool {
    name.len() > 1 && name.chars().all(char::is_uppercase)
}

/// The first letters of the words that have a capital, in small: `nib` of `Northern Ice Board`.
pub fn initials(name: &str) -> String {
    let firsts = name
        .split_whitespace()
        .filter_map(|word| word.chars().next());
    let capitals = firsts.filter(|first| first.is_uppercase());
    capitals.flat_map(char::to_lowercase).collect()
}
