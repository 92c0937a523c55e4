//! Rows of JSON values in, a table out, each column of the type that it is said to be of.

use comention::export::batch;
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
    Ok(batch(columns, rows).map_err(arrow)?.into())
}
