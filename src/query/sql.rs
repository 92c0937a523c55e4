//! A question in SQL in, rows out: over the views of the store, and over the network itself.

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use serde_json::Value;

use super::{neighbors, resolve, strongest_path};
use crate::error::Result;
use crate::graph::Graph;
use crate::store::{Answer, Answering, Function, Limits, Refusal, Store};

/// Answers one `SELECT`. Besides the views of the store it may ask
///
/// - `neighbors(name)`: `neighbor, name, type, weight, documents` of all that an entity is tied to,
///   the strongest tie first;
/// - `shortest_path(source, target)`: `step, entity, name, type, weight` along the [strongest
///   path](strongest_path), from step 0; the weight is that of the tie which leads there.
///
/// Both take names as everywhere. The graph is read when the first of them is asked.
///
/// # Errors
///
/// [`Refusal`].
pub fn sql(store: &Store, question: &str, limits: Limits) -> std::result::Result<Answer, Refusal> {
    let network = Arc::new(Network::of(store.path()));
    store.sql(
        question,
        &[neighbors_of(&network), path_of(&network)],
        limits,
    )
}

/// The graph of a store, read once it is wanted.
struct Network {
    path: PathBuf,
    graph: OnceLock<Graph>,
}

impl Network {
    fn of(path: &Path) -> Self {
        Self {
            path: path.to_owned(),
            graph: OnceLock::new(),
        }
    }

    fn graph(&self) -> Result<&Graph> {
        if let Some(graph) = self.graph.get() {
            return Ok(graph);
        }
        let graph = Store::open(&self.path)?.graph()?;
        Ok(self.graph.get_or_init(|| graph))
    }
}

fn neighbors_of(network: &Arc<Network>) -> Function {
    let network = Arc::clone(network);
    let answer = move |names: &[String]| {
        let graph = network.graph()?;
        let found = neighbors(graph, resolve(graph, &names[0])?);
        let rows = found.into_iter().map(|found| {
            let node = &graph.network[found.node];
            vec![
                Value::from(node.id.as_str()),
                node.name.as_str().into(),
                node.entity_type.as_str().into(),
                found.edge.counts.weight.into(),
                found.edge.counts.documents.into(),
            ]
        });
        Ok(rows.collect())
    };
    Function {
        name: "neighbors",
        columns: &["neighbor", "name", "type", "weight", "documents"],
        arguments: &["of"],
        answer: told(answer),
    }
}

fn path_of(network: &Arc<Network>) -> Function {
    let network = Arc::clone(network);
    let answer = move |names: &[String]| {
        let graph = network.graph()?;
        let (source, target) = (resolve(graph, &names[0])?, resolve(graph, &names[1])?);
        let Some(steps) = strongest_path(graph, source, target) else {
            return Ok(Vec::new());
        };
        let stops = steps
            .iter()
            .map(|step| (step.to, Value::from(step.edge.counts.weight)));
        let stops = std::iter::once((source, Value::Null)).chain(stops);
        let rows = stops.enumerate().map(|(step, (node, weight))| {
            let node = &graph.network[node];
            vec![
                Value::from(step),
                node.id.as_str().into(),
                node.name.as_str().into(),
                node.entity_type.as_str().into(),
                weight,
            ]
        });
        Ok(rows.collect())
    };
    Function {
        name: "shortest_path",
        columns: &["step", "entity", "name", "type", "weight"],
        arguments: &["source", "target"],
        answer: told(answer),
    }
}

/// `answer` with its errors in words.
fn told(
    answer: impl Fn(&[String]) -> Result<Vec<Vec<Value>>> + Send + Sync + 'static,
) -> Arc<Answering> {
    Arc::new(move |names| answer(names).map_err(|error| error.to_string()))
}
