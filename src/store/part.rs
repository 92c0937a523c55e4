//! A part of a corpus in, the graph of that part out, counted again from the store's mentions.

use petgraph::graph::NodeIndex;
use rustc_hash::FxHashMap;

use super::{ROWS, Store};
use crate::cooccur::{Counter, Counts, Placed, Tally};
use crate::error::Result;
use crate::gazetteer::EntityId;
use crate::graph::{Corpus, Graph, Node, Period};

/// Which part of a corpus to count.
#[derive(Clone, Debug, Default)]
pub struct Part {
    /// Only this document.
    pub document: Option<String>,
    /// Only what is of this time: sections by their own time, if it has a year, else by their
    /// document's date. What has neither is in an open period only.
    pub period: Period,
}

/// A store that counts parts of its corpus again.
pub struct Recount<'a> {
    store: &'a Store,
    whole: &'a Graph,
    nodes: FxHashMap<EntityId, NodeIndex>,
}

pub(super) struct Mention {
    pub(super) key: i64,
    pub(super) placed: Placed,
    pub(super) signature: Option<u64>,
    time: Option<String>,
}

/// A document of the store.
pub(super) struct Document {
    pub(super) key: i64,
    n_paragraphs: usize,
    n_windows: usize,
    date: Option<String>,
}

impl Document {
    /// What is to be counted of it, but for its mentions.
    pub(super) fn tally(&self) -> Tally {
        Tally {
            n_paragraphs: self.n_paragraphs,
            n_windows: self.n_windows,
            ..Tally::default()
        }
    }
}

impl Mention {
    pub(super) fn add_to(self, tally: &mut Tally) {
        tally.mentions.push(self.placed);
        tally.signatures.push(self.signature);
    }
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

    /// The documents of `part`, whatever its period, in order.
    pub(super) fn documents(&self, part: &Part) -> rusqlite::Result<Vec<Document>> {
        let mut select = self.connection.prepare(
            "SELECT key, paragraphs, windows, date FROM document_
             WHERE ?1 IS NULL OR id = ?1 ORDER BY place",
        )?;
        let rows = select.query_map([&part.document], |row| {
            Ok(Document {
                key: row.get(0)?,
                n_paragraphs: row.get(1)?,
                n_windows: row.get(2)?,
                date: row.get(3)?,
            })
        })?;
        rows.collect()
    }

    /// The mentions of a document and their signatures, each with the time of its section.
    pub(super) fn mentions(&self, document: i64) -> rusqlite::Result<Vec<Mention>> {
        let mut select = self.connection.prepare_cached(
            "SELECT m.entity, m.own_window, m.sentence, m.paragraph, p.section, m.signature, s.time,
                 m.key
             FROM mention_ m JOIN passage_ p ON p.key = m.passage
             LEFT JOIN section_ s ON s.document = m.document AND s.section = p.section
             WHERE m.key >= ?1 AND m.key < ?2 ORDER BY m.start, m.key",
        )?;
        let rows = select.query_map([document * ROWS, (document + 1) * ROWS], |row| {
            let placed = Placed {
                entity: EntityId(row.get(0)?),
                window: row.get(1)?,
                sentence: row.get(2)?,
                paragraph: row.get(3)?,
                section: row.get(4)?,
            };
            let signature: Option<i64> = row.get(5)?;
            Ok(Mention {
                key: row.get(7)?,
                placed,
                signature: signature.map(i64::cast_unsigned),
                time: row.get(6)?,
            })
        })?;
        rows.collect()
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
        let counts = self.store.read(|| self.counts(part))?;
        Ok(self.of_counts(&counts))
    }

    fn counts(&self, part: &Part) -> rusqlite::Result<Counts> {
        let mut counter = Counter::default();
        for document in self.store.documents(part)? {
            let date = document.date.as_deref();
            let mut tally = document.tally();
            for mention in self.store.mentions(document.key)? {
                if is_of(&part.period, [mention.time.as_deref(), date]) {
                    mention.add_to(&mut tally);
                }
            }
            if !tally.mentions.is_empty() || is_of(&part.period, [None, date]) {
                counter.add(&tally);
            }
        }
        Ok(counter.finish())
    }

    fn of_counts(&self, counts: &Counts) -> Graph {
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
                ..node.clone()
            });
        }
        let edges = counts.pairs.iter().filter_map(|((a, b), counts)| {
            let (a, b) = (*places.get(a)?, *places.get(b)?);
            Some(((a.min(b), a.max(b)), *counts))
        });
        let corpus = Corpus {
            documents: counts.documents,
            paragraphs: counts.paragraphs,
            windows: counts.windows,
            ..self.whole.corpus
        };
        Graph::from_parts(nodes, edges.collect(), corpus)
    }
}

/// Whether the first of `times` that has a year is in `period`.
fn is_of(period: &Period, times: [Option<&str>; 2]) -> bool {
    let has_year = |time: &&str| time.starts_with(|c: char| c.is_ascii_digit());
    let time = times.into_iter().flatten().find(has_year);
    period.is_open() || time.is_some_and(|time| period.holds(time))
}
