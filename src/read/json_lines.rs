//! JSON Lines: one document a line, with a `text`, perhaps an `id`, and further fields.

use super::format::{Content, Reader};
use super::json::{self, Fields};
use super::record::gather;
use super::runs::Lines;
use super::{Document, Run, encoding};
use crate::error::Fault;
use crate::span::Location;

pub(super) const READER: Reader = Reader {
    name: "jsonl",
    extensions: &["jsonl", "ndjson", "jsonlines"],
    is_like,
    content: Content::Records {
        cut: || Box::new(Lines),
        has_head: false,
        read,
    },
};

/// Reads the lines of `run`; blank ones are passed over. A record without an id gets `file#line`,
/// the line from 1.
fn read(run: &Run) -> Vec<Result<Document, Fault>> {
    let bytes = match run.first_line {
        0 => run.bytes.strip_prefix(encoding::BOM).unwrap_or(&run.bytes),
        _ => &run.bytes,
    };
    let lines = bytes.split(|&byte| byte == b'\n').enumerate();
    let filled = lines.filter(|(_, line)| !line.trim_ascii().is_empty());
    gather(filled.map(|(idx, line)| read_line(run, run.first_line + idx, line)))
}

/// Whether the first line is a record, as against that of a plain text.
fn is_like(head: &str) -> bool {
    let first = head.lines().next().unwrap_or_default();
    serde_json::from_str::<Fields>(first).is_ok_and(|fields| fields.has_text())
}

fn read_line(run: &Run, line: usize, bytes: &[u8]) -> Result<Document, Fault> {
    let fault = |what: String, column: usize| {
        let what = format!("not a record: {what}");
        let remedy = "give each line a JSON object with a `text`";
        Fault::new(run.origin.place(), what, remedy).at(Location { line, column })
    };
    let text = encoding::line(bytes);
    let fields: Fields = serde_json::from_str(&text)
        .map_err(|error| fault(json::reason(&error), error.column().saturating_sub(1)))?;
    let id = || format!("{}#{}", run.origin.place(), line + 1);
    let n_chars = text.chars().count();
    let document = fields.document(id, run.origin_of(line));
    document.ok_or_else(|| fault("missing field `text`".to_owned(), n_chars.saturating_sub(1)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::Origin;

    fn run(bytes: &[u8], first_line: usize) -> Run {
        let origin = Origin {
            file: "x.jsonl".to_owned(),
            ..Origin::default()
        };
        let bytes = bytes.to_owned();
        Run {
            origin,
            first_line,
            bytes,
            ..Run::default()
        }
    }

    #[test]
    fn a_record_keeps_its_id_and_its_further_fields() {
        let line = br#"{"id": 7, "text": "Hi", "date": "2024-05-17", "tags": ["a"], "none": null}"#;
        let documents = read(&run(line, 0));
        let document = documents[0].as_ref().expect("a good record");
        assert_eq!((document.id.as_str(), document.text.as_str()), ("7", "Hi"));
        let metadata: Vec<_> = document.metadata.iter().collect();
        let (date, tags) = ("2024-05-17".to_owned(), r#"["a"]"#.to_owned());
        assert_eq!(metadata, [(&"date".into(), &date), (&"tags".into(), &tags)]);
    }

    #[test]
    fn a_broken_line_is_named_and_the_others_are_read() {
        let lines = b"{\"text\": \"a\"}\n\n{\"text\": \n{\"body\": \"b\"}\n{\"id\": 1}\n[1]\n";
        let read: Vec<_> = read(&run(lines, 10))
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
                Err(format!(
                    "x.jsonl:16:1: not a record: it is no object; {remedy}"
                )),
            ]
        );
    }
}
