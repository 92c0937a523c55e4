//! Texts in, mentions out.

use std::borrow::Cow;
use std::sync::Arc;

use arrow_array::builder::{ListBuilder, StringBuilder};
use arrow_array::{ArrayRef, Int64Array, RecordBatch, RecordBatchReader, StringArray};
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef};
use comention::error::Fault;
use comention::gazetteer::{EntityId, Index};
use comention::link;
use comention::pipeline::{Aim, Analysis, analyse_each};
use comention::read::Format;
use comention::span::Span;
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::arrow::{Batches, Chunks, Table};
use crate::documents::Columns;
use crate::error::{arrow, input, parse};
use crate::gazetteer::Gazetteer;
use crate::keywords::{Choices, Keywords, chosen, word_for};
use crate::threads::Threads;

/// What start and end count.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Offsets {
    Bytes,
    Chars,
}

const OFFSETS: Choices<Offsets, 2> = [("chars", Offsets::Chars), ("bytes", Offsets::Bytes)];

/// A column of mentions.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Column {
    Row,
    Document,
    Start,
    End,
    Surface,
    Type,
    Entity,
    How,
    Candidates,
}

const COLUMNS: Choices<Column, 9> = [
    ("row", Column::Row),
    ("document", Column::Document),
    ("start", Column::Start),
    ("end", Column::End),
    ("surface", Column::Surface),
    ("type", Column::Type),
    ("entity", Column::Entity),
    ("how", Column::How),
    ("candidates", Column::Candidates),
];

impl Column {
    fn data_type(self) -> DataType {
        match self {
            Self::Row | Self::Start | Self::End => DataType::Int64,
            Self::Candidates => DataType::List(Field::new_list_field(DataType::Utf8, true).into()),
            _ => DataType::Utf8,
        }
    }

    /// The values of this column for the mentions of `texts`.
    fn values(self, texts: &[Tagged], index: &Index) -> ArrayRef {
        let each = || {
            let each = texts.iter();
            each.flat_map(|text| text.mentions.iter().map(move |mention| (text, mention)))
        };
        let numbers = |value: fn(&Tagged, &Mention) -> i64| -> ArrayRef {
            let values = each().map(|(text, mention)| value(text, mention));
            Arc::new(Int64Array::from_iter_values(values))
        };
        let entities = each().map(|(_, mention)| index.entity(mention.entity));
        match self {
            Self::Row => numbers(|text, _| text.row as i64),
            Self::Start => numbers(|_, mention| mention.start),
            Self::End => numbers(|_, mention| mention.end),
            Self::Document => words(each().map(|(text, _)| &*text.id)),
            Self::Surface => words(each().map(|(_, mention)| &*mention.surface)),
            Self::How => words(each().map(|(_, mention)| &*mention.how)),
            Self::Type => {
                let mut types = StringBuilder::new();
                entities.for_each(|entity| types.append_value(entity.entity_type.as_str()));
                Arc::new(types.finish())
            }
            Self::Entity => words(entities.map(|entity| entity.id)),
            Self::Candidates => {
                let mut lists = ListBuilder::new(StringBuilder::new());
                for (_, mention) in each() {
                    let ids = mention.candidates.iter();
                    lists.append_value(ids.map(|&entity| Some(index.entity(entity).id)));
                }
                Arc::new(lists.finish())
            }
        }
    }
}

fn words<T: AsRef<str>>(values: impl Iterator<Item = T>) -> ArrayRef {
    Arc::new(StringArray::from_iter_values(values))
}

/// A text with the mentions in it.
struct Tagged {
    /// Its place among all texts, from 0.
    row: usize,
    id: String,
    mentions: Vec<Mention>,
}

/// A mention as it is shown; what no column wants is left empty.
struct Mention {
    start: i64,
    end: i64,
    entity: EntityId,
    how: Cow<'static, str>,
    surface: String,
    candidates: Vec<EntityId>,
}

/// What is wanted of mentions.
#[derive(Clone)]
struct Wanted {
    columns: Vec<Column>,
    offsets: Offsets,
}

