//! Linked data in Turtle: entities with schema.org's types, names and `sameAs`; each tie an
//! `Observation` about its two ends, with its counts and measures; the whole a `Dataset` that says
//! what it was counted in.

use std::io::{self, Write};

use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;
use serde_json::Value;

use super::text::visible;
use super::values::{Tie, of_edge, of_node};
use super::vocabulary::{OWN, PROV, SCHEMA, class, iri, own, same_as};
use crate::graph::Graph;

/// Node columns that schema.org has words for.
const SAID: [&str; 4] = ["label", "name", "type", "aliases"];

pub(super) fn write(graph: &Graph, mut out: impl Write) -> io::Result<()> {
    writeln!(
        out,
        "@prefix schema: <{SCHEMA}> .\n@prefix prov: <{PROV}> .\n@prefix c: <{OWN}> .\n\
         @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
    )?;
    let corpus = graph.corpus;
    writeln!(
        out,
        "<urn:comention:graph> a schema:Dataset, prov:Entity ;\n  \
         rdfs:label \"Who is mentioned with whom\" ;\n  c:documents {} ;\n  c:paragraphs {} ;\n  \
         c:window {} ;\n  c:windows {} ;\n  prov:wasGeneratedBy <urn:comention:build> .\n\n\
         <urn:comention:build> a prov:Activity ;\n  prov:wasAssociatedWith <urn:comention:program> .\n\n\
         <urn:comention:program> a prov:SoftwareAgent .\n",
        corpus.documents,
        corpus.paragraphs,
        literal(&corpus.window.to_string()),
        corpus.windows,
    )?;
    for index in graph.network.node_indices() {
        write_node(graph, index, &mut out)?;
    }
    for tie in graph.network.edge_references() {
        write_edge(graph, &tie, &mut out)?;
    }
    Ok(())
}

fn write_node(graph: &Graph, index: NodeIndex, out: &mut impl Write) -> io::Result<()> {
    let node = &graph.network[index];
    write!(
        out,
        "<{}> a schema:{} ;\n  rdfs:label {name} ;\n  schema:name {name}",
        iri("entity", &node.id),
        class(&node.entity_type),
        name = literal(&node.name),
    )?;
    for alias in &node.aliases {
        write!(out, " ;\n  schema:alternateName {}", literal(alias))?;
    }
    for address in same_as(node) {
        write!(out, " ;\n  schema:sameAs <{address}>")?;
    }
    write!(out, " ;\n  c:type {}", literal(node.entity_type.as_str()))?;
    for (name, value) in of_node(graph, index) {
        if !SAID.contains(&name.as_str()) {
            write_values(&own(&name), &value, out)?;
        }
    }
    out.write_all(b" .\n\n")
}

fn write_edge(graph: &Graph, tie: &Tie<'_>, out: &mut impl Write) -> io::Result<()> {
    let [a, b] = [tie.source(), tie.target()].map(|end| graph.network[end].id.as_str());
    write_all(
        &[
            "<",
            &iri("tie", &[a, "--", b].concat()),
            "> a schema:Observation ;\n  schema:observationAbout <",
            &iri("entity", a),
            ">, <",
            &iri("entity", b),
            "> ;\n  prov:wasGeneratedBy <urn:comention:build>",
        ],
        out,
    )?;
    for (name, value) in of_edge(tie) {
        write_values(name, &value, out)?;
    }
    out.write_all(b" .\n\n")
}

/// Writes pieces of text.
fn write_all(pieces: &[&str], out: &mut impl Write) -> io::Result<()> {
    let mut pieces = pieces.iter();
    pieces.try_for_each(|piece| out.write_all(piece.as_bytes()))
}

/// Writes a word of ours with its value, or with each of several.
fn write_values(name: &str, value: &Value, out: &mut impl Write) -> io::Result<()> {
    let object = match value {
        Value::Null => return Ok(()),
        Value::Array(items) => {
            let mut items = items.iter();
            return items.try_for_each(|item| write_values(name, item, out));
        }
        Value::String(string) => literal(string),
        Value::Object(_) => literal(&value.to_string()),
        Value::Number(_) | Value::Bool(_) => value.to_string(),
    };
    // Turtle reads `0.5` as a decimal; `0.5e0` is a double, as it is one.
    let exponent = match value.is_f64() && !object.contains('e') {
        true => "e0",
        false => "",
    };
    write_all(&[" ;\n  ", &predicate(name), " ", &object, exponent], out)
}

/// A word of ours: short where a prefixed name can hold it.
fn predicate(name: &str) -> String {
    let is_plain = name.bytes().all(|c| c.is_ascii_alphanumeric() || c == b'_');
    match is_plain && !name.is_empty() {
        true => ["c:", name].concat(),
        false => ["<", OWN, name, ">"].concat(),
    }
}

fn literal(text: &str) -> String {
    let text = visible(text);
    let mut literal = String::with_capacity(text.len() + 2);
    literal.push('"');
    for piece in text.split_inclusive(['\\', '"']) {
        match piece.strip_suffix(['\\', '"']) {
            Some(plain) => {
                literal.push_str(plain);
                literal.push('\\');
                literal.push_str(&piece[plain.len()..]);
            }
            None => literal.push_str(piece),
        }
    }
    literal.push('"');
    literal
}

#[cfg(test)]
mod tests {
    use super::super::tests::odd_graph;
    use super::*;

    #[test]
    fn odd_names_are_escaped() {
        let mut bytes = Vec::new();
        write(&odd_graph(), &mut bytes).expect("a vector takes all");
        let text = String::from_utf8(bytes).expect("UTF-8");
        for part in [
            "<urn:comention:entity:n%200> a schema:Person ;",
            r#"rdfs:label "A \"quoted\" \\N <b> & Co" ;"#,
            "schema:observationAbout <urn:comention:entity:n%200>, <urn:comention:entity:n%201> ;",
            "c:weight 2 ;",
            "c:jaccard 1.0e0 ;",
        ] {
            assert!(text.contains(part), "{part} in {text}");
        }
    }
}
