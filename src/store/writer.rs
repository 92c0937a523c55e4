//! Records and a graph in, a store out.

use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, params};

use super::{
    APPLICATION_ID, ROWS, Record, SCHEMA, Store, VERSION, candidates, dropped, standings,
    write_error,
};
use crate::cooccur::row;
use crate::error::{Error, Fault, Result};
use crate::graph::Graph;
use crate::read::{Place, Stamp};
use crate::whole::part_of;

/// A store that is being written, under a name of its own until [`Writer::finish`].
#[derive(Debug)]
pub struct Writer {
    pub(super) connection: Connection,
    pub(super) path: PathBuf,
    part: PathBuf,
    n_documents: i64,
    /// The key of each input, by its place.
    inputs: Vec<i64>,
}

impl Writer {
    /// Begins the store that will stand at `path`.
    ///
    /// # Errors
    ///
    /// [`Error::Write`] if its folder cannot be written to.
    pub fn create(path: &Path) -> Result<Self> {
        let part = part_of(path);
        fs::File::create(&part).map_err(|error| Error::write(path, error))?;
        let writer = Self::open(path)?;
        let begin = || -> rusqlite::Result<()> {
            let connection = &writer.connection;
            connection.pragma_update(None, "application_id", APPLICATION_ID)?;
            connection.pragma_update(None, "user_version", VERSION)?;
            connection.execute_batch(SCHEMA)?;
            connection.execute_batch("BEGIN")
        };
        begin().map_err(|error| write_error(path, error))?;
        Ok(writer)
    }

    /// Begins with a copy of the store that stands at `path`, less its graph.
    ///
    /// # Errors
    ///
    /// [`Error::Write`] if it cannot be copied.
    pub fn update(path: &Path) -> Result<Self> {
        let part = part_of(path);
        fs::copy(path, &part).map_err(|error| {
            // Half a copy is of no use; the reason to tell is why it is half.
            let _ = fs::remove_file(&part);
            Error::write(path, error)
        })?;
        let mut writer = Self::open(path)?;
        let begin = |writer: &mut Self| -> rusqlite::Result<()> {
            let connection = &writer.connection;
            connection.execute_batch("BEGIN")?;
            connection.execute_batch(
                "DELETE FROM build_; DELETE FROM entity_; DELETE FROM alias_; DELETE FROM edge_;
                 DELETE FROM standing_; DELETE FROM community_;
                 UPDATE input_ SET place = -1",
            )?;
            let last = "SELECT ifnull(max(key) + 1, 0) FROM document_";
            writer.n_documents = connection.query_row(last, [], |row| row.get(0))?;
            Ok(())
        };
        begin(&mut writer).map_err(|error| write_error(path, error))?;
        Ok(writer)
    }

    fn open(path: &Path) -> Result<Self> {
        let part = part_of(path);
        let open = || -> rusqlite::Result<Connection> {
            let connection = Connection::open(&part)?;
            // Nobody reads the file before it is whole and renamed, so that SQLite's own care for
            // half-written transactions would only cost time.
            connection.pragma_update(None, "journal_mode", "OFF")?;
            connection.pragma_update(None, "synchronous", "OFF")?;
            Ok(connection)
        };
        Ok(Self {
            connection: open().map_err(|error| write_error(path, error))?,
            path: path.to_owned(),
            part,
            n_documents: 0,
            inputs: Vec::new(),
        })
    }

    /// Adds the next input in order: that of `key`, if the store has it already, else a new one
    /// with this stamp.
    ///
    /// # Errors
    ///
    /// [`Error::Write`].
    pub fn add_input(&mut self, key: Option<i64>, stamp: &Stamp) -> Result<()> {
        let place = self.inputs.len();
        let connection = &self.connection;
        let add = || -> rusqlite::Result<i64> {
            if let Some(key) = key {
                let mut keep =
                    connection.prepare_cached("UPDATE input_ SET place = ? WHERE key = ?")?;
                keep.execute(params![place, key])?;
                return Ok(key);
            }
            let mut insert =
                connection.prepare_cached("INSERT INTO input_ VALUES (NULL, ?, ?, ?, ?, ?)")?;
            insert.execute(params![
                place,
                stamp.file,
                stamp.size,
                stamp.modified,
                stamp.changed,
            ])?;
            Ok(connection.last_insert_rowid())
        };
        let key = add().map_err(|error| write_error(&self.path, error))?;
        self.inputs.push(key);
        Ok(())
    }

