//! Entities in, their forms with the hashes of their words out, and the runs of words within them.

use std::borrow::Cow;
use std::collections::HashMap;

use rayon::prelude::*;

use super::Settings;
use crate::gazetteer::hash::{self, Letters};
use crate::gazetteer::index::layout::flags;
use crate::gazetteer::index::record::bits;
use crate::gazetteer::index::{Condition, Promise};
use crate::gazetteer::names::{self, Written};
use crate::gazetteer::{Case, Diacritics, Entity, Form, Gazetteer, fold};
use crate::lexicon::{self, Class};
use crate::segment::{self, WordRule};
use crate::span::Span;

/// The target of a name to ignore.
pub(super) const IGNORED: u32 = u32::MAX;

/// Entities that are worked on at once: enough that their first words repeat, few enough that no
/// core is idle for long.
const PART: usize = 1 << 15;

/// A form of an entity on its way into the tables.
#[derive(Clone, Copy)]
pub(super) struct Item {
    /// The hash of its words.
    pub(super) hash: u64,
    /// Where in the forms it begins.
    pub(super) start: u32,
    pub(super) length: u16,
    pub(super) prefix: u8,
    pub(super) bits: u8,
    /// An entity with its form in the two high bits, or [`IGNORED`].
    pub(super) entity: u32,
    /// How case counts, and behind it the number of its condition, from 1; 0 if there is none.
    pub(super) meta: u32,
}

/// All that is gathered before the tables can be laid.
#[derive(Default)]
pub(super) struct Forms {
    pub(super) text: Vec<u8>,
    pub(super) items: Vec<Item>,
    /// The hashes of first words, with what they promise in the two low bits.
    pub(super) firsts: Vec<u64>,
    /// Pairs of first words.
    pub(super) seconds: Vec<u64>,
    /// Runs that begin longer names.
    pub(super) runs: Vec<u64>,
    /// Bits that tell how names begin.
    pub(super) flags: u64,
    /// What must hold for targets besides their words.
    pub(super) conditions: Vec<Condition>,
    /// Names, aliases and variants, as the lists count them.
    pub(super) n_listed: u64,
}

impl Forms {
    pub(super) fn of(gazetteer: &Gazetteer, settings: Settings<'_>) -> Self {
        let parts = gazetteer.entities.par_chunks(PART).enumerate();
        let parts = parts.map(|(idx, entities)| {
            let mut part = Part::new(settings);
            for (entity, id) in entities.iter().zip((idx * PART) as u32..) {
                part.add_entity(entity, id);
            }
            part.finish()
        });
        let parts: Vec<Self> = parts.collect();
        let mut forms = Self::default();
        let n_bytes = parts.iter().map(|part| part.text.len());
        forms.text.reserve(n_bytes.sum());
        let n_items = parts.iter().map(|part| part.items.len());
        forms.items.reserve(n_items.sum());
        for part in parts {
            forms.append(part);
        }
        forms.append(ignored(gazetteer, settings));
        forms
    }

    fn append(&mut self, part: Self) {
        let start = u32::try_from(self.text.len()).expect("names of less than 4 GiB in all");
        let numbers = self.numbers_of(part.conditions);
        self.items.extend(part.items.iter().map(|item| Item {
            start: item.start + start,
            meta: match (item.meta >> 2) as usize {
                0 => item.meta,
                number => item.meta & 3 | numbers[number - 1] << 2,
            },
            ..*item
        }));
        self.text.extend(part.text);
        self.firsts.extend(part.firsts);
        self.seconds.extend(part.seconds);
        self.runs.extend(part.runs);
        self.flags |= part.flags;
        self.n_listed += part.n_listed;
    }

    /// The numbers that conditions have here, new ones for new conditions.
    fn numbers_of(&mut self, conditions: Vec<Condition>) -> Vec<u32> {
        if conditions.is_empty() {
            return Vec::new();
        }
        let known = self.conditions.iter().cloned().zip(1..);
        let mut known: HashMap<Condition, u32> = known.collect();
        let numbers = conditions.into_iter().map(|condition| {
            *known.entry(condition).or_insert_with_key(|condition| {
                self.conditions.push(condition.clone());
                self.conditions.len() as u32
            })
        });
        numbers.collect()
    }
}

fn ignored(gazetteer: &Gazetteer, settings: Settings<'_>) -> Forms {
    let mut part = Part::new(settings);
    for text in &gazetteer.ignore {
        part.add(text, IGNORED, settings.matching.case as u32);
    }
    part.finish()
}

/// The forms of some entities.
struct Part<'s> {
    settings: Settings<'s>,
    forms: Forms,
    conditions: HashMap<Condition, u32>,
    /// The words of the form at hand.
    words: Vec<Span>,
}

impl<'s> Part<'s> {
    fn new(settings: Settings<'s>) -> Self {
        Self {
            settings,
            forms: Forms::default(),
            conditions: HashMap::new(),
            words: Vec::new(),
        }
    }

    /// Hashes repeat: what is sorted here is little work where all is put together.
    fn finish(mut self) -> Forms {
        let forms = &mut self.forms;
        for hashes in [&mut forms.firsts, &mut forms.seconds, &mut forms.runs] {
            hashes.sort_unstable();
            hashes.dedup();
        }
        self.forms
    }

