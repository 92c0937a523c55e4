//! A graph in, a part of it out.

use std::collections::HashSet;

use petgraph::graph::NodeIndex;

use super::{Graph, Node};
use crate::gazetteer::EntityType;

/// Which part of a graph to keep; the steps apply in the order of the fields.
///
/// All of them cut: what stays keeps its counts and measures.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only entities of these types; of all where it is empty.
    pub types: Vec<EntityType>,
    /// Only entities with so many mentions.
    pub min_mentions: u64,
    /// Only edges of so much weight; entities that lose their last edge by it go too.
    pub min_weight: u64,
    /// Only so many entities, the strongest of what is left.
    pub top: Option<usize>,
    /// The ids of entities that stay whatever the other fields say.
    pub always: Vec<String>,
}

impl Filter {
    /// The part of `graph` that passes.
    pub fn apply(&self, graph: &Graph) -> Graph {
        let mut graph = graph.clone();
        graph
            .network
            .retain_nodes(|network, node| self.admits(&network[node]));
        if self.min_weight > 1 {
            let min_weight = self.min_weight;
            graph
                .network
                .retain_edges(|network, edge| network[edge].counts.weight >= min_weight);
            graph.network.retain_nodes(|network, node| {
                self.is_kept(&network[node]) || network.edges(node).next().is_some()
            });
        }
        match self.top {
            Some(top) => graph.strongest(top),
            None => graph,
        }
    }

    fn admits(&self, node: &Node) -> bool {
        let is_wanted = self.types.is_empty() || self.types.contains(&node.entity_type);
        self.is_kept(node) || (is_wanted && node.mentions >= self.min_mentions)
    }

    fn is_kept(&self, node: &Node) -> bool {
        self.always.contains(&node.id)
    }
}

impl Graph {
    /// The subgraph of the `n_nodes` strongest nodes.
    pub fn strongest(&self, n_nodes: usize) -> Self {
        let kept: HashSet<NodeIndex> = self.strongest_nodes().into_iter().take(n_nodes).collect();
        let network = self.network.filter_map(
            |index, node| kept.contains(&index).then(|| node.clone()),
            |_, edge| Some(*edge),
        );
        Self {
            network,
            corpus: self.corpus,
        }
    }
}
