//! From text to graph: what a build writes is what an independent count of the mentions gives, and
//! it depends on nothing but the input.

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use comention::cooccur::{Counting, Counts, EntityCounts, Window, place};
use comention::gazetteer::{Gazetteer, Index, Matching};
use comention::pipeline::{Aim, Documents, Meter, for_each_document};
use comention::read::{Document, Format, Input, Reading};
use comention::segment::{segment, sentences};
use comention::span::Span;
use comention::store::{Part, Search, Store};
use serde_json::Value;
use support::{ROOT, Result, comention, fixture};

const SAMPLE: &str = "tests/fixtures/sample";

/// A row of `tag`, or of the gold file, whose positions are code points.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Row {
    document: String,
    start: usize,
    end: usize,
    entity_type: String,
    entity: String,
}

/// What a build counts: mentions and documents of entities, weights of pairs, and windows.
#[derive(Debug, Default, PartialEq, Eq)]
struct Count {
    nodes: BTreeMap<String, (u64, u64)>,
    edges: BTreeMap<(String, String), u64>,
    n_windows: u64,
}

/// Runs a command in the package's folder and gives what it printed.
#[track_caller]
fn run(args: &[&str]) -> Result<Vec<u8>> {
    let output = comention(Path::new(ROOT)).args(args).output()?;
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{args:?}: {stderr}");
    Ok(output.stdout)
}

/// Builds the sample with `options` into a folder of its own.
fn build(options: &[&str]) -> Result<tempfile::TempDir> {
    let out = tempfile::tempdir()?;
    let folder = out.path().to_str().ok_or("a path in UTF-8")?;
    run(&[&["build", SAMPLE, "-o", folder], options].concat())?;
    Ok(out)
}

/// The rows of a table with `document start end surface type entity`, without those of `other`.
fn rows(table: &str) -> Result<Vec<Row>> {
    let rows = table.lines().skip(1).map(|line| {
        let fields: Vec<_> = line.split('\t').collect();
        let [document, start, end, _, entity_type, entity, ..] = fields.as_slice() else {
            return Err(format!("not a row: {line}").into());
        };
        Ok(Row {
            document: (*document).to_owned(),
            start: start.parse()?,
            end: end.parse()?,
            entity_type: (*entity_type).to_owned(),
            entity: (*entity).to_owned(),
        })
    });
    let rows: Vec<Row> = rows.collect::<Result<_>>()?;
    let is_node = |row: &Row| row.entity_type != "other";
    Ok(rows.into_iter().filter(is_node).collect())
}

/// What `tag` finds in the sample, its positions in `bytes` or `chars`.
fn tagged(offsets: &str) -> Result<Vec<Row>> {
    let table = run(&["tag", SAMPLE, "--offsets", offsets])?;
    rows(&String::from_utf8(table)?)
}

/// The documents of the sample, by id, with their texts.
fn sample() -> Result<BTreeMap<String, String>> {
    let documents = fs::read_dir(fixture("sample"))?.map(|entry| {
        let entry = entry?;
        let id = entry.file_name().to_string_lossy().into_owned();
        Ok((id, fs::read_to_string(entry.path())?))
    });
    documents.collect()
}

/// The windows of a text.
fn windows(id: &str, text: &str, window: Window) -> Vec<Span> {
    let format = match id.ends_with(".md") {
        true => Format::Markdown,
        false => Format::Text,
    };
    let document = Document {
        format,
        ..Document::new(id, text)
    };
    let structure = segment(&document, &Default::default());
    let paragraphs = structure.paragraphs.iter().map(|paragraph| paragraph.span);
    match window {
        Window::Paragraph => paragraphs.collect(),
        Window::Sentence => paragraphs.flat_map(|span| sentences(text, span)).collect(),
        Window::Section => structure.sections.iter().map(|s| s.span).collect(),
        _ => vec![Span::new(0, text.len())],
    }
}

