//! `comention export`: the graph of a build, or a part of it, in a format.

use std::borrow::Cow;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::Args as ClapArgs;
use comention::date::Grain;
use comention::error::Error;
use comention::export::{
    Cluster, Detail, EdgesKey, Export, Extent, Format, Options, Passages, Profile, Start,
};
use comention::graph::Graph;
use comention::pipeline::{self, Built, Outputs, tells_words};
use comention::store::Store;

use super::discover::DiscoverArgs;
use super::filter::GraphArgs;
use super::split::{self, SplitBy};
use super::{Failure, look};

/// Writes the graph of a build in a format.
#[derive(ClapArgs)]
#[command(
    after_help = "Example:\n  comention export --format dot --top 30 | dot -Tsvg > strongest.svg\n  comention export --format graphml --type person -o people.graphml\n  comention export --format csv --presence month --in 'news/*' -o tables\n\n\
                  The filters apply in the order in which they stand here, --top last. Those on \
                  time and documents count again, the others cut: what stays keeps its counts and measures."
)]
pub(crate) struct Args {
    /// dot, graphml, gexf, json, cyjs, csv, parquet, ttl, jsonld, svg or html
    #[arg(long, value_name = "FORMAT")]
    format: Format,

    #[command(flatten)]
    graph: GraphArgs,

    /// Where to write, for csv and parquet a folder; standard output if it is not given
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,

    /// Only so many entities, the strongest
    #[arg(long, value_name = "N")]
    top: Option<usize>,

    /// A graph for each document: files in the folder `--output`, and networks.csv, which compares
    /// them
    #[arg(long, value_enum, value_name = "WHAT", requires = "output")]
    split_by: Option<SplitBy>,

    #[command(flatten)]
    options: FormatArgs,
}

/// What can be chosen of formats; the same wherever they are written.
#[derive(ClapArgs)]
pub(crate) struct FormatArgs {
    /// Show all of a large graph in dot, svg and html
    #[arg(long)]
    all: bool,

    /// In html, the passages of each tie: a number, all or none
    #[arg(long, value_name = "N", default_value = "3", hide_default_value = true)]
    passages: Passages,

    /// In dot, draw together what has the same type or community
    #[arg(long, value_name = "BY")]
    cluster: Option<Cluster>,

    /// In csv, the tables of gephi or neo4j
    #[arg(
        long,
        value_name = "READER",
        default_value = "gephi",
        hide_default_value = true
    )]
    profile: Profile,

    /// In csv, a third table, presence.csv: when each entity and tie is there, by day, week, month, year
    /// or section
    #[arg(long, value_name = "BY")]
    presence: Option<Grain>,

    /// In gexf, the time line instead: when each entity and tie is there (a build writes both)
    #[arg(long)]
    dynamic: bool,

    /// Nodes stand about where they stood before: in a GEXF file, or in a picture of another store
    #[arg(long, value_name = "FILE")]
    layout_from: Option<PathBuf>,

    /// In json, what the list of edges is called: edges, or links for D3
    #[arg(
        long,
        value_name = "KEY",
        default_value = "edges",
        hide_default_value = true
    )]
    json_edges_key: EdgesKey,
}

impl FormatArgs {
    /// What tells these choices, and what is shown, from others.
    pub(crate) fn recipe(&self, discover: DiscoverArgs) -> String {
        let (options, start) = (self.options(), &self.layout_from);
        match discover.least() {
            Some(least) => format!("{options:?}{start:?}, candidates from {least}"),
            None => format!("{options:?}{start:?}"),
        }
    }

    /// Where nodes shall start, if that is asked for; `load` gives the graph of another store.
    pub(crate) fn start(
        &self,
        load: impl FnOnce(&Path) -> Result<Graph, Failure>,
    ) -> Result<Option<Start>, Failure> {
        let Some(path) = &self.layout_from else {
            return Ok(None);
        };
        if path.extension().is_none_or(|extension| extension != "gexf") {
            return Ok(Some(Start::Graph(Box::new(load(path)?))));
        }
        let text = fs::read_to_string(path).map_err(|error| Error::read(path, error))?;
        let start = Start::from_gexf(&text)
            .map_err(|fault| Failure::Usage(format!("{}: {fault}", path.display())))?;
        Ok(Some(start))
    }

    /// Where nodes shall start in the files of a build.
    pub(crate) fn start_of_build(&self) -> Result<Option<Start>, Failure> {
        self.start(|path| Ok(Store::open(path)?.graph()?.without_others()))
    }

    /// The formats to write where `asked` was asked for into a folder.
    pub(crate) fn formats(&self, asked: &[Format]) -> Vec<Format> {
        let also = |format: &Format| {
            (self.dynamic && *format == Format::Gexf).then_some(Format::DynamicGexf)
        };
        let all = asked
            .iter()
            .flat_map(|format| [Some(*format), also(format)]);
        all.flatten().collect()
    }

