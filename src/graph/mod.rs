//! Entities and counted pairs in, the weighted [`Graph`] out. It knows no formats.
//!
//! Nodes stand in the order of their ids, edges in that of their ends' ids, so that the same
//! counts give the same graph and the same output.

mod columns;

mod community;

mod condition;

mod diff;

mod filter;

pub mod layout;

#[cfg(test)]
mod known;

mod measures;

mod paths;

mod period;

mod random;

mod rank;

mod shape;

mod standing;

mod terms;

mod ties;

use std::collections::BTreeMap;
use std::collections::HashMap;

use petgraph::graph::{NodeIndex, UnGraph};
use petgraph::visit::EdgeRef;
use serde_json::Value;

use crate::cooccur::{Counts, Pair, PairCounts, Window};
use crate::date::Dates;
use crate::error::Result;
use crate::gazetteer::{EntityId, EntityType, Index};

pub use columns::{
    Column, ColumnType, edge_columns, edge_values, node_columns, node_values, number_value,
    six_digits,
};
pub use condition::{Condition, Target};
pub use diff::{Change, Difference, Fate, Side, diff};
pub use filter::{Ego, Filter, Weighting};
pub use measures::Measures;
pub use period::Period;
pub use shape::Shape;
pub use standing::{Community, Partition, Standing, Standings};
pub use terms::Passages;

/// Who is mentioned, and with whom.
#[derive(Clone, Debug)]
pub struct Graph {
    /// The nodes and edges.
    pub network: UnGraph<Node, Edge>,
    /// What they were counted in.
    pub corpus: Corpus,
    standings: Option<Standings>,
}

/// The ends of an edge, the smaller first.
type Ends = (NodeIndex, NodeIndex);

/// What a graph was counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Corpus {
    /// Documents read.
    pub documents: u64,
    /// Their paragraphs.
    pub paragraphs: u64,
    /// Windows, empty ones too.
    pub windows: u64,
    /// What a window is.
    pub window: Window,
}

/// An entity that is mentioned.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// The entity's place in the gazetteer of the build.
    pub entity: EntityId,
    /// The entity's id.
    pub id: String,
    /// Its canonical name.
    pub name: String,
    /// What it is.
    pub entity_type: EntityType,
    /// Whether it is a candidate, a name that no list has; none where these were not asked for.
    pub candidate: Option<bool>,
    /// How often it is mentioned.
    pub mentions: u64,
    /// In how many documents.
    pub documents: u64,
    /// In how many windows.
    pub windows: u64,
    /// When it is mentioned, where that is known.
    pub dates: Option<Dates>,
    /// Its other listed forms.
    pub aliases: Vec<String>,
    /// What else the gazetteer says of it.
    pub attributes: BTreeMap<String, Value>,
}

impl Node {
    /// Whether it is a candidate, and shown as one.
    pub fn is_candidate(&self) -> bool {
        self.candidate == Some(true)
    }
}

/// Two entities that are mentioned together.
#[derive(Clone, Debug, PartialEq)]
pub struct Edge {
    /// How strong the tie is: the windows that hold both ends, unless another weight was asked
    /// for; above 0.
    pub weight: f64,
    /// How often, by level.
    pub counts: PairCounts,
    /// How that compares with chance.
    pub measures: Measures,
    /// The words most particular to its passages, the most particular first; empty where nobody
    /// asked for them.
    pub about: Vec<String>,
}

impl Node {
    /// What `index` says of an entity, with no counts yet.
    pub fn new(index: &Index, id: EntityId) -> Self {
        let entity = index.entity(id);
        Self {
            entity: id,
            id: entity.id.to_owned(),
            name: entity.name().into_owned(),
            aliases: entity.aliases(),
            attributes: entity.attributes(),
            entity_type: entity.entity_type,
            candidate: None,
            mentions: 0,
            documents: 0,
            windows: 0,
            dates: None,
        }
    }
}

impl Graph {
    /// Makes the graph of `counts`: a node for every entity with a mention, an edge for every pair.
    ///
    /// # Errors
    ///
    /// Those of [`Pairs::into_sorted`](crate::cooccur::Pairs::into_sorted).
    pub fn new(index: &Index, counts: Counts, window: Window) -> Result<Self> {
        Self::describing(|id| Node::new(index, id), counts, window)
    }

