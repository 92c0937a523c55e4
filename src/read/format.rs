//! The formats there are, and how each is known and read.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::piece::{Run, Whole};
use super::runs::Cut;
use super::{Document, columns, html, json, json_lines, markdown, text};
use crate::error::Fault;

/// How a file's bytes are to be understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Format {
    /// Plain text.
    Text,
    /// Text with Markdown headings, perhaps with front matter.
    Markdown,
    /// A page of the web.
    Html,
    /// A JSON array of records, or one record, or one that holds an array of them.
    Json,
    /// One JSON object a line: `text`, if it likes `id`, and further fields.
    JsonLines,
    /// Comma-separated values (or semicolons), one record a row, its columns named by the first.
    Csv,
    /// The same with tabs.
    Tsv,
}

/// How a format is known and read.
pub(super) struct Reader {
    /// What a flag calls it.
    pub(super) name: &'static str,
    /// Ends of file names, in lower case, without the dot.
    pub(super) extensions: &'static [&'static str],
    /// Whether a file that begins so is of this format.
    pub(super) is_like: fn(head: &str) -> bool,
    /// What is in it.
    pub(super) content: Content,
}

/// What is in a file of a format.
pub(super) enum Content {
    /// One document.
    Document(fn(Whole<'_>) -> Result<Document, Fault>),
    /// Many records, read in runs.
    Records {
        /// Finds where a record ends.
        cut: fn() -> Box<dyn Cut>,
        /// Whether the first record names the columns of the others.
        has_head: bool,
        /// Reads a run of whole records.
        read: fn(&Run) -> Vec<Result<Document, Fault>>,
    },
}

impl Format {
    /// All of them; one whose first bytes say more comes earlier, plain text last.
    pub const ALL: [Self; 7] = [
        Self::Html,
        Self::JsonLines,
        Self::Json,
        Self::Markdown,
        Self::Tsv,
        Self::Csv,
        Self::Text,
    ];

    pub(super) fn reader(self) -> &'static Reader {
        match self {
            Self::Text => &text::READER,
            Self::Markdown => &markdown::READER,
            Self::Html => &html::READER,
            Self::Json => &json::READER,
            Self::JsonLines => &json_lines::READER,
            Self::Csv => &columns::CSV,
            Self::Tsv => &columns::TSV,
        }
    }

    /// By the end of a file's name.
    pub(super) fn of_extension(extension: &str) -> Option<Self> {
        let extension = extension.to_ascii_lowercase();
        let mut formats = Self::ALL.into_iter();
        formats.find(|format| format.reader().extensions.contains(&extension.as_str()))
    }

    /// By the first bytes of a file that is not binary; any may be plain text.
    pub(super) fn of_head(head: &str) -> Self {
        let head = head.trim_start_matches('\u{feff}');
        let format = Self::ALL
            .into_iter()
            .find(|format| (format.reader().is_like)(head));
        format.unwrap_or(Self::Text)
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.reader().name)
    }
}

impl FromStr for Format {
    type Err = String;

    /// By its name or the end of a file name.
    fn from_str(name: &str) -> Result<Self, String> {
        let mut formats = Self::ALL.into_iter();
        let format = formats.find(|format| format.reader().name == name);
        format.or_else(|| Self::of_extension(name)).ok_or_else(|| {
            let names = Self::ALL.map(|format| format.reader().name);
            format!("use one of {}", names.join(", "))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_bytes_tell_the_format() {
        for (head, expected) in [
            ("\u{feff}<!DOCTYPE html><html>", Format::Html),
            ("  <HTML lang=en>", Format::Html),
            ("{\"text\": \"a\"}\n{\"text\"", Format::JsonLines),
            ("[\n  {\"text\": \"a\"}", Format::Json),
            ("{\"articles\": [", Format::Json),
            ("---\ntitle: A\n---\nText", Format::Markdown),
            ("id\ttext\n1\tA", Format::Tsv),
            ("headline,body\nA,B", Format::Csv),
            ("Dear body, text\nand so on", Format::Text),
            ("[sic] is Latin", Format::Text),
            ("", Format::Text),
        ] {
            assert_eq!(Format::of_head(head), expected, "{head:?}");
        }
    }

    #[test]
    fn names_and_extensions_name_a_format() {
        assert_eq!("html".parse(), Ok(Format::Html));
        assert_eq!("ndjson".parse(), Ok(Format::JsonLines));
        let names = "use one of html, jsonl, json, markdown, tsv, csv, text";
        assert_eq!("pdf".parse::<Format>(), Err(names.to_owned()));
    }
}
