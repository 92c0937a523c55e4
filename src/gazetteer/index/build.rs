//! A gazetteer in, the bytes of its index out.
//!
//! All forms are hashed, sorted by the hash of their words, and laid down: forms of the same words
//! behind one another, forms of several entities with a list of targets. Then the runs of words
//! that begin longer names follow, and the filters in front.

use std::collections::HashMap;

use rayon::prelude::*;

use super::layout::{Field, HEADER, Slot, assemble, flags};
use super::record::{More, NO_RECORD, RECORD_HEAD, bits};
use super::{Promise, Strings};
use crate::gazetteer::hash::{self, Letters};
use crate::gazetteer::names::{self, Written};
use crate::gazetteer::{Case, Entity, EntityType, Form, Gazetteer, fold};
use crate::segment::{self, WordRule};
use crate::span::Span;

/// The target of a name to ignore.
const IGNORED: u32 = u32::MAX;

/// A form of an entity on its way into the tables.
struct Item {
    /// The hash of its words.
    hash: u64,
    start: u32,
    length: u16,
    prefix: u8,
    bits: u8,
    /// An entity with its form in the two high bits, or [`IGNORED`].
    entity: u32,
    /// How case counts, and behind it the number of its required words.
    meta: u32,
}

/// Everything that is gathered before the tables can be laid.
struct Build<'g> {
    case: Case,
    is_folded: bool,
    rules: Vec<WordRule>,
    forms: Vec<u8>,
    items: Vec<Item>,
    /// The first words, with what they promise.
    firsts: Vec<(u64, u8)>,
    seconds: Vec<u64>,
    /// Runs that begin longer names.
    runs: Vec<u64>,
    flags: u64,
    strings: Strings,
    required: HashMap<&'g [String], u32>,
    words: Vec<Span>,
}

pub(super) fn build(gazetteer: &Gazetteer, case: Case, rules: &[WordRule]) -> Vec<u64> {
    let mut build = Build::new(gazetteer, case, rules);
    for (entity, id) in gazetteer.entities.iter().zip(0u32..) {
        build.add_entity(entity, id);
    }
    for text in &gazetteer.ignore {
        build.add(text, IGNORED, case as u32);
    }
    build.lay(gazetteer)
}

impl<'g> Build<'g> {
    fn new(gazetteer: &'g Gazetteer, case: Case, rules: &[WordRule]) -> Self {
        let mut aliases = gazetteer.entities.iter().flat_map(|entity| &entity.aliases);
        let is_folded = case == Case::Fold || aliases.any(|alias| alias.case == Some(Case::Fold));
        let rule_flags = rules.iter().map(|rule| match rule {
            WordRule::Unicode => flags::UNICODE,
            WordRule::Ascii => flags::ASCII,
        });
        let folded = if is_folded { flags::FOLDED } else { 0 };
        Self {
            case,
            is_folded,
            rules: rules.to_vec(),
            forms: Vec::new(),
            items: Vec::new(),
            firsts: Vec::new(),
            seconds: Vec::new(),
            runs: Vec::new(),
            flags: rule_flags.sum::<u64>() | folded | (case as u64) << flags::CASE_SHIFT,
            strings: Strings::default(),
            required: HashMap::new(),
            words: Vec::new(),
        }
    }

    fn add_entity(&mut self, entity: &'g Entity, id: u32) {
        for written in names::listed(entity) {
            self.add_written(&written, id);
        }
        if self.rules.contains(&WordRule::Unicode) {
            for written in names::surnames(entity) {
                let (target, meta) = self.target(&written, id);
                self.add_unicode(written.text, bits::UNICODE, target, meta);
            }
        }
        if !entity.documents.is_empty() {
            self.strings.scopes.push((id, entity.documents.clone()));
        }
    }

    fn add_written(&mut self, written: &Written<'g>, id: u32) {
        let (target, meta) = self.target(written, id);
        self.add(written.text, target, meta);
    }

    fn target(&mut self, written: &Written<'g>, id: u32) -> (u32, u32) {
        let number = match written.requires {
            [] => 0,
            words => *self.required.entry(words).or_insert_with(|| {
                self.strings.required.push(words.to_vec());
                self.strings.required.len() as u32
            }),
        };
        let case = written.case.unwrap_or(self.case);
        let form = match written.form {
            Form::Name => 0,
            Form::Alias => 1,
            Form::Surname => 2,
        };
        (id | form << 30, case as u32 | number << 2)
    }

