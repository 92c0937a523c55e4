//! Two nodes in, those tied to both out.

use petgraph::graph::NodeIndex;
use rustc_hash::FxHashMap;

use super::neighbors;
use crate::graph::{Edge, Graph};

/// A node that is tied to two others.
#[derive(Clone, Debug, PartialEq)]
pub struct Common {
    /// The node.
    pub node: NodeIndex,
    /// Its tie to each.
    pub edges: [Edge; 2],
}

/// The nodes tied to both `a` and `b`, those first whose weaker tie is the strongest.
pub fn common(graph: &Graph, a: NodeIndex, b: NodeIndex) -> Vec<Common> {
    let of_b = neighbors(graph, b).into_iter();
    let mut of_b: FxHashMap<NodeIndex, Edge> = of_b.map(|tie| (tie.node, tie.edge)).collect();
    let of_a = neighbors(graph, a).into_iter();
    let both = of_a.filter_map(|tie| {
        let edges = [tie.edge, of_b.remove(&tie.node)?];
        let node = tie.node;
        Some(Common { node, edges })
    });
    let mut both: Vec<Common> = both
        .filter(|both| both.node != a && both.node != b)
        .collect();
    let weights = |common: &Common| {
        let [one, other] = &common.edges;
        let (one, other) = (one.weight, other.weight);
        (one.min(other), one.max(other))
    };
    both.sort_by(|one, other| {
        let (one, other) = (weights(one), weights(other));
        other.0.total_cmp(&one.0).then(other.1.total_cmp(&one.1))
    });
    both
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::made;

    #[test]
    fn the_weaker_tie_counts_first() {
        let graph = made(
            6,
            &[
                (0, 1, 9),
                (0, 2, 9),
                (1, 2, 1),
                (0, 3, 2),
                (1, 3, 2),
                (0, 4, 3),
                (1, 4, 2),
                (0, 5, 1),
            ],
        );
        let found = common(&graph, NodeIndex::new(0), NodeIndex::new(1));
        let nodes: Vec<usize> = found.iter().map(|common| common.node.index()).collect();
        assert_eq!(nodes, [4, 3, 2]);
        assert_eq!(found[2].edges[0].weight, 9.0);
    }
}
