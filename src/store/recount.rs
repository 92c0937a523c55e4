//! Pass 2 over a store: its documents in order, counted anew.

use rusqlite::{Connection, params};

use super::{ROWS, Writer, write_error};
use crate::cooccur::{Counter, Placed, Tally};
use crate::error::Result;
use crate::gazetteer::EntityId;

impl Writer {
    /// Puts the documents in the order of their inputs, counts them, and marks what is repeated.
    ///
    /// # Errors
    ///
    /// [`Error::Write`](crate::error::Error::Write).
    pub fn recount(&mut self, counter: &mut Counter) -> Result<()> {
        recount(&self.connection, counter).map_err(|error| write_error(&self.path, error))
    }
}

fn recount(connection: &Connection, counter: &mut Counter) -> rusqlite::Result<()> {
    connection.execute_batch(
        "UPDATE document_ SET place = o.place FROM
             (SELECT d.key, row_number() OVER (ORDER BY i.place, d.ordinal) - 1 AS place
              FROM document_ d JOIN input_ i ON i.key = d.input) o
         WHERE o.key = document_.key AND o.place <> document_.place",
    )?;
    let mut documents =
        connection.prepare("SELECT key, paragraphs, windows FROM document_ ORDER BY place")?;
    let mut yearless = connection
        .prepare("SELECT count(*) FROM section_ WHERE document = ? AND time GLOB '--*'")?;
    let mut mark = connection.prepare("UPDATE mention_ SET window = ? WHERE key = ?")?;
    let mut rows = documents.query([])?;
    while let Some(row) = rows.next()? {
        let key: i64 = row.get(0)?;
        let (mut tally, windows) = tally(connection, key, row.get(1)?, row.get(2)?)?;
        tally.n_yearless = yearless.query_row([key], |row| row.get(0))?;
        let are_repeats = counter.add(&tally);
        for (idx, (placed, is_repeat)) in tally.mentions.iter().zip(are_repeats).enumerate() {
            let window = placed.window.filter(|_| !is_repeat);
            if window != windows[idx] {
                mark.execute(params![window, key * ROWS + idx as i64])?;
            }
        }
    }
    Ok(())
}

/// What is to be counted of a document, and the window that each of its mentions was counted in.
fn tally(
    connection: &Connection,
    key: i64,
    n_paragraphs: usize,
    n_windows: usize,
) -> rusqlite::Result<(Tally, Vec<Option<u32>>)> {
    let mut select = connection.prepare_cached(
        "SELECT m.entity, m.own_window, m.sentence, m.paragraph, p.section, m.signature, m.window
         FROM mention_ m JOIN passage_ p ON p.key = m.passage
         WHERE m.key >= ?1 AND m.key < ?2 ORDER BY m.key",
    )?;
    let mut tally = Tally {
        n_paragraphs,
        n_windows,
        ..Tally::default()
    };
    let mut windows = Vec::new();
    let mut rows = select.query([key * ROWS, (key + 1) * ROWS])?;
    while let Some(row) = rows.next()? {
        tally.mentions.push(Placed {
            entity: EntityId(row.get(0)?),
            window: row.get(1)?,
            sentence: row.get(2)?,
            paragraph: row.get(3)?,
            section: row.get(4)?,
        });
        let signature: Option<i64> = row.get(5)?;
        tally.signatures.push(signature.map(i64::cast_unsigned));
        windows.push(row.get(6)?);
    }
    Ok((tally, windows))
}
