//! A document of a store in, what is to be counted of it out.

use rusqlite::Connection;
use rustc_hash::FxHashMap;

use super::ROWS;
use crate::cooccur::{Placed, Tally};
use crate::date::Date;
use crate::gazetteer::EntityId;

/// A document of a store.
pub(super) struct Document {
    pub(super) key: i64,
    pub(super) place: i64,
    pub(super) id: String,
    n_paragraphs: usize,
    n_windows: usize,
    pub(super) date: Option<Date>,
}

/// All documents, in the order of their places.
pub(super) fn documents(connection: &Connection) -> rusqlite::Result<Vec<Document>> {
    let mut select = connection.prepare(
        "SELECT key, place, id, paragraphs, windows, date FROM document_ ORDER BY place",
    )?;
    let rows = select.query_map([], |row| {
        let date: Option<String> = row.get(5)?;
        Ok(Document {
            key: row.get(0)?,
            place: row.get(1)?,
            id: row.get(2)?,
            n_paragraphs: row.get(3)?,
            n_windows: row.get(4)?,
            date: date.as_deref().and_then(Date::of),
        })
    })?;
    rows.collect()
}

/// A mention as it is stored.
pub(super) struct Stored {
    pub(super) key: i64,
    /// The window that it was counted in.
    pub(super) window: Option<u32>,
}

/// What is to be counted of a document, and how each of its mentions is stored; in the order of the
/// text.
pub(super) fn tally(
    connection: &Connection,
    document: &Document,
) -> rusqlite::Result<(Tally, Vec<Stored>)> {
    let (dates, n_yearless) = dates(connection, document.key)?;
    let mut select = connection.prepare_cached(
        "SELECT m.entity, m.own_window, m.sentence, m.paragraph, m.section, m.signature, m.window,
             m.key
         FROM mention_ m
         WHERE m.key >= ?1 AND m.key < ?2 ORDER BY m.start, m.key",
    )?;
    let mut tally = Tally {
        n_paragraphs: document.n_paragraphs,
        n_windows: document.n_windows,
        n_yearless,
        ..Tally::default()
    };
    let mut stored = Vec::new();
    let mut rows = select.query([document.key * ROWS, (document.key + 1) * ROWS])?;
    while let Some(row) = rows.next()? {
        let section = row.get(4)?;
        tally.mentions.push(Placed {
            entity: EntityId(row.get(0)?),
            window: row.get(1)?,
            sentence: row.get(2)?,
            paragraph: row.get(3)?,
            section,
            date: dates.get(&section).copied().or(document.date),
        });
        let signature: Option<i64> = row.get(5)?;
        tally.signatures.push(signature.map(i64::cast_unsigned));
        stored.push(Stored {
            key: row.get(7)?,
            window: row.get(6)?,
        });
    }
    Ok((tally, stored))
}

/// The dates of the sections that have one of their own, and how many have a day without a year.
fn dates(
    connection: &Connection,
    document: i64,
) -> rusqlite::Result<(FxHashMap<u32, Date>, usize)> {
    let mut select = connection.prepare_cached(
        "SELECT section, time FROM section_ WHERE document = ?1 AND time IS NOT NULL",
    )?;
    let mut rows = select.query([document])?;
    let mut dates = FxHashMap::default();
    let mut n_yearless = 0;
    while let Some(row) = rows.next()? {
        let time: String = row.get(1)?;
        n_yearless += usize::from(time.starts_with("--"));
        if let Some(date) = Date::of(&time) {
            dates.insert(row.get(0)?, date);
        }
    }
    Ok((dates, n_yearless))
}
