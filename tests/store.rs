//! What builds leave in their stores: rebuilt, in shards and merged, they are what one fresh build
//! leaves.

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use assert_cmd::Command;
use rusqlite::{Connection, OpenFlags};
use support::{Result, fixture};
use tempfile::TempDir;

const LIST: &str = r#"
[[entity]]
type = "person"
name = "Ada Marsh"

[[entity]]
type = "person"
name = "Björn Ek"

[[entity]]
type = "place"
name = "Port Süd"
"#;

/// A paragraph long enough to be known again.
const WIRE: &str =
    "Ada Marsh and Björn Ek left Port Süd in the early morning, as the agency reported.";

/// A folder with texts, a list and room for builds.
struct Corpus {
    folder: TempDir,
}

impl Corpus {
    fn new(texts: &[(&str, &str)]) -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let corpus = Self { folder };
        fs::write(corpus.path("list.toml"), LIST)?;
        fs::create_dir(corpus.path("texts"))?;
        texts
            .iter()
            .try_for_each(|(name, text)| corpus.write(name, text))?;
        Ok(corpus)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, text: &str) -> Result {
        Ok(fs::write(self.path("texts").join(name), text)?)
    }

    fn run(&self, command: &str) -> Result<Output> {
        let mut binary = Command::cargo_bin("comention")?;
        let output = binary
            .current_dir(self.folder.path())
            .args(command.split_whitespace())
            .output()?;
        Ok(output)
    }

    /// Builds into `out`, and gives what the command printed.
    fn build(&self, out: &str, options: &str) -> Result<String> {
        let output = self.run(&format!("build texts -g list.toml -o {out} {options}"))?;
        let told = String::from_utf8(output.stderr)?;
        assert!(output.status.success(), "{told}");
        Ok(String::from_utf8(output.stdout)?)
    }

    /// The passages of an entity and of two, in the orders of the texts and of strength.
    fn passages(&self, out: &str) -> Result<Vec<String>> {
        let questions = ["ada-marsh", "ada-marsh bjorn-ek --order strongest"];
        let answer = |question: &str| {
            let graph = format!("--graph {out}/graph.db --format jsonl");
            let output = self.run(&format!("query evidence {question} {graph}"))?;
            Ok(String::from_utf8(output.stdout)?)
        };
        questions.map(answer).into_iter().collect()
    }

    /// Expects the same rows in all views of two builds, the same exports and the same answers.
    fn assert_same(&self, one: &str, other: &str) -> Result {
        let [mine, its] = [one, other].map(|out| views(&self.path(out).join("graph.db")));
        let (mine, its) = (mine?, its?);
        for (view, rows) in &mine {
            assert_eq!(rows, &its[view], "{view} of {one} and {other}");
        }
        for name in ["graph.dot", "graph.graphml", "graph.json"] {
            let [mine, its] = [one, other].map(|out| fs::read(self.path(out).join(name)));
            assert!(mine? == its?, "{name} of {one} and {other}");
        }
        assert_eq!(self.passages(one)?, self.passages(other)?);
        Ok(())
    }
}

