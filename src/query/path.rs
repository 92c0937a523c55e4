//! Two nodes in, the strongest way between them out.

use petgraph::algo::astar;
use petgraph::graph::NodeIndex;

use crate::graph::{Edge, Graph};

/// One tie of a path.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// Where it begins.
    pub from: NodeIndex,
    /// Where it ends.
    pub to: NodeIndex,
    /// The tie.
    pub edge: Edge,
}

/// The path from `from` to `to` with the least distance, where a tie of weight `w` is `1 / w` long:
/// strong ties are short, and a detour pays only over much stronger ones. `None` if there is no
/// path; empty if both are the same.
///
/// Source of the distance: Newman (2001), "Scientific collaboration networks. II".
pub fn strongest_path(graph: &Graph, from: NodeIndex, to: NodeIndex) -> Option<Vec<Step>> {
    let network = &graph.network;
    let length = |edge: &Edge| 1.0 / edge.weight;
    let is_end = |node| node == to;
    let (_, nodes) = astar(network, from, is_end, |edge| length(edge.weight()), |_| 0.0)?;
    let steps = nodes.windows(2).map(|ends| {
        let edge = network.edges_connecting(ends[0], ends[1]).next();
        let edge = edge.expect("neighbors on a path are tied").weight();
        Step {
            from: ends[0],
            to: ends[1],
            edge: edge.clone(),
        }
    });
    Some(steps.collect())
}
