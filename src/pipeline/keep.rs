//! What to do with what a build finds, and what it may take from the last one.

use std::path::Path;

use crate::read::Reading;
use crate::store::Texts;

/// What to do with what a build finds.
#[derive(Clone, Copy, Debug)]
pub enum Keep<'a> {
    /// Nothing but the graph is wanted.
    Graph,
    /// It becomes the store at this path; what stands there and is still true is taken over.
    Store(&'a Path),
    /// It becomes the store at this path, whatever stands there.
    FreshStore(&'a Path),
}

impl Keep<'_> {
    /// The texts of pages that the last build kept, if this one may use them.
    pub(super) fn texts(self, reading: &Reading) -> Option<Texts> {
        let path = match self {
            Self::Graph => return None,
            Self::Store(path) => path,
            Self::FreshStore(path) => {
                Texts::forget(path);
                path
            }
        };
        let fingerprint = format!(
            "{} {:016x}",
            env!("CARGO_PKG_VERSION"),
            reading.fingerprint()
        );
        Some(Texts::open(path, fingerprint))
    }
}