    /// Drops what came of the inputs of a store begun by [`Writer::update`] that were not added
    /// since.
    ///
    /// # Errors
    ///
    /// [`Error::Write`].
    pub fn drop_other_inputs(&self) -> Result<()> {
        let connection = &self.connection;
        let drop = || -> rusqlite::Result<()> {
            let gone = "SELECT d.key FROM document_ d JOIN input_ i ON i.key = d.input
                 WHERE i.place < 0";
            let mut select = connection.prepare(gone)?;
            let keys: Vec<i64> = select
                .query_map([], |row| row.get(0))?
                .collect::<rusqlite::Result<_>>()?;
            for key in keys {
                for table in ["passage_", "mention_", "candidate_", "dropped_"] {
                    let rows = format!("DELETE FROM {table} WHERE key >= ?1 AND key < ?2");
                    connection
                        .prepare_cached(&rows)?
                        .execute([key * ROWS, (key + 1) * ROWS])?;
                }
                connection
                    .prepare_cached("DELETE FROM section_ WHERE document = ?")?
                    .execute([key])?;
                connection
                    .prepare_cached("DELETE FROM document_ WHERE key = ?")?
                    .execute([key])?;
            }
            connection.execute_batch(
                "DELETE FROM fault_ WHERE input IN (SELECT key FROM input_ WHERE place < 0);
                 DELETE FROM input_ WHERE place < 0",
            )
        };
        drop().map_err(|error| write_error(&self.path, error))
    }

    /// Adds the document at `place`, with its mentions; `are_repeats` tells which of them stand in
    /// repeated paragraphs.
    ///
    /// # Errors
    ///
    /// [`Error::Write`].
    pub fn add(&mut self, place: Place, record: &Record, are_repeats: &[bool]) -> Result<()> {
        self.insert(place, record, are_repeats)
            .map_err(|error| write_error(&self.path, error))
    }

    /// Adds a flaw of the input at that place: whether it was skipped for it, and what it is.
    ///
    /// # Errors
    ///
    /// [`Error::Write`].
    pub fn add_fault(&mut self, input: usize, is_skipped: bool, fault: &Fault) -> Result<()> {
        let fault = serde_json::to_string(fault).expect("strings are JSON");
        let insert = self
            .connection
            .prepare_cached("INSERT INTO fault_ VALUES (?, ?, ?)");
        insert
            .and_then(|mut insert| insert.execute(params![self.inputs[input], is_skipped, fault]))
            .map_err(|error| write_error(&self.path, error))?;
        Ok(())
    }

    /// Adds the graph, which has a node for every entity with a mention, and what there is to say
    /// of the build, and how the nodes of `measured` stand; then puts the store in its place and opens it.
    ///
    /// # Errors
    ///
    /// [`Error::Write`]; what stood in its place still does.
    pub fn finish(
        self,
        graph: &Graph,
        measured: Option<&Graph>,
        about: &[(&str, String)],
    ) -> Result<Store> {
        self.insert_graph(graph, about)
            .and_then(|()| {
                measured.map_or(Ok(()), |graph| standings::insert(&self.connection, graph))
            })
            .and_then(|()| self.connection.execute_batch("COMMIT"))
            .map_err(|error| write_error(&self.path, error))?;
        fs::File::open(&self.part)
            .and_then(|file| file.sync_all())
            .and_then(|()| fs::rename(&self.part, &self.path))
            .map_err(|error| Error::write(&self.path, error))?;
        Store::open(&self.path)
    }