/// The rows of every view, sorted; but for which part of a corpus was built.
fn views(store: &Path) -> Result<BTreeMap<String, Vec<String>>> {
    let connection = Connection::open_with_flags(store, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let mut select = connection.prepare("SELECT name FROM sqlite_schema WHERE type = 'view'")?;
    let names: Vec<String> = select
        .query_map([], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    let mut views = BTreeMap::new();
    for name in names {
        let mut select = connection.prepare(&format!("SELECT * FROM {name}"))?;
        let n_columns = select.column_count();
        let rows = select.query_map([], |row| {
            let values =
                (0..n_columns).map(|idx| row.get_ref(idx).map(|value| format!("{value:?}")));
            Ok(values.collect::<rusqlite::Result<Vec<_>>>()?.join(" | "))
        })?;
        let mut rows: Vec<String> = rows.collect::<rusqlite::Result<_>>()?;
        rows.sort();
        views.insert(name, rows);
    }
    Ok(views)
}

fn corpus() -> Result<Corpus> {
    let quiet =
        "Ada Marsh met Björn Ek and Dr Carla Voss of Voss Shipping Ltd.\n\nPort Süd was quiet.";
    Corpus::new(&[
        ("b.txt", &format!("{WIRE}\n\n{quiet}")),
        ("d.txt", &format!("{WIRE}\n\nAda Marsh saw Port Süd.")),
        (
            "e.txt",
            "Björn Ek alone.\n\nCarla Voss wrote to him. Voss said no more.",
        ),
        ("f.txt", &format!("{WIRE}\n\n{WIRE}")),
    ])
}

#[test]
fn a_second_build_takes_over_what_did_not_change() -> Result {
    let corpus = corpus()?;
    corpus.build("out", "")?;
    let again = corpus.build("out", "")?;
    assert!(again.contains("4 documents as they were"), "{again}");
    corpus.build("fresh", "--fresh")?;
    corpus.assert_same("out", "fresh")
}

#[test]
fn shared_ids_are_no_reason_to_read_what_did_not_change() -> Result {
    let corpus = corpus()?;
    let line = format!("{{\"id\": \"one\", \"text\": \"{WIRE}\"}}\n");
    corpus.write("c.jsonl", &line.repeat(3))?;
    corpus.build("out", "")?;
    let again = corpus.build("out", "")?;
    assert!(again.contains("7 documents as they were"), "{again}");
    corpus.write("c.jsonl", &line.repeat(2))?;
    corpus.build("out", "")?;
    corpus.build("fresh", "--fresh")?;
    corpus.assert_same("out", "fresh")
}

#[test]
fn whatever_changes_the_next_build_is_what_a_fresh_one_is() -> Result {
    ["", "--discover"].into_iter().try_for_each(check_changes)
}

fn check_changes(options: &str) -> Result {
    let corpus = corpus()?;
    let texts = corpus.path("texts");
    corpus.build("out", options)?;
    let steps: [(&str, &dyn Fn() -> Result); 6] = [
        ("the first of the copies goes", &|| {
            Ok(fs::remove_file(texts.join("b.txt"))?)
        }),
        ("a copy comes before all others", &|| {
            corpus.write("a.txt", WIRE)
        }),
        ("a text changes", &|| {
            corpus.write("e.txt", "Björn Ek in Port Süd.")
        }),
        ("one that cannot be read comes", &|| {
            Ok(fs::write(texts.join("c.txt"), [0u8, 1, 2])?)
        }),
        ("a file of many comes", &|| {
            let line =
                format!("{{\"text\": \"{WIRE}\"}}\n{{\"text\": \"Ada Marsh.\"}}\nno record\n");
            corpus.write("g.jsonl", &line)
        }),
        ("one of an id that is taken comes", &|| {
            corpus.write(
                "h.jsonl",
                "{\"id\": \"e.txt\", \"text\": \"Ada Marsh in Port Süd.\"}\n",
            )
        }),
    ];
    for (step, change) in steps {
        change()?;
        corpus.build("out", options)?;
        corpus.build("fresh", &format!("--fresh {options}"))?;
        println!("{step} {options}");
        corpus.assert_same("out", "fresh")?;
    }
    Ok(())
}

#[test]
fn candidates_are_kept_apart_from_entities() -> Result {
    let corpus = corpus()?;
    corpus.build("out", "")?;
    let store = Connection::open(corpus.path("out").join("graph.db"))?;
    let count = |sql: &str| -> Result<i64> { Ok(store.query_row(sql, [], |row| row.get(0))?) };
    let voss = "SELECT mentions FROM candidate WHERE name = 'Carla Voss' AND documents = 2";
    assert_eq!(count(voss)?, 3);
    let wrote = "SELECT count(*) FROM candidate_mention WHERE passage LIKE 'Carla Voss wrote%'";
    assert_eq!(count(wrote)?, 1);
    assert_eq!(count("SELECT count(*) FROM entity")?, 3);
    corpus.build("plain", "--plain")?;
    let plain = views(&corpus.path("plain").join("graph.db"))?;
    assert!(plain["candidate"].is_empty());
    Ok(())
}

/// What was counted of a node, by its id, or of a tie, by the names of its ends.
type Counted = BTreeMap<String, Vec<u64>>;

/// The entities, the candidates and the ties of a build.
fn counted(corpus: &Corpus, out: &str) -> Result<[Counted; 3]> {
    let graph = fs::read(corpus.path(out).join("graph.json"))?;
    let graph: serde_json::Value = serde_json::from_slice(&graph)?;
    let counts = |thing: &serde_json::Value, keys: &[&str]| -> Vec<u64> {
        let counts = keys.iter().map(|key| thing[key].as_u64());
        counts.map(Option::unwrap_or_default).collect()
    };
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let mut names = BTreeMap::new();
    let [mut entities, mut candidates, mut ties] = <[Counted; 3]>::default();
    for node in graph["nodes"].as_array().ok_or("nodes")? {
        let id = text(&node["id"]);
        names.insert(id.clone(), text(&node["name"]));
        let kind = match node["candidate"].as_bool() {
            Some(true) => &mut candidates,
            _ => &mut entities,
        };
        kind.insert(id, counts(node, &["mentions", "documents"]));
    }
    for edge in graph["edges"].as_array().ok_or("edges")? {
        let mut ends = ["source", "target"].map(|end| names[&text(&edge[end])].clone());
        ends.sort();
        let keys = ["weight", "sentences", "paragraphs", "sections", "documents"];
        ties.insert(ends.join(" – "), counts(edge, &keys));
    }
    Ok([entities, candidates, ties])
}

#[test]
fn candidates_are_counted_as_if_they_were_listed() -> Result {
    let corpus = corpus()?;
    let repeated = "Carla Voss of Voss Shipping Ltd. was seen in Port Süd, as the agency reported.";
    corpus.write("g.txt", &format!("{repeated}\n\n{repeated}"))?;
    corpus.write("h.txt", repeated)?;
    for options in [
        "",
        "--window sentence",
        "--repeats all",
        "--window document",
    ] {
        corpus.build("listed", options)?;
        corpus.build("open", &format!("--discover {options}"))?;
        let [entities, none, known] = counted(&corpus, "listed")?;
        let [same, candidates, ties] = counted(&corpus, "open")?;
        assert!(none.is_empty());
        assert_eq!(same, entities, "{options}");
        let ids: Vec<&str> = candidates.keys().map(String::as_str).collect();
        assert_eq!(ids, ["candidate:carla-voss", "candidate:voss-shipping-ltd"]);
        for (tie, counts) in &known {
            assert_eq!(&ties[tie], counts, "{tie} {options}");
        }
        let longer = LIST.to_owned()
            + "[[entity]]\ntype = \"person\"\nname = \"Carla Voss\"\naliases = [\"Dr Carla Voss\"]\n\
               [[entity]]\ntype = \"organisation\"\nname = \"Voss Shipping Ltd.\"\n";
        fs::write(corpus.path("longer.toml"), longer)?;
        let command = format!("build texts -g longer.toml -o longer {options}");
        assert!(corpus.run(&command)?.status.success());
        let [_, _, listed] = counted(&corpus, "longer")?;
        assert_eq!(ties, listed, "{options}");
    }
    Ok(())
}

#[test]
fn a_candidate_that_was_rejected_is_none() -> Result {
    let corpus = corpus()?;
    corpus.build("out", "--discover")?;
    let rejected = format!("rejected = [\"Carla Voss\"]\n{LIST}");
    fs::write(corpus.path("list.toml"), rejected)?;
    corpus.build("out", "--discover")?;
    let [_, candidates, _] = counted(&corpus, "out")?;
    let ids: Vec<String> = candidates.into_keys().collect();
    assert_eq!(ids, ["candidate:voss-shipping-ltd"]);
    Ok(())
}

#[test]
fn without_a_store_candidates_are_the_same() -> Result {
    let corpus = corpus()?;
    corpus.build("out", "--discover")?;
    corpus.build("files", "--discover --no-store")?;
    for name in ["graph.dot", "graph.graphml"] {
        let [mine, its] = ["out", "files"].map(|out| fs::read(corpus.path(out).join(name)));
        assert!(mine? == its?, "{name}");
    }
    let mut left: Vec<_> = fs::read_dir(corpus.path("files"))?
        .map(|entry| entry.map(|entry| entry.file_name()))
        .collect::<std::io::Result<_>>()?;
    left.retain(|name| name.to_string_lossy().contains("db"));
    assert!(left.is_empty(), "{left:?}");
    let output = corpus.run("build texts -g list.toml -o plain --plain --discover")?;
    assert_eq!(output.status.code(), Some(2));
    Ok(())
}

#[test]
fn a_period_of_candidates_is_what_a_build_of_it_gives() -> Result {
    let corpus = corpus()?;
    let old = "Carla Voss met Ada Marsh in Port Süd.\n\nVoss wrote to Björn Ek.";
    let new = "Carla Voss left Port Süd.\n\nVoss met Ada Marsh and the Northern Ice Board.";
    fs::remove_dir_all(corpus.path("texts"))?;
    fs::create_dir(corpus.path("texts"))?;
    let record = |date: &str, text: &str| {
        serde_json::json!({"id": date, "date": date, "text": text}).to_string()
    };
    corpus.write("new.jsonl", &record("1912-02-03", new))?;
    corpus.build("part", "--discover")?;
    corpus.write("old.jsonl", &record("1911-01-02", old))?;
    corpus.build("whole", "--discover")?;
    fs::create_dir(corpus.path("since"))?;
    let export = "export --discover --graph whole/graph.db --since 1912 --format json";
    let output = corpus.run(&format!("{export} -o since/graph.json"))?;
    assert!(output.status.success());
    assert_eq!(counted(&corpus, "since")?, counted(&corpus, "part")?);
    Ok(())
}

#[test]
fn other_names_or_options_read_everything_anew() -> Result {
    let corpus = corpus()?;
    corpus.build("out", "")?;
    let again = corpus.build("out", "--window sentence")?;
    assert!(!again.contains("as they were"), "{again}");
    fs::write(corpus.path("list.toml"), LIST.replace("Ek", "Ekman"))?;
    let again = corpus.build("out", "--window sentence")?;
    assert!(!again.contains("as they were"), "{again}");
    Ok(())
}

#[test]
fn shards_add_up_to_one_build() -> Result {
    let corpus = corpus()?;
    let lines: String = (0..40)
        .map(|n| format!("{{\"text\": \"Ada Marsh met Björn Ek, day {n}.\\n\\n{WIRE}\"}}\n"))
        .collect();
    corpus.write("c.jsonl", &lines)?;
    corpus.build("whole", "")?;
    corpus.build("whole-open", "--discover")?;
    for count in [2, 3, 7] {
        let mut parts = String::new();
        for number in 1..=count {
            corpus.build(
                &format!("{number}-{count}"),
                &format!("--shard {number}/{count}"),
            )?;
            // In any order.
            parts = format!("{number}-{count} {parts}");
        }
        let output = corpus.run(&format!("merge {parts} -o merged-{count}"))?;
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8(output.stderr)?
        );
        corpus.assert_same(&format!("merged-{count}"), "whole")?;
        let open = format!("merged-{count}-open");
        corpus.run(&format!("merge {parts} -o {open} --discover"))?;
        corpus.assert_same(&open, "whole-open")?;
    }
    let output = corpus.run("merge 1-3 2-3 -o less")?;
    assert!(String::from_utf8(output.stderr)?.contains("there are 3 shards, and 2 were given"));
    Ok(())
}

#[test]
fn a_repeated_paragraph_counts_once_unless_asked_otherwise() -> Result {
    let corpus = corpus()?;
    let weight = |out: &str| -> Result<i64> {
        let connection = Connection::open(corpus.path(out).join("graph.db"))?;
        let sql = "SELECT weight FROM edge WHERE source = 'ada-marsh' AND target = 'bjorn-ek'";
        Ok(connection.query_row(sql, [], |row| row.get(0))?)
    };
    let told = corpus.build("once", "")?;
    assert!(told.contains("9 mentions in repeated paragraphs"), "{told}");
    corpus.build("all", "--repeats all")?;
    assert_eq!((weight("once")?, weight("all")?), (2, 5));
    let sql = "SELECT count(*) FROM mention WHERE how LIKE '%/repeat'";
    let connection = Connection::open(corpus.path("once").join("graph.db"))?;
    let n_repeats: i64 = connection.query_row(sql, [], |row| row.get(0))?;
    assert_eq!(n_repeats, 9);
    Ok(())
}

#[test]
fn a_window_of_too_many_entities_makes_no_ties() -> Result {
    let corpus = corpus()?;
    corpus.write(
        "c.txt",
        "Ada Marsh, Björn Ek and Port Süd.\n\nBjörn Ek and Port Süd. Björn Ek.",
    )?;
    let options = "--most-in-window 2";
    let output = corpus.run(&format!("build texts -g list.toml -o out {options}"))?;
    let told = String::from_utf8(output.stderr)?;
    let expected =
        "c.txt:1:1: a window names more than 2 entities; it makes no ties; allow more with";
    assert!(told.contains(expected), "{told}");
    assert!(
        told.contains("f.txt:1:1: this window and 1 more name"),
        "{told}"
    );
    let store = Connection::open(corpus.path("out").join("graph.db"))?;
    let count = |sql: &str| -> Result<i64> { Ok(store.query_row(sql, [], |row| row.get(0))?) };
    let weight = "SELECT sum(weight) FROM edge WHERE source = 'ada-marsh'";
    assert_eq!(count(weight)?, 2);
    let evidence = "SELECT count(*) FROM edge_evidence WHERE document = 'c.txt'";
    assert_eq!(count(evidence)?, 2);
    let mentions = "SELECT count(*) FROM mention WHERE document = 'c.txt'";
    assert_eq!(count(mentions)?, 6);
    for number in 1..=2 {
        corpus.build(
            &format!("{number}"),
            &format!("{options} --shard {number}/2"),
        )?;
    }
    corpus.run("merge 1 2 -o merged")?;
    corpus.assert_same("merged", "out")?;
    corpus.write("d.txt", "Ada Marsh met Björn Ek.")?;
    corpus.build("out", options)?;
    corpus.build("fresh", options)?;
    corpus.assert_same("out", "fresh")
}

#[test]
fn a_store_that_another_program_writes_to_is_named() -> Result {
    let corpus = corpus()?;
    corpus.build("out", "")?;
    let other = Connection::open(corpus.path("out").join("graph.db"))?;
    other.execute_batch("BEGIN EXCLUSIVE")?;
    let output = corpus.run("query top --graph out/graph.db")?;
    assert_eq!(output.status.code(), Some(2));
    let told = String::from_utf8(output.stderr)?;
    assert!(told.contains("another program is writing to it"), "{told}");
    Ok(())
}

#[test]
fn pairs_put_aside_on_disk_change_nothing() -> Result {
    let corpus = corpus()?;
    for window in ["paragraph", "document"] {
        corpus.build("near", &format!("--fresh --window {window}"))?;
        for most in [1, 2] {
            let options = format!("--fresh --window {window} --pairs-in-memory {most}");
            corpus.build("far", &options)?;
            corpus.assert_same("near", "far")?;
        }
    }
    Ok(())
}

#[test]
fn times_without_a_year_are_told() -> Result {
    let corpus = corpus()?;
    fs::copy(
        fixture("pages/numbered.txt"),
        corpus.path("texts").join("live.txt"),
    )?;
    let told = corpus.build("out", "")?;
    let expected = "sections with a time that lacks its year";
    assert!(told.contains(expected), "{told}");
    let store = Connection::open(corpus.path("out").join("graph.db"))?;
    let sql = "SELECT count(*) FROM section WHERE time LIKE '--%'";
    let n_yearless: u64 = store.query_row(sql, [], |row| row.get(0))?;
    assert!(told.contains(&format!("{n_yearless} {expected}")), "{told}");
    let again = corpus.build("out", "")?;
    assert!(again.contains(expected), "{again}");
    corpus.write("e.txt", "Ada Marsh.")?;
    let again = corpus.build("out", "")?;
    assert!(
        again.contains(&format!("{n_yearless} {expected}")),
        "{again}"
    );
    let told = corpus.build("out", "--year 2025")?;
    assert!(!told.contains(expected), "{told}");
    Ok(())
}

#[test]
fn a_project_sets_options_and_flags_override_them() -> Result {
    let corpus = corpus()?;
    let project = |text: &str| fs::write(corpus.path("comention.toml"), text);
    let window = |out: &str| -> Result<String> {
        let store = Connection::open(corpus.path(out).join("graph.db"))?;
        let sql = "SELECT value FROM build WHERE key = 'window'";
        Ok(store.query_row(sql, [], |row| row.get(0))?)
    };
    project(
        "[options]\nwindow = \"sentence\"\nkeep-boilerplate = true\nformat = [\"csv\", \"dot\"]\n\
         most-in-window = 9\nstrict = false\noutput = \"here\"\n",
    )?;
    let output = corpus.run("build texts -g list.toml")?;
    assert!(output.status.success(), "{output:?}");
    assert_eq!(window("here")?, "sentence");
    assert!(corpus.path("here/edges.csv").exists());
    assert!(!corpus.path("here/graph.json").exists());
    corpus.build("out", "--window document --format json")?;
    assert_eq!(window("out")?, "document");
    assert!(!corpus.path("out/edges.csv").exists());
    let tagged = corpus.run("tag texts -g list.toml")?;
    assert!(tagged.stdout.starts_with(b"document\tstart"));
    project("[options]\nwindw = \"x\"\nrepeats = \"al\"\nyear = 12\nstrict = \"x\"\nzzz = 1\n")?;
    let output = corpus.run("build texts -g list.toml")?;
    let told = String::from_utf8(output.stderr)?;
    for expected in [
        "comention.toml:2:1: no option is called `windw`; did you mean `window`?",
        "comention.toml:3:1: invalid value 'al' for '--repeats <REPEATS>'; possible values: once, all",
        "comention.toml:4:1: invalid value '12' for '--year <YEAR>'; 12 is not in 1000..3000",
        "comention.toml:5:1: `strict` is on or off; write true or false",
        "comention.toml:6:1: no option is called `zzz`; `comention build --help` lists them",
    ] {
        assert!(told.contains(expected), "{expected}\n{told}");
    }
    assert!(
        corpus
            .run("query top --graph out/graph.db")?
            .status
            .success()
    );
    Ok(())
}

#[test]
fn pages_are_not_taken_apart_again_for_other_names() -> Result {
    let corpus = corpus()?;
    corpus.build("out", "")?;
    let kept = corpus.path("out/.texts.db");
    assert!(!kept.exists());
    corpus.write(
        "p.html",
        "<p>Ada Marsh met Bj\u{f6}rn Ek.<p>P\u{f6}rt S\u{fc}d",
    )?;
    corpus.write(
        "q.html",
        "<p>Bj\u{f6}rn Ek saw Port S\u{fc}d, and Carla Voss.",
    )?;
    corpus.write("r.html", "<title>No text</title>")?;
    corpus.build("out", "")?;
    let other = LIST.replace("Ada Marsh", "Carla Voss");
    fs::write(corpus.path("list.toml"), &other)?;
    corpus.build("out", "")?;
    corpus.build("fresh", "--fresh")?;
    corpus.assert_same("out", "fresh")?;
    let n_kept = || -> Result<i64> {
        let texts = Connection::open(&kept)?;
        Ok(texts.query_row("SELECT count(*) FROM text_", [], |row| row.get(0))?)
    };
    assert_eq!(n_kept()?, 3);
    fs::remove_file(corpus.path("texts/p.html"))?;
    fs::write(corpus.path("list.toml"), LIST)?;
    corpus.build("out", "")?;
    assert_eq!(n_kept()?, 2);
    // What is kept is what is taken, so that the page itself cannot have been.
    Connection::open(&kept)?.execute(
        "UPDATE text_ SET packed = (SELECT min(length(packed)) FROM text_)",
        [],
    )?;
    fs::write(corpus.path("list.toml"), &other)?;
    corpus.build("out", "")?;
    corpus.build("fresh", "")?;
    corpus.assert_same("out", "fresh")?;
    Connection::open(&kept)?.execute(
        "UPDATE text_ SET packed = (SELECT packed FROM text_ ORDER BY length(packed) LIMIT 1)",
        [],
    )?;
    fs::write(corpus.path("list.toml"), LIST)?;
    let told = corpus.build("out", "")?;
    assert!(told.contains("(2 skipped)"), "{told}");
    fs::write(&kept, "no texts")?;
    fs::write(corpus.path("list.toml"), &other)?;
    corpus.build("out", "")?;
    corpus.assert_same("out", "fresh")
}

#[test]
fn two_builds_into_one_folder_do_not_mix() -> Result {
    let corpus = corpus()?;
    corpus.build("out", "")?;
    let lock = comention::store::lock(&corpus.path("out"))?;
    let output = corpus.run("build texts -g list.toml -o out")?;
    let told = String::from_utf8(output.stderr)?;
    assert!(told.contains("another build writes there"), "{told}");
    assert_eq!(output.status.code(), Some(2));
    drop(lock);
    corpus.build("out", "").map(drop)
}

#[test]
fn the_sample_is_whole_again_after_each_change() -> Result {
    let corpus = Corpus::new(&[])?;
    for entry in fs::read_dir(fixture("sample"))? {
        let entry = entry?;
        if entry.file_type()?.is_file() {
            fs::copy(entry.path(), corpus.path("texts").join(entry.file_name()))?;
        }
    }
    fs::copy("entities.toml", corpus.path("list.toml"))?;
    corpus.build("out", "")?;
    let first = fs::read_dir(corpus.path("texts"))?
        .next()
        .ok_or("a file")??;
    let text = fs::read_to_string(first.path())?;
    fs::write(first.path(), text.replacen(' ', "  ", 1))?;
    corpus.build("out", "")?;
    corpus.build("fresh", "--fresh")?;
    corpus.assert_same("out", "fresh")
}
