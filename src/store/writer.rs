//! Records and a graph in, a store out.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, ErrorCode, params};

use super::{APPLICATION_ID, Record, SCHEMA, VERSION};
use crate::error::{Error, Result};
use crate::graph::Graph;

/// A store that is being written, under a name of its own until [`Writer::finish`].
#[derive(Debug)]
pub struct Writer {
    connection: Connection,
    path: PathBuf,
    part: PathBuf,
    n_documents: i64,
    n_passages: i64,
}

impl Writer {
    /// Begins the store that will stand at `path`.
    ///
    /// # Errors
    ///
    /// [`Error::Write`] if its folder cannot be written to.
    pub fn create(path: &Path) -> Result<Self> {
        let part = path.with_extension("db.part");
        fs::File::create(&part).map_err(|error| Error::write(path, error))?;
        let begin = || -> rusqlite::Result<Connection> {
            let connection = Connection::open(&part)?;
            // Nobody reads the file before it is whole and renamed, so that SQLite's own care for
            // half-written transactions would only cost time.
            connection.pragma_update(None, "journal_mode", "OFF")?;
            connection.pragma_update(None, "synchronous", "OFF")?;
            connection.pragma_update(None, "application_id", APPLICATION_ID)?;
            connection.pragma_update(None, "user_version", VERSION)?;
            connection.execute_batch(SCHEMA)?;
            connection.execute_batch("BEGIN")?;
            Ok(connection)
        };
        match begin() {
            Ok(connection) => Ok(Self {
                connection,
                path: path.to_owned(),
                part,
                n_documents: 0,
                n_passages: 0,
            }),
            Err(error) => Err(write_error(path, error)),
        }
    }

    /// Adds a document and its mentions.
    ///
    /// # Errors
    ///
    /// [`Error::Write`].
    pub fn add(&mut self, record: &Record) -> Result<()> {
        self.insert(record)
            .map_err(|error| write_error(&self.path, error))
    }

    /// Adds the graph, which has a node for every entity with a mention, and what there is to say
    /// of the build; then puts the store in its place.
    ///
    /// # Errors
    ///
    /// [`Error::Write`]; what stood in its place still does.
    pub fn finish(self, graph: &Graph, about: &[(&str, String)]) -> Result<()> {
        self.insert_graph(graph, about)
            .and_then(|()| self.connection.execute_batch("COMMIT"))
            .map_err(|error| write_error(&self.path, error))?;
        fs::File::open(&self.part)
            .and_then(|file| file.sync_all())
            .and_then(|()| fs::rename(&self.part, &self.path))
            .map_err(|error| Error::write(&self.path, error))
    }

    fn insert(&mut self, record: &Record) -> rusqlite::Result<()> {
        let document = self.n_documents;
        self.n_documents += 1;
        let metadata = serde_json::to_string(&record.metadata).expect("strings are JSON");
        let known = |key: &str| record.metadata.get(key);
        self.connection
            .prepare_cached("INSERT INTO document_ VALUES (?, ?, ?, ?, ?, ?, ?, ?)")?
            .execute(params![
                document,
                record.id,
                record.origin,
                known("title"),
                known("date"),
                metadata,
                record.n_paragraphs,
                record.n_windows,
            ])?;
        let mut insert = self
            .connection
            .prepare_cached("INSERT INTO section_ VALUES (?, ?, ?, ?, ?, ?, ?, ?)")?;
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
        let first_passage = self.n_passages;
        let mut insert = self
            .connection
            .prepare_cached("INSERT INTO passage_ VALUES (?, ?, ?, ?, ?, ?)")?;
        for passage in &record.passages {
            insert.execute(params![
                self.n_passages,
                document,
                passage.section,
                passage.line + 1,
                passage.span.start,
                passage.text,
            ])?;
            self.n_passages += 1;
        }
        let mut insert = self
            .connection
            .prepare_cached("INSERT INTO mention_ VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?)")?;
        for row in &record.mentions {
            insert.execute(params![
                document,
                row.window,
                first_passage + row.passage_idx as i64,
                row.span.start,
                row.span.end,
                row.entity.0,
                row.surface,
                row.how,
                row.candidates,
            ])?;
        }
        Ok(())
    }

    fn insert_graph(&self, graph: &Graph, about: &[(&str, String)]) -> rusqlite::Result<()> {
        let connection = &self.connection;
        let mut insert = connection.prepare("INSERT INTO build_ VALUES (?, ?)")?;
        for (key, value) in about {
            insert.execute(params![key, value])?;
        }
        let mut entity =
            connection.prepare("INSERT INTO entity_ VALUES (?, ?, ?, ?, ?, ?, ?, ?)")?;
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
            ])?;
            for form in &node.aliases {
                alias.execute(params![key, form])?;
            }
        }
        let mut insert = connection.prepare("INSERT INTO edge_ VALUES (?, ?, ?, ?, ?, ?, ?)")?;
        for (a, b, edge) in graph.edges() {
            insert.execute(params![
                a.entity.0,
                b.entity.0,
                edge.counts.weight,
                edge.counts.sentences,
                edge.counts.paragraphs,
                edge.counts.sections,
                edge.counts.documents,
            ])?;
        }
        connection.execute_batch(INDEXES)
    }
}

/// Made at the end, when that takes one sort each.
const INDEXES: &str = "
    CREATE INDEX mention_by_entity ON mention_ (entity, document, window);
    CREATE INDEX mention_by_window ON mention_ (document, window, entity);
    CREATE INDEX edge_by_b ON edge_ (b);
    CREATE INDEX alias_by_entity ON alias_ (entity);
    CREATE INDEX document_by_id ON document_ (id);
";

/// An abandoned store leaves nothing behind.
impl Drop for Writer {
    fn drop(&mut self) {
        // After a rename there is no such file; and nobody could be told that it stayed.
        let _ = fs::remove_file(&self.part);
    }
}

fn write_error(path: &Path, error: rusqlite::Error) -> Error {
    let kind = match error.sqlite_error_code() {
        Some(ErrorCode::DiskFull) => io::ErrorKind::StorageFull,
        Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen) => io::ErrorKind::PermissionDenied,
        _ => io::ErrorKind::Other,
    };
    Error::write(path, io::Error::new(kind, error))
}
