//! `query timeline`: when an entity is mentioned, or two together.

use std::io::Write;

use clap::ValueEnum;
use comention::date::Grain;
use comention::query::{self, Stretch, Timeline};

use super::Answer;
use crate::cli::source::{Reach, Source};
use crate::cli::table::{Column, Form, Table, width};
use crate::cli::{Failure, look, screen};

#[derive(clap::Args)]
pub(super) struct Args {
    /// An entity
    name: String,

    /// Another, to count what mentions both
    with: Option<String>,

    /// How long each stretch is
    #[arg(long, value_enum, default_value = "day")]
    by: By,

    #[command(flatten)]
    pub(super) answer: Answer,
}

#[derive(Clone, Copy, ValueEnum)]
enum By {
    Day,
    Week,
    Month,
    Year,
    /// Sections, in the order of the documents
    Section,
}

/// The columns of the longest bar, unless the terminal is narrow.
const BAR: usize = 27;

pub(super) fn timeline(args: &Args, source: &Source, out: &mut impl Write) -> Result<(), Failure> {
    let mut names = vec![args.name.as_str()];
    names.extend(args.with.as_deref());
    let (graph, mut nodes) = args.answer.part(source, &names, Reach::Ties)?;
    nodes.dedup();
    let ids: Vec<&str> = nodes
        .iter()
        .map(|&node| graph.network[node].id.as_str())
        .collect();
    let grain = match args.by {
        By::Day => Grain::Day,
        By::Week => Grain::Week,
        By::Month => Grain::Month,
        By::Year => Grain::Year,
        By::Section => Grain::Section,
    };
    let part = args.answer.graph.counted();
    let mut moments = source.store.moments(&ids)?;
    moments.retain(|moment| part.admits(&moment.document));
    let found = query::timeline(&moments, &part.period, grain);
    if found.stretches.is_empty() {
        let names: Vec<_> = nodes
            .iter()
            .map(|&node| graph.network[node].name.as_str())
            .collect();
        let names = names.join("` and `");
        let what = match found.n_undated {
            0 => "no mention then".to_owned(),
            _ => {
                let unit = args.by.unit();
                format!(
                    "no mention whose {unit} is known; `--by section` goes by the parts of texts"
                )
            }
        };
        return Err(Failure::NothingFound(format!("`{names}`: {what}")));
    }
    if args.answer.format == Form::Table {
        return args.write_bars(&found, out);
    }
    if found.n_undated > 0 {
        look::warn(&args.left_out(found.n_undated));
    }
    let mut rows = match grain {
        Grain::Section => Table::with_heads(["document", "section", "n"].map(Column::from)),
        _ => Table::with_heads(["time", "n"].map(Column::from)),
    };
    for stretch in args.shown(&found) {
        let heading = (grain == Grain::Section).then(|| stretch.heading.clone().into());
        let values = [Some(stretch.label.as_str().into()), heading];
        let values = values.into_iter().flatten();
        rows.push(values.chain([stretch.n.into()]).collect());
    }
    Ok(rows.write(args.answer.format, out)?)
}

impl Args {
    /// Of many stretches only the last are shown.
    fn shown<'a>(&self, timeline: &'a Timeline) -> &'a [Stretch] {
        let all = &timeline.stretches;
        &all[all.len().saturating_sub(self.answer.n_rows())..]
    }

    fn write_bars(&self, timeline: &Timeline, out: &mut impl Write) -> Result<(), Failure> {
        let shown = self.shown(timeline);
        let most = shown.iter().map(|stretch| stretch.n).max().unwrap_or(1);
        // A label may take half of a line, a bar a third or so.
        let (label_columns, bar_columns) = (screen::prose() / 2, BAR.min(screen::prose() * 7 / 20));
        let labels = shown.iter().map(|stretch| label(stretch, label_columns));
        let labels: Vec<String> = labels.collect();
        let widest = labels.iter().map(|label| width(label)).max().unwrap_or(0);
        if shown.len() < timeline.stretches.len() {
            let n_more = look::number((timeline.stretches.len() - shown.len()) as u64);
            writeln!(out, "… {n_more} before (--top 0 for all)")?;
        }
        for (idx, (stretch, label)) in shown.iter().zip(&labels).enumerate() {
            if idx > 0 && stretch.n_empty > 0 {
                let n_empty = look::count(stretch.n_empty, self.by.unit());
                writeln!(out, "{:>widest$}  ({n_empty} without a mention)", "…")?;
            }
            let pad = " ".repeat(widest - width(label));
            let bar = bar(stretch.n, most, bar_columns);
            let pad_of_bar = " ".repeat(bar_columns - width(&bar));
            writeln!(
                out,
                "{label}{pad} {bar}{pad_of_bar} {}",
                look::number(stretch.n)
            )?;
        }
        if timeline.n_undated > 0 {
            writeln!(out, "\n{}", self.left_out(timeline.n_undated))?;
        }
        Ok(())
    }

    fn left_out(&self, n_undated: u64) -> String {
        let n_left = look::number(n_undated);
        format!("{n_left} left out, whose {} is not known", self.by.unit())
    }
}

impl By {
    fn unit(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Year => "year",
            Self::Section => "section",
        }
    }
}

fn label(stretch: &Stretch, n_columns: usize) -> String {
    let heading = stretch.heading.iter().map(|heading| format!("  {heading}"));
    let label: String = std::iter::once(stretch.label.clone())
        .chain(heading)
        .collect();
    screen::clipped(&look::clean(&label), n_columns)
}

/// A bar of full and, at its end, partial blocks, `n_columns` for `most`; what is not nothing is
/// seen.
fn bar(n: u64, most: u64, n_columns: usize) -> String {
    const EIGHTHS: [char; 7] = ['▏', '▎', '▍', '▌', '▋', '▊', '▉'];
    let n_eighths = (n as usize * n_columns * 8 / most.max(1) as usize).max(1);
    let mut bar = "█".repeat(n_eighths / 8);
    bar.extend((n_eighths % 8).checked_sub(1).map(|rest| EIGHTHS[rest]));
    bar
}
