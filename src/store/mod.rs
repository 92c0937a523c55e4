//! `graph.db`: what a build leaves behind and a query opens. One SQLite file; `schema.sql` beside
//! this file documents its views.
//!
//! It is written under another name and renamed when it is whole, so that the last good store
//! stays until there is a better one.

mod lock;

mod about;

mod part;

mod presence;

mod candidates;

mod dropped;

mod record;

mod writer;

mod texts;

mod reader;

mod evidence;

mod moments;

mod explain;

mod function;

mod sql;

mod mentions;

mod contents;

mod metadata;

mod input;

mod tally;

mod standings;

mod recount;

mod discover;

mod row;

mod order;

mod merge;

use std::io;
use std::path::Path;

use rusqlite::ErrorCode;

pub use candidates::{CandidateMention, Placed};
pub use contents::{Contents, DOCUMENT_COLUMNS, MENTION_COLUMNS, Row};
pub use evidence::{Evidence, Order, Search};
pub use explain::{Meaning, Reading};
pub use function::{Answering, Function};
pub use lock::{Lock, lock};
pub use mentions::{MentionKind, Mentioned};
pub use moments::Moment;
pub use part::{Part, Recount};
pub use presence::{Presence, SectionOf};
pub use reader::{Kinds, Store};
pub use record::{Record, record};
pub use row::DocumentRow;
pub use sql::{Answer, Limits, Refusal};
pub use texts::Texts;
pub use writer::Writer;

use crate::error::Error;
use crate::span::Span;

const SCHEMA: &str = include_str!("schema.sql");

/// The version of the schema; a store of another version is refused.
const VERSION: i64 = 8;

/// The passages, and the mentions, that one document may have: they are numbered from that many
/// times the document's key.
const ROWS: i64 = 1 << 28;

/// Marks a SQLite file as one of ours: "comn" in ASCII.
const APPLICATION_ID: i64 = 0x636f_6d6e;

fn write_error(path: &Path, error: rusqlite::Error) -> Error {
    let kind = match error.sqlite_error_code() {
        Some(ErrorCode::DiskFull) => io::ErrorKind::StorageFull,
        Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen) => io::ErrorKind::PermissionDenied,
        _ => io::ErrorKind::Other,
    };
    Error::write(path, io::Error::new(kind, error))
}

/// The span that a store tells; one that is damaged may let it end before it starts.
fn stored_span(start: usize, end: usize) -> Span {
    Span::new(start, end.max(start))
}
