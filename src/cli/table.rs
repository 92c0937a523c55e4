//! Rows in, a table, JSON, CSV or Markdown out: the forms all answers have.

use std::io::{self, IsTerminal, Write};

use clap::ValueEnum;
use serde_json::{Map, Value};
use unicode_width::UnicodeWidthStr;

use super::look;

/// The form of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Form {
    /// Columns to read
    Table,
    /// One JSON array, or object
    Json,
    /// A JSON object a line
    Jsonl,
    /// Comma-separated values
    Csv,
    /// A Markdown table
    Md,
}

/// What a column is called: in data, and at its head on a terminal.
#[derive(Clone, Copy)]
pub(crate) struct Column {
    key: &'static str,
    head: &'static str,
}

impl From<&'static str> for Column {
    fn from(key: &'static str) -> Self {
        Self { key, head: key }
    }
}

impl From<(&'static str, &'static str)> for Column {
    fn from((key, head): (&'static str, &'static str)) -> Self {
        Self { key, head }
    }
}

/// An answer of rows.
pub(crate) struct Table {
    columns: Vec<Column>,
    rows: Vec<Vec<Value>>,
}

impl Table {
    pub(crate) fn new(columns: &[&'static str]) -> Self {
        Self::with_heads(columns.iter().map(|&key| key.into()))
    }

    /// A table whose columns are headed otherwise than they are called.
    pub(crate) fn with_heads(columns: impl IntoIterator<Item = Column>) -> Self {
        Self {
            columns: columns.into_iter().collect(),
            rows: Vec::new(),
        }
    }

    /// Adds a row with a value for each column.
    pub(crate) fn push(&mut self, row: Vec<Value>) {
        debug_assert_eq!(row.len(), self.columns.len(), "a value for each column");
        self.rows.push(row);
    }

    pub(crate) fn write(&self, form: Form, out: &mut impl Write) -> io::Result<()> {
        match form {
            Form::Table => self.write_table(out),
            Form::Json => {
                let objects: Vec<Value> = self.objects().map(Value::Object).collect();
                writeln!(out, "{:#}", Value::Array(objects))
            }
            Form::Jsonl => self
                .objects()
                .try_for_each(|object| writeln!(out, "{}", Value::Object(object))),
            Form::Csv => self.write_csv(out),
            Form::Md => self.write_markdown(out),
        }
    }

    fn objects(&self) -> impl Iterator<Item = Map<String, Value>> {
        self.rows.iter().map(|row| {
            let names = self.columns.iter().map(|column| column.key.to_owned());
            names.zip(row.iter().cloned()).collect()
        })
    }

    fn write_table(&self, out: &mut impl Write) -> io::Result<()> {
        let cells: Vec<Vec<String>> = self
            .rows
            .iter()
            .map(|row| row.iter().map(cell).collect())
            .collect();
        let widths: Vec<usize> = (0..self.columns.len())
            .map(|idx| {
                let rows = cells.iter().map(|row| row[idx].width());
                rows.max().unwrap_or(0).max(self.columns[idx].head.width())
            })
            .collect();
        let is_number = |idx: usize| self.rows.iter().all(|row| row[idx].is_number());
        let line = |cells: &[String]| -> String {
            let padded = cells.iter().enumerate().map(|(idx, cell)| {
                let pad = " ".repeat(widths[idx] - cell.width());
                if is_number(idx) {
                    format!("{pad}{cell}")
                } else {
                    format!("{cell}{pad}")
                }
            });
            padded.collect::<Vec<_>>().join("  ").trim_end().to_owned()
        };
        let head: Vec<String> = (self.columns.iter())
            .map(|column| column.head.to_owned())
            .collect();
        writeln!(out, "{}{}{:#}", look::FAINT, line(&head), look::FAINT)?;
        cells
            .iter()
            .try_for_each(|row| writeln!(out, "{}", line(row)))
    }

    fn write_csv(&self, out: &mut impl Write) -> io::Result<()> {
        let mut writer = csv::Writer::from_writer(out);
        writer.write_record(self.columns.iter().map(|column| column.key))?;
        for row in &self.rows {
            writer.write_record(row.iter().map(plain))?;
        }
        writer.flush()
    }

    fn write_markdown(&self, out: &mut impl Write) -> io::Result<()> {
        let heads: Vec<&str> = self.columns.iter().map(|column| column.head).collect();
        writeln!(out, "| {} |", heads.join(" | "))?;
        writeln!(out, "|{}", " --- |".repeat(self.columns.len()))?;
        for row in &self.rows {
            let cells: Vec<String> = row
                .iter()
                .map(|value| cell(value).replace('|', "\\|"))
                .collect();
            writeln!(out, "| {} |", cells.join(" | "))?;
        }
        Ok(())
    }
}

/// Numbers short, text without control characters.
fn cell(value: &Value) -> String {
    match value {
        Value::Number(number) => match number.as_u64() {
            Some(whole) => look::number(whole),
            None => format!("{:.2}", number.as_f64().unwrap_or(f64::NAN)),
        },
        other => look::clean(&plain(other)),
    }
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

/// Standard output with colours where there is a terminal that wants them.
pub(crate) fn stdout() -> impl Write {
    let stdout = io::stdout();
    let choice = match stdout.is_terminal() {
        true => anstream::AutoStream::choice(&stdout),
        false => anstream::ColorChoice::Never,
    };
    io::BufWriter::new(anstream::AutoStream::new(stdout, choice))
}

/// The columns that `text` takes on a terminal.
pub(crate) fn width(text: &str) -> usize {
    text.width()
}
