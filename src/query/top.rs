//! A graph in, its nodes by rank out.

use petgraph::graph::NodeIndex;

use crate::graph::Graph;

/// What nodes are ranked by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rank {
    /// Mentions.
    Mentions,
    /// Documents with a mention.
    Documents,
    /// Edges.
    Degree,
    /// The sum of the edges' weights.
    Strength,
}

/// All nodes from the highest rank; equals by id.
pub fn top(graph: &Graph, rank: Rank) -> Vec<NodeIndex> {
    let value = |index: NodeIndex| match rank {
        Rank::Mentions => graph.network[index].mentions as f64,
        Rank::Documents => graph.network[index].documents as f64,
        Rank::Degree => graph.degree(index) as f64,
        Rank::Strength => graph.strength(index),
    };
    let values: Vec<f64> = graph.network.node_indices().map(value).collect();
    let mut nodes: Vec<_> = graph.network.node_indices().collect();
    nodes.sort_by(|a, b| values[b.index()].total_cmp(&values[a.index()]));
    nodes
}
