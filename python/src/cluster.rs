//! The two passes apart, for engines that spread tables over machines: pass 1 over some documents,
//! what some rows add to the counts, and a build of the rows of all.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

use arrow_array::{ArrayRef, RecordBatch, RecordBatchReader, StructArray};
use arrow_schema::{ArrowError, FieldRef, Schema, SchemaRef};
use comention::cooccur::{Counting, Counts, EntityCounts, PairCounts};
use comention::date::{Date, Dates};
use comention::gazetteer::{EntityId, EntityType, Index};
use comention::graph::Node;
use comention::pipeline::{self, Recipe, RowBuild, count_rows};
use comention::read::Reading;
use comention::segment;
use comention::store::DocumentRow;
use pyo3::prelude::*;
use pyo3::types::PyDict;
use serde::{Deserialize, Serialize};
use serde_arrow::schema::{SchemaLike, TracingOptions};

use crate::arrow::{Batches, Chunks, Table};
use crate::build::{Options, Outputs, source};
use crate::documents::Columns;
use crate::error::{arrow, exception, input};
use crate::gazetteer::Gazetteer;
use crate::graph::Graph;
use crate::keywords::Keywords;
use crate::threads::Threads;

/// What some rows add to the counts: of a pair if both ends are there, of an entity if the first is,
/// else of the corpus.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Count {
    a: Option<i32>,
    b: Option<i32>,
    mentions: i64,
    windows: i64,
    weight: i64,
    sentences: i64,
    paragraphs: i64,
    sections: i64,
    documents: i64,
    paragraph_documents: i64,
    sentence_documents: i64,
    repeats: i64,
    yearless: i64,
    /// The first date of the mentions, or of the windows of a pair.
    first: Option<String>,
    /// The last.
    last: Option<String>,
}

/// The paragraphs of a document that stand in the corpus before.
#[derive(Deserialize)]
struct Repeats {
    repeats: Option<Vec<i32>>,
}

/// An entity that is mentioned, as tables hold it.
#[derive(Clone, Serialize, Deserialize)]
struct EntityRow {
    key: i32,
    id: String,
    name: String,
    r#type: String,
    aliases: Vec<String>,
    attributes: String,
}

/// The columns of rows of this type.
fn fields<T: for<'de> Deserialize<'de>>() -> PyResult<Vec<FieldRef>> {
    let options = TracingOptions::default()
        .strings_as_large_utf8(false)
        .sequence_as_large_list(false);
    Vec::<FieldRef>::from_type::<T>(options).map_err(input)
}

fn empty<T: for<'de> Deserialize<'de>>() -> PyResult<Table> {
    let schema = Schema::new(fields::<T>()?);
    Ok(Table::new(Arc::new(schema), Vec::new()))
}

/// Empty tables with the columns of documents, of counts, and of entities.
#[pyfunction]
pub(crate) fn schemas() -> PyResult<(Table, Table, Table)> {
    Ok((
        empty::<DocumentRow>()?,
        empty::<Count>()?,
        empty::<EntityRow>()?,
    ))
}

/// Pass 1 over chunks of documents.
struct PassOne {
    chunks: Chunks,
    columns: Columns,
    index: Arc<Index>,
    threads: Threads,
    counting: Counting,
    segmenting: segment::Options,
    reading: Reading,
    fields: Vec<FieldRef>,
    n_rows: usize,
}

impl PassOne {
    fn rows(&mut self, chunk: &ArrayRef) -> Result<RecordBatch, ArrowError> {
        let documents = self.columns.documents(chunk, self.n_rows)?;
        self.n_rows += documents.len();
        let (reading, index, segmenting) = (&self.reading, &*self.index, self.segmenting);
        let counting = self.counting;
        let pass = || pipeline::rows(documents, source(reading, segmenting, index, ""), counting);
        let rows = self.threads.run(pass);
        serde_arrow::to_record_batch(&self.fields, &rows)
            .map_err(|error| ArrowError::ExternalError(Box::new(error)))
    }
}

impl Iterator for PassOne {
    type Item = Result<RecordBatch, ArrowError>;

    fn next(&mut self) -> Option<Self::Item> {
        let chunk = self.chunks.next()?;
        Some(chunk.and_then(|chunk| self.rows(&chunk)))
    }
}

impl RecordBatchReader for PassOne {
    fn schema(&self) -> SchemaRef {
        Arc::new(Schema::new(self.fields.clone()))
    }
}

/// Pass 1: a row for each document of a table, as it is read; `options` are those of `build` that say
/// what to read and how to count.
#[pyfunction]
pub(crate) fn pass_one(
    table: &Bound<'_, PyAny>,
    gazetteer: &Gazetteer,
    options: &Bound<'_, PyDict>,
) -> PyResult<Batches> {
    let (chunks, options) = (Chunks::of(table)?, Options::new(options)?);
    Ok(Batches::new(PassOne {
        columns: options.columns(&chunks)?,
        chunks,
        index: Arc::clone(&gazetteer.index),
        threads: options.threads,
        counting: options.counting,
        segmenting: options.segmenting,
        reading: Reading::default(),
        fields: fields::<DocumentRow>()?,
        n_rows: 0,
    }))
}

