//! Texts in, mentions out.

use std::sync::Arc;

use arrow_array::builder::{Int64Builder, ListBuilder, StringBuilder};
use arrow_array::{ArrayRef, RecordBatch, RecordBatchReader};
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef};
use comention::error::Fault;
use comention::gazetteer::Index;
use comention::link;
use comention::pipeline::{Aim, Analysis, analyse_each};
use comention::span::Span;
use pyo3::prelude::*;

use crate::arrow::{Batches, Chunks, Table};
use crate::documents::Columns;
use crate::error::{arrow, input};
use crate::gazetteer::Gazetteer;
use crate::threads::Threads;

/// What start and end count.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Offsets {
    Bytes,
    Chars,
}

/// Finds names in chunks of texts.
struct Tagging {
    chunks: Chunks,
    columns: Columns,
    index: Arc<Index>,
    threads: Threads,
    offsets: Offsets,
    schema: SchemaRef,
    /// Rows read so far.
    n_rows: usize,
}

/// A mention as it is shown.
struct Row {
    start: i64,
    end: i64,
    surface: String,
    entity_type: String,
    entity: String,
    how: String,
    candidates: Vec<String>,
}

impl Tagging {
    fn next_batch(&mut self, chunk: &ArrayRef) -> Result<RecordBatch, ArrowError> {
        let first = self.n_rows;
        let documents = self.columns.documents(chunk, first)?;
        self.n_rows += documents.len();
        let (index, offsets) = (&*self.index, self.offsets);
        let tag = || {
            let segmenting = Default::default();
            analyse_each(documents, &segmenting, index, Aim::Mentions, |analysis| {
                let rows = rows(&analysis, index, offsets);
                (analysis.document.id, rows)
            })
        };
        let tagged = self.threads.run(tag);
        let mut out = Columnar::default();
        for (row, result) in tagged.into_iter().enumerate() {
            let (id, mentions) = match result {
                Ok(tagged) => tagged,
                Err(fault) => {
                    warn(first + row, &fault);
                    continue;
                }
            };
            for mention in mentions {
                out.push((first + row) as i64, &id, mention);
            }
        }
        out.finish(self.schema.clone(), self.columns.has_ids())
    }
}

/// Tells of a text that cannot be read; the others go on. That nothing is found in an empty one goes
/// without saying.
fn warn(row: usize, fault: &Fault) {
    if fault.what == "empty" {
        return;
    }
    Python::attach(|py| {
        let warnings = py.import("warnings");
        let message = format!("row {row}: {fault}");
        // Where warnings are errors, one cannot stop what is read in another thread.
        let _ = warnings.and_then(|warnings| warnings.call_method1("warn", (message,)));
    });
}

impl Iterator for Tagging {
    type Item = Result<RecordBatch, ArrowError>;

    fn next(&mut self) -> Option<Self::Item> {
        let chunk = self.chunks.next()?;
        Some(chunk.and_then(|chunk| self.next_batch(&chunk)))
    }
}

impl RecordBatchReader for Tagging {
    fn schema(&self) -> SchemaRef {
        self.schema.clone()
    }
}

/// The columns of mentions; the first is the document's id if it has one, else the row of its text.
fn schema(has_ids: bool) -> SchemaRef {
    let text = |name: &str| Field::new(name, DataType::Utf8, false);
    let number = |name: &str| Field::new(name, DataType::Int64, false);
    let item = Field::new_list_field(DataType::Utf8, true);
    Arc::new(Schema::new(vec![
        if has_ids {
            text("document")
        } else {
            number("row")
        },
        number("start"),
        number("end"),
        text("surface"),
        text("type"),
        text("entity"),
        text("how"),
        Field::new("candidates", DataType::List(item.into()), false),
    ]))
}

#[derive(Default)]
struct Columnar {
    document: StringBuilder,
    row: Int64Builder,
    start: Int64Builder,
    end: Int64Builder,
    surface: StringBuilder,
    entity_type: StringBuilder,
    entity: StringBuilder,
    how: StringBuilder,
    candidates: ListBuilder<StringBuilder>,
}

impl Columnar {
    fn push(&mut self, row: i64, id: &str, mention: Row) {
        self.document.append_value(id);
        self.row.append_value(row);
        self.start.append_value(mention.start);
        self.end.append_value(mention.end);
        self.surface.append_value(mention.surface);
        self.entity_type.append_value(mention.entity_type);
        self.entity.append_value(mention.entity);
        self.how.append_value(mention.how);
        self.candidates
            .append_value(mention.candidates.iter().map(Some));
    }

    fn finish(mut self, schema: SchemaRef, has_ids: bool) -> Result<RecordBatch, ArrowError> {
        let first: ArrayRef = match has_ids {
            true => Arc::new(self.document.finish()),
            false => Arc::new(self.row.finish()),
        };
        let columns: Vec<ArrayRef> = vec![
            first,
            Arc::new(self.start.finish()),
            Arc::new(self.end.finish()),
            Arc::new(self.surface.finish()),
            Arc::new(self.entity_type.finish()),
            Arc::new(self.entity.finish()),
            Arc::new(self.how.finish()),
            Arc::new(self.candidates.finish()),
        ];
        RecordBatch::try_new(schema, columns)
    }
}

