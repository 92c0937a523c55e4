//! Readers of exported graphs, which share no code with the writers: all attributes as text, nodes
//! and edges in the order of the file.

use std::collections::{BTreeMap, HashMap};

use oxttl::TurtleParser;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use serde_json::Value;

use crate::support::Result;

/// Attributes by name.
pub(crate) type Attributes = BTreeMap<String, String>;

/// What a file says.
#[derive(Debug, Default)]
pub(crate) struct Read {
    /// Ids and attributes.
    pub(crate) nodes: Vec<(String, Attributes)>,
    /// The ids of both ends, and attributes.
    pub(crate) edges: Vec<([String; 2], Attributes)>,
}

/// A value as text, the items of a list between ` | `.
pub(crate) fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(plain).collect::<Vec<_>>().join(" | "),
        // A typed value of linked data.
        Value::Object(typed) if typed.contains_key("@value") => plain(&typed["@value"]),
        other => other.to_string(),
    }
}

fn attributes(tag: &BytesStart<'_>) -> Result<Attributes> {
    let mut found = Attributes::new();
    for attribute in tag.attributes() {
        let attribute = attribute?;
        let value = attribute.normalized_value(XmlVersion::Explicit1_0)?;
        found.insert(attribute.key.as_ref().to_owned(), value.into_owned());
    }
    Ok(found)
}

/// Elements of an XML file in order: name, attributes, the text before the next tag.
pub(crate) fn elements(text: &str) -> Result<Vec<(String, Attributes, String)>> {
    let mut reader = Reader::from_str(text);
    let mut elements: Vec<(String, Attributes, String)> = Vec::new();
    let mut is_open = false;
    loop {
        let more = match reader.read_event()? {
            Event::Start(tag) | Event::Empty(tag) => {
                elements.push((
                    tag.name().as_ref().to_owned(),
                    attributes(&tag)?,
                    String::new(),
                ));
                is_open = true;
                continue;
            }
            Event::Text(text) => text.xml_content(XmlVersion::Explicit1_0).into_owned(),
            Event::GeneralRef(reference) => {
                let name = reference.xml_content(XmlVersion::Explicit1_0);
                quick_xml::escape::unescape(&format!("&{name};"))?.into_owned()
            }
            Event::End(_) => {
                is_open = false;
                continue;
            }
            Event::Eof => return Ok(elements),
            _ => continue,
        };
        if let Some(last) = elements.last_mut().filter(|_| is_open) {
            last.2.push_str(&more);
        }
    }
}

pub(crate) fn graphml(text: &str) -> Result<Read> {
    let mut read = Read::default();
    let mut keys: HashMap<String, String> = HashMap::new();
    let mut is_edge = false;
    for (tag, mut told, text) in elements(text)? {
        match tag.as_str() {
            "key" => {
                keys.insert(told["id"].clone(), told["attr.name"].clone());
            }
            "node" => {
                is_edge = false;
                read.nodes.push((told["id"].clone(), Attributes::new()));
            }
            "edge" => {
                is_edge = true;
                let ends = ["source", "target"].map(|end| told[end].clone());
                read.edges.push((ends, Attributes::new()));
            }
            "data" => {
                let name = keys[&told.remove("key").ok_or("no key")?].clone();
                add(&mut read, is_edge, name, text);
            }
            _ => {}
        }
    }
    Ok(read)
}

fn add(read: &mut Read, is_edge: bool, name: String, value: String) {
    let attributes = match is_edge {
        true => read.edges.last_mut().map(|(_, attributes)| attributes),
        false => read.nodes.last_mut().map(|(_, attributes)| attributes),
    };
    attributes
        .expect("data stand in a node or an edge")
        .insert(name, value);
}

pub(crate) fn gexf(text: &str) -> Result<Read> {
    let mut read = Read::default();
    let mut titles: HashMap<(String, String), String> = HashMap::new();
    let mut class = String::new();
    for (tag, mut told, _) in elements(text)? {
        match tag.as_str() {
            "attributes" => class = told["class"].clone(),
            "attribute" => {
                titles.insert((class.clone(), told["id"].clone()), told["title"].clone());
            }
            "node" => {
                class = "node".to_owned();
                let id = told.remove("id").ok_or("no id")?;
                read.nodes.push((id, told));
            }
            "edge" => {
                class = "edge".to_owned();
                let ends = ["source", "target"].map(|end| told.remove(end).unwrap_or_default());
                told.remove("id");
                read.edges.push((ends, told));
            }
            "attvalue" => {
                let name = titles[&(class.clone(), told["for"].clone())].clone();
                add(&mut read, class == "edge", name, told["value"].clone());
            }
            _ => {}
        }
    }
    Ok(read)
}

