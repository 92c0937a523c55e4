//! Pieces of work: a file, the member of an archive, or some records of a file.

use std::fs::File;
use std::io::{self, Cursor};
use std::path::{Path, PathBuf};

use super::format::Content;
use super::memory::{Memory, recall_or_read};
use super::runs::{RECORD_WEIGHT, Runs};
use super::{Before, Document, Format, Origin, Reading};
use crate::error::{Fault, io_reason};

/// A piece of work.
#[derive(Debug)]
pub enum Piece {
    /// A file that is one document.
    File {
        /// Where it is.
        path: PathBuf,
        /// Its length when it was found.
        n_bytes: u64,
        /// Its path below its input.
        id: String,
        /// How to read it.
        format: Format,
    },
    /// One text that has been read already.
    Bytes {
        /// Where.
        origin: Origin,
        /// How to understand it.
        format: Format,
        /// All of it.
        bytes: Vec<u8>,
    },
    /// A part of a long text.
    Part {
        /// The file.
        origin: Origin,
        /// What of it stands before.
        before: Before,
        /// The part.
        bytes: Vec<u8>,
    },
    /// Whole records of a file of many.
    Records {
        /// How to understand them.
        format: Format,
        /// The records.
        run: Run,
    },
    /// Something that cannot be read.
    Skipped(Fault),
}

/// Records that follow each other in a file.
#[derive(Clone, Debug, Default)]
pub struct Run {
    /// The file they stand in.
    pub origin: Origin,
    /// The first record of the file, where it names the columns of the others; else empty.
    pub head: Vec<u8>,
    /// The number of the line they begin on, from 0.
    pub first_line: usize,
    /// How many records stand before them.
    pub first_record: usize,
    /// How many there are.
    pub n_records: usize,
    /// The records.
    pub bytes: Vec<u8>,
}

/// All of a file that is one document.
pub(super) struct Whole<'a> {
    pub(super) origin: Origin,
    pub(super) bytes: Vec<u8>,
    pub(super) reading: &'a Reading,
}

impl Run {
    /// About how many bytes it is to have in memory.
    pub(super) fn weight(&self) -> usize {
        self.bytes.len().max(self.n_records * RECORD_WEIGHT)
    }

    /// The origin of the record on `line`, from 0.
    pub(super) fn origin_of(&self, line: usize) -> Origin {
        Origin {
            record: Some(line),
            ..self.origin.clone()
        }
    }
}

impl Whole<'_> {
    /// The document that it is, with `text`.
    pub(super) fn document(&self, format: Format, text: String) -> Document {
        Document {
            format,
            origin: self.origin.clone(),
            ..Document::new(self.origin.place(), text)
        }
    }
}

impl Piece {
    /// About how much there is to read, and how much memory it is to take.
    pub fn n_bytes(&self) -> u64 {
        match self {
            Self::File { n_bytes, .. } => *n_bytes,
            Self::Bytes { bytes, .. } | Self::Part { bytes, .. } => bytes.len() as u64,
            Self::Records { run, .. } => run.weight() as u64,
            Self::Skipped(_) => 0,
        }
    }

    /// Reads the piece: its documents in order, and a fault in the place of each unreadable one.
    pub fn documents(self, reading: &Reading) -> Vec<Result<Document, Fault>> {
        self.documents_or_recalled(reading, None)
    }

    /// The same, but that pages which `memory` knows are not read again. All that it is asked for
    /// must be read under the same `reading`.
    pub fn documents_or_recalled(
        self,
        reading: &Reading,
        memory: Option<&dyn Memory>,
    ) -> Vec<Result<Document, Fault>> {
        let mut documents = match self {
            Self::File {
                path, id, format, ..
            } => read_file(&path, id, format, reading, memory),
            Self::Bytes {
                origin,
                format,
                bytes,
            } => read(origin, format, bytes, reading, memory),
            Self::Part {
                origin,
                before,
                bytes,
            } => vec![read_part(origin, before, bytes)],
            Self::Records { format, run } => read_run(format, run, reading),
            Self::Skipped(fault) => vec![Err(fault)],
        };
        for document in documents.iter_mut().flatten() {
            reading.metadata.complete(document);
        }
        documents
    }
}

fn read_part(origin: Origin, before: Before, bytes: Vec<u8>) -> Result<Document, Fault> {
    let text = String::from_utf8(bytes).map_err(|error| {
        let byte = before.bytes + error.utf8_error().valid_up_to();
        let what = format!("not valid UTF-8 at byte {byte}; the part around it was left out");
        let remedy = "convert the file, as `iconv -t utf-8` does";
        Fault::new(origin.place(), what, remedy)
    })?;
    Ok(Document {
        before,
        origin: origin.clone(),
        ..Document::new(origin.place(), text)
    })
}

/// Reads a file, and notes if it was written to meanwhile.
fn read_file(
    path: &Path,
    id: String,
    format: Format,
    reading: &Reading,
    memory: Option<&dyn Memory>,
) -> Vec<Result<Document, Fault>> {
    let origin = Origin {
        file: id,
        ..Origin::default()
    };
    let (bytes, changed) = match load(path, &origin, reading) {
        Ok(loaded) => loaded,
        Err(fault) => return vec![Err(fault)],
    };
    let mut documents = read(origin, format, bytes, reading, memory);
    if let Some(document) = documents.iter_mut().flatten().next() {
        document.notes.extend(changed);
    }
    documents
}

/// The bytes of a file, with a fault if it was written to meanwhile.
fn load(
    path: &Path,
    origin: &Origin,
    reading: &Reading,
) -> Result<(Vec<u8>, Option<Fault>), Fault> {
    let unreadable = |error: io::Error| {
        let (what, remedy) = io_reason(&error, "readable");
        Fault::new(origin.place(), what, remedy)
    };
    let file = File::open(path).map_err(unreadable)?;
    let before = file.metadata().map_err(unreadable)?;
    let bytes = reading.limits.read_all(&file, before.len(), origin)?;
    let after = file.metadata().map_err(unreadable)?;
    let is_changed = before.len() != after.len() || before.modified().ok() != after.modified().ok();
    let changed = is_changed.then(|| {
        let remedy = "it is taken as it was; run again once it rests";
        Fault::new(origin.place(), "it changed while it was read", remedy)
    });
    Ok((bytes, changed))
}

/// Reads a whole file, of one document or of many.
fn read(
    origin: Origin,
    format: Format,
    bytes: Vec<u8>,
    reading: &Reading,
    memory: Option<&dyn Memory>,
) -> Vec<Result<Document, Fault>> {
    match &format.reader().content {
        Content::Document(read) => {
            let whole = Whole {
                origin,
                bytes,
                reading,
            };
            vec![match memory.filter(|_| format == Format::Html) {
                Some(memory) => recall_or_read(memory, whole, *read),
                None => read(whole),
            }]
        }
        Content::Records { .. } => Runs::new(origin, format, Cursor::new(bytes))
            .flat_map(|run| match run {
                Ok(run) => read_run(format, run, reading),
                Err(fault) => vec![Err(fault)],
            })
            .collect(),
    }
}

fn read_run(format: Format, run: Run, reading: &Reading) -> Vec<Result<Document, Fault>> {
    match &format.reader().content {
        Content::Records { read, .. } => read(&run),
        Content::Document(_) => read(run.origin, format, run.bytes, reading, None),
    }
}
