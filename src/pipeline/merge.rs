//! The stores of several builds in, the store of one out.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::Shard;
use super::build::{Built, RENAMED};
use super::faults::Faults;
use super::recipe::{EXPORTS, KEYS, SHARD};
use crate::cooccur::Counter;
use crate::error::{Error, Result};
use crate::gazetteer::EntityId;
use crate::graph::{Graph, Node};
use crate::store::{Store, Writer};

/// Adds up the stores at `paths`, builds of shards or of different inputs, into one at `path`; it is
/// left to be [finished](Built::finish). All the shards of a corpus give what one build of it gives.
/// No text is read. `exports` is as in [`Source`](super::Source).
///
/// # Errors
///
/// [`Error::Store`] for one that is none, or that does not go with the others.
pub fn merge(paths: &[PathBuf], path: &Path, exports: &str) -> Result<Built> {
    let parts = paths.iter().map(|path| Part::open(path));
    let parts: Vec<Part<'_>> = parts.collect::<Result<_>>()?;
    let are_shards = check(&parts)?;
    let mut writer = Writer::create(path)?;
    let mut nodes: BTreeMap<EntityId, Node> = BTreeMap::new();
    let mut window = Default::default();
    for (idx, part) in parts.iter().enumerate() {
        writer.take_over(part.path, are_shards && idx > 0)?;
        let graph = part.store.graph()?;
        window = graph.corpus.window;
        let known = graph.network.node_weights();
        nodes.extend(known.map(|node| (node.entity, node.clone())));
    }
    let mut counter = Counter::default();
    writer.recount(&mut counter)?;
    let (skipped, notes) = writer.faults()?;
    let counts = counter.finish();
    let (n_repeats, n_yearless) = (counts.repeats, counts.yearless);
    let graph = Graph::describing(|entity| nodes[&entity].clone(), counts, window)?;
    let faults = Faults { skipped, notes };
    let built = Built::new(graph, faults, n_repeats, n_yearless);
    let n_renamed = parts.iter().map(|part| part.number(RENAMED)).sum();
    let recipe = KEYS.iter().map(|&key| match key {
        SHARD => (key, String::new()),
        EXPORTS => (key, exports.to_owned()),
        key => (key, parts[0].value(key).to_owned()),
    });
    Ok(built.into_store(writer, recipe.collect(), n_renamed))
}

/// A store to be merged.
struct Part<'a> {
    path: &'a Path,
    store: Store,
    about: BTreeMap<String, String>,
}

impl<'a> Part<'a> {
    fn open(path: &'a Path) -> Result<Self> {
        let store = Store::open(path)?;
        let about = store.about()?;
        Ok(Self { path, store, about })
    }

    fn value(&self, key: &str) -> &str {
        self.about.get(key).map_or("", String::as_str)
    }

    fn number(&self, key: &str) -> usize {
        self.value(key).parse().unwrap_or(0)
    }

    fn is_same_file(&self, other: &Self) -> bool {
        let [mine, its] = [self.path, other.path].map(Path::canonicalize);
        mine.ok()
            .zip(its.ok())
            .is_some_and(|(mine, its)| mine == its)
    }

    fn fault(&self, reason: String) -> Error {
        Error::Store {
            path: self.path.to_owned(),
            reason,
        }
    }
}

/// Checks that the parts go together, and tells whether they are the shards of one corpus.
fn check(parts: &[Part<'_>]) -> Result<bool> {
    let first = &parts[0];
    for part in &parts[1..] {
        let others = KEYS.iter().filter(|&&key| key != SHARD && key != EXPORTS);
        if let Some(key) = others
            .into_iter()
            .find(|key| part.value(key) != first.value(key))
        {
            let (mine, its) = (part.value(key), first.value(key));
            let first = first.path.display();
            let reason = format!("its {key} is `{mine}`, that of {first} is `{its}`");
            return Err(part.fault(reason));
        }
    }
    for (idx, part) in parts.iter().enumerate() {
        if parts[..idx].iter().any(|other| part.is_same_file(other)) {
            return Err(part.fault("it is given twice, and would count twice".to_owned()));
        }
    }
    let shards: Vec<Option<Shard>> = parts
        .iter()
        .map(|part| part.value(SHARD).parse().ok())
        .collect();
    if shards.iter().all(Option::is_none) {
        return Ok(false);
    }
    for (idx, (part, shard)) in parts.iter().zip(&shards).enumerate() {
        let Some(shard) = shard else {
            return Err(part.fault("it is no shard, and others are".to_owned()));
        };
        if shard.count() != shards[0].map_or(0, Shard::count) {
            return Err(part.fault(format!("it is shard {shard}, others are of other numbers")));
        }
        if shards[..idx].contains(&Some(*shard)) {
            return Err(part.fault(format!("shard {shard} is there twice")));
        }
    }
    let count = shards[0].map_or(0, Shard::count);
    if count != parts.len() as u64 {
        return Err(first.fault(format!(
            "there are {count} shards, and {} were given",
            parts.len()
        )));
    }
    Ok(true)
}