impl Wanted {
    fn has(&self, column: Column) -> bool {
        self.columns.contains(&column)
    }

    fn schema(&self) -> SchemaRef {
        let fields = self.columns.iter().map(|column| {
            let name = word_for(&COLUMNS, column);
            Field::new(name, column.data_type(), false)
        });
        Arc::new(Schema::new(fields.collect::<Vec<_>>()))
    }

    fn mentions(&self, analysis: &Analysis) -> Vec<Mention> {
        let text = &analysis.document.text;
        let mut counted = Span::default();
        let mut n_chars = 0;
        // Mentions stand in order, so that each character is counted once.
        let mut offset = |byte: usize| match self.offsets {
            Offsets::Bytes => byte as i64,
            Offsets::Chars => {
                counted = Span::new(counted.end, byte.max(counted.end));
                n_chars += counted.of(text).chars().count() as i64;
                n_chars
            }
        };
        let (has_surface, has_candidates) =
            (self.has(Column::Surface), self.has(Column::Candidates));
        let mentions = analysis.mentions.iter().map(|mention| {
            let words = || mention.span.of(text).split_whitespace();
            Mention {
                start: offset(mention.span.start),
                end: offset(mention.span.end),
                entity: mention.entity,
                how: link::how(mention, &analysis.structure),
                surface: match has_surface {
                    true => words().collect::<Vec<_>>().join(" "),
                    false => String::new(),
                },
                candidates: match has_candidates {
                    true => mention.candidates().collect(),
                    false => Vec::new(),
                },
            }
        });
        mentions.collect()
    }
}

/// Finds names in chunks of texts.
struct Tagging {
    chunks: Chunks,
    columns: Columns,
    index: Arc<Index>,
    threads: Threads,
    wanted: Wanted,
    schema: SchemaRef,
    /// Rows read so far.
    n_rows: usize,
}

