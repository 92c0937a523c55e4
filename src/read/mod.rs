//! Files, folders and standard input in, [`Document`]s out.
//!
//! Reading goes in two steps, so that the dear one can run on all cores: [`find`] lists what there
//! is, in order; [`Found::pieces`] cuts it into [`Piece`]s of work, lazily; [`Piece::documents`]
//! reads one of them. What cannot be read comes back as a [`Fault`], and the rest goes on.
//!
//! To add a format: a file beside this one, a [`Format`], and its arm in [`Piece::documents`].

mod find;

mod ids;

mod json_lines;

mod text;

use std::collections::BTreeMap;
use std::fmt;
use std::path::PathBuf;

pub use find::{Found, find};
pub use ids::Ids;

use crate::error::Fault;
use crate::span::Span;

/// What to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// A file, or a folder with everything below it.
    Path(PathBuf),
    /// Standard input: JSON Lines if its first line is an object with a `text`, else one text.
    Stdin,
}

/// How a file's bytes are to be understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// UTF-8 plain text.
    Text,
    /// UTF-8 text with Markdown headings.
    Markdown,
    /// One JSON object a line: `text`, if it likes `id`, and further fields.
    JsonLines,
}

/// One text with an id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// The path below the input it was found under, `/`-separated, or the record's own id.
    pub id: String,
    /// For a text file its own bytes, byte order mark and line ends kept; all spans are of it.
    pub text: String,
    /// Whether Markdown headings head sections.
    pub format: Format,
    /// The parts that its format marked, in order and apart from each other; empty where only the
    /// text itself tells.
    pub blocks: Vec<Block>,
    /// What is known of it besides: `title`, `date`, `source` and whatever else a record holds.
    pub metadata: BTreeMap<String, String>,
    /// Where it was read.
    pub origin: Origin,
}

/// A part of a text whose kind the format told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    /// Where, without white space around it.
    pub span: Span,
    /// What it is.
    pub kind: BlockKind,
}

/// What a format tells of a part of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// Heads what follows.
    Heading,
    /// Running text.
    Paragraph,
    /// An item of a list.
    Item,
    /// A passage quoted from elsewhere.
    Quote,
    /// A row of a table.
    Row,
    /// What is written below a picture, and its credit.
    Caption,
    /// Who wrote the text around it.
    Byline,
    /// When the text around it was written.
    Time,
    /// The page's own words: menus, share buttons, notices.
    Furniture,
}

/// Where a document was read: a file and, in a file of many, the line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The path below its input.
    pub file: String,
    /// The line of the record, from 0.
    pub record: Option<usize>,
}

impl Document {
    /// A plain text that was not read from a file.
    pub fn new(id: impl Into<String>, text: impl Into<String>) -> Self {
        let id = id.into();
        Self {
            origin: Origin {
                file: id.clone(),
                record: None,
            },
            id,
            text: text.into(),
            format: Format::Text,
            blocks: Vec::new(),
            metadata: BTreeMap::new(),
        }
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.record {
            Some(line) => write!(f, "{}:{}", self.file, line + 1),
            None => f.write_str(&self.file),
        }
    }
}

/// A piece of work: a file, or some lines of one.
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
    Text {
        /// The document's id.
        id: String,
        /// All of it.
        bytes: Vec<u8>,
    },
    /// Whole lines of a JSON Lines file.
    Records {
        /// The file's path below its input.
        file: String,
        /// The number of the first line, from 0.
        first_line: usize,
        /// The lines.
        bytes: Vec<u8>,
    },
    /// Something that cannot be read.
    Skipped(Fault),
}

impl Piece {
    /// About how much there is to read.
    pub fn n_bytes(&self) -> u64 {
        match self {
            Self::File { n_bytes, .. } => *n_bytes,
            Self::Text { bytes, .. } | Self::Records { bytes, .. } => bytes.len() as u64,
            Self::Skipped(_) => 0,
        }
    }

    /// Reads the piece: its documents in order, and a fault in the place of each unreadable one.
    pub fn documents(self) -> Vec<Result<Document, Fault>> {
        match self {
            Self::File {
                path, id, format, ..
            } => vec![text::read(&path, id, format)],
            Self::Text { id, bytes } => vec![text::decode(bytes, id, Format::Text)],
            Self::Records {
                file,
                first_line,
                bytes,
            } => json_lines::parse(&file, first_line, &bytes),
            Self::Skipped(fault) => vec![Err(fault)],
        }
    }
}
