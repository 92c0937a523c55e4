//! Stores in, one store with the documents of all out.

use std::path::Path;

use rusqlite::{Connection, params};

use super::{ROWS, Writer, write_error};
use crate::error::Result;

impl Writer {
    /// Takes over the documents of the store at `path`. If it holds another part of the same
    /// inputs as those before, the inputs become one; else they follow those before.
    ///
    /// # Errors
    ///
    /// [`Error::Write`](crate::error::Error::Write).
    pub fn take_over(&mut self, path: &Path, is_part: bool) -> Result<()> {
        let attach = || -> rusqlite::Result<()> {
            // SQLite attaches nothing inside a transaction.
            self.connection.execute_batch("COMMIT")?;
            let path = path.to_string_lossy();
            self.connection.execute("ATTACH ? AS part", params![path])?;
            self.connection.execute_batch("BEGIN")?;
            copy(&self.connection, is_part)?;
            self.connection.execute_batch("COMMIT; DETACH part; BEGIN")
        };
        attach().map_err(|error| write_error(&self.path, error))
    }
}

fn copy(connection: &Connection, is_part: bool) -> rusqlite::Result<()> {
    let next = |table: &str, column: &str| -> rusqlite::Result<i64> {
        let sql = format!("SELECT ifnull(max({column}) + 1, 0) FROM main.{table}");
        connection.query_row(&sql, [], |row| row.get(0))
    };
    let document = next("document_", "key")?;
    let place = if is_part { 0 } else { next("input_", "place")? };
    if !is_part {
        let inputs = "INSERT INTO main.input_
             SELECT NULL, place + ?1, file, size, modified, changed FROM part.input_";
        connection.execute(inputs, [place])?;
    }
    // A file that changed from one part to the next is as it was in none.
    let changed = "UPDATE main.input_ SET size = -1 FROM part.input_ p
         WHERE p.place + ?1 = main.input_.place
           AND (p.size, p.modified, p.changed)
               <> (main.input_.size, main.input_.modified, main.input_.changed)";
    connection.execute(changed, [place])?;
    connection.execute_batch("DROP TABLE IF EXISTS temp.input_of")?;
    let input_of = "CREATE TEMP TABLE input_of AS SELECT p.key AS old, i.key AS new
         FROM part.input_ p JOIN main.input_ i ON i.place = p.place + ?1";
    connection.execute(input_of, [place])?;
    let faults = "INSERT INTO main.fault_ SELECT o.new, f.skipped, f.fault
         FROM part.fault_ f JOIN input_of o ON o.old = f.input ORDER BY f.rowid";
    connection.execute(faults, [])?;
    let documents = "INSERT INTO main.document_
         SELECT d.key + ?1, o.new, d.ordinal, d.key + ?1, d.id, d.origin, d.title, d.date,
                d.metadata, d.paragraphs, d.windows
         FROM part.document_ d JOIN input_of o ON o.old = d.input";
    connection.execute(documents, [document])?;
    let sections = "INSERT INTO main.section_
         SELECT document + ?1, section, heading, time, zone, byline, start, \"end\"
         FROM part.section_";
    connection.execute(sections, [document])?;
    let rows = document * ROWS;
    let passages = "INSERT INTO main.passage_
         SELECT key + ?1, document + ?2, section, line, start, text FROM part.passage_";
    connection.execute(passages, [rows, document])?;
    let mentions = "INSERT INTO main.mention_
         SELECT key + ?1, document + ?2, window, own_window, sentence, paragraph, section,
                signature, passage + ?1, start, \"end\", entity, surface, how, candidates
         FROM part.mention_";
    connection.execute(mentions, [rows, document])?;
    let candidates = "INSERT INTO main.candidate_
         SELECT key + ?1, document + ?2, window, sentence, paragraph, section, signature, passage + ?1,
                start, \"end\", surface, name, type, cue, strength
         FROM part.candidate_";
    connection.execute(candidates, [rows, document])?;
    let dropped = "INSERT INTO main.dropped_
         SELECT key + ?1, document + ?2, line, start, \"end\", surface, entities, why, detail
         FROM part.dropped_";
    connection.execute(dropped, [rows, document])?;
    Ok(())
}
