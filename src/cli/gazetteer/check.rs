//! `comention gazetteer check`: all that is wrong with lists, and what a reader of them would stumble
//! over.

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use comention::error::{Error, Fault};
use comention::gazetteer::check::{hints, listed};
use comention::gazetteer::{EntityId, EntityType, Gazetteer, Index};

use super::corpus;
use crate::cli::{Failure, look, table};

#[derive(clap::Args)]
pub(super) struct Args {
    /// Lists of names, or compiled ones
    #[arg(value_name = "FILE", default_value = "entities.toml")]
    files: Vec<PathBuf>,

    /// Texts to try the lists on: names that are never found, and words that are names too
    #[arg(long, value_name = "INPUT")]
    corpus: Vec<PathBuf>,

    /// So many hints; 0 for all
    #[arg(long, value_name = "N", default_value_t = 50)]
    top: usize,
}

pub(super) fn check(args: &Args) -> Result<(), Failure> {
    let (compiled, lists): (Vec<_>, Vec<_>) = args
        .files
        .iter()
        .cloned()
        .partition(|file| Index::is_compiled(file));
    let mut out = Vec::new();
    let mut failures = Vec::new();
    let summary = check_lists(&lists, args);
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
fn check_lists(files: &[PathBuf], args: &Args) -> Result<String, Error> {
    if files.is_empty() {
        return Ok(String::new());
    }
    let gazetteer = Gazetteer::load(files)?;
    look::warn_all(&gazetteer.warnings);
    let mut forms = Vec::new();
    for file in files {
        // The list that ships is no file, and needs no hints.
        if let Ok(text) = fs::read_to_string(file) {
            forms.extend(listed(&text, &file.to_string_lossy()));
        }
    }
    let mut hints = hints(&forms, &gazetteer);
    if !args.corpus.is_empty() {
        hints.extend(corpus::hints(&args.corpus, &gazetteer, &forms)?);
    }
    let mut summary = Summary::default();
    for entity in &gazetteer.entities {
        let n_variants = entity.variants.len() as u64;
        summary.n_names += 1 + entity.aliases.len() as u64 + n_variants;
        summary.n_variants += n_variants;
        *summary.types.entry(entity.entity_type.clone()).or_default() += 1;
    }
    summary.n_warnings = gazetteer.warnings.len() as u64;
    summary.n_hints = hints.len() as u64;
    let shown: String = shown(&hints, args.top);
    Ok(format!("{shown}{summary}\n"))
}

/// The hints, a line each, and how many more there are.
fn shown(hints: &[Fault], top: usize) -> String {
    let top = if top == 0 { usize::MAX } else { top };
    let lines = hints
        .iter()
        .take(top)
        .map(|hint| format!("{}\n", look::clean(&hint.to_string())));
    let mut shown: String = lines.collect();
    if let Some(n_more) = hints.len().checked_sub(top).filter(|n| *n > 0) {
        let n_more = look::count(n_more as u64, "more hint");
        shown.push_str(&format!("{n_more} (--top 0 for all)\n"));
    }
    if !shown.is_empty() {
        shown.push('\n');
    }
    shown
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
    n_hints: u64,
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
        for (n, noun) in [(self.n_warnings, "warning"), (self.n_hints, "hint")] {
            if n > 0 {
                write!(f, ", {}", look::count(n, noun))?;
            }
        }
        Ok(())
    }
}
