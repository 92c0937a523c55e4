//! What a store knows of the files it was built from, and which of them are as they were.

use std::collections::HashMap;

use rusqlite::{Connection, params};

use super::{Store, Writer};
use crate::error::{Fault, Result};
use crate::read::Stamp;

impl Store {
    /// The files the store was built from, in the order in which they were found, with their keys.
    ///
    /// # Errors
    ///
    /// [`Error::Store`](crate::error::Error::Store) if the file is damaged.
    pub fn inputs(&self) -> Result<Vec<(i64, Stamp)>> {
        self.read(|| {
            let mut select = self
                .connection
                .prepare("SELECT key, file, size, modified, changed FROM input_ ORDER BY place")?;
            let rows = select.query_map([], |row| {
                let stamp = Stamp {
                    file: row.get(1)?,
                    size: row.get(2)?,
                    modified: row.get(3)?,
                    changed: row.get(4)?,
                };
                Ok((row.get(0)?, stamp))
            })?;
            rows.collect()
        })
    }

    /// For each of `stamps` the key of the input that it still is.
    ///
    /// # Errors
    ///
    /// [`Error::Store`](crate::error::Error::Store) if the file is damaged.
    pub fn unchanged(&self, stamps: &[Stamp]) -> Result<Vec<Option<i64>>> {
        let mut known: HashMap<Stamp, Vec<i64>> = HashMap::new();
        for (key, stamp) in self.inputs()?.into_iter().rev() {
            known.entry(stamp).or_default().push(key);
        }
        let find = |stamp: &Stamp| match stamp.size {
            -1 => None,
            _ => known.get_mut(stamp)?.pop(),
        };
        Ok(stamps.iter().map(find).collect())
    }

    /// The ids of all documents, in order.
    ///
    /// # Errors
    ///
    /// [`Error::Store`](crate::error::Error::Store) if the file is damaged.
    pub fn document_ids(&self) -> Result<Vec<String>> {
        self.read(|| document_ids(&self.connection))
    }

    /// What was skipped, and what is odd in the rest, in the order of the inputs.
    ///
    /// # Errors
    ///
    /// [`Error::Store`](crate::error::Error::Store) if the file is damaged.
    pub fn faults(&self) -> Result<(Vec<Fault>, Vec<Fault>)> {
        self.read(|| faults(&self.connection))
    }
}

impl Writer {
    /// As [`Store::document_ids`], of what is written so far.
    ///
    /// # Errors
    ///
    /// [`Error::Write`](crate::error::Error::Write).
    pub fn document_ids(&self) -> Result<Vec<String>> {
        document_ids(&self.connection).map_err(|error| super::write_error(&self.path, error))
    }

    /// As [`Store::faults`], of what is written so far.
    ///
    /// # Errors
    ///
    /// [`Error::Write`](crate::error::Error::Write).
    pub fn faults(&self) -> Result<(Vec<Fault>, Vec<Fault>)> {
        faults(&self.connection).map_err(|error| super::write_error(&self.path, error))
    }
}

fn document_ids(connection: &Connection) -> rusqlite::Result<Vec<String>> {
    let mut select = connection.prepare("SELECT id FROM document_ ORDER BY place")?;
    select.query_map([], |row| row.get(0))?.collect()
}

fn faults(connection: &Connection) -> rusqlite::Result<(Vec<Fault>, Vec<Fault>)> {
    let (mut skipped, mut notes) = (Vec::new(), Vec::new());
    let mut select = connection.prepare(
        "SELECT f.skipped, f.fault FROM fault_ f JOIN input_ i ON i.key = f.input
         ORDER BY i.place, f.rowid",
    )?;
    let mut rows = select.query(params![])?;
    while let Some(row) = rows.next()? {
        let (is_skipped, fault): (bool, String) = (row.get(0)?, row.get(1)?);
        let Ok(fault) = serde_json::from_str(&fault) else {
            continue;
        };
        if is_skipped { &mut skipped } else { &mut notes }.push(fault);
    }
    Ok((skipped, notes))
}
