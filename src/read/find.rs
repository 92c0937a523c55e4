//! What there is to read: inputs in, files in their order out.

use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};

use ignore::WalkBuilder;

use super::{Format, Input, Piece, json_lines};
use crate::error::{Error, Fault, Result, io_reason};

/// Bytes of whole lines that make one piece of a JSON Lines file; large enough to keep a core
/// busy, small enough that a few pieces per core are no memory to speak of.
const PIECE_BYTES: usize = 1 << 20;

/// What was found under the inputs, in order.
#[derive(Debug, Default)]
pub struct Found {
    entries: VecDeque<Entry>,
}

#[derive(Debug)]
enum Entry {
    Piece(Piece),
    JsonLines { path: PathBuf, id: String },
    Stdin,
}

/// Lists the files under `inputs`: these in the order given, folders recursively and sorted by
/// file name. Hidden files and those named in `.ignore` are left out, other files that no reader
/// takes come as [`Piece::Skipped`]. A file given by itself is read as text whatever its name.
///
/// # Errors
///
/// [`Error::Read`] for an input that does not exist.
pub fn find(inputs: &[Input]) -> Result<Found> {
    let mut found = Found::default();
    for input in inputs {
        match input {
            Input::Stdin => found.entries.push_back(Entry::Stdin),
            Input::Path(path) => {
                let about = path.metadata().map_err(|error| Error::read(path, error))?;
                if about.is_dir() {
                    found.walk(path);
                } else {
                    let name = path.file_name().unwrap_or(path.as_os_str());
                    let format = format_of(path).unwrap_or(Format::Text);
                    found.push(path.clone(), name.to_string_lossy().into_owned(), format);
                }
            }
        }
    }
    Ok(found)
}

impl Found {
    /// The pieces of work in order, made as they are asked for. A JSON Lines file is read along
    /// the way, about a megabyte a piece.
    pub fn pieces(self) -> impl Iterator<Item = Piece> {
        self.entries.into_iter().flat_map(Entry::pieces)
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
                Ok(entry) => self.push_entry(folder, entry.into_path()),
                Err(error) => self.skip(walk_fault(folder, &error)),
            }
        }
    }

    fn push_entry(&mut self, folder: &Path, path: PathBuf) {
        let id = id_below(folder, &path);
        if path.is_dir() {
            let remedy = "give the folder it points to as an input";
            self.skip(Fault::new(id, "a link to a folder", remedy));
        } else if let Some(format) = format_of(&path) {
            self.push(path, id, format);
        } else {
            let remedy = "convert it to text, as pdftotext and pandoc do";
            self.skip(Fault::new(id, "unknown format", remedy));
        }
    }

    fn push(&mut self, path: PathBuf, id: String, format: Format) {
        self.entries.push_back(match format {
            Format::JsonLines => Entry::JsonLines { path, id },
            Format::Text | Format::Markdown => {
                let n_bytes = path.metadata().map_or(0, |about| about.len());
                Entry::Piece(Piece::File {
                    path,
                    n_bytes,
                    id,
                    format,
                })
            }
        });
    }

    fn skip(&mut self, fault: Fault) {
        self.entries.push_back(Entry::Piece(Piece::Skipped(fault)));
    }
}

impl Entry {
    fn pieces(self) -> Box<dyn Iterator<Item = Piece>> {
        match self {
            Self::Piece(piece) => Box::new(std::iter::once(piece)),
            Self::JsonLines { path, id } => match File::open(&path) {
                Ok(file) => Box::new(Records::new(id, BufReader::new(file))),
                Err(error) => Box::new(std::iter::once(unreadable(&id, &error))),
            },
            Self::Stdin => stdin_pieces(BufReader::new(io::stdin())),
        }
    }
}

fn stdin_pieces(mut input: impl BufRead + 'static) -> Box<dyn Iterator<Item = Piece>> {
    let mut bytes = Vec::new();
    let id = "stdin".to_owned();
    if let Err(error) = input.read_until(b'\n', &mut bytes) {
        return Box::new(std::iter::once(unreadable(&id, &error)));
    }
    if json_lines::is_record(&bytes) {
        let first = io::Cursor::new(bytes);
        return Box::new(Records::new(id, io::Read::chain(first, input)));
    }
    Box::new(std::iter::once(match input.read_to_end(&mut bytes) {
        Ok(_) => Piece::Text { id, bytes },
        Err(error) => unreadable(&id, &error),
    }))
}

/// Cuts a JSON Lines file into pieces of whole lines.
struct Records<R> {
    file: String,
    input: R,
    next_line: usize,
    is_done: bool,
}

impl<R: BufRead> Records<R> {
    fn new(file: String, input: R) -> Self {
        Self {
            file,
            input,
            next_line: 0,
            is_done: false,
        }
    }
}

impl<R: BufRead> Iterator for Records<R> {
    type Item = Piece;

    fn next(&mut self) -> Option<Piece> {
        if self.is_done {
            return None;
        }
        let first_line = self.next_line;
        let mut bytes = Vec::new();
        while bytes.len() < PIECE_BYTES {
            match self.input.read_until(b'\n', &mut bytes) {
                Ok(0) => {
                    self.is_done = true;
                    break;
                }
                Ok(_) => self.next_line += 1,
                Err(error) => {
                    self.is_done = true;
                    return Some(unreadable(&self.file, &error));
                }
            }
        }
        (!bytes.is_empty()).then(|| Piece::Records {
            file: self.file.clone(),
            first_line,
            bytes,
        })
    }
}

fn unreadable(id: &str, error: &io::Error) -> Piece {
    let (what, remedy) = io_reason(error, "readable");
    Piece::Skipped(Fault::new(id, what, remedy))
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

/// By the file's extension; a file without one is taken for text.
fn format_of(path: &Path) -> Option<Format> {
    let Some(extension) = path.extension() else {
        return Some(Format::Text);
    };
    match extension.to_string_lossy().to_ascii_lowercase().as_str() {
        "txt" | "text" => Some(Format::Text),
        "md" | "markdown" => Some(Format::Markdown),
        "jsonl" | "ndjson" => Some(Format::JsonLines),
        _ => None,
    }
}