/// What decides, besides the texts, what such a build finds.
#[pyfunction]
pub(crate) fn recipe(
    gazetteer: &Gazetteer,
    options: &Bound<'_, PyDict>,
) -> PyResult<BTreeMap<String, String>> {
    let (reading, options) = (Reading::default(), Options::new(options)?);
    let source = source(&reading, options.segmenting, &gazetteer.index, "");
    Ok(Recipe::new(source, options.counting).values().clone())
}

/// What the rows of a table add to the counts; its column `repeats` has the paragraphs that stand in
/// the corpus before.
#[pyfunction]
pub(crate) fn count(py: Python<'_>, table: &Bound<'_, PyAny>) -> PyResult<Table> {
    let chunks = Chunks::of(table)?;
    let fields = fields::<Count>()?;
    py.detach(|| {
        let mut counts = Counts::default();
        for chunk in chunks {
            let chunk = chunk?;
            let rows: Vec<DocumentRow> = deserialize(&chunk)?;
            let repeats = deserialize::<Repeats>(&chunk)?.into_iter().map(|row| {
                let paragraphs = row.repeats.unwrap_or_default().into_iter();
                paragraphs.map(i32::cast_unsigned).collect()
            });
            let repeats: Vec<BTreeSet<u32>> = repeats.collect();
            count_rows(&mut counts, rows.iter().zip(&repeats));
        }
        serde_arrow::to_record_batch(&fields, &flat(counts)?).map_err(external)
    })
    .map(Table::from)
    .map_err(arrow)
}

fn flat(counts: Counts) -> Result<Vec<Count>, ArrowError> {
    let mut rows = vec![Count {
        documents: counts.documents as i64,
        paragraphs: counts.paragraphs as i64,
        windows: counts.windows as i64,
        repeats: counts.repeats as i64,
        yearless: counts.yearless as i64,
        ..Count::default()
    }];
    rows.extend(counts.entities.iter().map(|(entity, counts)| Count {
        a: Some(entity.0.cast_signed()),
        mentions: counts.mentions as i64,
        windows: counts.windows as i64,
        documents: counts.documents as i64,
        first: counts.dates.map(|dates| dates.first.to_string()),
        last: counts.dates.map(|dates| dates.last.to_string()),
        ..Count::default()
    }));
    let pairs = counts.pairs.into_sorted();
    let pairs = pairs
        .map_err(|error| ArrowError::ExternalError(Box::new(error)))?
        .into_iter();
    rows.extend(pairs.map(|((a, b), counts)| Count {
        a: Some(a.0.cast_signed()),
        b: Some(b.0.cast_signed()),
        weight: counts.weight as i64,
        sentences: counts.sentences as i64,
        paragraphs: counts.paragraphs as i64,
        sections: counts.sections as i64,
        documents: counts.documents as i64,
        paragraph_documents: counts.paragraph_documents as i64,
        sentence_documents: counts.sentence_documents as i64,
        first: counts.dates.map(|dates| dates.first.to_string()),
        last: counts.dates.map(|dates| dates.last.to_string()),
        ..Count::default()
    }));
    rows.sort_unstable_by_key(|row| (row.a, row.b));
    Ok(rows)
}

/// The counts that rows of [`flat`] add up to.
fn summed(rows: Vec<Count>) -> Counts {
    let mut counts = Counts::default();
    for row in rows {
        let number = |n: i64| u64::try_from(n).unwrap_or(0);
        let date = |text: &Option<String>| text.as_deref().and_then(Date::of);
        let dates = date(&row.first).zip(date(&row.last));
        let dates = dates.map(|(first, last)| Dates { first, last });
        let entity = |key: i32| EntityId(key.cast_unsigned());
        match (row.a, row.b) {
            (Some(a), Some(b)) => {
                let more = PairCounts {
                    weight: number(row.weight),
                    sentences: number(row.sentences),
                    paragraphs: number(row.paragraphs),
                    sections: number(row.sections),
                    documents: number(row.documents),
                    paragraph_documents: number(row.paragraph_documents),
                    sentence_documents: number(row.sentence_documents),
                    dates,
                };
                counts.pairs.add((entity(a), entity(b)), more);
            }
            (Some(a), None) => {
                let more = EntityCounts {
                    mentions: number(row.mentions),
                    windows: number(row.windows),
                    documents: number(row.documents),
                    dates,
                };
                *counts.entities.entry(entity(a)).or_default() += more;
            }
            _ => {
                counts.documents += number(row.documents);
                counts.paragraphs += number(row.paragraphs);
                counts.windows += number(row.windows);
                counts.repeats += number(row.repeats);
                counts.yearless += number(row.yearless);
            }
        }
    }
    counts
}

