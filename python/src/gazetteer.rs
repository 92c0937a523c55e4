//! Lists of names in, the index that finds them out.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use comention::gazetteer::{Ambiguous, Case, Diacritics, Gazetteer as List, Index, Matching};
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::arrow::{Batches, Table};
use crate::error::{Class, exception};
use crate::keywords::{Choices, Keywords, word_for};
use crate::tag::{self, Options};

/// The names to look for, compiled.
///
/// Make one with `Gazetteer.from_toml`, `Gazetteer.from_rows` or `Gazetteer.open`; it never changes,
/// and any number of threads may use it at once.
///
/// All three take how names match as keywords: `case`, "smart" (the usual: names in capitals in the
/// list match so, and headlines match all), "exact" or "fold"; `diacritics`, "fold" (the usual) or
/// "exact"; `ambiguous`, what a name is that several entities have where the text does not decide:
/// "best" known (the usual), "all" or "drop"; `plain=True` takes names byte for byte as listed, and
/// nothing more.
#[pyclass(frozen, module = "comention")]
pub(crate) struct Gazetteer {
    pub(crate) index: Arc<Index>,
    /// What it was compiled from; nothing for one that was compiled before.
    list: Option<List>,
    /// The compiled file it was opened from.
    path: Option<PathBuf>,
}

const CASES: Choices<Case, 3> = [
    ("smart", Case::Smart),
    ("exact", Case::Exact),
    ("fold", Case::Fold),
];

const DIACRITICS: Choices<Diacritics, 2> =
    [("fold", Diacritics::Fold), ("exact", Diacritics::Exact)];

const AMBIGUOUS: Choices<Ambiguous, 3> = [
    ("best", Ambiguous::Best),
    ("all", Ambiguous::All),
    ("drop", Ambiguous::Drop),
];

fn matching(py: Python<'_>, options: Option<&Bound<'_, PyDict>>) -> PyResult<Matching> {
    let (mut options, usual) = (Keywords::new(py, options)?, Matching::default());
    let matching = Matching {
        case: options.choose("case", &CASES, usual.case)?,
        diacritics: options.choose("diacritics", &DIACRITICS, usual.diacritics)?,
        ambiguous: options.choose("ambiguous", &AMBIGUOUS, usual.ambiguous)?,
        plain: options.take_or("plain", usual.plain)?,
        ..usual
    };
    options.finish()?;
    Ok(matching)
}

/// One path or several.
fn paths(object: &Bound<'_, PyAny>) -> PyResult<Vec<PathBuf>> {
    match object.extract::<PathBuf>() {
        Ok(path) => Ok(vec![path]),
        Err(_) => object.extract(),
    }
}

impl Gazetteer {
    /// A gazetteer, or the one in the files at a path or several.
    pub(crate) fn index_of(object: &Bound<'_, PyAny>) -> PyResult<Arc<Index>> {
        if let Ok(gazetteer) = object.cast::<Self>() {
            return Ok(Arc::clone(&gazetteer.get().index));
        }
        let opened = Self::of_files(object.py(), paths(object)?, Matching::default())?;
        Ok(opened.index)
    }

    fn of_files(py: Python<'_>, paths: Vec<PathBuf>, matching: Matching) -> PyResult<Self> {
        if let [only] = paths.as_slice()
            && Index::is_compiled(only)
        {
            let index = py
                .detach(|| Index::open(only, matching))
                .map_err(exception)?;
            return Ok(Self {
                index: Arc::new(index),
                list: None,
                path: Some(only.clone()),
            });
        }
        let list = py.detach(|| List::load(&paths)).map_err(exception)?;
        Self::of_list(py, list, matching)
    }

    fn of_list(py: Python<'_>, list: List, matching: Matching) -> PyResult<Self> {
        let warn = py.import("warnings")?.getattr("warn")?;
        for fault in &list.warnings {
            warn.call1((fault.to_string(),))?;
        }
        let index = py.detach(|| Index::new(&list, matching));
        Ok(Self {
            index: Arc::new(index),
            list: Some(list),
            path: None,
        })
    }
}

