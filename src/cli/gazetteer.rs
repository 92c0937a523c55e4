//! `comention gazetteer`: lists of names checked, or compiled into a file that opens at once.

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Subcommand;
use comention::error::Error;
use comention::gazetteer::{EntityId, EntityType, Gazetteer, Index};

use super::{Failure, look, table, tolerance::ToleranceArgs};

/// Checks lists of names, and compiles them.
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
    Check(CheckArgs),
}

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

#[derive(clap::Args)]
struct CheckArgs {
    /// Lists of names, or compiled ones
    #[arg(value_name = "FILE", default_value = "entities.toml")]
    files: Vec<PathBuf>,
}

pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    match &args.verb {
        Verb::Compile(args) => compile(args),
        Verb::Check(args) => check(args),
    }
}

fn compile(args: &CompileArgs) -> Result<(), Failure> {
    spare_lists(args)?;
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
fn spare_lists(args: &CompileArgs) -> Result<(), Failure> {
    let output = args.output.canonicalize().ok();
    let is_output = |file: &&PathBuf| output.is_some() && file.canonicalize().ok() == output;
    match args.files.iter().find(is_output) {
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

fn check(args: &CheckArgs) -> Result<(), Failure> {
    let (compiled, lists): (Vec<_>, Vec<_>) = args
        .files
        .iter()
        .cloned()
        .partition(|file| Index::is_compiled(file));
    let mut out = Vec::new();
    let mut failures = Vec::new();
    let summary = check_lists(&lists);
    let rest = compiled.iter().map(|file| check_compiled(file));
    for result in std::iter::once(summary).chain(rest) {
        match result {
            Ok(summary) => out.push(summary),
            Err(Error::Gazetteer(faults)) => {
                failures.extend(faults.iter().map(ToString::to_string));
            }
            Err(other) => failures.push(other.to_string()),
        }
    }
    if failures.is_empty() {
        return Ok(write!(table::stdout(), "{}", out.concat())?);
    }
    failures.push(match failures.len() {
        1 => "1 fault to mend".to_owned(),
        n => format!("{} faults to mend", look::number(n as u64)),
    });
    Err(Failure::Usage(failures.join("\n")))
}

/// What the lists come to, all together; nothing where there are none.
fn check_lists(files: &[PathBuf]) -> Result<String, Error> {
    if files.is_empty() {
        return Ok(String::new());
    }
    let gazetteer = Gazetteer::load(files)?;
    look::warn_all(&gazetteer.warnings);
    let mut summary = Summary::default();
    for entity in &gazetteer.entities {
        let n_variants = entity.variants.len() as u64;
        summary.n_names += 1 + entity.aliases.len() as u64 + n_variants;
        summary.n_variants += n_variants;
        *summary.types.entry(entity.entity_type.clone()).or_default() += 1;
    }
    summary.n_warnings = gazetteer.warnings.len() as u64;
    Ok(format!("{summary}\n"))
}

fn check_compiled(file: &Path) -> Result<String, Error> {
    let index = Index::verify(file)?;
    let mut summary = Summary {
        n_names: index.n_names() as u64,
        ..Summary::default()
    };
    for id in 0..index.n_entities() as u32 {
        let entity_type = index.entity(EntityId(id)).entity_type;
        *summary.types.entry(entity_type).or_default() += 1;
    }
    Ok(format!("{}: whole; {summary}\n", file.display()))
}

/// What there is in lists.
#[derive(Default)]
struct Summary {
    types: BTreeMap<EntityType, u64>,
    n_names: u64,
    n_variants: u64,
    n_warnings: u64,
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let types = self.types.iter();
        let types: Vec<String> = types
            .map(|(name, n)| format!("{} {}", look::number(*n), name.as_str()))
            .collect();
        write!(f, "{}", look::count(self.types.values().sum(), "entity"))?;
        if !types.is_empty() {
            write!(f, " ({})", types.join(", "))?;
        }
        write!(f, ", {}", look::count(self.n_names, "name"))?;
        if self.n_variants > 0 {
            write!(f, " with {}", look::count(self.n_variants, "variant"))?;
        }
        match self.n_warnings {
            0 => Ok(()),
            n => write!(f, ", {}", look::count(n, "warning")),
        }
    }
}
