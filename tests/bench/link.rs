//! How fast text becomes linked mentions, on one core: `cargo bench --bench link`.
//!
//! A row is `TEXT/MODE`; its throughput is bytes of text per second, from the text in memory to its
//! mentions: parts, names and links, with 100,000 names.
//!
//! | row | what |
//! |---|---|
//! | `closed` | the mentions of listed entities, as `tag` gives them |
//! | `open` | those, and the names that no gazetteer lists, as `tag --discover` gives them |
//! | `made` | a text and names that are [`made`], in documents of a few kilobytes |
//! | `real` | the `.txt` files of the folder `COMENTION_BENCH_TEXTS`, with the gazetteer `COMENTION_BENCH_NAMES`, where both are set |
//!
//! Of the made text it is known about how many mentions and other names there are, and so many must
//! come out: what is fast and finds nothing fails. That it finds the right ones the tests tell.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::Duration;

use comention::gazetteer::{Entity, EntityType, Gazetteer, Index, Matching};
use comention::link::{discover, link};
use comention::read::Document;
use comention::segment::{Options, seams, segment};
use comention::tag::{Tagger, tag_all};
use criterion::{Criterion, SamplingMode, Throughput};

mod made;

/// As the program itself has it.
#[global_allocator]
static GLOBAL: mimalloc::MiMalloc = mimalloc::MiMalloc;

const N_NAMES: usize = 100_000;

const N_BYTES: usize = 2 << 20;

/// Bytes of a made document, about.
const DOCUMENT: usize = 4 << 10;

/// Mentions of the made text, and the names found in it besides, give or take one of
/// [`TOLERANCE`], as rules get better.
const MADE: (usize, usize) = (5_600, 18_562);

const TOLERANCE: usize = 20;

/// Bytes of documents that are looked at together.
const HELPING: usize = 128 << 10;

#[derive(Clone, Copy)]
enum Mode {
    Closed,
    Open,
}

fn main() {
    let mut criterion = Criterion::default()
        .sample_size(10)
        .warm_up_time(Duration::from_secs(1))
        .measurement_time(Duration::from_secs(3))
        .configure_from_args();
    let mut maker = made::Maker::new();
    let names = maker.names(N_NAMES);
    let text = maker.text(N_BYTES, &names);
    let index = Index::new(&gazetteer(&names), Matching::default());
    let documents = documents(&text);
    let closed = run(&documents, &index, Mode::Closed);
    let open = run(&documents, &index, Mode::Open);
    for (found, known) in [(closed.0, MADE.0), (open.0, MADE.0), (open.1, MADE.1)] {
        let n_off = found.abs_diff(known);
        assert!(
            n_off * TOLERANCE <= known,
            "{closed:?}, {open:?}: not {MADE:?}"
        );
    }
    measure(&mut criterion, "made", &documents, &index);
    // `cargo test --benches` only sees whether all works.
    let is_bench = env::args().any(|argument| argument == "--bench");
    let real = ["COMENTION_BENCH_TEXTS", "COMENTION_BENCH_NAMES"].map(env::var_os);
    if let ([Some(texts), Some(names)], true) = (real, is_bench) {
        let gazetteer = Gazetteer::load(&[PathBuf::from(names)]).expect("a gazetteer");
        let index = Index::new(&gazetteer, Matching::default());
        measure(&mut criterion, "real", &folder(texts.as_ref()), &index);
    }
    criterion.final_summary();
}

fn measure(criterion: &mut Criterion, name: &str, documents: &[Document], index: &Index) {
    let n_bytes: usize = documents.iter().map(|document| document.text.len()).sum();
    let mut group = criterion.benchmark_group(name);
    group.throughput(Throughput::Bytes(n_bytes as u64));
    group.sampling_mode(SamplingMode::Flat);
    for (row, mode) in [("closed", Mode::Closed), ("open", Mode::Open)] {
        group.bench_function(row, |bencher| {
            bencher.iter(|| run(black_box(documents), index, mode))
        });
    }
    group.finish();
}

/// The mentions in all documents, and the names found besides.
fn run(documents: &[Document], index: &Index, mode: Mode) -> (usize, usize) {
    let mut tagger = Tagger::default();
    let mut counts = (0, 0);
    for documents in helpings(documents) {
        let all_seams: Vec<_> = documents.iter().map(|one| seams(&one.text)).collect();
        let texts = documents.iter().map(|document| &*document.text);
        let texts = texts.zip(all_seams.iter().map(Vec::as_slice));
        let found = tag_all(texts, index, &mut tagger);
        for (document, matches) in documents.iter().zip(found.of_each()) {
            let structure = segment(document, &Options::default());
            let Document { id, text, .. } = document;
            match mode {
                Mode::Closed => counts.0 += link(id, text, &structure, matches, index).len(),
                Mode::Open => {
                    let linked = discover(id, text, &structure, matches, index);
                    counts.0 += linked.mentions.len();
                    counts.1 += linked.found.len();
                }
            }
        }
    }
    counts
}

fn helpings(documents: &[Document]) -> impl Iterator<Item = &[Document]> {
    let mut rest = documents;
    std::iter::from_fn(move || {
        let mut n_bytes = 0;
        let few = rest.iter().take_while(|document| {
            let is_room = n_bytes < HELPING;
            n_bytes += document.text.len();
            is_room
        });
        let (helping, behind) = rest.split_at(few.count());
        rest = behind;
        (!helping.is_empty()).then_some(helping)
    })
}

/// `text`, cut at blank lines.
fn documents(text: &str) -> Vec<Document> {
    let mut documents = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let from = rest.floor_char_boundary(DOCUMENT);
        let end = rest[from..]
            .find("\n\n")
            .map_or(rest.len(), |at| from + at + 2);
        documents.push(Document::new(documents.len().to_string(), &rest[..end]));
        rest = &rest[end..];
    }
    documents
}

fn folder(path: &Path) -> Vec<Document> {
    let files = fs::read_dir(path).expect("a folder");
    let mut paths: Vec<_> = files.map(|file| file.expect("a file").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    paths.sort();
    let texts = paths.iter().map(|path| fs::read(path).expect("a text"));
    let texts = texts.map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    let texts = texts.enumerate();
    texts
        .map(|(idx, text)| Document::new(idx.to_string(), text))
        .collect()
}

fn gazetteer(names: &[String]) -> Gazetteer {
    let types = [
        EntityType::Person,
        EntityType::Place,
        EntityType::Organisation,
    ];
    let entities = names.iter().enumerate().map(|(idx, name)| Entity {
        id: name.clone(),
        entity_type: types[idx % types.len()].clone(),
        name: name.clone(),
        aliases: Vec::new(),
        variants: Vec::new(),
        attributes: BTreeMap::new(),
        documents: Vec::new(),
        in_capitals: false,
    });
    Gazetteer {
        entities: entities.collect(),
        ..Gazetteer::default()
    }
}
