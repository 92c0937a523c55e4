//! All stages in their order: inputs and a gazetteer in, mentions or a graph out.
//!
//! **Pass 1** reads each document once, on all cores, and leaves its mentions. **Pass 2** sees only
//! those, in the order of the documents: it counts, and makes the graph. So the number of threads
//! changes nothing, and memory does not grow with the corpus.

use rayon::prelude::*;

use crate::cooccur::{Counts, Window, place};
use crate::error::{Error, Fault, Result};
use crate::gazetteer::Index;
use crate::graph::Graph;
use crate::link::{Mention, link};
use crate::read::{Document, Ids, Input, Piece, Reading, find};
use crate::segment::{Structure, seams, segment};
use crate::store::{self, Record, Writer};
use crate::tag::{Tagger, tag};

/// Pieces of work that are read before their results are taken: enough that no core waits long for
/// the last one, few enough that their results are no memory to speak of.
const BATCH_PIECES: usize = 512;

/// Bytes of text that are read before their results are taken.
const BATCH_BYTES: u64 = 64 << 20;

/// What pass 1 leaves of a document.
#[derive(Clone, Debug)]
pub struct Analysis {
    /// The document.
    pub document: Document,
    /// Its parts.
    pub structure: Structure,
    /// Its mentions, in order.
    pub mentions: Vec<Mention>,
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

/// Pass 1 for one document: its parts and its mentions. `tagger` holds the buffers.
pub fn analyse(document: Document, index: &Index, tagger: &mut Tagger) -> Analysis {
    let structure = segment(&document.text, document.format);
    let mentions = find_mentions(&document, &structure, index, tagger);
    Analysis {
        document,
        structure,
        mentions,
    }
}

/// Matches and links the names in `document`; a plain run needs no structure, and takes an empty
/// one.
pub fn find_mentions(
    document: &Document,
    structure: &Structure,
    index: &Index,
    tagger: &mut Tagger,
) -> Vec<Mention> {
    let text = &document.text;
    let seams = match index.matching.plain {
        true => Vec::new(),
        false => seams(text),
    };
    let matches = tag(text, &seams, index, tagger);
    link(&document.id, text, structure, &matches, index)
}

/// Reads everything under `inputs` and hands what becomes of each document to `take`, in their
/// order, each with an id of its own. `work` and `finish` run on all threads of the current pool,
/// one after the other over many documents, so that each has the processor's caches to itself.
///
/// # Errors
///
/// [`Error::Read`] for an input that does not exist, and those of `take`.
pub fn for_each_document<T: Send, U: Send>(
    inputs: &[Input],
    reading: &Reading,
    work: impl Fn(Document, &mut Tagger) -> T + Sync,
    finish: impl Fn(T) -> U + Sync,
    mut take: impl FnMut(Result<U, Fault>) -> Result<()>,
) -> Result<()> {
    let mut pieces = find(inputs)?.pieces(reading).peekable();
    let mut ids = Ids::default();
    while pieces.peek().is_some() {
        let pieces = batch(&mut pieces).into_par_iter();
        let read: Vec<_> = pieces.map(|piece| piece.documents(reading)).collect();
        let mut documents: Vec<_> = read.into_iter().flatten().collect();
        for document in documents.iter_mut().flatten() {
            document.id = ids.claim(std::mem::take(&mut document.id));
        }
        let worked: Vec<_> = documents
            .into_par_iter()
            .map_init(Tagger::default, |tagger, document| {
                document.map(|document| work(document, tagger))
            })
            .collect();
        let finished: Vec<_> = worked
            .into_par_iter()
            .map(|result| result.map(&finish))
            .collect();
        finished.into_iter().try_for_each(&mut take)?;
    }
    Ok(())
}

fn batch(pieces: &mut impl Iterator<Item = Piece>) -> Vec<Piece> {
    let mut n_bytes = 0;
    let mut batch = Vec::new();
    while n_bytes < BATCH_BYTES && batch.len() < BATCH_PIECES {
        let Some(piece) = pieces.next() else {
            break;
        };
        n_bytes += piece.n_bytes();
        batch.push(piece);
    }
    batch
}

/// The main job: reads `inputs`, and counts and graphs what `index` names in them. Each
/// document's mentions go to `store`, if there is one, which is left to be finished.
///
/// # Errors
///
/// [`Error::NoDocument`] if nothing could be read, and those of reading and storing.
pub fn build(
    inputs: &[Input],
    reading: &Reading,
    index: &Index,
    window: Window,
    mut store: Option<&mut Writer>,
) -> Result<Built> {
    let keeps_records = store.is_some();
    let mut counts = Counts::default();
    let (mut skipped, mut notes) = (Vec::new(), Vec::new());
    for_each_document(
        inputs,
        reading,
        |document, tagger| analyse(document, index, tagger),
        |analysis| {
            let Analysis {
                document,
                structure,
                mentions,
            } = &analysis;
            let places = place(&document.text, structure, mentions, window);
            let record: Option<Record> =
                keeps_records.then(|| store::record(document, structure, mentions, &places, index));
            (
                structure.paragraphs.len(),
                places,
                record,
                document.notes.clone(),
            )
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
    let graph = Graph::new(index, &counts, window);
    Ok(Built {
        graph,
        skipped,
        notes,
    })
}
