//! How fast names are found in a text, ours beside others': `cargo bench --bench matcher`.
//!
//! A row is `NUMBER OF NAMES, CASE/WHO`; its throughput is bytes of the text per second on one
//! core. The names and the text are [`made`].
//!
//! | case, who | what |
//! |---|---|
//! | `exact`, `fold` | the plain rule: words are ASCII letters, digits, `_` and bytes from 0x80 |
//! | `smart` | comention as it is by default, which finds more |
//! | `daachorse`, `aho-corasick` | leftmost-longest, matches that cut a word dropped |
//! | `naive` | at each word the longest run of words that is in a hash set |
//!
//! Folding is of ASCII letters; those who cannot fold are given the text in small letters, which
//! is part of their time. Before anything is measured, ours and `naive` must find exactly what all
//! overlapping matches of aho-corasick leave when those that cut a word are dropped and the longest
//! are taken from left to right. The other two may miss a few: a longer name that cuts a word hides
//! a shorter one from them.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashSet};
use std::hint::black_box;
use std::time::Duration;

use aho_corasick::{AhoCorasick, AhoCorasickBuilder, AhoCorasickKind, MatchKind};
use comention::gazetteer::{Case, Entity, EntityType, Gazetteer, Index, Matching};
use comention::tag::Tagger;
use criterion::{Criterion, SamplingMode, Throughput};
use daachorse::{DoubleArrayAhoCorasick, DoubleArrayAhoCorasickBuilder};

mod made;

const N_BYTES: usize = 8 << 20;

/// Numbers of names, ascending.
const SIZES: [(&str, usize); 3] = [("1k", 1_000), ("100k", 100_000), ("1M", 1_000_000)];

/// The most names for which the naive matcher is waited for.
const MOST_NAIVE: usize = 1_000;

/// What two matchers must have in common to have found the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Found {
    n_matches: usize,
    checksum: u64,
}

impl FromIterator<(usize, usize)> for Found {
    fn from_iter<I: IntoIterator<Item = (usize, usize)>>(spans: I) -> Self {
        spans
            .into_iter()
            .fold(Self::default(), |found, (start, end)| {
                let span = (start as u64) << 32 | end as u64;
                Self {
                    n_matches: found.n_matches + 1,
                    checksum: (found.checksum ^ span).wrapping_mul(0x9E37_79B9_7F4A_7C15),
                }
            })
    }
}

/// Finds all names in a text.
type Search = Box<dyn FnMut(&str) -> Found>;

fn main() {
    // `cargo test --benches` only sees whether all works.
    let is_bench = std::env::args().any(|argument| argument == "--bench");
    let sizes = if is_bench { &SIZES[..] } else { &SIZES[..1] };
    let mut criterion = Criterion::default()
        .sample_size(10)
        .warm_up_time(Duration::from_secs(1))
        .measurement_time(Duration::from_secs(3))
        .configure_from_args();
    let mut maker = made::Maker::new();
    let names = maker.names(1_000_000);
    let text = maker.text(N_BYTES, &names);
    println!("{} bytes, {} words", text.len(), words(&text).count());
    for &(size, n_names) in sizes {
        bench(&mut criterion, size, &names[..n_names], &text);
    }
    criterion.final_summary();
}

fn bench(criterion: &mut Criterion, size: &str, names: &[String], text: &str) {
    let [exact, _] = [("exact", false), ("fold", true)].map(|(case, folds)| {
        let mut rows = rows(names, folds);
        let right = all_right(names, folds, text);
        println!("{size}, {case}: {} matches", right.n_matches);
        check(&mut rows, text, right);
        measure(criterion, &format!("{size}, {case}"), text, rows);
        right
    });
    let mut smart = comention(names, Matching::default());
    let n_smart = smart(text).n_matches;
    assert!(n_smart >= exact.n_matches, "smart: {n_smart} for {exact:?}");
    measure(
        criterion,
        &format!("{size}, smart"),
        text,
        vec![("comention", smart)],
    );
}

fn rows(names: &[String], folds: bool) -> Vec<(&'static str, Search)> {
    let case = if folds { Case::Fold } else { Case::Exact };
    let plain = Matching {
        case,
        plain: true,
        ..Matching::default()
    };
    let mut rows = vec![
        ("comention", comention(names, plain)),
        ("daachorse", daachorse(names, folds)),
        ("aho-corasick", aho_corasick(names, folds)),
    ];
    if names.len() <= MOST_NAIVE {
        rows.push(("naive", naive(names, folds)));
    }
    rows
}

/// Expects those who claim so to find just what is right, and the others about as much.
fn check(rows: &mut [(&str, Search)], text: &str, right: Found) {
    for (who, search) in rows {
        let found = search(text);
        match *who {
            "comention" | "naive" => assert_eq!(found, right, "{who} errs"),
            _ => {
                let n_off = found.n_matches.abs_diff(right.n_matches);
                assert!(
                    n_off * 50 <= right.n_matches,
                    "{who}: {found:?} for {right:?}"
                );
            }
        }
    }
    assert!(
        right.n_matches > text.len() / 1000,
        "{right:?}: hardly anything to find"
    );
}

