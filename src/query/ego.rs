//! A node in, those near it out.

use petgraph::graph::NodeIndex;

use super::neighbors;
use crate::graph::{Edge, Graph};

/// A node near another.
#[derive(Clone, Debug, PartialEq)]
pub struct Near {
    /// The node.
    pub node: NodeIndex,
    /// The ties between, at least 1.
    pub distance: usize,
    /// The node before it on the way: the strongest tied of those nearer.
    pub via: NodeIndex,
    /// The tie to that one.
    pub edge: Edge,
}

/// The nodes at most `depth` ties from `node`, the nearest first; of one distance, those with the
/// strongest tie to one that is nearer. Linear.
pub fn ego(graph: &Graph, node: NodeIndex, depth: usize) -> Vec<Near> {
    let mut is_seen = vec![false; graph.network.node_count()];
    is_seen[node.index()] = true;
    let mut shell = vec![node];
    let mut found = Vec::new();
    for distance in 1..=depth {
        let around = shell.iter().flat_map(|&via| {
            let ties = neighbors(graph, via).into_iter();
            ties.map(move |tie| Near {
                node: tie.node,
                distance,
                via,
                edge: tie.edge,
            })
        });
        let mut next: Vec<Near> = around.filter(|near| !is_seen[near.node.index()]).collect();
        next.sort_by(|a, b| {
            let stronger = b.edge.weight.total_cmp(&a.edge.weight);
            stronger.then(a.node.cmp(&b.node)).then(a.via.cmp(&b.via))
        });
        next.retain(|near| !std::mem::replace(&mut is_seen[near.node.index()], true));
        shell = next.iter().map(|near| near.node).collect();
        found.append(&mut next);
        if shell.is_empty() {
            break;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::made;

    fn check(depth: usize, expected: &[(usize, usize, usize)]) {
        let graph = made(6, &[(0, 1, 1), (0, 2, 2), (1, 3, 5), (2, 3, 1), (3, 4, 1)]);
        let found = ego(&graph, NodeIndex::new(0), depth);
        let found: Vec<_> = found
            .iter()
            .map(|near| (near.node.index(), near.distance, near.via.index()))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn the_nearest_come_first() {
        check(0, &[]);
        check(1, &[(2, 1, 0), (1, 1, 0)]);
        check(9, &[(2, 1, 0), (1, 1, 0), (3, 2, 1), (4, 3, 3)]);
    }
}
