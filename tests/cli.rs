//! The binary as its users meet it: every folder of `tests/cases` holds command lines and what they
//! must print; tests of what a folder cannot hold stand below.
//!
//! A case has a `command` (one a line, and `> FILE` keeps its output aside), what it runs on in
//! `input/` (else `tests/fixtures/small`), perhaps a `stdin`, and the expected `stdout`, `stderr`
//! and `exit`, a code a line; one that is missing is empty, or 0. Where a case has several
//! commands, each is shown before its output. `UPDATE_CASES=1` writes down what came.

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use support::{Result, comention, copy_folder, fixture, stderr_of, tests};

/// What the commands of a case gave.
#[derive(Default, PartialEq)]
struct Transcript {
    stdout: String,
    stderr: String,
    exit: String,
}

#[test]
fn every_case_gives_what_it_expects() -> Result {
    let mut cases: Vec<PathBuf> = fs::read_dir(tests("cases"))?
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<_>>()?;
    cases.sort();
    let is_update = std::env::var_os("UPDATE_CASES").is_some();
    let mut differences = String::new();
    for case in cases.iter().filter(|case| case.join("command").exists()) {
        let got = Transcript::of(case)?;
        if is_update {
            got.write(case)?;
        } else {
            differences.push_str(&got.compare(case)?);
        }
    }
    assert!(differences.is_empty(), "\n{differences}");
    Ok(())
}

impl Transcript {
    /// Runs the commands of `case`, one after the other in one folder.
    fn of(case: &Path) -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let input = case.join("input");
        let own_or_small = if input.exists() {
            input
        } else {
            fixture("small")
        };
        copy_folder(&own_or_small, folder.path())?;
        let stdin = fs::read(case.join("stdin")).unwrap_or_default();
        let commands = fs::read_to_string(case.join("command"))?;
        let mut transcript = Self::default();
        for command in commands.lines() {
            let shown = match commands.lines().count() {
                1 => String::new(),
                _ => format!("$ {command}\n"),
            };
            transcript.run(command, &shown, &stdin, folder.path())?;
        }
        if transcript.exit.lines().all(|code| code == "0") {
            transcript.exit.clear();
        }
        Ok(transcript)
    }

    fn run(&mut self, command: &str, shown: &str, stdin: &[u8], folder: &Path) -> Result {
        let (command, file) = match command.split_once(" > ") {
            Some((command, file)) => (command, Some(file)),
            None => (command, None),
        };
        let words = words(command);
        let [program, args @ ..] = words.as_slice() else {
            return Err("an empty command".into());
        };
        assert_eq!(program, "comention", "{command}");
        let output = comention(folder).args(args).write_stdin(stdin).output()?;
        let (stdout, stderr) = (text(output.stdout)?, text(output.stderr)?);
        self.stdout.push_str(shown);
        match file {
            Some(file) => fs::write(folder.join(file), stdout)?,
            None => self.stdout.push_str(&stdout),
        }
        if !stderr.is_empty() {
            self.stderr.push_str(&format!("{shown}{stderr}"));
        }
        let code = output.status.code().ok_or("ended by a signal")?;
        self.exit.push_str(&format!("{code}\n"));
        Ok(())
    }

    fn parts(&self) -> [(&'static str, &str); 3] {
        [
            ("stdout", &self.stdout),
            ("stderr", &self.stderr),
            ("exit", &self.exit),
        ]
    }

    fn write(&self, case: &Path) -> Result {
        for (name, got) in self.parts() {
            let path = case.join(name);
            match got.is_empty() {
                false => fs::write(path, got)?,
                true if path.exists() => fs::remove_file(path)?,
                true => {}
            }
        }
        Ok(())
    }

    /// What is not as the files of `case` have it; empty if all is.
    fn compare(&self, case: &Path) -> Result<String> {
        let mut differences = String::new();
        for (name, got) in self.parts() {
            let path = case.join(name);
            let expected = match path.exists() {
                true => fs::read_to_string(&path)?,
                false => String::new(),
            };
            if got != expected {
                let case = case.file_name().unwrap_or_default().display();
                let lines = changed_lines(&expected, got);
                differences.push_str(&format!("== {case}: {name}\n{lines}\n"));
            }
        }
        Ok(differences)
    }
}

