//! A part of a corpus in, the graph of that part out, counted again from the store's mentions.

use globset::GlobMatcher;
use petgraph::graph::NodeIndex;
use rustc_hash::FxHashMap;

use super::Store;
use super::tally::{Document, documents, tally};
use crate::cooccur::{Counter, Counts, Tally};
use crate::error::Result;
use crate::gazetteer::EntityId;
use crate::graph::{Corpus, Graph, Node, Period};

/// Which part of a corpus to count.
#[derive(Clone, Debug, Default)]
pub struct Part {
    /// Only this document.
    pub document: Option<String>,
    /// Only documents whose ids match.
    pub inside: Option<GlobMatcher>,
    /// Only what is of this time: sections by their own time, if it has a year, else by their
    /// document's date. What has neither is in an open period only.
    pub period: Period,
}

impl Part {
    /// Whether it is all of a corpus.
    pub fn is_all(&self) -> bool {
        self.document.is_none() && self.inside.is_none() && self.period.is_open()
    }

    /// Whether the document `id` may hold some of it.
    pub fn admits(&self, id: &str) -> bool {
        let is_inside = |inside: &GlobMatcher| inside.is_match(id);
        self.document
            .as_deref()
            .is_none_or(|document| document == id)
            && self.inside.as_ref().is_none_or(is_inside)
    }
}

/// A store that counts parts of its corpus again.
pub struct Recount<'a> {
    store: &'a Store,
    whole: &'a Graph,
    nodes: FxHashMap<EntityId, NodeIndex>,
}

impl Store {
    /// Makes ready to count parts of the corpus again; the nodes will be among those of `whole`, the
    /// graph of this store or a part of it.
    pub fn recount<'a>(&'a self, whole: &'a Graph) -> Recount<'a> {
        let network = &whole.network;
        let nodes = network.node_indices();
        Recount {
            store: self,
            whole,
            nodes: nodes.map(|index| (network[index].entity, index)).collect(),
        }
    }
}

impl Recount<'_> {
    /// The graph of `part`. A document counts, with all its windows, if its date or a mention in it
    /// is of the part; a repeated passage where it stands first in it. Linear in the mentions.
    ///
    /// # Errors
    ///
    /// [`Error::Store`](crate::error::Error::Store) if the file is damaged.
    pub fn graph(&self, part: &Part) -> Result<Graph> {
        let counter = self.store.read(|| self.count(part))?;
        self.of_counts(counter.finish())
    }

    fn count(&self, part: &Part) -> rusqlite::Result<Counter> {
        let mut counter = Counter::default();
        self.each(part, |_, tally| {
            counter.add(&tally);
            Ok(())
        })?;
        Ok(counter)
    }

    /// Hands what there is of `part` in each document to `take`, in the order of the documents.
    pub(super) fn each(
        &self,
        part: &Part,
        mut take: impl FnMut(&Document, Tally) -> rusqlite::Result<()>,
    ) -> rusqlite::Result<()> {
        let connection = &self.store.connection;
        let documents = documents(connection)?.into_iter();
        for document in documents.filter(|document| part.admits(&document.id)) {
            let (mut tally, _) = tally(connection, &document)?;
            if !part.period.is_open() {
                let Tally {
                    mentions,
                    signatures,
                    ..
                } = &mut tally;
                let are_in = mentions
                    .iter()
                    .map(|placed| part.period.admits(placed.date));
                let are_in: Vec<bool> = are_in.collect();
                let mut is_in = are_in.iter();
                mentions.retain(|_| is_in.next() == Some(&true));
                let mut is_in = are_in.iter();
                signatures.retain(|_| is_in.next() == Some(&true));
            }
            if !tally.mentions.is_empty() || part.period.admits(document.date) {
                take(&document, tally)?;
            }
        }
        Ok(())
    }

    fn of_counts(&self, counts: Counts) -> Result<Graph> {
        let known = counts.entities.iter().filter_map(|(entity, counts)| {
            let index = *self.nodes.get(entity)?;
            Some((index, counts))
        });
        let mut known: Vec<_> = known.collect();
        known.sort_unstable_by_key(|(index, _)| *index);
        let mut places: FxHashMap<EntityId, usize> = FxHashMap::default();
        let mut nodes = Vec::with_capacity(known.len());
        for (index, counts) in known {
            let node = &self.whole.network[index];
            places.insert(node.entity, nodes.len());
            nodes.push(Node {
                mentions: counts.mentions,
                documents: counts.documents,
                windows: counts.windows,
                dates: counts.dates,
                ..node.clone()
            });
        }
        let pairs = counts.pairs.into_sorted()?.into_iter();
        let edges = pairs.filter_map(|((a, b), counts)| {
            let (a, b) = (*places.get(&a)?, *places.get(&b)?);
            Some(((a.min(b), a.max(b)), counts))
        });
        let corpus = Corpus {
            documents: counts.documents,
            paragraphs: counts.paragraphs,
            windows: counts.windows,
            ..self.whole.corpus
        };
        Ok(Graph::from_parts(nodes, edges.collect(), corpus))
    }
}
