//! However a corpus is cut into files, in which order they are given, on how many threads, in how many
//! shards, and as rows in any order: what is counted is the same, tried on generated corpora.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use comention::cooccur::{Counting, Counts};
use comention::gazetteer::{EntityId, Gazetteer, Index, Matching};
use comention::graph::{Graph, Node};
use comention::pipeline::{
    Keep, Meter, Recipe, RowBuild, Shard, Source, build, count_rows, merge, rows,
};
use comention::read::{Input, Reading, given};
use comention::store::{DocumentRow, Search, Store};
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

fn index() -> Index {
    let gazetteer = Gazetteer::from_toml(LIST, "test").expect("a good list");
    Index::new(&gazetteer, Matching::default())
}

fn source<'a>(
    inputs: &'a [Input],
    reading: &'a Reading,
    index: &'a Index,
    shard: Option<Shard>,
) -> Source<'a> {
    Source {
        inputs,
        reading,
        segmenting: Default::default(),
        index,
        exports: "",
        shard,
    }
}

/// Builds `files` into the store `out`.
fn built(files: &[PathBuf], shard: Option<Shard>, out: &Path) -> String {
    let inputs: Vec<Input> = files.iter().cloned().map(Input::Path).collect();
    let (reading, index) = (Reading::default(), index());
    let source = source(&inputs, &reading, &index, shard);
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

/// Ids that stand in another order as paths than as strings.
const IDS: &[&str] = &[
    "a/z.txt",
    "a b.txt",
    "a-b/c.txt",
    "a.txt",
    "B.txt",
    "é.txt",
    "a/b/c.txt",
    "a",
];

/// The paragraphs of each row that stand in the corpus before, as an engine of tables finds them.
fn repeats(rows: &[DocumentRow]) -> Vec<BTreeSet<u32>> {
    let mut firsts: BTreeMap<i64, (String, i64, usize, i32)> = BTreeMap::new();
    let place = |n: usize, paragraph| {
        let row: &DocumentRow = &rows[n];
        (row.id.replace('/', "\u{1}"), row.ordinal, n, paragraph)
    };
    let mut spots = Vec::new();
    for (n, row) in rows.iter().enumerate() {
        let signed = row.mentions.iter().filter_map(|mention| {
            let signature = mention.signature?;
            Some((n, signature, mention.paragraph))
        });
        spots.extend(signed);
    }
    for &(n, signature, paragraph) in &spots {
        let place = place(n, paragraph);
        let first = firsts.entry(signature).or_insert_with(|| place.clone());
        *first = place.min(first.clone());
    }
    let mut repeats = vec![BTreeSet::new(); rows.len()];
    for (n, signature, paragraph) in spots {
        if place(n, paragraph) != firsts[&signature] {
            repeats[n].insert(paragraph.cast_unsigned());
        }
    }
    repeats
}

/// The passages of an entity, in the order of the texts.
fn passages(store: &Path) -> Vec<String> {
    let store = Store::open(store).expect("a store");
    let (_, found) = store
        .search(&["ada-marsh"], &Search::default())
        .expect("a whole store");
    let passages = found.into_iter();
    passages
        .map(|one| format!("{}:{} {:?} {}", one.document, one.line, one.span, one.text))
        .collect()
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

    #[test]
    fn rows_in_any_order_are_counted_as_a_folder_is(
        texts in texts(),
        shift in 0_usize..8,
        is_reversed: bool,
        n_together in 1_usize..4,
    ) {
        let folder = tempfile::tempdir()?;
        let out = |name: &str| folder.path().join(name);
        let mut documents = Vec::new();
        for (id, text) in IDS.iter().zip(&texts) {
            let text = format!("Ada Marsh.\n\n{text}");
            let id = format!("texts/{id}.txt");
            fs::create_dir_all(out(&id).parent().expect("a folder"))?;
            fs::write(out(&id), &text)?;
            let id = id.replacen("texts/", "", 1);
            documents.push(given(&id, text.into(), BTreeMap::new(), None, &Reading::default()));
        }
        let expected = built(&[out("texts")], None, &out("folder.db"));

        let (reading, index, counting) = (Reading::default(), index(), Counting::default());
        let source = source(&[], &reading, &index, None);
        let recipe = Recipe::new(source, counting);
        let describe = |entity: EntityId| Node::new(&index, entity);
        let n_documents = documents.len();
        documents.rotate_left(shift % n_documents);
        if is_reversed {
            documents.reverse();
        }
        let rows: Vec<DocumentRow> = rows(documents, source, counting)
            .iter()
            .map(|row| serde_json::from_str(&serde_json::to_string(row)?))
            .collect::<Result<_, _>>()?;
        let mut all = RowBuild::create(&out("rows.db"))?;
        for some in rows.chunks(n_together) {
            all.add(some.to_vec())?;
        }
        let mut all = all.finish(&recipe, describe)?;
        all.finish(comention::export::Detail::All)?;
        prop_assert_eq!(&shown(&all.graph), &expected);
        prop_assert_eq!(passages(&out("rows.db")), passages(&out("folder.db")));

        let repeats = repeats(&rows);
        let pairs: Vec<_> = rows.iter().zip(&repeats).collect();
        let mut counts = Counts::default();
        for some in pairs.chunks(n_together) {
            count_rows(&mut counts, some.iter().copied());
        }
        let counted = RowBuild::create(&out("counts.db"))?.finish_counted(&recipe, counts, describe)?;
        prop_assert_eq!(&shown(&counted.graph), &expected);
    }
}

#[test]
fn rows_of_one_id_are_numbered_by_what_they_say() -> Result<(), Box<dyn std::error::Error>> {
    let folder = tempfile::tempdir()?;
    let (reading, index, counting) = (Reading::default(), index(), Counting::default());
    let source = source(&[], &reading, &index, None);
    let texts = ["Ada Marsh, one.", "Ada Marsh, two.", "Ada Marsh, three."];
    let ids = ["x", "x", "a/x"];
    let of = |order: [usize; 3]| -> Result<Vec<String>, Box<dyn std::error::Error>> {
        let documents = order.map(|n| {
            let text = texts[n].as_bytes().to_owned();
            given(ids[n], text, BTreeMap::new(), None, &reading)
        });
        let out = folder.path().join(format!("{order:?}.db"));
        let mut build = RowBuild::create(&out)?;
        build.add(rows(documents.into(), source, counting))?;
        let describe = |entity: EntityId| Node::new(&index, entity);
        let mut built = build.finish(&Recipe::new(source, counting), describe)?;
        built.finish(comention::export::Detail::All)?;
        Ok(passages(&out))
    };
    let expected = of([0, 1, 2])?;
    let ids: Vec<&str> = expected
        .iter()
        .map(|one| &one[..one.find(':').unwrap_or(0)])
        .collect();
    assert_eq!(ids, ["a/x", "x", "x (2)"]);
    for order in [[2, 1, 0], [1, 2, 0], [0, 2, 1]] {
        assert_eq!(of(order)?, expected);
    }
    Ok(())
}
