//! Tables in, documents out: which columns hold what, and what is wrong with them.

use std::collections::BTreeMap;
use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::{
    Date32Type, Int32Type, Int64Type, TimestampMicrosecondType, TimestampMillisecondType,
    TimestampNanosecondType, TimestampSecondType, UInt32Type, UInt64Type,
};
use arrow_array::{Array, ArrayRef};
use arrow_schema::{ArrowError, DataType, TimeUnit};
use comention::error::Fault;
use comention::read::{Document, Format, Reading, given};
use pyo3::prelude::*;

use crate::arrow::Chunks;
use crate::error::input;

/// Columns that are taken for what is known of a document where nobody says which are.
const KNOWN: [&str; 6] = ["title", "date", "byline", "source", "url", "language"];

/// Which columns hold what.
#[derive(Clone, Debug)]
pub(crate) struct Columns {
    text: String,
    id: Option<String>,
    known: Vec<String>,
    format: Option<Format>,
}

impl Columns {
    /// Checks that a table has them: the texts, the ids unless they are `None`, and what is known of
    /// the documents: as named, else those of the usual names that are there.
    pub(crate) fn find(
        chunks: &Chunks,
        text: &str,
        id: Option<&str>,
        known: Option<Vec<String>>,
        format: Option<Format>,
    ) -> PyResult<Self> {
        if !chunks.is_table() {
            check_text(text, chunks.field.data_type())?;
            let (text, id, known) = (text.to_owned(), None, Vec::new());
            return Ok(Self {
                text,
                id,
                known,
                format,
            });
        }
        let names = chunks.names();
        let has = |name: &str| names.contains(&name);
        let known = known.unwrap_or_else(|| {
            let usual = KNOWN
                .iter()
                .filter(|&&name| has(name) && name != text && Some(name) != id);
            usual.map(|&name| name.to_owned()).collect()
        });
        let wanted = [Some(text), id].into_iter().flatten();
        for name in wanted.chain(known.iter().map(String::as_str)) {
            if !has(name) {
                return Err(input(format_args!(
                    "there is no column `{name}`; there are {}",
                    names.join(", ")
                )));
            }
        }
        let type_of = |name: &str| match chunks.field.data_type() {
            DataType::Struct(fields) => fields.find(name).map(|(_, field)| field.data_type()),
            _ => None,
        };
        if let Some(data_type) = type_of(text) {
            check_text(text, data_type)?;
        }
        for name in id.into_iter().chain(known.iter().map(String::as_str)) {
            if let Some(data_type) = type_of(name).filter(|data_type| !is_shown(data_type)) {
                return Err(wrong_type(name, data_type, "a string"));
            }
        }
        Ok(Self {
            text: text.to_owned(),
            id: id.map(str::to_owned),
            known,
            format,
        })
    }

    /// Whether documents have ids of their own.
    pub(crate) fn has_ids(&self) -> bool {
        self.id.is_some()
    }

    /// The documents of a chunk whose first row is the `first`; without ids they are called by their
    /// rows.
    pub(crate) fn documents(
        &self,
        chunk: &ArrayRef,
        first: usize,
    ) -> Result<Vec<Result<Document, Fault>>, ArrowError> {
        let column = |name: &str| match chunk.as_struct_opt() {
            Some(table) => table.column_by_name(name).cloned(),
            None => Some(Arc::clone(chunk)),
        };
        let column = |name: &str| {
            let missing = || ArrowError::SchemaError(format!("there is no column `{name}`"));
            column(name).ok_or_else(missing)
        };
        let texts = column(&self.text)?;
        let ids = self.id.as_deref().map(column).transpose()?;
        let known = self.known.iter().map(|name| Ok((name, column(name)?)));
        let known: Vec<_> = known.collect::<Result<_, ArrowError>>()?;
        let reading = Reading::default();
        let null = |name: &str, row: usize| {
            let row = first + row;
            ArrowError::InvalidArgumentError(format!(
                "column `{name}` is null in row {row}; drop such rows, or fill them"
            ))
        };
        let document = |row: usize| {
            let text = bytes_at(&texts, row).ok_or_else(|| null(&self.text, row))?;
            let id = match (&ids, &self.id) {
                (Some(ids), Some(name)) => shown_at(ids, row).ok_or_else(|| null(name, row))?,
                _ => format!("{:012}", first + row),
            };
            let known = known
                .iter()
                .filter_map(|(name, column)| Some(((*name).clone(), shown_at(column, row)?)));
            let known: BTreeMap<_, _> = known.collect();
            Ok(given(&id, text.to_owned(), known, self.format, &reading))
        };
        (0..chunk.len()).map(document).collect()
    }
}

