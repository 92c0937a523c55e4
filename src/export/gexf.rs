//! GEXF 1.3 as Gephi, Gephi Lite and networkx all read it: numbers as ids of attributes, one block
//! of them per class, colors without opacity, `weight` and `label` as XML attributes.
//!
//! No date of the file stands in it: the same graph gives the same bytes.

use std::io::{self, Write};

use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;
use serde_json::Value;

use super::spells::{Spell, Spells};
use super::style::Style;
use super::text::visible_id;
use super::values::{
    Tie, edge_columns_but, node_columns_but, of_edge, of_node, placed, plain, weight_of,
};
use super::xml::escaped;
use crate::graph::layout::Place;
use crate::graph::{Column, ColumnType, Graph};

const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://gexf.net/1.3 http://gexf.net/1.3/gexf.xsd" version="1.3">
"#;

/// Writes the graph, a dynamic one if there are spells: nodes and edges are there then only; those
/// without any are always. Weights are those of all the time, as readers differ in what they make
/// of others.
pub(super) fn write(
    graph: &Graph,
    places: &[Place],
    spells: Option<&Spells>,
    mut out: impl Write,
) -> io::Result<()> {
    let file = File {
        nodes: node_columns_but(graph, &["label"]),
        edges: edge_columns_but(&["weight"]),
        style: Style::new(graph),
        graph,
        spells,
    };
    let mode = match spells {
        Some(_) => r#"mode="dynamic" timeformat="date" timerepresentation="interval""#,
        None => r#"mode="static""#,
    };
    out.write_all(HEAD.as_bytes())?;
    writeln!(
        out,
        "  <meta>\n    <creator>comention</creator>\n    <description>Who is mentioned with whom; \
         window: {}, documents: {}</description>\n  </meta>\n  <graph {mode} \
         defaultedgetype=\"undirected\" idtype=\"string\">",
        graph.corpus.window, graph.corpus.documents
    )?;
    write_columns("node", &file.nodes, &mut out)?;
    write_columns("edge", &file.edges, &mut out)?;
    writeln!(out, r#"    <nodes count="{}">"#, graph.network.node_count())?;
    for index in graph.network.node_indices() {
        file.write_node(index, places.get(index.index()), &mut out)?;
    }
    let n_edges = graph.network.edge_count();
    writeln!(out, "    </nodes>\n    <edges count=\"{n_edges}\">")?;
    for tie in graph.network.edge_references() {
        file.write_edge(&tie, &mut out)?;
    }
    writeln!(out, "    </edges>\n  </graph>\n</gexf>")
}

struct File<'a> {
    graph: &'a Graph,
    nodes: Vec<Column>,
    edges: Vec<Column>,
    style: Style,
    spells: Option<&'a Spells>,
}

impl File<'_> {
    fn write_node(
        &self,
        index: NodeIndex,
        place: Option<&Place>,
        out: &mut impl Write,
    ) -> io::Result<()> {
        let node = &self.graph.network[index];
        let (id, label) = (self.id(index), escaped(&node.name));
        writeln!(out, "      <node id=\"{id}\" label=\"{label}\">")?;
        write_values(placed(&self.nodes, of_node(self.graph, index)), out)?;
        if let Some(spells) = self.spells {
            write_spells(spells.of_node(index), out)?;
        }
        let [r, g, b] = self.style.color(&node.entity_type).0;
        write!(out, r#"        <viz:color r="{r}" g="{g}" b="{b}"/>"#)?;
        if let Some(Place { at, radius, .. }) = place {
            // Gephi's y points upwards.
            let (x, y) = (at.x, -at.y);
            write!(
                out,
                r#"<viz:position x="{x:.2}" y="{y:.2}" z="0.0"/><viz:size value="{radius:.1}"/>"#
            )?;
        }
        out.write_all(b"\n      </node>\n")
    }

    fn write_edge(&self, tie: &Tie<'_>, out: &mut impl Write) -> io::Result<()> {
        let [a, b] = [tie.source(), tie.target()].map(|end| self.id(end));
        let weight = weight_of(tie);
        writeln!(
            out,
            r#"      <edge id="{a}--{b}" source="{a}" target="{b}" weight="{weight}">"#
        )?;
        write_values(placed(&self.edges, of_edge(tie)), out)?;
        if let Some(spells) = self.spells {
            write_spells(spells.of_edge(tie.id()), out)?;
        }
        out.write_all(b"      </edge>\n")
    }

    fn id(&self, index: NodeIndex) -> String {
        escaped(&visible_id(&self.graph.network[index].id)).into_owned()
    }
}

fn write_columns(class: &str, columns: &[Column], out: &mut impl Write) -> io::Result<()> {
    writeln!(out, r#"    <attributes class="{class}" mode="static">"#)?;
    for (place, column) in columns.iter().enumerate() {
        let type_name = match column.column_type {
            ColumnType::Integer => "long",
            ColumnType::Number => "double",
            ColumnType::Truth => "boolean",
            ColumnType::Text | ColumnType::List => "string",
        };
        let title = escaped(&column.name);
        writeln!(
            out,
            r#"      <attribute id="{place}" title="{title}" type="{type_name}"/>"#
        )?;
    }
    writeln!(out, "    </attributes>")
}

fn write_values(
    values: impl Iterator<Item = (usize, Value)>,
    out: &mut impl Write,
) -> io::Result<()> {
    out.write_all(b"        <attvalues>\n")?;
    for (place, value) in values {
        match value {
            Value::Number(number) => {
                writeln!(
                    out,
                    r#"          <attvalue for="{place}" value="{number}"/>"#
                )?;
            }
            other => {
                let text = plain(&other);
                let text = escaped(&text);
                writeln!(out, r#"          <attvalue for="{place}" value="{text}"/>"#)?;
            }
        }
    }
    out.write_all(b"        </attvalues>\n")
}

fn write_spells(spells: &[Spell], out: &mut impl Write) -> io::Result<()> {
    if spells.is_empty() {
        return Ok(());
    }
    out.write_all(b"        <spells>\n")?;
    for Spell { start, end } in spells {
        writeln!(out, r#"          <spell start="{start}" end="{end}"/>"#)?;
    }
    out.write_all(b"        </spells>\n")
}

#[cfg(test)]
mod tests {
    use super::super::tests::{odd_graph, places};
    use super::*;

    #[test]
    fn odd_names_are_escaped() {
        let mut bytes = Vec::new();
        let graph = odd_graph();
        write(&graph, &places(&graph), None, &mut bytes).expect("a vector takes all");
        let text = String::from_utf8(bytes).expect("UTF-8");
        for part in [
            r#"<node id="n 0" label="A &quot;quoted&quot; \N &lt;b&gt; &amp; Co">"#,
            r#"<node id="n 1" label="Line break">"#,
            r#"<edge id="n 0--n 1" source="n 0" target="n 1" weight="2">"#,
            r#"<viz:color r="0" g="114" b="178"/>"#,
        ] {
            assert!(text.contains(part), "{part} in {text}");
        }
    }
}