    /// As [`Graph::new`], with all that is to be said of an entity, but for its counts, from
    /// `describe`.
    ///
    /// # Errors
    ///
    /// Those of [`Pairs::into_sorted`](crate::cooccur::Pairs::into_sorted).
    pub fn describing(
        describe: impl Fn(EntityId) -> Node,
        counts: Counts,
        window: Window,
    ) -> Result<Self> {
        let mut nodes: Vec<Node> = counts
            .entities
            .iter()
            .map(|(&id, counts)| Node {
                mentions: counts.mentions,
                documents: counts.documents,
                windows: counts.windows,
                dates: counts.dates,
                ..describe(id)
            })
            .collect();
        nodes.sort_by(|a, b| a.id.cmp(&b.id));
        let corpus = Corpus {
            documents: counts.documents,
            paragraphs: counts.paragraphs,
            windows: counts.windows,
            window,
        };
        let edges = placed(&nodes, counts.pairs.into_sorted()?);
        Ok(Self::measured(nodes, edges, corpus))
    }

    /// How many of its nodes are candidates.
    pub fn n_candidates(&self) -> usize {
        let nodes = self.network.node_weights();
        nodes.filter(|node| node.is_candidate()).count()
    }

    /// Makes a graph of nodes, sorted by id, and of edges between their places, each pair once and
    /// the smaller place first.
    pub fn from_parts(
        nodes: Vec<Node>,
        edges: Vec<((usize, usize), PairCounts)>,
        corpus: Corpus,
    ) -> Self {
        Self::measured(nodes, indexed(edges), corpus)
    }

    /// The same without [`Edge::measures`], which are all 0: for questions of weights alone, in a
    /// fraction of the time.
    pub fn unmeasured(
        nodes: Vec<Node>,
        edges: Vec<((usize, usize), PairCounts)>,
        corpus: Corpus,
    ) -> Self {
        let edges = sorted(indexed(edges));
        Self::assembled(nodes, edges, corpus, |_, _| Measures::default())
    }

    /// The same with the weights as the only counts.
    pub fn weighted(nodes: Vec<Node>, weights: Vec<((usize, usize), u64)>, corpus: Corpus) -> Self {
        let edges = sorted(weights).map(|((a, b), weight)| {
            let counts = PairCounts {
                weight,
                ..PairCounts::default()
            };
            ((NodeIndex::new(a), NodeIndex::new(b)), counts)
        });
        Self::assembled(nodes, edges, corpus, |_, _| Measures::default())
    }

    fn measured(nodes: Vec<Node>, edges: Vec<(Ends, PairCounts)>, corpus: Corpus) -> Self {
        let measure = |weight, windows| Measures::new(weight, windows, corpus.windows);
        let mut graph = Self::assembled(nodes, sorted(edges), corpus, measure);
        measures::set_alpha(&mut graph.network);
        measures::set_score(&mut graph.network);
        graph
    }

    /// Of sorted edges, with measures of the weight of an edge and the windows of its ends.
    fn assembled(
        nodes: Vec<Node>,
        edges: impl ExactSizeIterator<Item = (Ends, PairCounts)>,
        corpus: Corpus,
        measure: impl Fn(u64, (u64, u64)) -> Measures,
    ) -> Self {
        let mut network = UnGraph::with_capacity(nodes.len(), edges.len());
        for node in nodes {
            network.add_node(node);
        }
        for ((a, b), counts) in edges {
            let windows = (network[a].windows, network[b].windows);
            let edge = Edge {
                weight: counts.weight as f64,
                counts,
                measures: measure(counts.weight, windows),
                about: Vec::new(),
            };
            network.add_edge(a, b, edge);
        }
        Self {
            network,
            corpus,
            standings: None,
        }
    }

    /// Whether there are entities of the type `other`.
    pub fn has_others(&self) -> bool {
        let mut nodes = self.network.node_weights();
        nodes.any(|node| node.entity_type == EntityType::Other)
    }

