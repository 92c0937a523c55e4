//! `comention query`: questions to the graph of a build.

mod batch;

mod bridges;

mod common;

mod communities;

mod ego;

mod evidence;

mod explain;

mod find;

mod gaps;

mod neighbors;

mod passage;

mod path;

mod quotes;

mod show;

mod sql;

mod timeline;

mod top;

use std::io::Write;
use std::path::PathBuf;
use std::rc::Rc;

use clap::{Args as ClapArgs, Subcommand};
use comention::graph::{Graph, Node, Partition, Standings};
use petgraph::graph::NodeIndex;
use serde_json::Value;

use super::Failure;
use super::discover::{FOOTNOTE, MARK, mark};
use super::filter::GraphArgs;
use super::source::{Reach, Source};
use super::table::{self, Form, Table};

pub(crate) use passage::{bracketed, spot, write_wrapped};

/// Asks the graph of a build; names are ids, names or aliases, in any case.
#[derive(ClapArgs)]
#[command(
    after_help = EXAMPLES,
    args_conflicts_with_subcommands = true,
    arg_required_else_help = true
)]
pub(crate) struct Args {
    #[command(subcommand)]
    verb: Option<Verb>,

    /// Answer questions from standard input, one JSON object a line, with one JSON object a line;
    /// the graph is read once
    #[arg(long)]
    batch: bool,

    /// The store of a build
    #[arg(long, value_name = "FILE", default_value = "out/graph.db")]
    graph: PathBuf,
}

const EXAMPLES: &str = "\
Examples:
  comention query show \"Roald Amundsen\"         all about one
  comention query neighbors Oslo --type person  who is mentioned with it
  comention query path Peary Nobile             how two are connected
  comention query evidence Cook Peary           the passages that mention both
  comention query top --by strength             who is at the centre
  echo '{\"verb\": \"common\", \"of\": [\"Cook\", \"Peary\"], \"top\": 3}' | comention query --batch";

#[derive(Subcommand)]
enum Verb {
    /// Entities by name, alias, id, the beginning of a name, or a misspelling
    #[command(after_help = "Example:\n  comention query find amund")]
    Find(One),
    /// All about one entity
    #[command(after_help = "Example:\n  comention query show \"Roald Amundsen\"")]
    Show(Told),
    /// Who is mentioned together with an entity, the closest first
    #[command(after_help = "Example:\n  comention query neighbors Oslo --type person --about")]
    Neighbors(Told),
    /// Who is mentioned with the one and with the other, the closest first
    #[command(after_help = "Example:\n  comention query common Cook Peary")]
    Common(Two),
    /// The strongest connection between two entities, with a passage for each step
    #[command(after_help = "Example:\n  comention query path Peary Nobile -k 3")]
    Path(path::Args),
    /// The passages that mention an entity, or two together
    #[command(after_help = "Example:\n  comention query evidence Cook Peary --order strongest")]
    Evidence(evidence::Args),
    /// When an entity is mentioned, or two together
    #[command(after_help = "Example:\n  comention query timeline Cook Peary --by month")]
    Timeline(timeline::Args),
    /// The entities with the most mentions, ties, ...
    #[command(after_help = "Example:\n  comention query top --by pagerank --type person")]
    Top(top::Args),
    /// The groups that the network falls into
    #[command(after_help = "Example:\n  comention query communities --min-weight 2")]
    Communities(All),
    /// The entities that join groups
    #[command(after_help = "Example:\n  comention query bridges --type person")]
    Bridges(All),
    /// Pairs that share many neighbors and are never mentioned together
    #[command(after_help = "Example:\n  comention query gaps --type person --min-mentions 3")]
    Gaps(All),
    /// All who are near an entity, with the way to each
    #[command(after_help = "Example:\n  comention query ego Nansen --depth 2 --min-weight 2")]
    Ego(ego::Args),
    /// How the numbers of a tie come about, or why the names on a line are read so
    #[command(
        after_help = "Examples:\n  comention query explain Cook Peary\n  comention query explain report.txt:12"
    )]
    Explain(explain::Args),
    /// Rows by a SELECT over the views of the store
    #[command(after_help = sql::EXAMPLE)]
    Sql(sql::Args),
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
struct All {
    #[command(flatten)]
    answer: Answer,
}

#[derive(ClapArgs)]
struct One {
    /// An entity
    name: String,

    #[command(flatten)]
    answer: Answer,
}

