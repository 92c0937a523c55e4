//! JSON in the node-link form that networkx reads: `directed`, `multigraph`, `graph`, `nodes` with
//! an `id` each, `edges` with `source` and `target`. A line holds a node or an edge.

use std::io::{self, Write};
use std::str::FromStr;

use petgraph::visit::EdgeRef;
use serde_json::json;

use super::objects::{Object, write_lines};
use super::style::Style;
use super::text::visible_id;
use super::values::{of_edge, of_node};
use crate::graph::Graph;

/// The version of this form; it changes when a key changes its meaning.
const VERSION: u32 = 1;

/// What the list of edges is called.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum EdgesKey {
    /// `edges`, as networkx reads it from version 3.4 on.
    #[default]
    Edges,
    /// `links`, as D3 and older networkx read it.
    Links,
}

impl EdgesKey {
    fn as_str(self) -> &'static str {
        match self {
            Self::Edges => "edges",
            Self::Links => "links",
        }
    }
}

impl FromStr for EdgesKey {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        let found = [Self::Edges, Self::Links]
            .into_iter()
            .find(|key| key.as_str() == name);
        found.ok_or_else(|| "use `edges` or `links`".to_owned())
    }
}

pub(super) fn write(graph: &Graph, edges_key: EdgesKey, mut out: impl Write) -> io::Result<()> {
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
        "{{\"directed\":false,\"multigraph\":false,\n\"graph\":{about},\n\"nodes\":"
    )?;
    write_lines(&mut out, graph.network.node_indices(), |out, index| {
        let node = &graph.network[index];
        let mut object = Object::begin(out)?;
        object.text("id", &visible_id(&node.id))?;
        object.fields(of_node(graph, index))?;
        object.text("color", &style.color(&node.entity_type).hex())?;
        object.end()
    })?;
    write!(out, ",\n\"{}\":", edges_key.as_str())?;
    write_lines(&mut out, graph.network.edge_references(), |out, tie| {
        let mut object = Object::begin(out)?;
        object.text("source", &visible_id(&graph.network[tie.source()].id))?;
        object.text("target", &visible_id(&graph.network[tie.target()].id))?;
        object.fields(of_edge(&tie))?;
        object.end()
    })?;
    writeln!(out, "}}")
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::super::tests::odd_graph;
    use super::*;

    #[test]
    fn what_is_written_reads_back() {
        let graph = odd_graph();
        let mut bytes = Vec::new();
        write(&graph, EdgesKey::Links, &mut bytes).expect("a vector takes all");
        let read: Value = serde_json::from_slice(&bytes).expect("JSON");
        let nodes = read["nodes"].as_array().expect("an array").iter();
        let labels: Vec<_> = nodes.map(|n| n["label"].as_str()).collect();
        let expected = ["A \"quoted\" \\N <b> & Co", "Line break", "Łódź"];
        assert_eq!(labels, expected.map(Some));
        assert_eq!(read["nodes"][0]["label_"], 7);
        assert_eq!(read["links"][0]["weight"], 2);
        assert_eq!(read["links"][0]["source"], "n 0");
    }
}
