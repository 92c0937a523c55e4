//! A graph in, as much of it as a picture shows legibly out.

use std::borrow::Cow;
use std::collections::HashSet;

use petgraph::graph::EdgeIndex;
use petgraph::visit::EdgeRef;

use super::format::Format;
use super::text::number;
use crate::graph::Graph;

/// The nodes that DOT and SVG draw of a larger graph: as many as a page can hold legibly.
const PICTURE_NODES: usize = 150;

/// The nodes up to which DOT draws all, as whoever uses Graphviz has its options at hand.
const DOT_MAX_NODES: usize = 1000;

/// The ties for each node that SVG draws at most: more hide one another.
const SVG_EDGES_PER_NODE: usize = 3;

/// The ties that a page shows of more, so that it stays fluid.
const HTML_EDGES: usize = 10_000;

/// The nodes that a page shows of more.
const HTML_NODES: usize = 5_000;

/// How much of a large graph a picture shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Extent {
    /// As much as stays legible.
    #[default]
    Legible,
    /// All of it.
    All,
}

/// The part of a graph to show.
pub(super) struct Cut<'a> {
    pub(super) graph: Cow<'a, Graph>,
    /// What is left out, as a sentence; nothing where all is there.
    pub(super) note: Option<String>,
}

/// The part of `graph` that `format` shows.
pub(super) fn cut(graph: &Graph, format: Format, extent: Extent) -> Cut<'_> {
    let (max_nodes, n_nodes, max_edges) = match (extent, format) {
        (Extent::Legible, Format::Dot) => (DOT_MAX_NODES, PICTURE_NODES, usize::MAX),
        (Extent::Legible, Format::Svg) => {
            let n_nodes = graph.network.node_count().min(PICTURE_NODES);
            (PICTURE_NODES, PICTURE_NODES, SVG_EDGES_PER_NODE * n_nodes)
        }
        (Extent::Legible, Format::Html) => (HTML_NODES, HTML_NODES, HTML_EDGES),
        _ => (usize::MAX, usize::MAX, usize::MAX),
    };
    let all = graph.network.node_count();
    let mut shown = Cow::Borrowed(graph);
    if all > max_nodes {
        shown = Cow::Owned(graph.strongest(n_nodes));
    }
    let ties = shown.network.edge_count();
    if ties > max_edges {
        shown = Cow::Owned(strongest_ties(&shown, max_edges));
    }
    let note = match (shown.network.node_count() < all, ties > max_edges) {
        (false, false) => None,
        (true, false) => Some(format!(
            "The {} strongest of {} names.",
            number(shown.network.node_count() as u64),
            number(all as u64)
        )),
        (is_fewer, true) => {
            let names = match is_fewer {
                true => format!("The {n_nodes} strongest of {} names", number(all as u64)),
                false => format!("All {} names", number(all as u64)),
            };
            Some(format!(
                "{names}, with the {} of {} ties that stand out most.",
                number(shown.network.edge_count() as u64),
                number(ties as u64)
            ))
        }
    };
    Cut { graph: shown, note }
}

/// `graph` with at most `n_edges` edges: the strongest of each node, so that none falls out of the
/// picture, then those that stand out most among the ties of their ends.
fn strongest_ties(graph: &Graph, n_edges: usize) -> Graph {
    let network = &graph.network;
    let mut kept: HashSet<EdgeIndex> = HashSet::new();
    for node in network.node_indices() {
        let ties = network.edges(node);
        let strongest = ties.max_by(|a, b| {
            let by_weight = a.weight().weight.total_cmp(&b.weight().weight);
            by_weight.then(b.id().cmp(&a.id()))
        });
        kept.extend(strongest.map(|tie| tie.id()));
    }
    let mut others: Vec<_> = network.edge_references().collect();
    others.sort_by(|a, b| {
        let (a, b) = (a.weight(), b.weight());
        let by_alpha = a.measures.alpha.total_cmp(&b.measures.alpha);
        by_alpha.then(b.weight.total_cmp(&a.weight))
    });
    for tie in others {
        if kept.len() >= n_edges {
            break;
        }
        kept.insert(tie.id());
    }
    let part = network.filter_map(
        |_, node| Some(node.clone()),
        |index, edge| kept.contains(&index).then(|| edge.clone()),
    );
    let mut graph = graph.clone();
    graph.network = part;
    graph
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::tests::made;

    /// Each tied to each, the more the nearer they stand in the list.
    fn all_tied(n_nodes: usize) -> Graph {
        let ties = (0..n_nodes).flat_map(|a| (0..a).map(move |b| (a, b)));
        let ties: Vec<_> = ties
            .map(|(a, b)| (a, b, (n_nodes - (a - b)) as u64))
            .collect();
        made(n_nodes, &ties)
    }

    fn note(graph: &Graph, format: Format) -> Option<String> {
        cut(graph, format, Extent::Legible).note
    }

    #[test]
    fn a_picture_says_how_many_of_the_names_it_shows() {
        let star = |n_nodes| made(n_nodes, &[(0, 1, 2), (1, 2, 1)]);
        assert_eq!(note(&star(PICTURE_NODES), Format::Svg), None);
        let some = "The 150 strongest of 151 names.";
        assert_eq!(
            note(&star(PICTURE_NODES + 1), Format::Svg).as_deref(),
            Some(some)
        );
        assert_eq!(note(&star(DOT_MAX_NODES), Format::Dot), None);
        let some = "The 150 strongest of 1,001 names.";
        assert_eq!(
            note(&star(DOT_MAX_NODES + 1), Format::Dot).as_deref(),
            Some(some)
        );
        assert_eq!(note(&star(HTML_NODES), Format::Html), None);
        assert_eq!(note(&star(HTML_NODES + 1), Format::GraphMl), None);
        let some = "The 5,000 strongest of 5,001 names.";
        assert_eq!(
            note(&star(HTML_NODES + 1), Format::Html).as_deref(),
            Some(some)
        );
    }

    #[test]
    fn a_picture_of_many_ties_keeps_the_strongest_of_each_name() {
        let graph = all_tied(40);
        let shown = cut(&graph, Format::Svg, Extent::Legible);
        let some = "All 40 names, with the 120 of 780 ties that stand out most.";
        assert_eq!(shown.note.as_deref(), Some(some));
        let shown = &shown.graph.network;
        assert_eq!(shown.edge_count(), 120);
        for node in shown.node_indices() {
            let most = shown
                .edges(node)
                .map(|tie| tie.weight().counts.weight)
                .max();
            assert_eq!(most, Some(39), "{}", shown[node].name);
        }
        let some =
            "The 150 strongest of 160 names, with the 450 of 11,175 ties that stand out most.";
        assert_eq!(note(&all_tied(160), Format::Svg).as_deref(), Some(some));
        let all = cut(&graph, Format::Svg, Extent::All);
        assert_eq!((all.note, all.graph.network.edge_count()), (None, 780));
    }
}
