//! Markdown: the file's own text, and metadata from its front matter, which is furniture. The rest
//! of its parts are plain to see in the text.

use std::collections::BTreeMap;
use std::ops::Range;

use super::format::{Content, Reader};
use super::piece::Whole;
use super::{Block, BlockKind, Document, Format, metadata, text};
use crate::error::Fault;
use crate::span::Span;

pub(super) const READER: Reader = Reader {
    name: "markdown",
    extensions: &["md", "markdown"],
    is_like: |head| front_matter(head).is_some(),
    content: Content::Document(read),
};

fn read(whole: Whole<'_>) -> Result<Document, Fault> {
    let mut document = text::read(whole, Format::Markdown)?;
    let front = front_matter(&document.text).unwrap_or_default();
    document.metadata = metadata::renamed(fields(&document.text[front.clone()]));
    document.blocks = furniture(&document.text, front);
    Ok(document)
}

/// Where the front matter stands, its fences included: lines between two of `---` or `+++` at the
/// head of the text.
fn front_matter(text: &str) -> Option<Range<usize>> {
    let start = text.len() - text.trim_start_matches('\u{feff}').len();
    let mut lines = text[start..].split_inclusive('\n');
    let first = lines.next()?;
    let fence = first.trim_end();
    if fence != "---" && fence != "+++" {
        return None;
    }
    let mut end = start + first.len();
    let mut n_fields = 0;
    for line in lines {
        end += line.len();
        if line.trim_end() == fence {
            return (n_fields > 0).then_some(start..end);
        }
        n_fields += usize::from(field(line).is_some());
    }
    None
}

/// The `key: value` (YAML) and `key = value` (TOML) lines; what is nested is passed over.
fn fields(front: &str) -> BTreeMap<String, String> {
    let fields = front.lines().filter_map(field);
    fields.map(|(key, value)| (key.to_owned(), value)).collect()
}

fn field(line: &str) -> Option<(&str, String)> {
    let (key, value) = line.split_once([':', '='])?;
    let is_key = |c: char| c.is_alphanumeric() || "_-".contains(c);
    let key = key.trim_end();
    let value = unquoted(value.trim());
    (!key.is_empty() && key.chars().all(is_key) && !value.is_empty()).then_some((key, value))
}

/// Without quotes around it, a list as its elements with commas.
fn unquoted(value: &str) -> String {
    let bare = |value: &str| {
        let value = value.trim();
        let quotes = ['"', '\''].iter();
        let mut inner = quotes.filter_map(|&quote| value.strip_prefix(quote)?.strip_suffix(quote));
        inner.next().unwrap_or(value).to_owned()
    };
    match value
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'))
    {
        Some(list) => list.split(',').map(bare).collect::<Vec<_>>().join(", "),
        None => bare(value),
    }
}

/// The lines of the front matter `front`, which are furniture.
fn furniture(text: &str, front: Range<usize>) -> Vec<Block> {
    let lines = text[front.clone()].split_inclusive('\n');
    let lines = lines.scan(front.start, |start, line| {
        let begin = *start + line.len() - line.trim_start().len();
        let span = Span::new(begin, begin + line.trim().len());
        *start += line.len();
        Some(span)
    });
    let visible = lines.filter(|span| span.start < span.end);
    let kind = BlockKind::Furniture;
    visible.map(|span| Block { span, kind }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::{Origin, Reading};

    fn document(text: &str) -> Document {
        let whole = Whole {
            origin: Origin::default(),
            bytes: text.as_bytes().to_owned(),
            reading: &Reading::default(),
        };
        read(whole).expect("Markdown")
    }

    #[test]
    fn front_matter_is_metadata_and_furniture() {
        let text =
            "\u{feff}---\ntitle: \"On ice\"\ndate: 1911-12-14\nauthors: [Ann, 'Bo']\n---\nText\n";
        let blocks = document(text).blocks;
        let lines: Vec<_> = blocks.iter().map(|block| block.span.of(text)).collect();
        let expected = [
            "---",
            "title: \"On ice\"",
            "date: 1911-12-14",
            "authors: [Ann, 'Bo']",
            "---",
        ];
        assert_eq!(lines, expected);
        assert!(
            blocks
                .iter()
                .all(|block| block.kind == BlockKind::Furniture)
        );
        let metadata: Vec<_> = document(text).metadata.into_iter().collect();
        let expected = [
            ("byline", "Ann, Bo"),
            ("date", "1911-12-14"),
            ("title", "On ice"),
        ];
        assert_eq!(
            metadata,
            expected.map(|(k, v)| (k.to_owned(), v.to_owned()))
        );
        let toml = document("+++\ntitle = \"On ice\"\n+++\nText");
        assert_eq!(toml.metadata["title"], "On ice");
    }

    #[test]
    fn a_rule_is_no_front_matter() {
        assert_eq!(document("---\nText\n---\n").blocks, []);
    }
}
