//! Texts in, a finished build out: of files, of a table, of rows that other machines left.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use comention::candidate::WORTH_A_LOOK;
use comention::cooccur::{Counting, Counts, Window};
use comention::error::Error;
use comention::export::{Detail, Format, Options as ExportOptions};
use comention::gazetteer::{EntityId, Index};
use comention::graph::Node;
use comention::pipeline::{
    self, Built, Keep, Meter, Recipe, RowBuild, Source, rows, write_outputs,
};
use comention::read::{Input, MetadataTable, Reading};
use comention::segment;
use comention::store::lock;
use pyo3::Borrowed;
use pyo3::prelude::*;

use crate::arrow::Chunks;
use crate::documents::Columns;
use crate::error::{arrow, exception, input, parse};
use crate::gazetteer::Gazetteer;
use crate::graph::Graph;
use crate::threads::Threads;

/// How to build.
#[derive(FromPyObject)]
pub(crate) struct Options {
    #[pyo3(item)]
    window: String,
    #[pyo3(item)]
    keep_boilerplate: bool,
    #[pyo3(item)]
    repeats: String,
    #[pyo3(item)]
    most_in_window: Option<usize>,
    #[pyo3(item)]
    year: Option<i16>,
    #[pyo3(item)]
    threads: usize,
}

impl Options {
    pub(crate) fn counting(&self) -> PyResult<Counting> {
        let keeps_repeats = match self.repeats.as_str() {
            "once" => false,
            "all" => true,
            word => {
                let message = format_args!("repeats=\"{word}\": use once or all");
                return Err(input(message));
            }
        };
        let usual = Counting::default();
        Ok(Counting {
            window: parse::<Window>("window", &self.window)?,
            keeps_boilerplate: self.keep_boilerplate,
            keeps_repeats,
            most_in_window: self.most_in_window.unwrap_or(usual.most_in_window),
        })
    }

    pub(crate) fn segmenting(&self) -> segment::Options {
        segment::Options { year: self.year }
    }

    pub(crate) fn threads(&self) -> PyResult<Threads> {
        Threads::new(self.threads)
    }
}

/// Documents that are at hand, looked through with `index`.
pub(crate) fn source<'a>(
    reading: &'a Reading,
    segmenting: segment::Options,
    index: &'a Index,
    exports: &'a str,
) -> Source<'a> {
    Source {
        inputs: &[],
        reading,
        segmenting,
        index,
        exports,
        shard: None,
    }
}

/// What to write where.
#[derive(FromPyObject)]
pub(crate) struct Outputs {
    #[pyo3(item)]
    output: PathBuf,
    #[pyo3(item)]
    formats: Vec<String>,
    #[pyo3(item)]
    discover: Option<Discover>,
}

/// How clear names that the gazetteer lacks must be to be shown: a number from 0.1 to 2, or `True`.
#[derive(Clone, Copy)]
pub(crate) struct Discover(Option<f64>);

impl Discover {
    /// How clear they must be, if they are shown.
    pub(crate) fn least(discover: Option<Self>) -> Option<f64> {
        discover.and_then(|discover| discover.0)
    }
}

impl<'a, 'py> FromPyObject<'a, 'py> for Discover {
    type Error = PyErr;

    fn extract(object: Borrowed<'a, 'py, PyAny>) -> PyResult<Self> {
        if let Ok(is_wanted) = object.extract::<bool>() {
            return Ok(Self(is_wanted.then_some(WORTH_A_LOOK)));
        }
        let least: f64 = object.extract()?;
        match (0.1..=2.0).contains(&least) {
            true => Ok(Self(Some(least))),
            false => Err(input(format_args!(
                "discover={least}: use a number from 0.1 to 2, or True"
            ))),
        }
    }
}

impl Outputs {
    fn formats(&self) -> PyResult<Vec<Format>> {
        let formats = self.formats.iter();
        formats.map(|name| parse("formats", name)).collect()
    }

    /// What tells these files from those of other options.
    pub(crate) fn recipe(&self) -> String {
        let options = ExportOptions::default();
        match Discover::least(self.discover) {
            Some(least) => format!("{options:?}, candidates from {least}"),
            None => format!("{options:?}"),
        }
    }

