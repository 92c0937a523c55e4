//! `comention merge`: builds of parts, added up.

use std::fs;
use std::io::Write;
use std::path::PathBuf;

use comention::error::Error;
use comention::export::{Detail, Format};
use comention::{pipeline, store};

use super::discover::DiscoverArgs;
use super::export::{FormatArgs, write_build};
use super::{Failure, look, table};

/// Adds up builds of shards, or of different inputs, without reading a text again.
#[derive(clap::Args)]
#[command(
    after_help = "Example:\n  comention build articles/ --shard 1/2 -o one\n  comention build articles/ --shard 2/2 -o two\n  comention merge one two -o out"
)]
pub(crate) struct Args {
    /// The folders of the builds, or their stores
    #[arg(value_name = "PART", required = true)]
    parts: Vec<PathBuf>,

    /// The folder to write to
    #[arg(short, long, value_name = "DIR", default_value = "out")]
    output: PathBuf,

    /// Files to write besides the store: dot, graphml, gexf, json, cyjs, csv, parquet, ttl, jsonld, svg, html
    #[arg(long, value_name = "FORMAT", value_delimiter = ',', default_values_t = Format::USUAL)]
    format: Vec<Format>,

    #[command(flatten)]
    discover: DiscoverArgs,

    #[command(flatten)]
    options: FormatArgs,
}

pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    let parts = args.parts.iter().map(|part| match part.is_dir() {
        true => part.join("graph.db"),
        false => part.clone(),
    });
    let parts: Vec<PathBuf> = parts.collect();
    fs::create_dir_all(&args.output).map_err(|error| Error::write(&args.output, error))?;
    let _lock = store::lock(&args.output)?;
    let start = args.options.start_of_build()?;
    let exports = args.options.recipe(args.discover);
    let mut built = pipeline::merge(&parts, &args.output.join("graph.db"), &exports)?;
    built.finish(Detail::All)?;
    args.discover.add_to(&mut built)?;
    let formats = (&args.format[..], &args.options);
    let (graph, _) = write_build(&built, formats, (Detail::All, start.as_ref()), &args.output)?;
    writeln!(
        table::stdout(),
        "{}, {} of {}, {} in {}",
        look::count(graph.corpus.documents, "document"),
        look::count(graph.network.edge_count() as u64, "tie"),
        look::count(graph.network.node_count() as u64, "entity"),
        look::count(parts.len() as u64, "part"),
        args.output.display()
    )?;
    Ok(())
}
