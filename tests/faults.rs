//! Full disks, folders that cannot be written, files that go away or change, processes that are
//! killed: what stood there stays whole or the new one is, somebody is told, and the exit code says
//! so. What a system or a user cannot do is passed over with a message.

#![cfg(unix)]

mod support;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::thread;
use std::time::Duration;

use support::{Result, comention, stderr_of};
use tempfile::TempDir;

const PROGRAM: &str = env!("CARGO_BIN_EXE_comention");

const LIST: &str = "[[entity]]\nname = \"Ada Marsh\"\ntype = \"person\"\n\n\
    [[entity]]\nname = \"Oslo\"\ntype = \"place\"\n";

const FORMATS: [(&str, &str); 10] = [
    ("dot", "graph.dot"),
    ("graphml", "graph.graphml"),
    ("gexf", "graph.gexf"),
    ("json", "graph.json"),
    ("cyjs", "graph.cyjs"),
    ("csv", "nodes.csv"),
    ("ttl", "graph.ttl"),
    ("jsonld", "graph.jsonld"),
    ("svg", "graph.svg"),
    ("html", "graph.html"),
];

/// Texts, a list and a build of them.
struct Corpus {
    folder: TempDir,
}

impl Corpus {
    fn new(n_texts: usize) -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let corpus = Self { folder };
        corpus.fill(corpus.folder.path(), n_texts)?;
        assert!(corpus.run("build texts -o out")?.status.success());
        Ok(corpus)
    }

    /// Puts texts and a list into `folder`.
    fn fill(&self, folder: &Path, n_texts: usize) -> Result {
        fs::write(folder.join("entities.toml"), LIST)?;
        fs::create_dir(folder.join("texts"))?;
        (0..n_texts).try_for_each(|n| write_text(folder, n, "left"))
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn run(&self, args: &str) -> Result<Output> {
        Ok(comention(self.folder.path())
            .args(args.split(' '))
            .output()?)
    }

    /// Runs it where no file may become longer than so many blocks of 512 bytes.
    fn run_within(&self, n_blocks: usize, args: &str) -> Result<Output> {
        let script = format!("trap '' XFSZ; ulimit -f {n_blocks}; exec {PROGRAM} {args}");
        let mut shell = Command::new("sh");
        Ok(shell
            .args(["-c", &script])
            .current_dir(self.folder.path())
            .output()?)
    }

    /// The files of the build and what they hold, but for texts that are kept for the next one.
    fn built(&self) -> Result<Vec<(String, Vec<u8>)>> {
        let mut files = Vec::new();
        for entry in fs::read_dir(self.path("out"))? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if !name.starts_with('.') {
                files.push((name, fs::read(entry.path())?));
            }
        }
        files.sort();
        Ok(files)
    }
}

fn write_text(folder: &Path, n: usize, verb: &str) -> Result {
    let text = format!("Ada Marsh {verb} Oslo, {n}. Karl Berg and Lena Holm saw Karl Berg.\n");
    Ok(fs::write(folder.join(format!("texts/{n}.txt")), text)?)
}

/// Expects an error that holds `told`.
#[track_caller]
fn check_failed(output: &Output, told: &str) {
    let stderr = stderr_of(output);
    assert_eq!(output.status.code(), Some(2), "{stderr}");
    assert!(
        stderr.starts_with("error: ") && stderr.contains(told),
        "{stderr}"
    );
}

/// A file system of its own, of 100 kB, or nothing where one may not mount any.
struct Disk {
    folder: TempDir,
}

impl Disk {
    fn new() -> Result<Option<Self>> {
        let folder = tempfile::tempdir()?;
        let disk = Self { folder };
        let is_mounted = disk.mount("size=100k")?;
        if !is_mounted {
            eprintln!("passed over: nobody but root mounts a small disk");
        }
        Ok(is_mounted.then_some(disk))
    }

    fn mount(&self, options: &str) -> Result<bool> {
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", options, "tmpfs"]);
        let status = mount.arg(self.folder.path()).stderr(Stdio::null()).status();
        Ok(status.is_ok_and(|status| status.success()))
    }

    fn run(&self, args: &str) -> Result<Output> {
        Ok(comention(self.folder.path())
            .args(args.split(' '))
            .output()?)
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        // The folder below it goes away by itself.
        let _ = Command::new("umount")
            .arg(self.folder.path())
            .stderr(Stdio::null())
            .status();
    }
}

