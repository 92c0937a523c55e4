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
    let mut nodes: Vec<_> = graph.network.node_indices().collect();
    nodes.sort_by_cached_key(|&index| {
        let node = &graph.network[index];
        std::cmp::Reverse(match rank {
            Rank::Mentions => node.mentions,
            Rank::Documents => node.documents,
            Rank::Degree => graph.degree(index) as u64,
            Rank::Strength => graph.strength(index),
        })
    });
    nodes
}