#[derive(ClapArgs)]
struct Two {
    /// An entity
    one: String,

    /// Another
    other: String,

    #[command(flatten)]
    answer: Answer,
}

#[derive(ClapArgs)]
struct Told {
    /// An entity
    name: String,

    /// Tell the words most particular to the passages of each tie
    #[arg(long)]
    about: bool,

    #[command(flatten)]
    answer: Answer,
}

pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    let mut out = table::stdout();
    match &args.verb {
        Some(verb) => verb.ask(&verb.answer().graph.source()?, &mut out)?,
        None if args.batch => batch::batch(&args.graph, &mut out)?,
        None => {
            let message = "what to ask? `comention query --help` lists the verbs";
            return Err(Failure::Usage(message.to_owned()));
        }
    }
    Ok(out.flush()?)
}

impl Verb {
    fn answer(&self) -> &Answer {
        match self {
            Self::Find(args) => &args.answer,
            Self::Show(args) | Self::Neighbors(args) => &args.answer,
            Self::Common(args) => &args.answer,
            Self::Path(args) => &args.answer,
            Self::Evidence(args) => &args.answer,
            Self::Timeline(args) => &args.answer,
            Self::Top(args) => &args.answer,
            Self::Communities(args) | Self::Bridges(args) | Self::Gaps(args) => &args.answer,
            Self::Ego(args) => &args.answer,
            Self::Explain(args) => &args.answer,
            Self::Sql(args) => &args.answer,
        }
    }

    fn ask(&self, source: &Source, out: &mut impl Write) -> Result<(), Failure> {
        match self {
            Self::Find(args) => find::find(args, source, out),
            Self::Show(args) => show::show(args, source, out),
            Self::Neighbors(args) => neighbors::list_neighbors(args, source, out),
            Self::Common(args) => common::common(args, source, out),
            Self::Path(args) => path::path(args, source, out),
            Self::Evidence(args) => evidence::evidence(args, source, out),
            Self::Timeline(args) => timeline::timeline(args, source, out),
            Self::Top(args) => top::top(args, source, out),
            Self::Communities(args) => communities::communities(args, source, out),
            Self::Bridges(args) => bridges::bridges(args, source, out),
            Self::Gaps(args) => gaps::gaps(args, source, out),
            Self::Ego(args) => ego::ego(args, source, out),
            Self::Explain(args) => explain::explain(args, source, out),
            Self::Sql(args) => sql::sql(args, source, out),
        }
    }
}

impl Told {
    /// The part of the graph that was asked for, and the entity in it.
    fn load(&self, source: &Source) -> Result<(Rc<Graph>, NodeIndex), Failure> {
        let (mut graph, nodes) = self.answer.part(source, &[&self.name], Reach::Ties)?;
        if self.about {
            let part = self.answer.graph.counted();
            source.store.tell_about(Rc::make_mut(&mut graph), &part)?;
        }
        Ok((graph, nodes[0]))
    }
}

impl Answer {
    fn part(
        &self,
        source: &Source,
        names: &[&str],
        reach: Reach,
    ) -> Result<(Rc<Graph>, Vec<NodeIndex>), Failure> {
        self.graph.part(source, names, reach)
    }

    /// A node's name for a row, with the mark of a candidate where people read it.
    fn name(&self, node: &Node) -> Value {
        match self.format {
            Form::Table | Form::Md => format!("{}{}", mark(node), node.name).into(),
            _ => node.name.as_str().into(),
        }
    }

    /// Writes rows, and on a terminal below them what their marks say.
    fn write(&self, rows: &Table, out: &mut impl Write) -> Result<(), Failure> {
        rows.write(self.format, out)?;
        if self.format == Form::Table && rows.has_text(|text| text.starts_with(MARK)) {
            writeln!(out, "{FOOTNOTE}")?;
        }
        Ok(())
    }

    /// How the nodes of `graph` stand, where that is the whole and its build has told.
    fn standings(&self, source: &Source, graph: &Graph) -> Result<Option<Standings>, Failure> {
        match self.graph.is_whole() {
            true => Ok(source.store.standings(graph)?),
            false => Ok(None),
        }
    }

    fn partition(&self, source: &Source, graph: &Graph) -> Result<Partition, Failure> {
        let known = self.standings(source, graph)?;
        Ok(known.map_or_else(|| graph.partition(), |standings| standings.partition()))
    }

    fn n_rows(&self) -> usize {
        if self.top == 0 { usize::MAX } else { self.top }
    }
}
