//! Arrow tables in and out through the C data interface, without a copy.
//!
//! In: whatever has `__arrow_c_stream__` or `__arrow_c_array__` (pyarrow, polars, pandas, DuckDB).
//! Out: objects that have `__arrow_c_stream__` themselves.

use std::sync::{Arc, Mutex};

use arrow_array::ffi::{FFI_ArrowArray, FFI_ArrowSchema, from_ffi};
use arrow_array::ffi_stream::{ArrayStreamReader, FFI_ArrowArrayStream};
use arrow_array::{
    ArrayReader, ArrayRef, LargeStringArray, RecordBatch, RecordBatchIterator, RecordBatchReader,
    make_array,
};
use arrow_schema::{ArrowError, DataType, Field, FieldRef, SchemaRef};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyTuple};

use crate::error::input;

const STREAM: &std::ffi::CStr = c"arrow_array_stream";

/// Chunks of a table or a column, one after the other.
pub(crate) struct Chunks {
    /// What they are: a struct for a table.
    pub(crate) field: FieldRef,
    chunks: Box<dyn Iterator<Item = Result<ArrayRef, ArrowError>> + Send>,
}

impl Iterator for Chunks {
    type Item = Result<ArrayRef, ArrowError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.chunks.next()
    }
}

impl Chunks {
    /// Of anything that offers them.
    pub(crate) fn of(object: &Bound<'_, PyAny>) -> PyResult<Self> {
        if object.hasattr("__arrow_c_stream__")? {
            let capsule = object.call_method0("__arrow_c_stream__")?;
            return Self::of_stream(capsule.cast::<PyCapsule>()?);
        }
        if object.hasattr("__arrow_c_array__")? {
            let pair = object.call_method0("__arrow_c_array__")?;
            return Self::of_array(pair.cast::<PyTuple>()?);
        }
        if let Ok(text) = object.extract::<String>() {
            return Ok(Self::of_texts(vec![Some(text)]));
        }
        if let Ok(items) = object.try_iter() {
            let texts = items
                .enumerate()
                .map(|(row, item)| -> PyResult<Option<String>> {
                    let item = item?;
                    if let Ok(text) = item.extract() {
                        return Ok(text);
                    }
                    let kind = item.get_type().name()?;
                    Err(PyTypeError::new_err(format!(
                        "item {row} is no string but `{kind}`; give strings"
                    )))
                });
            return Ok(Self::of_texts(texts.collect::<PyResult<_>>()?));
        }
        let kind = object.get_type().name()?;
        Err(PyTypeError::new_err(format!(
            "`{kind}` is no Arrow table or column; give one, a frame of pandas or polars, or a list \
             of strings"
        )))
    }

    fn of_texts(texts: Vec<Option<String>>) -> Self {
        let array: ArrayRef = Arc::new(LargeStringArray::from(texts));
        Self {
            field: Field::new("text", DataType::LargeUtf8, true).into(),
            chunks: Box::new(std::iter::once(Ok(array))),
        }
    }

    /// Whether `object` offers a table or a column.
    pub(crate) fn are_offered(object: &Bound<'_, PyAny>) -> PyResult<bool> {
        Ok(object.hasattr("__arrow_c_stream__")? || object.hasattr("__arrow_c_array__")?)
    }

    #[allow(unsafe_code)]
    fn of_stream(capsule: &Bound<'_, PyCapsule>) -> PyResult<Self> {
        let stream = capsule.pointer_checked(Some(STREAM))?;
        // SAFETY: a capsule of this name holds such a stream, which is ours to move out.
        let stream = unsafe { ArrayStreamReader::from_raw(stream.as_ptr().cast()) };
        let stream = stream.map_err(input)?;
        Ok(Self {
            field: stream.field().clone(),
            chunks: Box::new(stream),
        })
    }

