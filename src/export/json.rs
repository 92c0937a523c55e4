//! JSON in the node-link form that networkx reads: `directed`, `multigraph`, `graph`, `nodes` with
//! an `id` each, `edges` with `source` and `target`. A line holds a node or an edge.

use std::io::{self, Write};

use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;
use serde_json::{Map, Value, json};

use super::style::Style;
use crate::graph::{Graph, edge_values, node_values};

/// The version of this form; it changes when a key changes its meaning.
const VERSION: u32 = 1;

pub(super) fn write(graph: &Graph, mut out: impl Write) -> io::Result<()> {
    let corpus = graph.corpus;
    let about = json!({
        "format": VERSION,
        "documents": corpus.documents,
        "paragraphs": corpus.paragraphs,
        "window": corpus.window.to_string(),
        "windows": corpus.windows,
    });
    let style = Style::new(graph);
    write!(
        out,
        "{{\"directed\":false,\"multigraph\":false,\n\"graph\":{about},\n\"nodes\":["
    )?;
    let nodes = graph.network.node_indices().map(|index| {
        let node = &graph.network[index];
        let mut object: Map<String, Value> = Map::new();
        object.insert("id".to_owned(), node.id.as_str().into());
        object.extend(node_values(graph, index));
        let color = style.color(&node.entity_type).hex();
        object.insert("color".to_owned(), color.into());
        object
    });
    write_lines(&mut out, nodes)?;
    write!(out, "],\n\"edges\":[")?;
    let edges = graph.network.edge_references().map(|edge| {
        let end = |index: NodeIndex| Value::from(graph.network[index].id.as_str());
        let mut object: Map<String, Value> = Map::new();
        object.insert("source".to_owned(), end(edge.source()));
        object.insert("target".to_owned(), end(edge.target()));
        let values = edge_values(edge.weight());
        object.extend(values.map(|(name, value)| (name.to_owned(), value)));
        object
    });
    write_lines(&mut out, edges)?;
    writeln!(out, "]}}")
}

fn write_lines(
    out: &mut impl Write,
    objects: impl Iterator<Item = Map<String, Value>>,
) -> io::Result<()> {
    for (idx, object) in objects.enumerate() {
        write!(out, "{}", if idx == 0 { "\n" } else { ",\n" })?;
        serde_json::to_writer(&mut *out, &object)?;
    }
    writeln!(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn odd_names_read_back_equal() {
        let graph = super::super::tests::odd_graph();
        let mut bytes = Vec::new();
        write(&graph, &mut bytes).expect("a vector takes all");
        let read: Value = serde_json::from_slice(&bytes).expect("good JSON");
        let labels: Vec<_> = read["nodes"]
            .as_array()
            .expect("nodes")
            .iter()
            .map(|n| &n["label"])
            .collect();
        let names: Vec<_> = graph
            .network
            .node_weights()
            .map(|n| n.name.as_str())
            .collect();
        assert_eq!(labels, names);
        assert_eq!(read["nodes"][0]["label_"], 7);
        assert_eq!(read["edges"][0]["weight"], 2);
        assert_eq!(read["edges"][0]["source"], "n 0");
    }
}
