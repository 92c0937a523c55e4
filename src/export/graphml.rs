//! GraphML as Gephi, Cytoscape, networkx, igraph and graphology all read it: only the six standard
//! types, one key per attribute and kind, `weight` always above 0, colors as `r g b`.

use std::io::{self, Write};

use petgraph::visit::EdgeRef;
use serde_json::Value;

use super::style::Style;
use super::values::{self, edge_columns_but, node_columns_but, of_edge, of_node, placed, plain};
use super::xml::{escaped, is_fit, token};
use crate::graph::layout::Place;
use crate::graph::{Column, ColumnType, Graph};

const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.1/graphml.xsd">
"#;

/// How a node looks: its column and the type of that.
const LOOKS: [(&str, &str); 6] = [
    ("r", "int"),
    ("g", "int"),
    ("b", "int"),
    ("size", "double"),
    ("x", "double"),
    ("y", "double"),
];

pub(super) fn write(graph: &Graph, places: &[Place], mut out: impl Write) -> io::Result<()> {
    let file = File {
        nodes: node_columns_but(graph, &[]),
        edges: edge_columns_but(&[]),
        style: Style::new(graph),
        graph,
    };
    out.write_all(HEAD.as_bytes())?;
    file.write_keys(&mut out)?;
    writeln!(out, r#"  <graph id="comention" edgedefault="undirected">"#)?;
    for index in graph.network.node_indices() {
        file.write_node(index, places.get(index.index()), &mut out)?;
    }
    for tie in graph.network.edge_references() {
        file.write_edge(&tie, &mut out)?;
    }
    writeln!(out, "  </graph>\n</graphml>")
}

struct File<'a> {
    graph: &'a Graph,
    nodes: Vec<Column>,
    edges: Vec<Column>,
    style: Style,
}

impl File<'_> {
    fn write_keys(&self, out: &mut impl Write) -> io::Result<()> {
        let mut write = |id: String, kind: &str, name: &str, type_name: &str| {
            writeln!(
                out,
                r#"  <key id="{id}" for="{kind}" attr.name="{name}" attr.type="{type_name}"/>"#
            )
        };
        for ((place, column), name) in self.nodes.iter().enumerate().zip(names(&self.nodes)) {
            write(format!("n{place}"), "node", &name, type_name(column))?;
        }
        for (name, type_name) in LOOKS {
            write(name.to_owned(), "node", name, type_name)?;
        }
        for (place, column) in self.edges.iter().enumerate() {
            write(format!("e{place}"), "edge", &column.name, type_name(column))?;
        }
        write("interaction".to_owned(), "edge", "interaction", "string")
    }

    fn write_node(
        &self,
        index: petgraph::graph::NodeIndex,
        place: Option<&Place>,
        out: &mut impl Write,
    ) -> io::Result<()> {
        let node = &self.graph.network[index];
        writeln!(out, r#"    <node id="{}">"#, token(&node.id))?;
        for (place, value) in placed(&self.nodes, of_node(self.graph, index)) {
            write_value(out, 'n', place, &value)?;
        }
        let [r, g, b] = self.style.color(&node.entity_type).0;
        write!(
            out,
            r#"      <data key="r">{r}</data><data key="g">{g}</data><data key="b">{b}</data>"#
        )?;
        if let Some(Place { at, radius, .. }) = place {
            // Gephi's y points upwards.
            let (x, y) = (at.x, -at.y);
            write!(
                out,
                r#"<data key="size">{radius:.1}</data><data key="x">{x:.2}</data><data key="y">{y:.2}</data>"#
            )?;
        }
        out.write_all(b"\n    </node>\n")
    }

    fn write_edge(&self, tie: &values::Tie<'_>, out: &mut impl Write) -> io::Result<()> {
        let [a, b] = [tie.source(), tie.target()].map(|end| token(&self.graph.network[end].id));
        writeln!(out, r#"    <edge id="{a}--{b}" source="{a}" target="{b}">"#)?;
        for (place, value) in placed(&self.edges, of_edge(tie)) {
            write_value(out, 'e', place, &value)?;
        }
        out.write_all(b"      <data key=\"interaction\">mentioned with</data>\n    </edge>\n")
    }
}

fn write_value(out: &mut impl Write, kind: char, place: usize, value: &Value) -> io::Result<()> {
    match value {
        Value::Number(number) => {
            writeln!(out, r#"      <data key="{kind}{place}">{number}</data>"#)
        }
        other => {
            let text = plain(other);
            writeln!(
                out,
                r#"      <data key="{kind}{place}">{}</data>"#,
                escaped(&text)
            )
        }
    }
}

/// The names of `columns` as the schema takes them, which is as name tokens: with `_` for what these
/// have not, unless two would be the same.
fn names(columns: &[Column]) -> Vec<String> {
    let plain = |column: &Column| -> String {
        let chars = column.name.chars();
        chars.map(|c| if is_fit(c) { c } else { '_' }).collect()
    };
    let all: Vec<String> = columns.iter().map(plain).collect();
    let name = |(column, name): (&Column, &String)| match all
        .iter()
        .filter(|other| *other == name)
        .count()
    {
        1 => name.clone(),
        _ => token(&column.name).into_owned(),
    };
    columns.iter().zip(&all).map(name).collect()
}

fn type_name(column: &Column) -> &'static str {
    match column.column_type {
        // Gephi and the graphology reader take edge weights as floating point only.
        ColumnType::Integer if column.name == "weight" => "double",
        ColumnType::Integer => "long",
        ColumnType::Number => "double",
        ColumnType::Truth => "boolean",
        ColumnType::Text | ColumnType::List => "string",
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{odd_graph, places};
    use super::*;

    #[test]
    fn odd_names_are_escaped_and_read_back() {
        let mut bytes = Vec::new();
        let graph = odd_graph();
        write(&graph, &places(&graph), &mut bytes).expect("a vector takes all");
        let text = String::from_utf8(bytes).expect("UTF-8");
        assert!(text.contains("<node id=\"n_x20_0\">"));
        assert!(
            text.contains("A &quot;quoted&quot; \\N &lt;b&gt; &amp; Co</data>"),
            "{text}"
        );
        assert!(text.contains("Line break</data>"));
        assert!(text.contains("attr.name=\"label_\" attr.type=\"long\""));
        assert!(text.contains("x|y | z</data>"));
        let mut reader = quick_xml::Reader::from_str(&text);
        loop {
            match reader.read_event().expect("well-formed XML") {
                quick_xml::events::Event::Eof => break,
                _ => continue,
            }
        }
    }
}