    /// The graph without entities of the type `other`, as if there were none.
    pub fn without_others(&self) -> Self {
        let mut network = self.network.filter_map(
            |_, node| (node.entity_type != EntityType::Other).then(|| node.clone()),
            |_, edge| Some(edge.clone()),
        );
        measures::set_alpha(&mut network);
        Self {
            network,
            corpus: self.corpus,
            standings: None,
        }
    }

    /// The number of edges at a node.
    pub fn degree(&self, node: NodeIndex) -> usize {
        self.network.edges(node).count()
    }

    /// The sum of the weights of a node's edges.
    pub fn strength(&self, node: NodeIndex) -> f64 {
        self.network
            .edges(node)
            .map(|edge| edge.weight().weight)
            .sum()
    }

    /// All edges with their ends, in order.
    pub fn edges(&self) -> impl Iterator<Item = (&Node, &Node, &Edge)> {
        self.network.edge_references().map(|edge| {
            let (a, b) = (edge.source(), edge.target());
            (&self.network[a], &self.network[b], edge.weight())
        })
    }

    /// The `n_edges` strongest edges: by weight, then by the ids of their ends.
    pub fn strongest_edges(&self, n_edges: usize) -> Vec<(&Node, &Node, &Edge)> {
        let mut edges: Vec<_> = self.edges().collect();
        edges.sort_by(|(.., a), (.., b)| b.weight.total_cmp(&a.weight));
        edges.truncate(n_edges);
        edges
    }

    /// The nodes from the strongest: by strength, then mentions, then id.
    pub fn strongest_nodes(&self) -> Vec<NodeIndex> {
        let mut nodes: Vec<_> = self.network.node_indices().collect();
        let strengths: Vec<f64> = nodes.iter().map(|&node| self.strength(node)).collect();
        let strength = |node: NodeIndex| strengths[node.index()];
        let mentions = |node: NodeIndex| self.network[node].mentions;
        nodes.sort_by(|&a, &b| {
            let stronger = strength(b).total_cmp(&strength(a));
            stronger.then(mentions(b).cmp(&mentions(a)))
        });
        nodes
    }
}

/// `edges` in the order of their ends.
fn sorted<E: Ord + Copy, T>(mut edges: Vec<(E, T)>) -> impl ExactSizeIterator<Item = (E, T)> {
    edges.sort_unstable_by_key(|(ends, _)| *ends);
    edges.into_iter()
}

/// Names the ends of `pairs` by their places in `nodes`.
fn placed(nodes: &[Node], pairs: Vec<(Pair, PairCounts)>) -> Vec<(Ends, PairCounts)> {
    let places: HashMap<EntityId, NodeIndex> = nodes
        .iter()
        .enumerate()
        .map(|(place, node)| (node.entity, NodeIndex::new(place)))
        .collect();
    let placed = pairs.into_iter().map(|((a, b), counts)| {
        let (a, b) = (places[&a], places[&b]);
        ((a.min(b), a.max(b)), counts)
    });
    placed.collect()
}

fn indexed(edges: Vec<((usize, usize), PairCounts)>) -> Vec<(Ends, PairCounts)> {
    let edges = edges.into_iter();
    edges
        .map(|((a, b), counts)| ((NodeIndex::new(a), NodeIndex::new(b)), counts))
        .collect()
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// A graph of persons `n0` to so many, with edges of these weights.
    pub(crate) fn made(n_nodes: usize, edges: &[(usize, usize, u64)]) -> Graph {
        let node = |idx: usize| Node {
            entity: EntityId(idx as u32),
            id: format!("n{idx:04}"),
            name: format!("Name {idx}"),
            entity_type: EntityType::Person,
            candidate: None,
            mentions: 1 + (n_nodes - idx) as u64,
            documents: 1,
            windows: 1000,
            dates: None,
            aliases: Vec::new(),
            attributes: BTreeMap::new(),
        };
        let edges = edges.iter().map(|&(a, b, weight)| {
            let counts = PairCounts {
                weight,
                documents: 1,
                ..PairCounts::default()
            };
            ((a.min(b), a.max(b)), counts)
        });
        let corpus = Corpus {
            documents: 1,
            paragraphs: 10_000,
            windows: 10_000,
            window: Window::Paragraph,
        };
        Graph::from_parts((0..n_nodes).map(node).collect(), edges.collect(), corpus)
    }
}
