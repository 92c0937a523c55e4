//! JSON: an array of records, one record, or an object that holds an array of them.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

use super::format::{Content, Reader};
use super::runs::Cut;
use super::{Document, Origin, Run, encoding, record};
use crate::error::Fault;
use crate::span::Location;

pub(super) const READER: Reader = Reader {
    name: "json",
    extensions: &["json"],
    is_like,
    content: Content::Records {
        cut: || Box::<Elements>::default(),
        has_head: false,
        read,
    },
};

/// The members of an object.
#[derive(Deserialize)]
#[serde(transparent)]
pub(super) struct Fields(BTreeMap<String, Value>);

impl Fields {
    /// Whether one of them may be the text.
    pub(super) fn has_text(&self) -> bool {
        let mut fields = self.0.iter();
        fields.any(|(key, value)| record::is_text(key) && value.is_string())
    }

    /// The document they make; None without a text.
    pub(super) fn document(
        self,
        fallback_id: impl FnOnce() -> String,
        origin: Origin,
    ) -> Option<Document> {
        let fields = self.0.into_iter().filter(|(key, value)| match value {
            Value::Null => false,
            Value::String(_) => true,
            _ => !record::is_text(key),
        });
        let fields: BTreeMap<_, _> = fields.map(|(key, value)| (key, plain(value))).collect();
        record::document(fields, fallback_id, origin)
    }

    /// The records in the only member that is an array of objects.
    fn records(self) -> Option<Vec<Self>> {
        let mut arrays = self.0.into_values().filter_map(|value| match value {
            Value::Array(elements) if elements.iter().any(Value::is_object) => Some(elements),
            _ => None,
        });
        let (only, None) = (arrays.next()?, arrays.next()) else {
            return None;
        };
        let objects = only.into_iter().filter_map(|element| match element {
            Value::Object(object) => Some(Self(object.into_iter().collect())),
            _ => None,
        });
        Some(objects.collect())
    }
}

/// What the parser says, without its own count of lines: it saw one record only.
pub(super) fn reason(error: &serde_json::Error) -> String {
    let message = error.to_string();
    if message.starts_with("invalid type") && message.contains("a map") {
        return "it is no object".to_owned();
    }
    match message.rfind(" at line ") {
        Some(end) => message[..end].to_owned(),
        None => message,
    }
}

/// A string without its quotes, a list of strings with commas, anything else as JSON.
fn plain(value: Value) -> String {
    match value {
        Value::String(string) => string,
        other => other.to_string(),
    }
}

/// The elements of an array, or values one after the other.
#[derive(Default)]
struct Elements {
    depth: usize,
    /// Whether the outermost bracket is that of an array, whose elements count, not itself.
    is_array: bool,
    is_string: bool,
    is_escaped: bool,
}

impl Cut for Elements {
    fn next_end(&mut self, bytes: &[u8]) -> Option<usize> {
        let end = bytes.iter().position(|&byte| self.ends(byte));
        end.map(|idx| idx + 1)
    }
}

impl Elements {
    /// Whether a record ends with `byte`.
    fn ends(&mut self, byte: u8) -> bool {
        if self.is_string {
            let was_escaped = std::mem::replace(&mut self.is_escaped, false);
            match byte {
                b'\\' if !was_escaped => self.is_escaped = true,
                b'"' if !was_escaped => self.is_string = false,
                _ => {}
            }
            return false;
        }
        match byte {
            b'"' => self.is_string = true,
            b'[' | b'{' => {
                self.is_array |= self.depth == 0 && byte == b'[';
                self.depth += 1;
            }
            b']' | b'}' => {
                self.depth = self.depth.saturating_sub(1);
                return self.depth == usize::from(self.is_array);
            }
            _ => {}
        }
        false
    }
}

fn is_like(head: &str) -> bool {
    let mut visible = head.chars().filter(|c| !c.is_whitespace());
    match (visible.next(), visible.next()) {
        (Some('{'), second) => matches!(second, Some('"' | '}')),
        (Some('['), second) => matches!(second, Some('{')),
        _ => false,
    }
}

