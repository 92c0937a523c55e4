//! `query sql`: rows by a `SELECT`.

use std::io::Write;
use std::time::Duration;

use comention::query;
use comention::store::{Limits, Refusal};

use super::Answer;
use crate::cli::source::Source;
use crate::cli::table::{Column, Form, Table};
use crate::cli::{Failure, look};

pub(super) const EXAMPLE: &str = "\
Examples:
  comention query sql \"SELECT name, mentions FROM entity ORDER BY mentions DESC\" --top 5
  comention query sql \"SELECT name, weight FROM neighbors('Oslo') WHERE type = 'person'\"
  comention query sql \"SELECT step, name FROM shortest_path('Peary', 'Nobile')\"

The views are document, section, entity, standing, community, alias, mention, dropped, edge,
edge_evidence, candidate, candidate_mention, build and skipped; docs/store.md tells their columns. neighbors(NAME) has the
columns neighbor, name, type, weight and documents; shortest_path(NAME, NAME) has step, entity,
name, type and weight. The filters do not apply.";

/// As many rows as a question may have, since they are held in memory.
const MAX_ROWS: usize = 1_000_000;

#[derive(clap::Args)]
pub(super) struct Args {
    /// One SELECT
    question: String,

    /// Stop after so many seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 10)]
    time_limit: u64,

    #[command(flatten)]
    pub(super) answer: Answer,
}

pub(super) fn sql(args: &Args, source: &Source, out: &mut impl Write) -> Result<(), Failure> {
    let limits = Limits {
        time: Duration::from_secs(args.time_limit),
        n_rows: args.answer.n_rows().min(MAX_ROWS),
    };
    let answer = query::sql(&source.store, &args.question, limits);
    let answer = answer.map_err(|refusal| told(&refusal, args.time_limit))?;
    let has_more = answer.has_more;
    let columns = answer.columns.into_iter().map(Column::from);
    let mut rows = Table::with_heads(columns);
    answer.rows.into_iter().for_each(|row| rows.push(row));
    rows.write(args.answer.format, out)?;
    if has_more && args.answer.format == Form::Table {
        let n_rows = look::count(limits.n_rows as u64, "row");
        writeln!(out, "\nthe first {n_rows} (--top 0 for up to a million)")?;
    }
    Ok(())
}

fn told(refusal: &Refusal, n_seconds: u64) -> Failure {
    let message = match refusal {
        Refusal::Writes => "the store is only read; ask with one SELECT".to_owned(),
        Refusal::Late => {
            let limit = look::count(n_seconds, "second");
            format!("stopped after {limit}; ask for less, or give a longer --time-limit")
        }
        Refusal::Failed(reason) => reason.clone(),
        Refusal::Wrong(reason) => {
            format!("{reason}; `comention query sql --help` lists the views")
        }
    };
    Failure::Usage(message)
}
