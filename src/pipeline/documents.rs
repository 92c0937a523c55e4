//! Inputs in, documents out: a batch at a time, each with an id of its own.

use rayon::prelude::*;

use super::Shard;
use crate::error::{Fault, Result};
use crate::read::{
    Before, Document, Found, Ids, Input, Memory, Piece, Place, Reading, Stamp, find,
};
use crate::store::Texts;

/// Pieces of work that are read before their results are taken: enough that no core waits long for
/// the last one, few enough that their results are no memory to speak of.
const BATCH_PIECES: usize = 512;

/// Bytes of text that are read before their results are taken.
const BATCH_BYTES: u64 = 8 << 20;

/// What became of a document, or of what was to be one.
pub type Got<T> = (Place, Result<T, Fault>);

/// The documents of a run, still to be read.
#[derive(Debug)]
pub struct Documents<'a> {
    found: Found,
    reading: &'a Reading,
    ids: Ids,
    /// Whether each input is to be read.
    are_wanted: Option<Vec<bool>>,
    shard: Option<Shard>,
    texts: Option<&'a Texts>,
}

impl<'a> Documents<'a> {
    /// Lists what there is under `inputs`.
    ///
    /// # Errors
    ///
    /// [`Error::Read`](crate::error::Error::Read) for an input that does not exist.
    pub fn find(inputs: &[Input], reading: &'a Reading) -> Result<Self> {
        Ok(Self {
            found: find(inputs)?,
            reading,
            ids: Ids::default(),
            are_wanted: None,
            shard: None,
            texts: None,
        })
    }

    /// The same, with those that `texts` knows taken from there, and the others kept in it.
    pub(super) fn known_from(self, texts: Option<&'a Texts>) -> Self {
        Self { texts, ..self }
    }

    /// Those of one shard only.
    pub(super) fn of_shard(self, shard: Option<Shard>) -> Self {
        Self { shard, ..self }
    }

    pub(super) fn stamps(&self) -> Vec<Stamp> {
        self.found.stamps()
    }

    /// How long the files are together.
    pub(super) fn n_bytes(&self) -> u64 {
        let stamps = self.found.stamps().into_iter();
        stamps.map(|stamp| stamp.size.max(0).cast_unsigned()).sum()
    }

    /// All but those of the inputs that are known, whose documents have `ids`.
    pub(super) fn without(
        mut self,
        are_known: impl Iterator<Item = bool>,
        ids: Vec<String>,
    ) -> Self {
        self.are_wanted = Some(are_known.map(|is_known| !is_known).collect());
        for id in ids {
            self.ids.claim(id);
        }
        self
    }

    /// Reads on all threads of the current pool, and hands some documents after the other to
    /// `take`, in their order, with a fault in the place of each unreadable one. Gives the number of
    /// documents that did not keep their ids, as others had them.
    ///
    /// # Errors
    ///
    /// Those of `take`.
    pub fn for_each_batch<E>(
        self,
        mut take: impl FnMut(Vec<Got<Document>>) -> Result<(), E>,
    ) -> Result<usize, E> {
        let Self {
            found,
            reading,
            mut ids,
            are_wanted,
            shard,
            texts,
        } = self;
        let memory = texts.map(|texts| texts as &dyn Memory);
        let is_wanted = move |input: usize| are_wanted.as_ref().is_none_or(|are| are[input]);
        let mut pieces = found.pieces(reading, is_wanted).peekable();
        let mut places = Places::default();
        let mut n_renamed = 0;
        // The parts of one document share its id.
        let mut last_id = String::new();
        while pieces.peek().is_some() {
            let batch = batch(&mut pieces).into_par_iter();
            let read = batch.map(|(input, piece)| {
                let documents = piece.documents_or_recalled(reading, memory);
                (input, documents)
            });
            let read: Vec<_> = read.collect();
            let mut documents = Vec::new();
            for (input, results) in read {
                for mut result in results {
                    if let Ok(document) = &mut result {
                        let own = std::mem::take(&mut document.id);
                        if document.before == Before::default() {
                            last_id = ids.claim(own.clone());
                        }
                        document.id.clone_from(&last_id);
                        n_renamed += usize::from(document.id != own);
                    }
                    let place = places.next(input);
                    if shard.is_none_or(|shard| shard.has(place, &result)) {
                        documents.push((place, result));
                    }
                }
            }
            take(documents)?;
        }
        Ok(n_renamed)
    }
}

/// Counts the documents of each input.
#[derive(Default)]
struct Places {
    next: Place,
}

impl Places {
    fn next(&mut self, input: usize) -> Place {
        if self.next.input != input {
            self.next = Place { input, ordinal: 0 };
        }
        let place = self.next;
        self.next.ordinal += 1;
        place
    }
}

fn batch(pieces: &mut impl Iterator<Item = (usize, Piece)>) -> Vec<(usize, Piece)> {
    let mut n_bytes = 0;
    let mut batch = Vec::new();
    while n_bytes < BATCH_BYTES && batch.len() < BATCH_PIECES {
        let Some((input, piece)) = pieces.next() else {
            break;
        };
        n_bytes += piece.n_bytes();
        batch.push((input, piece));
    }
    batch
}
