//! Forms in, their records out: in the order of their hashes, each with its targets.

use std::borrow::Cow;

use rayon::prelude::*;

use super::forms::{Forms, IGNORED, Item};
use super::place;
use crate::gazetteer::index::MOST_NAMESAKES;
use crate::gazetteer::index::record::{NO_RECORD, RECORD_HEAD, bits};

/// Items that are worked on at once.
const PART: usize = 1 << 16;

/// The form of a surname, in the high bits of a target.
const SURNAME: u32 = 2;

/// The records of all forms.
pub(super) struct Names {
    pub(super) records: Vec<u8>,
    pub(super) targets: Vec<u32>,
    /// For each run of words that ends a name its hash and the place of its first record; ascending.
    pub(super) ends: Vec<(u64, u32)>,
    /// For each entity the record of its canonical name.
    pub(super) of_entity: Vec<u32>,
    /// The forms of more than [`MOST_NAMESAKES`] entities, with how many.
    pub(super) namesakes: Vec<(String, u32)>,
}

impl Names {
    pub(super) fn of(forms: &mut Forms, n_entities: usize) -> Self {
        let mut items = std::mem::take(&mut forms.items);
        let text = forms.text.as_slice();
        items.par_sort_unstable_by(|a, b| {
            let by_form = || form(text, a).cmp(form(text, b));
            let by_hash = a.hash.cmp(&b.hash);
            by_hash.then_with(by_form).then(a.start.cmp(&b.start))
        });
        let parts = parts(&items).into_par_iter().map(|items| {
            let mut part = Part::default();
            part.add_all(text, items);
            part
        });
        let mut names = Self {
            records: Vec::new(),
            targets: Vec::new(),
            ends: Vec::new(),
            of_entity: vec![NO_RECORD; n_entities],
            namesakes: Vec::new(),
        };
        let parts: Vec<Part> = parts.collect();
        let n_bytes = parts.iter().map(|part| part.records.len());
        names.records.reserve_exact(n_bytes.sum());
        for part in parts {
            names.append(part);
        }
        names.namesakes.sort_unstable();
        names.namesakes.dedup();
        names
    }

    fn append(&mut self, mut part: Part) {
        let (place, n_targets) = (place(&self.records), self.targets.len() as u32);
        for record in part.with_lists {
            let target = &mut part.records[record as usize * 4 + 4..][..4];
            let number = u32::from_le_bytes(target.try_into().expect("a target is 4 bytes"));
            target.copy_from_slice(&(number + n_targets).to_le_bytes());
        }
        for (entity, record) in part.of_entity {
            let known = &mut self.of_entity[entity as usize];
            if *known == NO_RECORD {
                *known = record + place;
            }
        }
        let ends = part.ends.into_iter();
        self.ends
            .extend(ends.map(|(hash, end)| (hash, end + place)));
        self.records.extend(part.records);
        self.targets.extend(part.targets);
        self.namesakes.append(&mut part.namesakes);
    }

    /// The form of the record at that place.
    pub(super) fn form(&self, record: u32) -> &[u8] {
        let start = record as usize * 4;
        let length = u16::from_le_bytes([self.records[start], self.records[start + 1]]);
        &self.records[start + RECORD_HEAD..][..usize::from(length)]
    }
}

fn form<'t>(text: &'t [u8], item: &Item) -> &'t [u8] {
    &text[item.start as usize..][..usize::from(item.length)]
}

/// The items in pieces that part no two of one hash.
fn parts(mut items: &[Item]) -> Vec<&[Item]> {
    let mut parts = Vec::new();
    while !items.is_empty() {
        let last = items[PART.min(items.len()) - 1].hash;
        let (part, rest) = items.split_at(items.partition_point(|item| item.hash <= last));
        parts.push(part);
        items = rest;
    }
    parts
}

