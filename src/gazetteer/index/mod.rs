//! A gazetteer in, the compiled index out: flat tables of entities and names, in memory or in a
//! file that is mapped and used as it is.

mod build;

mod file;

mod find;

mod layout;

mod record;

mod short_forms;

mod spellings;

use std::collections::HashMap;
use std::ops::Range;
use std::sync::OnceLock;

use globset::GlobSet;
use serde::{Deserialize, Serialize};

use super::{Ambiguous, Case, Diacritics, EntityId, EntityType, Form, Gazetteer, Groups, fold};
use crate::segment::WordRule;
use file::Bytes;
use layout::{Field, Section, flags};

pub(crate) use layout::Slot;
pub use record::EntityView;
pub(crate) use record::Record;
pub(crate) use short_forms::{MOST_WORDS, ShortForms};
pub(crate) use spellings::Spelled;
use spellings::Spellings;

/// The entities that a name is looked at for, at most, in the order of the lists; surnames, which
/// denote those who are named in full, are looked at for all.
pub const MOST_NAMESAKES: u32 = 300;

/// How a run matches names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Matching {
    /// How case counts where an alias does not say.
    pub case: Case,
    /// How diacritics count where an alias does not say.
    pub diacritics: Diacritics,
    /// Whether names are taken byte for byte as listed, and nothing else; smart case counts as
    /// exact then, and so do diacritics.
    pub plain: bool,
    /// What becomes of names that several entities have; any index serves all ways.
    pub ambiguous: Ambiguous,
    /// Rules of linking that are left out; any index serves all ways.
    pub without: Groups,
}

impl Matching {
    /// What words are made of.
    pub fn word_rule(self) -> WordRule {
        match self.plain {
            true => WordRule::Ascii,
            false => WordRule::Unicode,
        }
    }
}

/// A compiled gazetteer: all entities, and all written forms by the hashes of their words.
#[derive(Debug)]
pub struct Index {
    /// How it is to match.
    pub matching: Matching,
    bytes: Bytes,
    sections: [Range<usize>; 8],
    strings: Strings,
    scopes: HashMap<EntityId, GlobSet>,
    short_forms: OnceLock<ShortForms>,
    spellings: OnceLock<Spellings>,
}

/// What is small enough to be parsed when an index is opened.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Strings {
    /// The gazetteer's own types, by name.
    types: Vec<String>,
    /// What must hold for targets besides their words.
    conditions: Vec<Condition>,
    /// Entities that only some documents may mention, with the patterns of their ids.
    scopes: Vec<(u32, Vec<String>)>,
    /// Names that are no entities.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    rejected: Vec<String>,
    /// Names of more entities than are looked at, with how many have them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    namesakes: Vec<(String, u32)>,
}

/// What must hold for a form to denote its entity, besides its words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
struct Condition {
    /// Words or phrases, one of which must stand in the paragraph; none where it is empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    requires: Vec<String>,
    /// The form as [`fold::marked`](crate::gazetteer::fold::marked) gives it, if its diacritics
    /// count; empty for any form without diacritics.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    marked: Option<String>,
}

/// A written form's place in its index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NameId(pub(crate) u32);

/// An entity that a written form may denote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Target<'a> {
    /// The entity.
    pub entity: EntityId,
    /// What the form is of it.
    pub form: Form,
    /// How case counts.
    pub case: Case,
    /// Words or phrases, one of which must stand in the paragraph; none where it is empty.
    pub requires: &'a [String],
    marked: Option<&'a str>,
}

impl Target<'_> {
    /// An entity by a form that no list tells.
    pub(crate) fn untold(entity: EntityId) -> Self {
        Self {
            entity,
            form: Form::Alias,
            case: Case::Smart,
            requires: &[],
            marked: None,
        }
    }

    /// Whether `surface`, which spells the form but for case and diacritics, has those diacritics
    /// that it must have.
    pub fn allows_marks(&self, surface: &str) -> bool {
        let Some(marked) = self.marked else {
            return true;
        };
        let surface = fold::marked(surface);
        match marked {
            "" => fold::strip_marks(&surface) == surface,
            marked => marked == surface,
        }
    }
}

/// What the matcher looks into, ready for use.
#[derive(Clone, Copy)]
pub(crate) struct Tables<'a> {
    first: &'a [u64],
    first_shift: u32,
    second: &'a [u64],
    second_shift: u32,
    slots: &'a [u64],
    slot_shift: u32,
    names: &'a [u8],
    /// Whether words are hashed in small letters.
    pub(crate) is_folded: bool,
    /// Whether some name begins with a digit.
    pub(crate) has_digit_first: bool,
    /// Whether some name begins with a small letter.
    pub(crate) has_small_first: bool,
}

impl Index {
    /// Compiles `gazetteer` for one way of matching; time and memory are linear in its length.
    pub fn new(gazetteer: &Gazetteer, matching: Matching) -> Self {
        let words = build::build(gazetteer, matching, &[matching.word_rule()]);
        let bytes = Bytes::Owned(words);
        Self::open_bytes(bytes, matching).expect("what was just built is whole")
    }

    /// The number of entities.
    pub fn n_entities(&self) -> usize {
        self.header(Field::Entities) as usize
    }

