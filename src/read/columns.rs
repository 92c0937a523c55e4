//! CSV and TSV: one document a row, the columns named by the first.

use std::collections::BTreeMap;

use csv::{ReaderBuilder, StringRecord};

use super::format::{Content, Reader};
use super::runs::Rows;
use super::{Document, Run, encoding, record};
use crate::error::Fault;
use crate::span::Location;

pub(super) const CSV: Reader = Reader {
    name: "csv",
    extensions: &["csv"],
    is_like: |head| has_text_column(head, b',') || has_text_column(head, b';'),
    content: Content::Records {
        cut: || Box::<Rows>::default(),
        has_head: true,
        read: |run| read(run, COMMA),
    },
};

pub(super) const TSV: Reader = Reader {
    name: "tsv",
    extensions: &["tsv", "tab"],
    is_like: |head| has_text_column(head, b'\t'),
    content: Content::Records {
        cut: || Box::<Rows>::default(),
        has_head: true,
        read: |run| read(run, b'\t'),
    },
};

/// What parts cells where nothing says otherwise; a head with semicolons and no comma is taken at
/// its word.
pub(super) const COMMA: u8 = b',';

/// A row that has not as many cells as there are columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Ragged {
    line: usize,
    n_cells: usize,
    n_columns: usize,
}

impl Ragged {
    /// The same as a fault of the file `place`.
    pub(super) fn fault(self, place: &str) -> Fault {
        let Self {
            line,
            n_cells,
            n_columns,
        } = self;
        let cells = if n_cells == 1 { "cell" } else { "cells" };
        let what = format!("{n_cells} {cells} in the row, and {n_columns} columns");
        let remedy = "put quotes around cells with commas, quotes or line breaks";
        Fault::new(place, what, remedy).at(Location { line, column: 0 })
    }
}

/// The rows of a whole table, each as its cells by column.
pub(super) fn rows(
    bytes: &[u8],
    delimiter: u8,
) -> impl Iterator<Item = Result<BTreeMap<String, String>, Ragged>> {
    let text = encoding::line(bytes.strip_prefix(encoding::BOM).unwrap_or(bytes));
    let (head, rows) = text.split_at(head_end(&text));
    let columns = Columns::new(head, delimiter);
    let first_line = head.matches('\n').count();
    columns
        .read(rows, first_line)
        .map(|(_, row)| row)
        .collect::<Vec<_>>()
        .into_iter()
}

/// Reads the rows of `run`. One without an id gets `file#line`, the line from 1.
fn read(run: &Run, delimiter: u8) -> Vec<Result<Document, Fault>> {
    let head = run.head.strip_prefix(encoding::BOM).unwrap_or(&run.head);
    let columns = Columns::new(&encoding::line(head), delimiter);
    let place = run.origin.place();
    if !columns.names.iter().any(|name| record::is_text(name)) {
        return columns.without_text(run);
    }
    let rows = encoding::line(&run.bytes);
    let rows = columns.read(&rows, run.first_line);
    record::gather(rows.map(|(line, row)| {
        let fields = row.map_err(|ragged| ragged.fault(&place))?;
        let id = || format!("{place}#{}", line + 1);
        let document = record::document(fields, id, run.origin_of(line));
        Ok(document.expect("a column is the text"))
    }))
}

/// What the head says.
struct Columns {
    names: Vec<String>,
    delimiter: u8,
}

impl Columns {
    fn new(head: &str, delimiter: u8) -> Self {
        let is_german = delimiter == COMMA && !head.contains(',') && head.contains(';');
        let delimiter = if is_german { b';' } else { delimiter };
        let mut record = StringRecord::new();
        // A text is valid UTF-8 and memory can be read, so that nothing can fail.
        let _ = reader(head, delimiter).read_record(&mut record);
        let names = record.iter().map(|name| name.trim().to_owned()).collect();
        Self { names, delimiter }
    }

