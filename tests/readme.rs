//! What the README shows is what the program says.

use std::fs;
use std::path::Path;

use assert_cmd::Command;

/// A command and what stands below it.
struct Example {
    command: Vec<String>,
    output: String,
}

#[test]
fn every_console_block_shows_what_the_command_prints() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = fs::read_to_string(root.join("README.md")).expect("the README");
    let folder = tempfile::tempdir().expect("a temporary folder");
    copy(root, folder.path());
    let examples = examples(&readme);
    assert!(examples.len() >= 4, "the README shows the main commands");
    for example in examples {
        let mut command = Command::cargo_bin("comention").expect("the binary");
        command.current_dir(folder.path()).args(&example.command);
        let output = command.output().expect("it runs");
        let printed = String::from_utf8(output.stdout).expect("UTF-8");
        assert_eq!(printed, example.output, "{:?}", example.command);
    }
}

/// The sample and its gazetteer, where the commands expect them.
fn copy(root: &Path, folder: &Path) {
    fs::copy(root.join("entities.toml"), folder.join("entities.toml")).expect("a copy");
    let sample = Path::new("tests/fixtures/sample");
    fs::create_dir_all(folder.join(sample)).expect("a folder");
    for entry in fs::read_dir(root.join(sample)).expect("the sample") {
        let name = entry.expect("an entry").file_name();
        let (from, to) = (root.join(sample), folder.join(sample));
        fs::copy(from.join(&name), to.join(&name)).expect("a copy");
    }
}

fn examples(readme: &str) -> Vec<Example> {
    let blocks = readme.split("```console\n$ comention ").skip(1);
    blocks
        .map(|block| {
            let (command, rest) = block.split_once('\n').expect("a line");
            let output = rest.split("```").next().expect("the block ends");
            Example {
                command: words(command),
                output: output.to_owned(),
            }
        })
        .collect()
}

/// The words of a command line; double quotes hold words together.
fn words(line: &str) -> Vec<String> {
    let parts = line.split('"').enumerate();
    parts
        .flat_map(|(idx, part)| match idx % 2 {
            0 => part.split_whitespace().map(str::to_owned).collect(),
            _ => vec![part.to_owned()],
        })
        .collect()
}
