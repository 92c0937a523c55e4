//! An entity of FollowTheMoney in, a person or an organisation out.
//!
//! Source of the schemata and their properties: the FollowTheMoney model.

use serde_json::{Map, Value};

use super::{Entry, Options, Passed, object};
use crate::gazetteer::EntityType;

pub(super) fn entry(line: &str, options: &Options) -> Result<Entry, Passed> {
    let entity = object(line)?;
    let text = |key: &str| entity.get(key).and_then(Value::as_str);
    let (Some(id), Some(schema)) = (text("id"), text("schema")) else {
        return Err(Passed::Broken("an entity without id and schema".to_owned()));
    };
    let entity_type = entity_type(schema).ok_or(Passed::Unwanted)?;
    let empty = Map::new();
    let properties = entity.get("properties").and_then(Value::as_object);
    let properties = properties.unwrap_or(&empty);
    let mut names = strings(properties, "name");
    let caption = text("caption").into_iter();
    let name = caption
        .chain(names.by_ref())
        .find(|name| !name.trim().is_empty());
    let mut entry = Entry::new(id, entity_type, name.ok_or(Passed::Unwanted)?);
    strings(properties, "name").for_each(|name| entry.add_alias(name));
    strings(properties, "alias").for_each(|name| entry.add_alias(name));
    if options.all_aliases {
        strings(properties, "weakAlias").for_each(|name| entry.add_alias(name));
    }
    let mut add = |key, value: Option<&str>| {
        entry
            .keys
            .extend(value.map(|value| (key, value.to_owned())));
    };
    add("wikidata", strings(properties, "wikidataId").next());
    add("country", strings(properties, "country").next());
    let datasets: Vec<&str> = strings(&entity, "datasets").collect();
    if !datasets.is_empty() && options.source.is_none() {
        add("source", Some(&datasets.join(", ")));
    }
    Ok(entry)
}

fn strings<'a>(object: &'a Map<String, Value>, key: &str) -> impl Iterator<Item = &'a str> {
    let list = object.get(key).and_then(Value::as_array);
    list.into_iter().flatten().filter_map(Value::as_str)
}

fn entity_type(schema: &str) -> Option<EntityType> {
    Some(match schema {
        "Person" => EntityType::Person,
        "Company" | "Organization" | "PublicBody" | "LegalEntity" => EntityType::Organisation,
        "Vessel" | "Airplane" | "Vehicle" => EntityType::Other,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check, options};
    use super::super::{Kind, Options};

    const TEXT: &str = r#"{"id":"a","schema":"Person","caption":"Ida Moe","properties":{"name":["Moe, Ida","Ida Moe"],"alias":["I. Moe"],"weakAlias":["Moe"],"wikidataId":["Q1"]},"datasets":["x"]}
{"id":"b","schema":"Company","properties":{"name":["Acme"]}}
{"id":"c","schema":"Ownership","properties":{}}
{"schema":"Person"}
"#;

    #[test]
    fn people_and_bodies_are_taken_and_what_ties_them_is_not() {
        let expected = ["a Ida Moe person Moe, Ida|I. Moe", "b Acme organisation"];
        check(Kind::FollowTheMoney, TEXT, &options(), &expected, (1, 1));
        let all = Options {
            all_aliases: true,
            ..options()
        };
        let expected = [
            "a Ida Moe person Moe, Ida|I. Moe|Moe",
            "b Acme organisation",
        ];
        check(Kind::FollowTheMoney, TEXT, &all, &expected, (1, 1));
    }
}
