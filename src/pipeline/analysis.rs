//! Pass 1: a document in, its parts and its mentions out.

use std::panic::resume_unwind;
use std::sync::mpsc::sync_channel;
use std::thread;

use rayon::prelude::*;

use super::{Documents, Got, Meter};
use crate::error::{Fault, Result};
use crate::gazetteer::Index;
use crate::link::{Dropped, Found, Linked, Mention, discover, link};
use crate::read::{Document, Place};
use crate::segment::{self, Structure, seams, segment};
use crate::tag::{Tagger, tag_all};

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
    /// Names that the gazetteer lacks, in order, where they were asked for; with counts, undecided
    /// words too, of the kind `Other`.
    pub found: Vec<Found>,
    /// Listed names that are no mention, in order, where names were asked for that the gazetteer
    /// lacks.
    pub dropped: Vec<Dropped>,
}

/// What is wanted of each document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aim {
    /// Its mentions; where they can be had without its parts, it is taken to have none.
    Mentions,
    /// Its mentions, and the names that the gazetteer lacks.
    Names,
    /// Its mentions, the names that the gazetteer lacks, and its parts, to count in.
    Counts,
}

/// Pass 1 for one document: its parts and its mentions. `tagger` holds the buffers.
pub fn analyse(
    document: Document,
    segmenting: &segment::Options,
    index: &Index,
    tagger: &mut Tagger,
) -> Analysis {
    let documents = vec![(Place::default(), Ok(document))];
    let analyses = analyse_all(documents, segmenting, index, Aim::Counts, tagger);
    let mut analyses = analyses.into_iter().flat_map(|(_, analysis)| analysis);
    analyses.next().expect("one for one")
}

/// Pass 1 for some documents, one for one; what could not be read stays what it is.
fn analyse_all(
    documents: Vec<Got<Document>>,
    segmenting: &segment::Options,
    index: &Index,
    aim: Aim,
    tagger: &mut Tagger,
) -> Vec<Got<Analysis>> {
    let is_plain = index.matching.plain;
    let seams_of = |document: &Document| match is_plain {
        true => Vec::new(),
        false => seams(&document.text),
    };
    let read = || documents.iter().flat_map(|(_, document)| document);
    let all_seams: Vec<_> = read().map(seams_of).collect();
    let texts = read().map(|document| &*document.text);
    let texts = texts.zip(all_seams.iter().map(Vec::as_slice));
    let found = tag_all(texts, index, tagger);
    let mut matches = found.of_each();
    let mut analyse = |document: Document| {
        let text = &document.text;
        let structure = match is_plain && aim != Aim::Counts {
            true => Structure::default(),
            false => segment(&document, segmenting),
        };
        let matches = matches.next().unwrap_or_default();
        let linked = match aim != Aim::Mentions && !is_plain {
            true => discover(&document.id, text, &structure, matches, index),
            false => Linked {
                mentions: link(&document.id, text, &structure, matches, index),
                ..Linked::default()
            },
        };
        let mut linked = linked.resolved(index.matching.ambiguous);
        let mentions = std::mem::take(&mut linked.mentions);
        let dropped = std::mem::take(&mut linked.dropped);
        let found = match aim {
            Aim::Counts => linked.candidates(text),
            Aim::Mentions | Aim::Names => linked.found,
        };
        Analysis {
            document,
            structure,
            mentions,
            found,
            dropped,
        }
    };
    documents
        .into_iter()
        .map(|(place, document)| (place, document.map(&mut analyse)))
        .collect()
}

/// Reads `documents`, finds the names in them, and hands what `finish` makes of each to `take`, in
/// their order. All but `take` runs on all threads of the current pool, one step after the other
/// over many documents, so that each has the processor's caches to itself. Gives what
/// [`Documents::for_each_batch`] does.
///
/// # Errors
///
/// Those of `take`.
pub fn for_each_document<T: Send>(
    documents: Documents<'_>,
    segmenting: &segment::Options,
    index: &Index,
    aim: Aim,
    meter: &Meter,
    finish: impl Fn(Analysis) -> T + Sync,
    mut take: impl FnMut(Got<T>) -> Result<()> + Send,
) -> Result<usize> {
    let pass = Pass {
        segmenting,
        index,
        aim,
        meter,
    };
    let (batches, finished) = sync_channel(0);
    thread::scope(|scope| {
        let taking = scope.spawn(move || {
            let mut results = finished.into_iter().flatten().flatten();
            results.try_for_each(&mut take)
        });
        let all =
            documents.for_each_batch(|documents| batches.send(pass.finished(documents, &finish)));
        drop(batches);
        let taken = taking.join().unwrap_or_else(|panic| resume_unwind(panic));
        // None is there to take a batch only where one before could not be taken.
        taken.map(|()| all.unwrap_or_default())
    })
}

/// Finds the names in documents that are at hand, and gives what `finish` makes of each, one for
/// one; what could not be read stays what it is. All runs on all threads of the current pool.
pub fn analyse_each<T: Send>(
    documents: Vec<Result<Document, Fault>>,
    segmenting: &segment::Options,
    index: &Index,
    aim: Aim,
    finish: impl Fn(Analysis) -> T + Sync,
) -> Vec<Result<T, Fault>> {
    let pass = Pass {
        segmenting,
        index,
        aim,
        meter: &Meter::default(),
    };
    let documents = documents.into_iter();
    let placed = documents.map(|document| (Place::default(), document));
    let finished = pass.finished(placed.collect(), &finish);
    let finished = finished.into_iter().flatten();
    finished.map(|(_, result)| result).collect()
}

/// Pass 1 with all that it needs.
#[derive(Clone, Copy)]
struct Pass<'a> {
    segmenting: &'a segment::Options,
    index: &'a Index,
    aim: Aim,
    meter: &'a Meter,
}

impl Pass<'_> {
    /// What `finish` makes of each of `documents`, in order.
    fn finished<T: Send>(
        self,
        documents: Vec<Got<Document>>,
        finish: &(impl Fn(Analysis) -> T + Sync),
    ) -> Vec<Vec<Got<T>>> {
        let Self {
            segmenting,
            index,
            aim,
            meter,
        } = self;
        let analysed: Vec<_> = helpings(documents)
            .into_par_iter()
            .map_init(Tagger::default, |tagger, documents| {
                let analyse = || analyse_all(documents, segmenting, index, aim, tagger);
                let analyses = Meter::time(&meter.tag_nanos, analyse);
                meter.add(&analyses);
                analyses
            })
            .collect();
        let finish = |analyses: Vec<Got<Analysis>>| -> Vec<Got<T>> {
            let finish = |(place, analysis): Got<Analysis>| (place, analysis.map(finish));
            let finish_all = || analyses.into_iter().map(finish).collect();
            Meter::time(&meter.finish_nanos, finish_all)
        };
        analysed.into_par_iter().map(finish).collect()
    }
}

/// Documents in helpings of about [`HELPING`] bytes.
fn helpings(documents: Vec<Got<Document>>) -> Vec<Vec<Got<Document>>> {
    let mut helpings = Vec::new();
    let mut helping = Vec::new();
    let mut n_bytes = 0;
    for got in documents {
        n_bytes += got.1.as_ref().map_or(0, |document| document.text.len());
        helping.push(got);
        if n_bytes >= HELPING {
            helpings.push(std::mem::take(&mut helping));
            n_bytes = 0;
        }
    }
    helpings.push(helping);
    helpings
}
