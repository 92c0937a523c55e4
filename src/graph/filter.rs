//! A graph in, a part of it out.

use std::collections::HashSet;

use petgraph::graph::NodeIndex;

use super::condition::{Condition, Target};
use super::ties::Ties;
use super::{Edge, Graph, Node, Standings};
use crate::gazetteer::EntityType;

/// Which part of a graph to keep; the steps apply in the order of the fields.
///
/// All of them cut: what stays keeps its counts and measures.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filter {
    /// What the weight of an edge is, here and in what comes out.
    pub weighting: Weighting,
    /// Only entities of these types; of all where it is empty.
    pub types: Vec<EntityType>,
    /// Only entities with so many mentions.
    pub min_mentions: u64,
    /// Only nodes or edges of which all this is true; entities that lose their last edge by it go
    /// too.
    pub conditions: Vec<Condition>,
    /// Only edges of so much weight; entities that lose their last edge by it go too.
    pub min_weight: f64,
    /// Only edges whose `alpha` is below this, the backbone of the graph; entities that lose their
    /// last edge by it go too. Serrano, Boguñá and Vespignani (2009), "Extracting the multiscale
    /// backbone of complex weighted networks".
    pub backbone: Option<f64>,
    /// Only what is near an entity.
    pub ego: Option<Ego>,
    /// Only the largest part that hangs together.
    pub largest_component: bool,
    /// Only so many entities, the strongest of what is left.
    pub top: Option<usize>,
    /// The ids of entities that stay whatever the other fields say.
    pub always: Vec<String>,
}

/// What the weight of an edge is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Weighting {
    /// The windows that hold both ends.
    #[default]
    Windows,
    /// [`Measures::score`](super::Measures::score).
    Score,
}

/// An entity and what is near it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ego {
    /// Its id.
    pub id: String,
    /// The ties that may lie between.
    pub depth: usize,
}

impl Filter {
    /// The part of `graph` that passes, its nodes and edges in their order. Each step that is asked
    /// for takes a copy of what is left; all are linear but the ranking of the strongest.
    pub fn apply(&self, graph: &Graph) -> Graph {
        let mut part = graph.subgraph(|index| self.admits(&graph.network[index]), |_| true);
        if self.weighting == Weighting::Score {
            for edge in part.network.edge_weights_mut() {
                edge.weight = edge.measures.score;
            }
        }
        for condition in &self.conditions {
            part = self.meeting(part, condition);
        }
        let lightest = part.network.edge_weights().map(|edge| edge.weight);
        if lightest.fold(f64::INFINITY, f64::min) < self.min_weight {
            part = self.with_edges(&part, |edge| edge.weight >= self.min_weight);
        }
        if let Some(level) = self.backbone {
            part = self.with_edges(&part, |edge| edge.measures.alpha < level);
        }
        if let Some(ego) = &self.ego {
            let near = part.near(ego);
            part = part.subgraph(|index| near[index.index()], |_| true);
        }
        if self.largest_component {
            let largest = Ties::new(&part).components().into_iter().next();
            let largest: HashSet<usize> = largest.unwrap_or_default().into_iter().collect();
            let is_in = |index: NodeIndex| largest.contains(&index.index());
            part = part.subgraph(
                |index| is_in(index) || self.is_kept(&part.network[index]),
                |_| true,
            );
        }
        match self.top {
            Some(top) => part.strongest(top),
            None => part,
        }
    }

    fn meeting(&self, mut graph: Graph, condition: &Condition) -> Graph {
        if condition.needs_standings() && graph.standings().is_none() {
            graph.measure_nodes();
        }
        match condition.target {
            Target::Nodes => graph.subgraph(
                |index| {
                    self.is_kept(&graph.network[index]) || condition.holds_of_node(&graph, index)
                },
                |_| true,
            ),
            Target::Edges => self.with_edges(&graph, |edge| condition.holds_of_edge(edge)),
        }
    }

    /// The graph with the wanted edges, without the nodes that have none left.
    fn with_edges(&self, graph: &Graph, is_tie: impl Fn(&Edge) -> bool) -> Graph {
        let part = graph.subgraph(|_| true, is_tie);
        part.subgraph(
            |index| part.degree(index) > 0 || self.is_kept(&part.network[index]),
            |_| true,
        )
    }

    fn admits(&self, node: &Node) -> bool {
        let is_wanted = self.types.is_empty() || self.types.contains(&node.entity_type);
        self.is_kept(node) || (is_wanted && node.mentions >= self.min_mentions)
    }

    fn is_kept(&self, node: &Node) -> bool {
        let is_ego = self.ego.as_ref().is_some_and(|ego| ego.id == node.id);
        is_ego || self.always.contains(&node.id)
    }
}

impl Graph {
    /// The subgraph of the `n_nodes` strongest nodes.
    pub fn strongest(&self, n_nodes: usize) -> Self {
        let kept: HashSet<NodeIndex> = self.strongest_nodes().into_iter().take(n_nodes).collect();
        self.subgraph(|index| kept.contains(&index), |_| true)
    }

