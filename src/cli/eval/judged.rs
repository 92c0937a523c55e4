//! `comention eval judged`: the precision that a judged sample tells of.

use std::io::Write;
use std::path::PathBuf;

use comention::evaluate::judged::{self, Estimate, Judged, estimate};
use comention::graph::six_digits;
use serde_json::json;

use super::files;
use crate::cli::table::{Column, Form, Table};
use crate::cli::{Failure, look};

/// Sums up a judged sample: the precision with its interval of 95 % (Wilson), by type and reason,
/// and the aliases that are wrong most often.
#[derive(clap::Args)]
#[command(after_help = "Example:\n  comention eval judged sample.csv")]
pub(super) struct Args {
    /// What `eval sample` wrote, with `y` or `n` in its column `right`
    #[arg(value_name = "FILE")]
    file: PathBuf,

    /// So many aliases; 0 for all
    #[arg(long, value_name = "N", default_value_t = 20)]
    top: usize,

    /// The form of the answer
    #[arg(long, value_enum, default_value = "table")]
    format: Form,
}

pub(super) fn judged(args: &Args, out: &mut impl Write) -> Result<(), Failure> {
    let text = files::read(&args.file)?;
    let judged = judged::read(&text, &args.file.to_string_lossy()).map_err(|faults| {
        let faults: Vec<String> = faults.iter().map(ToString::to_string).collect();
        Failure::Usage(faults.join("\n"))
    })?;
    let Some(all) = estimate(&judged.judgements) else {
        return Err(Failure::NothingFound(format!(
            "{}: nothing is judged yet; write `y` or `n` into its column `right`",
            args.file.display()
        )));
    };
    if judged.n_open > 0 {
        let n_open = look::count(judged.n_open as u64, "row");
        look::warn(&format!("{n_open} not judged yet; they count for nothing"));
    }
    table(&judged, all, args.top).write(args.format, out)?;
    Ok(out.flush()?)
}

fn table(judged: &Judged, all: Estimate, top: usize) -> Table {
    let mut table = Table::with_heads([
        "of".into(),
        Column::headed("value", ""),
        "judged".into(),
        "right".into(),
        "precision".into(),
        Column::headed("low", "from"),
        Column::headed("high", "to"),
    ]);
    let mut push = |of: &str, value: &str, estimate: Estimate| {
        let (low, high) = estimate.interval;
        let percent = |share: f64| json!(six_digits(100.0 * share));
        table.push(vec![
            json!(of),
            json!(value),
            json!(estimate.judged),
            json!(estimate.right),
            percent(estimate.precision),
            percent(low),
            percent(high),
        ]);
    };
    push("all", "", all);
    for (name, estimate) in judged.by(|one| &one.entity_type) {
        push("type", name, estimate);
    }
    for (name, estimate) in judged.by(|one| &one.how) {
        push("how", name, estimate);
    }
    let top = if top == 0 { usize::MAX } else { top };
    for alias in judged.worst().into_iter().take(top) {
        let name = match alias.entity.is_empty() {
            true => alias.surface,
            false => format!("{} → {}", alias.surface, alias.entity),
        };
        push("alias", &name, alias.estimate);
    }
    table
}
