//! What the documents show works.

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use rusqlite::{Connection, OpenFlags};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

type Result<T = ()> = std::result::Result<T, Box<dyn std::error::Error>>;

/// The store of the sample, in a folder that goes away.
fn store() -> Result<(tempfile::TempDir, Connection)> {
    let folder = tempfile::tempdir()?;
    let mut command = Command::cargo_bin("comention")?;
    command.current_dir(ROOT);
    command.args(["build", "tests/fixtures/sample", "--format", "json", "-o"]);
    command.arg(folder.path()).assert().success();
    let path = folder.path().join("graph.db");
    let connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    Ok((folder, connection))
}

fn names(connection: &Connection, select: &str) -> Result<Vec<String>> {
    let mut select = connection.prepare(select)?;
    let rows = select.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

#[test]
fn every_question_to_the_store_has_an_answer() -> Result {
    let (_folder, connection) = store()?;
    let document = fs::read_to_string(Path::new(ROOT).join("docs/store.md"))?;
    let mut n_questions = 0;
    for block in document.split("```sql\n").skip(1) {
        let question = block.split("```").next().ok_or("a block ends")?;
        let mut select = connection.prepare(question)?;
        let is_answered = select.query([])?.next()?.is_some();
        assert!(is_answered, "no rows: {question}");
        n_questions += 1;
    }
    assert!(n_questions >= 8, "each view has an example");
    Ok(())
}

#[test]
fn every_view_and_its_columns_are_documented() -> Result {
    let (_folder, connection) = store()?;
    let document = fs::read_to_string(Path::new(ROOT).join("docs/store.md"))?;
    for view in names(
        &connection,
        "SELECT name FROM sqlite_schema WHERE type = 'view'",
    )? {
        let headings: Vec<&str> = (document.lines())
            .filter(|line| line.starts_with("## ") && line.split(' ').any(|word| word == view))
            .collect();
        let [heading] = headings[..] else {
            panic!("one heading for {view}, not {headings:?}");
        };
        let section = document.split(heading).nth(1).ok_or("a section")?;
        let section = section.split("\n## ").next().unwrap_or(section);
        let columns = format!("SELECT name FROM pragma_table_info('{view}')");
        for column in names(&connection, &columns)? {
            assert!(section.contains(&format!("`{column}`")), "{view}.{column}");
        }
    }
    Ok(())
}

#[cfg(feature = "parquet")]
#[test]
fn every_table_and_its_columns_are_documented() -> Result {
    use parquet::file::reader::{FileReader, SerializedFileReader};

    let (folder, _) = store()?;
    let mut command = Command::cargo_bin("comention")?;
    command.args(["export", "--format", "parquet", "--graph"]);
    command.arg(folder.path().join("graph.db"));
    command.arg("-o").arg(folder.path()).assert().success();
    let document = fs::read_to_string(Path::new(ROOT).join("docs/parquet.md"))?;
    for name in ["entities", "edges", "mentions", "documents"] {
        let heading = format!("\n## {name}.parquet\n");
        let section = document.split(&heading).nth(1).ok_or("a section")?;
        let section = section.split("\n## ").next().unwrap_or(section);
        let file = fs::File::open(folder.path().join(format!("{name}.parquet")))?;
        let reader = SerializedFileReader::new(file)?;
        let columns = reader.metadata().file_metadata().schema().get_fields();
        let own = ["geonames", "iso3166", "wikidata"];
        let columns = columns.iter().map(|column| column.name());
        for column in columns.filter(|column| !own.contains(column)) {
            assert!(section.contains(&format!("`{column}`")), "{name}.{column}");
        }
    }
    Ok(())
}
