//! The arguments that choose a graph and a part of it, the same wherever a graph is asked.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use comention::gazetteer::EntityType;
use comention::graph::{Condition, Date, Ego, Filter, Graph, Period, Weighting};
use comention::query::resolve;
use comention::store::{Part, Store};
use petgraph::graph::NodeIndex;

use super::Failure;

/// Which graph, and which part of it. The filters apply in the order in which they are listed, the
/// ranking of `--top` last.
#[derive(Args)]
pub(crate) struct GraphArgs {
    /// The store of a build
    #[arg(long, value_name = "FILE", default_value = "out/graph.db")]
    graph: PathBuf,

    /// Only what was written from this date on, counted again: YYYY, YYYY-MM or YYYY-MM-DD
    #[arg(long, value_name = "DATE")]
    since: Option<Date>,

    /// Only what was written up to this date, which is in it
    #[arg(long, value_name = "DATE")]
    until: Option<Date>,

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
    /// The part of the graph that was asked for.
    pub(crate) fn load(&self, top: Option<usize>) -> Result<Graph, Failure> {
        Ok(self.load_with_store(top)?.1)
    }

    /// The open store too.
    pub(crate) fn load_with_store(&self, top: Option<usize>) -> Result<(Store, Graph), Failure> {
        let (store, graph) = self.open()?;
        let filter = Filter {
            top,
            ..self.filter(&graph)?
        };
        Ok((store, filter.apply(&graph)))
    }

    /// The open store, the part of its graph that was asked for, and in it the nodes that `names`
    /// mean, which stay whatever else is left out.
    pub(crate) fn load_around(
        &self,
        names: &[&str],
    ) -> Result<(Store, Graph, Vec<NodeIndex>), Failure> {
        let (store, graph) = self.open()?;
        let mut always = Vec::new();
        for name in names {
            always.push(graph.network[resolve(&graph, name)?].id.clone());
        }
        let filter = Filter {
            always,
            ..self.filter(&graph)?
        };
        let graph = filter.apply(&graph);
        let nodes = filter.always.iter().map(|id| resolve(&graph, id));
        let nodes = nodes.collect::<Result<_, _>>()?;
        Ok((store, graph, nodes))
    }

    /// Hands the part of each document's own graph that was asked for to `take`, in the order of
    /// the documents, with its id.
    pub(crate) fn for_each_document(
        &self,
        top: Option<usize>,
        mut take: impl FnMut(&str, Graph) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        let store = Store::open(&self.graph)?;
        let whole = self.typed(store.graph()?)?;
        let filter = Filter {
            top,
            ..self.filter(&whole)?
        };
        let recount = store.recount(&whole);
        for id in store.document_ids()? {
            let graph = recount.graph(&Part {
                document: Some(id.clone()),
                period: self.period(),
            })?;
            take(&id, filter.apply(&graph))?;
        }
        Ok(())
    }

    fn open(&self) -> Result<(Store, Graph), Failure> {
        let store = Store::open(&self.graph)?;
        let graph = self.typed(store.graph()?)?;
        let part = Part {
            document: None,
            period: self.period(),
        };
        match part.period.is_open() {
            true => Ok((store, graph)),
            false => {
                let graph = store.recount(&graph).graph(&part)?;
                Ok((store, graph))
            }
        }
    }

    /// `graph` with the types that can be asked for.
    fn typed(&self, graph: Graph) -> Result<Graph, Failure> {
        self.check_types(&graph)?;
        Ok(match self.types().contains(&EntityType::Other) {
            true => graph,
            false => graph.without_others(),
        })
    }

    fn period(&self) -> Period {
        Period {
            since: self.since.clone(),
            until: self.until.clone(),
        }
    }

    /// A type that nothing has is more likely a slip than a wish.
    fn check_types(&self, graph: &Graph) -> Result<(), Failure> {
        let mut there: Vec<&str> = (graph.network.node_weights())
            .map(|node| node.entity_type.as_str())
            .collect();
        there.sort_unstable();
        there.dedup();
        for name in &self.types {
            let wanted = EntityType::named(name);
            if !there.contains(&wanted.as_str()) && EntityType::known(name).is_none() {
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

/// `NAME` or `NAME:DEPTH`.
fn ego(graph: &Graph, text: &str) -> Result<Ego, Failure> {
    let parts = text.rsplit_once(':');
    let with_depth = parts.and_then(|(name, depth)| Some((name, depth.parse().ok()?)));
    let (name, depth) = with_depth.unwrap_or((text, 1));
    let id = graph.network[resolve(graph, name)?].id.clone();
    Ok(Ego { id, depth })
}