#[test]
fn an_export_without_room_leaves_the_old_one() -> Result {
    let corpus = Corpus::new(3)?;
    for (format, file) in FORMATS {
        fs::write(corpus.path(&format!("out/{file}")), "old")?;
        let place = match format {
            "csv" => "out".to_owned(),
            _ => format!("out/{file}"),
        };
        let output = corpus.run_within(0, &format!("export --format {format} -o {place}"))?;
        check_failed(&output, file);
        let left = fs::read(corpus.path(&format!("out/{file}")))?;
        assert_eq!(left, b"old", "{format}");
        assert!(
            !corpus.path(&format!("out/{file}.part")).exists(),
            "{format}"
        );
    }
    Ok(())
}

#[test]
fn a_build_without_room_leaves_the_old_one() -> Result {
    let corpus = Corpus::new(3)?;
    let old = corpus.built()?;
    write_text(corpus.folder.path(), 3, "reached")?;
    for n_blocks in [0, 1, 3, 8, 20, 60, 120] {
        let output = corpus.run_within(n_blocks, "build texts -o out")?;
        check_failed(&output, "out/graph.");
        let names = |files: &[(String, Vec<u8>)]| -> Vec<String> {
            files.iter().map(|(name, _)| name.clone()).collect()
        };
        let left = corpus.built()?;
        assert_eq!(names(&left), names(&old), "{n_blocks} blocks");
        assert!(left == old, "{n_blocks} blocks");
        let output = corpus.run_within(n_blocks, "build texts -o none")?;
        check_failed(&output, "none/graph.");
    }
    assert!(corpus.run("build texts -o out")?.status.success());
    assert_ne!(corpus.built()?, old);
    Ok(())
}

#[test]
fn lists_without_room_stay_as_they_were() -> Result {
    let corpus = Corpus::new(3)?;
    let decisions = "decision,kind,name,type,of,aliases,list\naccept,name,Karl Berg,person,,,\n";
    fs::write(corpus.path("names.csv"), decisions)?;
    let output = corpus.run_within(0, "suggest --accept names.csv")?;
    check_failed(&output, "entities.toml");
    assert_eq!(fs::read_to_string(corpus.path("entities.toml"))?, LIST);

    fs::write(corpus.path("names.gaz"), "old")?;
    let output = corpus.run_within(0, "gazetteer compile entities.toml -o names.gaz")?;
    check_failed(&output, "names.gaz");
    assert_eq!(fs::read(corpus.path("names.gaz"))?, b"old");

    assert!(corpus.run("suggest --accept names.csv")?.status.success());
    let list = fs::read_to_string(corpus.path("entities.toml"))?;
    assert!(
        list.starts_with(LIST) && list.contains("Karl Berg"),
        "{list}"
    );
    Ok(())
}

#[test]
fn a_full_disk_is_told_as_one() -> Result {
    let Some(disk) = Disk::new()? else {
        return Ok(());
    };
    let corpus = Corpus::new(3)?;
    corpus.fill(disk.folder.path(), 5)?;
    check_failed(
        &disk.run("build texts -o out")?,
        "out/graph.db: the disk is full; make room",
    );
    assert_eq!(fs::read_dir(disk.folder.path().join("out"))?.count(), 0);
    let store = corpus.path("out/graph.db");
    let export = format!("export --graph {} --format html -o x.html", store.display());
    check_failed(
        &disk.run(&export)?,
        "x.html: the disk is full; make room and try again",
    );
    assert!(!disk.folder.path().join("x.html.part").exists());
    Ok(())
}

#[test]
fn a_folder_that_cannot_be_written_is_named() -> Result {
    let Some(disk) = Disk::new()? else {
        return Ok(());
    };
    let corpus = Corpus::new(1)?;
    corpus.fill(disk.folder.path(), 1)?;
    fs::write(
        disk.folder.path().join("names.csv"),
        "decision,kind,name,type\nperson,name,Karl Berg,person\n",
    )?;
    assert!(
        disk.mount("remount,ro")?,
        "what is mounted can be mounted again"
    );
    check_failed(&disk.run("build texts -o out")?, "out: ");
    check_failed(
        &disk.run("gazetteer compile entities.toml -o x.gaz")?,
        "x.gaz: ",
    );
    check_failed(&disk.run("suggest --accept names.csv")?, "entities.toml: ");
    assert_eq!(
        fs::read_to_string(disk.folder.path().join("entities.toml"))?,
        LIST
    );
    Ok(())
}