    /// Each row with its line.
    fn read(
        &self,
        rows: &str,
        first_line: usize,
    ) -> impl Iterator<Item = (usize, Result<BTreeMap<String, String>, Ragged>)> {
        let records = reader(rows, self.delimiter).into_records();
        records.filter_map(Result::ok).map(move |record| {
            let line = record.position().map_or(0, |at| at.line() as usize - 1);
            let line = first_line + line;
            (line, self.fields(&record, line))
        })
    }

    fn fields(
        &self,
        record: &StringRecord,
        line: usize,
    ) -> Result<BTreeMap<String, String>, Ragged> {
        if record.len() != self.names.len() {
            return Err(Ragged {
                line,
                n_cells: record.len(),
                n_columns: self.names.len(),
            });
        }
        let cells = self.names.iter().zip(record);
        let filled = cells.filter(|(name, cell)| !cell.is_empty() || record::is_text(name));
        Ok(filled
            .map(|(name, cell)| (name.clone(), cell.to_owned()))
            .collect())
    }

    /// The fault of a file no column of which is the text; told once.
    fn without_text(&self, run: &Run) -> Vec<Result<Document, Fault>> {
        let what = format!("no column is the text, among {}", self.names.join(", "));
        let fault = Fault::new(run.origin.place(), what, "name one `text`");
        match run.first_record {
            0 | 1 => vec![Err(fault)],
            _ => Vec::new(),
        }
    }
}

fn reader(text: &str, delimiter: u8) -> csv::Reader<&[u8]> {
    ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes())
}

/// Where the first record ends.
fn head_end(text: &str) -> usize {
    use super::runs::Cut;
    Rows::default()
        .next_end(text.as_bytes())
        .unwrap_or(text.len())
}

/// Whether the first line names several columns, one of them the text.
fn has_text_column(head: &str, delimiter: u8) -> bool {
    let first = head.lines().next().unwrap_or_default();
    let names: Vec<_> = first.split(char::from(delimiter)).collect();
    let bare = names.iter().map(|name| name.trim().trim_matches('"'));
    let is_name = |name: &str| !name.contains(char::is_whitespace) && name.len() < 40;
    names.len() > 1 && bare.clone().any(record::is_text) && bare.clone().all(is_name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::Origin;

    fn check(head: &str, rows: &str, delimiter: u8, expected: &[Result<(&str, &str), &str>]) {
        let run = Run {
            origin: Origin {
                file: "x.csv".to_owned(),
                ..Origin::default()
            },
            head: head.as_bytes().to_owned(),
            first_line: 1,
            first_record: 1,
            n_records: 1,
            bytes: rows.as_bytes().to_owned(),
        };
        let read: Vec<_> = read(&run, delimiter)
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
        assert_eq!(read, expected, "{rows:?}");
    }

    #[test]
    fn columns_are_found_by_their_names() {
        let two = [Ok(("x.csv#2", "a\n\nb, \"c\"")), Ok(("x.csv#5", "d"))];
        check(
            "Headline,Body\n",
            "A,\"a\n\nb, \"\"c\"\"\"\nB,d\n",
            b',',
            &two,
        );
        check("id;text\n", "7;a\n", b',', &[Ok(("7", "a"))]);
        check(
            "\u{feff}id\ttext\n",
            "7\ta, b\n",
            b'\t',
            &[Ok(("7", "a, b"))],
        );
    }

    #[test]
    fn ragged_rows_are_named_and_the_others_are_read() {
        let remedy = "put quotes around cells with commas, quotes or line breaks";
        check(
            "id,text\n",
            "1,a\n2,b,c\n3\n4,d\n",
            b',',
            &[
                Ok(("1", "a")),
                Err(&format!(
                    "x.csv:3:1: 3 cells in the row, and 2 columns; {remedy}"
                )),
                Err(&format!(
                    "x.csv:4:1: 1 cell in the row, and 2 columns; {remedy}"
                )),
                Ok(("4", "d")),
            ],
        );
        let what = "x.csv: no column is the text, among id, name; name one `text`";
        check("id,name\n", "1,a\n2,b\n", b',', &[Err(what)]);
    }
}
