//! However a corpus is cut into files, in which order they are given, on how many threads and in
//! how many shards: what is counted is the same, tried on generated corpora.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use comention::gazetteer::{Gazetteer, Index, Matching};
use comention::graph::Graph;
use comention::pipeline::{Keep, Meter, Shard, Source, build, merge};
use comention::read::{Input, Reading};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

const LIST: &str = "[[entity]]\nname = \"Ada Marsh\"\ntype = \"person\"\n\
    [[entity]]\nname = \"Björn Ek\"\ntype = \"person\"\n\
    [[entity]]\nname = \"Port Süd\"\ntype = \"place\"\n\
    [[entity]]\nname = \"Harbour Trust\"\ntype = \"organisation\"\naliases = [\"HT\"]\n";

/// A passage that is long enough to be known again where it is repeated.
const WIRE: &str =
    "Ada Marsh and Björn Ek left Port Süd in the early morning, as the agency reported.\n\n";

/// What texts are made of.
const PARTS: &[&str] = &[
    "Ada Marsh ",
    "Marsh ",
    "Björn Ek ",
    "Port Süd ",
    "Harbour Trust (HT) ",
    "HT ",
    "went. ",
    "and ",
    "Karl Berg ",
    "\n\n",
    "\n\n# Ice\n\n",
    "04:28 GMT\n\n",
    "17 May 2024\n\n",
    WIRE,
];

fn texts() -> impl Strategy<Value = Vec<String>> {
    let text = vec(select(PARTS), 1..14).prop_map(|parts| parts.concat());
    vec(text, 1..9)
}

/// What is counted, a line for each node and each edge.
fn shown(graph: &Graph) -> String {
    let mut shown = format!("{:?}\n", graph.corpus);
    for node in graph.network.node_weights() {
        let counts = (node.mentions, node.documents, node.windows);
        writeln!(shown, "{} {counts:?}", node.id).expect("strings take all");
    }
    for (a, b, edge) in graph.edges() {
        writeln!(shown, "{} {} {:?}", a.id, b.id, edge.counts).expect("strings take all");
    }
    shown
}

/// Builds `files` into the store `out`.
fn built(files: &[PathBuf], shard: Option<Shard>, out: &Path) -> String {
    let gazetteer = Gazetteer::from_toml(LIST, "test").expect("a good list");
    let inputs: Vec<Input> = files.iter().cloned().map(Input::Path).collect();
    let source = Source {
        inputs: &inputs,
        reading: &Reading::default(),
        segmenting: Default::default(),
        index: &Index::new(&gazetteer, Matching::default()),
        exports: "",
        shard,
    };
    let keep = Keep::FreshStore(out);
    let mut built = build(source, Default::default(), &Meter::default(), keep).expect("texts");
    built.finish(comention::export::Detail::All).expect("room");
    shown(&built.graph)
}

/// Writes records of `texts` to as many files as there are `sizes`, all that is left to the last.
fn cut(texts: &[String], sizes: &[usize], folder: &Path) -> Vec<PathBuf> {
    let mut records = texts.iter().enumerate().map(|(n, text)| {
        format!(
            "{}\n",
            serde_json::json!({"id": format!("d{n}"), "text": text})
        )
    });
    let mut files = Vec::new();
    for (n, size) in sizes.iter().chain([&texts.len()]).enumerate() {
        let lines: String = records.by_ref().take(*size).collect();
        if !lines.is_empty() {
            files.push(folder.join(format!("{}-{n}.jsonl", sizes.len())));
            fs::write(&files[files.len() - 1], lines).expect("room");
        }
    }
    files
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn counts_are_the_same_however_the_work_is_cut(
        texts in texts(),
        sizes in vec(1_usize..4, 1..4),
        threads in 1_usize..5,
        n_shards in 1_u64..5,
    ) {
        let folder = tempfile::tempdir()?;
        let out = |name: &str| folder.path().join(name);
        let one = cut(&texts, &[], folder.path());
        let expected = built(&one, None, &out("one.db"));

        let mut many = cut(&texts, &sizes, folder.path());
        prop_assert_eq!(&built(&many, None, &out("many.db")), &expected);
        // Of a passage that is repeated the first counts.
        if texts.concat().matches(WIRE).count() < 2 {
            many.reverse();
            prop_assert_eq!(&built(&many, None, &out("back.db")), &expected);
            many.reverse();
        }

        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build()?;
        let on_threads = pool.install(|| built(&many, None, &out("threads.db")));
        prop_assert_eq!(&on_threads, &expected);

        let shards: Vec<PathBuf> = (1..=n_shards).map(|n| out(&format!("{n}.db"))).collect();
        for (n, store) in shards.iter().enumerate() {
            let shard = format!("{}/{n_shards}", n + 1).parse().expect("a shard");
            built(&one, Some(shard), store);
        }
        let merged = merge(&shards, &out("merged.db"), "")?;
        prop_assert_eq!(&shown(&merged.graph), &expected);
    }
}