#[test]
fn a_reader_that_takes_nothing_is_no_panic() -> Result {
    if !Path::new("/dev/full").exists() {
        eprintln!("passed over: there is no /dev/full");
        return Ok(());
    }
    let corpus = Corpus::new(1)?;
    let full = || fs::File::options().write(true).open("/dev/full");
    for args in [
        "export --format json",
        "tag texts --format tsv",
        "query top",
        "build texts -o two",
    ] {
        let mut command = Command::new(PROGRAM);
        command
            .args(args.split(' '))
            .current_dir(corpus.folder.path());
        check_failed(&command.stdout(full()?).output()?, "standard output: ");
    }
    for args in [
        "tag nowhere",
        "tag texts --format nothing",
        "build texts nowhere -o three",
    ] {
        let mut command = Command::new(PROGRAM);
        command
            .args(args.split(' '))
            .current_dir(corpus.folder.path());
        assert_eq!(
            command.stderr(full()?).output()?.status.code(),
            Some(2),
            "{args}"
        );
    }
    check_failed(
        &corpus.run("export --format dot -o /dev/full")?,
        "/dev/full: the disk is full",
    );
    Ok(())
}

#[test]
fn what_is_no_file_is_named_and_keeps_nobody_waiting() -> Result {
    let corpus = Corpus::new(1)?;
    let pipe = corpus.path("texts/pipe.txt");
    assert!(Command::new("mkfifo").arg(&pipe).status()?.success());
    std::os::unix::fs::symlink("nowhere", corpus.path("texts/gone.txt"))?;
    let output = corpus.run("build texts -o out")?;
    assert_eq!(output.status.code(), Some(0));
    let told = String::from_utf8(output.stdout)?;
    assert!(
        told.contains("pipe.txt: a pipe or a device; give it as an input by itself"),
        "{told}"
    );
    assert!(told.contains("gone.txt: no such file or folder"), "{told}");
    Ok(())
}

#[test]
fn files_that_go_away_or_change_meanwhile_are_no_loss_of_others() -> Result {
    let corpus = Corpus::new(600)?;
    let folder = corpus.folder.path().to_owned();
    let meddler = thread::spawn(move || {
        for n in (0..600).rev().step_by(2) {
            let _ = fs::remove_file(folder.join(format!("texts/{n}.txt")));
            let _ = write_text(&folder, n - 1, "came again and again to");
        }
    });
    let output = corpus.run("build texts -o out --fresh")?;
    meddler.join().expect("it ends");
    assert_eq!(output.status.code(), Some(0), "{}", stderr_of(&output));
    let output = corpus.run("build texts -o out")?;
    let told = String::from_utf8(output.stdout)?;
    assert!(told.starts_with("300 documents"), "{told}");
    Ok(())
}

#[test]
fn kept_texts_that_are_damaged_change_nothing() -> Result {
    let corpus = Corpus::new(1)?;
    fs::write(
        corpus.path("texts/page.html"),
        "<p>Ada Marsh left Oslo.</p>",
    )?;
    assert!(corpus.run("build texts -o out")?.status.success());
    let kept = corpus.path("out/.texts.db");
    let expected = fs::read(corpus.path("out/graph.json"))?;
    let good = fs::read(&kept)?;
    let mut changed = good.clone();
    changed[100..].fill(7);
    for bytes in [&b""[..], b"garbage", &good[..good.len() / 2], &changed] {
        fs::write(&kept, bytes)?;
        fs::write(
            corpus.path("entities.toml"),
            format!("{LIST}# {}\n", bytes.len()),
        )?;
        let output = corpus.run("build texts -o out")?;
        assert!(output.status.success(), "{}", stderr_of(&output));
        assert_eq!(fs::read(corpus.path("out/graph.json"))?, expected);
    }
    Ok(())
}

#[test]
fn a_killed_build_leaves_the_old_one() -> Result {
    let corpus = Corpus::new(300)?;
    for round in 0..12 {
        write_text(corpus.folder.path(), round, "came again to")?;
        let mut command = Command::new(PROGRAM);
        command.args(["build", "texts", "-o", "out", "--fresh"]);
        command
            .current_dir(corpus.folder.path())
            .stdout(Stdio::null());
        let mut child = command.spawn()?;
        thread::sleep(Duration::from_millis(20 * round as u64));
        child.kill()?;
        child.wait()?;
        let top = corpus.run("query top --format csv")?;
        assert!(top.status.success(), "{}", stderr_of(&top));
        serde_json::from_slice::<serde_json::Value>(&fs::read(corpus.path("out/graph.json"))?)?;
    }
    assert!(corpus.run("build texts -o out")?.status.success());
    assert!(corpus.run("build texts -o fresh")?.status.success());
    for file in ["graph.dot", "graph.graphml", "graph.json"] {
        let [one, other] = ["out", "fresh"].map(|out| fs::read(corpus.path(out).join(file)));
        assert_eq!(one?, other?, "{file}");
    }
    Ok(())
}
