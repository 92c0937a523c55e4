//! The two passes apart, for programs that keep documents in tables: documents in, rows out; rows
//! in, in any order and from any number of machines, a build out.
//!
//! The build is what one of a folder is that holds the documents under their ids.

use std::collections::BTreeSet;
use std::path::Path;

use super::analysis::analyse_each;
use super::build::{Built, Keeping, Run};
use super::faults::Faults;
use super::{Aim, Meter, Recipe, Source};
use crate::cooccur::{Counter, Counting, Counts, Placed};
use crate::error::{Error, Fault, Result};
use crate::gazetteer::EntityId;
use crate::gazetteer::hash::{self, Letters};
use crate::graph::{Graph, Node};
use crate::read::{Document, Stamp};
use crate::store::{DocumentRow, Writer};

/// Pass 1: the rows of `documents`, one for one. Of `source`, the inputs and the shard are not
/// looked at. Runs on all threads of the current pool; what comes of a document does not depend on
/// the others.
pub fn rows(
    documents: Vec<Result<Document, Fault>>,
    source: Source<'_>,
    counting: Counting,
) -> Vec<DocumentRow> {
    let run = Run {
        source,
        counting,
        meter: &Meter::default(),
    };
    let rows = analyse_each(
        documents,
        &source.segmenting,
        source.index,
        Aim::Counts,
        |analysis| {
            let ordinal = ordinal(&analysis.document);
            let (record, notes) = run.record(analysis, Keeping::Records);
            DocumentRow::new(record, ordinal, &notes)
        },
    );
    let rows = rows.into_iter();
    rows.map(|row| row.unwrap_or_else(|fault| DocumentRow::skipped(&fault)))
        .collect()
}

/// A hash of what a document says and what is known of it, from 0.
fn ordinal(document: &Document) -> i64 {
    let hash = |text: &str| hash::word(text.as_bytes(), 0, text.len(), Letters::AsTheyAre);
    let known = document.metadata.iter();
    let parts = known.flat_map(|(key, value)| [hash(key), hash(value)]);
    (parts.fold(hash(&document.text), hash::mix) >> 1).cast_signed()
}

/// Pass 2 over some of the rows of a corpus: adds them to its counts, where `repeats` are the
/// paragraphs, for each row, that stand in the corpus before.
pub fn count_rows<'a>(
    counts: &mut Counts,
    rows: impl IntoIterator<Item = (&'a DocumentRow, &'a BTreeSet<u32>)>,
) {
    for (row, repeats) in rows {
        let tally = row.tally();
        let mentions = tally.mentions.iter().copied();
        let (again, counted): (Vec<Placed>, Vec<Placed>) =
            mentions.partition(|placed| repeats.contains(&placed.paragraph));
        counts.repeats += again.len() as u64;
        counts.yearless += tally.n_yearless as u64;
        counts.add(tally.n_paragraphs, tally.n_windows, &counted);
    }
}

/// A build that is given rows.
#[derive(Debug)]
pub struct RowBuild {
    writer: Writer,
}

impl RowBuild {
    /// Begins the build whose store will stand at `path`.
    ///
    /// # Errors
    ///
    /// [`Error::Write`] if its folder cannot be written to.
    pub fn create(path: &Path) -> Result<Self> {
        let mut writer = Writer::create(path)?;
        // What comes in no file is never the same again.
        let stamp = Stamp {
            file: "rows".to_owned(),
            size: -1,
            ..Stamp::default()
        };
        writer.add_input(None, &stamp)?;
        Ok(Self { writer })
    }

    /// Adds rows of [`rows`].
    ///
    /// # Errors
    ///
    /// [`Error::Write`].
    pub fn add(&mut self, rows: Vec<DocumentRow>) -> Result<()> {
        let mut rows = rows.into_iter();
        rows.try_for_each(|row| self.writer.add_row(row))
    }

    /// Pass 2: puts the documents in the order of their ids, counts them, and makes the graph of
    /// entities that are as `describe` says. The store is left to be [finished](Built::finish).
    ///
    /// # Errors
    ///
    /// [`Error::NoDocument`] if no row was a document, and [`Error::Write`].
    pub fn finish(self, recipe: &Recipe, describe: impl Fn(EntityId) -> Node) -> Result<Built> {
        let mut writer = self.writer;
        let n_renamed = writer.order_by_ids()?;
        let mut counter = Counter::default();
        writer.recount(&mut counter)?;
        let (skipped, notes) = writer.faults()?;
        let counts = counter.finish();
        if counts.documents == 0 {
            return Err(Error::NoDocument { skipped });
        }
        let (n_repeats, n_yearless) = (counts.repeats, counts.yearless);
        let graph = Graph::describing(describe, counts, recipe.window())?;
        let faults = Faults { skipped, notes };
        let built = Built::new(graph, faults, n_repeats, n_yearless);
        Ok(built.into_store(writer, recipe.about(), n_renamed))
    }

    /// As [`finish`](Self::finish), with counts that were added up elsewhere, as by [`count_rows`],
    /// where no row was added: a store without passages.
    pub fn finish_counted(
        self,
        recipe: &Recipe,
        counts: Counts,
        describe: impl Fn(EntityId) -> Node,
    ) -> Result<Built> {
        let (n_repeats, n_yearless) = (counts.repeats, counts.yearless);
        let graph = Graph::describing(describe, counts, recipe.window())?;
        let built = Built::new(graph, Faults::default(), n_repeats, n_yearless);
        Ok(built.into_store(self.writer, recipe.about(), 0))
    }
}
