//! JSON Lines: one document a line, with a `text`, perhaps an `id`, and further fields.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

use super::{Document, Format, Origin};
use crate::error::Fault;
use crate::span::Location;

/// A line of the file; fields that are neither `id` nor `text` are metadata.
#[derive(Deserialize)]
struct Record {
    id: Option<Value>,
    text: String,
    #[serde(flatten)]
    rest: BTreeMap<String, Value>,
}

/// Reads the lines in `bytes`, the first of which has the number `first_line`, from 0.
///
/// Blank lines are passed over. A record without an id gets `file#line`, the line from 1.
pub(super) fn parse(file: &str, first_line: usize, bytes: &[u8]) -> Vec<Result<Document, Fault>> {
    let bytes = match first_line {
        0 => bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes),
        _ => bytes,
    };
    bytes
        .split(|&byte| byte == b'\n')
        .enumerate()
        .filter(|(_, line)| !line.trim_ascii().is_empty())
        .map(|(idx, line)| parse_line(file, first_line + idx, line))
        .collect()
}

/// Whether `line` is a record, as against the first line of a plain text.
pub(super) fn is_record(line: &[u8]) -> bool {
    serde_json::from_slice::<Record>(line).is_ok()
}

fn parse_line(file: &str, line: usize, bytes: &[u8]) -> Result<Document, Fault> {
    let record: Record = serde_json::from_slice(bytes).map_err(|error| {
        let column = error.column().saturating_sub(1);
        let what = format!("not a record: {}", reason(&error));
        let remedy = "give each line a JSON object with a `text`";
        Fault::new(file, what, remedy).at(Location { line, column })
    })?;
    let own_id = record.id.as_ref().map(plain).filter(|id| !id.is_empty());
    let metadata = record.rest.iter().filter(|(_, value)| !value.is_null());
    Ok(Document {
        id: own_id.unwrap_or_else(|| format!("{file}#{}", line + 1)),
        text: record.text,
        format: Format::Text,
        blocks: Vec::new(),
        metadata: metadata
            .map(|(key, value)| (key.clone(), plain(value)))
            .collect(),
        origin: Origin {
            file: file.to_owned(),
            record: Some(line),
        },
    })
}

/// What the parser says, without its own count of lines: it saw one line only.
fn reason(error: &serde_json::Error) -> String {
    let message = error.to_string();
    if message.starts_with("invalid type") && message.contains("struct Record") {
        return "it is no object".to_owned();
    }
    match message.rfind(" at line ") {
        Some(end) => message[..end].to_owned(),
        None => message,
    }
}

/// A string without its quotes, anything else as JSON.
fn plain(value: &Value) -> String {
    match value {
        Value::String(string) => string.clone(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_keeps_its_id_and_its_further_fields() {
        let line = br#"{"id": 7, "text": "Hi", "date": "2024-05-17", "tags": ["a"], "none": null}"#;
        let documents = parse("x.jsonl", 0, line);
        let document = documents[0].as_ref().expect("a good record");
        assert_eq!((document.id.as_str(), document.text.as_str()), ("7", "Hi"));
        let metadata: Vec<_> = document.metadata.iter().collect();
        let (date, tags) = ("2024-05-17".to_owned(), r#"["a"]"#.to_owned());
        assert_eq!(metadata, [(&"date".into(), &date), (&"tags".into(), &tags)]);
    }

    #[test]
    fn a_broken_line_is_named_and_the_others_are_read() {
        let lines = b"{\"text\": \"a\"}\n\n{\"text\": \n{\"text\": \"b\"}\n{\"id\": 1}\n";
        let read: Vec<_> = parse("x.jsonl", 10, lines)
            .into_iter()
            .map(|document| document.map(|d| d.id).map_err(|fault| fault.to_string()))
            .collect();
        let remedy = "give each line a JSON object with a `text`";
        assert_eq!(
            read,
            [
                Ok("x.jsonl#11".to_owned()),
                Err(format!(
                    "x.jsonl:13:9: not a record: EOF while parsing a value; {remedy}"
                )),
                Ok("x.jsonl#14".to_owned()),
                Err(format!(
                    "x.jsonl:15:9: not a record: missing field `text`; {remedy}"
                )),
            ]
        );
    }
}
