//! A list in JSON Lines in, a [`Gazetteer`] out: objects of `name`, `type`, perhaps `id` and
//! `aliases` (a list, or a string split by `|`); other keys are attributes.

use rustc_hash::FxHashMap;
use serde_json::{Map, Value};

use super::tsv::Columns;
use super::{Entity, Gazetteer};
use crate::error::Fault;
use crate::span::Location;

/// Reads the list; lines of one id are one entity. A bad line is passed over and told in
/// [`Gazetteer::warnings`].
pub(super) fn parse(text: &str, file: &str) -> Gazetteer {
    let mut gazetteer = Gazetteer::default();
    let mut by_id = FxHashMap::default();
    let lines = text.trim_start_matches('\u{feff}').lines().enumerate();
    for (line, object) in lines.filter(|(_, line)| !line.trim().is_empty()) {
        match entity(object) {
            Ok(entity) => drop(gazetteer.add(&mut by_id, entity)),
            Err((what, remedy)) => {
                let fault = Fault::new(file, what, remedy).at(Location { line, column: 0 });
                gazetteer.warnings.push(fault);
            }
        }
    }
    gazetteer
}

/// The entity of a line, or what is wrong with it and what to do.
pub(super) fn entity(line: &str) -> Result<Entity, (String, &'static str)> {
    let mut object: Map<String, Value> = serde_json::from_str(line).map_err(|error| {
        let what = format!("no JSON object ({error}); line skipped");
        (what, "write an object with `name` and `type` on each line")
    })?;
    let mut field = |key: &str| match object.shift_remove(key) {
        Some(Value::String(text)) => text,
        Some(Value::Array(items)) => {
            let items: Vec<&str> = items.iter().filter_map(Value::as_str).collect();
            items.join("|")
        }
        Some(Value::Number(number)) => number.to_string(),
        _ => String::new(),
    };
    let keys = ["id", "name", "type", "aliases"];
    let fields = keys.map(&mut field);
    let columns = Columns::named(keys.to_vec()).expect("all are there");
    let fields: Vec<&str> = fields.iter().map(|field| field.trim()).collect();
    let mut entity = columns.entity(&fields)?;
    entity.attributes = object.into_iter().collect();
    Ok(entity)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn objects_are_entities_and_the_rest_is_told() {
        let text = "{\"name\":\"Oslo\",\"type\":\"place\",\"aliases\":[\"Kristiania\"],\"n\":5}\n\
                    {\"name\":\"Oslo\",\"type\":\"place\",\"aliases\":\"Christiania\"}\n[1]\n{}\n";
        let gazetteer = parse(text, "a.jsonl");
        let [oslo] = gazetteer.entities.as_slice() else {
            panic!("one entity");
        };
        let aliases: Vec<_> = oslo.aliases.iter().map(|a| a.name.as_str()).collect();
        assert_eq!(aliases, ["Kristiania", "Christiania"]);
        assert_eq!(oslo.attributes["n"], 5);
        assert_eq!(gazetteer.warnings.len(), 2);
    }
}
