//! Two nodes in, the strongest ways between them out.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashSet};

use petgraph::algo::astar;
use petgraph::graph::{EdgeIndex, NodeIndex};
use petgraph::visit::{EdgeFiltered, EdgeRef};

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
    strongest_paths(graph, from, to, 1).pop()
}

/// The `k` such paths of least distance that pass no node twice, the shortest first; fewer if there
/// are no more. About `k` times as many searches as a path has ties, each led by the distances in
/// the whole graph.
///
/// Source: Yen (1971), "Finding the K Shortest Loopless Paths in a Network".
pub fn strongest_paths(graph: &Graph, from: NodeIndex, to: NodeIndex, k: usize) -> Vec<Vec<Step>> {
    let search = Search::new(graph, from, to);
    let mut paths: Vec<Way> = Vec::new();
    let mut candidates: Vec<Way> = search
        .way(&[from], &Blocks::default())
        .into_iter()
        .collect();
    while paths.len() < k {
        let nearest = (0..candidates.len()).min_by(|&a, &b| candidates[a].cmp(&candidates[b]));
        let Some(nearest) = nearest else { break };
        let last = candidates.swap_remove(nearest);
        if paths.len() + 1 < k {
            for end in 1..last.nodes.len() {
                let root = &last.nodes[..end];
                let others = paths.iter().chain([&last]);
                let taken = others.filter(|way| way.nodes.starts_with(root));
                let blocks = Blocks {
                    nodes: root[..end - 1].iter().copied().collect(),
                    edges: taken.filter_map(|way| search.edge(way, end)).collect(),
                };
                let way = search.way(root, &blocks);
                candidates.extend(way.filter(|way| !candidates.contains(way)));
            }
        }
        paths.push(last);
    }
    paths.iter().map(|way| search.steps(way)).collect()
}

/// A path and its length.
#[derive(Clone, Debug, PartialEq)]
struct Way {
    length: f64,
    nodes: Vec<NodeIndex>,
}

impl Way {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        let shorter = self.length.total_cmp(&other.length);
        shorter.then_with(|| self.nodes.cmp(&other.nodes))
    }
}

/// What a path must not use.
#[derive(Default)]
struct Blocks {
    nodes: HashSet<NodeIndex>,
    edges: HashSet<EdgeIndex>,
}

/// Paths of a graph to one node.
struct Search<'a> {
    graph: &'a Graph,
    to: NodeIndex,
    /// How far each node is from `to` at least.
    far: Vec<f64>,
}

impl<'a> Search<'a> {
    fn new(graph: &'a Graph, from: NodeIndex, to: NodeIndex) -> Self {
        let far = distances(graph, to, from);
        Self { graph, to, far }
    }

    /// The shortest path that begins with `root`.
    fn way(&self, root: &[NodeIndex], blocks: &Blocks) -> Option<Way> {
        let start = *root.last()?;
        if self.far[start.index()].is_infinite() {
            return None;
        }
        let is_free = |node| !blocks.nodes.contains(&node);
        let open = EdgeFiltered::from_fn(&self.graph.network, |edge| {
            is_free(edge.source()) && is_free(edge.target()) && !blocks.edges.contains(&edge.id())
        });
        let length = |edge: petgraph::graph::EdgeReference<'_, Edge>| 1.0 / edge.weight().weight;
        let far = |node: NodeIndex| self.far[node.index()];
        let (_, rest) = astar(&open, start, |node| node == self.to, length, far)?;
        let nodes = [&root[..root.len() - 1], &rest].concat();
        let ties = nodes
            .windows(2)
            .filter_map(|ends| self.graph.network.find_edge(ends[0], ends[1]));
        let lengths = ties.map(|edge| 1.0 / self.graph.network[edge].weight);
        Some(Way {
            length: lengths.sum(),
            nodes,
        })
    }

    /// The tie of `way` that follows its first `n_nodes` nodes.
    fn edge(&self, way: &Way, n_nodes: usize) -> Option<EdgeIndex> {
        let next = *way.nodes.get(n_nodes)?;
        self.graph.network.find_edge(way.nodes[n_nodes - 1], next)
    }

    fn steps(&self, way: &Way) -> Vec<Step> {
        let steps = way.nodes.windows(2).map(|ends| {
            let edge = self.graph.network.find_edge(ends[0], ends[1]);
            let edge = edge.expect("neighbors on a path are tied");
            Step {
                from: ends[0],
                to: ends[1],
                edge: self.graph.network[edge].clone(),
            }
        });
        steps.collect()
    }
}

/// How far nodes are from `start`, as far as it matters for paths to `end`: of those farther away
/// than `end` only that they are at least as far. After Dijkstra (1959).
fn distances(graph: &Graph, start: NodeIndex, end: NodeIndex) -> Vec<f64> {
    let mut far = vec![f64::INFINITY; graph.network.node_count()];
    far[start.index()] = 0.0;
    // The bits of numbers from 0 up stand in their order.
    let mut next = BinaryHeap::from([Reverse((0.0_f64.to_bits(), start))]);
    while let Some(Reverse((bits, node))) = next.pop() {
        if node == end {
            break;
        }
        if bits > far[node.index()].to_bits() {
            continue;
        }
        for edge in graph.network.edges(node) {
            let length = f64::from_bits(bits) + 1.0 / edge.weight().weight;
            let other = edge.target();
            if length < far[other.index()] {
                far[other.index()] = length;
                next.push(Reverse((length.to_bits(), other)));
            }
        }
    }
    let limit = far[end.index()];
    far.iter().map(|&far| far.min(limit)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::made;

    fn check(k: usize, expected: &[&[usize]]) {
        // Lengths: 0-1-3 is 1/4 + 1/4, 0-3 is 1, 0-2-3 is 1/2 + 1; 4 is by itself.
        let graph = made(5, &[(0, 1, 4), (1, 3, 4), (0, 3, 1), (0, 2, 2), (2, 3, 1)]);
        let node = NodeIndex::new;
        let paths = strongest_paths(&graph, node(0), node(3), k);
        let found: Vec<Vec<usize>> = paths
            .iter()
            .map(|steps| steps.iter().map(|step| step.to.index()).collect())
            .collect();
        assert_eq!(found, expected);
        assert_eq!(strongest_path(&graph, node(0), node(4)), None);
        assert_eq!(strongest_path(&graph, node(0), node(0)), Some(Vec::new()));
    }

    #[test]
    fn paths_come_from_the_shortest_on() {
        check(0, &[]);
        check(1, &[&[1, 3]]);
        check(9, &[&[1, 3], &[3], &[2, 3]]);
    }
}
