//! Work on as many threads as were asked for, with Python free to go on meanwhile.

use std::sync::Arc;

use pyo3::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};

use crate::error::input;

/// The threads to work on: a pool of their own, or all of the machine.
#[derive(Clone)]
pub(crate) struct Threads(Option<Arc<ThreadPool>>);

impl Threads {
    /// So many; 0 for one per core.
    pub(crate) fn new(n: usize) -> PyResult<Self> {
        if n == 0 {
            return Ok(Self(None));
        }
        let pool = ThreadPoolBuilder::new().num_threads(n).build();
        Ok(Self(Some(Arc::new(pool.map_err(input)?))))
    }

    /// Runs `work` on them.
    pub(crate) fn run<T: Send>(&self, work: impl FnOnce() -> T + Send) -> T {
        match &self.0 {
            Some(pool) => pool.install(work),
            None => work(),
        }
    }
}
