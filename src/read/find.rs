//! What there is to read: inputs in, files in their order out.

use std::fs;
use std::path::{Path, PathBuf};

use ignore::WalkBuilder;

use super::{Input, Piece, Reading, Stamp, open};
use crate::error::{Error, Fault, Result, io_reason};

/// What was found under the inputs, in order.
#[derive(Debug, Default)]
pub struct Found {
    entries: Vec<Entry>,
}

/// Something that was found.
#[derive(Clone, Debug)]
pub(super) enum Entry {
    /// A file.
    File {
        path: PathBuf,
        /// How it was when it was found; it tells the path below its input.
        stamp: Stamp,
        /// Whether it is read as text if nothing tells what it is.
        is_given: bool,
    },
    Stdin,
    Skipped(Fault),
}

/// Lists the files under `inputs`: these in the order given, folders recursively and sorted by
/// file name. Hidden files and those named in `.ignore` are left out. A file given by itself is
/// read as text where neither its name nor its first bytes tell what it is; one in a folder is then
/// a [`Piece::Skipped`].
///
/// # Errors
///
/// [`Error::Read`] for an input that does not exist.
pub fn find(inputs: &[Input]) -> Result<Found> {
    let mut found = Found::default();
    for input in inputs {
        match input {
            Input::Stdin => found.entries.push(Entry::Stdin),
            Input::Path(path) => {
                let about = path.metadata().map_err(|error| Error::read(path, error))?;
                if about.is_dir() {
                    found.walk(path);
                } else {
                    let name = path.file_name().unwrap_or(path.as_os_str());
                    found.entries.push(Entry::File {
                        path: path.clone(),
                        stamp: Stamp::of_file(name.to_string_lossy().into_owned(), &about),
                        is_given: true,
                    });
                }
            }
        }
    }
    Ok(found)
}

impl Found {
    /// What tells of each file whether it will be as it is now, in order.
    pub fn stamps(&self) -> Vec<Stamp> {
        let stamp = |entry: &Entry| match entry {
            Entry::File { stamp, .. } => stamp.clone(),
            Entry::Stdin => Stamp::passing("stdin"),
            Entry::Skipped(fault) => Stamp::passing(&fault.place),
        };
        self.entries.iter().map(stamp).collect()
    }

    /// The pieces of work in order, each with the place of its file among all that were found; of
    /// the files that `is_wanted`, by their places. They are made as they are asked for: archives
    /// are unpacked and long files of records read along the way, a few pieces ahead.
    pub fn pieces<F: Fn(usize) -> bool>(
        self,
        reading: &Reading,
        is_wanted: F,
    ) -> impl Iterator<Item = (usize, Piece)> + use<F> {
        let entries = self.entries.into_iter().enumerate();
        let wanted = entries.filter(|(place, _)| is_wanted(*place)).collect();
        open::pieces(wanted, reading.format, reading.limits)
    }

    fn walk(&mut self, folder: &Path) {
        let walk = WalkBuilder::new(folder)
            .standard_filters(false)
            .hidden(true)
            .ignore(true)
            .sort_by_file_name(|a, b| a.cmp(b))
            .build();
        for entry in walk {
            match entry {
                Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_dir()) => {}
                Ok(entry) => self.push(folder, entry.into_path()),
                Err(error) => self
                    .entries
                    .push(Entry::Skipped(walk_fault(folder, &error))),
            }
        }
    }

    fn push(&mut self, folder: &Path, path: PathBuf) {
        let id = id_below(folder, &path);
        self.entries.push(match fs::metadata(&path) {
            Ok(about) if about.is_dir() => {
                let remedy = "give the folder it points to as an input";
                Entry::Skipped(Fault::new(id, "a link to a folder", remedy))
            }
            // To wait for one who writes to a pipe may be to wait for ever.
            Ok(about) if !about.is_file() => {
                let remedy = "give it as an input by itself";
                Entry::Skipped(Fault::new(id, "a pipe or a device", remedy))
            }
            about => Entry::File {
                path,
                stamp: match about {
                    Ok(about) => Stamp::of_file(id, &about),
                    Err(_) => Stamp::passing(&id),
                },
                is_given: false,
            },
        });
    }
}

fn walk_fault(folder: &Path, error: &ignore::Error) -> Fault {
    let place = match error {
        ignore::Error::WithPath { path, .. } => id_below(folder, path),
        _ => folder.to_string_lossy().into_owned(),
    };
    match error.io_error() {
        Some(error) => {
            let (what, remedy) = io_reason(error, "readable");
            Fault::new(place, what, remedy)
        }
        None => Fault::new(place, error.to_string(), "check the path"),
    }
}

/// The path below `folder`, `/`-separated on every system.
fn id_below(folder: &Path, path: &Path) -> String {
    let below = path.strip_prefix(folder).unwrap_or(path);
    let parts: Vec<_> = below.iter().map(|part| part.to_string_lossy()).collect();
    parts.join("/")
}