    fn insert(
        &mut self,
        place: Place,
        record: &Record,
        are_repeats: &[bool],
    ) -> rusqlite::Result<()> {
        let document = self.n_documents;
        self.n_documents += 1;
        let connection = &self.connection;
        let metadata = serde_json::to_string(&record.metadata).expect("strings are JSON");
        let known = |key: &str| record.metadata.get(key);
        connection
            .prepare_cached("INSERT INTO document_ VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")?
            .execute(params![
                document,
                self.inputs[place.input],
                place.ordinal,
                document,
                record.id,
                record.origin,
                known("title"),
                known("date"),
                metadata,
                record.tally.n_paragraphs,
                record.tally.n_windows,
            ])?;
        let mut insert =
            connection.prepare_cached("INSERT INTO section_ VALUES (?, ?, ?, ?, ?, ?, ?, ?)")?;
        for (idx, section) in record.sections.iter().enumerate() {
            insert.execute(params![
                document,
                idx,
                section.heading,
                section.time,
                section.zone,
                section.byline,
                section.span.start,
                section.span.end,
            ])?;
        }
        let mut insert =
            connection.prepare_cached("INSERT INTO passage_ VALUES (?, ?, ?, ?, ?, ?)")?;
        for (passage, key) in record.passages.iter().zip(document * ROWS..) {
            insert.execute(params![
                key,
                document,
                passage.section,
                passage.line + 1,
                passage.span.start,
                passage.text,
            ])?;
        }
        let mut insert = connection.prepare_cached(
            "INSERT INTO mention_ VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )?;
        let tally = &record.tally;
        for (idx, row) in record.mentions.iter().enumerate() {
            let placed = &tally.mentions[idx];
            insert.execute(params![
                document * ROWS + idx as i64,
                document,
                placed.window.filter(|_| !are_repeats[idx]),
                placed.window,
                placed.sentence,
                placed.paragraph,
                placed.section,
                tally.signatures[idx].map(u64::cast_signed),
                document * ROWS + row.passage_idx as i64,
                row.span.start,
                row.span.end,
                placed.entity.0,
                row.surface,
                row.how,
                row.candidates,
            ])?;
        }
        candidates::insert(connection, document, &record.candidates)?;
        dropped::insert(connection, document, &record.dropped)
    }

    fn insert_graph(&self, graph: &Graph, about: &[(&str, String)]) -> rusqlite::Result<()> {
        let connection = &self.connection;
        let mut insert = connection.prepare("INSERT INTO build_ VALUES (?, ?)")?;
        for (key, value) in about {
            insert.execute(params![key, value])?;
        }
        let mut entity =
            connection.prepare("INSERT INTO entity_ VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")?;
        let mut alias = connection.prepare("INSERT INTO alias_ VALUES (?, ?)")?;
        for node in graph.network.node_weights() {
            let key = node.entity.0;
            let attributes = serde_json::to_string(&node.attributes).expect("JSON values are JSON");
            entity.execute(params![
                key,
                node.id,
                node.name,
                node.entity_type.as_str(),
                node.mentions,
                node.documents,
                node.windows,
                attributes,
                node.dates.map(|dates| dates.first.to_string()),
                node.dates.map(|dates| dates.last.to_string()),
            ])?;
            for form in &node.aliases {
                alias.execute(params![key, form])?;
            }
        }
        let mut insertion = connection.prepare(&row::insertion("edge_"))?;
        for (a, b, edge) in graph.edges() {
            row::insert(&mut insertion, (a.entity, b.entity), &edge.counts)?;
        }
        connection.execute_batch(INDEXES)
    }
}

/// Made at the end, when that takes one sort each.
const INDEXES: &str = "
    CREATE INDEX IF NOT EXISTS mention_by_entity ON mention_ (entity, document, section, window);
    CREATE INDEX IF NOT EXISTS mention_by_window ON mention_ (document, window, entity);
    CREATE INDEX IF NOT EXISTS edge_by_b ON edge_ (b);
    CREATE INDEX IF NOT EXISTS alias_by_entity ON alias_ (entity);
    CREATE INDEX IF NOT EXISTS document_by_id ON document_ (id);
    CREATE INDEX IF NOT EXISTS document_by_input ON document_ (input);
";

/// An abandoned store leaves nothing behind.
impl Drop for Writer {
    fn drop(&mut self) {
        // After a rename there is no such file; and nobody could be told that it stayed.
        let _ = fs::remove_file(&self.part);
    }
}
