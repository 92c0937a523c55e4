//! What `comention build` tells of what it built.

use std::io::{self, Write};
use std::path::Path;

use comention::cooccur::Window;
use comention::export::Format;
use comention::graph::Graph;
use comention::pipeline::Built;

use super::Args;
use crate::cli::discover::{DiscoverArgs, FOOTNOTE};
use crate::cli::{look, table};

/// The strongest ties that the summary shows.
const N_TIES: usize = 5;

/// Entities that a picture shows well with all their ties.
const N_LEGIBLE: usize = 100;

/// Skipped files that the summary names.
const N_SKIPPED: usize = 5;

/// What is to be told of a build.
pub(super) struct Summary<'a> {
    pub(super) args: &'a Args,
    pub(super) graph: &'a Graph,
    pub(super) absent: Vec<String>,
    pub(super) discover: DiscoverArgs,
    /// What was read, if nobody named a list of names.
    pub(super) without_list: Option<String>,
    pub(super) built: &'a Built,
    pub(super) written: &'a [&'static str],
}

impl Summary<'_> {
    pub(super) fn print(&self, out: &mut impl Write) -> io::Result<()> {
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
        let n_nodes = self.graph.network.node_count() as u64;
        let n_candidates = self.graph.n_candidates() as u64;
        let candidates = match n_candidates {
            0 => String::new(),
            n => format!(" and {}", look::count(n, "candidate")),
        };
        let skipped = match self.built.skipped.len() {
            0 => String::new(),
            n => format!(" ({} skipped)", look::number(n as u64)),
        };
        writeln!(
            out,
            "{}{skipped}, {}, {} of {}{candidates}",
            look::count(corpus.documents, "document"),
            look::count(corpus.paragraphs, "paragraph"),
            look::count(mentions, "mention"),
            look::count(n_nodes - n_candidates, "entity"),
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
        )?;
        match self.without_list.is_some() && self.graph.n_candidates() > 0 {
            true => writeln!(
                out,
                "Candidates are names that no list here has; `-g builtin` leaves them out"
            ),
            false => Ok(()),
        }
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
        if ties
            .iter()
            .any(|(a, b, _)| a.is_candidate() || b.is_candidate())
        {
            writeln!(out, "  {FOOTNOTE}")?;
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
        let strongest = &self.graph.network[strongest];
        let discover = match self.graph.n_candidates() {
            0 => String::new(),
            _ => self.discover.typed(),
        };
        let mut next = Vec::new();
        if let Some(inputs) = &self.without_list {
            next.push(format!("comention init {inputs}"));
            if !self.args.no_store && !discover.is_empty() {
                next.push(format!("comention suggest{graph}"));
            }
        }
        if !self.args.no_store {
            let name = look::clean(&strongest.name);
            next.push(format!("comention query show \"{name}\"{discover}{graph}"));
        }
        let is_crowded = self.graph.network.node_count() > N_LEGIBLE;
        if is_crowded && !self.args.no_store {
            next.push(format!(
                "comention export --format dot --min-weight 2{discover}{graph} | dot -Tsvg > graph.svg"
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
