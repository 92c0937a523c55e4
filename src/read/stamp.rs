//! What tells that a file is as it was.

use std::fs::Metadata;
use std::time::UNIX_EPOCH;

/// A file as it was when it was found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Stamp {
    /// Its path below the input it was found under.
    pub file: String,
    /// Its length in bytes; -1 for what is no file, and so never the same again.
    pub size: i64,
    /// When its content last changed, in nanoseconds since 1970.
    pub modified: i64,
    /// When anything of it last changed, likewise; 0 where the system does not tell.
    pub changed: i64,
}

impl Stamp {
    /// The stamp of something that can be read once only.
    pub(super) fn passing(file: &str) -> Self {
        Self {
            file: file.to_owned(),
            size: -1,
            ..Self::default()
        }
    }

    /// The stamp of a file that looks so.
    pub(super) fn of_file(file: String, metadata: &Metadata) -> Self {
        let modified = metadata.modified().ok();
        let since = modified.and_then(|time| time.duration_since(UNIX_EPOCH).ok());
        Self {
            file,
            size: i64::try_from(metadata.len()).unwrap_or(-1),
            modified: since.map_or(0, |since| since.as_nanos() as i64),
            changed: changed(metadata),
        }
    }
}

#[cfg(unix)]
fn changed(metadata: &Metadata) -> i64 {
    use std::os::unix::fs::MetadataExt;
    metadata.ctime() * 1_000_000_000 + metadata.ctime_nsec()
}

#[cfg(not(unix))]
fn changed(_: &Metadata) -> i64 {
    0
}