/// Counts window by window, each from scratch.
fn count(window: Window) -> Result<Count> {
    let rows = tagged("bytes")?;
    let mut count = Count::default();
    for (id, text) in sample()? {
        let here: Vec<&Row> = rows.iter().filter(|row| row.document == id).collect();
        for entity in here.iter().map(|row| &row.entity).collect::<BTreeSet<_>>() {
            let n_mentions = here.iter().filter(|row| row.entity == *entity).count();
            let node = count.nodes.entry(entity.clone()).or_default();
            *node = (node.0 + n_mentions as u64, node.1 + 1);
        }
        for span in windows(&id, &text, window) {
            count.n_windows += 1;
            let inside = here.iter().filter(|row| span.contains(row.start));
            let inside: BTreeSet<&String> = inside.map(|row| &row.entity).collect();
            for (a, b) in inside
                .iter()
                .flat_map(|a| inside.iter().map(move |b| (a, b)))
            {
                if a < b {
                    let pair = ((*a).clone(), (*b).clone());
                    *count.edges.entry(pair).or_default() += 1;
                }
            }
        }
    }
    Ok(count)
}

/// What the graph.json of a build has.
fn written(path: &Path) -> Result<Count> {
    let graph: Value = serde_json::from_slice(&fs::read(path)?)?;
    let list = |key: &str| graph[key].as_array().cloned().unwrap_or_default();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let number = |value: &Value| value.as_u64().unwrap_or_default();
    let nodes = list("nodes").into_iter().map(|node| {
        let counts = (number(&node["mentions"]), number(&node["documents"]));
        (text(&node["id"]), counts)
    });
    let edges = list("edges").into_iter().map(|edge| {
        let ends = (text(&edge["source"]), text(&edge["target"]));
        (ends, number(&edge["weight"]))
    });
    Ok(Count {
        nodes: nodes.collect(),
        edges: edges.collect(),
        n_windows: number(&graph["graph"]["windows"]),
    })
}

#[track_caller]
fn check(window: Window) -> Result {
    let out = build(&["--window", &window.to_string()])?;
    let (written, count) = (written(&out.path().join("graph.json"))?, count(window)?);
    assert!(count.edges.len() > 100, "the sample has many ties");
    assert_eq!(written, count);
    Ok(())
}

#[test]
fn paragraphs_give_the_ties_of_an_independent_count() -> Result {
    check(Window::Paragraph)
}

#[test]
fn sentences_give_the_ties_of_an_independent_count() -> Result {
    check(Window::Sentence)
}

#[test]
fn sections_give_the_ties_of_an_independent_count() -> Result {
    check(Window::Section)
}

#[test]
fn documents_give_the_ties_of_an_independent_count() -> Result {
    check(Window::Document)
}

#[test]
fn the_mentions_of_the_sample_are_those_of_the_gold_file() -> Result {
    let gold = rows(&fs::read_to_string(fixture("sample-gold.tsv"))?)?;
    let gold: BTreeSet<Row> = gold.into_iter().collect();
    let found: BTreeSet<Row> = tagged("chars")?.into_iter().collect();
    let n_right = found.intersection(&gold).count() as f64;
    let precision = n_right / found.len() as f64;
    let recall = n_right / gold.len() as f64;
    let f1 = 2.0 * precision * recall / (precision + recall);
    let wrong: Vec<_> = found.symmetric_difference(&gold).collect();
    let least = precision.min(recall).min(f1);
    assert!(
        least >= 0.995,
        "P {precision} R {recall} F1 {f1}: {wrong:#?}"
    );
    Ok(())
}

