//! All stages in their order: inputs and a gazetteer in, mentions or a graph out.
//!
//! **Pass 1** reads each document once, on all cores, and leaves its mentions. **Pass 2** sees only
//! those, in the order of the documents: it counts, and makes the graph. So the number of threads
//! changes nothing, and memory does not grow with the corpus.

mod analysis;

mod documents;

mod meter;

pub use analysis::{Aim, Analysis, analyse, for_each_document};
pub use documents::for_each_batch;
pub use meter::Meter;

use crate::cooccur::{Counting, Counts, place};
use crate::error::{Error, Fault, Result};
use crate::gazetteer::Index;
use crate::graph::Graph;
use crate::read::{Input, Reading};
use crate::segment;
use crate::store::{self, Record, Writer};

/// Where documents come from, and what is sought in them.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// What to read.
    pub inputs: &'a [Input],
    /// How to read it.
    pub reading: &'a Reading,
    /// What is known of the texts besides them.
    pub segmenting: segment::Options,
    /// The names to find.
    pub index: &'a Index,
}

/// What a build comes to.
#[derive(Clone, Debug)]
pub struct Built {
    /// A node for every entity with a mention, those of the type `other` too.
    pub graph: Graph,
    /// What could not be read.
    pub skipped: Vec<Fault>,
    /// Flaws that did not keep documents from being read.
    pub notes: Vec<Fault>,
}

/// The main job: reads `source`, and counts and graphs what is named in it. Each document's mentions
/// go to `store`, if there is one, which is left to be finished.
///
/// # Errors
///
/// [`Error::NoDocument`] if nothing could be read, and those of reading and storing.
pub fn build(
    source: Source<'_>,
    counting: Counting,
    meter: &Meter,
    mut store: Option<&mut Writer>,
) -> Result<Built> {
    let keeps_records = store.is_some();
    let mut counts = Counts::default();
    let (mut skipped, mut notes) = (Vec::new(), Vec::new());
    for_each_document(
        source,
        Aim::Counts,
        meter,
        |analysis| {
            let Analysis {
                document,
                structure,
                mentions,
            } = &analysis;
            let places = place(&document.text, structure, mentions, counting);
            let record: Option<Record> = keeps_records
                .then(|| store::record(document, structure, mentions, &places, source.index));
            let notes = document.notes.clone();
            (structure.paragraphs.len(), places, record, notes)
        },
        |result| {
            match result {
                Ok((n_paragraphs, places, record, its_notes)) => {
                    notes.extend(its_notes);
                    counts.add(n_paragraphs, &places);
                    if let (Some(store), Some(record)) = (&mut store, record) {
                        store.add(&record)?;
                    }
                }
                Err(fault) => skipped.push(fault),
            }
            Ok(())
        },
    )?;
    if counts.documents == 0 {
        return Err(Error::NoDocument { skipped });
    }
    let graph = Graph::new(source.index, &counts, counting.window);
    Ok(Built {
        graph,
        skipped,
        notes,
    })
}
