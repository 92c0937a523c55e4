//! Graphviz DOT, with layout and looks inside, so that `dot -Tsvg` gives a legible picture.
//!
//! Names are labels and ids are quoted ids, both escaped here: the library writes what it is given.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::str::FromStr;

use dot_writer::{Attributes, DotWriter, Scope};
use memchr::memchr3;
use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;

use super::style::{Stroke, Style, kind, told};
use super::text::{escaped_id, is_unfit, visible};
use super::values::{of_node, plain};
use crate::gazetteer::EntityType;
use crate::graph::{Change, Edge, Fate, Graph, Node};

/// Nodes up to which springs are laid out in full, which gives the better picture; more take the
/// faster multiscale layout.
const NEATO_NODES: usize = 100;

/// What nodes are drawn together by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cluster {
    /// Their type.
    Type,
    /// Their community, where the graph has any.
    Community,
}

impl Cluster {
    fn column(self) -> &'static str {
        match self {
            Self::Type => "type",
            Self::Community => "community",
        }
    }
}

impl FromStr for Cluster {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        let found = [Self::Type, Self::Community]
            .into_iter()
            .find(|by| by.column() == name);
        found.ok_or_else(|| "use `type` or `community`".to_owned())
    }
}

/// Writes the graph with `note` at the head of its legend; with `changes`, one for each of its ties
/// in order, what became of them.
pub(super) fn write(
    graph: &Graph,
    note: Option<&str>,
    cluster: Option<Cluster>,
    changes: Option<&[Change]>,
    out: impl Write,
) -> io::Result<()> {
    let mut out = Unfailing { out, failed: None };
    {
        let mut writer = DotWriter::from(&mut out);
        let mut scope = writer.graph();
        let style = Style::new(graph);
        let legend = match changes {
            None => legend(graph, note),
            Some(_) => legend_of_changes(note),
        };
        write_defaults(&mut scope, graph, &legend, cluster);
        match cluster {
            None => write_nodes(&mut scope, graph, graph.network.node_indices(), &style),
            Some(by) => write_clusters(&mut scope, graph, by, &style),
        }
        for edge in graph.network.edge_references() {
            write_edge(
                &mut scope,
                graph,
                (edge.source(), edge.target()),
                &style,
                edge.weight(),
                changes.map(|changes| &changes[edge.id().index()]),
            );
        }
    }
    out.write_all(b"\n")?;
    out.failed.map_or(Ok(()), Err)
}

/// Takes all and keeps the first error: the library panics where a write fails.
struct Unfailing<W> {
    out: W,
    failed: Option<io::Error>,
}

