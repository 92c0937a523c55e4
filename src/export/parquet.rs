//! Tables in Parquet: of entities, of edges, of the documents, and of the mentions all rests on; for
//! pyarrow, polars, pandas, DuckDB, Spark.
//!
//! Texts stand in them as they are in the store, control characters too: no reader stumbles over
//! them, and ids are those of `graph.db`.

use std::io::{self, Write};
use std::sync::Arc;

use arrow_array::builder::{ListBuilder, StringBuilder};
use arrow_array::{
    ArrayRef, BooleanArray, Float64Array, Int64Array, RecordBatch, RecordBatchOptions, StringArray,
};
use arrow_schema::{ArrowError, Field, Schema};
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::properties::WriterProperties;
use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;
use serde_json::Value;

use super::values::placed;
use crate::graph::{
    Column, ColumnType, Graph, edge_columns, edge_values, node_columns, node_values,
};
use crate::store::{Contents, DOCUMENT_COLUMNS, MENTION_COLUMNS, Row};

/// Rows that are encoded at once.
const BATCH: usize = 8_192;

/// Rows of a row group, which readers take in one piece and on one thread; it is held in memory,
/// encoded, until it is full. <https://duckdb.org/docs/stable/data/parquet/tips> advises so many.
const ROW_GROUP: usize = 122_880;

/// Writes the table of entities.
pub(super) fn write_entities(graph: &Graph, out: impl Write) -> io::Result<()> {
    // The label is the name.
    let known = node_columns(graph).into_iter();
    let columns = [column("id", ColumnType::Text)]
        .into_iter()
        .chain(known.filter(|column| column.name != "label"));
    let columns: Vec<Column> = columns.collect();
    let rows = graph.network.node_indices().map(|index| {
        let id = ("id".to_owned(), graph.network[index].id.as_str().into());
        row(&columns, [id].into_iter().chain(node_values(graph, index)))
    });
    write(&columns, rows.map(Ok), out)
}

/// Writes the table of edges. The weight is a whole number where all weights are counts.
pub(super) fn write_edges(graph: &Graph, out: impl Write) -> io::Result<()> {
    let mut columns = ["source", "target"]
        .map(|name| column(name, ColumnType::Text))
        .to_vec();
    columns.extend(edge_columns());
    let mut edges = graph.network.edge_weights();
    if edges.all(|edge| edge.weight == edge.counts.weight as f64) {
        let weight = columns.iter_mut().find(|column| column.name == "weight");
        weight.expect("edges have a weight").column_type = ColumnType::Integer;
    }
    let rows = graph.network.edge_references().map(|edge| {
        let end = |node: NodeIndex| Value::from(graph.network[node].id.as_str());
        let ends = [
            ("source", end(edge.source())),
            ("target", end(edge.target())),
        ];
        row(&columns, ends.into_iter().chain(edge_values(edge.weight())))
    });
    write(&columns, rows.map(Ok), out)
}

/// Writes the table of documents; without contents it has no rows.
pub(super) fn write_documents(contents: Option<&Contents<'_>>, out: impl Write) -> io::Result<()> {
    let rows = contents.into_iter().flat_map(Contents::documents);
    let rows = rows.map(|row| row.map_err(io::Error::other));
    write(
        &DOCUMENT_COLUMNS.map(|(name, of)| column(name, of)),
        rows,
        out,
    )
}

/// Writes the table of mentions; without contents it has no rows.
pub(super) fn write_mentions(contents: Option<&Contents<'_>>, out: impl Write) -> io::Result<()> {
    let rows = contents.into_iter().flat_map(Contents::mentions);
    let rows = rows.map(|row| row.map_err(io::Error::other));
    write(
        &MENTION_COLUMNS.map(|(name, of)| column(name, of)),
        rows,
        out,
    )
}

fn column(name: &str, column_type: ColumnType) -> Column {
    Column {
        name: name.to_owned(),
        column_type,
    }
}

/// `values`, which are in the order of `columns` but may lack some.
fn row<N: AsRef<str>>(columns: &[Column], values: impl Iterator<Item = (N, Value)>) -> Row {
    let mut row = vec![Value::Null; columns.len()];
    placed(columns, values).for_each(|(place, value)| row[place] = value);
    row
}

/// Writes a table, a row group at a time.
fn write(
    columns: &[Column],
    mut rows: impl Iterator<Item = io::Result<Row>>,
    mut out: impl Write,
) -> io::Result<()> {
    let properties = WriterProperties::builder()
        .set_compression(Compression::ZSTD(ZstdLevel::default()))
        .set_created_by(concat!("comention version ", env!("CARGO_PKG_VERSION")).to_owned())
        .set_max_row_group_row_count(Some(ROW_GROUP))
        .build();
    let empty = batch(columns, &[]).map_err(io::Error::other)?;
    let mut writer = ArrowWriter::try_new(Vec::new(), empty.schema(), Some(properties))?;
    loop {
        let some: Vec<Row> = rows.by_ref().take(BATCH).collect::<io::Result<_>>()?;
        if some.is_empty() {
            break;
        }
        writer.write(&batch(columns, &some).map_err(io::Error::other)?)?;
        out.write_all(&std::mem::take(writer.inner_mut()))?;
    }
    out.write_all(&writer.into_inner()?)
}

/// The table of `rows`, each with a value for each of `columns`; what is null or of another type is
/// null in it.
///
/// # Errors
///
/// [`ArrowError`] if two columns differ in length.
pub fn batch(columns: &[Column], rows: &[Row]) -> Result<RecordBatch, ArrowError> {
    let columns = columns.iter().enumerate().map(|(idx, column)| {
        let array = array(column.column_type, rows.iter().map(|row| &row[idx]));
        let field = Field::new(&column.name, array.data_type().clone(), true);
        (field, array)
    });
    let (fields, arrays): (Vec<_>, Vec<ArrayRef>) = columns.unzip();
    let options = RecordBatchOptions::new().with_row_count(Some(rows.len()));
    RecordBatch::try_new_with_options(Arc::new(Schema::new(fields)), arrays, &options)
}

fn array<'a>(column_type: ColumnType, values: impl Iterator<Item = &'a Value>) -> ArrayRef {
    match column_type {
        ColumnType::Text => Arc::new(values.map(text).collect::<StringArray>()),
        ColumnType::Integer => Arc::new(values.map(Value::as_i64).collect::<Int64Array>()),
        ColumnType::Truth => Arc::new(values.map(Value::as_bool).collect::<BooleanArray>()),
        ColumnType::Number => Arc::new(values.map(Value::as_f64).collect::<Float64Array>()),
        ColumnType::List => {
            let mut lists = ListBuilder::new(StringBuilder::new());
            for value in values {
                lists.append_option(value.as_array().map(|items| items.iter().map(text)));
            }
            Arc::new(lists.finish())
        }
    }
}

fn text(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    }
}
