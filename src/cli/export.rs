//! `comention export`: the graph of a build, or a part of it, in a format.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::Args as ClapArgs;
use comention::export::{self, Extent, Format};
use comention::gazetteer::EntityType;
use comention::graph::{Filter, Graph};
use comention::query::resolve;
use comention::store::Store;
use petgraph::graph::NodeIndex;

use super::{Failure, look};

/// Writes the graph of a build in a format.
#[derive(ClapArgs)]
#[command(
    after_help = "Example:\n  comention export --format dot --top 30 | dot -Tsvg > strongest.svg\n  comention export --format graphml --type person -o people.graphml"
)]
pub(crate) struct Args {
    /// dot, graphml or json
    #[arg(long, value_name = "FORMAT")]
    format: Format,

    #[command(flatten)]
    graph: GraphArgs,

    /// Where to write; standard output if it is not given
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,

    /// Only so many entities, the strongest
    #[arg(long, value_name = "N")]
    top: Option<usize>,

    /// In DOT, draw all of a graph of more than 1,000 entities
    #[arg(long)]
    all: bool,
}

/// Which graph, and which part of it; the same wherever a graph is asked.
#[derive(ClapArgs)]
pub(crate) struct GraphArgs {
    /// The store of a build
    #[arg(long, value_name = "FILE", default_value = "out/graph.db")]
    graph: PathBuf,

    /// Only entities of this type; may be given several times
    #[arg(long = "type", value_name = "TYPE")]
    types: Vec<String>,

    /// Only ties of this weight or more
    #[arg(long, value_name = "N", default_value_t = 1)]
    min_weight: u64,

    /// Only entities with so many mentions
    #[arg(long, value_name = "N", default_value_t = 1)]
    min_mentions: u64,
}

impl GraphArgs {
    /// The part of the graph that was asked for.
    pub(crate) fn load(&self, top: Option<usize>) -> Result<Graph, Failure> {
        let (_, graph) = self.open()?;
        let filter = Filter {
            top,
            ..self.filter()
        };
        Ok(filter.apply(&graph))
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
            ..self.filter()
        };
        let graph = filter.apply(&graph);
        let nodes = filter.always.iter().map(|id| resolve(&graph, id));
        let nodes = nodes.collect::<Result<_, _>>()?;
        Ok((store, graph, nodes))
    }

    fn open(&self) -> Result<(Store, Graph), Failure> {
        let store = Store::open(&self.graph)?;
        let graph = store.graph()?;
        self.check_types(&graph)?;
        Ok(match self.filter().types.contains(&EntityType::Other) {
            true => (store, graph),
            false => (store, graph.without_others()),
        })
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

    fn filter(&self) -> Filter {
        Filter {
            types: self
                .types
                .iter()
                .map(|name| EntityType::named(name))
                .collect(),
            min_mentions: self.min_mentions,
            min_weight: self.min_weight,
            ..Filter::default()
        }
    }
}

pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    let graph = args.graph.load(args.top)?;
    let extent = if args.all {
        Extent::All
    } else {
        Extent::Legible
    };
    tell_extent(args.format, &graph, extent);
    match &args.output {
        Some(path) => export::write_file(path, args.format, &graph, extent)?,
        None => {
            let mut out = io::BufWriter::new(io::stdout().lock());
            export::write(args.format, &graph, extent, &mut out)?;
            out.flush()?;
        }
    }
    Ok(())
}

/// Says when a picture shows a part only.
pub(crate) fn tell_extent(format: Format, graph: &Graph, extent: Extent) {
    if export::is_cut(format, graph, extent) {
        let n_nodes = look::number(graph.network.node_count() as u64);
        look::warn(&format!(
            "graph.dot draws the {} strongest of {n_nodes} entities; `--all` draws all",
            export::DOT_NODES
        ));
    }
}
