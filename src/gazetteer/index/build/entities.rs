//! Entities in, what an index says of them out.

use std::collections::{HashMap, HashSet};

use rayon::prelude::*;

use super::names::Names;
use super::place;
use crate::gazetteer::index::record::{More, NO_RECORD};
use crate::gazetteer::index::{Condition, Strings};
use crate::gazetteer::{Entity, EntityType, Gazetteer};

/// Entities that are worked on at once.
const PART: usize = 1 << 15;

/// What is parsed when the index is opened.
pub(super) fn strings(gazetteer: &Gazetteer, conditions: Vec<Condition>) -> Strings {
    let mut strings = Strings::default();
    for (entity, id) in gazetteer.entities.iter().zip(0u32..) {
        if let EntityType::Declared(name) = &entity.entity_type
            && !strings.types.contains(name)
        {
            strings.types.push(name.clone());
        }
        if !entity.documents.is_empty() {
            strings.scopes.push((id, entity.documents.clone()));
        }
    }
    strings.conditions = conditions;
    let rejected = gazetteer.ignore.iter().chain(&gazetteer.rejected);
    strings.rejected = rejected.cloned().collect();
    strings
}

/// The places of the entities, and of the end, and the entities.
pub(super) fn lay(gazetteer: &Gazetteer, names: &Names, types: &[String]) -> (Vec<u32>, Vec<u8>) {
    let numbers = types.iter().map(String::as_str).zip(4..=u8::MAX).collect();
    let parts = gazetteer.entities.par_chunks(PART).enumerate();
    let parts = parts.map(|(idx, entities)| {
        let records = &names.of_entity[idx * PART..];
        let (mut offsets, mut out) = (Vec::with_capacity(entities.len()), Vec::new());
        for (entity, &record) in entities.iter().zip(records) {
            offsets.push(place(&out));
            let is_own = record != NO_RECORD && names.form(record) == entity.name.as_bytes();
            let record = if is_own { record } else { NO_RECORD };
            add(&mut out, entity, record, &numbers);
        }
        (offsets, out)
    });
    let (mut offsets, mut out) = (Vec::new(), Vec::new());
    for (part, bytes) in parts.collect::<Vec<_>>() {
        let start = place(&out);
        offsets.extend(part.into_iter().map(|offset| start + offset));
        out.extend(bytes);
    }
    offsets.push(place(&out));
    (offsets, out)
}

fn add(out: &mut Vec<u8>, entity: &Entity, record: u32, types: &HashMap<&str, u8>) {
    let id_length = u16::try_from(entity.id.len()).unwrap_or(u16::MAX);
    out.extend([type_number(&entity.entity_type, types), 0]);
    out.extend(id_length.to_le_bytes());
    out.extend(record.to_le_bytes());
    out.extend_from_slice(&entity.id.as_bytes()[..usize::from(id_length)]);
    let has_name = record != NO_RECORD;
    if !has_name || !entity.aliases.is_empty() || !entity.attributes.is_empty() {
        let more = More {
            name: (!has_name).then(|| entity.name.clone()),
            aliases: aliases(entity),
            attributes: entity.attributes.clone(),
        };
        serde_json::to_writer(&mut *out, &more).expect("a vector takes all");
    }
    // JSON may be followed by spaces.
    out.resize(out.len().next_multiple_of(4), b' ');
}

fn type_number(entity_type: &EntityType, types: &HashMap<&str, u8>) -> u8 {
    match entity_type {
        EntityType::Person => 0,
        EntityType::Place => 1,
        EntityType::Organisation => 2,
        EntityType::Other => 3,
        // A list declares no more than there are numbers; several lists together could.
        EntityType::Declared(name) => types.get(name.as_str()).copied().unwrap_or(3),
    }
}

fn aliases(entity: &Entity) -> Vec<String> {
    let mut known = HashSet::from([&entity.name]);
    let names = entity.aliases.iter().map(|alias| &alias.name);
    names.filter(|name| known.insert(name)).cloned().collect()
}