fn of_object(object: &Value) -> Attributes {
    let fields = object.as_object().into_iter().flatten();
    fields
        .map(|(name, value)| (name.clone(), plain(value)))
        .collect()
}

fn of_lists(nodes: &Value, edges: &Value, data: impl Fn(&Value) -> &Value) -> Read {
    let items = |list: &Value| -> Vec<Attributes> {
        let items = list.as_array().expect("a list").iter();
        items.map(|item| of_object(data(item))).collect()
    };
    let node = |mut node: Attributes| (node.remove("id").expect("an id"), node);
    let edge = |mut edge: Attributes| {
        let ends = ["source", "target"].map(|end| edge.remove(end).expect("an end"));
        (ends, edge)
    };
    Read {
        nodes: items(nodes).into_iter().map(node).collect(),
        edges: items(edges).into_iter().map(edge).collect(),
    }
}

pub(crate) fn json(text: &str) -> Result<Read> {
    let read: Value = serde_json::from_str(text)?;
    Ok(of_lists(&read["nodes"], &read["edges"], |item| item))
}

pub(crate) fn cyjs(text: &str) -> Result<Read> {
    let read: Value = serde_json::from_str(text)?;
    let elements = &read["elements"];
    Ok(of_lists(&elements["nodes"], &elements["edges"], |item| {
        &item["data"]
    }))
}

