//! A book's short lines in, the headings of its parts and chapters out.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::headings::{is_capitals, is_running, is_title};
use super::lines::{Outline, Short, trimmed};
use super::numerals::{self, is_number, numeral};
use super::phrases::Phrases;
use crate::span::Span;

/// The fewest headings with a word like `Chapter` that make a book, and of those that are numerals.
const FEWEST_NAMED: usize = 2;
const FEWEST_NUMERALS: usize = 3;

/// The longest heading, in bytes: those of old novels tell the whole chapter.
const LONGEST: usize = 600;

/// More bytes than this between two headings are a text and not a title.
const SHORTEST_BODY: usize = 240;

/// How high a heading stands: a chapter may be in a part, and a part in a volume.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    Volume,
    Part,
    Chapter,
}

/// What parts of books are called, in small letters: English, French, German, Spanish, Italian,
/// Russian, Ukrainian.
const NAMES: &[(Level, &[&str])] = &[
    (
        Level::Volume,
        &["volume", "vol", "tome", "band", "tomo", "том"],
    ),
    (
        Level::Part,
        &[
            "book",
            "part",
            "act",
            "livre",
            "partie",
            "acte",
            "buch",
            "teil",
            "akt",
            "libro",
            "parte",
            "acto",
            "atto",
            "книга",
            "часть",
            "частина",
        ],
    ),
    (
        Level::Chapter,
        &[
            "chapter",
            "chap",
            "canto",
            "letter",
            "scene",
            "stave",
            "adventure",
            "chapitre",
            "lettre",
            "scène",
            "kapitel",
            "brief",
            "szene",
            "capítulo",
            "capitulo",
            "carta",
            "capitolo",
            "lettera",
            "глава",
            "письмо",
            "розділ",
        ],
    ),
];

/// Chapters that have no number.
const ALONE: &[&str] = &[
    "prologue",
    "epilogue",
    "preface",
    "foreword",
    "introduction",
    "conclusion",
    "afterword",
    "postscript",
    "prelude",
    "interlude",
    "appendix",
    "épilogue",
    "préface",
    "prolog",
    "epilog",
    "vorwort",
    "nachwort",
    "einleitung",
    "prólogo",
    "epílogo",
    "prologo",
    "epilogo",
    "prefazione",
    "пролог",
    "эпилог",
    "предисловие",
    "послесловие",
    "епілог",
];

/// The words that a heading may begin with, besides numerals.
static FIRST_WORDS: LazyLock<Phrases> = LazyLock::new(|| {
    let names = NAMES.iter().flat_map(|(_, names)| names.iter());
    Phrases::new(
        names
            .chain(ALONE)
            .chain(numerals::WORDS)
            .chain(&["the"])
            .copied(),
    )
});

/// Whether a numeral may begin with `c`.
fn is_numeral_sign(c: char) -> bool {
    "IVXLCDM".contains(c) || c.is_ascii_digit()
}

/// A line that may head a chapter.
#[derive(Clone, Copy, Debug)]
struct Candidate {
    heading: Span,
    level: Level,
}

/// The headings of the parts and chapters of a book, in order; nothing if the text is none. Those
/// that only a table of contents lists are left out.
pub(super) fn chapters(text: &str, outline: &Outline) -> Vec<Span> {
    let named = without_contents(text, outline, named(text, outline));
    let has_chapters = named
        .iter()
        .filter(|found| found.level == Level::Chapter)
        .count()
        >= FEWEST_NAMED;
    if has_chapters {
        return spans(&named);
    }
    let numerals = without_contents(text, outline, numerals(text, outline));
    if numerals.len() >= FEWEST_NUMERALS {
        let mut all = [named, numerals].concat();
        all.sort_unstable_by_key(|found| found.heading.start);
        return spans(&all);
    }
    match named.len() >= FEWEST_NAMED {
        true => spans(&named),
        false => Vec::new(),
    }
}

fn spans(found: &[Candidate]) -> Vec<Span> {
    found.iter().map(|found| found.heading).collect()
}

