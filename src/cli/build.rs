//! `comention build`: text to graph, the main job.

use std::collections::HashSet;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::{Args as ClapArgs, ValueEnum};
use comention::cooccur::{Counting, Window};
use comention::error::Error;
use comention::export::{Detail, Format};
use comention::gazetteer::{EntityId, Index};
use comention::graph::Graph;
use comention::pipeline::{self, Built, Keep, Meter, Shard, Source};
use comention::store;

use super::export::{FormatArgs, write_build};
use super::{Failure, input::InputArgs, look, progress, table};

/// The strongest ties that the summary shows.
const N_TIES: usize = 5;

/// Entities that a picture shows well with all their ties.
const N_LEGIBLE: usize = 100;

/// Entities that occur nowhere, named if they are so few.
const N_ABSENT: usize = 10;

/// Skipped files that the summary names.
const N_SKIPPED: usize = 5;

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

    /// Files to write besides the store: dot, graphml, gexf, json, cyjs, csv, ttl, jsonld, svg, html
    #[arg(long, value_name = "FORMAT", value_delimiter = ',', default_values_t = Format::USUAL)]
    format: Vec<Format>,

    /// Whether a paragraph counts once, however often the texts repeat it, or each time
    #[arg(long, value_enum, default_value = "once")]
    repeats: Repeats,

    /// Make no ties of windows that name more entities than these, as lists do
    #[arg(long, value_name = "N", default_value_t = Counting::default().most_in_window)]
    most_in_window: usize,

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
    let inputs = args.input.read.inputs()?;
    let reading = args.input.read.reading()?;
    let index = args.input.load_index()?;
    fs::create_dir_all(&args.output).map_err(|error| Error::write(&args.output, error))?;
    let _lock = store::lock(&args.output)?;
    let start = args.options.start_of_build()?;
    let exports = args.options.recipe();
    let source = Source {
        inputs: &inputs,
        reading: &reading,
        segmenting: args.input.read.segmenting(),
        index: &index,
        exports: &exports,
        shard: args.shard,
    };
    let store_path = args.output.join("graph.db");
    let keep = match (args.no_store, args.fresh) {
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
    built.finish()?;
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
        absent: absent(&index, &built.graph),
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

struct Summary<'a> {
    args: &'a Args,
    graph: &'a Graph,
    absent: Vec<String>,
    built: &'a Built,
    written: &'a [&'static str],
}