    /// Adds a form by the rules that are asked for; by both at once where they agree on it.
    fn add(&mut self, text: &str, target: u32, meta: u32) {
        let [wants_unicode, wants_ascii] =
            [WordRule::Unicode, WordRule::Ascii].map(|rule| self.rules.contains(&rule));
        let is_same = text.is_ascii()
            && !text.contains('_')
            && fold::normal(text).is_some_and(|normal| normal == text);
        if wants_unicode {
            let bits = if wants_ascii && is_same {
                bits::ASCII
            } else {
                0
            };
            self.add_unicode(text, bits | bits::UNICODE, target, meta);
        }
        if wants_ascii && !(wants_unicode && is_same) {
            self.add_form(text, WordRule::Ascii, bits::ASCII, target, meta);
        }
    }

    fn add_unicode(&mut self, text: &str, bits: u8, target: u32, meta: u32) {
        let text = text.trim();
        if let Some(normal) = fold::normal(text) {
            self.add_form(&normal, WordRule::Unicode, bits, target, meta);
        }
    }

    fn add_form(&mut self, form: &str, rule: WordRule, bits: u8, target: u32, meta: u32) {
        self.words.clear();
        let whole = Span::new(0, form.len());
        segment::words(form, whole, &[], rule, &mut self.words);
        let Some(first) = self.words.first() else {
            return;
        };
        let (Ok(length), Ok(prefix)) = (u16::try_from(form.len()), u8::try_from(first.start))
        else {
            return;
        };
        let start = u32::try_from(self.forms.len()).expect("names of less than 4 GiB in all");
        self.forms.extend_from_slice(form.as_bytes());
        let words_bit = if self.words.len() > 1 { bits::WORDS } else { 0 };
        let item = |hash| Item {
            hash,
            start,
            length,
            prefix,
            bits: bits | words_bit,
            entity: target,
            meta,
        };
        let letters = if self.is_folded {
            Letters::Lower
        } else {
            Letters::AsTheyAre
        };
        let hash = self.add_run(form, rule, letters);
        self.items.push(item(hash));
        let is_smart = rule == WordRule::Unicode && meta & 3 != Case::Exact as u32;
        if is_smart && !self.is_folded && self.needs_capitals(form) {
            let hash = self.add_run(&form.to_uppercase(), rule, Letters::Title);
            self.items.push(item(hash));
        }
    }

    /// Notes the runs of the words of `form`, and gives the hash of all of them.
    fn add_run(&mut self, form: &str, rule: WordRule, letters: Letters) -> u64 {
        self.words.clear();
        let whole = Span::new(0, form.len());
        segment::words(form, whole, &[], rule, &mut self.words);
        let mut run = 0;
        for (idx, word) in self.words.iter().enumerate() {
            let word = word.of(form);
            let hash = match rule {
                WordRule::Ascii => hash::word(word.as_bytes(), 0, word.len(), letters),
                WordRule::Unicode => hash::text_word(word, letters),
            };
            if idx == 0 {
                run = hash;
                let promise = if self.words.len() == 1 {
                    Promise::NAME
                } else {
                    Promise::LONGER
                };
                self.firsts.push((run, promise));
                self.flags |= match word.as_bytes()[0] {
                    b'0'..=b'9' => flags::DIGIT_FIRST,
                    b'a'..=b'z' | b'_' => flags::SMALL_FIRST,
                    _ => 0,
                };
            } else {
                self.runs.push(run);
                run = hash::mix(run, hash);
                if idx == 1 {
                    self.seconds.push(run);
                }
            }
        }
        run
    }

    /// Whether the form in all capitals is not found by putting its words in title case.
    fn needs_capitals(&self, form: &str) -> bool {
        let is_title = |word: &str| {
            let mut chars = word.chars();
            let first = chars.next();
            first.is_none_or(|c| !c.is_lowercase()) && chars.all(|c| !c.is_uppercase())
        };
        let words = || self.words.iter().map(|word| word.of(form));
        let has_small = form.chars().any(char::is_lowercase);
        has_small && (!words().all(is_title) || form.to_uppercase().len() != form.len())
    }
}

