//! What pages came to, kept beside a store: a build with other names need not take them apart again.
//! Nothing depends on it but time.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use rusqlite::{Connection, OptionalExtension, params};
use rustc_hash::FxHashSet;

use crate::read::Memory;

/// The name of the file, beside the store; hidden, as it is none of the outputs.
const FILE_NAME: &str = ".texts.db";

/// The packed bytes that are kept at most.
const MOST_BYTES: usize = 1 << 30;

/// The texts of pages. What cannot be kept, or is damaged, is read again.
#[derive(Debug)]
pub struct Texts {
    path: PathBuf,
    /// How the texts were read.
    fingerprint: String,
    kept: Mutex<Kept>,
}

#[derive(Debug, Default)]
struct Kept {
    /// None as long as there is nothing.
    connection: Option<Connection>,
    n_bytes: usize,
    /// The keys that were asked for.
    used: FxHashSet<u64>,
}

impl Texts {
    /// What is kept beside the store at `store`, as far as it was read as `fingerprint` says.
    pub fn open(store: &Path, fingerprint: String) -> Self {
        let path = store.with_file_name(FILE_NAME);
        let kept = match path.exists() {
            true => Kept::open(&path, &fingerprint).unwrap_or_else(|_| {
                // What is no store of texts is of no use; if it stays, nothing is kept.
                let _ = fs::remove_file(&path);
                Kept::default()
            }),
            false => Kept::default(),
        };
        Self {
            path,
            fingerprint,
            kept: Mutex::new(kept),
        }
    }

    /// Forgets what is kept beside the store at `store`.
    pub fn forget(store: &Path) {
        // If it stays, that costs its room and nothing else.
        let _ = fs::remove_file(store.with_file_name(FILE_NAME));
    }

    /// Writes down what is new; before, if `is_all`, all that was not asked for is dropped.
    pub fn finish(self, is_all: bool) {
        let kept = self.kept.into_inner();
        // What cannot be written is read again next time.
        let _ = kept.unwrap_or_else(PoisonError::into_inner).finish(is_all);
    }
}

impl Memory for Texts {
    fn recall(&self, key: u64) -> Option<Vec<u8>> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.used.insert(key);
        let mut select = kept
            .connection
            .as_ref()?
            .prepare_cached("SELECT packed FROM text_ WHERE key = ?")
            .ok()?;
        let found = select.query_row([key.cast_signed()], |row| row.get(0));
        found.optional().ok()?
    }

    fn keep(&self, key: u64, bytes: &[u8]) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.connection.is_none() {
            let used = std::mem::take(&mut kept.used);
            match Kept::open(&self.path, &self.fingerprint) {
                Ok(opened) => *kept = Kept { used, ..opened },
                Err(_) => return,
            }
        }
        if kept.n_bytes + bytes.len() <= MOST_BYTES && kept.insert(key, bytes).is_ok() {
            kept.n_bytes += bytes.len();
        }
    }
}

impl Kept {
    fn open(path: &Path, fingerprint: &str) -> rusqlite::Result<Self> {
        let connection = Connection::open(path)?;
        connection.execute_batch(
            "BEGIN;
             CREATE TABLE IF NOT EXISTS reading_ (fingerprint TEXT NOT NULL);
             CREATE TABLE IF NOT EXISTS text_ (key INTEGER PRIMARY KEY, packed BLOB NOT NULL)",
        )?;
        let select = "SELECT fingerprint FROM reading_";
        let known: Option<String> = connection
            .query_row(select, [], |row| row.get(0))
            .optional()?;
        if known.as_deref() != Some(fingerprint) {
            connection.execute_batch("DELETE FROM reading_; DELETE FROM text_")?;
            connection.execute("INSERT INTO reading_ VALUES (?)", [fingerprint])?;
        }
        let sum = "SELECT ifnull(sum(length(packed)), 0) FROM text_";
        Ok(Self {
            n_bytes: connection.query_row(sum, [], |row| row.get(0))?,
            connection: Some(connection),
            used: FxHashSet::default(),
        })
    }

    fn insert(&self, key: u64, bytes: &[u8]) -> rusqlite::Result<()> {
        let Some(connection) = &self.connection else {
            return Ok(());
        };
        let mut insert = connection.prepare_cached("INSERT OR REPLACE INTO text_ VALUES (?, ?)")?;
        insert.execute(params![key.cast_signed(), bytes])?;
        Ok(())
    }

    fn finish(self, is_all: bool) -> rusqlite::Result<()> {
        let Some(connection) = &self.connection else {
            return Ok(());
        };
        if is_all {
            let mut select = connection.prepare("SELECT key FROM text_")?;
            let keys = select.query_map([], |row| row.get(0))?;
            let keys: Vec<i64> = keys.collect::<rusqlite::Result<_>>()?;
            let mut drop = connection.prepare("DELETE FROM text_ WHERE key = ?")?;
            for key in keys {
                if !self.used.contains(&key.cast_unsigned()) {
                    drop.execute([key])?;
                }
            }
        }
        connection.execute_batch("COMMIT")
    }
}
