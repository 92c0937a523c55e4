//! A graph in, pairs that might be expected to be tied out.

use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;

use crate::graph::Graph;

/// Two nodes without a tie that have neighbors in common.
#[derive(Clone, Debug, PartialEq)]
pub struct Gap {
    /// The two, the smaller first.
    pub nodes: [NodeIndex; 2],
    /// The neighbors they share.
    pub n_shared: usize,
    /// How much those say: the sum of `1 / ln(degree)` of each, so that one who is tied to few
    /// counts more than one who is tied to all.
    pub score: f64,
}

/// The `n` pairs that share most, the highest score first. Linear in the pairs of ties that meet in
/// a node.
///
/// Source of the score: Adamic and Adar (2003), "Friends and neighbors on the Web".
pub fn gaps(graph: &Graph, n: usize) -> Vec<Gap> {
    let mut shared = Shared::new(graph);
    let mut best: Vec<Gap> = Vec::new();
    let mut least = f64::NEG_INFINITY;
    for node in 0..shared.tied.len() {
        shared.with(node, least, &mut best);
        if best.len() > n.saturating_mul(4).max(MIN_KEPT) {
            least = keep_best(&mut best, n);
        }
    }
    keep_best(&mut best, n);
    best
}

/// Candidates kept before the worse ones are dropped.
const MIN_KEPT: usize = 1000;

/// What a node shares with others, one node after the other.
struct Shared {
    /// The neighbors of each node.
    tied: Vec<Vec<u32>>,
    /// How much each says of two that share it.
    says: Vec<f64>,
    /// For each node the score, and the number of neighbors shared.
    sums: Vec<(f64, usize)>,
    /// The nodes whose sums are not 0.
    met: Vec<u32>,
}

impl Shared {
    fn new(graph: &Graph) -> Self {
        let mut tied: Vec<Vec<u32>> = vec![Vec::new(); graph.network.node_count()];
        for edge in graph.network.edge_references() {
            let (a, b) = (edge.source().index(), edge.target().index());
            tied[a].push(b as u32);
            tied[b].push(a as u32);
        }
        let says = tied.iter().map(|others| match others.len() {
            0 | 1 => 0.0,
            degree => 1.0 / libm::log(degree as f64),
        });
        Self {
            says: says.collect(),
            sums: vec![(0.0, 0); tied.len()],
            met: Vec::new(),
            tied,
        }
    }

    /// Gives those behind `node` that share neighbors with it, score more than `least`, and are not
    /// tied to it.
    fn with(&mut self, node: usize, least: f64, gaps: &mut Vec<Gap>) {
        for &via in &self.tied[node] {
            for &far in &self.tied[via as usize] {
                if far as usize > node {
                    let (score, n_shared) = &mut self.sums[far as usize];
                    if *n_shared == 0 {
                        self.met.push(far);
                    }
                    *score += self.says[via as usize];
                    *n_shared += 1;
                }
            }
        }
        for &other in &self.tied[node] {
            self.sums[other as usize] = (0.0, 0);
        }
        for far in self.met.drain(..) {
            let (score, n_shared) = std::mem::take(&mut self.sums[far as usize]);
            if n_shared > 0 && score > least {
                gaps.push(Gap {
                    nodes: [NodeIndex::new(node), NodeIndex::new(far as usize)],
                    n_shared,
                    score,
                });
            }
        }
    }
}

/// Sorts, cuts after `n`, and tells the score that a pair must exceed to matter.
fn keep_best(best: &mut Vec<Gap>, n: usize) -> f64 {
    best.sort_by(|a, b| {
        let higher = b.score.total_cmp(&a.score);
        higher.then(a.nodes.cmp(&b.nodes))
    });
    best.truncate(n);
    match best.len() == n {
        true => best.last().map_or(f64::NEG_INFINITY, |gap| gap.score),
        false => f64::NEG_INFINITY,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::made;

    #[test]
    fn those_who_share_most_come_first() {
        // 0 and 1 share 2 and 3; 2 and 3 share 0, 1 and 4; 4 shares less with 0 and 1.
        let edges = [
            (0, 2, 1),
            (0, 3, 1),
            (1, 2, 1),
            (1, 3, 1),
            (2, 4, 1),
            (3, 4, 1),
            (4, 5, 1),
        ];
        let graph = made(6, &edges);
        let found = gaps(&graph, 2);
        let pairs: Vec<_> = found
            .iter()
            .map(|gap| gap.nodes.map(NodeIndex::index))
            .collect();
        assert_eq!(pairs, [[2, 3], [0, 1]]);
        assert_eq!(found[0].n_shared, 3);
        let (two, three) = (1.0 / libm::log(2.0), 1.0 / libm::log(3.0));
        assert!((found[0].score - (2.0 * two + three)).abs() < 1e-12);
        assert_eq!(gaps(&graph, usize::MAX).len(), 6);
    }
}
