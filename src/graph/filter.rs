//! A graph in, a part of it out.

use std::collections::HashSet;

use petgraph::graph::NodeIndex;

use super::{Edge, Graph, Node};
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
    /// The part of `graph` that passes, its nodes and edges in their order.
    pub fn apply(&self, graph: &Graph) -> Graph {
        let weighty = graph.subgraph(
            |index| self.admits(&graph.network[index]),
            |edge| edge.counts.weight >= self.min_weight,
        );
        let tied = match self.min_weight {
            0 | 1 => weighty,
            _ => weighty.subgraph(
                |index| self.is_kept(&weighty.network[index]) || weighty.degree(index) > 0,
                |_| true,
            ),
        };
        match self.top {
            Some(top) => tied.strongest(top),
            None => tied,
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
        self.subgraph(|index| kept.contains(&index), |_| true)
    }

    /// The wanted nodes, and the wanted edges between them, in their order.
    fn subgraph(
        &self,
        is_wanted: impl Fn(NodeIndex) -> bool,
        is_tie: impl Fn(&Edge) -> bool,
    ) -> Self {
        let network = self.network.filter_map(
            |index, node| is_wanted(index).then(|| node.clone()),
            |_, edge| is_tie(edge).then_some(*edge),
        );
        Self {
            network,
            corpus: self.corpus,
        }
    }
}
