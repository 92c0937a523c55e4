//! The arguments that choose a graph and a part of it, the same wherever a graph is asked.

use std::path::{Path, PathBuf};
use std::rc::Rc;

use clap::{Args, ValueEnum};
use comention::date::Date;
use comention::error::Error;
use comention::gazetteer::EntityType;
use comention::graph::{Condition, Ego, Filter, Graph, Period, Weighting};
use comention::query::resolve;
use comention::store::{Kinds, Part, Store};
use globset::Glob;
use petgraph::graph::NodeIndex;

use super::Failure;
use super::discover::DiscoverArgs;
use super::source::{Reach, Source};

/// Which graph, and which part of it. The filters apply in the order in which they are listed, the
/// ranking of `--top` last.
#[derive(Args, Clone)]
pub(crate) struct GraphArgs {
    /// The store of a build
    #[arg(long, value_name = "FILE", default_value = "out/graph.db")]
    graph: PathBuf,

    #[command(flatten)]
    pub(crate) discover: DiscoverArgs,

    /// Only what was written from this date on, counted again: YYYY, YYYY-MM or YYYY-MM-DD
    #[arg(long, value_name = "DATE")]
    since: Option<Date>,

    /// Only what was written up to this date, which is in it
    #[arg(long, value_name = "DATE")]
    until: Option<Date>,

    /// Only documents whose id matches this pattern, as `news/*`, counted again
    #[arg(long = "in", value_name = "GLOB")]
    inside: Option<Glob>,

    /// Only entities of this type; may be given several times
    #[arg(long = "type", value_name = "TYPE")]
    types: Vec<String>,

    /// Only entities with so many mentions
    #[arg(long, value_name = "N", default_value_t = 1)]
    min_mentions: u64,

    /// What the weight of a tie is
    #[arg(long, value_enum, value_name = "WEIGHT", default_value = "windows")]
    weight: WeightArg,

    /// Only entities or ties of which this is true, as in `npmi > 0.3 and weight >= 2`; may be
    /// given several times
    #[arg(long = "where", value_name = "EXPR")]
    conditions: Vec<Condition>,

    /// Only ties of this weight or more
    #[arg(long, value_name = "N")]
    min_weight: Option<f64>,

    /// Only ties that stand out among those of their ends, at this level, as 0.05
    #[arg(long, value_name = "ALPHA")]
    backbone: Option<f64>,

    /// Only an entity and those at most DEPTH ties away; 1 if it is not given
    #[arg(long, value_name = "NAME[:DEPTH]")]
    ego: Option<String>,

    /// Only the largest part that hangs together
    #[arg(long)]
    largest_component: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum WeightArg {
    /// The windows that hold both
    Windows,
    /// A mixed score of how often and how near they meet, and how much more than others
    Score,
}

impl GraphArgs {
    /// Opens the store.
    pub(crate) fn source(&self) -> Result<Source, Failure> {
        Source::open(&self.graph, self.discover)
    }

    /// The same filters on another store, or on another stretch of time.
    pub(crate) fn with(&self, graph: Option<&Path>, period: Option<Period>) -> Self {
        let period = period.unwrap_or_else(|| self.period());
        Self {
            graph: graph.map_or_else(|| self.graph.clone(), Path::to_owned),
            since: period.since,
            until: period.until,
            ..self.clone()
        }
    }

    /// The open store, and the part of its graph that was asked for.
    pub(crate) fn load_with_store(&self, top: Option<usize>) -> Result<(Store, Graph), Failure> {
        let (store, graph) = self.open()?;
        let filter = Filter {
            top,
            ..self.filter(&graph)?
        };
        Ok((store, filter.apply(&graph)))
    }

