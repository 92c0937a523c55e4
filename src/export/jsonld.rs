//! Linked data in JSON, which says the same as Turtle does: entities with schema.org's types, names
//! and `sameAs`, ties as observations about two, the whole as a data set. Its context stands in the
//! file, so that nothing has to be fetched.

use std::io::{self, Write};

use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;
use serde_json::{Value, json};

use super::objects::{Object, write_lines};
use super::text::visible;
use super::values::{Tie, of_edge, of_node};
use super::vocabulary::{OWN, PROV, SCHEMA, class, iri, own, same_as};
use crate::graph::Graph;

/// Node columns that schema.org has words for.
const SAID: [&str; 4] = ["label", "name", "type", "aliases"];

/// What there is one of, before the nodes and the ties.
enum Item<'a> {
    About,
    Build,
    Program,
    Node(NodeIndex),
    Tie(Tie<'a>),
}

pub(super) fn write(graph: &Graph, mut out: impl Write) -> io::Result<()> {
    let context = json!({
        "@vocab": OWN,
        "schema": SCHEMA,
        "prov": PROV,
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "schema:sameAs": {"@type": "@id"},
        "schema:observationAbout": {"@type": "@id"},
        "prov:wasGeneratedBy": {"@type": "@id"},
        "prov:wasAssociatedWith": {"@type": "@id"},
    });
    write!(out, "{{\"@context\":{context},\n\"@graph\":")?;
    let nodes = graph.network.node_indices().map(Item::Node);
    let ties = graph.network.edge_references().map(Item::Tie);
    let head = [Item::About, Item::Build, Item::Program].into_iter();
    write_lines(&mut out, head.chain(nodes).chain(ties), |out, item| {
        let mut object = Object::begin(out)?;
        match item {
            Item::About => write_about(graph, &mut object)?,
            Item::Build => {
                object.text("@id", "urn:comention:build")?;
                object.text("@type", "prov:Activity")?;
                object.text("prov:wasAssociatedWith", "urn:comention:program")?;
            }
            Item::Program => {
                object.text("@id", "urn:comention:program")?;
                object.text("@type", "prov:SoftwareAgent")?;
            }
            Item::Node(index) => write_node(graph, index, &mut object)?,
            Item::Tie(tie) => write_tie(graph, &tie, &mut object)?,
        }
        object.end()
    })?;
    writeln!(out, "}}")
}

fn write_about(graph: &Graph, object: &mut Object<impl Write>) -> io::Result<()> {
    let corpus = graph.corpus;
    object.text("@id", "urn:comention:graph")?;
    object.field("@type", &json!(["schema:Dataset", "prov:Entity"]))?;
    object.text("rdfs:label", "Who is mentioned with whom")?;
    object.fields([
        ("documents", corpus.documents.into()),
        ("paragraphs", corpus.paragraphs.into()),
        ("window", Value::from(corpus.window.to_string())),
        ("windows", corpus.windows.into()),
    ])?;
    object.text("prov:wasGeneratedBy", "urn:comention:build")
}

fn write_node(graph: &Graph, index: NodeIndex, object: &mut Object<impl Write>) -> io::Result<()> {
    let node = &graph.network[index];
    let name = visible(&node.name);
    object.text("@id", &iri("entity", &node.id))?;
    object.text("@type", &format!("schema:{}", class(&node.entity_type)))?;
    object.text("rdfs:label", &name)?;
    object.text("schema:name", &name)?;
    if !node.aliases.is_empty() {
        let aliases: Value = node.aliases.iter().map(|alias| visible(alias)).collect();
        object.field("schema:alternateName", &aliases)?;
    }
    let addresses = same_as(node);
    if !addresses.is_empty() {
        object.field("schema:sameAs", &addresses.into())?;
    }
    object.text(&format!("{OWN}type"), node.entity_type.as_str())?;
    for (name, value) in of_node(graph, index) {
        if !SAID.contains(&name.as_str()) {
            object.field(&format!("{OWN}{}", own(&name)), &flat(value))?;
        }
    }
    Ok(())
}

fn write_tie(graph: &Graph, tie: &Tie<'_>, object: &mut Object<impl Write>) -> io::Result<()> {
    let [a, b] = [tie.source(), tie.target()].map(|end| &graph.network[end].id);
    object.text("@id", &iri("tie", &format!("{a}--{b}")))?;
    object.text("@type", "schema:Observation")?;
    let ends = [a, b].map(|id| iri("entity", id));
    object.field("schema:observationAbout", &ends.to_vec().into())?;
    object.text("prov:wasGeneratedBy", "urn:comention:build")?;
    for (name, value) in of_edge(tie) {
        match value.is_f64() {
            // A whole number written `1.0` would be read as an integer.
            true => object.field(
                name,
                &json!({"@type": "http://www.w3.org/2001/XMLSchema#double", "@value": value}),
            )?,
            false => object.field(name, &value)?,
        }
    }
    Ok(())
}

/// What would be read as more linked data as text.
fn flat(value: Value) -> Value {
    match value {
        Value::Object(_) => value.to_string().into(),
        Value::Array(items) => items.into_iter().map(flat).collect(),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::odd_graph;
    use super::*;

    #[test]
    fn what_is_written_reads_back() {
        let mut bytes = Vec::new();
        write(&odd_graph(), &mut bytes).expect("a vector takes all");
        let read: Value = serde_json::from_slice(&bytes).expect("JSON");
        let node = &read["@graph"][3];
        assert_eq!(node["@type"], "schema:Person");
        assert_eq!(node["schema:name"], "A \"quoted\" \\N <b> & Co");
        assert_eq!(read["@graph"][6]["weight"], 2);
    }
}