/// From the first line that differs to the last: those expected behind `-`, those got behind `+`.
fn changed_lines(expected: &str, got: &str) -> String {
    let (mut expected, mut got): (Vec<_>, Vec<_>) =
        (expected.lines().collect(), got.lines().collect());
    while !expected.is_empty() && expected.last() == got.last() {
        expected.pop();
        got.pop();
    }
    let n_same = expected
        .iter()
        .zip(&got)
        .take_while(|(a, b)| a == b)
        .count();
    let signed = |sign: char, lines: &[&str]| -> String {
        lines
            .iter()
            .map(|line| format!("{sign} {line}\n"))
            .collect()
    };
    signed('-', &expected[n_same..]) + &signed('+', &got[n_same..])
}

/// The words of a command line, parted by spaces outside quotes.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    for c in line.chars() {
        match (quote, c) {
            (Some(open), _) if c == open => quote = None,
            (None, '"' | '\'') => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            (None, ' ') => words.extend(word.take()),
            _ => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    words
}

fn text(bytes: Vec<u8>) -> Result<String> {
    Ok(String::from_utf8(bytes)?)
}

/// A folder with the small corpus and its gazetteer.
fn small() -> Result<tempfile::TempDir> {
    let folder = tempfile::tempdir()?;
    copy_folder(&fixture("small"), folder.path())?;
    Ok(folder)
}

/// The same, built.
fn small_built() -> Result<tempfile::TempDir> {
    let folder = small()?;
    check(folder.path(), &["build", "texts"], 0, "")?;
    Ok(folder)
}

/// Runs a command and expects its exit code and all it says on standard error.
#[track_caller]
fn check(folder: &Path, args: &[&str], code: i32, stderr: &str) -> Result {
    let output = comention(folder).args(args).output()?;
    assert_eq!(stderr_of(&output), stderr, "{args:?}");
    assert_eq!(output.status.code(), Some(code), "{args:?}");
    Ok(())
}

/// All files under `folder`, with their bytes.
fn files(folder: &Path) -> Result<BTreeMap<PathBuf, Vec<u8>>> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            files.extend(self::files(&path)?);
        } else {
            files.insert(path.clone(), fs::read(&path)?);
        }
    }
    Ok(files)
}

#[test]
fn a_closed_pipe_is_success_and_says_nothing() -> Result {
    let folder = small_built()?;
    let long = "Ada Marsh met Björn Ek in Port Süd.\n\n".repeat(20_000);
    fs::write(folder.path().join("long.txt"), long)?;
    for args in [
        &["tag", "long.txt"][..],
        &["tag", "long.txt", "--format", "jsonl"],
        &["tag", "long.txt", "--format", "text"],
        &["build", "texts"],
        &["query", "top"],
        &["query", "evidence", "Port Süd", "--format", "json"],
        &["export", "--format", "dot"],
        &["export", "--format", "json"],
        &["--help"],
    ] {
        let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_comention"))
            .args(args)
            .current_dir(folder.path())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()?;
        drop(child.stdout.take());
        let output = child.wait_with_output()?;
        assert_eq!(stderr_of(&output), "", "{args:?}");
        assert_eq!(output.status.code(), Some(0), "{args:?}");
    }
    Ok(())
}

#[test]
fn a_reader_that_leaves_early_gets_what_it_read() -> Result {
    let folder = small()?;
    let long = "Ada Marsh met Björn Ek in Port Süd.\n\n".repeat(20_000);
    fs::write(folder.path().join("long.txt"), long)?;
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_comention"))
        .args(["tag", "long.txt"])
        .current_dir(folder.path())
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    let mut head = [0; 14];
    let mut stdout = child.stdout.take().ok_or("standard output is a pipe")?;
    stdout.read_exact(&mut head)?;
    drop(stdout);
    assert_eq!(&head, b"document\tstart");
    let output = child.wait_with_output()?;
    assert_eq!(stderr_of(&output), "");
    assert_eq!(output.status.code(), Some(0));
    Ok(())
}

#[test]
fn a_folder_that_cannot_be_written_to_is_told() -> Result {
    let folder = small_built()?;
    let file = "a part of this path is a file; give another path";
    let below = |path: &str| format!("error: {path}: {file}\n");
    let build = |out| ["build", "texts", "-o", out];
    check(
        folder.path(),
        &build("entities.toml/out"),
        2,
        &below("entities.toml/out"),
    )?;
    let export = ["export", "--format", "dot", "-o", "entities.toml/graph.dot"];
    check(folder.path(), &export, 2, &below("entities.toml/graph.dot"))?;
    let output = comention(folder.path())
        .args(build("entities.toml"))
        .output()?;
    assert_eq!(
        output.status.code(),
        Some(2),
        "a file where a folder is due"
    );
    assert!(stderr_of(&output).starts_with("error: entities.toml: "));
    Ok(())
}

