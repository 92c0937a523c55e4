//! A counted pair in, a row of an SQL table out, and back; the columns are [`COLUMNS`].

use rusqlite::{Row, Statement, params};

use super::{Pair, PairCounts};
use crate::date::{Date, Dates};
use crate::gazetteer::EntityId;

/// The columns of such a table, in order; both dates are null where none is known.
pub(crate) const COLUMNS: &str = "a, b, weight, sentences, paragraphs, sections, documents, \
    paragraph_documents, sentence_documents, first, last";

/// A statement that inserts a row into `table`.
pub(crate) fn insertion(table: &str) -> String {
    format!("INSERT INTO {table} ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
}

/// Executes an [`insertion`].
pub(crate) fn insert(
    insertion: &mut Statement<'_>,
    (a, b): Pair,
    counts: &PairCounts,
) -> rusqlite::Result<()> {
    insertion.execute(params![
        a.0,
        b.0,
        counts.weight,
        counts.sentences,
        counts.paragraphs,
        counts.sections,
        counts.documents,
        counts.paragraph_documents,
        counts.sentence_documents,
        counts.dates.map(|dates| dates.first.to_string()),
        counts.dates.map(|dates| dates.last.to_string()),
    ])?;
    Ok(())
}

/// Reads a row of all [`COLUMNS`].
pub(crate) fn read(row: &Row<'_>) -> rusqlite::Result<(Pair, PairCounts)> {
    let counts = PairCounts {
        weight: row.get(2)?,
        sentences: row.get(3)?,
        paragraphs: row.get(4)?,
        sections: row.get(5)?,
        documents: row.get(6)?,
        paragraph_documents: row.get(7)?,
        sentence_documents: row.get(8)?,
        dates: dates(row, 9)?,
    };
    Ok(((EntityId(row.get(0)?), EntityId(row.get(1)?)), counts))
}

/// The first and the last date in the columns from `column` on.
pub(crate) fn dates(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<Dates>> {
    let date = |column: usize| -> rusqlite::Result<Option<Date>> {
        let text: Option<String> = row.get(column)?;
        Ok(text.as_deref().and_then(Date::of))
    };
    let both = date(column)?.zip(date(column + 1)?);
    Ok(both.map(|(first, last)| Dates { first, last }))
}
