//! A store in, its mentions out, one by one.

use super::Store;
use crate::error::Result;

/// What a mention is of, to draw samples by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MentionKind {
    /// The mention's place in the store.
    pub key: i64,
    /// Its entity's type.
    pub entity_type: String,
    /// Form and reason, as `tag` tells them.
    pub how: String,
}

/// A mention with the passage it stands in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mentioned {
    /// The document's id.
    pub document: String,
    /// The line its passage begins on, from 1.
    pub line: u64,
    /// The first byte.
    pub start: u64,
    /// The byte behind the last.
    pub end: u64,
    /// What stands there.
    pub surface: String,
    /// The entity's id.
    pub entity: String,
    /// The entity's name.
    pub name: String,
    /// The entity's type.
    pub entity_type: String,
    /// Form and reason.
    pub how: String,
    /// The passage as it stands in the text.
    pub passage: String,
}

impl Store {
    /// The kinds of all mentions but those of the type `other`, in the order of the documents.
    ///
    /// # Errors
    ///
    /// [`Error::Store`](crate::error::Error::Store) if the file is damaged.
    pub fn mention_kinds(&self) -> Result<Vec<MentionKind>> {
        self.read(|| {
            let mut select = self.connection.prepare(
                "SELECT m.key, e.type, m.how FROM mention_ m JOIN entity_ e ON e.key = m.entity
                 JOIN document_ d ON d.key = m.document
                 WHERE e.type <> 'other' ORDER BY d.place, m.start, m.key",
            )?;
            let rows = select.query_map([], |row| {
                Ok(MentionKind {
                    key: row.get(0)?,
                    entity_type: row.get(1)?,
                    how: row.get(2)?,
                })
            })?;
            rows.collect()
        })
    }

    /// The mention of this key.
    ///
    /// # Errors
    ///
    /// [`Error::Store`](crate::error::Error::Store) if there is none, or the file is damaged.
    pub fn mention(&self, key: i64) -> Result<Mentioned> {
        self.read(|| {
            let mut select = self.connection.prepare_cached(
                "SELECT d.id, p.line, m.start, m.\"end\", m.surface, e.id, e.name, e.type, m.how,
                        p.text
                 FROM mention_ m
                 JOIN document_ d ON d.key = m.document
                 JOIN entity_ e ON e.key = m.entity
                 JOIN passage_ p ON p.key = m.passage
                 WHERE m.key = ?1",
            )?;
            select.query_row([key], |row| {
                Ok(Mentioned {
                    document: row.get(0)?,
                    line: row.get(1)?,
                    start: row.get(2)?,
                    end: row.get(3)?,
                    surface: row.get(4)?,
                    entity: row.get(5)?,
                    name: row.get(6)?,
                    entity_type: row.get(7)?,
                    how: row.get(8)?,
                    passage: row.get(9)?,
                })
            })
        })
    }
}
