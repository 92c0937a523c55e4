//! Files, folders, archives and standard input in, [`Document`]s out.
//!
//! Reading goes in two steps, so that the dear one can run on all cores: [`find`] lists what there
//! is, in order; [`Found::pieces`] opens archives and cuts files of many records, and gives
//! [`Piece`]s of work, lazily; [`Piece::documents`] reads one of them. What cannot be read comes
//! back as a [`Fault`], and the rest goes on.
//!
//! To add a format: a file beside this one, and a [`Format`] that points to its `READER`. Archives,
//! standard input, limits, metadata and dates come with that. All of a format that is one document:
//!
//! ```text
//! //! Subtitles: ...
//!
//! pub(super) const READER: Reader = Reader {
//!     name: "subtitles",
//!     extensions: &["srt"],
//!     is_like: |head| head.starts_with("1\n00:"),
//!     content: Content::Document(read),
//! };
//!
//! fn read(mut whole: Whole<'_>) -> Result<Document, Fault> {
//!     let bytes = std::mem::take(&mut whole.bytes);
//!     let text = encoding::decode(bytes, None, &whole.origin)?;
//!     Ok(whole.document(Format::Subtitles, without_times(&text)))
//! }
//! ```
//!
//! One of many records says besides where a record ends, and is read in runs: see `json_lines`.

mod archive;

mod columns;

mod dates;

mod encoding;

mod find;

mod format;

mod given;

mod html;

mod ids;

mod json;

mod json_lines;

mod limits;

mod markdown;

mod memory;

mod metadata;

mod open;

mod parts;

mod piece;

mod record;

mod runs;

mod site;

mod stamp;

mod text;

use std::collections::BTreeMap;
use std::fmt;
use std::hash::Hasher;
use std::path::PathBuf;

pub use find::{Found, find};
pub use format::Format;
pub use given::given;
pub use ids::Ids;
pub use limits::Limits;
pub use memory::Memory;
pub use metadata::MetadataTable;
pub use piece::{Piece, Run};
pub use site::{Site, SiteKeys};
pub use stamp::Stamp;

use rustc_hash::FxHasher;
use serde::{Deserialize, Serialize};

use crate::error::Fault;
use crate::span::Span;

/// What to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// A file, or a folder with everything below it.
    Path(PathBuf),
    /// Standard input, recognised by its first bytes.
    Stdin,
}

/// How to read: what a project or a command line says of its inputs.
#[derive(Debug, Default)]
pub struct Reading {
    /// The format of standard input and of files whose names do not tell theirs; otherwise their
    /// first bytes decide.
    pub format: Option<Format>,
    /// What is known of the pages of certain sites; the first that fits a page is used.
    pub sites: Vec<Site>,
    /// Metadata from elsewhere, which overrides what the documents say themselves.
    pub metadata: MetadataTable,
    /// How far archives are unpacked.
    pub limits: Limits,
}

impl Reading {
    /// A number that tells it from others.
    pub(crate) fn fingerprint(&self) -> u64 {
        let shown = format!("{self:?}");
        let mut hasher = FxHasher::default();
        hasher.write(shown.as_bytes());
        hasher.finish()
    }
}

/// One text with an id.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// The path below the input it was found under, `/`-separated, or the record's own id.
    pub id: String,
    /// For a text file its own bytes, byte order mark and line ends kept; all spans are of it.
    pub text: String,
    /// Whether Markdown headings head sections.
    pub format: Format,
    /// The parts that its format marked, in order and apart from each other; of what stands between
    /// them only the text itself tells.
    pub blocks: Vec<Block>,
    /// What is known of it besides: `title`, `date` (ISO 8601, as given where it is impossible),
    /// `byline`, `source`, `url`, `language`, and whatever else a record holds.
    pub metadata: BTreeMap<String, String>,
    /// Flaws that did not keep it from being read.
    pub notes: Vec<Fault>,
    /// Where it was read.
    pub origin: Origin,
    /// What of its text stands before this part of it, if it is read in parts.
    pub before: Before,
}

/// How much of a text stands before a part of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Before {
    /// In UTF-8.
    pub bytes: usize,
    /// Code points.
    pub chars: usize,
}

/// A part of a text whose kind the format told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// Where, without white space around it.
    pub span: Span,
    /// What it is.
    pub kind: BlockKind,
}

/// What a format tells of a part of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
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

/// Where a document stands among all that were found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The place of its file.
    pub input: usize,
    /// Its place in that file.
    pub ordinal: usize,
}

/// Where a document was read: a file, in an archive the member, in a file of many the line.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// The path below its input.
    pub file: String,
    /// The path inside the archive, if the file is one; `/` between an archive in it and its own.
    pub member: Option<String>,
    /// The line of the record, from 0.
    pub record: Option<usize>,
}

impl Document {
    /// A plain text that was not read from a file.
    pub fn new(id: impl Into<String>, text: impl Into<String>) -> Self {
        let id = id.into();
        let origin = Origin {
            file: id.clone(),
            ..Origin::default()
        };
        Self {
            id,
            text: text.into(),
            format: Format::Text,
            blocks: Vec::new(),
            metadata: BTreeMap::new(),
            notes: Vec::new(),
            origin,
            before: Before::default(),
        }
    }
}

impl Origin {
    /// The file, or the member behind its archive; the id of a document that is all of it.
    fn place(&self) -> String {
        match &self.member {
            Some(member) => format!("{}/{member}", self.file),
            None => self.file.clone(),
        }
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.place())?;
        match self.record {
            Some(line) => write!(f, ":{}", line + 1),
            None => Ok(()),
        }
    }
}
