//! `comention export`: the graph of a build, or a part of it, in a format.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::Args as ClapArgs;
use comention::export::{self, Extent, Format};
use comention::graph::Graph;
use comention::pipeline::Built;

use super::filter::GraphArgs;
use super::split::{self, SplitBy};
use super::{Failure, look};

/// Writes the graph of a build in a format.
#[derive(ClapArgs)]
#[command(
    after_help = "Example:\n  comention export --format dot --top 30 | dot -Tsvg > strongest.svg\n  comention export --format graphml --type person -o people.graphml\n\n\
                  The filters apply in the order in which they stand here, --top last. Those on \
                  time count again, the others cut: what stays keeps its counts and measures."
)]
pub(crate) struct Args {
    /// dot, graphml or json
    #[arg(long, value_name = "FORMAT")]
    format: Format,

    #[command(flatten)]
    graph: GraphArgs,

    /// Where to write; standard output if it is not given
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,

    /// Only so many entities, the strongest
    #[arg(long, value_name = "N")]
    top: Option<usize>,

    /// A graph for each document: files in the folder `--output`, and networks.csv, which compares
    /// them
    #[arg(long, value_enum, value_name = "WHAT", requires = "output")]
    split_by: Option<SplitBy>,

    /// In DOT, draw all of a graph of more than 1,000 entities
    #[arg(long)]
    all: bool,
}

pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    if let (Some(SplitBy::Document), Some(folder)) = (args.split_by, &args.output) {
        return split::write(&args.graph, args.top, args.format, folder);
    }
    let (store, mut graph) = args.graph.load_with_store(args.top)?;
    if args.format != Format::Dot {
        store.tell_about(&mut graph)?;
    }
    measure_for(&[args.format], &mut graph);
    let extent = if args.all {
        Extent::All
    } else {
        Extent::Legible
    };
    tell_extent(args.format, &graph, extent);
    match &args.output {
        Some(path) => export::write_file(path, args.format, &graph, extent)?,
        None => {
            let mut out = io::BufWriter::new(io::stdout().lock());
            export::write(args.format, &graph, extent, &mut out)?;
            out.flush()?;
        }
    }
    Ok(())
}

/// Writes the graph of a build, whose store is finished, in each of `formats` into `folder`, but
/// for files of the last build that are still true; gives what there is to show.
pub(crate) fn write_all(
    built: &Built,
    formats: &[Format],
    extent: Extent,
    folder: &Path,
) -> Result<Graph, Failure> {
    let mut graph = built.graph.without_others();
    let is_wanted = |format: &&Format| !(built.is_as_it_was && is_current(**format, folder));
    let formats: Vec<Format> = formats.iter().filter(is_wanted).copied().collect();
    if formats.iter().any(|&format| format != Format::Dot) {
        built.tell_about(&mut graph)?;
    }
    measure_for(&formats, &mut graph);
    for format in formats {
        tell_extent(format, &graph, extent);
        export::write_file(&folder.join(format.file_name()), format, &graph, extent)?;
    }
    Ok(graph)
}

/// Whether the file of a format was written after the store beside it. What DOT shows depends on
/// options, too.
fn is_current(format: Format, folder: &Path) -> bool {
    let written = |name: &str| {
        folder
            .join(name)
            .metadata()
            .and_then(|file| file.modified())
    };
    let (file, store) = (written(format.file_name().as_str()), written("graph.db"));
    let is_newer = file
        .ok()
        .zip(store.ok())
        .is_some_and(|(file, store)| file >= store);
    is_newer && format != Format::Dot
}

/// Measures the nodes, if one of `formats` says how they stand; tells when that is an estimate.
pub(crate) fn measure_for(formats: &[Format], graph: &mut Graph) {
    if formats.iter().all(|&format| format == Format::Dot) {
        return;
    }
    graph.measure_nodes();
    if let Some(n_sampled) = graph.standings().and_then(|standings| standings.n_sampled) {
        look::warn(&format!(
            "the graph is large: betweenness and closeness are estimated from {} of {} entities",
            look::number(n_sampled as u64),
            look::number(graph.network.node_count() as u64)
        ));
    }
}

/// Says when a picture shows a part only.
pub(crate) fn tell_extent(format: Format, graph: &Graph, extent: Extent) {
    if export::is_cut(format, graph, extent) {
        let n_nodes = look::number(graph.network.node_count() as u64);
        look::warn(&format!(
            "graph.dot draws the {} strongest of {n_nodes} entities; `--all` draws all",
            export::DOT_NODES
        ));
    }
}
