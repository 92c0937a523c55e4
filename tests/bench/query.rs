//! How long answers take, start of the program included, on a store of a million mentions and
//! 100,000 ties: `cargo bench --bench query`. The store is made for it, the same each time, by a
//! build of made texts.

use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

type Result<T = ()> = std::result::Result<T, Box<dyn Error>>;

const N_ENTITIES: usize = 10_000;

const N_MENTIONS: usize = 1_000_000;

/// Those that one entity is drawn together with, the first most often.
const N_PARTNERS: u64 = 12;

const PARAGRAPHS_OF_A_DOCUMENT: usize = 170;

/// Of so many runs the fastest counts.
const N_RUNS: usize = 5;

fn main() -> Result {
    let folder = tempfile::tempdir()?;
    let names = make(folder.path())?;
    let built = Command::new(env!("CARGO_BIN_EXE_comention"))
        .args(["build", "texts", "-g", "names.tsv", "--format", "csv"])
        .current_dir(folder.path())
        .output()?;
    let summary = String::from_utf8(built.stdout)?;
    for line in summary.lines().take(2) {
        println!("{line}");
    }
    // The first is tied to very many, the last to few.
    let (most, much, few) = (&names[0], &names[1], &names[N_ENTITIES - 1]);
    for question in [
        &["find", "babe"][..],
        &["show", most],
        &["neighbors", most, "--type", "person"],
        &["common", most, much],
        &["path", most, few],
        &["path", most, few, "-k", "5"],
        &["evidence", most],
        &["evidence", most, "--order", "newest"],
        &["evidence", most, "--order", "strongest"],
        &["timeline", most, "--by", "section"],
        &["ego", few],
        &["explain", "1.txt:1"],
        &[
            "sql",
            "SELECT name FROM entity ORDER BY mentions DESC LIMIT 9",
        ],
        &["top"],
        &["top", "--by", "strength"],
        &["top", "--by", "pagerank"],
        &["gaps"],
        &["bridges"],
        &["communities"],
        &["top", "--by", "betweenness"],
    ] {
        let times = (0..N_RUNS).map(|_| time(folder.path(), question));
        let times: Vec<Duration> = times.collect::<Result<_>>()?;
        let fastest = times.iter().min().ok_or("no run")?;
        let milliseconds = fastest.as_secs_f64() * 1000.0;
        println!("{milliseconds:8.1} ms  {}", question.join(" "));
    }
    Ok(())
}

fn time(folder: &Path, question: &[&str]) -> Result<Duration> {
    let start = Instant::now();
    let output = Command::new(env!("CARGO_BIN_EXE_comention"))
        .arg("query")
        .args(question)
        .current_dir(folder)
        .output()?;
    let time = start.elapsed();
    match output.status.success() {
        true => Ok(time),
        false => Err(String::from_utf8(output.stderr)?.into()),
    }
}

/// Writes a gazetteer and texts, and gives the names.
fn make(folder: &Path) -> Result<Vec<String>> {
    let names: Vec<String> = (0..N_ENTITIES as u64)
        .map(|idx| format!("{} {}", word(idx), word(mixed(idx) % 100_000)))
        .collect();
    let mut list = "id\tname\ttype\taliases\n".to_owned();
    for (idx, name) in names.iter().enumerate() {
        let entity_type = ["person", "place", "organisation"][idx % 3];
        writeln!(list, "e{idx}\t{name}\t{entity_type}\t")?;
    }
    fs::write(folder.join("names.tsv"), list)?;
    fs::create_dir(folder.join("texts"))?;
    let (mut n_mentions, mut n_paragraphs, mut document) = (0, 0, 0);
    while n_mentions < N_MENTIONS {
        let mut text = String::new();
        for _ in 0..PARAGRAPHS_OF_A_DOCUMENT {
            let one = skewed(mixed(2 * n_paragraphs), 2.5);
            let partner = (N_PARTNERS as f64 * share(mixed(2 * n_paragraphs + 1)).powf(1.5)) as u64;
            let other = skewed(mixed(one * 1000 + partner), 1.5);
            let (one, other) = (&names[one as usize], &names[other as usize]);
            // A paragraph that stood before would not count.
            writeln!(
                text,
                "On day {n_paragraphs} {one} met {other} at the quay.\n"
            )?;
            n_paragraphs += 1;
            n_mentions += 2;
        }
        fs::write(folder.join(format!("texts/{document}.txt")), text)?;
        document += 1;
    }
    Ok(names)
}

/// An entity, the first ones more often.
fn skewed(drawn: u64, power: f64) -> u64 {
    (N_ENTITIES as f64 * share(drawn).powf(power)) as u64
}

/// From 0 to below 1.
fn share(drawn: u64) -> f64 {
    (drawn >> 11) as f64 / (1u64 << 53) as f64
}

/// A word of five syllables, another for each number below 100,000.
fn word(number: u64) -> String {
    const SYLLABLES: [&str; 10] = ["ba", "de", "ki", "lo", "mu", "na", "ro", "su", "ti", "ve"];
    let digits = format!("{number:05}");
    let syllables = digits
        .bytes()
        .map(|digit| SYLLABLES[(digit - b'0') as usize]);
    let word: String = syllables.collect();
    word[..1].to_uppercase() + &word[1..]
}

/// SplitMix64: <https://prng.di.unimi.it/splitmix64.c>.
fn mixed(number: u64) -> u64 {
    let number = number.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let mixed = (number ^ (number >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ (mixed >> 31)
}
