//! A store in, its documents and mentions as rows of tables out.

use rusqlite::Row as Found;
use rustc_hash::FxHashSet;
use serde_json::Value;

use super::evidence::TIME;
use super::tally::{Document, documents};
use super::{Part, ROWS, Store};
use crate::date::Date;
use crate::error::Result;
use crate::graph::ColumnType::{self, Integer, List, Text};
use crate::graph::Graph;

/// A value for each column.
pub type Row = Vec<Value>;

/// The columns of documents; `metadata` is a JSON object.
pub const DOCUMENT_COLUMNS: [(&str, ColumnType); 7] = [
    ("id", Text),
    ("origin", Text),
    ("title", Text),
    ("date", Text),
    ("metadata", Text),
    ("paragraphs", Integer),
    ("windows", Integer),
];

/// The columns of mentions: those of the view `mention`, and the time that they are of.
pub const MENTION_COLUMNS: [(&str, ColumnType); 13] = [
    ("document", Text),
    ("section", Integer),
    ("time", Text),
    ("line", Integer),
    ("window", Integer),
    ("start", Integer),
    ("end", Integer),
    ("surface", Text),
    ("entity", Text),
    ("type", Text),
    ("how", Text),
    ("candidates", List),
    ("passage", Text),
];

/// The documents of a part of a corpus, and the mentions of a graph's entities in them.
pub struct Contents<'a> {
    store: &'a Store,
    part: &'a Part,
    entities: FxHashSet<u32>,
    documents: Vec<Document>,
}

impl Store {
    /// Finds the documents that hold some of `part`, for rows of them and of the mentions of the
    /// entities of `graph`. Memory grows with the documents; time too, for a period with the mentions.
    ///
    /// # Errors
    ///
    /// [`Error::Store`](crate::error::Error::Store) if the file is damaged.
    pub fn contents<'a>(&'a self, graph: &Graph, part: &'a Part) -> Result<Contents<'a>> {
        let nodes = graph.network.node_weights();
        let mut contents = Contents {
            store: self,
            part,
            entities: nodes.map(|node| node.entity.0).collect(),
            documents: Vec::new(),
        };
        for document in self.read(|| documents(&self.connection))? {
            if self.read(|| contents.holds(&document))? {
                contents.documents.push(document);
            }
        }
        Ok(contents)
    }
}

impl Contents<'_> {
    /// A row for each document, in their order.
    pub fn documents(&self) -> impl Iterator<Item = Result<Row>> {
        let keys = self.documents.iter().map(|document| document.key);
        keys.map(|key| self.store.read(|| self.document(key)))
    }

    /// A row for each mention, in the order of the documents and of their texts.
    pub fn mentions(&self) -> impl Iterator<Item = Result<Row>> {
        let of_each = self.documents.iter().map(|document| {
            let is_wanted = |entity| self.entities.contains(&entity);
            self.store.read(|| self.mentions_in(document, is_wanted))
        });
        of_each.flat_map(|rows| match rows {
            Ok(rows) => rows.into_iter().map(Ok).collect(),
            Err(error) => vec![Err(error)],
        })
    }

    /// Whether some of the part stands in `document`.
    fn holds(&self, document: &Document) -> rusqlite::Result<bool> {
        let period = &self.part.period;
        Ok(self.part.admits(&document.id)
            && (period.admits(document.date) || !self.mentions_in(document, |_| true)?.is_empty()))
    }

    fn document(&self, key: i64) -> rusqlite::Result<Row> {
        let mut select = self.store.connection.prepare_cached(
            "SELECT id, origin, title, date, metadata, paragraphs, windows FROM document_
             WHERE key = ?1",
        )?;
        select.query_row([key], |row| {
            Ok(vec![
                text(row, 0)?,
                text(row, 1)?,
                text(row, 2)?,
                text(row, 3)?,
                text(row, 4)?,
                integer(row, 5)?,
                integer(row, 6)?,
            ])
        })
    }

    fn mentions_in(
        &self,
        document: &Document,
        is_wanted: impl Fn(u32) -> bool,
    ) -> rusqlite::Result<Vec<Row>> {
        let mut select = self.store.connection.prepare_cached(&format!(
            "SELECT m.entity, p.section, {TIME}, p.line, m.window, m.start, m.\"end\", m.surface,
                 e.id, e.type, m.how || iif(m.window IS m.own_window, '', '/repeat'),
                 m.candidates, p.text
             FROM mention_ m
             JOIN document_ d ON d.key = m.document
             JOIN entity_ e ON e.key = m.entity
             JOIN passage_ p ON p.key = m.passage
             LEFT JOIN section_ s ON s.document = m.document AND s.section = p.section
             WHERE m.key >= ?1 AND m.key < ?2 ORDER BY m.start, m.key"
        ))?;
        let mut found = select.query([document.key * ROWS, (document.key + 1) * ROWS])?;
        let mut rows = Vec::new();
        while let Some(row) = found.next()? {
            let time: Option<String> = row.get(2)?;
            let date = time.as_deref().and_then(Date::of);
            if !is_wanted(row.get(0)?) || !self.part.period.admits(date) {
                continue;
            }
            let candidates: Option<String> = row.get(11)?;
            let candidates = candidates.unwrap_or_default();
            rows.push(vec![
                document.id.as_str().into(),
                integer(row, 1)?,
                time.into(),
                integer(row, 3)?,
                integer(row, 4)?,
                integer(row, 5)?,
                integer(row, 6)?,
                text(row, 7)?,
                text(row, 8)?,
                text(row, 9)?,
                text(row, 10)?,
                candidates.split_whitespace().collect(),
                text(row, 12)?,
            ]);
        }
        Ok(rows)
    }
}

fn text(row: &Found<'_>, column: usize) -> rusqlite::Result<Value> {
    Ok(row.get::<_, Option<String>>(column)?.into())
}

fn integer(row: &Found<'_>, column: usize) -> rusqlite::Result<Value> {
    Ok(row.get::<_, Option<i64>>(column)?.into())
}