/// Inputs and options that let a build fail, as arguments behind `build`.
const FAILING: [&[&str]; 5] = [
    &["texts", "picture.txt", "--strict"],
    &["texts", "nowhere"],
    &["picture.txt"],
    &["texts", "-g", "faulty.toml"],
    &["texts", "-g", "nowhere.toml"],
];

/// Writes the files that [`FAILING`] needs.
fn spoil(folder: &Path) -> Result {
    fs::write(folder.join("picture.txt"), b"Port S\0d")?;
    fs::write(folder.join("faulty.toml"), "[[entity]]\ntype = 7\n")?;
    Ok(())
}

#[test]
fn a_failed_build_leaves_the_last_one_as_it_was() -> Result {
    let folder = small_built()?;
    spoil(folder.path())?;
    let before = files(folder.path())?;
    for args in FAILING {
        let output = comention(folder.path()).arg("build").args(args).output()?;
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert!(files(folder.path())? == before, "{args:?} changed files");
    }
    Ok(())
}

#[test]
fn a_failed_build_leaves_no_file_behind() -> Result {
    let folder = small()?;
    spoil(folder.path())?;
    let before = files(folder.path())?;
    for args in FAILING {
        let output = comention(folder.path()).arg("build").args(args).output()?;
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert!(files(folder.path())? == before, "{args:?} left files");
    }
    Ok(())
}

#[test]
fn an_output_that_could_not_be_put_in_place_is_made_up_for_by_the_next_build() -> Result {
    let folder = small_built()?;
    let out = folder.path().join("out");
    fs::remove_file(out.join("graph.json"))?;
    fs::create_dir(out.join("graph.json"))?;
    let build = ["build", "texts", "--window", "document"];
    let output = comention(folder.path()).args(build).output()?;
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr_of(&output).starts_with("error: out/graph.json: "));
    let is_part = |path: &PathBuf| path.to_string_lossy().ends_with(".part");
    assert!(!files(&out)?.keys().any(is_part));
    fs::remove_dir(out.join("graph.json"))?;
    comention(folder.path()).args(build).assert().success();
    let fresh = [&build[..], &["--fresh", "-o", "fresh"]].concat();
    comention(folder.path()).args(fresh).assert().success();
    let [mended, fresh] = ["out", "fresh"].map(|out| folder.path().join(out).join("graph.json"));
    assert!(fs::read(mended)? == fs::read(fresh)?);
    Ok(())
}

/// Where a SQLite file keeps the version of its schema, in four bytes.
const USER_VERSION: std::ops::Range<usize> = 60..64;

#[test]
fn a_store_of_another_version_is_refused() -> Result {
    let folder = small_built()?;
    let path = folder.path().join("out/graph.db");
    let mut bytes = fs::read(&path)?;
    let version = u32::from_be_bytes(bytes[USER_VERSION].try_into()?);
    for (other, remedy) in [
        (version - 1, "build it again"),
        (version + 1, "upgrade comention"),
    ] {
        bytes[USER_VERSION].copy_from_slice(&other.to_be_bytes());
        fs::write(&path, &bytes)?;
        let expected = format!(
            "error: out/graph.db: format version {other}, this program reads {version}; {remedy}\n"
        );
        check(folder.path(), &["query", "top"], 2, &expected)?;
        check(folder.path(), &["export", "--format", "dot"], 2, &expected)?;
    }
    Ok(())
}

#[test]
fn a_store_that_was_cut_off_is_told_and_never_read_as_whole() -> Result {
    let folder = small_built()?;
    let path = folder.path().join("out/graph.db");
    let bytes = fs::read(&path)?;
    for n_bytes in [bytes.len() / 4, bytes.len() / 2, bytes.len() - 4096] {
        fs::write(&path, &bytes[..n_bytes])?;
        let output = comention(folder.path()).args(["query", "top"]).output()?;
        assert_eq!(output.status.code(), Some(2), "{n_bytes} bytes");
        assert!(stderr_of(&output).starts_with("error: out/graph.db: "));
    }
    Ok(())
}