fn named(text: &str, outline: &Outline) -> Vec<Candidate> {
    let shorts = outline.shorts.iter();
    let found = shorts.filter_map(|short| {
        let level = level(short.line.of(text)).filter(|_| short.is_first || short.is_last)?;
        let heading = whole_heading(text, outline, short);
        Some(Candidate { heading, level })
    });
    found.collect()
}

/// The line, with the rest of its paragraph where that is the title.
fn whole_heading(text: &str, outline: &Outline, short: &Short) -> Span {
    let paragraph = outline.paragraphs[short.paragraph_idx];
    let rest = trimmed(
        text,
        Span::new(short.line.end, paragraph.end.max(short.line.end)),
    );
    let is_short = paragraph.end - short.line.start <= LONGEST;
    let is_title_too = is_capitals(rest.of(text)) || !is_running(rest.of(text));
    match short.is_first && is_short && is_title_too {
        true => Span::new(short.line.start, paragraph.end),
        false => short.line,
    }
}

/// The level of a heading such as `CHAPTER IV. The ice`, `BOOK FIRST`, `Erstes Kapitel`, `Epilogue`.
fn level(line: &str) -> Option<Level> {
    let line = line.trim_matches(['_', '*', '=', '#', ' ', '[', ']']);
    if !line.starts_with(char::is_uppercase) {
        return None;
    }
    if FIRST_WORDS.candidates(line).is_empty() && !line.starts_with(is_numeral_sign) {
        return None;
    }
    let (first, rest) = word(line);
    let first = first.to_lowercase();
    if ALONE.contains(&first.as_str()) {
        return is_title_behind(rest).then_some(Level::Chapter);
    }
    if let Some(level) = level_of(&first) {
        let (number, rest) = word(rest);
        let (number, rest) = match number.eq_ignore_ascii_case("the") {
            true => word(rest),
            false => (number, rest),
        };
        return (is_number(number) && is_title_behind(behind_number(rest))).then_some(level);
    }
    let (number, rest) = match first.as_str() {
        "the" => word(rest),
        _ => word(line),
    };
    let (name, rest) = word(behind_number(rest));
    let level = level_of(&name.to_lowercase())?;
    (is_number(number) && number.len() > 1 && is_title_behind(rest)).then_some(level)
}

fn level_of(word: &str) -> Option<Level> {
    let named = NAMES.iter().find(|(_, names)| names.contains(&word))?;
    Some(named.0)
}

/// The first word of `text`, and what follows.
fn word(text: &str) -> (&str, &str) {
    let text = text.trim_start();
    let end = text
        .find(|c: char| !c.is_alphanumeric())
        .unwrap_or(text.len());
    text.split_at(end)
}

/// What follows the second word of a number such as `Twenty-First`.
fn behind_number(rest: &str) -> &str {
    let joined = rest.strip_prefix('-').or_else(|| rest.strip_prefix(' '));
    match joined.map(word) {
        Some((second, after)) if second.len() > 2 && is_number(second) => after,
        _ => rest,
    }
}

/// Whether nothing, or a mark, or a title follows the number.
fn is_title_behind(rest: &str) -> bool {
    let title = rest.trim_start_matches([
        '.', ':', ',', '-', '–', '—', ')', ']', '_', '*', ' ', '\u{a0}',
    ]);
    let is_apart = rest.len() - title.len() > 1 || rest.starts_with(['.', ':', '–', '—']);
    title.is_empty() || (is_apart && !title.starts_with(char::is_lowercase))
}

/// Paragraphs that are a numeral, or one with a title, each one more than the last or 1 again.
fn numerals(text: &str, outline: &Outline) -> Vec<Candidate> {
    let mut found: Vec<Candidate> = Vec::new();
    let mut last = 0;
    for short in outline.shorts.iter().filter(|short| short.is_alone()) {
        let Some(number) = numbered_line(short.line.of(text)) else {
            continue;
        };
        if number == last + 1 || number == 1 {
            last = number;
            found.push(Candidate {
                heading: short.line,
                level: Level::Chapter,
            });
        }
    }
    found
}