impl<W: Write> Write for Unfailing<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.failed.is_none() {
            self.failed = self.out.write_all(bytes).err();
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

fn write_defaults(
    scope: &mut Scope<'_, '_>,
    graph: &Graph,
    legend: &str,
    cluster: Option<Cluster>,
) {
    let is_small = graph.network.node_count() <= NEATO_NODES;
    let layout = match (cluster, is_small) {
        // The only layout by springs that draws clusters.
        (Some(_), _) => "fdp",
        (None, true) => "neato",
        (None, false) => "sfdp",
    };
    scope
        .set("charset", "UTF-8", true)
        .set("layout", layout, false)
        .set("overlap", "prism", false)
        .set("splines", "line", false)
        .set("outputorder", "edgesfirst", false)
        .set("bgcolor", "white", true)
        .set("fontname", "Helvetica", true)
        .set("labeljust", "l", true)
        .set("label", &left_aligned(legend), true);
    if layout == "sfdp" {
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

/// Writes the nodes of each kind in a frame with its name.
fn write_clusters(scope: &mut Scope<'_, '_>, graph: &Graph, by: Cluster, style: &Style) {
    let mut clusters: BTreeMap<String, Vec<NodeIndex>> = BTreeMap::new();
    for index in graph.network.node_indices() {
        let value = of_node(graph, index).find(|(name, _)| name == by.column());
        let name = value.map(|(_, value)| plain(&value).into_owned());
        let name = name.unwrap_or_default();
        clusters.entry(name).or_default().push(index);
    }
    for (name, indices) in clusters {
        if name.is_empty() {
            write_nodes(scope, graph, indices, style);
            continue;
        }
        let mut cluster = scope.cluster();
        cluster
            .set("label", &quotable(&name), true)
            .set("color", "#BBBBBB", true)
            .set("style", "rounded", true);
        write_nodes(&mut cluster, graph, indices, style);
    }
}

fn write_nodes(
    scope: &mut Scope<'_, '_>,
    graph: &Graph,
    indices: impl IntoIterator<Item = NodeIndex>,
    style: &Style,
) {
    for index in indices {
        write_node(scope, &graph.network[index], style);
    }
}

fn legend(graph: &Graph, note: Option<&str>) -> String {
    let corpus = &graph.corpus;
    let note = note.map_or_else(String::new, |note| format!("{note}\n"));
    let (noun, n) = match corpus.documents {
        1 => ("document", 1),
        n => ("documents", n),
    };
    let candidates = match graph.n_candidates() {
        0 => "",
        _ => "\nDashed are candidates: names that the gazetteer lacks.",
    };
    format!(
        "{note}People are ellipses, places boxes, organisations hexagons; the larger, the more mentions.\n\
         A line ties two that share a {} ({n} {noun}); the stronger, the more often.{candidates}",
        corpus
            .window
            .to_string()
            .replace("words:", "run of words, ")
    )
}

fn legend_of_changes(note: Option<&str>) -> String {
    let note = note.map_or_else(String::new, |note| format!("{note}\n"));
    format!(
        "{note}A line is a tie that changed; the stronger, the more often then or now.\n\
         Blue came, light blue grew; orange and dashed shrank, red and dotted went."
    )
}

fn write_node(scope: &mut Scope<'_, '_>, node: &Node, style: &Style) {
    let color = style.color(&node.entity_type);
    let name = visible(&node.name);
    let tooltip = format!("{name}: {}, mentions: {}", kind(node), node.mentions);
    let mut scope = scope.node_named(quoted(&node.id));
    if let Some(is_candidate) = node.candidate {
        scope.set("candidate", &is_candidate.to_string(), false);
    }
    if node.is_candidate() {
        scope.set("style", "filled,dashed", true);
    }
    scope
        .set("label", &quotable(&name), true)
        .set("shape", shape(&node.entity_type), false)
        .set(
            "fontsize",
            &format!("{:.1}", style.size(node.mentions, 10.0, 28.0)),
            false,
        )
        .set("fillcolor", &color.tint().hex(), true)
        .set("color", &color.hex(), true)
        .set("tooltip", &quotable(&visible(&tooltip)), true)
        .set("type", &quotable(&visible(node.entity_type.as_str())), true)
        .set("mentions", &node.mentions.to_string(), false);
}

fn write_edge(
    scope: &mut Scope<'_, '_>,
    graph: &Graph,
    (a, b): (NodeIndex, NodeIndex),
    style: &Style,
    edge: &Edge,
    change: Option<&Change>,
) {
    let (a, b) = (&graph.network[a], &graph.network[b]);
    let weight = edge.counts.weight;
    let told = change.map_or_else(|| weight.to_string(), told);
    let tooltip = format!("{} – {}: {told}", visible(&a.name), visible(&b.name));
    let color = match change {
        // Grey at 35 % to 75 %: many weak ties are a veil, strong ones a line.
        None => format!(
            "#555555{:02X}",
            (90.0 + 100.0 * style.share(edge.weight)) as u8
        ),
        Some(change) => Stroke::of(change.fate).color.hex(),
    };
    let line = match change.map(|change| change.fate) {
        Some(Fate::Shrank) => Some("dashed"),
        Some(Fate::Went) => Some("dotted"),
        _ => None,
    };
    let edge_scope = scope.edge(quoted(&a.id), quoted(&b.id));
    let mut attributes = edge_scope.attributes();
    if let Some(line) = line {
        attributes.set("style", line, false);
    }
    attributes
        .set("weight", &weight.to_string(), false)
        .set(
            "penwidth",
            &format!("{:.2}", style.width(edge.weight)),
            false,
        )
        .set("color", &color, true)
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

/// An id in quotes. A backslash before a quote takes away its meaning, one elsewhere stays and is
/// never two: so there is none.
fn quoted(id: &str) -> String {
    let id = escaped_id(id, |c| !is_unfit(c) && c != '\\');
    let id = match id.contains('"') {
        true => id.replace('"', "\\\"").into(),
        false => id,
    };
    ["\"", &id, "\""].concat()
}

/// Text for between quotes, where backslashes begin escapes (`\N` is the node's id), and an `&` an
/// entity if it looks like one.
fn quotable(text: &str) -> Cow<'_, str> {
    if memchr3(b'\\', b'"', b'&', text.as_bytes()).is_none() {
        return text.into();
    }
    let text = text.replace('\\', "\\\\").replace('"', "\\\"");
    let mut parts = text.split('&');
    let mut quotable = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let name = part.split(';').next().unwrap_or_default();
        let is_name =
            |name: &str| !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric());
        let is_entity = name.len() < part.len() && is_name(name.trim_start_matches('#'));
        quotable.push_str(if is_entity { "&amp;" } else { "&" });
        quotable.push_str(part);
    }
    quotable.into()
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
    fn only_what_looks_like_an_entity_is_escaped() {
        for (text, expected) in [
            ("AT&T", "AT&T"),
            ("a &lt; b; c", "a &amp;lt; b; c"),
            ("&#65;&", "&amp;#65;&"),
            ("a & b;", "a & b;"),
        ] {
            assert_eq!(quotable(text), expected);
        }
    }

    #[test]
    fn odd_names_are_escaped() {
        let mut bytes = Vec::new();
        write(
            &super::super::tests::odd_graph(),
            None,
            None,
            None,
            &mut bytes,
        )
        .expect("a vector takes all");
        let text = String::from_utf8(bytes).expect("UTF-8");
        let nodes: Vec<&str> = text
            .lines()
            .filter(|line| line.contains("shape="))
            .collect();
        assert!(
            nodes[0].starts_with(
                r#"  "n 0" [label="A \"quoted\" \\N <b> & Co", shape=ellipse, fontsize=28.0"#
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

    #[test]
    fn no_id_ends_its_quotes() {
        assert_eq!(quoted(r"a\"), r#""a_x5C_""#);
        assert_eq!(quoted(r#"a\"; b"#), r#""a_x5C_\"; b""#);
    }
}