/// The rows of all views of a store, as SQLite prints their values.
fn views(path: &Path) -> Result<BTreeMap<String, Vec<String>>> {
    let connection = rusqlite::Connection::open(path)?;
    let mut select = connection.prepare("SELECT name FROM sqlite_schema WHERE type = 'view'")?;
    let names: Vec<String> = select
        .query_map([], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    let mut views = BTreeMap::new();
    for name in names {
        let mut select = connection.prepare(&format!("SELECT * FROM \"{name}\""))?;
        let n_columns = select.column_count();
        let rows = select.query_map([], |row| {
            let values = (0..n_columns).map(|idx| row.get::<_, rusqlite::types::Value>(idx));
            Ok(format!("{:?}", values.collect::<Result<Vec<_>, _>>()?))
        })?;
        let mut rows: Vec<String> = rows.collect::<rusqlite::Result<_>>()?;
        rows.sort();
        views.insert(name, rows);
    }
    Ok(views)
}

const FILES: [&str; 3] = ["graph.dot", "graph.graphml", "graph.json"];

/// Expects the two builds to have the same bytes in every file.
#[track_caller]
fn assert_same_files(one: &Path, other: &Path) -> Result {
    for file in FILES {
        let (one, other) = (fs::read(one.join(file))?, fs::read(other.join(file))?);
        assert!(one == other, "{file} differs");
    }
    Ok(())
}

#[test]
fn the_same_input_gives_the_same_output_whatever_the_threads() -> Result {
    let first = build(&[])?;
    let rows = views(&first.path().join("graph.db"))?;
    assert!(rows.contains_key("mention") && rows.contains_key("edge"));
    for options in [&[][..], &["--threads", "1"], &["--threads", "2"]] {
        let again = build(options)?;
        assert_same_files(first.path(), again.path())?;
        assert!(
            views(&again.path().join("graph.db"))? == rows,
            "graph.db differs"
        );
    }
    Ok(())
}

#[test]
fn the_same_input_gives_the_same_mentions_whatever_the_threads() -> Result {
    let first = run(&["tag", SAMPLE])?;
    assert!(first.len() > 10_000);
    for threads in ["1", "2"] {
        assert!(run(&["tag", SAMPLE, "--threads", threads])? == first);
    }
    Ok(())
}

#[test]
fn every_edge_of_the_store_rests_on_as_many_windows_as_it_weighs() -> Result {
    let out = build(&[])?;
    let connection = rusqlite::Connection::open(out.path().join("graph.db"))?;
    let edges = |sql: &str| -> Result<BTreeMap<(String, String), u64>> {
        let mut select = connection.prepare(sql)?;
        let rows = select.query_map([], |row| Ok(((row.get(0)?, row.get(1)?), row.get(2)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    };
    let weights = edges("SELECT source, target, weight FROM edge")?;
    let evidence = edges(
        "SELECT source, target, count(*) FROM
         (SELECT DISTINCT source, target, document, window FROM edge_evidence) GROUP BY 1, 2",
    )?;
    assert!(!weights.is_empty());
    assert_eq!(evidence, weights);
    Ok(())
}

#[test]
fn counting_all_of_a_store_again_gives_its_graph() -> Result {
    let search = Search {
        n: 0,
        ..Search::default()
    };
    for window in ["paragraph", "sentence", "section", "words:30"] {
        let out = build(&["-g", "builtin", "--window", window])?;
        let store = Store::open(&out.path().join("graph.db"))?;
        let store = store.with_candidates(0.0)?;
        let whole = store.graph()?;
        let again = store.recount(&whole).graph(&Part::default())?;
        assert_eq!(again.corpus, whole.corpus, "{window}");
        assert!(whole.edges().eq(again.edges()), "{window}");
        for (a, b, edge) in whole.edges().filter(|_| window == "paragraph") {
            let (n_windows, _) = store.search(&[&a.id, &b.id], &search)?;
            assert_eq!(n_windows as u64, edge.counts.weight, "{} {}", a.id, b.id);
        }
        let mut n_mentions = 0;
        for id in store.document_ids()? {
            let part = Part {
                document: Some(id),
                ..Part::default()
            };
            let graph = store.recount(&whole).graph(&part)?;
            let mentions = graph.network.node_weights().map(|node| node.mentions);
            n_mentions += mentions.sum::<u64>();
        }
        let mentions = whole.network.node_weights().map(|node| node.mentions);
        assert_eq!(n_mentions, mentions.sum::<u64>(), "{window}");
    }
    Ok(())
}

#[test]
fn the_files_in_the_repository_are_what_a_build_gives_today() -> Result {
    let out = build(&[])?;
    let kept = Path::new(ROOT).join("out");
    assert_same_files(&kept, out.path())?;
    let store = out.path().join("graph.db");
    let store = store.to_str().ok_or("a path in UTF-8")?;
    let picture = run(&[
        "export",
        "--format",
        "svg",
        "--min-weight",
        "2",
        "--graph",
        store,
    ])?;
    assert!(
        picture == fs::read(kept.join("graph.svg"))?,
        "graph.svg differs"
    );
    Ok(())
}

#[test]
fn a_store_exports_what_the_build_wrote() -> Result {
    // With the list that ships most names of the sample are candidates.
    for options in [&[][..], &["-g", "builtin", "--discover"]] {
        let out = build(options)?;
        let store = out.path().join("graph.db");
        let store = store.to_str().ok_or("a path in UTF-8")?;
        let discover = &options[options.len().min(2)..];
        for file in FILES {
            let (_, format) = file.split_once('.').ok_or("an extension")?;
            let export = ["export", "--format", format, "--graph", store];
            let exported = run(&[&export, discover].concat())?;
            assert!(exported == fs::read(out.path().join(file))?, "{file}");
        }
    }
    Ok(())
}

#[test]
fn the_order_of_the_inputs_changes_no_count() -> Result {
    let forwards = build(&["--no-store"])?;
    let backwards = tempfile::tempdir()?;
    let out = backwards.path().to_str().ok_or("a path in UTF-8")?;
    let files: Vec<String> = sample()?
        .into_keys()
        .rev()
        .map(|id| format!("{SAMPLE}/{id}"))
        .collect();
    let files: Vec<&str> = files.iter().map(String::as_str).collect();
    run(&[&["build", "--no-store", "-o", out], files.as_slice()].concat())?;
    assert_same_files(forwards.path(), backwards.path())
}

/// What the library counts in some of the sample's files.
fn counts(files: &[PathBuf], window: Window) -> Result<Counts> {
    let gazetteer = Gazetteer::load(&[Path::new(ROOT).join("entities.toml")])?;
    let index = Index::new(&gazetteer, Matching::default());
    let inputs: Vec<Input> = files.iter().cloned().map(Input::Path).collect();
    let mut counts = Counts::default();
    for_each_document(
        Documents::find(&inputs, &Reading::default())?,
        &Default::default(),
        &index,
        Aim::Counts,
        &Meter::default(),
        |analysis| analysis,
        |(_, analysis)| {
            let analysis = analysis.expect("the sample can be read");
            let (text, structure) = (&analysis.document.text, &analysis.structure);
            let counting = Counting {
                window,
                ..Counting::default()
            };
            let mentions = &analysis.mentions;
            let spans: Vec<_> = mentions.iter().map(|mention| mention.span).collect();
            let places = place(text, structure, &spans, counting);
            let spots = places.spots.iter().zip(mentions);
            let placed: Vec<_> = spots
                .map(|(spot, mention)| spot.of(mention.entity, None))
                .collect();
            counts.add(structure.paragraphs.len(), places.n_windows, &placed);
            Ok(())
        },
    )?;
    Ok(counts)
}

/// Adds `other` to `counts`, number by number.
fn add(counts: &mut Counts, other: Counts) -> Result {
    counts.documents += other.documents;
    counts.paragraphs += other.paragraphs;
    counts.windows += other.windows;
    for (entity, more) in other.entities {
        let sum: &mut EntityCounts = counts.entities.entry(entity).or_default();
        sum.mentions += more.mentions;
        sum.windows += more.windows;
        sum.documents += more.documents;
    }
    for (pair, more) in other.pairs.into_sorted()? {
        counts.pairs.add(pair, more);
    }
    Ok(())
}

#[test]
fn the_counts_of_parts_add_up_to_those_of_the_whole() -> Result {
    let ids = sample()?.into_keys();
    let files: Vec<PathBuf> = ids.map(|id| fixture("sample").join(id)).collect();
    let (left, right) = files.split_at(files.len() / 3);
    for window in [Window::Paragraph, Window::Sentence, Window::Document] {
        let whole = counts(&files, window)?;
        let mut sum = counts(left, window)?;
        add(&mut sum, counts(right, window)?)?;
        let corpus = |counts: &Counts| (counts.documents, counts.paragraphs, counts.windows);
        assert_eq!(corpus(&sum), corpus(&whole));
        assert_eq!(sum.entities, whole.entities);
        assert!(
            sum.pairs.into_sorted()? == whole.pairs.into_sorted()?,
            "{window}"
        );
    }
    Ok(())
}