    /// A number that tells this index from others.
    pub fn fingerprint(&self) -> u64 {
        self.header(Field::Checksum)
    }

    /// Names that are no entities, as who made the gazetteer decided: the ignored and the rejected.
    pub fn rejected(&self) -> &[String] {
        &self.strings.rejected
    }

    /// The names that more than [`MOST_NAMESAKES`] entities have, with how many.
    pub fn namesakes(&self) -> &[(String, u32)] {
        &self.strings.namesakes
    }

    /// The number of names, aliases and variants, as the lists count them.
    pub fn n_names(&self) -> usize {
        self.header(Field::Names) as usize
    }

    /// The documents that may mention an entity, if not all.
    pub(crate) fn scope(&self, entity: EntityId) -> Option<&GlobSet> {
        self.scopes.get(&entity)
    }

    pub(crate) fn tables(&self) -> Tables<'_> {
        let first: &[u64] = self.words(Section::First);
        let second: &[u64] = self.words(Section::Second);
        let slots: &[u64] = self.words(Section::Slots);
        let flag = |flag| self.header(Field::Flags) & flag != 0;
        Tables {
            first,
            first_shift: 64 - (first.len() * 32).ilog2(),
            second,
            second_shift: 64 - (second.len() * 64).ilog2(),
            slots,
            slot_shift: 64 - slots.len().ilog2(),
            names: self.section(Section::Names),
            is_folded: flag(flags::FOLDED),
            has_digit_first: flag(flags::DIGIT_FIRST),
            has_small_first: flag(flags::SMALL_FIRST),
        }
    }

    /// The type of an entity by its number in the tables.
    fn entity_type(&self, number: u8) -> EntityType {
        match number {
            0 => EntityType::Person,
            1 => EntityType::Place,
            2 => EntityType::Organisation,
            3 => EntityType::Other,
            declared => {
                let name = self.strings.types.get(usize::from(declared) - 4);
                EntityType::Declared(name.cloned().unwrap_or_default())
            }
        }
    }

    fn header(&self, field: Field) -> u64 {
        self.bytes.words()[field.idx()]
    }

    fn words(&self, section: Section) -> &[u64] {
        let range = &self.sections[section as usize];
        &self.bytes.words()[range.start / 8..range.end / 8]
    }

    fn section(&self, section: Section) -> &[u8] {
        &self.bytes.bytes()[self.sections[section as usize].clone()]
    }
}

/// Asks for the cache line of `place`; only a hint, and none where the processor takes none.
#[inline(always)]
#[allow(unsafe_code)]
fn prefetch<T>(place: &T) {
    #[cfg(target_arch = "x86_64")]
    // SAFETY: a prefetch never faults, and the place is a valid reference besides.
    unsafe {
        use std::arch::x86_64::{_MM_HINT_T0, _mm_prefetch};
        _mm_prefetch::<_MM_HINT_T0>(std::ptr::from_ref(place).cast());
    }
    #[cfg(not(target_arch = "x86_64"))]
    let _ = place;
}

/// What a first word promises.
pub(crate) struct Promise;

impl Promise {
    /// It is a name.
    pub(crate) const NAME: u8 = 1;
    /// It begins longer ones.
    pub(crate) const LONGER: u8 = 2;
}

impl<'a> Tables<'a> {
    /// The records that begin at `place`, all of the same words.
    #[inline(always)]
    pub(crate) fn records(&self, place: u32) -> impl Iterator<Item = Record<'a>> + use<'a> {
        record::records(self.names, place)
    }

    /// What may begin with the word of this hash, as bits of [`Promise`]; rarely too much, never
    /// too little.
    #[inline(always)]
    pub(crate) fn promise(&self, word: u64) -> u8 {
        let cell = word >> self.first_shift;
        (self.first[(cell / 32) as usize] >> (2 * (cell % 32)) & 3) as u8
    }

    /// Whether a name of two words or more may begin with the run of this hash.
    #[inline(always)]
    pub(crate) fn may_go_on(&self, run: u64) -> bool {
        let cell = run >> self.second_shift;
        self.second[(cell / 64) as usize] >> (cell % 64) & 1 != 0
    }

    /// The slots that may be of the run with this hash: almost always one or none.
    #[inline(always)]
    pub(crate) fn slots(&self, run: u64) -> impl Iterator<Item = Slot> {
        let mask = self.slots.len() - 1;
        let home = self.home(run);
        let row = (0..self.slots.len()).map(move |step| Slot(self.slots[(home + step) & mask]));
        row.take_while(|slot| !slot.is_empty())
            .filter(move |slot| slot.may_be(run))
    }

    /// Tells the processor that the slots of this run will be asked for.
    #[inline(always)]
    pub(crate) fn expect(&self, run: u64) {
        prefetch(&self.slots[self.home(run)]);
    }

    /// Tells the processor that the records of this run will be asked for.
    #[inline(always)]
    pub(crate) fn expect_records(&self, run: u64) {
        let slot = Slot(self.slots[self.home(run)]);
        if let Some(first) = self.names.get(slot.0 as u32 as usize * 4) {
            prefetch(first);
        }
    }

    #[inline(always)]
    fn home(&self, run: u64) -> usize {
        (run >> self.slot_shift) as usize
    }
}
