//! `graph.db`: what a build leaves behind and a query opens. One SQLite file; `schema.sql` beside
//! this file documents its views.
//!
//! It is written under another name and renamed when it is whole, so that the last good store
//! stays until there is a better one.

mod evidence;

mod reader;

mod record;

mod writer;

pub use evidence::Evidence;
pub use reader::Store;
pub use record::{Record, record};
pub use writer::Writer;

const SCHEMA: &str = include_str!("schema.sql");

/// The version of the schema; a store of another version is refused.
const VERSION: i64 = 2;

/// Marks a SQLite file as one of ours: "comn" in ASCII.
const APPLICATION_ID: i64 = 0x636f_6d6e;