/// The sections.
impl Build<'_> {
    fn lay(mut self, gazetteer: &Gazetteer) -> Vec<u64> {
        let mut items = std::mem::take(&mut self.items);
        let forms = std::mem::take(&mut self.forms);
        let form = |item: &Item| &forms[item.start as usize..][..usize::from(item.length)];
        items.par_sort_by(|a, b| a.hash.cmp(&b.hash).then_with(|| form(a).cmp(form(b))));
        self.runs.par_sort_unstable();
        self.runs.dedup();
        let mut names = Names::new(gazetteer.entities.len());
        let mut ends = Vec::new();
        for same_words in items.chunk_by(|a, b| a.hash == b.hash) {
            ends.push((same_words[0].hash, names.place()));
            let mut same_form = same_words.chunk_by(|a, b| form(a) == form(b)).peekable();
            while let Some(items) = same_form.next() {
                names.add(form(&items[0]), items, same_form.peek().is_some());
            }
        }
        let slots = slots(&ends, &self.runs);
        let first = first_filter(&mut self.firsts);
        let second = second_filter(&mut self.seconds);
        let (offsets, entities) = self.entities(gazetteer, &names);
        let strings = serde_json::to_vec(&self.strings).expect("strings are JSON");
        let mut header = [0; HEADER];
        header[Field::Flags.idx()] = self.flags;
        header[Field::Entities.idx()] = gazetteer.entities.len() as u64;
        header[Field::Names.idx()] = names.n_records;
        let sections = [
            bytes(&first),
            bytes(&second),
            bytes(&slots),
            names.records,
            bytes(&names.targets),
            bytes(&offsets),
            entities,
            strings,
        ];
        assemble(header, sections)
    }

    fn entities(&mut self, gazetteer: &Gazetteer, names: &Names) -> (Vec<u32>, Vec<u8>) {
        let mut offsets = Vec::with_capacity(gazetteer.entities.len() + 1);
        let mut out = Vec::new();
        for (idx, entity) in gazetteer.entities.iter().enumerate() {
            offsets.push(place(&out));
            let record = Some(names.of_entity[idx]).filter(|&record| {
                record != NO_RECORD && names.form(record) == entity.name.as_bytes()
            });
            let more = More {
                name: record.is_none().then(|| entity.name.clone()),
                aliases: aliases(entity),
                attributes: entity.attributes.clone(),
            };
            let id_length = u16::try_from(entity.id.len()).unwrap_or(u16::MAX);
            out.extend([self.type_number(&entity.entity_type), 0]);
            out.extend(id_length.to_le_bytes());
            out.extend(record.unwrap_or(NO_RECORD).to_le_bytes());
            out.extend(&entity.id.as_bytes()[..usize::from(id_length)]);
            if more.name.is_some() || !more.aliases.is_empty() || !more.attributes.is_empty() {
                serde_json::to_writer(&mut out, &more).expect("a vector takes all");
            }
            // JSON may be followed by spaces.
            out.resize(out.len().next_multiple_of(4), b' ');
        }
        offsets.push(place(&out));
        (offsets, out)
    }

    fn type_number(&mut self, entity_type: &EntityType) -> u8 {
        match entity_type {
            EntityType::Person => 0,
            EntityType::Place => 1,
            EntityType::Organisation => 2,
            EntityType::Other => 3,
            EntityType::Declared(name) => {
                let types = &mut self.strings.types;
                let known = types.iter().position(|known| known == name);
                let idx = known.unwrap_or_else(|| {
                    types.push(name.clone());
                    types.len() - 1
                });
                u8::try_from(idx + 4).expect("fewer than 250 declared types")
            }
        }
    }
}

/// The records and lists of targets on their way.
struct Names {
    records: Vec<u8>,
    targets: Vec<u32>,
    /// For each entity the record of its canonical name.
    of_entity: Vec<u32>,
    n_records: u64,
}

impl Names {
    fn new(n_entities: usize) -> Self {
        Self {
            records: Vec::new(),
            targets: Vec::new(),
            of_entity: vec![NO_RECORD; n_entities],
            n_records: 0,
        }
    }

    fn place(&self) -> u32 {
        place(&self.records)
    }

    fn form(&self, record: u32) -> &[u8] {
        let start = record as usize * 4;
        let length = u16::from_le_bytes([self.records[start], self.records[start + 1]]);
        &self.records[start + RECORD_HEAD..][..usize::from(length)]
    }

