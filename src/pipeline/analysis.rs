//! Pass 1: a document in, its parts and its mentions out.

use rayon::prelude::*;

use super::{Meter, Source, for_each_batch};
use crate::error::{Fault, Result};
use crate::gazetteer::Index;
use crate::link::{Mention, link};
use crate::read::Document;
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
}

/// What is wanted of each document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aim {
    /// Its mentions; where they can be had without its parts, it is taken to have none.
    Mentions,
    /// Its mentions and its parts, to count in.
    Counts,
}

/// Pass 1 for one document: its parts and its mentions. `tagger` holds the buffers.
pub fn analyse(
    document: Document,
    segmenting: &segment::Options,
    index: &Index,
    tagger: &mut Tagger,
) -> Analysis {
    let documents = vec![Ok(document)];
    let analyses = analyse_all(documents, segmenting, index, Aim::Counts, tagger);
    let mut analyses = analyses.into_iter().flatten();
    analyses.next().expect("one for one")
}

/// Pass 1 for some documents, one for one; what could not be read stays what it is.
fn analyse_all(
    documents: Vec<Result<Document, Fault>>,
    segmenting: &segment::Options,
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
            false => segment(&document, segmenting),
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

/// Reads everything in `source`, finds the names in it, and hands what `finish` makes of each
/// document to `take`, in their order, each with an id of its own. All but `take` runs on
/// all threads of the current pool, one step after the other over many documents, so that each has
/// the processor's caches to itself.
///
/// # Errors
///
/// [`Error::Read`](crate::error::Error::Read) for an input that does not exist, and those of `take`.
pub fn for_each_document<T: Send>(
    source: Source<'_>,
    aim: Aim,
    meter: &Meter,
    finish: impl Fn(Analysis) -> T + Sync,
    mut take: impl FnMut(Result<T, Fault>) -> Result<()>,
) -> Result<()> {
    let Source {
        segmenting, index, ..
    } = source;
    for_each_batch(source.inputs, source.reading, |documents| {
        let analysed: Vec<_> = helpings(documents)
            .into_par_iter()
            .map_init(Tagger::default, |tagger, documents| {
                let analyse = || analyse_all(documents, &segmenting, index, aim, tagger);
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
        finished.into_iter().flatten().try_for_each(&mut take)
    })
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
