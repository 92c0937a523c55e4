//! What was built in, the same with candidates out.

use super::Built;
use super::build::Left;
use crate::error::{Fault, Result};

impl Built {
    /// Shows candidates too, as [`Store::with_candidates`](crate::store::Store::with_candidates)
    /// does, if there is a finished store; gives what is to be said of it.
    ///
    /// # Errors
    ///
    /// [`Error::Store`](crate::error::Error::Store).
    pub fn discover(&mut self, least: f64) -> Result<Option<Fault>> {
        match std::mem::replace(&mut self.left, Left::Nothing) {
            Left::Store(store) => {
                let store = store.with_candidates(least)?;
                let note = store.crowded();
                self.graph = store.graph()?;
                self.left = Left::Store(store);
                Ok(note)
            }
            left => {
                self.left = left;
                Ok(None)
            }
        }
    }
}
