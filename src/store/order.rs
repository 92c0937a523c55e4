//! Documents that came in any order in, the same in the order of their ids out.

use rusqlite::{Connection, params};

use super::{ROWS, Writer, write_error};
use crate::error::Result;
use crate::read::Ids;

/// Documents as a folder would have them that holds them under their ids: name by name of the path.
/// Those of one id by their ordinals.
const ORDER: &str = "replace(id, '/', char(1)), ordinal";

impl Writer {
    /// Puts the documents of the only input in the order of their ids, and numbers those that share
    /// one. Gives how many did not keep their ids. All rows are written again, unless they stand in
    /// order already.
    ///
    /// # Errors
    ///
    /// [`Error::Write`](crate::error::Error::Write).
    pub fn order_by_ids(&mut self) -> Result<usize> {
        order(&self.connection).map_err(|error| write_error(&self.path, error))
    }
}

fn order(connection: &Connection) -> rusqlite::Result<usize> {
    connection.execute_batch(&format!(
        "CREATE TEMP TABLE order_ AS
         SELECT key AS old, row_number() OVER (ORDER BY {ORDER}) - 1 AS new FROM document_;
         CREATE UNIQUE INDEX temp.order_by_old ON order_ (old);"
    ))?;
    let is_ordered = "SELECT NOT EXISTS (SELECT 1 FROM order_ WHERE old <> new)";
    if !connection.query_row(is_ordered, [], |row| row.get(0))? {
        renumber(connection)?;
    }
    connection.execute_batch(
        "UPDATE document_ SET ordinal = key, place = key; DROP TABLE temp.order_;",
    )?;
    rename(connection)
}

/// Gives all rows of a document the keys that go with its new number, by way of negative ones, as
/// no two rows may have one key meanwhile.
fn renumber(connection: &Connection) -> rusqlite::Result<()> {
    for table in ["passage_", "mention_", "candidate_", "dropped_"] {
        let passage = match table {
            "mention_" | "candidate_" => {
                format!(", passage = o.new * {ROWS} + passage % {ROWS}")
            }
            _ => String::new(),
        };
        connection.execute_batch(&format!(
            "UPDATE {table} SET key = -1 - (o.new * {ROWS} + key % {ROWS}), document = o.new{passage}
             FROM order_ o WHERE o.old = {table}.document;
             UPDATE {table} SET key = -1 - key;"
        ))?;
    }
    connection.execute_batch(
        "UPDATE section_ SET document = -1 - o.new FROM order_ o WHERE o.old = section_.document;
         UPDATE section_ SET document = -1 - document;
         UPDATE document_ SET key = -1 - o.new FROM order_ o WHERE o.old = document_.key;
         UPDATE document_ SET key = -1 - key;",
    )
}

fn rename(connection: &Connection) -> rusqlite::Result<usize> {
    let mut ids = Ids::default();
    let mut n_renamed = 0;
    let mut select = connection.prepare("SELECT key, id FROM document_ ORDER BY key")?;
    let mut rename = connection.prepare("UPDATE document_ SET id = ? WHERE key = ?")?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        let (key, own): (i64, String) = (row.get(0)?, row.get(1)?);
        let id = ids.claim(own.clone());
        if id != own {
            rename.execute(params![id, key])?;
            n_renamed += 1;
        }
    }
    Ok(n_renamed)
}