    /// The format to write where `asked` alone was asked for.
    pub(crate) fn format(&self, asked: Format) -> Format {
        self.formats(&[asked]).pop().unwrap_or(asked)
    }

    pub(crate) fn options(&self) -> Options {
        Options {
            extent: if self.all {
                Extent::All
            } else {
                Extent::Legible
            },
            cluster: self.cluster,
            edges_key: self.json_edges_key,
            profile: self.profile,
            presence: self.presence,
            passages: self.passages,
            detail: Detail::All,
        }
    }

    /// Measures the nodes, if one of `formats` says how they stand; tells when that is an estimate.
    /// A store has the figures of the whole graph.
    pub(crate) fn measure_for(
        &self,
        formats: &[Format],
        store: Option<&Store>,
        graph: &mut Graph,
    ) -> Result<(), Failure> {
        pipeline::measure(graph, formats, self.options(), store)?;
        tell_sampled(graph);
        Ok(())
    }
}

/// Says when figures are estimates.
fn tell_sampled(graph: &Graph) {
    if let Some(n_sampled) = graph.standings().and_then(|standings| standings.n_sampled) {
        look::warn(&format!(
            "the graph is large: betweenness and closeness are estimated from {} of {} entities",
            look::number(n_sampled as u64),
            look::number(graph.network.node_count() as u64)
        ));
    }
}

pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    let format = args.options.format(args.format);
    if let (Some(SplitBy::Document), Some(folder)) = (args.split_by, &args.output) {
        return split::write(&args.graph, args.top, (format, &args.options), folder);
    }
    let (store, mut graph) = args.graph.load_with_store(args.top)?;
    if tells_words(format) {
        store.tell_about(&mut graph, &args.graph.counted())?;
    }
    let is_whole = args.graph.is_whole() && args.top.is_none();
    args.options
        .measure_for(&[format], is_whole.then_some(&store), &mut graph)?;
    let export = Export::new(&graph, Some(&store), args.options.options());
    let start = args.options.start(|path| {
        let (_, graph) = args
            .graph
            .with(Some(path), None)
            .load_with_store(args.top)?;
        Ok(graph)
    })?;
    let export = export
        .of_part(args.graph.counted())
        .from_start(start.as_ref());
    if let Some(note) = export.left_out(format) {
        tell_left_out(format, &note);
    }
    match (&args.output, format.file_names()) {
        (Some(path), [_]) => export.write_file(format, path)?,
        (Some(folder), _) => {
            fs::create_dir_all(folder).map_err(|error| Error::write(folder, error))?;
            export.write_into(format, folder)?;
        }
        (None, [_]) => {
            let mut out = io::BufWriter::new(io::stdout().lock());
            export.write(format, &mut out)?;
            out.flush()?;
        }
        (None, names) => {
            let message = format!(
                "{format} is {} files ({}); name a folder with `-o`",
                names.len(),
                names.join(", ")
            );
            return Err(Failure::Usage(message));
        }
    }
    Ok(())
}

/// Writes the graph of a build, whose store is finished, in each of `formats` into `folder`, but
/// for files of the last build that are still true; gives what there is to show, and the names of
/// all files of the formats.
pub(crate) fn write_build<'a>(
    built: &'a Built,
    (formats, options): (&[Format], &FormatArgs),
    (detail, start): (Detail, Option<&Start>),
    folder: &Path,
) -> Result<(Cow<'a, Graph>, Vec<&'static str>), Failure> {
    let formats = options.formats(formats);
    let is_wanted = |format: &&Format| !(built.is_as_it_was && is_current(**format, folder));
    let wanted: Vec<Format> = formats.iter().filter(is_wanted).copied().collect();
    let options = Options {
        detail,
        ..options.options()
    };
    let Outputs { graph, left_out } =
        pipeline::write_outputs(built, &wanted, options, start, folder)?;
    tell_sampled(&graph);
    for (format, note) in left_out {
        tell_left_out(format, &note);
    }
    let export = Export::new(&graph, None, options);
    let names = formats.iter().flat_map(|format| export.file_names(*format));
    let names = names.collect();
    drop(export);
    Ok((graph, names))
}

/// Whether the files of a format were written after the store beside them.
fn is_current(format: Format, folder: &Path) -> bool {
    let written = |name: &str| {
        let file = folder.join(name).metadata();
        file.and_then(|file| file.modified()).ok()
    };
    let store = written("graph.db");
    let is_newer = |name: &str| written(name) >= store;
    store.is_some() && format.file_names().iter().all(|name| is_newer(name))
}

/// Says that a picture shows a part only.
fn tell_left_out(format: Format, note: &str) {
    let note = note.trim_end_matches('.');
    look::warn(&format!("{format} shows a part: {note}; `--all` shows all"));
}
