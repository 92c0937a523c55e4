//! `graph.db` in; tables, answers and files out.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use comention::export::{Export, Extent, Format, Options as ExportOptions};
use comention::graph::{
    Column, ColumnType, Graph as Network, edge_columns, edge_values, node_columns, node_values,
};
use comention::query::{neighbors, resolve, strongest_paths};
use comention::store::{Evidence, Order, Part, Search, Store};
use pyo3::prelude::*;
use pyo3::types::{IntoPyDict, PyDict, PyType};
use serde_json::Value;

use crate::arrow::Table;
use crate::build::Discover;
use crate::error::{exception, parse};
use crate::filter::Wanted;
use crate::keywords::{Choices, chosen};
use crate::values::{column, table};

const ORDERS: Choices<Order, 3> = [
    ("text", Order::Text),
    ("newest", Order::Newest),
    ("strongest", Order::Strongest),
];

/// The graph of a build, and the passages it rests on.
///
/// Nodes are entities that the texts mention, edges those that share a window. Names are taken as
/// an id, a name or an alias, in any case.
#[pyclass(frozen, module = "comention")]
pub(crate) struct Graph {
    store: Arc<Mutex<Store>>,
    graph: Arc<Network>,
    /// The part of the corpus that it was counted in.
    part: Part,
    /// With how the nodes stand and what the ties are about, once somebody asks.
    told: OnceLock<Arc<Network>>,
    skipped: Arc<Vec<String>>,
}

impl Graph {
    /// The graph of a store, with candidates as clear as `least`, if there is such.
    pub(crate) fn of_store(path: &Path, least: Option<f64>) -> comention::error::Result<Self> {
        let path = match path.is_dir() {
            true => path.join("graph.db"),
            false => path.to_owned(),
        };
        let mut store = Store::open(&path)?;
        if let Some(least) = least {
            store = store.with_candidates(least)?;
        }
        let graph = store.graph()?.without_others();
        let skipped = store.faults()?.0.iter().map(ToString::to_string).collect();
        Ok(Self {
            store: Arc::new(Mutex::new(store)),
            graph: Arc::new(graph),
            part: Part::default(),
            told: OnceLock::new(),
            skipped: Arc::new(skipped),
        })
    }

    fn store(&self) -> MutexGuard<'_, Store> {
        self.store.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The graph with all that can be worked out of it.
    fn told(&self) -> comention::error::Result<Arc<Network>> {
        if let Some(told) = self.told.get() {
            return Ok(Arc::clone(told));
        }
        let mut graph = (*self.graph).clone();
        self.store().tell_about(&mut graph, &self.part)?;
        graph.measure_nodes();
        Ok(Arc::clone(self.told.get_or_init(|| Arc::new(graph))))
    }

    pub(crate) fn warn_of_skipped(&self, py: Python<'_>) -> PyResult<()> {
        let Some(first) = self.skipped.first() else {
            return Ok(());
        };
        let n = self.skipped.len();
        let message = format!("{n} skipped, the first: {first}; `Graph.skipped` has all");
        py.import("warnings")?.call_method1("warn", (message,))?;
        Ok(())
    }

    fn written(&self, format: Format) -> comention::error::Result<String> {
        let graph = self.told()?;
        let store = self.store();
        let mut bytes = Vec::new();
        let export = Export::new(&graph, Some(&store), ExportOptions::default());
        let export = export.of_part(self.part.clone());
        export.write(format, &mut bytes).expect("memory takes all");
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }
}

#[pymethods]
impl Graph {
    /// Opens the store of a build: `graph.db`, or the folder it is in. `discover` is as in `build`.
    #[classmethod]
    #[pyo3(signature = (path, *, discover=None))]
    fn open(
        _class: &Bound<'_, PyType>,
        py: Python<'_>,
        path: PathBuf,
        discover: Option<Discover>,
    ) -> PyResult<Self> {
        let least = Discover::least(discover);
        py.detach(|| Self::of_store(&path, least))
            .map_err(exception)
    }