    /// Makes a build in the folder: while it is locked, `build` is given the store's path.
    fn make(
        &self,
        formats: &[Format],
        build: impl FnOnce(&Path) -> comention::error::Result<Built>,
    ) -> comention::error::Result<Graph> {
        let folder = &self.output;
        std::fs::create_dir_all(folder).map_err(|error| Error::write(folder, error))?;
        let _lock = lock(folder)?;
        let mut built = build(&folder.join("graph.db"))?;
        built.finish(Detail::All)?;
        let least = Discover::least(self.discover);
        if let Some(least) = least {
            built.discover(least)?;
        }
        write_outputs(&built, formats, ExportOptions::default(), None, folder)?;
        Graph::of_store(folder, least)
    }
}

/// Looks for the names of `gazetteer` (or of the files at a path) in `inputs`, and makes the graph of
/// those that are mentioned together. Writes `graph.db` and the `formats` into the folder `output`.
///
/// `inputs` is a file or folder, or several, as on the command line; or a table (Arrow, pandas,
/// polars) whose columns `text` and `id` hold the documents, which then count in the order of their
/// ids, as files of those names in a folder would. With `id=None` rows are called by their place.
/// `window` is what counts as together: "paragraph", "sentence", "section", "document" or
/// "words:N"; one that names more than `most_in_window` entities makes no ties; `repeats`, whether a
/// paragraph counts "once" in a corpus, or "all" times; `year`, the year of times in live pages that
/// tell none. `metadata` is, of files, a table of titles and dates
/// (CSV); of a table, the columns that hold such, else those of the usual names. `format` says what
/// the texts are: "text", "markdown", "html", for files also "jsonl", "csv", ... `discover` shows
/// names that the gazetteer lacks too, as candidates: those as clear as a number from 0.1 to 2, or
/// with `True` as is worth a look. `fresh` reads files anew whatever the last build left. All cores work, or `threads`.
#[pyfunction]
#[pyo3(signature = (inputs, gazetteer, output=PathBuf::from("out"), *, window="paragraph", formats=None,
                    keep_boilerplate=false, repeats="once", most_in_window=None, year=None, text="text", id=Some("id"),
                    metadata=None, format=None, discover=None, fresh=false, threads=0))]
pub(crate) fn build(
    py: Python<'_>,
    inputs: &Bound<'_, PyAny>,
    gazetteer: &Bound<'_, PyAny>,
    output: PathBuf,
    window: &str,
    formats: Option<Vec<String>>,
    keep_boilerplate: bool,
    repeats: &str,
    most_in_window: Option<usize>,
    year: Option<i16>,
    text: &str,
    id: Option<&str>,
    metadata: Option<&Bound<'_, PyAny>>,
    format: Option<&str>,
    discover: Option<Discover>,
    fresh: bool,
    threads: usize,
) -> PyResult<Graph> {
    let options = Options {
        window: window.to_owned(),
        keep_boilerplate,
        repeats: repeats.to_owned(),
        most_in_window,
        year,
        threads,
    };
    let usual = || Format::USUAL.map(|format| format.to_string()).into();
    let formats = formats.unwrap_or_else(usual);
    let job = Job {
        index: Gazetteer::index_of(gazetteer)?,
        counting: options.counting()?,
        segmenting: options.segmenting(),
        threads: options.threads()?,
        outputs: Outputs {
            output,
            formats,
            discover,
        },
    };
    let graph = match Chunks::are_offered(inputs)? {
        true => {
            let chunks = Chunks::of(inputs)?;
            let known = metadata.map(|columns| columns.extract()).transpose()?;
            let columns = Columns::find(&chunks, text, id, known, format)?;
            job.of_table(py, chunks, &columns)
        }
        false => {
            let paths = match inputs.extract::<PathBuf>() {
                Ok(path) => vec![path],
                Err(_) => inputs.extract()?,
            };
            let metadata: Option<PathBuf> = metadata.map(|path| path.extract()).transpose()?;
            let metadata = metadata.map(|path| MetadataTable::load(&path)).transpose();
            let reading = Reading {
                format: format.map(|name| parse("format", name)).transpose()?,
                metadata: metadata.map_err(exception)?.unwrap_or_default(),
                ..Reading::default()
            };
            job.of_files(py, paths, &reading, fresh)
        }
    }?;
    graph.warn_of_skipped(py)?;
    Ok(graph)
}

