//! A record of any format in, a document out: which of its fields are text, id and metadata.

use std::collections::BTreeMap;

use super::{Document, Format, Origin, metadata};
use crate::error::Fault;

/// Fields that hold a record's text, the surest first.
const TEXT: [&str; 10] = [
    "text",
    "body",
    "content",
    "article",
    "fulltext",
    "full_text",
    "article_text",
    "article_body",
    "articlebody",
    "maintext",
];

/// Fields that hold a record's id, the surest first.
const ID: [&str; 4] = ["id", "_id", "doc_id", "document_id"];

/// Faults of a run of records that are told one by one. The rest is told as a number: a short record
/// that cannot be read must not take more memory than a good one.
const MOST_FAULTS: usize = 100;

/// All of `records` but the faults after the first hundred, which are told as one.
pub(super) fn gather(
    records: impl Iterator<Item = Result<Document, Fault>>,
) -> Vec<Result<Document, Fault>> {
    let mut gathered = Gathered::default();
    records.for_each(|record| gathered.push(record));
    gathered.finish()
}

/// What became of the records of a run.
#[derive(Default)]
pub(super) struct Gathered {
    records: Vec<Result<Document, Fault>>,
    n_faults: usize,
    /// The first fault that is not told by itself.
    untold: Option<Fault>,
}

impl Gathered {
    pub(super) fn push(&mut self, record: Result<Document, Fault>) {
        self.n_faults += usize::from(record.is_err());
        match record {
            Err(fault) if self.n_faults > MOST_FAULTS => {
                self.untold.get_or_insert(fault);
            }
            record => self.records.push(record),
        }
    }

    pub(super) fn finish(mut self) -> Vec<Result<Document, Fault>> {
        self.records.extend(self.untold.map(|first| {
            let what = match self.n_faults - MOST_FAULTS {
                1 => first.what,
                n => format!(
                    "this and {} more records cannot be read: {}",
                    n - 1,
                    first.what
                ),
            };
            Err(Fault { what, ..first })
        }));
        self.records
    }
}

/// Whether a field of this name may hold the text.
pub(super) fn is_text(name: &str) -> bool {
    TEXT.contains(&name.trim().to_lowercase().as_str())
}

/// Makes a document of `fields`; None if none of them is the text. Without an id of its own it gets
/// `fallback_id`.
pub(super) fn document(
    mut fields: BTreeMap<String, String>,
    fallback_id: impl FnOnce() -> String,
    origin: Origin,
) -> Option<Document> {
    let text = take_first(&mut fields, &TEXT)?;
    let id = take_first(&mut fields, &ID).filter(|id| !id.is_empty());
    Some(Document {
        id: id.unwrap_or_else(fallback_id),
        text,
        format: Format::Text,
        blocks: Vec::new(),
        before: Default::default(),
        metadata: metadata::renamed(fields),
        notes: Vec::new(),
        origin,
    })
}

/// Takes the field of the first of `names` that there is, in any case.
fn take_first(fields: &mut BTreeMap<String, String>, names: &[&str]) -> Option<String> {
    let key = names.iter().find_map(|name| {
        let mut keys = fields.keys();
        keys.find(|key| key.trim().eq_ignore_ascii_case(name))
            .cloned()
    })?;
    fields.remove(&key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_very_many_faults_the_first_are_told_and_the_rest_counted() {
        let record = |n: usize| match n % 3 {
            0 => Ok(Document::new(n.to_string(), "")),
            _ => Err(Fault::new("x", format!("flaw {n}"), "mend it")),
        };
        let gathered = gather((0..3000).map(record));
        let (documents, faults): (Vec<_>, Vec<_>) = gathered.into_iter().partition(Result::is_ok);
        assert_eq!((documents.len(), faults.len()), (1000, MOST_FAULTS + 1));
        let last = faults.last().and_then(|fault| fault.as_ref().err());
        let expected = "x: this and 1899 more records cannot be read: flaw 151; mend it";
        assert_eq!(last.map(Fault::to_string).as_deref(), Some(expected));
        let few = gather((0..3).map(record))
            .into_iter()
            .filter(Result::is_err);
        assert_eq!(few.count(), 2);
    }
}
