//! `comention query`: questions to the graph of a build.

mod evidence;

mod neighbors;

mod passage;

mod path;

mod show;

mod top;

use std::io::Write;

use clap::{Args as ClapArgs, Subcommand, ValueEnum};
use comention::graph::Graph;
use petgraph::graph::NodeIndex;

use super::Failure;
use super::filter::GraphArgs;
use super::table::{self, Form};

/// Asks the graph of a build; names are ids, names or aliases, in any case.
#[derive(ClapArgs)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    #[command(subcommand)]
    verb: Verb,
}

const EXAMPLES: &str = "\
Examples:
  comention query show \"Roald Amundsen\"         all about one
  comention query neighbors Oslo --type person  who is mentioned with it
  comention query path Peary Nobile             how two are connected
  comention query evidence Cook Peary           the passages that mention both
  comention query top --by strength             who is at the centre";

#[derive(Subcommand)]
enum Verb {
    /// All about one entity
    Show(One),
    /// Who is mentioned together with an entity, the closest first
    Neighbors(One),
    /// The strongest connection between two entities, with a passage for each step
    Path(Two),
    /// The entities with the most mentions, ties, ...
    Top(TopArgs),
    /// The passages that mention an entity, or two together
    Evidence(EvidenceArgs),
}

#[derive(ClapArgs)]
struct Answer {
    #[command(flatten)]
    graph: GraphArgs,

    /// The form of the answer
    #[arg(long, value_enum, default_value = "table")]
    format: Form,

    /// So many rows; 0 for all
    #[arg(long, value_name = "N", default_value_t = 20)]
    top: usize,
}

#[derive(ClapArgs)]
struct One {
    /// An entity
    name: String,

    /// Tell the words most particular to the passages of each tie
    #[arg(long)]
    about: bool,

    #[command(flatten)]
    answer: Answer,
}

#[derive(ClapArgs)]
struct Two {
    /// Where the path begins
    from: String,

    /// Where it ends
    to: String,

    #[command(flatten)]
    answer: Answer,
}

#[derive(ClapArgs)]
struct TopArgs {
    /// What to rank by
    #[arg(long, value_enum, default_value = "mentions")]
    by: By,

    #[command(flatten)]
    answer: Answer,
}

#[derive(ClapArgs)]
struct EvidenceArgs {
    /// An entity
    name: String,

    /// Another, if the passages are to mention both
    with: Option<String>,

    #[command(flatten)]
    answer: Answer,
}

#[derive(Clone, Copy, ValueEnum)]
enum By {
    Mentions,
    Documents,
    Degree,
    Strength,
}

pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    let mut out = table::stdout();
    match &args.verb {
        Verb::Show(args) => show::show(args, &mut out)?,
        Verb::Neighbors(args) => neighbors::list_neighbors(args, &mut out)?,
        Verb::Path(args) => path::path(args, &mut out)?,
        Verb::Top(args) => top::top(args, &mut out)?,
        Verb::Evidence(args) => evidence::evidence(args, &mut out)?,
    }
    Ok(out.flush()?)
}

impl One {
    /// The part of the graph that was asked for, and the entity in it.
    fn load(&self) -> Result<(Graph, NodeIndex), Failure> {
        let (store, mut graph, nodes) = self.answer.graph.load_around(&[&self.name])?;
        if self.about {
            store.tell_about(&mut graph)?;
        }
        Ok((graph, nodes[0]))
    }
}

impl Answer {
    fn n_rows(&self) -> usize {
        if self.top == 0 { usize::MAX } else { self.top }
    }
}