/// A build to be made.
struct Job {
    index: Arc<Index>,
    counting: Counting,
    segmenting: segment::Options,
    threads: Threads,
    outputs: Outputs,
}

impl Job {
    fn of_files(
        &self,
        py: Python<'_>,
        paths: Vec<PathBuf>,
        reading: &Reading,
        fresh: bool,
    ) -> PyResult<Graph> {
        let formats = self.outputs.formats()?;
        let inputs: Vec<Input> = paths.into_iter().map(Input::Path).collect();
        let exports = self.outputs.recipe();
        let source = Source {
            inputs: &inputs,
            ..source(reading, self.segmenting, &self.index, &exports)
        };
        let build = |store: &Path| {
            let keep = if fresh {
                Keep::FreshStore(store)
            } else {
                Keep::Store(store)
            };
            pipeline::build(source, self.counting, &Meter::default(), keep)
        };
        py.detach(|| self.threads.run(|| self.outputs.make(&formats, build)))
            .map_err(exception)
    }

    fn of_table(&self, py: Python<'_>, chunks: Chunks, columns: &Columns) -> PyResult<Graph> {
        let formats = self.outputs.formats()?;
        let (reading, exports) = (Reading::default(), self.outputs.recipe());
        let source = source(&reading, self.segmenting, &self.index, &exports);
        let mut failed = Ok(());
        let failure = &mut failed;
        let build = |store: &Path| {
            let mut build = RowBuild::create(store)?;
            let mut first = 0;
            for chunk in chunks {
                match chunk.and_then(|chunk| columns.documents(&chunk, first)) {
                    Ok(documents) => {
                        first += documents.len();
                        build.add(rows(documents, source, self.counting))?;
                    }
                    Err(error) => {
                        *failure = Err(error);
                        return Err(Error::NoDocument {
                            skipped: Vec::new(),
                        });
                    }
                }
            }
            let describe = |entity| Node::new(&self.index, entity);
            build.finish(&Recipe::new(source, self.counting), describe)
        };
        let made = py.detach(|| self.threads.run(|| self.outputs.make(&formats, build)));
        failed.map_err(arrow)?;
        made.map_err(exception)
    }
}

/// An entity of the nodes that a cluster left.
fn find_node(nodes: &[Node], entity: EntityId) -> Node {
    let place = nodes.binary_search_by_key(&entity, |node| node.entity);
    nodes[place.expect("every entity of the documents is among the nodes")].clone()
}

/// Builds from the rows that [`crate::cluster`] left, which `nodes` describe.
pub(crate) fn build_rows(
    outputs: &Outputs,
    recipe: Recipe,
    nodes: &[Node],
    add: impl FnOnce(&mut RowBuild) -> comention::error::Result<()>,
) -> PyResult<comention::error::Result<Graph>> {
    let (formats, recipe) = (outputs.formats()?, recipe.with_exports(&outputs.recipe()));
    Ok(outputs.make(&formats, |store| {
        let mut build = RowBuild::create(store)?;
        add(&mut build)?;
        build.finish(&recipe, |entity| find_node(nodes, entity))
    }))
}

/// Builds from counts that were added up elsewhere.
pub(crate) fn build_counts(
    outputs: &Outputs,
    recipe: Recipe,
    nodes: &[Node],
    counts: Counts,
) -> PyResult<comention::error::Result<Graph>> {
    let (formats, recipe) = (outputs.formats()?, recipe.with_exports(&outputs.recipe()));
    Ok(outputs.make(&formats, |store| {
        let build = RowBuild::create(store)?;
        build.finish_counted(&recipe, counts, |entity| find_node(nodes, entity))
    }))
}