    /// The graph of a build on a cluster: of the Parquet tables that `comention.spark.build` left at
    /// `path` (a folder, or an address that pyarrow reads). Writes `graph.db` and the exports into
    /// the folder `output`, as one machine's `build` does; `formats` and `discover` are as there.
    /// Without `evidence` the documents stay where they are: the counts are taken as the cluster
    /// added them up, and there are no passages.
    #[staticmethod]
    #[pyo3(signature = (path, output=PathBuf::from("out"), *, evidence=true, **options))]
    fn from_parquet<'py>(
        py: Python<'py>,
        path: &Bound<'py, PyAny>,
        output: PathBuf,
        evidence: bool,
        options: Option<&Bound<'py, PyDict>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let read = py.import("comention._parquet")?.getattr("read")?;
        read.call((path, output, evidence), options)
    }

    /// The nodes, by their ids: a row each with `id`, `name`, `type`, `mentions`, `documents`,
    /// `degree`, `strength`, the measures `pagerank`, `betweenness`, `closeness`, `core`,
    /// `community`, and the gazetteer's own columns.
    fn nodes(&self, py: Python<'_>) -> PyResult<Table> {
        let graph = py.detach(|| self.told()).map_err(exception)?;
        let mut columns = node_columns(&graph);
        columns.insert(0, column("id", ColumnType::Text));
        let rows = graph.network.node_indices().map(|node| {
            let mut values: BTreeMap<String, Value> =
                node_values(&graph, node).into_iter().collect();
            values.insert("id".to_owned(), graph.network[node].id.as_str().into());
            columns
                .iter()
                .map(|column| values.remove(&column.name).unwrap_or_default())
                .collect()
        });
        table(&columns, &rows.collect::<Vec<_>>())
    }

    /// The edges, by the ids of their ends: `source`, `target`, `weight` (the windows that hold
    /// both), counts, measures, and `about`, the words most particular to their passages.
    fn edges(&self, py: Python<'_>) -> PyResult<Table> {
        let graph = py.detach(|| self.told()).map_err(exception)?;
        let ends = ["source", "target"].map(|name| column(name, ColumnType::Text));
        let columns: Vec<Column> = ends.into_iter().chain(edge_columns()).collect();
        let rows = graph.edges().map(|(source, target, edge)| {
            let mut values: BTreeMap<&str, Value> = edge_values(edge).collect();
            values.insert("source", source.id.as_str().into());
            values.insert("target", target.id.as_str().into());
            columns
                .iter()
                .map(|column| values.remove(&*column.name).unwrap_or_default())
                .collect()
        });
        table(&columns, &rows.collect::<Vec<_>>())
    }

    /// A part of the graph.
    ///
    /// `since` and `until` (dates: YYYY, YYYY-MM or YYYY-MM-DD; both in it) and `inside` (a pattern of
    /// document ids, as "news/*") take a part of the corpus, in which the entities of this graph
    /// are counted again; passages are of that part too.
    ///
    /// The others leave out, in this order: `types`, all but those; `min_mentions`; `weight`, what
    /// the weight of a tie is from here on, "windows" (the usual: how many hold both) or "score" (how often,
    /// how near, how much more than others); `where`, an expression or several, as
    /// "npmi > 0.3 and weight >= 2"; `min_weight`; `backbone`, ties that do not stand out at this
    /// level, as 0.05; `ego`, all but a name and those at most `depth` (1) ties away;
    /// `largest_component=True`, all that does not hang together with it; `top`, all but so many
    /// entities, the strongest. What stays keeps its counts and measures.
    #[pyo3(signature = (**options))]
    fn filter(&self, py: Python<'_>, options: Option<&Bound<'_, PyDict>>) -> PyResult<Self> {
        let wanted = Wanted::new(py, options)?;
        let part = wanted.part(&self.part)?;
        let counted = match wanted.counts_again() {
            false => Arc::clone(&self.graph),
            true => {
                let count = || self.store().recount(&self.graph).graph(&part);
                Arc::new(py.detach(count).map_err(exception)?)
            }
        };
        let filter = wanted.filter(&self.store(), &counted)?;
        Ok(Self {
            store: Arc::clone(&self.store),
            graph: Arc::new(py.detach(|| filter.apply(&counted))),
            part,
            told: OnceLock::new(),
            skipped: Arc::clone(&self.skipped),
        })
    }

    /// Who is mentioned together with `name`, the closest first: `id`, `name`, `type`, `weight`,
    /// `documents`, `npmi`, `about`. At most `n`, or all.
    #[pyo3(signature = (name, n=None))]
    fn neighbors(&self, py: Python<'_>, name: &str, n: Option<usize>) -> PyResult<Table> {
        let node = resolve(&self.graph, name).map_err(exception)?;
        let graph = py.detach(|| self.told()).map_err(exception)?;
        let columns = [
            column("id", ColumnType::Text),
            column("name", ColumnType::Text),
            column("type", ColumnType::Text),
            column("weight", ColumnType::Number),
            column("documents", ColumnType::Integer),
            column("npmi", ColumnType::Number),
            column("about", ColumnType::List),
        ];
        let ties = neighbors(&graph, node).into_iter();
        let rows = ties.take(n.unwrap_or(usize::MAX)).map(|tie| {
            let node = &graph.network[tie.node];
            let mut values: BTreeMap<&str, Value> = edge_values(&tie.edge).collect();
            let mut of_edge = |name: &str| values.remove(name).unwrap_or_default();
            vec![
                node.id.as_str().into(),
                node.name.as_str().into(),
                node.entity_type.as_str().into(),
                of_edge("weight"),
                of_edge("documents"),
                of_edge("npmi"),
                of_edge("about"),
            ]
        });
        table(&columns, &rows.collect::<Vec<_>>())
    }

    /// The `k` strongest connections between two: a row for each step with `path` (from 1), `from`,
    /// `to`, `weight`, and a passage that holds both. No row where nothing connects them.
    #[pyo3(signature = (source, target, k=1))]
    fn path(&self, py: Python<'_>, source: &str, target: &str, k: usize) -> PyResult<Table> {
        let ends = [source, target].map(|name| resolve(&self.graph, name).map_err(exception));
        let [source, target] = ends;
        let (source, target, graph) = (source?, target?, &self.graph);
        let columns = [
            column("path", ColumnType::Integer),
            column("from", ColumnType::Text),
            column("to", ColumnType::Text),
            column("weight", ColumnType::Number),
            column("document", ColumnType::Text),
            column("line", ColumnType::Integer),
            column("passage", ColumnType::Text),
        ];
        let search = Search {
            part: self.part.clone(),
            n: 1,
            ..Search::default()
        };
        let find = || -> comention::error::Result<Vec<Vec<Value>>> {
            let mut rows = Vec::new();
            for (idx, steps) in strongest_paths(graph, source, target, k).iter().enumerate() {
                for step in steps {
                    let ids = [step.from, step.to].map(|node| graph.network[node].id.as_str());
                    let passage = self.store().search(&ids, &search)?.1.pop();
                    let of = |value: fn(&Evidence) -> Value| passage.as_ref().map(value);
                    rows.push(vec![
                        (idx + 1).into(),
                        ids[0].into(),
                        ids[1].into(),
                        step.edge.weight.into(),
                        of(|found| found.document.as_str().into()).unwrap_or_default(),
                        of(|found| found.line.into()).unwrap_or_default(),
                        of(|found| found.text.as_str().into()).unwrap_or_default(),
                    ]);
                }
            }
            Ok(rows)
        };
        table(&columns, &py.detach(find).map_err(exception)?)
    }

    /// The passages that mention `name`, or that hold it and `other` in one window: `document`,
    /// `line` (from 1), `date`, `section` (its heading), `start` and `end` (bytes of the text), `time`,
    /// `passage`. `order` is "text", "newest" or "strongest".
    #[pyo3(signature = (name, other=None, n=None, order="text"))]
    fn evidence(
        &self,
        py: Python<'_>,
        name: &str,
        other: Option<&str>,
        n: Option<usize>,
        order: &str,
    ) -> PyResult<Table> {
        let order = chosen("order", order, &ORDERS)?;
        let names = [Some(name), other].into_iter().flatten();
        let mut nodes = Vec::new();
        for name in names {
            nodes.push(resolve(&self.graph, name).map_err(exception)?);
        }
        nodes.dedup();
        let ids: Vec<&str> = nodes
            .iter()
            .map(|&node| &*self.graph.network[node].id)
            .collect();
        let search = Search {
            part: self.part.clone(),
            order,
            n: n.unwrap_or(usize::MAX),
            ..Search::default()
        };
        let found = py
            .detach(|| self.store().search(&ids, &search))
            .map_err(exception)?;
        let columns = [
            column("document", ColumnType::Text),
            column("line", ColumnType::Integer),
            column("date", ColumnType::Text),
            column("section", ColumnType::Text),
            column("start", ColumnType::Integer),
            column("end", ColumnType::Integer),
            column("time", ColumnType::Text),
            column("passage", ColumnType::Text),
        ];
        let rows = found.1.into_iter().map(|found| -> Vec<Value> {
            vec![
                found.document.into(),
                found.line.into(),
                found.date.into(),
                found.heading.into(),
                found.span.start.into(),
                found.span.end.into(),
                found.time.into(),
                found.text.into(),
            ]
        });
        table(&columns, &rows.collect::<Vec<_>>())
    }

    /// Writes the graph to `path`, in `format` or what its name ends in: dot, graphml, gexf, json,
    /// cyjs, ttl, jsonld, svg, html; csv and parquet take a folder. `all` shows all of a large graph in pictures.
    #[pyo3(signature = (path, format=None, *, all=false))]
    fn export(
        &self,
        py: Python<'_>,
        path: PathBuf,
        format: Option<&str>,
        all: bool,
    ) -> PyResult<()> {
        let extension = path.extension().and_then(|name| name.to_str());
        let format: Format = parse("format", format.or(extension).unwrap_or_default())?;
        let options = ExportOptions {
            extent: if all { Extent::All } else { Extent::Legible },
            ..ExportOptions::default()
        };
        let write = || {
            let graph = self.told()?;
            let store = self.store();
            let export = Export::new(&graph, Some(&store), options).of_part(self.part.clone());
            match format.file_names() {
                [_] => export.write_file(format, &path),
                _ => {
                    let made = std::fs::create_dir_all(&path);
                    made.map_err(|error| comention::error::Error::write(&path, error))?;
                    export.write_into(format, &path)
                }
            }
        };
        py.detach(write).map_err(exception)
    }

    /// The page to explore the graph in a browser, one HTML file that needs no network.
    fn html(&self, py: Python<'_>) -> PyResult<String> {
        py.detach(|| self.written(Format::Html)).map_err(exception)
    }

    /// The graph as networkx reads it (node-link), a JSON object.
    fn json(&self, py: Python<'_>) -> PyResult<String> {
        py.detach(|| self.written(Format::Json)).map_err(exception)
    }

    /// As a `networkx.Graph`, with the attributes of nodes and edges.
    fn to_networkx<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let data = py
            .import("json")?
            .call_method1("loads", (self.json(py)?,))?;
        let options = [("edges", "edges")].into_py_dict(py)?;
        py.import("networkx")?
            .call_method("node_link_graph", (data,), Some(&options))
    }

    /// As an `igraph.Graph`; vertices are named by their ids.
    fn to_igraph<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let data = py
            .import("json")?
            .call_method1("loads", (self.json(py)?,))?;
        py.import("comention._igraph")?
            .call_method1("graph", (data,))
    }

    /// The page in a frame, for notebooks.
    #[pyo3(signature = (height=640))]
    fn _repr_html_(&self, py: Python<'_>, height: u32) -> PyResult<String> {
        let page = self.html(py)?.replace('&', "&amp;").replace('"', "&quot;");
        Ok(format!(
            "<iframe srcdoc=\"{page}\" width=\"100%\" height=\"{height}\" \
             sandbox=\"allow-scripts allow-downloads\" style=\"border: 0\"></iframe>"
        ))
    }

    /// What the build says of itself: version, gazetteer, options, counts.
    #[getter]
    fn about(&self) -> PyResult<BTreeMap<String, String>> {
        self.store().about().map_err(exception)
    }

    /// What could not be read, with the reason.
    #[getter]
    fn skipped(&self) -> Vec<String> {
        self.skipped.to_vec()
    }

    /// How many entities it has.
    #[getter]
    fn n_nodes(&self) -> usize {
        self.graph.network.node_count()
    }

    /// How many ties it has.
    #[getter]
    fn n_edges(&self) -> usize {
        self.graph.network.edge_count()
    }

    fn __repr__(&self) -> String {
        let (nodes, edges) = (self.n_nodes(), self.n_edges());
        let documents = self.graph.corpus.documents;
        format!("Graph({nodes} nodes, {edges} edges, {documents} documents)")
    }
}