fn check_text(name: &str, data_type: &DataType) -> PyResult<()> {
    match is_bytes(data_type) {
        true => Ok(()),
        false => Err(wrong_type(name, data_type, "a string")),
    }
}

fn wrong_type(name: &str, data_type: &DataType, wanted: &str) -> PyErr {
    input(format_args!(
        "column `{name}` is of the type {data_type}; make it {wanted}"
    ))
}

/// Whether values of this type are texts, in UTF-8 or as they were stored.
fn is_bytes(data_type: &DataType) -> bool {
    let others = [
        DataType::Binary,
        DataType::LargeBinary,
        DataType::BinaryView,
    ];
    is_text(data_type) || others.contains(data_type)
}

fn bytes_at(column: &ArrayRef, row: usize) -> Option<&[u8]> {
    if column.is_null(row) {
        return None;
    }
    Some(match column.data_type() {
        DataType::Binary => column.as_binary::<i32>().value(row),
        DataType::LargeBinary => column.as_binary::<i64>().value(row),
        DataType::BinaryView => column.as_binary_view().value(row),
        _ => text_at(column, row)?.as_bytes(),
    })
}

fn is_text(data_type: &DataType) -> bool {
    matches!(
        data_type,
        DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View
    )
}

/// Whether there is a way to show values of this type as ids and metadata.
fn is_shown(data_type: &DataType) -> bool {
    let others = [
        DataType::Int32,
        DataType::Int64,
        DataType::UInt32,
        DataType::UInt64,
    ];
    is_text(data_type)
        || others.contains(data_type)
        || matches!(
            data_type,
            DataType::Date32 | DataType::Timestamp(..) | DataType::Null
        )
}

fn text_at(column: &ArrayRef, row: usize) -> Option<&str> {
    if column.is_null(row) {
        return None;
    }
    Some(match column.data_type() {
        DataType::Utf8 => column.as_string::<i32>().value(row),
        DataType::LargeUtf8 => column.as_string::<i64>().value(row),
        DataType::Utf8View => column.as_string_view().value(row),
        _ => return None,
    })
}

fn shown_at(column: &ArrayRef, row: usize) -> Option<String> {
    if column.is_null(row) {
        return None;
    }
    Some(match column.data_type() {
        DataType::Int32 => column.as_primitive::<Int32Type>().value(row).to_string(),
        DataType::Int64 => column.as_primitive::<Int64Type>().value(row).to_string(),
        DataType::UInt32 => column.as_primitive::<UInt32Type>().value(row).to_string(),
        DataType::UInt64 => column.as_primitive::<UInt64Type>().value(row).to_string(),
        DataType::Date32 => column
            .as_primitive::<Date32Type>()
            .value_as_date(row)?
            .to_string(),
        DataType::Timestamp(unit, zone) => {
            let time = match unit {
                TimeUnit::Second => column
                    .as_primitive::<TimestampSecondType>()
                    .value_as_datetime(row),
                TimeUnit::Millisecond => column
                    .as_primitive::<TimestampMillisecondType>()
                    .value_as_datetime(row),
                TimeUnit::Microsecond => column
                    .as_primitive::<TimestampMicrosecondType>()
                    .value_as_datetime(row),
                TimeUnit::Nanosecond => column
                    .as_primitive::<TimestampNanosecondType>()
                    .value_as_datetime(row),
            };
            // With a zone, what is stored is UTC.
            let end = if zone.is_some() { "Z" } else { "" };
            format!("{}{end}", time?.format("%Y-%m-%dT%H:%M:%S"))
        }
        _ => text_at(column, row)?.to_owned(),
    })
}
