//! Graphviz DOT, with layout and looks inside, so that `dot -Tsvg` gives a legible picture.
//!
//! Names are labels and ids are quoted ids, both escaped here: the library writes what it is given.

use std::io::{self, Write};

use dot_writer::{Attributes, DotWriter, Scope};
use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;

use super::style::Style;
use super::visible;
use crate::gazetteer::EntityType;
use crate::graph::{Corpus, Graph, Node};

/// Nodes up to which springs are laid out in full, which gives the better picture; more take the
/// faster multiscale layout.
const NEATO_NODES: usize = 100;

/// Writes the graph with `note` at the head of its legend.
pub(super) fn write(graph: &Graph, note: &str, mut out: impl Write) -> io::Result<()> {
    let mut bytes = Vec::new();
    {
        // The library panics where a write fails; a vector never does.
        let mut writer = DotWriter::from(&mut bytes);
        let mut scope = writer.graph();
        write_defaults(&mut scope, graph, note);
        let style = Style::new(graph);
        for index in graph.network.node_indices() {
            write_node(&mut scope, &graph.network[index], &style);
        }
        for edge in graph.network.edge_references() {
            write_edge(
                &mut scope,
                graph,
                (edge.source(), edge.target()),
                &style,
                edge.weight().counts.weight,
            );
        }
    }
    out.write_all(&bytes)?;
    out.write_all(b"\n")
}

fn write_defaults(scope: &mut Scope<'_, '_>, graph: &Graph, note: &str) {
    let is_small = graph.network.node_count() <= NEATO_NODES;
    scope
        .set("charset", "UTF-8", true)
        .set("layout", if is_small { "neato" } else { "sfdp" }, false)
        .set("overlap", "prism", false)
        .set("splines", "line", false)
        .set("outputorder", "edgesfirst", false)
        .set("bgcolor", "white", true)
        .set("fontname", "Helvetica", true)
        .set("labeljust", "l", true)
        .set("label", &left_aligned(&legend(&graph.corpus, note)), true);
    if !is_small {
        // Stronger repulsion than the default keeps clusters apart; the value was chosen by eye.
        scope.set("repulsiveforce", "1.6", false);
    }
    scope
        .node_attributes()
        .set("style", "filled", true)
        .set("fontname", "Helvetica", true)
        .set("margin", "0.04,0.02", true)
        .set("height", "0.1", false)
        .set("width", "0.1", false);
}

fn legend(corpus: &Corpus, note: &str) -> String {
    let (noun, n) = match corpus.documents {
        1 => ("document", 1),
        n => ("documents", n),
    };
    format!(
        "{note}People are ellipses, places boxes, organisations hexagons; the larger, the more mentions.\n\
         A line ties two that share a {} ({n} {noun}); the stronger, the more often.",
        corpus
            .window
            .to_string()
            .replace("words:", "run of words, ")
    )
}

fn write_node(scope: &mut Scope<'_, '_>, node: &Node, style: &Style) {
    let color = style.color(&node.entity_type);
    let name = visible(&node.name);
    let tooltip = format!(
        "{name}: {}, mentions: {}",
        node.entity_type.as_str(),
        node.mentions
    );
    scope
        .node_named(quoted(&node.id))
        .set("label", &quotable(&name), true)
        .set("shape", shape(&node.entity_type), false)
        .set(
            "fontsize",
            &format!("{:.1}", style.size(node.mentions, 10.0, 28.0)),
            false,
        )
        .set("fillcolor", &color.tint().hex(), true)
        .set("color", &color.hex(), true)
        .set("tooltip", &quotable(&tooltip), true)
        .set("type", &quotable(node.entity_type.as_str()), true)
        .set("mentions", &node.mentions.to_string(), false);
}

fn write_edge(
    scope: &mut Scope<'_, '_>,
    graph: &Graph,
    (a, b): (NodeIndex, NodeIndex),
    style: &Style,
    weight: u64,
) {
    let (a, b) = (&graph.network[a], &graph.network[b]);
    let tooltip = format!("{} – {}: {weight}", visible(&a.name), visible(&b.name));
    // Grey at 35 % to 75 %: many weak ties are a veil, strong ones a line.
    let opacity = 90.0 + 100.0 * style.share(weight);
    scope
        .edge(quoted(&a.id), quoted(&b.id))
        .attributes()
        .set("weight", &weight.to_string(), false)
        .set("penwidth", &format!("{:.2}", style.width(weight)), false)
        .set("color", &format!("#555555{:02X}", opacity as u8), true)
        .set("tooltip", &quotable(&tooltip), true);
}

fn shape(entity_type: &EntityType) -> &'static str {
    match entity_type {
        EntityType::Person => "ellipse",
        EntityType::Place => "box",
        EntityType::Organisation => "hexagon",
        EntityType::Other => "plaintext",
        EntityType::Declared(_) => "octagon",
    }
}

/// An id in quotes, where only the quote has a meaning.
fn quoted(id: &str) -> String {
    format!("\"{}\"", visible(id).replace('"', "\\\""))
}

/// Text for between quotes, where backslashes begin escapes (`\N` is the node's id) and `&` begins
/// an entity.
fn quotable(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('\\', "\\\\")
        .replace('"', "\\\"")
}

/// Lines of a label that all begin at the left.
fn left_aligned(text: &str) -> String {
    let lines = text.lines().map(|line| format!("{}\\l", quotable(line)));
    lines.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn odd_names_are_escaped() {
        let mut bytes = Vec::new();
        write(&super::super::tests::odd_graph(), "", &mut bytes).expect("a vector takes all");
        let text = String::from_utf8(bytes).expect("UTF-8");
        let nodes: Vec<&str> = text
            .lines()
            .filter(|line| line.contains("shape="))
            .collect();
        assert!(
            nodes[0].starts_with(
                r#"  "n 0" [label="A \"quoted\" \\N <b> &amp; Co", shape=ellipse, fontsize=28.0"#
            ),
            "{}",
            nodes[0]
        );
        assert!(
            nodes[1].starts_with(r#"  "n 1" [label="Line break", shape=box"#),
            "{}",
            nodes[1]
        );
        assert!(
            text.contains(r#""n 0" -- "n 1" [weight=2, penwidth=6.00"#),
            "{text}"
        );
    }
}
