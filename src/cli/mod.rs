//! The command line: arguments in, one library call per subcommand, answers and exit codes out. One
//! file per subcommand, and what they share of how answers look.

mod build;

mod diff;

mod discover;

mod eval;

mod export;

mod failure;

mod filter;

mod gazetteer;

mod init;

mod input;

mod look;

mod manual;

mod methods;

mod merge;

mod options;

mod progress;

mod query;

mod screen;

mod source;

mod split;

mod suggest;

mod table;

mod tag;

mod text;

mod tolerance;

use std::ffi::OsString;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};

pub(crate) use failure::Failure;

/// Finds who and what is mentioned together in a pile of text, and draws, exports and questions
/// the network.
#[derive(Parser)]
#[command(version, max_term_width = 100, after_help = EXAMPLE)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

const EXAMPLE: &str = "\
Example:
  comention build articles/             reads a folder, fills out/
  dot -Tsvg out/graph.dot > graph.svg   draws the network (Graphviz)
  comention query show \"Xi Jinping\"     tells all about one";

#[derive(Subcommand)]
enum Command {
    /// Text to graph: the main job
    Build(build::Args),
    /// Text to mentions: coloured on a terminal, TSV otherwise
    Tag(tag::Args),
    /// Print texts as the program sees them, with their sections
    Text(text::Args),
    /// Add up builds of parts
    Merge(merge::Args),
    /// Ask the graph of a build
    Query(query::Args),
    /// What changed between two builds, or two periods of one
    Diff(Box<diff::Args>),
    /// Write the graph of a build, or a part of it, in another format
    Export(export::Args),
    /// How well mentions, links and edges agree with what a person marked
    Eval(Box<eval::Args>),
    /// How a graph was made, as a paragraph to cite
    Methods(methods::Args),
    /// Begin an entities.toml with the strongest names of a corpus
    Init(init::Args),
    /// Names the gazetteer lacks, and aliases it should have or should not
    Suggest(suggest::Args),
    /// Check lists of names, or compile them
    Gazetteer(gazetteer::Args),
    /// Completions for a shell
    Completions(manual::CompletionsArgs),
    /// The manual, as man pages
    Man(manual::ManArgs),
}

/// Runs the command line with these arguments, the first of which is the program's name. Gives the
/// exit code: 0 for done, 1 for a query that found nothing, 2 for an error. Arguments that are none
/// end the process, and so do `--help` and `--version`.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> u8 {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let program = match options::with_project(Cli::command(), arguments.get(1).map(|name| &**name))
    {
        Ok(program) => program,
        Err(failure) => return failure.report(),
    };
    let given = Cli::from_arg_matches(&program.get_matches_from(&arguments));
    let cli = given.unwrap_or_else(|error| error.exit());
    let result = match cli.command {
        Command::Build(args) => build::run(&args),
        Command::Tag(args) => tag::run(&args),
        Command::Text(args) => text::run(&args),
        Command::Merge(args) => merge::run(&args),
        Command::Query(args) => query::run(&args),
        Command::Diff(args) => diff::run(&args),
        Command::Export(args) => export::run(&args),
        Command::Eval(args) => eval::run(&args),
        Command::Methods(args) => methods::run(&args),
        Command::Init(args) => init::run(&args),
        Command::Suggest(args) => suggest::run(&args),
        Command::Gazetteer(args) => gazetteer::run(&args),
        Command::Completions(args) => manual::completions(&args, Cli::command()),
        Command::Man(args) => manual::man(&args, Cli::command()),
    };
    match result {
        Ok(()) => 0,
        Err(failure) => failure.report(),
    }
}
