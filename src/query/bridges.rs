//! A graph and its communities in, the nodes that join them out.

use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;

use crate::graph::{Graph, Partition};

/// A node with ties into other communities than its own.
#[derive(Clone, Debug, PartialEq)]
pub struct Bridge {
    /// The node.
    pub node: NodeIndex,
    /// Its own community, a place in [`Partition::communities`].
    pub community: u32,
    /// The weight of its ties into others.
    pub outside: f64,
    /// How evenly its ties spread over communities: 0 where all are in one, towards 1 where they are
    /// in many. Guimerà and Amaral (2005), "Functional cartography of complex metabolic networks",
    /// the participation coefficient.
    pub participation: f64,
    /// The others, that with the most weight first.
    pub joins: Vec<u32>,
}

/// The nodes that join communities: by the weight of their ties outside their own times how evenly
/// these spread, so that a hub of one community comes behind one who is at home in two. Linear but
/// for the sorting.
pub fn bridges(graph: &Graph, partition: &Partition) -> Vec<Bridge> {
    let nodes = graph.network.node_indices();
    let bridges = nodes.filter_map(|node| bridge(graph, partition, node));
    let mut bridges: Vec<Bridge> = bridges.collect();
    let rank = |bridge: &Bridge| bridge.outside * bridge.participation;
    bridges.sort_by(|a, b| rank(b).total_cmp(&rank(a)));
    bridges
}

fn bridge(graph: &Graph, partition: &Partition, node: NodeIndex) -> Option<Bridge> {
    let community = partition.of[node.index()]?;
    let mut weights: Vec<(u32, f64)> = Vec::new();
    for tie in graph.network.edges(node) {
        let of = partition.of[tie.target().index()]?;
        match weights.iter_mut().find(|(known, _)| *known == of) {
            Some((_, weight)) => *weight += tie.weight().weight,
            None => weights.push((of, tie.weight().weight)),
        }
    }
    let all: f64 = weights.iter().map(|(_, weight)| weight).sum();
    let squares: f64 = weights
        .iter()
        .map(|(_, weight)| (weight / all) * (weight / all))
        .sum();
    weights.retain(|(of, _)| *of != community);
    weights.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let outside: f64 = weights.iter().map(|(_, weight)| weight).sum();
    (outside > 0.0).then(|| Bridge {
        node,
        community,
        outside,
        participation: 1.0 - squares,
        joins: weights.into_iter().map(|(of, _)| of).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::made;

    #[test]
    fn who_is_at_home_in_two_groups_is_a_bridge() {
        let triangles = [
            (0, 1, 5),
            (0, 2, 5),
            (1, 2, 5),
            (3, 4, 5),
            (3, 5, 5),
            (4, 5, 5),
            (2, 3, 1),
        ];
        let graph = made(6, &triangles);
        let found = bridges(&graph, &graph.partition());
        let nodes: Vec<usize> = found.iter().map(|bridge| bridge.node.index()).collect();
        assert_eq!(nodes, [2, 3]);
        assert_eq!(found[0].outside, 1.0);
        let expected = 1.0 - (100.0 + 1.0) / 121.0;
        assert!((found[0].participation - expected).abs() < 1e-12);
        assert_eq!(found[0].joins, [found[1].community]);
    }
}
