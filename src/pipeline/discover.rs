//! What was built in, the same with candidates out.

use super::Built;
use super::build::Left;
use crate::error::Result;

impl Built {
    /// Shows candidates too, as [`Store::with_candidates`](crate::store::Store::with_candidates)
    /// does, if there is a finished store.
    ///
    /// # Errors
    ///
    /// [`Error::Store`](crate::error::Error::Store).
    pub fn discover(&mut self, least: f64) -> Result<()> {
        match std::mem::replace(&mut self.left, Left::Nothing) {
            Left::Store(store) => {
                let store = store.with_candidates(least)?;
                self.graph = store.graph()?;
                self.left = Left::Store(store);
            }
            left => self.left = left,
        }
        Ok(())
    }
}
