//! What can go wrong: a value for each case; the binary turns it into a message and an exit code.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::span::Location;

/// The result of everything here that can fail.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// One flaw in something a person wrote or pointed to: where, what happened, what to do.
///
/// Printed as `where: what; what to do`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// The file or document concerned.
    pub place: String,
    /// The position inside it, where there is one.
    pub location: Option<Location>,
    /// What happened.
    pub what: String,
    /// What the reader of the message can do about it.
    pub remedy: String,
}

impl Fault {
    /// A fault of a whole file or document.
    pub fn new(
        place: impl Into<String>,
        what: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Self {
        Self {
            place: place.into(),
            location: None,
            what: what.into(),
            remedy: remedy.into(),
        }
    }

    /// The same fault at a position.
    #[must_use]
    pub fn at(mut self, location: Location) -> Self {
        self.location = Some(location);
        self
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.place)?;
        if let Some(location) = self.location {
            write!(f, ":{location}")?;
        }
        write!(f, ": {}; {}", self.what, self.remedy)
    }
}

/// Skipped files that are told where nothing could be read.
const MOST_SKIPPED: usize = 20;

/// Why a command could not do what it was asked.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// An input path that does not exist or cannot be opened.
    Read {
        /// The path as given.
        path: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
    /// An output that could not be written; what stood there before still does.
    Write {
        /// The path that was to be written.
        path: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
    /// All flaws of the gazetteers, in order of file and position; nothing was built.
    Gazetteer(Vec<Fault>),
    /// All flaws of a project's file or of a table of metadata; nothing was built.
    Project(Vec<Fault>),
    /// Another build writes to the folder.
    Busy {
        /// The folder.
        folder: PathBuf,
    },
    /// No document could be read.
    NoDocument {
        /// What was found but skipped.
        skipped: Vec<Fault>,
    },
    /// A store that is missing, damaged, or no store at all.
    Store {
        /// The path of the store.
        path: PathBuf,
        /// What the database said.
        reason: String,
    },
    /// A store that another program is writing to.
    StoreBusy {
        /// The path of the store.
        path: PathBuf,
    },
    /// A store written by another version of the format.
    StoreVersion {
        /// The path of the store.
        path: PathBuf,
        /// The version found.
        found: i64,
        /// The version this program reads.
        wanted: i64,
    },
    /// A name that denotes nothing in the graph.
    UnknownName {
        /// The name as asked for.
        name: String,
        /// The closest names there are, best first; may be empty.
        suggestions: Vec<String>,
    },
    /// A name that denotes several entities: `id (type, n mentions)` of each.
    AmbiguousName {
        /// The name as asked for.
        name: String,
        /// The entities it may mean.
        choices: Vec<String>,
    },
}

impl Error {
    /// An [`Error::Read`] for `path`.
    pub fn read(path: &Path, source: io::Error) -> Self {
        let path = path.to_owned();
        Self::Read { path, source }
    }

    /// An [`Error::Write`] for `path`.
    pub fn write(path: &Path, source: io::Error) -> Self {
        let path = path.to_owned();
        Self::Write { path, source }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Read { path, source } => {
                let (what, remedy) = io_reason(source, "readable");
                write!(f, "{}: {what}; {remedy}", path.display())
            }
            Self::Write { path, source } => {
                let (what, remedy) = io_reason(source, "writable");
                write!(f, "{}: {what}; {remedy}", path.display())
            }
            Self::Gazetteer(faults) | Self::Project(faults) => write_faults(f, faults),
            Self::Busy { folder } => write!(
                f,
                "{}: another build writes there; wait until it is done, or give another folder",
                folder.display()
            ),
            Self::NoDocument { skipped } if skipped.is_empty() => write!(
                f,
                "no document: there is nothing to read there; give files or folders of text"
            ),
            Self::NoDocument { skipped } => {
                for fault in skipped.iter().take(MOST_SKIPPED) {
                    writeln!(f, "{fault}")?;
                }
                if skipped.len() > MOST_SKIPPED {
                    writeln!(f, "{} more like these", skipped.len() - MOST_SKIPPED)?;
                }
                write!(f, "no document could be read; give files of text")
            }
            Self::Store { path, reason } => write!(
                f,
                "{}: {reason}; `comention build` makes one, `--graph` names another",
                path.display()
            ),
            Self::StoreBusy { path } => write!(
                f,
                "{}: another program is writing to it; wait until it is done",
                path.display()
            ),
            Self::StoreVersion {
                path,
                found,
                wanted,
            } => write!(
                f,
                "{}: format version {found}, this program reads {wanted}; {}",
                path.display(),
                if found > wanted {
                    "upgrade comention"
                } else {
                    "build it again"
                }
            ),
            Self::UnknownName { name, suggestions } => {
                write!(f, "nobody and nothing is called `{name}`; ")?;
                match suggestions.as_slice() {
                    [] => write!(f, "`comention query top` lists whom there is"),
                    names => write!(f, "did you mean {}?", any_of(names)),
                }
            }
            Self::AmbiguousName { name, choices } => write!(
                f,
                "`{name}` is {} entities: {}; give the id",
                choices.len(),
                choices.join(", ")
            ),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Read { source, .. } | Self::Write { source, .. } => Some(source),
            _ => None,
        }
    }
}

/// The system's reason in our words, and what helps.
pub(crate) fn io_reason(error: &io::Error, wanted: &str) -> (String, String) {
    let (what, remedy) = match error.kind() {
        io::ErrorKind::NotFound => ("no such file or folder", "check the path".to_owned()),
        io::ErrorKind::PermissionDenied => ("permission denied", format!("make it {wanted}")),
        io::ErrorKind::StorageFull => ("the disk is full", "make room and try again".to_owned()),
        io::ErrorKind::AlreadyExists => ("this is a file", "give a folder".to_owned()),
        io::ErrorKind::IsADirectory => ("this is a folder", "give a file".to_owned()),
        io::ErrorKind::NotADirectory => (
            "a part of this path is a file",
            "give another path".to_owned(),
        ),
        _ => {
            return (
                error.to_string(),
                format!("check that the path is {wanted}"),
            );
        }
    };
    (what.to_owned(), remedy)
}

fn write_faults(f: &mut fmt::Formatter<'_>, faults: &[Fault]) -> fmt::Result {
    for fault in faults {
        writeln!(f, "{fault}")?;
    }
    let noun = if faults.len() == 1 { "fault" } else { "faults" };
    write!(f, "{} {noun}; nothing was done", faults.len())
}

fn any_of(names: &[String]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    quoted.join(" or ")
}
