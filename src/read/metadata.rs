//! What is known of documents besides their text: keys under one name each, dates in one form,
//! and tables of metadata from elsewhere.

use std::collections::BTreeMap;
use std::path::Path;

use super::{Document, columns, dates};
use crate::error::{Error, Fault, Result};

/// The names of each key, the surest first; those of records, front matter and pages.
const NAMES: [(&str, &[&str]); 6] = [
    ("title", &["title", "headline", "heading"]),
    (
        "date",
        &[
            "date",
            "published",
            "datepublished",
            "date_published",
            "published_at",
            "publication_date",
            "publish_date",
            "pubdate",
            "published_date",
            "datetime",
            "timestamp",
            "created_at",
        ],
    ),
    ("byline", &["byline", "author", "authors", "creator"]),
    (
        "source",
        &[
            "source",
            "publisher",
            "publication",
            "site_name",
            "site",
            "outlet",
            "newspaper",
        ],
    ),
    ("url", &["url", "link", "permalink", "canonical", "uri"]),
    ("language", &["language", "lang", "locale"]),
];

/// Columns of a table that say which document a row is about.
const PATHS: [&str; 5] = ["path", "file", "filename", "id", "document"];

/// `fields` with those that are known under their one name; a second of the same meaning keeps its
/// own.
pub(super) fn renamed(mut fields: BTreeMap<String, String>) -> BTreeMap<String, String> {
    if fields.is_empty() {
        return fields;
    }
    for (key, names) in NAMES {
        let name = names.iter().find_map(|name| {
            let mut own = fields.keys();
            own.find(|own| own.trim().eq_ignore_ascii_case(name))
                .cloned()
        });
        if let Some(value) = name.and_then(|name| fields.remove(&name)) {
            fields.insert(key.to_owned(), value);
        }
    }
    fields
}

/// Metadata of documents by their paths or ids.
#[derive(Clone, Debug, Default)]
pub struct MetadataTable {
    rows: BTreeMap<String, BTreeMap<String, String>>,
}

impl MetadataTable {
    /// Reads a CSV file, or TSV if its name says so. One of its columns is `path`, `file`, `id` or
    /// `document`: the document's path below its input, its file name, or its id.
    ///
    /// # Errors
    ///
    /// [`Error::Read`] if there is no such file, [`Error::Project`] with the rows that cannot be
    /// used.
    pub fn load(path: &Path) -> Result<Self> {
        let bytes = std::fs::read(path).map_err(|error| Error::read(path, error))?;
        let place = path.display().to_string();
        let is_tsv = path.extension().is_some_and(|extension| extension == "tsv");
        let rows = columns::rows(&bytes, if is_tsv { b'\t' } else { columns::COMMA });
        let (mut table, mut faults) = (Self::default(), Vec::new());
        for row in rows {
            match row.map(path_and_fields) {
                Ok(Some((path, fields))) => {
                    table.rows.insert(path, renamed(fields));
                }
                Ok(None) => {
                    let remedy = "name one `path`, `file` or `id`";
                    faults.push(Fault::new(
                        &place,
                        "no column says of which document",
                        remedy,
                    ));
                    break;
                }
                Err(ragged) => faults.push(ragged.fault(&place)),
            }
        }
        match faults.is_empty() {
            true => Ok(table),
            false => Err(Error::Project(faults)),
        }
    }

    /// What is known of `document`, by its id, its path, or the last part of that.
    fn row(&self, document: &Document) -> Option<&BTreeMap<String, String>> {
        if self.rows.is_empty() {
            return None;
        }
        let place = document.origin.place();
        let file_name = place.rsplit('/').next().unwrap_or_default();
        let mut keys = [document.id.as_str(), &place, file_name].into_iter();
        keys.find_map(|key| self.rows.get(key))
    }

    /// Adds to `document` what is known of it, and brings its date into one form; of a file that
    /// tells none, its name may.
    pub(super) fn complete(&self, document: &mut Document) {
        if let Some(row) = self.row(document) {
            let known = row.iter().filter(|(_, value)| !value.is_empty());
            let known = known.map(|(key, value)| (key.clone(), value.clone()));
            document.metadata.extend(known);
        }
        let Some(date) = document.metadata.get_mut("date") else {
            if document.origin.record.is_none() {
                let date = dates::of_file(&document.origin.place());
                document
                    .metadata
                    .extend(date.map(|date| ("date".to_owned(), date)));
            }
            return;
        };
        match dates::normalised(date) {
            Some(normalised) => *date = normalised,
            None => {
                let what = format!("`{}` is no date", date.trim());
                let remedy = "it is kept as it is, and no timeline has it; write 2024-05-17";
                let fault = Fault::new(document.origin.to_string(), what, remedy);
                document.notes.push(fault);
            }
        }
    }
}

fn path_and_fields(
    mut fields: BTreeMap<String, String>,
) -> Option<(String, BTreeMap<String, String>)> {
    let key = PATHS.iter().find_map(|name| {
        let mut own = fields.keys();
        own.find(|own| own.trim().eq_ignore_ascii_case(name))
            .cloned()
    })?;
    let path = fields.remove(&key)?.replace('\\', "/");
    let path = path.trim_start_matches("./").to_owned();
    Some((path, fields))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_adds_to_a_document_and_its_date_is_normalised()
    -> Result<(), Box<dyn std::error::Error>> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("table.csv");
        std::fs::write(
            &path,
            "path,headline,date\na/b.txt,Ice,17 May 2024\nc.txt,,31 June 2024\n",
        )?;
        let table = MetadataTable::load(&path)?;
        let mut document = Document::new("a/b.txt", "text");
        table.complete(&mut document);
        assert_eq!(document.metadata["title"], "Ice");
        assert_eq!(document.metadata["date"], "2024-05-17");
        let mut other = Document::new("x/c.txt", "text");
        table.complete(&mut other);
        assert_eq!(other.metadata["date"], "31 June 2024");
        assert_eq!(other.notes.len(), 1);
        Ok(())
    }
}
