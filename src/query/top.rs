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
    /// [`Standing::pagerank`](crate::graph::Standing::pagerank).
    Pagerank,
    /// [`Standing::betweenness`](crate::graph::Standing::betweenness); takes up to some seconds.
    Betweenness,
}

/// All nodes from the highest rank, by the graph's standings where it has been measured, each with what it is ranked by; equals by id.
pub fn top(graph: &Graph, rank: Rank) -> Vec<(NodeIndex, f64)> {
    let values = values(graph, rank);
    let mut nodes: Vec<_> = graph.network.node_indices().zip(values).collect();
    nodes.sort_by(|a, b| b.1.total_cmp(&a.1));
    nodes
}

fn values(graph: &Graph, rank: Rank) -> Vec<f64> {
    let of_each = |value: &dyn Fn(NodeIndex) -> f64| {
        let nodes = graph.network.node_indices();
        nodes.map(value).collect()
    };
    match rank {
        Rank::Mentions => of_each(&|node| graph.network[node].mentions as f64),
        Rank::Documents => of_each(&|node| graph.network[node].documents as f64),
        Rank::Degree => of_each(&|node| graph.degree(node) as f64),
        Rank::Strength => of_each(&|node| graph.strength(node)),
        Rank::Pagerank => match graph.standings() {
            Some(standings) => standings.nodes.iter().map(|node| node.pagerank).collect(),
            None => graph.pageranks(),
        },
        Rank::Betweenness if graph.standings().is_some() => {
            of_each(&|node| graph.standing(node).map_or(0.0, |found| found.betweenness))
        }
        Rank::Betweenness => {
            let mut graph = graph.clone();
            graph.measure_nodes();
            of_each(&|node| graph.standing(node).map_or(0.0, |found| found.betweenness))
        }
    }
}
