//! `comention suggest`: names the gazetteer lacks, aliases it should have or should not, and the
//! way of what a person decides back into it.

mod accept;

mod rows;

mod review;

use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

use comention::error::Error;
use comention::gazetteer::{EntityType, Gazetteer};
use comention::store::{CandidateMention, Store};
use comention::suggest::{self, Doubted, Edit, Suggestion, WORTH_A_LOOK};
use similar::TextDiff;

use super::table::{self, Form};
use super::{Failure, look};

/// Lists names the gazetteer lacks, aliases known entities should have, and aliases that look
/// wrong; with --accept or --review writes what is decided into entities.toml.
#[derive(clap::Args)]
#[command(
    after_help = "Example:\n  comention suggest                            the strongest, as a table\n  comention suggest --review                   one by one, and decide\n  comention suggest --format csv > names.csv   fill in the column `decision` ...\n  comention suggest --accept names.csv         ... and write entities.toml\n\n\
    Decisions: accept, reject, a type (person, place, organisation, other), merge ID, or nothing."
)]
pub(crate) struct Args {
    /// The store of a build
    #[arg(long, value_name = "FILE", default_value = "out/graph.db")]
    graph: PathBuf,

    /// The entities.toml to compare with and to write
    #[arg(short, long, value_name = "FILE", default_value = "entities.toml")]
    gazetteer: PathBuf,

    /// Only names of this type; may be given several times
    #[arg(long = "type", value_name = "TYPE")]
    types: Vec<String>,

    /// Only names as clear as this, from 0.1 to 2
    #[arg(long, value_name = "STRENGTH", default_value_t = WORTH_A_LOOK)]
    min_strength: f64,

    /// So many of each kind on a terminal; 0 for all. Other forms have all unless it is given
    #[arg(long, value_name = "N")]
    top: Option<usize>,

    /// The form of the answer
    #[arg(long, value_enum, default_value = "table")]
    format: Form,

    /// Write the decisions of this CSV into entities.toml
    #[arg(long, value_name = "FILE", conflicts_with = "review")]
    accept: Option<PathBuf>,

    /// Decide one by one
    #[arg(long)]
    review: bool,

    /// Show what would change in entities.toml, and write nothing
    #[arg(long)]
    dry_run: bool,
}

/// How many of each kind a terminal shows.
const N_SHOWN: usize = 20;

/// What there is to decide, and what it rests on.
struct Found {
    store: Store,
    mentions: Vec<CandidateMention>,
    suggestions: Vec<Suggestion>,
    doubted: Vec<Doubted>,
}

pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    if let Some(decisions) = &args.accept {
        return accept::run(decisions, &args.gazetteer, args.dry_run);
    }
    let edit = Edit::open(&args.gazetteer)?;
    let found = args.find(&edit)?;
    match args.review {
        true => review::run(&found, edit, &args.gazetteer, args.dry_run),
        false => {
            let mut out = table::stdout();
            match args.format {
                Form::Table => rows::write_tables(&found, args.top.unwrap_or(N_SHOWN), &mut out)?,
                form => {
                    let top = args.top.unwrap_or(0);
                    rows::data(&found, &edit.fingerprint(), top)?.write(form, &mut out)?;
                }
            }
            Ok(out.flush()?)
        }
    }
}

impl Args {
    fn find(&self, edit: &Edit) -> Result<Found, Failure> {
        let store = Store::open(&self.graph)?;
        let gazetteer = Gazetteer::from_toml(edit.before(), &self.gazetteer.to_string_lossy())?;
        let mentions = store.candidate_mentions()?;
        let mut suggestions = suggest::suggest(&mentions, &gazetteer)?;
        let types: Vec<EntityType> = self
            .types
            .iter()
            .map(|name| EntityType::named(name))
            .collect();
        suggestions.retain(|one| {
            one.strength >= self.min_strength
                && (types.is_empty() || types.contains(&one.entity_type))
        });
        let mut doubted = suggest::doubts(&gazetteer, &store.surfaces()?, &mentions);
        if !types.is_empty() {
            doubted.clear();
        }
        Ok(Found {
            store,
            mentions,
            suggestions,
            doubted,
        })
    }
}

/// Shows what `edit` changes, and writes it unless this is a dry run or, on a terminal, nobody says
/// yes.
fn write(edit: &Edit, path: &Path, is_dry_run: bool) -> Result<(), Failure> {
    let mut out = table::stdout();
    let after = edit.after();
    if after == edit.before() {
        writeln!(out, "Nothing to change in {}", path.display())?;
        return Ok(out.flush()?);
    }
    let difference = TextDiff::from_lines(edit.before(), &after);
    for line in difference
        .unified_diff()
        .context_radius(1)
        .to_string()
        .lines()
    {
        writeln!(out, "{}", look::clean(line))?;
    }
    out.flush()?;
    if is_dry_run || !is_agreed(path)? {
        writeln!(out, "\nNothing was written")?;
        return Ok(out.flush()?);
    }
    edit.write()?;
    writeln!(
        out,
        "\nWrote {}; `comention build` finds the new names",
        path.display()
    )?;
    Ok(out.flush()?)
}

/// Asks on a terminal; elsewhere nobody could answer, and the command says it.
fn is_agreed(path: &Path) -> Result<bool, Failure> {
    if !(io::stdin().is_terminal() && io::stdout().is_terminal()) {
        return Ok(true);
    }
    print_now(&format!("\nWrite this into {}? [y/N] ", path.display()))?;
    let mut answer = String::new();
    let read = io::stdin().read_line(&mut answer);
    read.map_err(|error| Error::read(Path::new("-"), error))?;
    Ok(answer.trim().eq_ignore_ascii_case("y"))
}

fn print_now(text: &str) -> io::Result<()> {
    let mut out = table::stdout();
    write!(out, "{text}")?;
    out.flush()
}
