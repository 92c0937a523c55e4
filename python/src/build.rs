//! Texts in, a finished build out: of files, of a table, of rows that other machines left.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use comention::candidate::WORTH_A_LOOK;
use comention::cooccur::{Counting, Window};
use comention::error::{Error, Fault};
use comention::export::{Detail, Format as ExportFormat, Options as ExportOptions};
use comention::gazetteer::Index;
use comention::graph::Node;
use comention::pipeline::{
    self, Built, Keep, Meter, Recipe, RowBuild, Source, rows, write_outputs,
};
use comention::read::{Format, Input, MetadataTable, Reading};
use comention::segment;
use comention::store::lock;
use pyo3::Borrowed;
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::arrow::Chunks;
use crate::documents::Columns;
use crate::error::{arrow, exception, input, parse};
use crate::gazetteer::Gazetteer;
use crate::graph::Graph;
use crate::keywords::{Choices, Keywords};
use crate::threads::Threads;

/// Which documents to read, and how to count them; the same on one machine and on many.
pub(crate) struct Options {
    text: String,
    pub(crate) id: Option<String>,
    metadata: Option<Metadata>,
    format: Option<Format>,
    pub(crate) counting: Counting,
    pub(crate) segmenting: segment::Options,
    pub(crate) is_strict: bool,
    pub(crate) threads: Threads,
}

/// What is known of documents: columns of their table, or a table of files.
#[derive(FromPyObject)]
enum Metadata {
    Columns(Vec<String>),
    File(PathBuf),
}

const REPEATS: Choices<bool, 2> = [("once", false), ("all", true)];

impl Options {
    /// Takes them out of the keywords of a call.
    pub(crate) fn take(given: &mut Keywords<'_>) -> PyResult<Self> {
        let usual = Counting::default();
        let window = given.take::<String>("window")?;
        let window = window.map(|word| parse::<Window>("window", &word));
        let format = given.take_or::<Option<String>>("format", None)?;
        let format = format.map(|name| parse("format", &name));
        Ok(Self {
            text: given.take_or("text", "text".to_owned())?,
            id: given.take_or("id", Some("id".to_owned()))?,
            metadata: given.take_or("metadata", None)?,
            format: format.transpose()?,
            counting: Counting {
                window: window.transpose()?.unwrap_or(usual.window),
                keeps_boilerplate: given.take_or("keep_boilerplate", usual.keeps_boilerplate)?,
                keeps_repeats: given.choose("repeats", &REPEATS, usual.keeps_repeats)?,
                most_in_window: given.take_or("most_in_window", usual.most_in_window)?,
                ..usual
            },
            segmenting: segment::Options {
                year: given.take_or("year", None)?,
            },
            is_strict: given.take_or("strict", false)?,
            threads: Threads::new(given.take_or("threads", 0)?)?,
        })
    }

    /// Those of a call that has no others.
    pub(crate) fn new(given: &Bound<'_, PyDict>) -> PyResult<Self> {
        let mut given = Keywords::new(given.py(), Some(given))?;
        let options = Self::take(&mut given)?;
        given.finish()?;
        Ok(options)
    }

    /// The columns of a table of documents.
    pub(crate) fn columns(&self, chunks: &Chunks) -> PyResult<Columns> {
        let known = match &self.metadata {
            None => None,
            Some(Metadata::Columns(names)) => Some(names.clone()),
            Some(Metadata::File(path)) => {
                let path = path.display();
                return Err(input(format_args!(
                    "metadata=\"{path}\": of a table, give a list of the columns that hold it"
                )));
            }
        };
        let id = self.id.as_deref();
        Columns::find(chunks, &self.text, id, known, self.format)
    }