fn rows(analysis: &Analysis, index: &Index, offsets: Offsets) -> Vec<Row> {
    let text = &analysis.document.text;
    let mut counted = Span::default();
    let mut n_chars = 0;
    // Mentions stand in order, so that each character is counted once.
    let mut offset = |byte: usize| match offsets {
        Offsets::Bytes => byte as i64,
        Offsets::Chars => {
            counted = Span::new(counted.end, byte.max(counted.end));
            n_chars += counted.of(text).chars().count() as i64;
            n_chars
        }
    };
    let rows = analysis.mentions.iter().map(|mention| {
        let entity = index.entity(mention.entity);
        let candidates = mention
            .candidates()
            .map(|entity| index.entity(entity).id.to_owned());
        let words = mention.span.of(text).split_whitespace();
        Row {
            start: offset(mention.span.start),
            end: offset(mention.span.end),
            surface: words.collect::<Vec<_>>().join(" "),
            entity_type: entity.entity_type.as_str().to_owned(),
            entity: entity.id.to_owned(),
            how: link::how(mention, &analysis.structure).into_owned(),
            candidates: candidates.collect(),
        }
    });
    rows.collect()
}

/// What to tag, and how.
pub(crate) struct Options<'a> {
    pub(crate) text: &'a str,
    pub(crate) id: Option<&'a str>,
    pub(crate) format: Option<&'a str>,
    pub(crate) offsets: &'a str,
    pub(crate) threads: usize,
}

fn tagging(
    texts: &Bound<'_, PyAny>,
    index: &Arc<Index>,
    options: Options<'_>,
) -> PyResult<Tagging> {
    let offsets = match options.offsets {
        "chars" => Offsets::Chars,
        "bytes" => Offsets::Bytes,
        word => {
            return Err(input(format_args!(
                "offsets=\"{word}\": use chars or bytes"
            )));
        }
    };
    let chunks = Chunks::of(texts)?;
    let known = Some(Vec::new());
    let columns = Columns::find(&chunks, options.text, options.id, known, options.format)?;
    Ok(Tagging {
        schema: schema(columns.has_ids()),
        chunks,
        columns,
        index: Arc::clone(index),
        threads: Threads::new(options.threads)?,
        offsets,
        n_rows: 0,
    })
}

pub(crate) fn all(
    py: Python<'_>,
    texts: &Bound<'_, PyAny>,
    index: &Arc<Index>,
    options: Options<'_>,
) -> PyResult<Table> {
    let tagging = tagging(texts, index, options)?;
    let schema = tagging.schema();
    let batches = py.detach(|| tagging.collect::<Result<Vec<_>, _>>());
    Ok(Table::new(schema, batches.map_err(arrow)?))
}

pub(crate) fn batches(
    texts: &Bound<'_, PyAny>,
    index: &Arc<Index>,
    options: Options<'_>,
) -> PyResult<Batches> {
    Ok(Batches::new(tagging(texts, index, options)?))
}

/// Finds the names of `gazetteer` (or of the files at a path) in `texts`.
///
/// `texts` is a string, strings, a column or a table; of a table, `text` and `id` name the columns.
/// Gives a row for each mention, in the order of the texts: `row` (the text's place, from 0) or,
/// where ids were asked for, `document`; `start` and `end`, half-open, in code points, so that
/// `texts[row][start:end]` is the name, or with `offsets="bytes"` in UTF-8 bytes; `surface`, white
/// space folded; `type`; `entity`, its id; `how` it was found; `candidates`, the ids of all entities
/// it may denote. `format` says what texts are: "text", "markdown", "html"; by default the end of an
/// id tells. All cores work, or `threads`.
#[pyfunction]
#[pyo3(signature = (texts, gazetteer, *, text="text", id=None, format=None, offsets="chars", threads=0))]
pub(crate) fn tag(
    py: Python<'_>,
    texts: &Bound<'_, PyAny>,
    gazetteer: &Bound<'_, PyAny>,
    text: &str,
    id: Option<&str>,
    format: Option<&str>,
    offsets: &str,
    threads: usize,
) -> PyResult<Table> {
    let options = Options {
        text,
        id,
        format,
        offsets,
        threads,
    };
    all(py, texts, &Gazetteer::index_of(gazetteer)?, options)
}

/// The same as `tag`, batch by batch as the answer is read: for tables that do not fit into memory,
/// such as a `pyarrow.RecordBatchReader`. The answer can be read once.
#[pyfunction]
#[pyo3(signature = (reader, gazetteer, *, text="text", id=None, format=None, offsets="chars", threads=0))]
pub(crate) fn tag_batches(
    reader: &Bound<'_, PyAny>,
    gazetteer: &Bound<'_, PyAny>,
    text: &str,
    id: Option<&str>,
    format: Option<&str>,
    offsets: &str,
    threads: usize,
) -> PyResult<Batches> {
    let options = Options {
        text,
        id,
        format,
        offsets,
        threads,
    };
    batches(reader, &Gazetteer::index_of(gazetteer)?, options)
}