/// The number of `IV`, `4.`, `IV. The ice`.
fn numbered_line(line: &str) -> Option<u32> {
    let line = line.trim_matches(['_', '*', '-', '—', ' ', '[', ']']);
    if !line.starts_with(is_numeral_sign) {
        return None;
    }
    let (number, rest) = word(line);
    let value = numeral(number)?;
    let title = rest.trim_start_matches(['.', ')', ':', '—', '–', '-', ' ']);
    let is_roman = number.starts_with(|c: char| c.is_alphabetic());
    let is_apart = rest.starts_with(['.', ':', '—', '–']);
    (title.is_empty() || (is_roman && is_apart && is_title(title))).then_some(value)
}

/// Leaves out headings with no text below them, unless a lower heading that counts follows: such
/// stand in a table of contents. Where that is followed by a preface, its last entry comes again.
fn without_contents(text: &str, outline: &Outline, found: Vec<Candidate>) -> Vec<Candidate> {
    let mut counts = vec![false; found.len()];
    let mut later: FxHashMap<String, usize> = FxHashMap::default();
    let has_body: Vec<bool> = bodies(text, outline, &found);
    for idx in (0..found.len()).rev() {
        let is_above = |next: usize| found[idx].level < found[next].level && counts[next];
        let holds_next = idx + 1 < found.len() && is_above(idx + 1);
        let name = found[idx].heading.of(text).to_lowercase();
        let is_listed = idx > 0 && !has_body[idx - 1] && later.contains_key(&name);
        let is_nested = idx > 0 && found[idx - 1].level < found[idx].level;
        counts[idx] = holds_next || (has_body[idx] && (!is_listed || is_nested));
        *later.entry(name).or_default() += 1;
    }
    let counted = found.into_iter().zip(counts).filter(|(_, counts)| *counts);
    counted.map(|(found, _)| found).collect()
}

/// Whether text stands between each heading and the next.
fn bodies(text: &str, outline: &Outline, found: &[Candidate]) -> Vec<bool> {
    let paragraphs = &outline.paragraphs;
    let text_end = paragraphs.last().map_or(0, |last| last.end);
    let ends = found
        .iter()
        .skip(1)
        .map(|next| next.heading.start)
        .chain([text_end]);
    let between = found.iter().zip(ends).map(|(found, end)| {
        let start = found.heading.end.min(end);
        if end - start > SHORTEST_BODY {
            return true;
        }
        let first = paragraphs.partition_point(|paragraph| paragraph.end <= start);
        let inside = paragraphs[first..]
            .iter()
            .take_while(|paragraph| paragraph.start < end);
        inside.into_iter().any(|paragraph| {
            let part = Span::new(paragraph.start.max(start), paragraph.end.min(end));
            is_running(part.of(text).trim()) && !is_capitals(part.of(text))
        })
    });
    between.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_of_chapters() {
        for line in [
            "CHAPTER IV",
            "Chapter 4.",
            "CHAPTER IV--THE ICE",
            "Chapter the First",
            "BOOK FIRST",
            "BOOK ONE: 1805",
            "LIVRE PREMIER",
            "Erstes Kapitel",
            "Глава первая",
            "ЧАСТЬ II",
            "THE FIRST PART",
            "Epilogue",
            "CHAPTER TWENTY-ONE. The ice",
            "Chapter Twenty-First",
            "_Chapter 3_",
            "PART TWO",
            "CHAPTER THE LAST",
            "STAVE ONE.",
            "Capítulo 3: El hielo",
            "Première partie",
            "LETTER 2",
            "PREFACE.",
        ] {
            assert!(level(line).is_some(), "{line}");
        }
        for line in [
            "",
            "Chapter",
            "chapter 4",
            "Chapter 4 was long.",
            "Book a flight",
            "Part of it",
            "BOOK ICE",
            "Introduction to ice",
            "The first part was long.",
            "I",
            "Letter to Anna",
            "PREFACED",
            "First",
        ] {
            assert!(level(line).is_none(), "{line}");
        }
    }

    #[test]
    fn numbered_lines() {
        assert_eq!(numbered_line("IV"), Some(4));
        assert_eq!(numbered_line("12."), Some(12));
        assert_eq!(numbered_line("II. THE ICE"), Some(2));
        assert_eq!(numbered_line("I went"), None);
        assert_eq!(numbered_line("VVI"), None);
    }
}