    /// The part of the graph that was asked for, at least as far as `reach`, and in it the nodes
    /// that `names` mean, which stay whatever else is left out.
    pub(crate) fn part(
        &self,
        source: &Source,
        names: &[&str],
        reach: Reach,
    ) -> Result<(Rc<Graph>, Vec<NodeIndex>), Failure> {
        let part = self.part_with(source, names, reach);
        part.map_err(|failure| match &failure {
            Failure::Library(Error::UnknownName { name, .. })
                if self.discover.least().is_none()
                    && source.store.has_candidate(name).unwrap_or(false) =>
            {
                let message =
                    format!("`{name}` is a candidate only; `--discover` shows candidates");
                Failure::NothingFound(message)
            }
            _ => failure,
        })
    }

    fn part_with(
        &self,
        source: &Source,
        names: &[&str],
        reach: Reach,
    ) -> Result<(Rc<Graph>, Vec<NodeIndex>), Failure> {
        self.check_types(&source.store)?;
        let is_light = self.counted().is_all() && self.looks_at_ends() && !source.is_loaded();
        if is_light && reach != Reach::Whole {
            return self.light_part(source, names, reach);
        }
        let mut graph = self.typed_whole(source)?;
        let part = self.counted();
        if !part.is_all() {
            graph = Rc::new(source.store.recount(&graph).graph(&part)?);
        }
        let nodes = resolved(&graph, names)?;
        self.filtered(graph, nodes)
    }

    /// The same, where neither counts beyond weights nor measures are asked for.
    fn light_part(
        &self,
        source: &Source,
        names: &[&str],
        reach: Reach,
    ) -> Result<(Rc<Graph>, Vec<NodeIndex>), Failure> {
        let kinds = match self.types().contains(&EntityType::Other) {
            true => Kinds::All,
            false => Kinds::Usual,
        };
        let mut graph = match reach {
            Reach::Ties => source.store.nodes_alone(kinds)?,
            _ => source.store.weights_alone(kinds)?,
        };
        let nodes = resolved(&graph, names)?;
        if reach == Reach::Ties {
            graph = source.store.with_ties_of(graph, &nodes)?;
        }
        self.filtered(Rc::new(graph), nodes)
    }

    /// What passes of `graph`, and where `nodes` are in it.
    fn filtered(
        &self,
        graph: Rc<Graph>,
        nodes: Vec<NodeIndex>,
    ) -> Result<(Rc<Graph>, Vec<NodeIndex>), Failure> {
        if self.takes_all() {
            return Ok((graph, nodes));
        }
        let ids = nodes.iter().map(|&node| graph.network[node].id.clone());
        let filter = Filter {
            always: ids.collect(),
            ..self.filter(&graph)?
        };
        let graph = filter.apply(&graph);
        let nodes = filter.always.iter().map(|id| resolve(&graph, id));
        let nodes = nodes.collect::<Result<_, _>>()?;
        Ok((Rc::new(graph), nodes))
    }

    /// Whether no filter looks further than at a tie and its ends.
    fn looks_at_ends(&self) -> bool {
        self.conditions.is_empty()
            && self.backbone.is_none()
            && self.ego.is_none()
            && !self.largest_component
            && matches!(self.weight, WeightArg::Windows)
    }

    /// Whether all of the corpus is asked for, and all of its graph.
    pub(crate) fn is_whole(&self) -> bool {
        self.counted().is_all() && self.takes_all()
    }

    /// Whether there is nothing to leave out once the part is counted.
    fn takes_all(&self) -> bool {
        self.looks_at_ends()
            && self.types.is_empty()
            && self.min_mentions <= 1
            && self.min_weight.is_none()
    }

    fn typed_whole(&self, source: &Source) -> Result<Rc<Graph>, Failure> {
        let whole = source.whole()?;
        match self.types().contains(&EntityType::Other) {
            true => Ok(whole),
            false => source.without_others(),
        }
    }