    /// For each node, whether it is near enough.
    fn near(&self, ego: &Ego) -> Vec<bool> {
        let mut is_near = vec![false; self.network.node_count()];
        let node = |index: &NodeIndex| self.network[*index].id == ego.id;
        let mut shell: Vec<NodeIndex> = self.network.node_indices().filter(node).collect();
        for depth in 0..=ego.depth {
            for &index in &shell {
                is_near[index.index()] = true;
            }
            if shell.is_empty() || depth == ego.depth {
                break;
            }
            let around = shell
                .iter()
                .flat_map(|&index| self.network.neighbors(index));
            shell = around.filter(|index| !is_near[index.index()]).collect();
            shell.sort_unstable();
            shell.dedup();
        }
        is_near
    }

    /// The wanted nodes, and the wanted edges between them, in their order.
    fn subgraph(
        &self,
        is_wanted: impl Fn(NodeIndex) -> bool,
        is_tie: impl Fn(&Edge) -> bool,
    ) -> Self {
        let network = self.network.filter_map(
            |index, node| is_wanted(index).then(|| node.clone()),
            |_, edge| is_tie(edge).then(|| edge.clone()),
        );
        let standings = self.standings.as_ref().map(|standings| {
            let kept = self
                .network
                .node_indices()
                .filter(|&index| is_wanted(index));
            Standings {
                nodes: kept.map(|index| standings.nodes[index.index()]).collect(),
                ..standings.clone()
            }
        });
        Self {
            network,
            corpus: self.corpus,
            standings,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::made;
    use super::*;

    /// A path of five with a strong middle, a pair, and a node by itself; expects the nodes that
    /// pass.
    fn check(filter: &Filter, expected: &[usize]) {
        let graph = made(8, &[(0, 1, 1), (1, 2, 5), (2, 3, 4), (3, 4, 1), (5, 6, 2)]);
        let part = filter.apply(&graph);
        let found: Vec<u32> = part
            .network
            .node_weights()
            .map(|node| node.entity.0)
            .collect();
        let expected: Vec<u32> = expected.iter().map(|&node| node as u32).collect();
        assert_eq!(found, expected, "{filter:?}");
    }

    #[test]
    fn steps_cut() {
        let all = Filter::default;
        let ego = |depth| {
            Some(Ego {
                id: "n0002".to_owned(),
                depth,
            })
        };
        let condition = |text: &str| vec![text.parse().expect("an expression")];
        for (filter, expected) in [
            (all(), &[0, 1, 2, 3, 4, 5, 6, 7][..]),
            (
                Filter {
                    min_weight: 2.0,
                    ..all()
                },
                &[1, 2, 3, 5, 6],
            ),
            (
                Filter {
                    min_mentions: 6,
                    ..all()
                },
                &[0, 1, 2, 3],
            ),
            (
                Filter {
                    ego: ego(0),
                    ..all()
                },
                &[2],
            ),
            (
                Filter {
                    ego: ego(1),
                    ..all()
                },
                &[1, 2, 3],
            ),
            (
                Filter {
                    ego: ego(1),
                    min_weight: 5.0,
                    ..all()
                },
                &[1, 2],
            ),
            (
                Filter {
                    largest_component: true,
                    ..all()
                },
                &[0, 1, 2, 3, 4],
            ),
            (
                Filter {
                    largest_component: true,
                    top: Some(2),
                    ..all()
                },
                &[1, 2],
            ),
            (
                Filter {
                    conditions: condition("weight > 4"),
                    ..all()
                },
                &[1, 2],
            ),
            (
                Filter {
                    conditions: condition("degree = 0"),
                    ..all()
                },
                &[7],
            ),
            (
                Filter {
                    conditions: condition("core = 0 or pagerank > 0.19"),
                    ..all()
                },
                &[2, 7],
            ),
        ] {
            check(&filter, expected);
        }
    }

    /// By hand: of the ends of the edge 1-2, node 1 has strength 6 and degree 2, node 2 has strength
    /// 9 and degree 2: alpha is min(1 - 5/6, 1 - 5/9) = 1/6; that of 2-3 is 1 - 4/5 = 1/5; those at
    /// the path's ends are 1 - 1/5 and 1 - 1/6; a pair by itself has 1.
    #[test]
    fn the_backbone_is_what_stands_out() {
        for (level, expected) in [(0.16, &[][..]), (0.19, &[1, 2]), (0.21, &[1, 2, 3])] {
            let filter = Filter {
                backbone: Some(level),
                ..Filter::default()
            };
            check(&filter, expected);
        }
    }

    #[test]
    fn the_score_can_be_the_weight() {
        let graph = made(3, &[(0, 1, 1), (1, 2, 5)]);
        let filter = Filter {
            weighting: Weighting::Score,
            ..Filter::default()
        };
        let part = filter.apply(&graph);
        for edge in part.network.edge_weights() {
            assert_eq!(edge.weight, edge.measures.score);
        }
    }
}
