//! All stages in their order: inputs and a gazetteer in, mentions or a graph out.
//!
//! **Pass 1** reads each document once, on all cores, and leaves its mentions. **Pass 2** sees only
//! those, in the order of the documents: it counts, and makes the graph. So the number of threads
//! changes nothing, and memory does not grow with the corpus.

mod shard;

mod documents;

mod meter;

mod analysis;

mod recipe;

mod names;

mod crowd;

mod keep;

mod faults;

mod build;

mod discover;

mod merge;

mod rows;

mod outputs;

pub use analysis::{Aim, Analysis, analyse, analyse_each, for_each_document};
pub use build::{Built, build};
pub use documents::{Documents, Got};
pub use keep::Keep;
pub use merge::merge;
pub use meter::Meter;
pub use outputs::{Outputs, measure, tells_words, write_outputs};
pub use recipe::Recipe;
pub use rows::{RowBuild, count_rows, rows};
pub use shard::Shard;

use crate::gazetteer::Index;
use crate::read::{Input, Reading};
use crate::segment;

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
    /// How the exports beside a store are to be written: where that changes, they are anew.
    pub exports: &'a str,
    /// Which part of the documents to take, if not all.
    pub shard: Option<Shard>,
}