    /// Hands the part of each document's own graph that was asked for to `take`, in the order of
    /// the documents, with the store and the part of it that it was counted in.
    pub(crate) fn for_each_document(
        &self,
        top: Option<usize>,
        mut take: impl FnMut(&Store, &Part, Graph) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        let store = self.discover.of(Store::open(&self.graph)?)?;
        let whole = self.typed(&store)?;
        let filter = Filter {
            top,
            ..self.filter(&whole)?
        };
        let recount = store.recount(&whole);
        let counted = self.counted();
        let ids = store.document_ids()?.into_iter();
        for id in ids.filter(|id| counted.admits(id)) {
            let part = Part {
                document: Some(id),
                ..counted.clone()
            };
            let graph = recount.graph(&part)?;
            take(&store, &part, filter.apply(&graph))?;
        }
        Ok(())
    }

    fn open(&self) -> Result<(Store, Graph), Failure> {
        let store = self.discover.of(Store::open(&self.graph)?)?;
        let graph = self.typed(&store)?;
        let part = self.counted();
        match part.is_all() {
            true => Ok((store, graph)),
            false => {
                let graph = store.recount(&graph).graph(&part)?;
                Ok((store, graph))
            }
        }
    }

    /// The graph with the types that can be asked for.
    fn typed(&self, store: &Store) -> Result<Graph, Failure> {
        self.check_types(store)?;
        let graph = store.graph()?;
        Ok(match self.types().contains(&EntityType::Other) {
            true => graph,
            false => graph.without_others(),
        })
    }

    /// The part of the corpus that is to be counted.
    pub(crate) fn counted(&self) -> Part {
        Part {
            document: None,
            inside: self.inside.as_ref().map(Glob::compile_matcher),
            period: self.period(),
        }
    }

    /// The stretch of time that was asked for.
    pub(crate) fn period(&self) -> Period {
        Period {
            since: self.since,
            until: self.until,
        }
    }

    /// A type that nothing has is more likely a slip than a wish.
    fn check_types(&self, store: &Store) -> Result<(), Failure> {
        if self.types.is_empty() {
            return Ok(());
        }
        let there = store.types()?;
        for name in &self.types {
            let wanted = EntityType::named(name);
            if !there.iter().any(|known| known == wanted.as_str())
                && EntityType::known(name).is_none()
            {
                let types = there.join("`, `");
                let message = format!("no entity has the type `{name}`; there are `{types}`");
                return Err(Failure::Usage(message));
            }
        }
        Ok(())
    }

    fn types(&self) -> Vec<EntityType> {
        self.types
            .iter()
            .map(|name| EntityType::named(name))
            .collect()
    }

    fn filter(&self, graph: &Graph) -> Result<Filter, Failure> {
        for condition in &self.conditions {
            condition.check(graph).map_err(Failure::Usage)?;
        }
        let ego = self.ego.as_deref().map(|text| ego(graph, text));
        Ok(Filter {
            weighting: match self.weight {
                WeightArg::Windows => Weighting::Windows,
                WeightArg::Score => Weighting::Score,
            },
            types: self.types(),
            min_mentions: self.min_mentions,
            conditions: self.conditions.clone(),
            min_weight: self.min_weight.unwrap_or(0.0),
            backbone: self.backbone,
            ego: ego.transpose()?,
            largest_component: self.largest_component,
            ..Filter::default()
        })
    }
}

fn resolved(graph: &Graph, names: &[&str]) -> Result<Vec<NodeIndex>, Failure> {
    let nodes = names.iter().map(|name| resolve(graph, name));
    Ok(nodes.collect::<Result<_, _>>()?)
}

/// `NAME` or `NAME:DEPTH`.
fn ego(graph: &Graph, text: &str) -> Result<Ego, Failure> {
    let parts = text.rsplit_once(':');
    let with_depth = parts.and_then(|(name, depth)| Some((name, depth.parse().ok()?)));
    let (name, depth) = with_depth.unwrap_or((text, 1));
    let id = graph.network[resolve(graph, name)?].id.clone();
    Ok(Ego { id, depth })
}
