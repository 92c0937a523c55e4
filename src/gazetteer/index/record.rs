//! Names and entities as they stand in the tables, checked as they are read.
//!
//! Offsets come from a file that may be damaged: whatever points out of bounds reads as nothing.

use std::borrow::Cow;
use std::collections::BTreeMap;

use memchr::memmem;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::layout::Section;
use super::{Index, NameId, Target};
use crate::gazetteer::{Case, EntityId, EntityType, Form};

/// Bytes before the form of a record.
pub(super) const RECORD_HEAD: usize = 8;

/// Bytes before the id of an entity.
pub(super) const ENTITY_HEAD: usize = 8;

/// "No record": the name of an entity whose forms are none of its own.
pub(super) const NO_RECORD: u32 = u32::MAX;

/// Bits of a record.
pub(super) mod bits {
    /// The next record has the same words.
    pub(crate) const NEXT: u8 = 1;
    /// The target is a place in the list of targets.
    pub(crate) const MANY: u8 = 1 << 1;
    /// A name to ignore; it has no target.
    pub(crate) const IGNORED: u8 = 1 << 2;
    /// It is matched by the Unicode rule.
    pub(crate) const UNICODE: u8 = 1 << 3;
    /// It is matched by the ASCII rule.
    pub(crate) const ASCII: u8 = 1 << 4;
    /// It has several words.
    pub(crate) const WORDS: u8 = 1 << 5;
    /// The most tolerant case of its targets, two bits.
    pub(crate) const CASE_SHIFT: u8 = 6;
}

/// A written form: `form length: u16, prefix length: u8, bits: u8, target: u32`, the form.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Record<'a> {
    /// Its place.
    pub(crate) id: NameId,
    /// The form as names are compared: see [`fold::normal`](crate::gazetteer::fold::normal).
    pub(crate) form: &'a [u8],
    /// The bytes of the form before its first word, as the dot of `.NET`.
    pub(crate) prefix: usize,
    bits: u8,
    target: u32,
}

impl<'a> Record<'a> {
    #[inline(always)]
    pub(super) fn read(names: &'a [u8], place: u32) -> Option<Self> {
        let start = place as usize * 4;
        let head: [u8; RECORD_HEAD] = names.get(start..start + RECORD_HEAD)?.try_into().ok()?;
        let [a, b, prefix, bits, target @ ..] = head;
        let length = usize::from(u16::from_le_bytes([a, b]));
        let form = names.get(start + RECORD_HEAD..start + RECORD_HEAD + length)?;
        // In a damaged file, a match of it could be empty, or stand before its words.
        if usize::from(prefix) >= length {
            return None;
        }
        Some(Self {
            id: NameId(place),
            form,
            prefix: usize::from(prefix),
            bits,
            target: u32::from_le_bytes(target),
        })
    }

    /// Whether it may be matched by that rule.
    #[inline]
    pub(crate) fn is_for(&self, plain: bool) -> bool {
        self.bits & if plain { bits::ASCII } else { bits::UNICODE } != 0
    }

    /// How tolerant its most tolerant target is.
    pub(crate) fn case(&self) -> Case {
        case(self.bits >> bits::CASE_SHIFT)
    }

    /// The place of the next record with the same words.
    #[inline(always)]
    fn next(&self) -> Option<u32> {
        let length = (RECORD_HEAD + self.form.len()).div_ceil(4);
        (self.bits & bits::NEXT != 0).then(|| self.id.0 + length as u32)
    }
}

/// The records that begin at `place` of `names`, all of the same words.
#[inline(always)]
pub(super) fn records(names: &[u8], place: u32) -> impl Iterator<Item = Record<'_>> {
    let first = Record::read(names, place);
    std::iter::successors(first, move |record| Record::read(names, record.next()?))
}

/// An entity of an index.
#[derive(Clone, Debug)]
pub struct EntityView<'a> {
    /// Stable and unique.
    pub id: &'a str,
    /// What it is.
    pub entity_type: EntityType,
    name: Option<&'a str>,
    more: &'a [u8],
}

/// What few entities have, or few uses need.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct More {
    /// The name, where it is not as names are compared.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) name: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) aliases: Vec<String>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) attributes: BTreeMap<String, Value>,
}

impl<'a> EntityView<'a> {
    /// The canonical name.
    pub fn name(&self) -> Cow<'a, str> {
        match self.name {
            Some(name) => Cow::Borrowed(name),
            None => Cow::Owned(self.more().name.unwrap_or_default()),
        }
    }

    /// The other listed forms, in the gazetteer's order.
    pub fn aliases(&self) -> Vec<String> {
        self.more().aliases
    }

    /// What else the gazetteer says of it.
    pub fn attributes(&self) -> BTreeMap<String, Value> {
        // Most have none, and need no reading to tell.
        match memmem::find(self.more, br#""attributes""#) {
            Some(_) => self.more().attributes,
            None => BTreeMap::new(),
        }
    }

    fn more(&self) -> More {
        serde_json::from_slice(self.more).unwrap_or_default()
    }
}

