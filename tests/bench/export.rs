//! How fast the formats of text are written, of a graph of 100,000 nodes and 1,000,000 edges, and
//! how much more memory than the graph itself that takes: `cargo bench --bench export`. Pictures
//! are left out, as they show a part of such a graph.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::time::Instant;

use comention::cooccur::{PairCounts, Window};
use comention::date::{Date, Dates};
use comention::export::{Detail, Export, Format, Options};
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
        ..Options::default()
    };
    let export = Export::new(&graph, None, options);
    let pictures = [Format::Dot, Format::Svg, Format::Html];
    let folder = tempfile::tempdir()?;
    for format in Format::ALL
        .into_iter()
        .filter(|format| !pictures.contains(format))
    {
        let before = peak();
        let start = Instant::now();
        let n_bytes = match format.file_names() {
            [_] => {
                let mut out = io::BufWriter::new(Sink::default());
                export.write(format, &mut out)?;
                out.into_inner()?.n_bytes
            }
            names => {
                export.write_into(format, folder.path())?;
                let sizes = names.iter().map(|name| folder.path().join(name).metadata());
                sizes
                    .map(|file| Ok(file?.len() as usize))
                    .sum::<io::Result<usize>>()?
            }
        };
        let (seconds, megabytes) = (start.elapsed().as_secs_f64(), n_bytes as f64 / 1e6);
        println!(
            "{:<14} {megabytes:>6.0} MB in {seconds:>5.1} s, {:>4.0} MB/s, {} MB more memory",
            format.as_str(),
            megabytes / seconds,
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

fn status(name: &str) -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(name));
    let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse::<usize>().ok());
    kilobytes.unwrap_or(0) / 1024
}