    /// Adds the record of `items`, which have one form.
    fn add(&mut self, form: &[u8], items: &[Item], has_next: bool) {
        let place = self.place();
        let case = items.iter().map(|item| item.meta & 3).max().unwrap_or(0);
        let mut bits = items.iter().fold(0, |bits, item| bits | item.bits);
        bits |= (case as u8) << bits::CASE_SHIFT;
        if has_next {
            bits |= bits::NEXT;
        }
        let mut rows: Vec<(u32, u32)> = items.iter().map(|item| (item.entity, item.meta)).collect();
        rows.dedup();
        let target = match rows.as_slice() {
            rows if rows.iter().any(|(entity, _)| *entity == IGNORED) => {
                bits |= bits::IGNORED;
                0
            }
            [(entity, meta)] if meta >> 2 == 0 => *entity,
            rows => {
                bits |= bits::MANY;
                let target = self.targets.len() as u32;
                self.targets.push(rows.len() as u32);
                self.targets
                    .extend(rows.iter().flat_map(|(entity, meta)| [entity, meta]));
                target
            }
        };
        for (entity, _) in rows.iter().filter(|(entity, _)| *entity >> 30 == 0) {
            let known = &mut self.of_entity[*entity as usize];
            if *known == NO_RECORD {
                *known = place;
            }
        }
        self.records.extend((form.len() as u16).to_le_bytes());
        self.records.extend([items[0].prefix, bits]);
        self.records.extend(target.to_le_bytes());
        self.records.extend(form);
        self.records
            .resize(self.records.len().next_multiple_of(4), 0);
        self.n_records += 1;
    }
}

/// The next place in `out`, in units of 4 bytes.
fn place(out: &[u8]) -> u32 {
    u32::try_from(out.len() / 4).expect("less than 16 GiB")
}

/// The table of runs: those that end names, with the place of their records, and those that begin
/// longer ones, both ascending by hash.
fn slots(ends: &[(u64, u32)], runs: &[u64]) -> Vec<u64> {
    let n_slots = ((ends.len() + runs.len()) * 3 / 2)
        .next_power_of_two()
        .max(2);
    let shift = 64 - n_slots.ilog2();
    let mut slots = vec![0u64; n_slots];
    let mut hashes = vec![0u64; n_slots];
    let mut put = |hash: u64, change: &dyn Fn(Slot) -> Slot| {
        let mut idx = (hash >> shift) as usize;
        while slots[idx] != 0 && hashes[idx] != hash {
            idx = (idx + 1) & (n_slots - 1);
        }
        let slot = match slots[idx] {
            0 => Slot::new(hash),
            known => Slot(known),
        };
        hashes[idx] = hash;
        slots[idx] = change(slot).0;
    };
    for &(hash, record) in ends {
        put(hash, &|slot| slot.ends_at(record));
    }
    for &hash in runs {
        put(hash, &Slot::goes_on);
    }
    slots
}

/// At least eight cells for each first word.
fn first_filter(firsts: &mut Vec<(u64, u8)>) -> Vec<u64> {
    firsts.par_sort_unstable();
    firsts.dedup();
    let n_cells = (firsts.len() * 8).next_power_of_two().max(64);
    let shift = 64 - n_cells.ilog2();
    let mut filter = vec![0u64; n_cells / 32];
    for (hash, promise) in firsts {
        let cell = *hash >> shift;
        filter[(cell / 32) as usize] |= u64::from(*promise) << (2 * (cell % 32));
    }
    filter
}

/// At least twelve bits for each pair of first words.
fn second_filter(seconds: &mut Vec<u64>) -> Vec<u64> {
    seconds.par_sort_unstable();
    seconds.dedup();
    let n_bits = (seconds.len() * 12).next_power_of_two().max(128);
    let shift = 64 - n_bits.ilog2();
    let mut filter = vec![0u64; n_bits / 64];
    for hash in seconds {
        let bit = *hash >> shift;
        filter[(bit / 64) as usize] |= 1 << (bit % 64);
    }
    filter
}

fn aliases(entity: &Entity) -> Vec<String> {
    let names = entity.aliases.iter().map(|alias| &alias.name);
    let mut aliases: Vec<String> = Vec::new();
    for name in names.filter(|name| **name != entity.name) {
        if !aliases.contains(name) {
            aliases.push(name.clone());
        }
    }
    aliases
}

fn bytes<T: bytemuck::NoUninit>(numbers: &[T]) -> Vec<u8> {
    bytemuck::cast_slice(numbers).to_vec()
}
