//! A document in, what is known of it out.

use std::collections::BTreeMap;

use rusqlite::OptionalExtension;

use super::Store;
use crate::error::Result;

impl Store {
    /// What is known of the document `id` besides its text; nothing for a document there is not.
    ///
    /// # Errors
    ///
    /// [`Error::Store`](crate::error::Error::Store) if the file is damaged.
    pub fn metadata(&self, id: &str) -> Result<BTreeMap<String, String>> {
        self.read(|| {
            let sql = "SELECT metadata FROM document_ WHERE id = ?1";
            let mut select = self.connection.prepare_cached(sql)?;
            let metadata: Option<String> = select.query_row([id], |row| row.get(0)).optional()?;
            let metadata = metadata.and_then(|text| serde_json::from_str(&text).ok());
            Ok(metadata.unwrap_or_default())
        })
    }
}
