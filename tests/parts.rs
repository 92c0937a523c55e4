//! Exports of parts of a corpus: of stretches of time, and of each document.

mod support;

use std::fs;
use std::path::Path;

use serde_json::Value;

use support::{ROOT, Result, comention, fixture, stderr_of};

const NAMES: &str = r#"
[[entity]]
name = "Ada Marsh"
type = "person"

[[entity]]
name = "Bo Dahl"
type = "person"
"#;

/// A document with a day, one with another, and one with a year alone.
const NEWS: &str = r#"
{"id": "one", "date": "2024-05-10", "text": "Ada Marsh met Bo Dahl at the bridge.\n\nAda Marsh left."}
{"id": "two", "date": "2024-06-01", "text": "Bo Dahl wrote to Ada Marsh about money."}
{"id": "three", "date": "2025", "text": "Bo Dahl slept."}
"#;

fn run(folder: &Path, line: &str) -> Result {
    let output = comention(folder).args(line.split(' ')).output()?;
    assert!(output.status.success(), "{line}: {}", stderr_of(&output));
    Ok(())
}

/// `presence.csv` of the news, without its head; `|` between the rows.
fn presence(by: &str) -> Result<String> {
    let folder = tempfile::tempdir()?;
    let folder = folder.path();
    fs::write(folder.join("entities.toml"), NAMES)?;
    fs::write(folder.join("news.jsonl"), NEWS.trim_start())?;
    run(folder, "build news.jsonl --format dot")?;
    run(
        folder,
        &format!("export --format csv --presence {by} -o tables"),
    )?;
    let table = fs::read_to_string(folder.join("tables/presence.csv"))?;
    let rows: Vec<&str> = table.lines().skip(1).collect();
    Ok(rows.join("|").replace('"', ""))
}

#[test]
fn presence_is_told_by_stretches_of_time() -> Result {
    let by_months = |first: &str, second: &str| {
        [
            ",bo-dahl,,1".to_owned(),
            format!("{first},ada-marsh,,2|{first},bo-dahl,,1|{first},ada-marsh,bo-dahl,1"),
            format!("{second},ada-marsh,,1|{second},bo-dahl,,1|{second},ada-marsh,bo-dahl,1"),
        ]
        .join("|")
    };
    assert_eq!(presence("day")?, by_months("2024-05-10", "2024-06-01"));
    assert_eq!(presence("week")?, by_months("2024-W19", "2024-W22"));
    assert_eq!(presence("month")?, by_months("2024-05", "2024-06"));
    assert_eq!(
        presence("year")?,
        "2024,ada-marsh,,3|2024,bo-dahl,,2|2024,ada-marsh,bo-dahl,2|2025,bo-dahl,,1"
    );
    Ok(())
}

#[test]
fn presence_is_told_by_sections() -> Result {
    assert_eq!(
        presence("section")?,
        "one,0,,ada-marsh,,2|one,0,,bo-dahl,,1|one,0,,ada-marsh,bo-dahl,1|\
         two,0,,ada-marsh,,1|two,0,,bo-dahl,,1|two,0,,ada-marsh,bo-dahl,1|three,0,,bo-dahl,,1"
    );
    Ok(())
}

/// The words stand in the document itself, and differ from document to document.
#[test]
fn ties_of_a_document_are_about_words_of_it() -> Result {
    let folder = tempfile::tempdir()?;
    let folder = folder.path();
    let sample = fixture("sample");
    let build = format!(
        "build {} -g {ROOT}/entities.toml --format dot",
        sample.display()
    );
    run(folder, &build)?;
    run(folder, "export --split-by document --format json -o split")?;
    let mut n_words = 0;
    for file in fs::read_dir(&sample)? {
        let file = file?.path();
        let Some(name) = file.file_name().and_then(|name| name.to_str()) else {
            continue;
        };
        let split = folder.join("split").join(format!("{name}.json"));
        let Ok(graph) = fs::read_to_string(split) else {
            continue;
        };
        let graph: Value = serde_json::from_str(&graph)?;
        let text = fs::read_to_string(&file)?.to_lowercase();
        for edge in graph["edges"].as_array().ok_or("edges")? {
            for word in edge["about"].as_array().into_iter().flatten() {
                let word = word.as_str().ok_or("a word")?;
                assert!(text.contains(word), "{word} in {name}");
                n_words += 1;
            }
        }
    }
    assert!(n_words > 10, "{n_words} words");
    Ok(())
}
