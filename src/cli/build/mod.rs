//! `comention build`: text to graph, the main job.

mod summary;

use std::collections::HashSet;
use std::fs;
use std::path::PathBuf;

use clap::{Args as ClapArgs, ValueEnum};
use comention::cooccur::{Counting, Window};
use comention::error::Error;
use comention::export::{Detail, Format};
use comention::gazetteer::{EntityId, Index};
use comention::graph::Graph;
use comention::pipeline::{self, Keep, Meter, Shard, Source};
use comention::store;

use self::summary::Summary;
use super::discover::DiscoverArgs;
use super::export::{FormatArgs, write_build};
use super::{Failure, input::InputArgs, look, progress, table};

/// Entities that occur nowhere, named if they are so few.
const N_ABSENT: usize = 10;

/// Reads text, finds the names of the gazetteer, and writes the network of those mentioned
/// together: a store to ask and files for other programs.
#[derive(ClapArgs)]
#[command(
    after_help = "Example:\n  comention build articles/ -g entities.toml -o out\n\nWhat stands under [options] in comention.toml, as `window = \"sentence\"`, holds where the command\nline says nothing else."
)]
pub(crate) struct Args {
    #[command(flatten)]
    input: InputArgs,

    /// The folder to write to
    #[arg(short, long, value_name = "DIR", default_value = "out")]
    output: PathBuf,

    /// What counts as together: paragraph, sentence, section, document or words:N
    #[arg(long, default_value_t = Window::Paragraph)]
    window: Window,

    /// Count names in bylines, credits, labels and menus too
    #[arg(long)]
    keep_boilerplate: bool,

    /// Files to write besides the store: dot, graphml, gexf, json, cyjs, csv, parquet, ttl, jsonld, svg, html
    #[arg(long, value_name = "FORMAT", value_delimiter = ',', default_values_t = Format::USUAL)]
    format: Vec<Format>,

    /// Whether a paragraph counts once, however often the texts repeat it, or each time
    #[arg(long, value_enum, default_value = "once")]
    repeats: Repeats,

    /// Make no ties of windows that name more entities than these, as lists do
    #[arg(long, value_name = "N", default_value_t = Counting::default().most_in_window)]
    most_in_window: usize,

    /// Put pairs aside on disk (in `TMPDIR`) beyond so many, 80 bytes each
    #[arg(long, value_name = "N", default_value_t = Counting::default().pairs_in_memory)]
    pairs_in_memory: usize,

    /// Build a part of the inputs only, as `2/3`; `comention merge` adds the parts up
    #[arg(long, value_name = "I/N")]
    shard: Option<Shard>,

    /// Read everything anew, whatever the last build left
    #[arg(long)]
    fresh: bool,

    /// Write no graph.db, only the files
    #[arg(long)]
    no_store: bool,

    #[command(flatten)]
    discover: DiscoverArgs,

    #[command(flatten)]
    options: FormatArgs,

    /// Fail if a file had to be skipped
    #[arg(long)]
    strict: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Repeats {
    Once,
    All,
}

pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    let has_no_list = args.input.has_no_list()?;
    if args.input.plain && args.discover.least().is_some() {
        let message = "`--plain` takes listed names and no others; leave it or `--discover` out";
        return Err(Failure::Usage(message.to_owned()));
    }
    let discover = match has_no_list && !args.input.plain {
        true => args.discover.or_usual(),
        false => args.discover,
    };
    let inputs = args.input.read.inputs()?;
    let reading = args.input.read.reading()?;
    let index = args.input.load_index()?;
    fs::create_dir_all(&args.output).map_err(|error| Error::write(&args.output, error))?;
    let _lock = store::lock(&args.output)?;
    let start = args.options.start_of_build()?;
    let exports = args.options.recipe(discover);
    let source = Source {
        inputs: &inputs,
        reading: &reading,
        segmenting: args.input.read.segmenting(),
        index: &index,
        exports: &exports,
        shard: args.shard,
    };
    let store_path = args.output.join("graph.db");
    let scratch = Scratch(args.output.join("graph-scratch.db"));
    let keep = match (args.no_store, args.fresh) {
        // Candidates are counted from a store.
        (true, _) if discover.least().is_some() => Keep::FreshStore(&scratch.0),
        (true, _) => Keep::Graph,
        (false, true) => Keep::FreshStore(&store_path),
        (false, false) => Keep::Store(&store_path),
    };
    let meter = Meter::default();
    let mut built = progress::show(&meter, || {
        let build = || Ok(pipeline::build(source, args.counting(), &meter, keep)?);
        args.input.read.on_threads(build)
    })?;
    if args.strict && !built.skipped.is_empty() {
        look::warn_all(&built.skipped);
        let n = look::count(built.skipped.len() as u64, "file");
        return Err(Failure::Usage(format!(
            "{n} skipped and --strict given; nothing was built"
        )));
    }
    look::warn_all(&built.notes);
    built.finish(match args.shard {
        None => args.detail(),
        Some(_) => Detail::Counts,
    })?;
    let absent = absent(&index, &built.graph);
    discover.add_to(&mut built)?;
    let formats = (&args.format[..], &args.options);
    let (graph, mut written) = write_build(
        &built,
        formats,
        (args.detail(), start.as_ref()),
        &args.output,
    )?;
    if !args.no_store {
        written.insert(0, "graph.db");
    }
    if graph.network.node_count() == 0 {
        look::warn(&format!(
            "none of the names in the gazetteer ({}) stands in these texts, so the graph is empty; \
             check their spelling, or give another list with `-g`",
            look::count(index.n_entities() as u64, "entity")
        ));
    }
    let summary = Summary {
        args,
        graph: &graph,
        absent,
        discover,
        without_list: has_no_list.then(|| args.input.read.shown()).transpose()?,
        built: &built,
        written: &written,
    };
    Ok(summary.print(&mut table::stdout())?)
}

impl Args {
    /// A plain build counts, and no more.
    fn detail(&self) -> Detail {
        match self.input.plain {
            true => Detail::Counts,
            false => Detail::All,
        }
    }

    fn counting(&self) -> Counting {
        Counting {
            window: self.window,
            keeps_boilerplate: self.keep_boilerplate,
            keeps_repeats: self.repeats == Repeats::All,
            most_in_window: self.most_in_window,
            pairs_in_memory: self.pairs_in_memory,
        }
    }
}

/// The names of the entities that are listed and not mentioned, if they are few.
fn absent(index: &Index, graph: &Graph) -> Vec<String> {
    let n_absent = index.n_entities() - graph.network.node_count();
    if n_absent > N_ABSENT {
        return Vec::new();
    }
    let nodes = graph.network.node_weights();
    let mentioned: HashSet<EntityId> = nodes.map(|node| node.entity).collect();
    let listed = (0..index.n_entities()).map(|idx| EntityId(idx as u32));
    let absent = listed.filter(|entity| !mentioned.contains(entity));
    absent
        .map(|entity| index.entity(entity).name().into_owned())
        .collect()
}

/// A store that nobody asked for, gone at the end.
struct Scratch(PathBuf);

impl Drop for Scratch {
    fn drop(&mut self) {
        // Mostly there is none, and nobody could be told that it stayed.
        let _ = fs::remove_file(&self.0);
    }
}
