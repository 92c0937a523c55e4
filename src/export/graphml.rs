//! GraphML as Gephi, Cytoscape, networkx, igraph and graphology all read it: only the six standard
//! types, one key per attribute and kind, `weight` always above 0, colors as `r g b`.

use std::collections::HashMap;
use std::io::{self, Write};

use petgraph::visit::EdgeRef;
use quick_xml::escape::escape;
use serde_json::Value;

use super::style::Style;
use super::visible;
use crate::graph::{
    Column, ColumnType, Graph, edge_columns, edge_values, node_columns, node_values,
};

const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.1/graphml.xsd">
"#;

pub(super) fn write(graph: &Graph, mut out: impl Write) -> io::Result<()> {
    let keys = Keys::new(graph);
    out.write_all(HEAD.as_bytes())?;
    keys.write(&mut out)?;
    writeln!(out, r#"  <graph id="comention" edgedefault="undirected">"#)?;
    let style = Style::new(graph);
    for index in graph.network.node_indices() {
        let node = &graph.network[index];
        writeln!(out, r#"    <node id="{}">"#, token(&node.id))?;
        for (name, value) in node_values(graph, index) {
            keys.write_value(&mut out, "node", &name, &value)?;
        }
        let [r, g, b] = style.color(&node.entity_type).0;
        for (name, part) in [("r", r), ("g", g), ("b", b)] {
            keys.write_value(&mut out, "node", name, &part.into())?;
        }
        let size = format!("{:.1}", style.size(node.mentions, 4.0, 40.0));
        keys.write_value(&mut out, "node", "size", &size.into())?;
        writeln!(out, "    </node>")?;
    }
    for edge in graph.network.edge_references() {
        let ends = [edge.source(), edge.target()].map(|end| token(&graph.network[end].id));
        let [a, b] = ends;
        writeln!(out, r#"    <edge id="{a}--{b}" source="{a}" target="{b}">"#)?;
        for (name, value) in edge_values(edge.weight()) {
            keys.write_value(&mut out, "edge", name, &value)?;
        }
        keys.write_value(&mut out, "edge", "interaction", &"mentioned with".into())?;
        writeln!(out, "    </edge>")?;
    }
    writeln!(out, "  </graph>\n</graphml>")
}

/// The attributes with the ids that stand for them in the file.
struct Keys {
    columns: Vec<(&'static str, Column)>,
    ids: HashMap<(&'static str, String), String>,
}

impl Keys {
    fn new(graph: &Graph) -> Self {
        let column = |name: &str, column_type| Column {
            name: name.to_owned(),
            column_type,
        };
        let looks = [
            column("r", ColumnType::Integer),
            column("g", ColumnType::Integer),
            column("b", ColumnType::Integer),
            column("size", ColumnType::Number),
        ];
        let interaction = column("interaction", ColumnType::Text);
        let nodes = node_columns(graph)
            .into_iter()
            .chain(looks)
            .map(|column| ("node", column));
        let edges = edge_columns()
            .into_iter()
            .chain([interaction])
            .map(|column| ("edge", column));
        let columns: Vec<_> = nodes.chain(edges).collect();
        let ids = columns
            .iter()
            .enumerate()
            .map(|(idx, (kind, column))| ((*kind, column.name.clone()), format!("k{idx}")));
        Self {
            ids: ids.collect(),
            columns,
        }
    }

    fn write(&self, out: &mut impl Write) -> io::Result<()> {
        for (kind, column) in &self.columns {
            let id = &self.ids[&(*kind, column.name.clone())];
            let name = escape(visible(&column.name)).into_owned();
            let type_name = type_name(column);
            writeln!(
                out,
                r#"  <key id="{id}" for="{kind}" attr.name="{name}" attr.type="{type_name}"/>"#
            )?;
        }
        Ok(())
    }

    fn write_value(
        &self,
        out: &mut impl Write,
        kind: &'static str,
        name: &str,
        value: &Value,
    ) -> io::Result<()> {
        let id = &self.ids[&(kind, name.to_owned())];
        writeln!(
            out,
            r#"      <data key="{id}">{}</data>"#,
            escape(visible(&shown(value)))
        )
    }
}

fn type_name(column: &Column) -> &'static str {
    match column.column_type {
        // Gephi and the graphology reader take edge weights as floating point only.
        ColumnType::Integer if column.name == "weight" => "double",
        ColumnType::Integer if matches!(column.name.as_str(), "r" | "g" | "b") => "int",
        ColumnType::Integer => "long",
        ColumnType::Number => "double",
        ColumnType::Text | ColumnType::List => "string",
    }
}

/// A value as text; the items of a list between ` | `.
fn shown(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(shown).collect::<Vec<_>>().join(" | "),
        other => other.to_string(),
    }
}

/// `id` as an XML name token, which the schema asks for; a character that tokens do not take
/// becomes `_xHEX_`.
fn token(id: &str) -> String {
    let mut token = String::with_capacity(id.len());
    for c in id.chars() {
        match c {
            '-' | '.' | ':' | '_' => token.push(c),
            c if c.is_alphanumeric() => token.push(c),
            c => token.push_str(&format!("_x{:X}_", u32::from(c))),
        }
    }
    token
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn odd_names_are_escaped_and_read_back() {
        let mut bytes = Vec::new();
        write(&super::super::tests::odd_graph(), &mut bytes).expect("a vector takes all");
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
