//! How fast the formats but pictures are written, of a graph of 100,000 nodes and 1,000,000 edges, and
//! how much more memory than the graph itself that takes: `cargo bench --bench export`, for some
//! with `-- csv dot` behind it. Bytes go nowhere, so that no disk is measured. Pictures are left out,
//! as they show a part of such a graph.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::time::Instant;

use comention::cooccur::{PairCounts, Window};
use comention::date::{Date, Dates};
use comention::export::{Detail, Export, Extent, Format, Options};
use comention::gazetteer::{EntityId, EntityType};
use comention::graph::{Corpus, Graph, Node};

const N_NODES: usize = 100_000;

const N_EDGES: usize = 1_000_000;

/// Counts what is written, and keeps nothing.
#[derive(Debug, Default)]
struct Sink {
    n_bytes: usize,
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.n_bytes += bytes.len();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let before = resident();
    let start = Instant::now();
    let graph = made();
    println!(
        "a graph of {N_NODES} nodes and {N_EDGES} edges: {} MB, made in {:.1} s",
        resident().saturating_sub(before),
        start.elapsed().as_secs_f64()
    );
    let options = Options {
        detail: Detail::Counts,
        extent: Extent::All,
        ..Options::default()
    };
    let export = Export::new(&graph, None, options);
    let pictures = [Format::Svg, Format::Html];
    let asked: Vec<String> = std::env::args().skip(1).collect();
    let is_asked = |format: &Format| {
        let mut names = asked
            .iter()
            .filter(|name| !name.starts_with("--"))
            .peekable();
        names.peek().is_none() || names.any(|name| name == format.as_str())
    };
    for format in Format::ALL.into_iter().filter(is_asked) {
        if pictures.contains(&format) {
            continue;
        }
        let (before, worked) = (peak(), processor());
        let start = Instant::now();
        let mut n_bytes = 0;
        for part in 0..format.file_names().len() {
            let mut out = io::BufWriter::new(Sink::default());
            export.write_part(format, part, &mut out)?;
            n_bytes += out.into_inner()?.n_bytes;
        }
        let (seconds, megabytes) = (start.elapsed().as_secs_f64(), n_bytes as f64 / 1e6);
        let worked = processor().zip(worked).map(|(now, before)| now - before);
        println!(
            "{:<14} {megabytes:>6.0} MB in {seconds:>5.1} s, {:>4.0} MB/s, {:>4.0} MB in a second of \
             the processor, {} MB more memory",
            format.as_str(),
            megabytes / seconds,
            megabytes / worked.unwrap_or(seconds),
            peak().saturating_sub(before)
        );
    }
    Ok(())
}

fn made() -> Graph {
    let date = |text: String| Date::of(&text).expect("a date");
    let dates = |n: usize| Dates {
        first: date(format!("2023-{:02}-{:02}", 1 + n % 12, 1 + n % 28)),
        last: date(format!("2024-{:02}-{:02}", 1 + n % 7, 1 + n % 27)),
    };
    let node = |idx: usize| Node {
        candidate: None,
        entity: EntityId(idx as u32),
        id: format!("entity-number-{idx:06}"),
        name: format!("Entity Number {idx}"),
        entity_type: [EntityType::Person, EntityType::Place][idx % 2].clone(),
        mentions: 1 + (idx % 100) as u64,
        documents: 1 + (idx % 10) as u64,
        windows: 1000,
        dates: Some(dates(idx)),
        aliases: vec![format!("Number {idx}"), format!("E. N. {idx}")],
        attributes: BTreeMap::from([("wikidata".to_owned(), format!("Q{idx}").into())]),
    };
    let edge = |idx: usize| {
        let (from, step) = (idx % N_NODES, 1 + idx / N_NODES * 977);
        let to = (from + step) % N_NODES;
        let weight = 1 + (idx % 7) as u64;
        let counts = PairCounts {
            weight,
            sentences: weight / 2,
            paragraphs: weight,
            sections: 1,
            documents: 1,
            paragraph_documents: 1,
            sentence_documents: 0,
            dates: Some(dates(idx)),
        };
        ((from.min(to), from.max(to)), counts)
    };
    let corpus = Corpus {
        documents: 100_000,
        paragraphs: 10_000_000,
        windows: 10_000_000,
        window: Window::Paragraph,
    };
    let nodes = (0..N_NODES).map(node).collect();
    let mut graph = Graph::from_parts(nodes, (0..N_EDGES).map(edge).collect(), corpus);
    for edge in graph.network.edge_weights_mut() {
        edge.about = ["harbour", "voyage", "ice", "dogs", "winter"]
            .map(str::to_owned)
            .to_vec();
    }
    graph
}

/// The memory in use, and the most there was, in megabytes; 0 where the system does not tell.
fn resident() -> usize {
    status("VmRSS:")
}

fn peak() -> usize {
    status("VmHWM:")
}

/// The seconds that this thread was on a processor, which others may share; none where the system
/// does not tell.
fn processor() -> Option<f64> {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    let nanoseconds: f64 = told.split_whitespace().next()?.parse().ok()?;
    Some(nanoseconds / 1e9)
}

fn status(name: &str) -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(name));
    let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse::<usize>().ok());
    kilobytes.unwrap_or(0) / 1024
}
