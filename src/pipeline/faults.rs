//! What is wrong with documents, gathered while they go by.

use crate::error::{Fault, Result};
use crate::store::{Record, Writer};

/// What became of a document: its rows and its flaws, or why there are none.
pub(super) type Outcome = Result<(Record, Vec<Fault>), Fault>;

/// The flaws of what was read so far.
#[derive(Default)]
pub(super) struct Faults {
    pub(super) skipped: Vec<Fault>,
    pub(super) notes: Vec<Fault>,
}

impl Faults {
    /// Takes the flaws out of an outcome.
    pub(super) fn take(&mut self, outcome: Outcome) -> Option<Record> {
        match outcome {
            Ok((record, notes)) => {
                self.notes.extend(notes);
                Some(record)
            }
            Err(fault) => {
                self.skipped.push(fault);
                None
            }
        }
    }
}

/// Notes in the store what is wrong with an input.
pub(super) fn add_faults(writer: &mut Writer, input: usize, outcome: &Outcome) -> Result<()> {
    match outcome {
        Ok((_, notes)) => notes
            .iter()
            .try_for_each(|note| writer.add_fault(input, false, note)),
        Err(fault) => writer.add_fault(input, true, fault),
    }
}