fn measure(criterion: &mut Criterion, name: &str, text: &str, rows: Vec<(&str, Search)>) {
    let mut group = criterion.benchmark_group(name);
    group.throughput(Throughput::Bytes(text.len() as u64));
    group.sampling_mode(SamplingMode::Flat);
    for (who, mut search) in rows {
        group.bench_function(who, |bencher| bencher.iter(|| search(black_box(text))));
    }
    group.finish();
}

fn comention(names: &[String], matching: Matching) -> Search {
    let entities = names.iter().map(|name| Entity {
        id: name.clone(),
        entity_type: EntityType::Place,
        name: name.clone(),
        aliases: Vec::new(),
        variants: Vec::new(),
        attributes: BTreeMap::new(),
        documents: Vec::new(),
        in_capitals: false,
    });
    let gazetteer = Gazetteer {
        entities: entities.collect(),
        ..Gazetteer::default()
    };
    let index = Index::new(&gazetteer, matching);
    let mut tagger = Tagger::default();
    Box::new(move |text| {
        let matches = tagger.tag(text, &[], &index);
        let spans = matches.iter().map(|found| found.span);
        spans.map(|span| (span.start, span.end)).collect()
    })
}

fn daachorse(names: &[String], folds: bool) -> Search {
    let builder = DoubleArrayAhoCorasickBuilder::new();
    let builder = builder.match_kind(daachorse::MatchKind::LeftmostLongest);
    let names = names.iter().map(|name| folded(name, folds).into_owned());
    let matcher: DoubleArrayAhoCorasick<u32> = builder.build(names).expect("not too many names");
    Box::new(move |text| {
        let text = folded(text, folds);
        let matches = matcher.leftmost_find_iter(text.as_bytes());
        let spans = matches.map(|found| (found.start(), found.end()));
        spans.filter(|&span| is_whole(&text, span)).collect()
    })
}

fn aho_corasick(names: &[String], folds: bool) -> Search {
    let matcher = automaton(names, folds, MatchKind::LeftmostLongest);
    Box::new(move |text| {
        let spans = matcher
            .find_iter(text)
            .map(|found| (found.start(), found.end()));
        spans.filter(|&span| is_whole(text, span)).collect()
    })
}

fn naive(names: &[String], folds: bool) -> Search {
    let names = names.iter().map(|name| folded(name, folds).into_owned());
    let names: HashSet<String> = names.collect();
    let n_words = |name: &String| words(name).count();
    let n_most = names.iter().map(n_words).max().unwrap_or_default();
    Box::new(move |text| {
        let text = folded(text, folds);
        let words: Vec<_> = words(&text).collect();
        let mut free = 0;
        let longest = (0..words.len()).filter_map(|idx| {
            let start = words[idx].0;
            let ahead = &words[idx..words.len().min(idx + n_most)];
            let mut ends = ahead.iter().rev().map(|word| word.1);
            let end = ends.find(|&end| start >= free && names.contains(&text[start..end]))?;
            free = end;
            Some((start, end))
        });
        longest.collect()
    })
}

/// What is right: of all matches that cut no word, the longest from left to right.
fn all_right(names: &[String], folds: bool, text: &str) -> Found {
    let matcher = automaton(names, folds, MatchKind::Standard);
    let matches = matcher.find_overlapping_iter(text);
    let spans = matches.map(|found| (found.start(), found.end()));
    let mut spans: Vec<_> = spans.filter(|&span| is_whole(text, span)).collect();
    spans.sort_unstable_by_key(|&(start, end)| (start, Reverse(end)));
    let mut free = 0;
    spans.retain(|&(start, end)| {
        let is_free = start >= free;
        free = if is_free { end } else { free };
        is_free
    });
    spans.into_iter().collect()
}

fn automaton(names: &[String], folds: bool, kind: MatchKind) -> AhoCorasick {
    let mut builder = AhoCorasickBuilder::new();
    builder.kind(Some(AhoCorasickKind::ContiguousNFA));
    builder.match_kind(kind).ascii_case_insensitive(folds);
    builder.build(names).expect("not too many names")
}

fn folded(text: &str, folds: bool) -> Cow<'_, str> {
    match folds {
        true => Cow::Owned(text.to_ascii_lowercase()),
        false => Cow::Borrowed(text),
    }
}

/// The words of `text`, as spans.
fn words(text: &str) -> impl Iterator<Item = (usize, usize)> {
    let words = text.split(|c: char| c.is_ascii() && !is_word(c as u8));
    let words = words.filter(|word| !word.is_empty());
    words.map(|word| {
        let start = word.as_ptr() as usize - text.as_ptr() as usize;
        (start, start + word.len())
    })
}

/// Whether a match neither begins nor ends inside a word.
fn is_whole(text: &str, (start, end): (usize, usize)) -> bool {
    let bytes = text.as_bytes();
    let before = start.checked_sub(1).map(|byte| bytes[byte]);
    !before.is_some_and(is_word) && !bytes.get(end).is_some_and(|&byte| is_word(byte))
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || !byte.is_ascii()
}
