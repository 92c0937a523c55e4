//! `comention eval`: how well mentions, links and edges agree with what a person marked, and, where
//! nobody has, a sample to judge.

mod compare;

mod edges;

mod errors;

mod files;

mod judged;

mod sample;

use std::path::PathBuf;

use clap::{Subcommand, ValueEnum};
use comention::cooccur::Window;
use comention::evaluate::Offsets;

use super::input::InputArgs;
use super::table::Form;
use super::{Failure, table};

/// Compares what is found in INPUT, or in another program's file, with a gold.
#[derive(clap::Args)]
#[command(
    after_help = EXAMPLES,
    args_conflicts_with_subcommands = true,
    subcommand_negates_reqs = true
)]
pub(crate) struct Args {
    #[command(subcommand)]
    verb: Option<Verb>,

    #[command(flatten)]
    gold: GoldArgs,
}

const EXAMPLES: &str = "\
Examples:
  comention eval gold.tsv articles/ -g names.tsv    mentions, links and edges
  comention eval gold.tsv articles/ --show errors   what is wrong, by passage
  comention eval gold.conll -g names.tsv            a gold that brings its text
  comention eval gold.tsv --predicted found.tsv     what was found otherwise
  comention eval edges.tsv articles/ --edges        the network alone
  comention eval sample -n 200 -o sample.csv        no gold: draw, judge by hand,
  comention eval judged sample.csv                  and sum up";

#[derive(Subcommand)]
enum Verb {
    /// Draw mentions of a build for a person to judge
    Sample(sample::Args),
    /// Sum up a sample that was judged: the precision, and the worst aliases
    Judged(judged::Args),
}

#[derive(clap::Args)]
struct GoldArgs {
    /// What a person marked, a file or a folder: TSV (document, start, end, surface, type, entity),
    /// CoNLL, brat or WebAnno TSV
    #[arg(value_name = "GOLD", required = true)]
    gold: Option<PathBuf>,

    #[command(flatten)]
    input: InputArgs,

    /// Mentions (or edges) found otherwise, in a form that GOLD may have; INPUT then only gives the
    /// passages
    #[arg(long, value_name = "FILE")]
    predicted: Option<PathBuf>,

    /// What start and end count in the files, where the form does not say
    #[arg(long, value_enum, default_value = "chars")]
    offsets: OffsetsArg,

    /// Only these types; all of the gold by default
    #[arg(long, value_name = "TYPE", value_delimiter = ',')]
    types: Vec<String>,

    /// Labels to take for others, as in GPE=place
    #[arg(long, value_name = "A=B", value_delimiter = ',', value_parser = mapped)]
    map: Vec<(String, String)>,

    /// Types of the gold that count for nothing, nor what is found over one of them
    #[arg(long, value_name = "TYPE", value_delimiter = ',')]
    ignore: Vec<String>,

    /// Only documents whose name, without folders and .txt, matches
    #[arg(long = "in", value_name = "GLOB")]
    documents: Option<globset::Glob>,

    /// Scores, or the errors with their passages
    #[arg(long, value_enum, default_value = "scores")]
    show: Show,

    /// Scores of each document too
    #[arg(long)]
    by_document: bool,

    /// So many errors of a kind; 0 for all
    #[arg(long, value_name = "N", default_value_t = 20)]
    top: usize,

    /// The form of the answer
    #[arg(long, value_enum, default_value = "table")]
    format: Form,

    #[command(flatten)]
    edges: EdgeArgs,
}

/// What concerns a gold of edges only.
#[derive(clap::Args)]
#[command(next_help_heading = "Edges")]
struct EdgeArgs {
    /// GOLD holds edges: two ids and a weight
    #[arg(long)]
    edges: bool,

    /// What counts as together in INPUT
    #[arg(long, requires = "edges", default_value_t = Window::Paragraph)]
    window: Window,

    /// Count mentions in bylines, credits and the like of INPUT too
    #[arg(long, requires = "edges")]
    keep_boilerplate: bool,

    /// Count paragraphs of INPUT that stood there before again
    #[arg(long, requires = "edges")]
    keep_repeats: bool,

    /// Only found edges of this weight or more
    #[arg(long, requires = "edges", value_name = "W", default_value_t = 0.0)]
    min_weight: f64,

    /// Ids to leave out on both sides
    #[arg(long, requires = "edges", value_name = "ID", value_delimiter = ',')]
    drop: Vec<String>,

    /// Only the ids in the first column of this file, on both sides
    #[arg(long, requires = "edges", value_name = "FILE")]
    nodes: Option<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum OffsetsArg {
    /// Unicode code points
    Chars,
    /// UTF-8 bytes
    Bytes,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Show {
    /// Precision, recall and F1
    Scores,
    /// What was missed or found wrongly
    Errors,
}

impl From<OffsetsArg> for Offsets {
    fn from(offsets: OffsetsArg) -> Self {
        match offsets {
            OffsetsArg::Chars => Self::Chars,
            OffsetsArg::Bytes => Self::Bytes,
        }
    }
}

fn mapped(pair: &str) -> Result<(String, String), String> {
    let (from, to) = pair.split_once('=').ok_or("write LABEL=TYPE")?;
    Ok((from.to_owned(), to.to_owned()))
}

pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    let mut out = table::stdout();
    match (&args.verb, &args.gold.gold) {
        (Some(Verb::Sample(args)), _) => sample::sample(args, &mut out),
        (Some(Verb::Judged(args)), _) => judged::judged(args, &mut out),
        (None, Some(gold)) if args.gold.edges.edges => edges::compare(&args.gold, gold, &mut out),
        (None, Some(gold)) => compare::compare(&args.gold, gold, &mut out),
        (None, None) => Err(Failure::Usage("no gold; give a file".to_owned())),
    }
}
