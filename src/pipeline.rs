//! All stages in their order: inputs and a gazetteer in, mentions or a graph out.
//!
//! **Pass 1** reads each document once, on all cores, and leaves its mentions. **Pass 2** sees only
//! those, in the order of the documents: it counts, and makes the graph. So the number of threads
//! changes nothing, and memory does not grow with the corpus.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use rayon::prelude::*;

use crate::cooccur::{Counts, Window, place};
use crate::error::{Error, Fault, Result};
use crate::gazetteer::Index;
use crate::graph::Graph;
use crate::link::{Mention, link};
use crate::read::{Document, Ids, Input, Piece, find};
use crate::segment::{Structure, seams, segment};
use crate::store::{self, Record, Writer};
use crate::tag::{Tagger, tag_all};

/// Pieces of work that are read before their results are taken: enough that no core waits long for
/// the last one, few enough that their results are no memory to speak of.
const BATCH_PIECES: usize = 512;

/// Bytes of text that are read before their results are taken.
const BATCH_BYTES: u64 = 8 << 20;

/// Bytes of text that are tagged one after the other on one thread: few enough to stay in its
/// caches from one step to the next.
const HELPING: usize = 128 << 10;

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
}

/// What is wanted of each document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aim {
    /// Its mentions; where they can be had without its parts, it is taken to have none.
    Mentions,
    /// Its mentions and its parts, to count in.
    Counts,
}

/// What a run has done so far; may be looked at while it goes on.
#[derive(Debug, Default)]
pub struct Meter {
    /// Documents whose mentions are known.
    pub documents: AtomicU64,
    /// The bytes of their texts.
    pub bytes: AtomicU64,
    /// Their mentions.
    pub mentions: AtomicU64,
    /// Nanoseconds that all threads together spent on finding mentions.
    pub tag_nanos: AtomicU64,
    /// Nanoseconds that all threads together spent on what was made of them.
    pub finish_nanos: AtomicU64,
}

impl Meter {
    fn time<T>(sum: &AtomicU64, work: impl FnOnce() -> T) -> T {
        let begun = Instant::now();
        let done = work();
        sum.fetch_add(begun.elapsed().as_nanos() as u64, Ordering::Relaxed);
        done
    }

    fn add(&self, analyses: &[Result<Analysis, Fault>]) {
        let read = || analyses.iter().flatten();
        let sum = |count: fn(&Analysis) -> usize| read().map(count).sum::<usize>() as u64;
        let add = |total: &AtomicU64, n| total.fetch_add(n, Ordering::Relaxed);
        add(&self.documents, sum(|_| 1));
        add(&self.bytes, sum(|analysis| analysis.document.text.len()));
        add(&self.mentions, sum(|analysis| analysis.mentions.len()));
    }
}

/// Pass 1 for one document: its parts and its mentions. `tagger` holds the buffers.
pub fn analyse(document: Document, index: &Index, tagger: &mut Tagger) -> Analysis {
    let analyses = analyse_all(vec![Ok(document)], index, Aim::Counts, tagger);
    let mut analyses = analyses.into_iter().flatten();
    analyses.next().expect("one for one")
}

/// Pass 1 for some documents, one for one; what could not be read stays what it is.
fn analyse_all(
    documents: Vec<Result<Document, Fault>>,
    index: &Index,
    aim: Aim,
    tagger: &mut Tagger,
) -> Vec<Result<Analysis, Fault>> {
    let is_plain = index.matching.plain;
    let seams_of = |document: &Document| match is_plain {
        true => Vec::new(),
        false => seams(&document.text),
    };
    let all_seams: Vec<_> = documents.iter().flatten().map(seams_of).collect();
    let texts = documents.iter().flatten().map(|document| &*document.text);
    let texts = texts.zip(all_seams.iter().map(Vec::as_slice));
    let found = tag_all(texts, index, tagger);
    let mut matches = found.of_each();
    let mut analyse = |document: Document| {
        let text = &document.text;
        let structure = match is_plain && aim == Aim::Mentions {
            true => Structure::default(),
            false => segment(text, document.format),
        };
        let matches = matches.next().unwrap_or_default();
        let mentions = link(&document.id, text, &structure, matches, index);
        Analysis {
            document,
            structure,
            mentions,
        }
    };
    documents
        .into_iter()
        .map(|document| document.map(&mut analyse))
        .collect()
}

/// Reads everything under `inputs`, finds what `index` names in it, and hands what `finish` makes
/// of each document to `take`, in their order, each with an id of its own. All but `take` runs on
/// all threads of the current pool, one step after the other over many documents, so that each has
/// the processor's caches to itself.
///
/// # Errors
///
/// [`Error::Read`] for an input that does not exist, and those of `take`.
pub fn for_each_document<T: Send>(
    inputs: &[Input],
    index: &Index,
    aim: Aim,
    meter: &Meter,
    finish: impl Fn(Analysis) -> T + Sync,
    mut take: impl FnMut(Result<T, Fault>) -> Result<()>,
) -> Result<()> {
    let mut pieces = find(inputs)?.pieces().peekable();
    let mut ids = Ids::default();
    while pieces.peek().is_some() {
        let pieces = batch(&mut pieces).into_par_iter();
        let read: Vec<_> = pieces.map(Piece::documents).collect();
        let mut documents: Vec<_> = read.into_iter().flatten().collect();
        for document in documents.iter_mut().flatten() {
            document.id = ids.claim(std::mem::take(&mut document.id));
        }
        let analysed: Vec<_> = helpings(documents)
            .into_par_iter()
            .map_init(Tagger::default, |tagger, documents| {
                let analyse = || analyse_all(documents, index, aim, tagger);
                let analyses = Meter::time(&meter.tag_nanos, analyse);
                meter.add(&analyses);
                analyses
            })
            .collect();
        let finish = |analyses: Vec<Result<Analysis, Fault>>| -> Vec<_> {
            let finish = |analysis: Result<Analysis, Fault>| analysis.map(&finish);
            let finish_all = || analyses.into_iter().map(finish).collect();
            Meter::time(&meter.finish_nanos, finish_all)
        };
        let finished: Vec<Vec<_>> = analysed.into_par_iter().map(finish).collect();
        finished.into_iter().flatten().try_for_each(&mut take)?;
    }
    Ok(())
}

/// Documents in helpings of about [`HELPING`] bytes.
fn helpings(documents: Vec<Result<Document, Fault>>) -> Vec<Vec<Result<Document, Fault>>> {
    let mut helpings = Vec::new();
    let mut helping = Vec::new();
    let mut n_bytes = 0;
    for document in documents {
        n_bytes += document.as_ref().map_or(0, |document| document.text.len());
        helping.push(document);
        if n_bytes >= HELPING {
            helpings.push(std::mem::take(&mut helping));
            n_bytes = 0;
        }
    }
    helpings.push(helping);
    helpings
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
    index: &Index,
    window: Window,
    meter: &Meter,
    mut store: Option<&mut Writer>,
) -> Result<Built> {
    let keeps_records = store.is_some();
    let mut counts = Counts::default();
    let mut skipped = Vec::new();
    for_each_document(
        inputs,
        index,
        Aim::Counts,
        meter,
        |analysis| {
            let Analysis {
                document,
                structure,
                mentions,
            } = &analysis;
            let places = place(&document.text, structure, mentions, window);
            let record: Option<Record> =
                keeps_records.then(|| store::record(document, structure, mentions, &places, index));
            (structure.paragraphs.len(), places, record)
        },
        |result| {
            match result {
                Ok((n_paragraphs, places, record)) => {
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
    Ok(Built { graph, skipped })
}
