//! Lists and names of files that mean harm: told, found, and never obeyed.

mod support;

use std::fmt::Write as _;
use std::fs;

use comention::gazetteer::MOST_NAMESAKES;
use serde_json::Value;
use support::{Result, comention, stderr_of};

#[test]
fn of_very_many_namesakes_the_first_are_looked_at() -> Result {
    let folder = tempfile::tempdir()?;
    let mut list = String::from("id\tname\ttype\n");
    for n in 0..2 * MOST_NAMESAKES {
        writeln!(list, "hall-{n}\tIan Hall\tperson")?;
    }
    fs::write(folder.path().join("list.tsv"), list)?;
    fs::write(folder.path().join("a.txt"), "Ian Hall met Ian Hall.")?;
    let run = |ambiguous| {
        let mut run = comention(folder.path());
        run.args(["tag", "a.txt", "-g", "list.tsv", "--format", "jsonl"]);
        run.args(["--ambiguous", ambiguous]).output()
    };
    let output = run("best")?;
    let said = "warning: `Ian Hall`: a name of 600 entities, of which the first 300 are looked at";
    assert!(stderr_of(&output).starts_with(said), "{output:?}");
    let rows = String::from_utf8(output.stdout)?;
    let rows: Vec<Value> = rows
        .lines()
        .map(serde_json::from_str)
        .collect::<Result<_, _>>()?;
    assert_eq!(rows.len(), 2);
    assert_eq!(rows[0]["entity"], "hall-0");
    let n_candidates = |row: &Value| row["candidates"].as_array().map(Vec::len);
    assert_eq!(n_candidates(&rows[0]), Some(32));
    let each = String::from_utf8(run("all")?.stdout)?;
    assert_eq!(each.lines().count(), 2 * 32);
    Ok(())
}

#[test]
fn a_list_of_names_that_nobody_listed_makes_no_ties_without_a_word() -> Result {
    let folder = tempfile::tempdir()?;
    let mut text = String::from("Ian Hall met Ada Marsh, ");
    let letters = || 'a'..='t';
    for (first, second) in letters().flat_map(|a| letters().map(move |b| (a, b))) {
        write!(text, "John Qu{first}l{second}m, ")?;
    }
    fs::write(folder.path().join("a.txt"), text)?;
    let list = "id\tname\ttype\nhall\tIan Hall\tperson\nmarsh\tAda Marsh\tperson\n";
    fs::write(folder.path().join("list.tsv"), list)?;
    let build = |more: &[&str]| {
        let mut run = comention(folder.path());
        let output = run.args([
            "build",
            "a.txt",
            "-g",
            "list.tsv",
            "--discover",
            "--format",
            "csv",
        ]);
        output.args(more).output()
    };
    let output = build(&[])?;
    let said = stderr_of(&output);
    assert!(
        said.contains("in a window that names too many, candidates make no ties"),
        "{said}"
    );
    let shown = String::from_utf8(output.stdout)?;
    assert!(shown.contains("2 entities and 400 candidates"), "{shown}");
    assert!(shown.contains("\n1 tie between"), "{shown}");
    let output = build(&["--most-in-window", "402", "--fresh"])?;
    let shown = String::from_utf8(output.stdout)?;
    assert!(shown.contains("\n80,601 ties between"), "{shown}");
    Ok(())
}

#[test]
#[cfg(unix)]
fn no_terminal_obeys_the_name_of_a_file() -> Result {
    let folder = tempfile::tempdir()?;
    fs::write(
        folder.path().join("list.tsv"),
        "id\tname\ttype\nhall\tIan Hall\tperson\n",
    )?;
    fs::create_dir(folder.path().join("texts"))?;
    let name = "texts/\u{1b}]0;x\u{7}\u{9b}31m.txt";
    fs::write(folder.path().join(name), "Ian Hall left.")?;
    for format in ["text", "tsv", "jsonl"] {
        let mut run = comention(folder.path());
        let output = run
            .args(["tag", "texts", "-g", "list.tsv", "--format", format])
            .output()?;
        let shown = String::from_utf8(output.stdout)?;
        assert!(shown.contains("Ian Hall"), "{format}: {shown:?}");
        let is_obeyed = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
        assert!(!shown.contains(is_obeyed), "{format}: {shown:?}");
    }
    Ok(())
}

#[test]
fn a_build_is_not_added_to_itself() -> Result {
    let folder = tempfile::tempdir()?;
    fs::write(
        folder.path().join("list.tsv"),
        "id\tname\ttype\nhall\tIan Hall\tperson\n",
    )?;
    fs::write(folder.path().join("a.txt"), "Ian Hall left.")?;
    let run = |arguments: &[&str]| comention(folder.path()).args(arguments).output();
    run(&["build", "a.txt", "-g", "list.tsv"])?;
    let output = run(&["merge", "out", "out/graph.db", "-o", "both"])?;
    assert_eq!(output.status.code(), Some(2));
    let said = stderr_of(&output);
    assert!(
        said.contains("it is given twice, and would count twice"),
        "{said}"
    );
    Ok(())
}
