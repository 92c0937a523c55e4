//! The words of linked data: schema.org's types and properties, PROV's for where it comes from,
//! and names of our own for what neither has.

use serde_json::Value;

use super::text::visible;
use crate::gazetteer::EntityType;
use crate::graph::Node;

/// schema.org.
pub(super) const SCHEMA: &str = "https://schema.org/";

/// PROV-O, the W3C's vocabulary of provenance.
pub(super) const PROV: &str = "http://www.w3.org/ns/prov#";

/// Our own: `weight`, `npmi` and the like.
pub(super) const OWN: &str = "urn:comention:vocabulary#";

/// Catalogues by the attribute that holds an id of theirs, with the address before it.
const CATALOGUES: [(&str, &str); 9] = [
    ("wikidata", "http://www.wikidata.org/entity/"),
    ("geonames", "https://sws.geonames.org/"),
    ("viaf", "http://viaf.org/viaf/"),
    ("gnd", "https://d-nb.info/gnd/"),
    ("isni", "https://isni.org/isni/"),
    ("orcid", "https://orcid.org/"),
    ("lei", "https://www.gleif.org/lei/"),
    ("ror", "https://ror.org/"),
    ("lcnaf", "http://id.loc.gov/authorities/names/"),
];

/// The type at schema.org.
pub(super) fn class(entity_type: &EntityType) -> &'static str {
    match entity_type {
        EntityType::Person => "Person",
        EntityType::Place => "Place",
        EntityType::Organisation => "Organization",
        EntityType::Other | EntityType::Declared(_) => "Thing",
    }
}

/// The name of a resource: `urn:comention:entity:ID`, what may not stand in one escaped.
pub(super) fn iri(kind: &str, id: &str) -> String {
    ["urn:comention:", kind, ":", &percent(id)].concat()
}

/// The name of an attribute as a word of ours.
pub(super) fn own(name: &str) -> String {
    percent(name)
}

/// The addresses of the same entity in catalogues: of `same_as`, and of attributes that are named
/// after one.
pub(super) fn same_as(node: &Node) -> Vec<String> {
    let mut addresses = Vec::new();
    for (name, value) in &node.attributes {
        for item in items(value) {
            let address = match name.as_str() {
                "same_as" => match item.split_once(':') {
                    Some(("http" | "https", _)) => is_address(&item).then(|| item.clone()),
                    Some((catalogue, id)) => address(catalogue, id),
                    None => None,
                },
                catalogue => address(catalogue, &item),
            };
            addresses.extend(address);
        }
    }
    addresses.sort();
    addresses.dedup();
    addresses
}

fn address(catalogue: &str, id: &str) -> Option<String> {
    let (_, before) = CATALOGUES.iter().find(|(name, _)| *name == catalogue)?;
    let id = id.trim();
    let slash = if catalogue == "geonames" { "/" } else { "" };
    (!id.is_empty()).then(|| format!("{before}{}{slash}", percent(id)))
}

fn items(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![visible(text).into_owned()],
        Value::Number(number) => vec![number.to_string()],
        Value::Array(items) => items.iter().flat_map(self::items).collect(),
        _ => Vec::new(),
    }
}

/// Whether `text` can stand as it is where an IRI does.
fn is_address(text: &str) -> bool {
    let unfit =
        |c: char| c <= ' ' || c.is_control() || c.is_whitespace() || "<>\"{}|^`\\".contains(c);
    !text.contains(unfit)
}

/// `text` with all but letters, digits and `-._~` as percents, as RFC 3986 has it.
fn percent(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'-' | b'.' | b'_' | b'~' => escaped.push(char::from(byte)),
            byte if byte.is_ascii_alphanumeric() => escaped.push(char::from(byte)),
            byte => escaped.push_str(&format!("%{byte:02X}")),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_escaped() {
        for (id, expected) in [
            ("roald-amundsen", "urn:comention:entity:roald-amundsen"),
            ("n 0>", "urn:comention:entity:n%200%3E"),
            ("ł", "urn:comention:entity:%C5%82"),
        ] {
            assert_eq!(iri("entity", id), expected);
        }
    }

    #[test]
    fn ids_of_catalogues_become_addresses() {
        for (catalogue, id, expected) in [
            (
                "wikidata",
                "Q926",
                Some("http://www.wikidata.org/entity/Q926"),
            ),
            (
                "geonames",
                "3143244",
                Some("https://sws.geonames.org/3143244/"),
            ),
            ("homepage", "x", None),
            ("wikidata", " ", None),
        ] {
            assert_eq!(address(catalogue, id).as_deref(), expected);
        }
    }
}
