//! comention for Python: the library's calls on Python's objects, and nothing else.
//!
//! What its users see is listed, with types, in `comention/_comention.pyi`. No long work is done while
//! Python's lock is held.

mod arrow;

mod build;

mod cluster;

mod documents;

mod error;

mod filter;

mod gazetteer;

mod graph;

mod keywords;

mod tag;

mod threads;

mod values;

use std::ffi::OsString;

use pyo3::prelude::*;

/// Many small texts and lists are taken and given back on all threads.
#[global_allocator]
static GLOBAL: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Runs the command line, and gives its exit code.
#[pyfunction]
fn run(py: Python<'_>, arguments: Vec<OsString>) -> u8 {
    py.detach(|| comention::cli::run(arguments))
}

#[pymodule]
fn _comention(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("__version__", env!("CARGO_PKG_VERSION"))?;
    module.add_class::<arrow::Table>()?;
    module.add_class::<arrow::Batches>()?;
    module.add_class::<gazetteer::Gazetteer>()?;
    module.add_class::<graph::Graph>()?;
    module.add_function(wrap_pyfunction!(run, module)?)?;
    module.add_function(wrap_pyfunction!(tag::tag, module)?)?;
    module.add_function(wrap_pyfunction!(tag::tag_batches, module)?)?;
    module.add_function(wrap_pyfunction!(build::build, module)?)?;
    module.add_function(wrap_pyfunction!(cluster::schemas, module)?)?;
    module.add_function(wrap_pyfunction!(cluster::pass_one, module)?)?;
    module.add_function(wrap_pyfunction!(cluster::recipe, module)?)?;
    module.add_function(wrap_pyfunction!(cluster::count, module)?)?;
    module.add_function(wrap_pyfunction!(cluster::entities, module)?)?;
    module.add_function(wrap_pyfunction!(cluster::build_documents, module)?)?;
    module.add_function(wrap_pyfunction!(cluster::build_of_counts, module)?)
}