/// What the gazetteer says of the entities of these numbers.
#[pyfunction]
pub(crate) fn entities(gazetteer: &Gazetteer, mut keys: Vec<i32>) -> PyResult<Table> {
    keys.sort_unstable();
    keys.dedup();
    let rows = keys.into_iter().map(|key| {
        let node = Node::new(&gazetteer.index, EntityId(key.cast_unsigned()));
        EntityRow {
            key,
            id: node.id,
            name: node.name,
            r#type: node.entity_type.as_str().to_owned(),
            aliases: node.aliases,
            attributes: serde_json::to_string(&node.attributes).expect("values are JSON"),
        }
    });
    let rows: Vec<EntityRow> = rows.collect();
    let batch = serde_arrow::to_record_batch(&fields::<EntityRow>()?, &rows);
    Ok(batch.map_err(input)?.into())
}

/// Pass 2 over the rows of all documents, in any order: `entities` describe the nodes. `options` are
/// those of `build` that say what to write.
#[pyfunction]
pub(crate) fn build_documents(
    py: Python<'_>,
    documents: &Bound<'_, PyAny>,
    entities: &Bound<'_, PyAny>,
    recipe: BTreeMap<String, String>,
    output: PathBuf,
    options: &Bound<'_, PyDict>,
) -> PyResult<Graph> {
    let (chunks, outputs) = (Chunks::of(documents)?, outputs(output, options)?);
    let nodes = nodes(Chunks::of(entities)?).map_err(arrow)?;
    let recipe = Recipe::from(recipe).with_exports(&outputs.recipe());
    py.detach(|| {
        outputs.make(|store| {
            let mut build = RowBuild::create(store).map_err(exception)?;
            for chunk in chunks {
                let rows = chunk.and_then(|chunk| deserialize::<DocumentRow>(&chunk));
                build.add(rows.map_err(arrow)?).map_err(exception)?;
            }
            let describe = |entity| find_node(&nodes, entity);
            build.finish(&recipe, describe).map_err(exception)
        })
    })
}

/// The graph of counts that were added up elsewhere, without passages.
#[pyfunction]
pub(crate) fn build_of_counts(
    py: Python<'_>,
    counts: &Bound<'_, PyAny>,
    entities: &Bound<'_, PyAny>,
    recipe: BTreeMap<String, String>,
    output: PathBuf,
    options: &Bound<'_, PyDict>,
) -> PyResult<Graph> {
    let (chunks, outputs) = (Chunks::of(counts)?, outputs(output, options)?);
    let nodes = nodes(Chunks::of(entities)?).map_err(arrow)?;
    let rows = chunks.map(|chunk| deserialize::<Count>(&chunk?));
    let rows: Vec<Vec<Count>> = rows.collect::<Result<_, _>>().map_err(arrow)?;
    let counts = summed(rows.into_iter().flatten().collect());
    let recipe = Recipe::from(recipe).with_exports(&outputs.recipe());
    py.detach(|| {
        outputs.make(|store| {
            let build = RowBuild::create(store).map_err(exception)?;
            let describe = |entity| find_node(&nodes, entity);
            build
                .finish_counted(&recipe, counts, describe)
                .map_err(exception)
        })
    })
}

fn outputs(output: PathBuf, options: &Bound<'_, PyDict>) -> PyResult<Outputs> {
    let mut given = Keywords::new(options.py(), Some(options))?;
    let outputs = Outputs::take(output, &mut given)?;
    given.finish()?;
    Ok(outputs)
}

/// The entity of the nodes that a cluster left.
fn find_node(nodes: &[Node], entity: EntityId) -> Node {
    let place = nodes.binary_search_by_key(&entity, |node| node.entity);
    nodes[place.expect("every entity of the documents is among the nodes")].clone()
}

fn nodes(chunks: Chunks) -> Result<Vec<Node>, ArrowError> {
    let mut nodes = Vec::new();
    for chunk in chunks {
        let rows = deserialize::<EntityRow>(&chunk?)?.into_iter();
        nodes.extend(rows.map(|row| Node {
            entity: EntityId(row.key.cast_unsigned()),
            id: row.id,
            name: row.name,
            entity_type: EntityType::named(&row.r#type),
            candidate: None,
            mentions: 0,
            documents: 0,
            windows: 0,
            dates: None,
            aliases: row.aliases,
            attributes: serde_json::from_str(&row.attributes).unwrap_or_default(),
        }));
    }
    nodes.sort_unstable_by_key(|node: &Node| node.entity);
    Ok(nodes)
}

fn deserialize<T: for<'de> Deserialize<'de>>(chunk: &ArrayRef) -> Result<Vec<T>, ArrowError> {
    let Some(table) = chunk.as_any().downcast_ref::<StructArray>() else {
        return Err(ArrowError::InvalidArgumentError(
            "this is no table".to_owned(),
        ));
    };
    serde_arrow::from_record_batch(&RecordBatch::from(table)).map_err(external)
}

fn external(error: serde_arrow::Error) -> ArrowError {
    ArrowError::InvalidArgumentError(error.to_string())
}
