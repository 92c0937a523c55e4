//! Pass 2 over a store: its documents in order, counted anew.

use rusqlite::{Connection, params};

use super::tally::{documents, tally};
use super::{Writer, write_error};
use crate::cooccur::Counter;
use crate::error::Result;

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
    let mut mark = connection.prepare("UPDATE mention_ SET window = ? WHERE key = ?")?;
    for document in documents(connection)? {
        let (tally, stored) = tally(connection, &document)?;
        let are_repeats = counter.add(&tally);
        let placed = tally.mentions.iter().zip(are_repeats);
        for ((placed, is_repeat), stored) in placed.zip(stored) {
            let window = placed.window.filter(|_| !is_repeat);
            if window != stored.window {
                mark.execute(params![window, stored.key])?;
            }
        }
    }
    Ok(())
}