impl Tagging {
    fn next_batch(&mut self, chunk: &ArrayRef) -> Result<RecordBatch, ArrowError> {
        let first = self.n_rows;
        let documents = self.columns.documents(chunk, first)?;
        self.n_rows += documents.len();
        let (index, wanted) = (&*self.index, &self.wanted);
        let tag = || {
            let segmenting = Default::default();
            analyse_each(documents, &segmenting, index, Aim::Mentions, |analysis| {
                let mentions = wanted.mentions(&analysis);
                (analysis.document.id, mentions)
            })
        };
        let results = self.threads.run(tag);
        let mut texts = Vec::with_capacity(results.len());
        for (row, result) in (first..).zip(results) {
            match result {
                Ok((id, mentions)) => texts.push(Tagged { row, id, mentions }),
                Err(fault) => warn(row, &fault),
            }
        }
        let columns = wanted.columns.iter();
        let columns = columns.map(|column| column.values(&texts, index));
        RecordBatch::try_new(self.schema.clone(), columns.collect())
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

/// What to tag, and how.
pub(crate) struct Options {
    text: String,
    id: Option<String>,
    format: Option<Format>,
    offsets: Offsets,
    columns: Option<Vec<String>>,
    threads: Threads,
}

impl Options {
    pub(crate) fn new(py: Python<'_>, given: Option<&Bound<'_, PyDict>>) -> PyResult<Self> {
        let mut given = Keywords::new(py, given)?;
        let format = given.take_or::<Option<String>>("format", None)?;
        let format = format.map(|name| parse("format", &name));
        let options = Self {
            text: given.take_or("text", "text".to_owned())?,
            id: given.take_or("id", None)?,
            format: format.transpose()?,
            offsets: given.choose("offsets", &OFFSETS, Offsets::Chars)?,
            columns: given.take_or("columns", None)?,
            threads: Threads::new(given.take_or("threads", 0)?)?,
        };
        given.finish()?;
        Ok(options)
    }

    /// The columns that are asked for, else all: the document's id if it has one, else the row of
    /// its text, before the others.
    fn wanted(&self, has_ids: bool) -> PyResult<Wanted> {
        let columns = match &self.columns {
            Some(names) => {
                let columns = names.iter().map(|name| chosen("columns", name, &COLUMNS));
                columns.collect::<PyResult<Vec<_>>>()?
            }
            None => {
                let missing = if has_ids {
                    Column::Row
                } else {
                    Column::Document
                };
                let columns = COLUMNS.iter().map(|(_, column)| *column);
                columns.filter(|&column| column != missing).collect()
            }
        };
        if columns.contains(&Column::Document) && !has_ids {
            return Err(input(
                "columns=\"document\": texts without ids have none; say in which column ids are, \
                 as id=\"id\", or use row",
            ));
        }
        Ok(Wanted {
            columns,
            offsets: self.offsets,
        })
    }
}

fn tagging(texts: &Bound<'_, PyAny>, index: &Arc<Index>, options: Options) -> PyResult<Tagging> {
    let chunks = Chunks::of(texts)?;
    let id = options.id.as_deref();
    let columns = Columns::find(&chunks, &options.text, id, Some(Vec::new()), options.format)?;
    let wanted = options.wanted(columns.has_ids())?;
    Ok(Tagging {
        schema: wanted.schema(),
        chunks,
        columns,
        index: Arc::clone(index),
        threads: options.threads,
        wanted,
        n_rows: 0,
    })
}

pub(crate) fn all(
    py: Python<'_>,
    texts: &Bound<'_, PyAny>,
    index: &Arc<Index>,
    options: Options,
) -> PyResult<Table> {
    let tagging = tagging(texts, index, options)?;
    let schema = tagging.schema();
    let batches = py.detach(|| tagging.collect::<Result<Vec<_>, _>>());
    Ok(Table::new(schema, batches.map_err(arrow)?))
}

pub(crate) fn batches(
    texts: &Bound<'_, PyAny>,
    index: &Arc<Index>,
    options: Options,
) -> PyResult<Batches> {
    Ok(Batches::new(tagging(texts, index, options)?))
}

/// Finds the names of `gazetteer` (or of the files at a path) in `texts`.
///
/// `texts` is a string, strings, a column or a table. Gives a row for each mention, in the order of
/// the texts, with the columns `row` (int64: the text's place, from 0) or, where ids were asked for,
/// `document` (its id); `start` and `end` (int64), half-open, in code points, so that
/// `texts[row][start:end]` is the name, or with `offsets="bytes"` in bytes of UTF-8; `surface`, white
/// space folded; `type`; `entity`, its id; `how` it was found; `candidates` (a list), the ids of all
/// entities it may denote.
///
/// Options: `text` ("text") and `id` (none) name columns of a table; `format` says what texts are,
/// "text", "markdown" or "html", else the end of an id tells; `offsets` ("chars"); `columns`, those
/// that are wanted of the above, as few take less time; `threads`, else all cores work.
#[pyfunction]
#[pyo3(signature = (texts, gazetteer, **options))]
pub(crate) fn tag(
    py: Python<'_>,
    texts: &Bound<'_, PyAny>,
    gazetteer: &Bound<'_, PyAny>,
    options: Option<&Bound<'_, PyDict>>,
) -> PyResult<Table> {
    let options = Options::new(py, options)?;
    all(py, texts, &Gazetteer::index_of(gazetteer)?, options)
}

/// The same as `tag`, batch by batch as the answer is read: for tables that do not fit into memory,
/// such as a `pyarrow.RecordBatchReader`. The answer can be read once.
#[pyfunction]
#[pyo3(signature = (reader, gazetteer, **options))]
pub(crate) fn tag_batches(
    reader: &Bound<'_, PyAny>,
    gazetteer: &Bound<'_, PyAny>,
    options: Option<&Bound<'_, PyDict>>,
) -> PyResult<Batches> {
    let options = Options::new(reader.py(), options)?;
    batches(reader, &Gazetteer::index_of(gazetteer)?, options)
}
