//! What README and the guides in `docs` show is what the program says. In their blocks of `console`,
//! a line that begins with `$ comention` is a command (`> FILE` keeps its output aside), and below it
//! stands what it prints. A document is read from its beginning, in a folder with the sample and its
//! `entities.toml`. `UPDATE_CASES=1` writes down what came.

mod support;

use std::fs;
use std::path::{Path, PathBuf};

use support::{ROOT, Result, comention, copy_folder, stderr_of};

const BLOCK: &str = "```console\n";
const END: &str = "```";
const PROMPT: &str = "$ comention ";

#[test]
fn every_console_block_shows_what_the_commands_print() -> Result {
    let mut documents = vec![Path::new(ROOT).join("README.md")];
    let guides = fs::read_dir(Path::new(ROOT).join("docs"))?;
    let guides: Vec<PathBuf> = guides
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<_>>()?;
    documents.extend(
        guides
            .into_iter()
            .filter(|path| path.extension().is_some_and(|end| end == "md")),
    );
    let is_update = std::env::var_os("UPDATE_CASES").is_some();
    let mut n_commands = 0;
    for path in documents {
        let shown = fs::read_to_string(&path)?;
        n_commands += shown.matches(PROMPT).count();
        let printed = as_printed(&shown)?;
        match is_update {
            true => fs::write(&path, printed)?,
            false => assert_eq!(shown, printed, "{}", path.display()),
        }
    }
    assert!(n_commands >= 12, "the main commands are shown");
    Ok(())
}

/// `document` with what its commands print now.
fn as_printed(document: &str) -> Result<String> {
    let folder = tempfile::tempdir()?;
    let sample = "tests/fixtures/sample";
    copy_folder(&Path::new(ROOT).join(sample), &folder.path().join(sample))?;
    let list = "entities.toml";
    fs::copy(Path::new(ROOT).join(list), folder.path().join(list))?;
    let mut parts = document.split(BLOCK);
    let mut printed = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (block, rest) = part.split_once(END).ok_or("a block ends")?;
        printed.push_str(BLOCK);
        for command in block.lines().filter_map(|line| line.strip_prefix(PROMPT)) {
            printed.push_str(&format!("{PROMPT}{command}\n"));
            printed.push_str(&run(command, folder.path())?);
        }
        printed.push_str(END);
        printed.push_str(rest);
    }
    Ok(printed)
}

/// What `command` prints in `folder`.
fn run(command: &str, folder: &Path) -> Result<String> {
    let (line, aside) = match command.split_once(" > ") {
        Some((line, file)) => (line, Some(folder.join(file))),
        None => (command, None),
    };
    let output = comention(folder).args(words(line)).output()?;
    assert!(output.status.success(), "{command}: {}", stderr_of(&output));
    let printed = String::from_utf8(output.stdout)?;
    match aside {
        Some(file) => fs::write(file, printed).map(|()| Ok(String::new()))?,
        None => Ok(printed),
    }
}

/// The words of a command line; quotes of either kind hold words together.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut open = None;
    let mut word: Option<String> = None;
    for c in line.chars() {
        match (c, open) {
            ('"' | '\'', None) => {
                open = Some(c);
                word.get_or_insert_default();
            }
            (c, Some(quote)) if c == quote => open = None,
            (' ', None) => words.extend(word.take()),
            (c, _) => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    words
}