/// Reads the records of `run`. One without an id gets `file#number`, from 1, or the file's own if
/// it is all of it.
fn read(run: &Run) -> Vec<Result<Document, Fault>> {
    let mut elements = Elements::default();
    let (mut start, mut line) = (0, run.first_line);
    let (mut gathered, mut n_records) = (record::Gathered::default(), 0);
    while start < run.bytes.len() {
        let rest = &run.bytes[start..];
        let end = elements.next_end(rest).unwrap_or(rest.len());
        let lead = lead(&rest[..end]);
        line += count_lines(&rest[..lead]);
        if lead < end {
            let number = run.first_record + n_records;
            let records = read_element(run, number, line, &rest[lead..end]);
            n_records += records.len();
            records.into_iter().for_each(|record| gathered.push(record));
        }
        line += count_lines(&rest[lead..end]);
        start += end;
    }
    gathered.finish()
}

/// How many bytes stand before a record: commas and the like, and the bracket of the array it is in.
fn lead(bytes: &[u8]) -> usize {
    let mut is_inside = false;
    let is_mark = |byte: &&u8| match byte {
        b'[' => !std::mem::replace(&mut is_inside, true),
        b',' | b']' | b' ' | b'\t' | b'\r' | b'\n' => true,
        _ => encoding::BOM.contains(byte),
    };
    bytes.iter().take_while(is_mark).count()
}

fn count_lines(bytes: &[u8]) -> usize {
    memchr::memchr_iter(b'\n', bytes).count()
}

fn read_element(
    run: &Run,
    number: usize,
    line: usize,
    bytes: &[u8],
) -> Vec<Result<Document, Fault>> {
    let remedy = "give each record a `text`";
    let fault = |what: String, line| {
        let what = format!("not a record: {what}");
        Fault::new(run.origin.place(), what, remedy).at(Location { line, column: 0 })
    };
    let line_text = encoding::line(bytes);
    let fields: Fields = match serde_json::from_str(&line_text) {
        Ok(fields) => fields,
        Err(error) => {
            let line = line + error.line().saturating_sub(1);
            return vec![Err(fault(reason(&error), line))];
        }
    };
    let id = |number: usize| format!("{}#{}", run.origin.place(), number + 1);
    if fields.has_text() {
        let document = fields.document(|| id(number), run.origin_of(line));
        return document.into_iter().map(Ok).collect();
    }
    let Some(records) = fields.records() else {
        return vec![Err(fault("missing field `text`".to_owned(), line))];
    };
    let documents = records.into_iter().enumerate().map(|(idx, record)| {
        let document = record.document(|| id(number + idx), run.origin_of(line));
        document.ok_or_else(|| fault(format!("record {} has no `text`", idx + 1), line))
    });
    documents.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(json: &str, expected: &[Result<(&str, &str), &str>]) {
        let run = Run {
            origin: Origin {
                file: "x.json".to_owned(),
                ..Origin::default()
            },
            bytes: json.as_bytes().to_owned(),
            ..Run::default()
        };
        let read: Vec<_> = read(&run)
            .into_iter()
            .map(|document| document.map(|d| (d.id, d.text)).map_err(|f| f.to_string()))
            .collect();
        let read: Vec<_> = read
            .iter()
            .map(|document| match document {
                Ok((id, text)) => Ok((id.as_str(), text.as_str())),
                Err(fault) => Err(fault.as_str()),
            })
            .collect();
        assert_eq!(read, expected, "{json}");
    }

    #[test]
    fn records_stand_in_an_array_alone_or_inside_an_object() {
        let two = [Ok(("x.json#1", "A, [b]")), Ok(("7", "\"B\\"))];
        check(r#"[{"text": "A, [b]"}, {"id": 7, "body": "\"B\\"}]"#, &two);
        check(
            r#"{"n": 2, "articles": [{"text": "A, [b]"}, {"id": 7, "body": "\"B\\"}]}"#,
            &two,
        );
        check("{\"text\": \"A\"}\n", &[Ok(("x.json#1", "A"))]);
        check("[]", &[]);
    }

    #[test]
    fn arrays_in_arrays_are_no_records() {
        let fault = Err("x.json:1:1: not a record: it is no object; give each record a `text`");
        check(r#"[[{"text": "A"}]]"#, &[fault]);
        check(&"[".repeat(100_000), &[fault]);
    }

    #[test]
    fn a_broken_record_is_named_and_the_others_are_read() {
        check(
            "[\n{\"text\": \"A\"},\n{\"text\": },\n{\"no\": 1},\n{\"text\": \"B\"}]",
            &[
                Ok(("x.json#1", "A")),
                Err("x.json:3:1: not a record: expected value; give each record a `text`"),
                Err("x.json:4:1: not a record: missing field `text`; give each record a `text`"),
                Ok(("x.json#4", "B")),
            ],
        );
    }
}
