//! Inputs in, documents out: a batch at a time, each with an id of its own.

use rayon::prelude::*;

use crate::error::{Fault, Result};
use crate::read::{Document, Ids, Input, Piece, Reading, find};

/// Pieces of work that are read before their results are taken: enough that no core waits long for
/// the last one, few enough that their results are no memory to speak of.
const BATCH_PIECES: usize = 512;

/// Bytes of text that are read before their results are taken.
const BATCH_BYTES: u64 = 8 << 20;

/// Reads everything under `inputs` on all threads of the current pool, and hands some documents
/// after the other to `take`, in their order, with a fault in the place of each unreadable one.
///
/// # Errors
///
/// [`Error::Read`](crate::error::Error::Read) for an input that does not exist, and those of
/// `take`.
pub fn for_each_batch(
    inputs: &[Input],
    reading: &Reading,
    mut take: impl FnMut(Vec<Result<Document, Fault>>) -> Result<()>,
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
        take(documents)?;
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