#[pymethods]
impl Gazetteer {
    /// Reads the text of an `entities.toml`, or the file at a path.
    ///
    /// Raises GazetteerError with every fault.
    #[staticmethod]
    #[pyo3(signature = (source, **matching))]
    fn from_toml(
        py: Python<'_>,
        source: &Bound<'_, PyAny>,
        matching: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<Self> {
        let matching = self::matching(py, matching)?;
        let text = source
            .extract::<String>()
            .ok()
            .filter(|text| text.contains('\n'));
        let list = match text {
            Some(text) => py.detach(|| List::from_toml(&text, "entities.toml")),
            None => {
                let path: PathBuf = source.extract()?;
                py.detach(|| List::load(&[path]))
            }
        };
        Self::of_list(py, list.map_err(exception)?, matching)
    }

    /// Takes rows of `name`, `type`, and if they like `id`, `aliases` (a list, or a string split by
    /// `|`) and attributes: dictionaries, an Arrow table, or a frame of pandas or polars. Rows of
    /// one id are one entity. A row that cannot be used is told as a warning.
    #[staticmethod]
    #[pyo3(signature = (rows, **matching))]
    fn from_rows(
        py: Python<'_>,
        rows: &Bound<'_, PyAny>,
        matching: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<Self> {
        let matching = self::matching(py, matching)?;
        let helper = py.import("comention._rows")?.getattr("json_lines")?;
        let text: String = helper.call1((rows,))?.extract()?;
        let list = py.detach(|| List::from_json_lines(&text, "rows"));
        if list.entities.is_empty() {
            let told = list.warnings.first().map(ToString::to_string);
            let message = told.unwrap_or_else(|| "rows: there is no entity in them".to_owned());
            return Err(Class::Gazetteer.exception(message));
        }
        Self::of_list(py, list, matching)
    }

    /// Opens lists in files, a path or several: `entities.toml`, TSV, CSV, JSON Lines, "builtin" for
    /// the list that comes with comention; a later one extends an earlier one. A compiled one
    /// (`.gaz`) stands alone, and is mapped rather than read.
    #[staticmethod]
    #[pyo3(signature = (path, **matching))]
    fn open(
        py: Python<'_>,
        path: &Bound<'_, PyAny>,
        matching: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<Self> {
        let matching = self::matching(py, matching)?;
        Self::of_files(py, paths(path)?, matching)
    }

    /// Finds the names in `texts`; as `comention.tag`.
    #[pyo3(signature = (texts, **options))]
    fn tag(
        &self,
        py: Python<'_>,
        texts: &Bound<'_, PyAny>,
        options: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<Table> {
        tag::all(py, texts, &self.index, Options::new(py, options)?)
    }

    /// Finds the names in tables as they are read; as `comention.tag_batches`.
    #[pyo3(signature = (reader, **options))]
    fn tag_batches(
        &self,
        reader: &Bound<'_, PyAny>,
        options: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<Batches> {
        tag::batches(reader, &self.index, Options::new(reader.py(), options)?)
    }

    /// Writes the compiled form to `path`, which `Gazetteer.open` maps at once, however long the
    /// list is.
    fn compile(&self, py: Python<'_>, path: PathBuf) -> PyResult<()> {
        let Some(list) = &self.list else {
            let from = self.path.as_deref().unwrap_or(Path::new(""));
            let message = format!("{}: it is compiled already; copy the file", from.display());
            return Err(Class::Gazetteer.exception(message));
        };
        let matching = self.index.matching;
        py.detach(|| Index::compile(list, matching, &path))
            .map_err(exception)?;
        Ok(())
    }

    /// The compiled file it was opened from, if it was.
    #[getter]
    fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// How names match: the options that it was made with, those that were not given too.
    #[getter]
    fn matching<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let matching = self.index.matching;
        let options = PyDict::new(py);
        options.set_item("case", word_for(&CASES, &matching.case))?;
        options.set_item("diacritics", word_for(&DIACRITICS, &matching.diacritics))?;
        options.set_item("ambiguous", word_for(&AMBIGUOUS, &matching.ambiguous))?;
        options.set_item("plain", matching.plain)?;
        Ok(options)
    }

    /// A number in hexadecimal digits that tells it from others.
    #[getter]
    fn fingerprint(&self) -> String {
        format!("{:016x}", self.index.fingerprint())
    }

    /// How many names, aliases and variants it has.
    #[getter]
    fn n_names(&self) -> usize {
        self.index.n_names()
    }

    /// How many entities it has.
    fn __len__(&self) -> usize {
        self.index.n_entities()
    }

    fn __repr__(&self) -> String {
        let (entities, names) = (self.index.n_entities(), self.index.n_names());
        format!("Gazetteer({entities} entities, {names} names)")
    }
}
