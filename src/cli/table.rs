//! Rows in, a table, JSON, CSV or Markdown out: the forms all answers have.

use std::io::{self, IsTerminal, Write};

use clap::ValueEnum;
use serde_json::{Map, Value};
use unicode_width::UnicodeWidthStr;

use super::{look, screen};

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
#[derive(Clone)]
pub(crate) struct Column {
    key: String,
    /// None where a terminal has no room for it.
    head: Option<String>,
    /// Behind the point, on a terminal.
    n_digits: usize,
}

impl<T: Into<String>> From<T> for Column {
    fn from(key: T) -> Self {
        let key = key.into();
        let head = Some(key.clone());
        let n_digits = 2;
        Self {
            key,
            head,
            n_digits,
        }
    }
}

impl Column {
    /// A column that is headed otherwise than it is called.
    pub(crate) fn headed(key: &str, head: &str) -> Self {
        Self {
            head: Some(head.to_owned()),
            ..key.into()
        }
    }

    /// A column that only data has.
    pub(crate) fn data_only(key: &str) -> Self {
        Self {
            head: None,
            ..key.into()
        }
    }

    /// A column of numbers with so many digits behind the point on a terminal.
    pub(crate) fn with_digits(self, n_digits: usize) -> Self {
        Self { n_digits, ..self }
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

    /// Whether any value is a text of which that is true.
    pub(crate) fn has_text(&self, is: impl Fn(&str) -> bool) -> bool {
        let mut values = self.rows.iter().flatten().filter_map(Value::as_str);
        values.any(is)
    }

    pub(crate) fn write(&self, form: Form, out: &mut impl Write) -> io::Result<()> {
        match form {
            Form::Table => self.write_table(out),
            Form::Json => {
                let objects: Vec<Value> = self.objects().map(Value::Object).collect();
                writeln!(out, "{}", inert(format!("{:#}", Value::Array(objects))))
            }
            Form::Jsonl => self
                .objects()
                .try_for_each(|object| writeln!(out, "{}", json(&Value::Object(object)))),
            Form::Csv => self.write_csv(out),
            Form::Md => self.write_markdown(out),
        }
    }

    fn objects(&self) -> impl Iterator<Item = Map<String, Value>> {
        self.rows.iter().map(|row| {
            let names = self.columns.iter().map(|column| column.key.clone());
            names.zip(row.iter().cloned()).collect()
        })
    }

    fn write_table(&self, out: &mut impl Write) -> io::Result<()> {
        let columns = || self.columns.iter().enumerate();
        let shown: Vec<(usize, &str)> = columns()
            .filter_map(|(idx, column)| Some((idx, column.head.as_deref()?)))
            .collect();
        let digits = |idx: usize| self.columns[idx].n_digits;
        let cells = |row: &Vec<Value>| {
            let shown = shown.iter();
            shown
                .map(|&(idx, _)| cell(&row[idx], digits(idx)))
                .collect()
        };
        let rows: Vec<Vec<String>> = self.rows.iter().map(cells).collect();
        let heads: Vec<String> = shown.iter().map(|(_, head)| (*head).to_owned()).collect();
        let width = |at: usize| {
            let widths = rows.iter().map(|row| row[at].width());
            widths.max().unwrap_or(0).max(heads[at].width())
        };
        let is_number = |idx: usize| self.rows.iter().all(|row| row[idx].is_number());
        let mut layout: Vec<(usize, bool)> = (shown.iter().enumerate())
            .map(|(at, &(idx, _))| (width(at), is_number(idx)))
            .collect();
        if let Some(n_columns) = screen::columns()
            && !narrow(&mut layout, n_columns)
        {
            return write_records(&heads, &rows, n_columns, out);
        }
        let faint = look::FAINT;
        for line in lines(&heads, &layout) {
            writeln!(out, "{faint}{line}{faint:#}")?;
        }
        let mut lines = rows.iter().flat_map(|row| lines(row, &layout));
        lines.try_for_each(|line| writeln!(out, "{line}"))
    }

    fn write_csv(&self, out: &mut impl Write) -> io::Result<()> {
        let mut writer = csv::Writer::from_writer(out);
        writer.write_record(self.columns.iter().map(|column| &column.key))?;
        for row in &self.rows {
            writer.write_record(row.iter().map(inert_cell))?;
        }
        writer.flush()
    }

    fn write_markdown(&self, out: &mut impl Write) -> io::Result<()> {
        let heads: Vec<&str> = (self.columns.iter())
            .map(|column| column.head.as_ref().unwrap_or(&column.key).as_str())
            .collect();
        writeln!(out, "| {} |", heads.join(" | "))?;
        writeln!(out, "|{}", " --- |".repeat(self.columns.len()))?;
        for row in &self.rows {
            let cells: Vec<String> = row
                .iter()
                .zip(&self.columns)
                .map(|(value, column)| cell(value, column.n_digits).replace('|', "\\|"))
                .collect();
            writeln!(out, "| {} |", cells.join(" | "))?;
        }
        Ok(())
    }
}

/// Between two columns.
const GAP: usize = 2;

/// Narrower than this, words are hard to read.
const NARROWEST: usize = 8;

/// Takes from the widest columns of text until all fit into `n_columns`, or none is left to take
/// from. Tells whether they do.
fn narrow(layout: &mut [(usize, bool)], n_columns: usize) -> bool {
    let total: usize = layout.iter().map(|(width, _)| width + GAP).sum();
    for _ in (n_columns + GAP)..total {
        let texts = layout.iter_mut().filter(|(_, is_number)| !is_number);
        // The last of equals: of names and what is told of them, rather the latter goes on below.
        match texts.max_by_key(|(width, _)| *width) {
            Some((width, _)) if *width > NARROWEST => *width -= 1,
            _ => return false,
        }
    }
    true
}

/// Each row by itself, a line for each of its cells.
fn write_records(
    heads: &[String],
    rows: &[Vec<String>],
    n_columns: usize,
    out: &mut impl Write,
) -> io::Result<()> {
    let faint = look::FAINT;
    let n_head = heads.iter().map(|head| head.width()).max().unwrap_or(0);
    let n_cell = n_columns.saturating_sub(n_head + GAP).max(NARROWEST);
    for (idx, row) in rows.iter().enumerate() {
        if idx > 0 {
            writeln!(out)?;
        }
        for (head, cell) in heads.iter().zip(row).filter(|(_, cell)| !cell.is_empty()) {
            let mut name = head.as_str();
            for line in screen::wrapped(cell, n_cell) {
                let pad = " ".repeat(n_head - name.width() + GAP);
                writeln!(out, "{faint}{name}{faint:#}{pad}{line}")?;
                name = "";
            }
        }
    }
    Ok(())
}

/// The lines that a row takes, with cells that go on below where they are wider than their column.
fn lines(cells: &[String], layout: &[(usize, bool)]) -> Vec<String> {
    let cells: Vec<Vec<String>> = (cells.iter().zip(layout))
        .map(|(cell, &(width, is_number))| match is_number {
            true => vec![cell.clone()],
            false => screen::wrapped(cell, width),
        })
        .collect();
    let n_lines = cells.iter().map(Vec::len).max().unwrap_or(0);
    let line = |at: usize| {
        let parts = cells.iter().map(|cell| cell.get(at).cloned());
        let parts: Vec<String> = parts.map(Option::unwrap_or_default).collect();
        aligned(&parts, layout)
    };
    (0..n_lines).map(line).collect()
}

/// Cells in columns of so many places, numbers to the right.
fn aligned(cells: &[String], layout: &[(usize, bool)]) -> String {
    let padded = cells.iter().zip(layout).map(|(cell, &(width, is_number))| {
        let pad = " ".repeat(width.saturating_sub(cell.width()));
        match is_number {
            true => format!("{pad}{cell}"),
            false => format!("{cell}{pad}"),
        }
    });
    padded.collect::<Vec<_>>().join("  ").trim_end().to_owned()
}

/// Numbers short, text without control characters.
fn cell(value: &Value, n_digits: usize) -> String {
    match value {
        Value::Number(number) => match number.as_u64() {
            Some(whole) => look::number(whole),
            None => format!("{:.n_digits$}", number.as_f64().unwrap_or(f64::NAN)),
        },
        other => look::clean(&plain(other)),
    }
}

/// A value on one line.
pub(crate) fn json(value: &Value) -> String {
    inert(value.to_string())
}

/// JSON with those control characters escaped that it may hold as they are, and a terminal obeys.
fn inert(json: String) -> String {
    let is_control = |c: char| ('\u{7f}'..='\u{9f}').contains(&c);
    if !json.contains(is_control) {
        return json;
    }
    let mut inert = String::with_capacity(json.len());
    for c in json.chars() {
        match is_control(c) {
            true => inert.push_str(&format!("\\u{:04x}", c as u32)),
            false => inert.push(c),
        }
    }
    inert
}

/// A value without what a terminal obeys but the ends of lines.
fn inert_cell(value: &Value) -> String {
    let mut text = plain(value);
    text.retain(|c| !c.is_control() || matches!(c, '\n' | '\t'));
    text
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

/// Standard output with colours where there is a terminal that wants them.
pub(crate) fn stdout() -> impl Write + Send {
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