impl Summary<'_> {
    fn print(&self, out: &mut impl Write) -> io::Result<()> {
        self.print_counts(out)?;
        self.print_rest(out)?;
        self.print_ties(out)?;
        self.print_absent(out)?;
        self.print_skipped(out)?;
        self.print_next(out)?;
        out.flush()
    }

    fn print_counts(&self, out: &mut impl Write) -> io::Result<()> {
        let corpus = self.graph.corpus;
        let mentions: u64 = self
            .graph
            .network
            .node_weights()
            .map(|node| node.mentions)
            .sum();
        let skipped = match self.built.skipped.len() {
            0 => String::new(),
            n => format!(" ({} skipped)", look::number(n as u64)),
        };
        writeln!(
            out,
            "{}{skipped}, {}, {} of {}",
            look::count(corpus.documents, "document"),
            look::count(corpus.paragraphs, "paragraph"),
            look::count(mentions, "mention"),
            match self.graph.network.node_count() as u64 {
                1 => "1 entity".to_owned(),
                n => format!("{} entities", look::number(n)),
            },
        )?;
        let n_ties = self.graph.network.edge_count() as u64;
        let unit = match corpus.window {
            Window::Words(n_words) => format!("run of {n_words} words"),
            window => window.to_string(),
        };
        writeln!(
            out,
            "{} between those that share a {unit}",
            look::count(n_ties, "tie")
        )
    }

    /// What was not read, not counted or not dated, where there is such.
    fn print_rest(&self, out: &mut impl Write) -> io::Result<()> {
        let (n_repeats, n_kept) = (self.built.n_repeats, self.built.n_kept as u64);
        if n_repeats > 0 {
            let mentions = look::count(n_repeats, "mention");
            writeln!(out, "{mentions} in repeated paragraphs not counted again")?;
        }
        let n_yearless = self.built.n_yearless;
        if n_yearless > 0 {
            let sections = look::count(n_yearless, "section");
            writeln!(
                out,
                "{sections} with a time that lacks its year, in no timeline: `--year` gives it"
            )?;
        }
        if n_kept > 0 {
            let documents = look::count(n_kept, "document");
            writeln!(out, "{documents} as they were in the last build")?;
        }
        Ok(())
    }

    fn print_ties(&self, out: &mut impl Write) -> io::Result<()> {
        let ties = self.graph.strongest_edges(N_TIES);
        if ties.is_empty() {
            return Ok(());
        }
        let names: Vec<String> = ties
            .iter()
            .map(|(a, b, _)| format!("{} – {}", look::name(a), look::name(b)))
            .collect();
        let width = names
            .iter()
            .map(|name| table::width(name))
            .max()
            .unwrap_or(0)
            .max(14);
        writeln!(
            out,
            "\n{:width$}  together  in docs   npmi",
            "Strongest ties",
            width = width + 2
        )?;
        for (name, (.., edge)) in names.iter().zip(&ties) {
            let pad = " ".repeat(width - table::width(name));
            let (counts, npmi) = (edge.counts, edge.measures.npmi);
            let (weight, documents) = (look::number(counts.weight), look::number(counts.documents));
            writeln!(
                out,
                "  {name}{pad}  {weight:>8}  {documents:>7}  {npmi:>5.2}"
            )?;
        }
        Ok(())
    }

    /// Names what is listed and occurs nowhere: perhaps it is misspelt.
    fn print_absent(&self, out: &mut impl Write) -> io::Result<()> {
        if self.absent.is_empty() {
            return Ok(());
        }
        let names: Vec<String> = self.absent.iter().map(|name| look::clean(name)).collect();
        writeln!(out, "\nNot found: {}", names.join(", "))
    }

    fn print_skipped(&self, out: &mut impl Write) -> io::Result<()> {
        if self.built.skipped.is_empty() {
            return Ok(());
        }
        writeln!(out, "\nSkipped:")?;
        for fault in self.built.skipped.iter().take(N_SKIPPED) {
            writeln!(out, "  {}", look::clean(&fault.to_string()))?;
        }
        match self.built.skipped.len().saturating_sub(N_SKIPPED) {
            0 => Ok(()),
            n => writeln!(out, "  and {} more", look::number(n as u64)),
        }
    }

    fn print_next(&self, out: &mut impl Write) -> io::Result<()> {
        let folder = &self.args.output;
        writeln!(
            out,
            "\nWrote {} in {}",
            self.written.join(", "),
            folder.display()
        )?;
        let strongest = self.graph.strongest_nodes().first().copied();
        let Some(strongest) = strongest else {
            return Ok(());
        };
        let graph = match folder.as_path() == Path::new("out") {
            true => String::new(),
            false => format!(" --graph {}", shell(&folder.join("graph.db"))),
        };
        let mut next = Vec::new();
        if !self.args.no_store {
            let name = look::clean(&self.graph.network[strongest].name);
            next.push(format!("comention query show \"{name}\"{graph}"));
        }
        let is_crowded = self.graph.network.node_count() > N_LEGIBLE;
        if is_crowded && !self.args.no_store {
            next.push(format!(
                "comention export --format dot --min-weight 2{graph} | dot -Tsvg > graph.svg"
            ));
        } else if self.args.format.contains(&Format::Dot) {
            let dot = shell(&folder.join("graph.dot"));
            next.push(format!("dot -Tsvg {dot} > graph.svg"));
        }
        for (idx, command) in next.iter().enumerate() {
            writeln!(
                out,
                "{}{command}",
                if idx == 0 { "\nNext: " } else { "      " }
            )?;
        }
        Ok(())
    }
}

/// A path as it can be pasted into a shell.
fn shell(path: &Path) -> String {
    let path = path.display().to_string();
    let is_plain = |c: char| c.is_alphanumeric() || "-_./\\:".contains(c);
    match path.chars().all(is_plain) {
        true => path,
        false => format!("'{}'", path.replace('\'', "'\\''")),
    }
}