/// Items of one form, apart for each rule unless both rules have the same.
fn by_rules(items: &[Item]) -> Vec<Cow<'_, [Item]>> {
    const RULES: [u8; 2] = [bits::UNICODE, bits::ASCII];
    let rules = |item: &Item| item.bits & (bits::UNICODE | bits::ASCII);
    if items.iter().all(|item| rules(item) == rules(&items[0])) {
        return vec![Cow::Borrowed(items)];
    }
    let of_rule = |rule| {
        let of_rule = items.iter().filter(move |item| item.bits & rule != 0);
        let of_rule = of_rule.map(|item| Item {
            bits: item.bits & !(bits::UNICODE | bits::ASCII) | rule,
            ..*item
        });
        Cow::Owned(of_rule.collect())
    };
    RULES.map(of_rule).into()
}

/// The records of some items; places count from its own beginning.
#[derive(Default)]
struct Part {
    records: Vec<u8>,
    targets: Vec<u32>,
    ends: Vec<(u64, u32)>,
    /// Entities with records of their canonical names.
    of_entity: Vec<(u32, u32)>,
    /// The records whose target is a list of several.
    with_lists: Vec<u32>,
    namesakes: Vec<(String, u32)>,
}

impl Part {
    fn add_all(&mut self, text: &[u8], items: &[Item]) {
        for same_words in items.chunk_by(|a, b| a.hash == b.hash) {
            self.ends.push((same_words[0].hash, place(&self.records)));
            let same_forms = same_words.chunk_by(|a, b| form(text, a) == form(text, b));
            let records = same_forms.flat_map(by_rules);
            let mut records = records.peekable();
            while let Some(items) = records.next() {
                self.add(form(text, &items[0]), &items, records.peek().is_some());
            }
        }
    }

    /// Adds the record of `items`, which have one form.
    fn add(&mut self, form: &[u8], items: &[Item], has_next: bool) {
        let place = place(&self.records);
        let case = items.iter().map(|item| item.meta & 3).max().unwrap_or(0);
        let mut bits = items.iter().fold(0, |bits, item| bits | item.bits);
        bits |= (case as u8) << bits::CASE_SHIFT;
        if has_next {
            bits |= bits::NEXT;
        }
        let (kind, target) = self.target(form, items);
        if kind == bits::MANY {
            self.with_lists.push(place);
        }
        let canonical = items.iter().filter(|item| item.entity >> 30 == 0);
        self.of_entity
            .extend(canonical.map(|item| (item.entity, place)));
        self.records.extend((form.len() as u16).to_le_bytes());
        self.records.extend([items[0].prefix, bits | kind]);
        self.records.extend(target.to_le_bytes());
        self.records.extend_from_slice(form);
        self.records
            .resize(self.records.len().next_multiple_of(4), 0);
    }

    /// What a record says of those that its form may denote: a bit that tells how, and the number.
    /// Surnames denote those who are named in full, and are not counted.
    fn target(&mut self, form: &[u8], items: &[Item]) -> (u8, u32) {
        if items.iter().any(|item| item.entity == IGNORED) {
            return (bits::IGNORED, 0);
        }
        let is_same = |a: &&Item, b: &&Item| a.entity == b.entity && a.meta == b.meta;
        let first = &items[0];
        if items.iter().all(|item| is_same(&item, &first)) && first.meta >> 2 == 0 {
            return (0, first.entity);
        }
        let list = self.targets.len();
        self.targets.push(0);
        let mut n_namesakes = 0;
        for same in items.chunk_by(|a, b| is_same(&a, &b)) {
            let Item { entity, meta, .. } = same[0];
            n_namesakes += u32::from(entity >> 30 != SURNAME);
            if entity >> 30 == SURNAME || n_namesakes <= MOST_NAMESAKES {
                self.targets.extend([entity, meta]);
            }
        }
        if n_namesakes > MOST_NAMESAKES {
            let form = String::from_utf8_lossy(form).into_owned();
            self.namesakes.push((form, n_namesakes));
        }
        self.targets[list] = ((self.targets.len() - list) / 2) as u32;
        (bits::MANY, list as u32)
    }
}
