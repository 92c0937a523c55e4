//! A graph in, what it is like as a whole out.

use super::Graph;
use super::ties::Ties;

/// A graph as a whole.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shape {
    /// Its nodes.
    pub n_nodes: usize,
    /// Its edges.
    pub n_edges: usize,
    /// The share of all pairs that have an edge, from 0 to 1; 0 for less than two nodes.
    pub density: f64,
    /// The mean over the nodes of the share of the pairs of their neighbors that have an edge, from
    /// 0 to 1; 0 for a node of one neighbor or none. Watts and Strogatz (1998), "Collective dynamics
    /// of 'small-world' networks".
    pub clustering: f64,
}

impl Graph {
    /// Its shape; the work grows with the sum of the squares of the degrees.
    pub fn shape(&self) -> Shape {
        let ties = Ties::new(self);
        let (n_nodes, n_edges) = (ties.n_nodes(), ties.n_edges());
        let pairs = n_nodes as f64 * (n_nodes as f64 - 1.0) / 2.0;
        let sum: f64 = (0..n_nodes).map(|node| clustering(&ties, node)).sum();
        Shape {
            n_nodes,
            n_edges,
            density: n_edges as f64 / pairs.max(1.0),
            clustering: sum / n_nodes.max(1) as f64,
        }
    }
}

fn clustering(ties: &Ties, node: usize) -> f64 {
    let neighbors: Vec<usize> = ties.of(node).map(|(neighbor, _)| neighbor).collect();
    let is_near = |other: &usize| neighbors.binary_search(other).is_ok();
    let tied = |neighbor: &usize| {
        let others = ties.of(*neighbor).map(|(other, _)| other);
        others.filter(is_near).count()
    };
    let n_tied: usize = neighbors.iter().map(tied).sum();
    let n_pairs = neighbors.len() * neighbors.len().saturating_sub(1);
    n_tied as f64 / n_pairs.max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::super::known::{karate, miserables};
    use super::super::tests::made;

    /// networkx 3.6: `density(g)`, `average_clustering(g)`.
    #[test]
    fn shapes_are_those_of_elsewhere() {
        for (graph, density, clustering) in [
            (karate(), 0.139037433, 0.570638478),
            (miserables(), 0.086807929, 0.573136750),
            (made(1, &[]), 0.0, 0.0),
        ] {
            let shape = graph.shape();
            assert!((shape.density - density).abs() < 1e-8, "{shape:?}");
            assert!((shape.clustering - clustering).abs() < 1e-8, "{shape:?}");
        }
    }
}
