//! A record of any format in, a document out: which of its fields are text, id and metadata.

use std::collections::BTreeMap;

use super::{Document, Format, Origin, metadata};

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
