//! Listed names that are no mention where they stand: rows a store keeps of a document.

use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};

use super::{ROWS, Record};
use crate::gazetteer::Index;
use crate::link::Dropped;
use crate::span::LineIndex;

/// The most entities that are told of one name.
const MOST_ENTITIES: usize = 5;

/// A row of a dropped name; the line counts from 0.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DroppedRow {
    line: i64,
    start: i64,
    end: i64,
    surface: String,
    /// Ids, with spaces between them.
    entities: String,
    why: String,
    detail: Option<String>,
}

impl Record {
    /// The same with the listed names that are no mention, in order.
    #[must_use]
    pub fn with_dropped(mut self, text: &str, dropped: &[Dropped], index: &Index) -> Self {
        let lines = LineIndex::new(text);
        let row = |one: &Dropped| {
            let entities = one.entities.iter().take(MOST_ENTITIES);
            let ids: Vec<&str> = entities.map(|&entity| index.entity(entity).id).collect();
            DroppedRow {
                line: lines.line(one.span.start) as i64,
                start: one.span.start as i64,
                end: one.span.end as i64,
                surface: super::record::folded(one.span.of(text)),
                entities: ids.join(" "),
                why: one.why.as_str().to_owned(),
                detail: one.why.detail(text),
            }
        };
        self.dropped = dropped.iter().map(row).collect();
        self
    }
}

pub(super) fn insert(
    connection: &Connection,
    document: i64,
    rows: &[DroppedRow],
) -> rusqlite::Result<()> {
    let mut insert =
        connection.prepare_cached("INSERT INTO dropped_ VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")?;
    for (row, key) in rows.iter().zip(document * ROWS..) {
        insert.execute(params![
            key,
            document,
            row.line + 1,
            row.start,
            row.end,
            row.surface,
            row.entities,
            row.why,
            row.detail,
        ])?;
    }
    Ok(())
}
