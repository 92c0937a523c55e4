//! Rows of JSON values in, a table out, each column of the type that it is said to be of.

use std::sync::Arc;

use arrow_array::builder::{ListBuilder, StringBuilder};
use arrow_array::{ArrayRef, BooleanArray, Float64Array, Int64Array, RecordBatch, StringArray};
use arrow_schema::{Field, Schema};
use comention::graph::{Column, ColumnType};
use pyo3::prelude::*;
use serde_json::Value;

use crate::arrow::Table;
use crate::error::arrow;

/// A column of this name and type.
pub(crate) fn column(name: &str, column_type: ColumnType) -> Column {
    Column {
        name: name.to_owned(),
        column_type,
    }
}

/// The table of `rows`, each with a value for each of `columns`; what is null or of another type is
/// null in it.
pub(crate) fn table(columns: &[Column], rows: &[Vec<Value>]) -> PyResult<Table> {
    let arrays = columns.iter().enumerate().map(|(idx, column)| {
        let values = rows.iter().map(|row| &row[idx]);
        let array = array(column.column_type, values);
        (
            Field::new(&column.name, array.data_type().clone(), true),
            array,
        )
    });
    let (fields, arrays): (Vec<_>, Vec<ArrayRef>) = arrays.unzip();
    let schema = Arc::new(Schema::new(fields));
    let options = arrow_array::RecordBatchOptions::new().with_row_count(Some(rows.len()));
    let batch = RecordBatch::try_new_with_options(schema, arrays, &options);
    Ok(batch.map_err(arrow)?.into())
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