impl Index {
    /// The entity at `id`; of an id that is not of this index, or in a damaged file, one without
    /// a name.
    pub fn entity(&self, id: EntityId) -> EntityView<'_> {
        self.read_entity(id).unwrap_or(EntityView {
            id: "",
            entity_type: EntityType::Other,
            name: Some(""),
            more: &[],
        })
    }

    /// What the entity at `id` is.
    pub(crate) fn type_of(&self, id: EntityId) -> EntityType {
        let offsets: &[u32] = bytemuck::cast_slice(self.section(Section::EntityOffsets));
        let start = offsets
            .get(id.idx())
            .map_or(usize::MAX, |&at| at as usize * 4);
        let number = self.section(Section::Entities).get(start);
        number.map_or(EntityType::Other, |&number| self.entity_type(number))
    }

    /// The type of the entity at `id`.
    pub fn is_other(&self, id: EntityId) -> bool {
        self.entity(id).entity_type == EntityType::Other
    }

    fn read_entity(&self, id: EntityId) -> Option<EntityView<'_>> {
        let offsets: &[u32] = bytemuck::cast_slice(self.section(Section::EntityOffsets));
        let start = *offsets.get(id.idx())? as usize * 4;
        let end = *offsets.get(id.idx() + 1)? as usize * 4;
        let bytes = self.section(Section::Entities).get(start..end)?;
        let (head, rest) = bytes.split_at_checked(ENTITY_HEAD)?;
        let id_length = usize::from(u16::from_le_bytes([head[2], head[3]]));
        let name = u32::from_le_bytes(head[4..8].try_into().ok()?);
        let (id, rest) = rest.split_at_checked(id_length)?;
        let record = (name != NO_RECORD)
            .then(|| Record::read(self.section(Section::Names), name))
            .flatten();
        Some(EntityView {
            id: std::str::from_utf8(id).ok()?,
            entity_type: self.entity_type(head[0]),
            name: record.and_then(|record| std::str::from_utf8(record.form).ok()),
            more: rest,
        })
    }

    /// The targets of the name at `id`, in the gazetteer's order.
    pub fn targets(&self, id: NameId) -> impl Iterator<Item = Target<'_>> {
        let record = Record::read(self.section(Section::Names), id.0);
        let rows: &[u32] = bytemuck::cast_slice(self.section(Section::Targets));
        let (single, many): (Option<Target<'_>>, &[u32]) = match record {
            Some(record) if record.bits & bits::IGNORED != 0 => (None, &[]),
            Some(record) if record.bits & bits::MANY != 0 => {
                let place = record.target as usize;
                let n_rows = rows.get(place).map_or(0, |&n| n as usize);
                (
                    None,
                    rows.get(place + 1..place + 1 + 2 * n_rows).unwrap_or(&[]),
                )
            }
            Some(record) => (
                self.target(record.target, u32::from(record.bits >> bits::CASE_SHIFT)),
                &[],
            ),
            None => (None, &[]),
        };
        let many = many
            .chunks_exact(2)
            .filter_map(|row| self.target(row[0], row[1]));
        single.into_iter().chain(many)
    }

    /// Whether the name at `id` has several words.
    pub fn has_words(&self, id: NameId) -> bool {
        let record = Record::read(self.section(Section::Names), id.0);
        record.is_some_and(|record| record.bits & bits::WORDS != 0)
    }

    /// A target from an entity with its form in the two high bits, and how case counts with the
    /// number of its condition behind.
    fn target(&self, entity: u32, meta: u32) -> Option<Target<'_>> {
        let id = EntityId(entity & (u32::MAX >> 2));
        let condition = match meta >> 2 {
            0 => None,
            number => Some(self.strings.conditions.get(number as usize - 1)?),
        };
        (id.idx() < self.n_entities()).then_some(Target {
            entity: id,
            form: match entity >> 30 {
                0 => Form::Name,
                1 => Form::Alias,
                _ => Form::Surname,
            },
            case: case((meta & 3) as u8),
            requires: condition.map_or(&[], |condition| &condition.requires),
            marked: condition.and_then(|condition| condition.marked.as_deref()),
        })
    }
}

fn case(number: u8) -> Case {
    match number {
        0 => Case::Exact,
        1 => Case::Smart,
        _ => Case::Fold,
    }
}