    fn add_entity(&mut self, entity: &Entity, id: u32) {
        let case = self.settings.matching.case.of(entity);
        for written in names::listed(entity).chain(names::variants(entity)) {
            let (target, meta) = self.target(&written, id, case);
            self.add(written.text, target, meta);
            self.forms.n_listed += 1;
        }
        if self.settings.rules.contains(&WordRule::Unicode) {
            for written in names::surnames(entity) {
                let (target, meta) = self.target(&written, id, case);
                if let Some(normal) = normal(written.text) {
                    self.add_form(&normal, WordRule::Unicode, bits::UNICODE, target, meta);
                }
            }
        }
    }

    fn target(&mut self, written: &Written<'_>, id: u32, case: Case) -> (u32, u32) {
        let number = self.condition(written);
        let case = written.case.unwrap_or_else(|| match case {
            Case::Smart if self.is_common(written.text) => Case::Exact,
            case => case,
        });
        let form = match written.form {
            Form::Name => 0,
            Form::Alias => 1,
            Form::Surname => 2,
        };
        (id | form << 30, case as u32 | number << 2)
    }

    /// Whether the form is a word that texts in capitals hold by chance: `May`, `Nice`.
    fn is_common(&self, form: &str) -> bool {
        let is_word = !self.settings.matching.plain && form.chars().all(char::is_alphabetic);
        is_word && lexicon::class(&fold::word(form)).is(Class::COMMON)
    }

    /// The number of what must hold for that form besides its words.
    fn condition(&mut self, written: &Written<'_>) -> u32 {
        let diacritics = written.diacritics;
        let condition = match diacritics.unwrap_or(self.settings.matching.diacritics) {
            Diacritics::Fold if written.requires.is_empty() => return 0,
            diacritics => Condition {
                requires: written.requires.to_vec(),
                marked: (diacritics == Diacritics::Exact).then(|| marked(written.text)),
            },
        };
        let forms = &mut self.forms;
        let number = self.conditions.entry(condition);
        *number.or_insert_with_key(|condition| {
            forms.conditions.push(condition.clone());
            forms.conditions.len() as u32
        })
    }

    /// Adds a form by the rules that are asked for; by both at once where they agree on it.
    fn add(&mut self, text: &str, target: u32, meta: u32) {
        let rules = self.settings.rules;
        let wants_ascii = rules.contains(&WordRule::Ascii);
        let mut bits = if wants_ascii { bits::ASCII } else { 0 };
        if rules.contains(&WordRule::Unicode)
            && let Some(normal) = normal(text)
        {
            let is_same = text.is_ascii() && normal == text && !text.contains('_');
            let both = if is_same { bits } else { 0 };
            let rule = WordRule::Unicode;
            self.add_form(&normal, rule, bits::UNICODE | both, target, meta);
            bits &= !both;
        }
        if bits != 0 {
            self.add_form(text, WordRule::Ascii, bits, target, meta);
        }
    }

    fn add_form(&mut self, form: &str, rule: WordRule, bits: u8, target: u32, meta: u32) {
        self.split(form, rule);
        let Some(first) = self.words.first() else {
            return;
        };
        let (Ok(length), Ok(prefix)) = (u16::try_from(form.len()), u8::try_from(first.start))
        else {
            return;
        };
        let start = u32::try_from(self.forms.text.len()).expect("a part is small");
        self.forms.text.extend_from_slice(form.as_bytes());
        let words_bit = if self.words.len() > 1 { bits::WORDS } else { 0 };
        let mut item = Item {
            hash: 0,
            start,
            length,
            prefix,
            bits: bits | words_bit,
            entity: target,
            meta,
        };
        let is_smart = rule == WordRule::Unicode && meta & 3 != Case::Exact as u32;
        let is_twice = is_smart && !self.settings.is_folded && self.needs_capitals(form);
        item.hash = self.add_run(form, rule, self.letters());
        self.forms.items.push(item);
        if is_twice {
            let capitals = form.to_uppercase();
            self.split(&capitals, rule);
            item.hash = self.add_run(&capitals, rule, Letters::Title);
            self.forms.items.push(item);
        }
    }

    fn letters(&self) -> Letters {
        match self.settings.is_folded {
            true => Letters::Lower,
            false => Letters::AsTheyAre,
        }
    }

    fn split(&mut self, form: &str, rule: WordRule) {
        self.words.clear();
        let whole = Span::new(0, form.len());
        self.words.extend(segment::words(form, whole, rule));
    }

    /// Notes the runs of the words of `form`, and gives the hash of all of them.
    fn add_run(&mut self, form: &str, rule: WordRule, letters: Letters) -> u64 {
        let forms = &mut self.forms;
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
                forms.firsts.push(run & !3 | u64::from(promise));
                forms.flags |= beginning(word);
                continue;
            }
            forms.runs.push(run);
            run = hash::mix(run, hash);
            if idx == 1 {
                forms.seconds.push(run);
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
        let is_longer = || !form.is_ascii() && form.to_uppercase().len() != form.len();
        has_small && (!words().all(is_title) || is_longer())
    }
}

fn normal(text: &str) -> Option<Cow<'_, str>> {
    fold::normal(text.trim())
}

/// What [`Condition::marked`] is for `form`.
fn marked(form: &str) -> String {
    match form.is_ascii() {
        true => String::new(),
        false => fold::marked(form),
    }
}

fn beginning(word: &str) -> u64 {
    match word.as_bytes()[0] {
        b'0'..=b'9' => flags::DIGIT_FIRST,
        b'a'..=b'z' | b'_' => flags::SMALL_FIRST,
        _ => 0,
    }
}
