//! The open store that questions are asked of, and its graph once one of them needs it.

use std::cell::OnceCell;
use std::path::Path;
use std::rc::Rc;

use comention::graph::Graph;
use comention::store::Store;

use super::Failure;
use super::discover::DiscoverArgs;

/// How much of the graph a question needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reach {
    /// All entities, but only the ties of those that are asked for; their `alpha` and `score` are
    /// not to be used.
    Ties,
    /// All entities and ties, but of these only the weights.
    Weights,
    /// All of it.
    Whole,
}

/// An open store, and its graph once somebody needed it.
pub(crate) struct Source {
    pub(crate) store: Store,
    /// What it shows besides the entities of the gazetteer.
    pub(crate) discover: DiscoverArgs,
    whole: OnceCell<Rc<Graph>>,
    usual: OnceCell<Rc<Graph>>,
}

impl Source {
    /// Opens the store at `path`.
    pub(crate) fn open(path: &Path, discover: DiscoverArgs) -> Result<Self, Failure> {
        Ok(Self {
            store: discover.of(Store::open(path)?)?,
            discover,
            whole: OnceCell::new(),
            usual: OnceCell::new(),
        })
    }

    /// Reads the graph, so that no question needs to.
    pub(crate) fn load(&self) -> Result<(), Failure> {
        self.without_others().map(|_| ())
    }

    pub(super) fn is_loaded(&self) -> bool {
        self.whole.get().is_some()
    }

    /// The graph with entities of the type `other`.
    pub(super) fn whole(&self) -> Result<Rc<Graph>, Failure> {
        if let Some(whole) = self.whole.get() {
            return Ok(whole.clone());
        }
        let whole = Rc::new(self.store.graph()?);
        Ok(self.whole.get_or_init(|| whole).clone())
    }

    /// The graph without them.
    pub(super) fn without_others(&self) -> Result<Rc<Graph>, Failure> {
        let whole = self.whole()?;
        let usual = || match whole.has_others() {
            true => Rc::new(whole.without_others()),
            false => whole.clone(),
        };
        Ok(self.usual.get_or_init(usual).clone())
    }
}
