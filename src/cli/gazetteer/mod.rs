//! `comention gazetteer`: lists of names checked, looked into, brought in from elsewhere, or compiled
//! into a file that opens at once.

mod check;

mod corpus;

mod import;

mod lookup;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Subcommand;
use comention::error::Error;
use comention::gazetteer::{Gazetteer, Index};

use super::{Failure, look, table, tolerance::ToleranceArgs};

/// Checks lists of names, looks into them, brings them in from elsewhere, and compiles them.
#[derive(clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    /// Lists to one file that opens at once, however long they are
    #[command(
        after_help = "Example:\n  comention gazetteer compile names.tsv -o names.gaz\n  comention build articles/ -g names.gaz"
    )]
    Compile(CompileArgs),
    /// Tells all that is wrong with lists, or whether compiled ones are whole
    #[command(
        after_help = "Example:\n  comention gazetteer check entities.toml\n  comention gazetteer check names.gaz"
    )]
    Check(check::Args),
    /// What a name would match, why, and what goes before it
    #[command(after_help = "Example:\n  comention gazetteer lookup Bath -g entities.toml")]
    Lookup(lookup::Args),
    /// Other people's lists to a list of ours
    #[command(after_help = IMPORT_EXAMPLES)]
    Import(import::Args),
}

const IMPORT_EXAMPLES: &str = "\
Examples:
  comention gazetteer import NO.txt --from geonames -o places.tsv
  comention gazetteer import items.json --from wikidata -o items.tsv
  comention gazetteer import entities.json --from ftm -o people.tsv
  comention gazetteer import names.txt --from names --type person -o names.tsv
  comention gazetteer import patterns.jsonl --from spacy -o patterns.tsv";

#[derive(clap::Args)]
struct CompileArgs {
    /// Lists of names, entities.toml or TSV; a later one extends or overrides an earlier by id
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,

    /// The file to write
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,

    #[command(flatten)]
    tolerance: ToleranceArgs,
}

pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    match &args.verb {
        Verb::Compile(args) => compile(args),
        Verb::Check(args) => check::check(args),
        Verb::Lookup(args) => lookup::lookup(args),
        Verb::Import(args) => import::import(args),
    }
}

fn compile(args: &CompileArgs) -> Result<(), Failure> {
    spare(&args.files, &args.output)?;
    let gazetteer = Gazetteer::load(&args.files)?;
    look::warn_all(&gazetteer.warnings);
    let index = Index::compile(&gazetteer, args.tolerance.matching(false), &args.output)?;
    // The process is about to end; to free millions of names one by one would be time lost.
    std::mem::forget(gazetteer);
    let length = fs::metadata(&args.output).map_err(|error| Error::read(&args.output, error))?;
    writeln!(
        table::stdout(),
        "{}, {}, {} in {}",
        look::count(index.n_entities() as u64, "entity"),
        look::count(index.n_names() as u64, "name"),
        size(length.len()),
        args.output.display()
    )?;
    Ok(())
}

/// Refuses to write over one of the lists.
fn spare(lists: &[PathBuf], output: &Path) -> Result<(), Failure> {
    let place = output.canonicalize().ok();
    let is_output = |file: &&PathBuf| place.is_some() && file.canonicalize().ok() == place;
    match lists.iter().find(is_output) {
        None => Ok(()),
        Some(file) => Err(Failure::Usage(format!(
            "{}: this list would be written over; give another file with `-o`",
            file.display()
        ))),
    }
}

/// `96 kB`, `1.2 MB`.
fn size(n_bytes: u64) -> String {
    match n_bytes {
        0..1_000_000 => format!("{} kB", n_bytes.div_ceil(1000)),
        _ => format!("{:.1} MB", n_bytes as f64 / 1e6),
    }
}
