//! Cytoscape's JSON, for Cytoscape and Cytoscape.js: `elements` of nodes with `data` and
//! `position`, and of edges with `data`; all ids are texts and differ from one another.

use std::io::{self, Write};

use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;

use super::objects::{Object, write_lines};
use super::style::Style;
use super::text::visible_id;
use super::values::{Tie, of_edge, of_node};
use crate::graph::Graph;
use crate::graph::layout::Place;

pub(super) fn write(graph: &Graph, places: &[Place], mut out: impl Write) -> io::Result<()> {
    let style = Style::new(graph);
    write!(
        out,
        "{{\"format_version\":\"1.0\",\"generated_by\":\"comention\",\
         \"target_cytoscapejs_version\":\"~3\",\n\
         \"data\":{{\"name\":\"comention\",\"documents\":{},\"window\":\"{}\",\"windows\":{}}},\n\
         \"elements\":{{\"nodes\":",
        graph.corpus.documents, graph.corpus.window, graph.corpus.windows
    )?;
    write_lines(&mut out, graph.network.node_indices(), |out, index| {
        write_node(graph, &style, index, places.get(index.index()), out)
    })?;
    out.write_all(b",\n\"edges\":")?;
    write_lines(&mut out, graph.network.edge_references(), |out, tie| {
        write_edge(graph, &tie, out)
    })?;
    writeln!(out, "}}}}")
}

fn write_node(
    graph: &Graph,
    style: &Style,
    index: NodeIndex,
    place: Option<&Place>,
    out: &mut impl Write,
) -> io::Result<()> {
    let node = &graph.network[index];
    out.write_all(b"{\"data\":")?;
    let mut data = Object::begin(&mut *out)?;
    data.text("id", &visible_id(&node.id))?;
    data.fields(of_node(graph, index))?;
    data.text("color", &style.color(&node.entity_type).hex())?;
    data.end()?;
    if let Some(Place { at, .. }) = place {
        write!(out, ",\"position\":{{\"x\":{:.2},\"y\":{:.2}}}", at.x, at.y)?;
    }
    out.write_all(b"}")
}

fn write_edge(graph: &Graph, tie: &Tie<'_>, out: &mut impl Write) -> io::Result<()> {
    let [a, b] = [tie.source(), tie.target()].map(|end| visible_id(&graph.network[end].id));
    out.write_all(b"{\"data\":")?;
    let mut data = Object::begin(&mut *out)?;
    data.text("id", &format!("{a}--{b}"))?;
    data.text("source", &a)?;
    data.text("target", &b)?;
    data.text("interaction", "mentioned with")?;
    data.fields(of_edge(tie))?;
    data.end()?;
    out.write_all(b"}")
}
