//! A line of a document in, how its names were read out.

use super::{ROWS, Store};
use crate::error::Result;

/// A mention, and why it is taken for what it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// What stands there.
    pub surface: String,
    /// The id of the entity it was linked to.
    pub entity: String,
    /// The entity's name.
    pub name: String,
    /// The entity's type.
    pub entity_type: String,
    /// Form and reason, as `tag` tells them.
    pub how: String,
    /// The ids of all it might denote, the chosen one first; empty if there is but one.
    pub candidates: Vec<String>,
    /// Whether it counts for ties: not in boilerplate, nor in a repeated paragraph.
    pub is_counted: bool,
}

impl Store {
    /// The ids of the documents that are called `name`, or whose ids end in `/name`.
    ///
    /// # Errors
    ///
    /// [`Error::Store`](crate::error::Error::Store) if the file is damaged.
    pub fn documents_called(&self, name: &str) -> Result<Vec<String>> {
        let mut ids = self.document_ids()?;
        match ids.iter().any(|id| id == name) {
            true => Ok(vec![name.to_owned()]),
            false => {
                let end = format!("/{name}");
                ids.retain(|id| id.ends_with(&end));
                Ok(ids)
            }
        }
    }

    /// The mentions that begin on `line`, from 1, of the document `id`, in order. Linear in the
    /// mentions of the document.
    ///
    /// # Errors
    ///
    /// [`Error::Store`](crate::error::Error::Store) if the file is damaged.
    pub fn readings(&self, id: &str, line: u64) -> Result<Vec<Reading>> {
        self.read(|| self.readings_on(id, line))
    }

    fn readings_on(&self, id: &str, line: u64) -> rusqlite::Result<Vec<Reading>> {
        let mut select = self.connection.prepare(
            "SELECT m.surface, e.id, e.name, e.type, m.how, m.candidates, m.window IS NOT NULL,
                 p.line, p.start, p.text, m.start
             FROM document_ d
             JOIN mention_ m ON m.key >= d.key * ?3 AND m.key < (d.key + 1) * ?3
             JOIN passage_ p ON p.key = m.passage JOIN entity_ e ON e.key = m.entity
             WHERE d.id = ?1 AND p.line <= ?2 ORDER BY m.start, m.key",
        )?;
        let mut rows = select.query(rusqlite::params![id, line, ROWS])?;
        let mut readings = Vec::new();
        while let Some(row) = rows.next()? {
            let (first, start, text): (u64, usize, String) =
                (row.get(7)?, row.get(8)?, row.get(9)?);
            let byte: usize = row.get(10)?;
            let before = text.as_bytes().get(..byte.saturating_sub(start));
            let n_ends = before.map_or(0, |before| memchr::memchr_iter(b'\n', before).count());
            if first + n_ends as u64 != line {
                continue;
            }
            let candidates: Option<String> = row.get(5)?;
            let candidates = candidates.unwrap_or_default();
            readings.push(Reading {
                surface: row.get(0)?,
                entity: row.get(1)?,
                name: row.get(2)?,
                entity_type: row.get(3)?,
                how: row.get(4)?,
                candidates: candidates.split_whitespace().map(str::to_owned).collect(),
                is_counted: row.get(6)?,
            });
        }
        Ok(readings)
    }
}