    /// How to read files.
    fn reading(&self) -> PyResult<Reading> {
        let metadata = match &self.metadata {
            None => MetadataTable::default(),
            Some(Metadata::File(path)) => MetadataTable::load(path).map_err(exception)?,
            Some(Metadata::Columns(names)) => {
                return Err(input(format_args!(
                    "metadata={names:?}: of files, give the path of one table (CSV)"
                )));
            }
        };
        Ok(Reading {
            format: self.format,
            metadata,
            ..Reading::default()
        })
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
pub(crate) struct Outputs {
    output: PathBuf,
    formats: Vec<ExportFormat>,
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
    /// Takes what else is to be said of them out of the keywords of a call.
    pub(crate) fn take(output: PathBuf, given: &mut Keywords<'_>) -> PyResult<Self> {
        let formats = match given.take_or::<Option<Vec<String>>>("formats", None)? {
            Some(names) => names.iter().map(|name| parse("formats", name)).collect(),
            None => Ok(ExportFormat::USUAL.to_vec()),
        };
        Ok(Self {
            output,
            formats: formats?,
            discover: given.take_or("discover", None)?,
        })
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
    pub(crate) fn make(&self, build: impl FnOnce(&Path) -> PyResult<Built>) -> PyResult<Graph> {
        let folder = &self.output;
        std::fs::create_dir_all(folder).map_err(|error| exception(Error::write(folder, error)))?;
        let _lock = lock(folder).map_err(exception)?;
        let mut built = build(&folder.join("graph.db"))?;
        let least = Discover::least(self.discover);
        let mut finish = || {
            built.finish(Detail::All)?;
            if let Some(least) = least {
                built.discover(least)?;
            }
            write_outputs(
                &built,
                &self.formats,
                ExportOptions::default(),
                None,
                folder,
            )?;
            Graph::of_store(folder, least)
        };
        finish().map_err(exception)
    }
}

/// Checks that nothing was skipped.
fn check_all_read(skipped: &[Fault]) -> PyResult<()> {
    match skipped {
        [] => Ok(()),
        [first, ..] => Err(input(format_args!(
            "{} skipped and strict=True, nothing was built; the first: {first}",
            skipped.len()
        ))),
    }
}

/// Looks for the names of `gazetteer` (or of the files at a path) in `inputs`, and makes the graph of
/// those that are mentioned together. Writes `graph.db` and the exports into the folder `output`.
///
/// `inputs` is a file or folder, or several, as on the command line; or a table (Arrow, pandas,
/// polars) whose rows are documents, which then count in the order of their ids, as files of those
/// names in a folder would.
///
/// What to read: `text` ("text") and `id` ("id") name columns of a table; with `id=None` its rows are
/// called by their places, from 0. `metadata` is, of files, a table of titles and dates (CSV); of a
/// table, the columns that hold such, else those of the usual names. `format` says what the texts
/// are: "text", "markdown", "html", for files also "jsonl", "csv", ...
///
/// How to count: `window` is what counts as together: "paragraph" (the usual), "sentence",
/// "section", "document" or "words:N"; one that names more than `most_in_window` (300) entities makes
/// no ties; `repeats`, whether a paragraph counts "once" (the usual) in a corpus, or "all" times;
/// `keep_boilerplate=True` counts names in bylines, credits and menus too; `year`, the year of times
/// in live pages that tell none.
///
/// What to write: `formats`, a list, else dot, graphml and json; `discover` shows names that the
/// gazetteer lacks too, as candidates: those as clear as a number from 0.1 to 2, or with `True` as is
/// worth a look.
///
/// `strict=True` raises InputError if anything had to be skipped, and builds nothing; `fresh=True`
/// reads files anew whatever the last build left. All cores work, or `threads`.
#[pyfunction]
#[pyo3(signature = (inputs, gazetteer, output=PathBuf::from("out"), **options))]
pub(crate) fn build(
    py: Python<'_>,
    inputs: &Bound<'_, PyAny>,
    gazetteer: &Bound<'_, PyAny>,
    output: PathBuf,
    options: Option<&Bound<'_, PyDict>>,
) -> PyResult<Graph> {
    let mut given = Keywords::new(py, options)?;
    let options = Options::take(&mut given)?;
    let outputs = Outputs::take(output, &mut given)?;
    let is_fresh = given.take_or("fresh", false)?;
    given.finish()?;
    let job = Job {
        index: Gazetteer::index_of(gazetteer)?,
        options,
        outputs,
    };
    let graph = match Chunks::are_offered(inputs)? {
        true => job.of_table(py, Chunks::of(inputs)?),
        false => {
            let paths = match inputs.extract::<PathBuf>() {
                Ok(path) => vec![path],
                Err(_) => inputs.extract()?,
            };
            job.of_files(py, paths, is_fresh)
        }
    }?;
    graph.warn_of_skipped(py)?;
    Ok(graph)
}

/// A build to be made.
struct Job {
    index: Arc<Index>,
    options: Options,
    outputs: Outputs,
}

impl Job {
    fn of_files(&self, py: Python<'_>, paths: Vec<PathBuf>, is_fresh: bool) -> PyResult<Graph> {
        let reading = self.options.reading()?;
        let inputs: Vec<Input> = paths.into_iter().map(Input::Path).collect();
        let exports = self.outputs.recipe();
        let source = Source {
            inputs: &inputs,
            ..source(&reading, self.options.segmenting, &self.index, &exports)
        };
        let build = |store: &Path| {
            let keep = match is_fresh {
                true => Keep::FreshStore(store),
                false => Keep::Store(store),
            };
            let counting = self.options.counting;
            pipeline::build(source, counting, &Meter::default(), keep).map_err(exception)
        };
        self.make(py, build)
    }

    fn of_table(&self, py: Python<'_>, chunks: Chunks) -> PyResult<Graph> {
        let columns = self.options.columns(&chunks)?;
        let (reading, exports) = (Reading::default(), self.outputs.recipe());
        let Options {
            segmenting,
            counting,
            ..
        } = self.options;
        let source = source(&reading, segmenting, &self.index, &exports);
        let build = |store: &Path| {
            let mut build = RowBuild::create(store).map_err(exception)?;
            let mut first = 0;
            for chunk in chunks {
                let documents = chunk.and_then(|chunk| columns.documents(&chunk, first));
                let documents = documents.map_err(arrow)?;
                first += documents.len();
                let rows = rows(documents, source, counting);
                build.add(rows).map_err(exception)?;
            }
            let describe = |entity| Node::new(&self.index, entity);
            let recipe = Recipe::new(source, counting);
            build.finish(&recipe, describe).map_err(exception)
        };
        self.make(py, build)
    }

    fn make(
        &self,
        py: Python<'_>,
        build: impl FnOnce(&Path) -> PyResult<Built> + Send,
    ) -> PyResult<Graph> {
        let checked = |store: &Path| {
            let built = build(store)?;
            if self.options.is_strict {
                check_all_read(&built.skipped)?;
            }
            Ok(built)
        };
        let Options { threads, .. } = &self.options;
        py.detach(|| threads.run(|| self.outputs.make(checked)))
    }
}