/// The data that a page draws.
pub(crate) fn html(text: &str) -> Result<Read> {
    let (_, data) = text.split_once(r#"id="graph">"#).ok_or("no data")?;
    json(data.split_once("</script>").ok_or("no end")?.0)
}

/// The tables of nodes and of edges, by the names of their columns.
pub(crate) fn csv([nodes, edges]: [&str; 2], id: &str, ends: [&str; 2]) -> Result<Read> {
    let rows = |text: &str| -> Result<Vec<Attributes>> {
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        Ok(reader.deserialize().collect::<Result<_, csv::Error>>()?)
    };
    let node = |mut row: Attributes| (row.remove(id).expect("an id"), row);
    let edge = |mut row: Attributes| (ends.map(|end| row.remove(end).expect("an end")), row);
    Ok(Read {
        nodes: rows(nodes)?.into_iter().map(node).collect(),
        edges: rows(edges)?.into_iter().map(edge).collect(),
    })
}

/// The tables of entities and of edges in `folder`.
#[cfg(feature = "parquet")]
pub(crate) fn parquet(folder: &std::path::Path) -> Result<Read> {
    use parquet::file::reader::SerializedFileReader;
    use parquet::record::Field;

    fn text(field: &Field) -> String {
        match field {
            Field::Str(text) => text.clone(),
            Field::Double(number) => number.to_string(),
            Field::ListInternal(items) => items
                .elements()
                .iter()
                .map(text)
                .collect::<Vec<_>>()
                .join(" | "),
            other => other.to_string(),
        }
    }
    let rows = |name: &str| -> Result<Vec<Attributes>> {
        let reader = SerializedFileReader::new(std::fs::File::open(folder.join(name))?)?;
        let rows = reader.into_iter().map(|row| -> Result<Attributes> {
            let row = row?;
            let fields = row.get_column_iter();
            let there = fields.filter(|(_, field)| **field != Field::Null);
            Ok(there
                .map(|(name, field)| (name.clone(), text(field)))
                .collect())
        });
        rows.collect()
    };
    let node = |mut row: Attributes| (row.remove("id").expect("an id"), row);
    let edge = |mut row: Attributes| {
        let ends = ["source", "target"].map(|end| row.remove(end).expect("an end"));
        (ends, row)
    };
    Ok(Read {
        nodes: rows("entities.parquet")?.into_iter().map(node).collect(),
        edges: rows("edges.parquet")?.into_iter().map(edge).collect(),
    })
}

pub(crate) fn turtle(text: &str) -> Result<Read> {
    let mut resources: Vec<(String, Vec<(String, String)>)> = Vec::new();
    for triple in TurtleParser::new().for_slice(text.as_bytes()) {
        let triple = triple?;
        let subject = triple.subject.to_string();
        let value = match triple.object {
            oxrdf::Term::Literal(literal) => literal.value().to_owned(),
            other => other.to_string(),
        };
        let name = triple.predicate.as_str().to_owned();
        match resources.last_mut() {
            Some((last, told)) if *last == subject => told.push((name, value)),
            _ => resources.push((subject, vec![(name, value)])),
        }
    }
    Ok(of_resources(resources, |name| {
        match name.rsplit(['#', '/']).next() {
            Some("type") if name.contains("rdf-syntax") => "class".to_owned(),
            last => last.unwrap_or(name).to_owned(),
        }
    }))
}

pub(crate) fn jsonld(text: &str) -> Result<Read> {
    let read: Value = serde_json::from_str(text)?;
    let resources = read["@graph"]
        .as_array()
        .ok_or("no graph")?
        .iter()
        .map(|resource| {
            let told = of_object(resource).into_iter().flat_map(|(name, value)| {
                let is_about = name == "schema:observationAbout";
                let values = value.split(" | ").map(str::to_owned).collect::<Vec<_>>();
                let values = if is_about { values } else { vec![value] };
                values.into_iter().map(move |value| (name.clone(), value))
            });
            let told: Vec<_> = told.collect();
            let id = told.iter().find(|(name, _)| name == "@id");
            (id.map(|(_, id)| id.clone()).unwrap_or_default(), told)
        });
    Ok(of_resources(resources.collect(), |name| {
        name.rsplit(['#', ':']).next().unwrap_or(name).to_owned()
    }))
}

/// What has a label is a node, what is about two is an edge.
fn of_resources(
    resources: Vec<(String, Vec<(String, String)>)>,
    short: impl Fn(&str) -> String,
) -> Read {
    let mut read = Read::default();
    for (id, told) in resources {
        let told: Vec<(String, String)> = told
            .into_iter()
            .map(|(name, value)| (short(&name), value))
            .collect();
        let all = |wanted: &str| -> Vec<String> {
            let values = told.iter().filter(|(name, _)| name == wanted);
            values.map(|(_, value)| value.clone()).collect()
        };
        let attributes = || -> Attributes {
            let names = told
                .iter()
                .map(|(name, _)| (name.clone(), all(name).join(" | ")));
            names.collect()
        };
        if id.contains(":entity:") {
            read.nodes.push((id, attributes()));
        } else if let Ok(ends) = <[String; 2]>::try_from(all("observationAbout")) {
            read.edges.push((ends, attributes()));
        }
    }
    read
}

/// The statements of a DOT file that have a quoted id.
pub(crate) fn dot(text: &str) -> Result<Read> {
    let mut read = Read::default();
    for line in text.lines().filter(|line| line.starts_with("  \"")) {
        let mut rest = line.trim_start();
        let mut ids = vec![quoted(&mut rest, false)];
        rest = rest.trim_start();
        if let Some(other) = rest.strip_prefix("-- ") {
            rest = other;
            ids.push(quoted(&mut rest, false));
            rest = rest.trim_start();
        }
        rest = rest.strip_prefix('[').ok_or("no attributes")?;
        let mut told = Attributes::new();
        while let Some((name, value)) = rest.split_once('=') {
            let name = name.trim_start_matches([',', ' ']).to_owned();
            rest = value;
            let value = match rest.starts_with('"') {
                true => quoted(&mut rest, true),
                false => {
                    let end = rest.find([',', ']']).ok_or("no end")?;
                    let value = rest[..end].to_owned();
                    rest = &rest[end..];
                    value
                }
            };
            told.insert(name, value);
        }
        match <[String; 2]>::try_from(ids) {
            Ok(ends) => read.edges.push((ends, told)),
            Err(mut ids) => read.nodes.push((ids.remove(0), told)),
        }
    }
    Ok(read)
}

/// The text between quotes at the head of `rest`, which goes on behind it; a label has escapes, and
/// what looks like an entity of HTML is one.
fn quoted(rest: &mut &str, is_label: bool) -> String {
    let mut text = String::new();
    let mut chars = rest.char_indices().skip(1);
    while let Some((byte, c)) = chars.next() {
        match c {
            '"' => {
                *rest = &rest[byte + 1..];
                break;
            }
            '\\' => match chars.next() {
                Some((_, next)) if is_label || next == '"' => text.push(next),
                Some((_, next)) => text.extend(['\\', next]),
                None => {}
            },
            other => text.push(other),
        }
    }
    text.replace("&amp;", "&")
}
