//! A graph's ties as flat lists, which the algorithms here walk many times.

use petgraph::visit::EdgeRef;

use super::Graph;

/// Who is tied to whom and how strongly: for each node its neighbors, in the order of the nodes.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Ties {
    /// Where the neighbors of each node begin, and behind the last node where they end.
    starts: Vec<usize>,
    ends: Vec<(u32, f64)>,
}

impl Ties {
    /// The ties of `graph`; linear.
    pub(super) fn new(graph: &Graph) -> Self {
        let edges = graph.network.edge_references().map(|edge| {
            let (a, b) = (edge.source().index(), edge.target().index());
            (a, b, edge.weight().weight)
        });
        Self::from_edges(graph.network.node_count(), edges)
    }

    /// The ties of `n_nodes` nodes, each pair once; a tie of a node to itself counts for each end.
    pub(super) fn from_edges(
        n_nodes: usize,
        edges: impl Iterator<Item = (usize, usize, f64)> + Clone,
    ) -> Self {
        let mut starts = vec![0; n_nodes + 1];
        for (a, b, _) in edges.clone() {
            starts[a + 1] += 1;
            starts[b + 1] += 1;
        }
        for node in 0..n_nodes {
            starts[node + 1] += starts[node];
        }
        let mut filled = starts.clone();
        let mut ends = vec![(0, 0.0); starts[n_nodes]];
        for (a, b, weight) in edges {
            for (from, to) in [(a, b), (b, a)] {
                ends[filled[from]] = (to as u32, weight);
                filled[from] += 1;
            }
        }
        for node in 0..n_nodes {
            ends[starts[node]..starts[node + 1]].sort_unstable_by_key(|&(end, _)| end);
        }
        Self { starts, ends }
    }

    pub(super) fn n_nodes(&self) -> usize {
        self.starts.len() - 1
    }

    pub(super) fn n_edges(&self) -> usize {
        self.ends.len() / 2
    }

    pub(super) fn degree(&self, node: usize) -> usize {
        self.starts[node + 1] - self.starts[node]
    }

    /// The neighbors of `node` with the weights of the ties.
    pub(super) fn of(&self, node: usize) -> impl Iterator<Item = (usize, f64)> + '_ {
        let ends = &self.ends[self.starts[node]..self.starts[node + 1]];
        ends.iter().map(|&(end, weight)| (end as usize, weight))
    }

    /// The sum of the weights of a node's ties.
    pub(super) fn strength(&self, node: usize) -> f64 {
        self.of(node).map(|(_, weight)| weight).sum()
    }

    /// The same ties with other weights.
    pub(super) fn with_weights(&self, weight: impl Fn(f64) -> f64) -> Self {
        let ends = self.ends.iter().map(|&(end, old)| (end, weight(old)));
        Self {
            starts: self.starts.clone(),
            ends: ends.collect(),
        }
    }

    /// The nodes by connected component, the largest component first, equals by their first node;
    /// a node without ties is a component of its own. Linear.
    pub(super) fn components(&self) -> Vec<Vec<usize>> {
        let mut is_seen = vec![false; self.n_nodes()];
        let mut components = Vec::new();
        for node in 0..self.n_nodes() {
            if is_seen[node] {
                continue;
            }
            is_seen[node] = true;
            let mut members = vec![node];
            let mut next = 0;
            while next < members.len() {
                for (neighbor, _) in self.of(members[next]) {
                    if !std::mem::replace(&mut is_seen[neighbor], true) {
                        members.push(neighbor);
                    }
                }
                next += 1;
            }
            members.sort_unstable();
            components.push(members);
        }
        components.sort_by_key(|members| std::cmp::Reverse(members.len()));
        components
    }

    /// The ties among `nodes`, ascending, which are numbered anew in their order.
    pub(super) fn among(&self, nodes: &[usize]) -> Self {
        let mut starts = vec![0];
        let mut ends = Vec::new();
        for &node in nodes {
            let inside = self.of(node).filter_map(|(neighbor, weight)| {
                let place = nodes.binary_search(&neighbor).ok()?;
                Some((place as u32, weight))
            });
            ends.extend(inside);
            starts.push(ends.len());
        }
        Self { starts, ends }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ties(n_nodes: usize, edges: &[(usize, usize)]) -> Ties {
        Ties::from_edges(n_nodes, edges.iter().map(|&(a, b)| (a, b, 1.0)))
    }

    #[test]
    fn neighbors_stand_in_order() {
        let ties = ties(4, &[(2, 3), (0, 2), (1, 2)]);
        let of_two: Vec<_> = ties.of(2).map(|(node, _)| node).collect();
        assert_eq!(of_two, [0, 1, 3]);
        assert_eq!((ties.n_edges(), ties.degree(2)), (3, 3));
    }

    #[test]
    fn the_largest_component_comes_first() {
        let ties = ties(6, &[(0, 4), (1, 2), (2, 5)]);
        assert_eq!(ties.components(), [vec![1, 2, 5], vec![0, 4], vec![3]]);
        let part = ties.among(&[1, 2, 5]);
        assert_eq!(part.of(1).map(|(node, _)| node).collect::<Vec<_>>(), [0, 2]);
    }
}
