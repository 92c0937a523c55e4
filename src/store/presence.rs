//! A graph in, when each of its nodes and edges is there out.

use std::collections::BTreeMap;

use petgraph::graph::{EdgeIndex, NodeIndex};
use rusqlite::OptionalExtension;
use rustc_hash::FxHashMap;

use super::Store;
use super::part::Part;
use super::tally::Document;
use crate::cooccur::{Placed, Repeats, pairs};
use crate::date::Date;
use crate::error::Result;
use crate::gazetteer::EntityId;
use crate::graph::Graph;

/// What of a graph is there in a stretch of time or a section.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Presence {
    /// The nodes that are mentioned, and how often.
    pub nodes: BTreeMap<NodeIndex, u64>,
    /// The edges, and how many windows hold both ends.
    pub edges: BTreeMap<EdgeIndex, u64>,
}

/// A section of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SectionOf {
    /// The document's id.
    pub document: String,
    /// The section's number, from 0.
    pub section: u32,
    /// Its heading.
    pub heading: Option<String>,
}

/// The places of a graph's nodes and edges by the entities of the store.
struct Places {
    nodes: FxHashMap<EntityId, NodeIndex>,
    edges: FxHashMap<(EntityId, EntityId), EdgeIndex>,
}

impl Presence {
    /// Adds what is there in another stretch.
    pub fn add(&mut self, more: Self) {
        for (node, n) in more.nodes {
            *self.nodes.entry(node).or_default() += n;
        }
        for (edge, n) in more.edges {
            *self.edges.entry(edge).or_default() += n;
        }
    }
}

impl Store {
    /// When the nodes and edges of `graph`, which was counted in `part`, are there, by the dates of
    /// the mentions, be they days, months or years; a window is of the date of the first mention in
    /// it. Linear in the mentions.
    ///
    /// # Errors
    ///
    /// [`Error::Store`](crate::error::Error::Store) if the file is damaged.
    pub fn presence_by_date(
        &self,
        graph: &Graph,
        part: &Part,
    ) -> Result<BTreeMap<Option<Date>, Presence>> {
        self.read(|| self.presence(graph, part, |_, placed| placed.date))
    }

    /// The same by sections, in the order of the documents.
    ///
    /// # Errors
    ///
    /// [`Error::Store`](crate::error::Error::Store) if the file is damaged.
    pub fn presence_by_section(
        &self,
        graph: &Graph,
        part: &Part,
    ) -> Result<Vec<(SectionOf, Presence)>> {
        self.read(|| {
            let found = self.presence(graph, part, |document, placed| {
                (
                    document.place,
                    document.key,
                    document.id.clone(),
                    placed.section,
                )
            })?;
            let mut select = self
                .connection
                .prepare("SELECT heading FROM section_ WHERE document = ?1 AND section = ?2")?;
            let sections = found
                .into_iter()
                .map(|((_, key, document, section), presence)| {
                    let heading = select.query_row((key, section), |row| row.get(0));
                    let of = SectionOf {
                        document,
                        section,
                        heading: heading.optional()?.flatten(),
                    };
                    Ok((of, presence))
                });
            sections.collect()
        })
    }

    fn presence<S: Ord>(
        &self,
        graph: &Graph,
        part: &Part,
        stretch_of: impl Fn(&Document, &Placed) -> S,
    ) -> rusqlite::Result<BTreeMap<S, Presence>> {
        let places = Places::new(graph);
        let mut all = BTreeMap::new();
        let mut repeats = Repeats::default();
        self.recount(graph).each(part, |document, tally| {
            let are_repeats = repeats.find(&tally.mentions, &tally.signatures);
            let mentions = tally.mentions.iter().zip(are_repeats);
            let counted = mentions.filter(|(_, is_repeat)| !is_repeat);
            let counted: Vec<Placed> = counted.map(|(placed, _)| *placed).collect();
            places.add(&counted, |placed| stretch_of(document, placed), &mut all);
            Ok(())
        })?;
        Ok(all)
    }
}

impl Places {
    fn new(graph: &Graph) -> Self {
        let network = &graph.network;
        let nodes = network.node_indices();
        let edges = network.edge_indices().filter_map(|edge| {
            let (a, b) = network.edge_endpoints(edge)?;
            let (a, b) = (network[a].entity, network[b].entity);
            Some(((a.min(b), a.max(b)), edge))
        });
        Self {
            nodes: nodes.map(|node| (network[node].entity, node)).collect(),
            edges: edges.collect(),
        }
    }

    /// Adds the mentions of a document to the stretches that they and their windows are in.
    fn add<S: Ord>(
        &self,
        mentions: &[Placed],
        stretch_of: impl Fn(&Placed) -> S,
        all: &mut BTreeMap<S, Presence>,
    ) {
        for placed in mentions {
            if let Some(&node) = self.nodes.get(&placed.entity) {
                let stretch = all.entry(stretch_of(placed)).or_default();
                *stretch.nodes.entry(node).or_default() += 1;
            }
        }
        let counted = mentions.iter().filter(|placed| placed.window.is_some());
        let counted: Vec<Placed> = counted.copied().collect();
        for inside in counted.chunk_by(|a, b| a.window == b.window) {
            for (pair, counts) in pairs(inside) {
                if let Some(&edge) = self.edges.get(&pair) {
                    let stretch = all.entry(stretch_of(&inside[0])).or_default();
                    *stretch.edges.entry(edge).or_default() += counts.weight;
                }
            }
        }
    }
}
