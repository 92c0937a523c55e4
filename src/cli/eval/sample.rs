//! `comention eval sample`: mentions of a build, drawn for a person to judge.

use std::io::Write;
use std::path::PathBuf;

use comention::evaluate::sample::draw;
use comention::store::{Mentioned, Store};
use comention::whole::write_whole;
use serde_json::json;

use crate::cli::table::{Form, Table};
use crate::cli::{Failure, look};

/// Draws mentions of a build, of each type and reason its share, into a table to judge: write `y`
/// or `n` into its first column.
#[derive(clap::Args)]
#[command(
    after_help = "Example:\n  comention eval sample -n 200 -o sample.csv\n  comention eval judged sample.csv"
)]
pub(super) struct Args {
    /// So many mentions
    #[arg(short, value_name = "N", default_value_t = 200)]
    n: usize,

    /// The file to write; standard output if it is not given
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,

    /// Another number draws others
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,

    /// The store of a build
    #[arg(long, value_name = "FILE", default_value = "out/graph.db")]
    graph: PathBuf,
}

pub(super) fn sample(args: &Args, out: &mut impl Write) -> Result<(), Failure> {
    let store = Store::open(&args.graph)?;
    let kinds = store.mention_kinds()?;
    let strata: Vec<_> = (kinds.iter())
        .map(|kind| (&kind.entity_type, &kind.how))
        .collect();
    let mut table = Table::new(&[
        "right",
        "surface",
        "type",
        "name",
        "passage",
        "document",
        "line",
        "how",
        "entity",
        "start",
        "end",
        "stands_for",
    ]);
    let drawn = draw(&strata, args.n, args.seed);
    for one in &drawn {
        let mention = store.mention(kinds[one.idx].key)?;
        let stands_for = format!("{:.6}", one.stands_for);
        table.push(row(
            &mention,
            stands_for.trim_end_matches('0').trim_end_matches('.'),
        ));
    }
    let Some(path) = &args.output else {
        table.write(Form::Csv, out)?;
        return Ok(out.flush()?);
    };
    if path.is_file() {
        return Err(Failure::Usage(format!(
            "{}: this file is there already, and may hold judgements; remove it, or give another \
             with `-o`",
            path.display()
        )));
    }
    let mut bytes = Vec::new();
    table.write(Form::Csv, &mut bytes)?;
    write_whole(path, |out| out.write_all(&bytes))?;
    writeln!(
        out,
        "{} of {} in {}\n\nNext: write y or n into its first column, then\n      comention eval \
         judged {}",
        look::number(drawn.len() as u64),
        look::count(kinds.len() as u64, "mention"),
        path.display(),
        path.display()
    )?;
    Ok(out.flush()?)
}

fn row(mention: &Mentioned, stands_for: &str) -> Vec<serde_json::Value> {
    let passage: Vec<&str> = mention.passage.split_whitespace().collect();
    vec![
        json!(""),
        json!(mention.surface),
        json!(mention.entity_type),
        json!(mention.name),
        json!(passage.join(" ")),
        json!(mention.document),
        json!(mention.line),
        json!(mention.how),
        json!(mention.entity),
        json!(mention.start),
        json!(mention.end),
        json!(stands_for),
    ]
}