    #[allow(unsafe_code)]
    fn of_array(pair: &Bound<'_, PyTuple>) -> PyResult<Self> {
        let pointer = |idx, name| -> PyResult<_> {
            let capsule = pair.get_item(idx)?;
            capsule.cast::<PyCapsule>()?.pointer_checked(Some(name))
        };
        let schema = pointer(0, c"arrow_schema")?.cast::<FFI_ArrowSchema>();
        let array = pointer(1, c"arrow_array")?.cast::<FFI_ArrowArray>();
        // SAFETY: capsules of these names hold these; the array is ours to move out, the schema
        // lives as long as its capsule, which `pair` keeps.
        let (data, field) = unsafe {
            let array = FFI_ArrowArray::from_raw(array.as_ptr());
            let schema = schema.as_ref();
            (from_ffi(array, schema), Field::try_from(schema))
        };
        let array = make_array(data.map_err(input)?);
        Ok(Self {
            field: field.map_err(input)?.into(),
            chunks: Box::new(std::iter::once(Ok(array))),
        })
    }

    /// The names of a table's columns.
    pub(crate) fn names(&self) -> Vec<&str> {
        match self.field.data_type() {
            DataType::Struct(fields) => fields.iter().map(|field| field.name().as_str()).collect(),
            _ => Vec::new(),
        }
    }

    /// Whether it is a table rather than a column.
    pub(crate) fn is_table(&self) -> bool {
        matches!(self.field.data_type(), DataType::Struct(_))
    }
}

fn capsule<'py>(
    py: Python<'py>,
    reader: Box<dyn RecordBatchReader + Send>,
) -> PyResult<Bound<'py, PyCapsule>> {
    PyCapsule::new_with_value(py, FFI_ArrowArrayStream::new(reader), STREAM)
}

/// A table in memory.
///
/// It is an Arrow stream (`__arrow_c_stream__`), so that `pyarrow.table(t)`, `polars.DataFrame(t)`
/// and DuckDB take it as it is, without a copy.
#[pyclass(frozen, module = "comention")]
pub(crate) struct Table {
    schema: SchemaRef,
    batches: Vec<RecordBatch>,
}

impl Table {
    pub(crate) fn new(schema: SchemaRef, batches: Vec<RecordBatch>) -> Self {
        Self { schema, batches }
    }
}

impl From<RecordBatch> for Table {
    fn from(batch: RecordBatch) -> Self {
        Self::new(batch.schema(), vec![batch])
    }
}

#[pymethods]
impl Table {
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        let _ = requested_schema;
        let batches = self.batches.clone().into_iter().map(Ok);
        let reader = RecordBatchIterator::new(batches, self.schema.clone());
        capsule(py, Box::new(reader))
    }

    fn __len__(&self) -> usize {
        self.batches.iter().map(RecordBatch::num_rows).sum()
    }

    /// The names of the columns.
    #[getter]
    fn column_names(&self) -> Vec<String> {
        let fields = self.schema.fields().iter();
        fields.map(|field| field.name().clone()).collect()
    }

    /// As a `pyarrow.Table`.
    fn to_arrow<'py>(slf: Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        let pyarrow = slf.py().import("pyarrow")?;
        pyarrow.call_method1("table", (slf,))
    }

    /// As a `pandas.DataFrame`.
    fn to_pandas<'py>(slf: Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        Self::to_arrow(slf)?.call_method0("to_pandas")
    }

    /// As a `polars.DataFrame`.
    fn to_polars<'py>(slf: Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        let polars = slf.py().import("polars")?;
        polars.call_method1("DataFrame", (slf,))
    }

    fn __repr__(&self) -> String {
        format!(
            "Table({} rows: {})",
            self.__len__(),
            self.column_names().join(", ")
        )
    }
}

/// A table that is made as it is read, once.
#[pyclass(frozen, module = "comention")]
pub(crate) struct Batches {
    reader: Mutex<Option<Box<dyn RecordBatchReader + Send>>>,
}

impl Batches {
    pub(crate) fn new(reader: impl RecordBatchReader + Send + 'static) -> Self {
        Self {
            reader: Mutex::new(Some(Box::new(reader))),
        }
    }
}

#[pymethods]
impl Batches {
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        let _ = requested_schema;
        let reader = self.reader.lock().map_or(None, |mut reader| reader.take());
        let reader =
            reader.ok_or_else(|| input("these batches were read before; make them anew"))?;
        capsule(py, reader)
    }

    /// As a `pyarrow.RecordBatchReader`.
    fn to_arrow<'py>(slf: Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        let pyarrow = slf.py().import("pyarrow")?;
        let class = pyarrow.getattr("RecordBatchReader")?;
        class.call_method1("from_stream", (slf,))
    }

    fn __iter__<'py>(slf: Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        Self::to_arrow(slf)?.call_method0("__iter__")
    }
}
