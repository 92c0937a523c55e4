//! A text's short lines in, those that head what follows out.

use super::byline;
use super::credits::{self, Boilerplate};
use super::lines::{Outline, Short};
use super::stamp;
use crate::read::BlockKind;
use crate::span::Span;

/// A longer line, in bytes, is hardly a heading.
const LONGEST: usize = 160;

/// A shorter paragraph is running text only if it ends like a sentence.
const SHORTEST_RUNNING: usize = 120;

/// And one that ends in a colon, as before a quote, if it is longer than this.
const SHORTEST_LEADING: usize = 60;

/// Where more than one paragraph in so many looks like a heading, none is: verse, lists, tables.
const MOST: usize = 2;

/// Whether `line` looks like a heading: short, beginning large, without the end of a sentence.
pub(super) fn is_title(line: &str) -> bool {
    let starts = |c: char| c.is_uppercase() || c.is_numeric() || is_caseless(c);
    let first = line.chars().find(|c| !is_quote(*c));
    line.len() <= LONGEST
        && first.is_some_and(starts)
        && !line.ends_with(['.', ',', ';', ':', '…', '!', '。'])
        && !ends_quoted_sentence(line)
        && !line.ends_with("...")
        && !is_item(line)
}

/// Letters without case, as in Chinese.
fn is_caseless(c: char) -> bool {
    c.is_alphabetic() && !c.is_lowercase() && !c.is_uppercase()
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '\'' | '“' | '‘' | '«' | '„' | '(' | '¿' | '¡')
}

fn ends_quoted_sentence(line: &str) -> bool {
    let inside = line.trim_end_matches(['"', '\'', '”', '’', '»', ')', '*', '_']);
    inside.len() < line.len() && inside.ends_with(['.', ',', '!', '?', ';', ':', '—', '-', '…'])
}

/// Whether `line` is an item of a list.
pub(super) fn is_item(line: &str) -> bool {
    let rest = line.trim_start_matches(['•', '▪', '◦', '●', '*', '–', '—', '-', '·', '‣']);
    rest.len() < line.len() && rest.starts_with([' ', '\t', '\u{a0}'])
}

/// The headings of a text that is neither a live page nor a book, in order: of those that the format
/// told if it told any, else of the lines that look like headings and stand before running text or a
/// list.
pub(super) fn headings(
    text: &str,
    outline: &Outline,
    credits: &[Boilerplate],
    has_told: bool,
) -> Vec<Span> {
    let shorts = outline.shorts.iter();
    if has_told {
        let told = shorts.filter(|short| short.told == Some(BlockKind::Heading));
        return told.map(|short| short.line).collect();
    }
    let is_credited = |short: &Short| {
        let behind = credits.partition_point(|credit| credit.span.end <= short.line.start);
        credits
            .get(behind)
            .is_some_and(|credit| credit.span.overlaps(short.line))
    };
    let found: Vec<Span> = shorts
        .filter(|short| is_heading(text, outline, short) && !is_credited(short))
        .map(|short| short.line)
        .collect();
    match found.len() * MOST > outline.paragraphs.len() {
        true => Vec::new(),
        false => found,
    }
}

fn is_heading(text: &str, outline: &Outline, short: &Short) -> bool {
    let line = short.line.of(text);
    let Some(next) = outline.paragraphs.get(short.paragraph_idx + 1) else {
        return false;
    };
    let next = next.of(text);
    let has_list = is_item(next);
    let open_end = |line: &str| has_list && is_title(line.trim_end_matches([' ', '…']));
    short.is_alone()
        && (is_title(line) || is_capitals_title(line) || open_end(line))
        && (has_list || is_running(next))
        && stamp::whole(text, short.line).is_none()
        && !credits::is_furniture(line)
        && !byline::names(text, short.line).is_some_and(|names| names.is_led || names.n > 1)
        && credits::bracketed_credit(text, short.line).is_none()
}

fn is_capitals_title(line: &str) -> bool {
    line.len() <= LONGEST && is_capitals(line) && is_title(line.trim_end_matches('.'))
}

/// Whether a paragraph is running text: long, or ending like a sentence.
pub(super) fn is_running(paragraph: &str) -> bool {
    let inside = paragraph.trim_end_matches(['"', '\'', '”', '’', '»', ')', '*', '_', ']']);
    match paragraph.len() {
        SHORTEST_RUNNING.. => true,
        SHORTEST_LEADING.. if inside.ends_with(':') => true,
        _ => inside.ends_with(['.', '!', '?', '。']),
    }
}

/// Whether no letter of `line` is small.
pub(super) fn is_capitals(line: &str) -> bool {
    line.chars().any(char::is_uppercase) && !line.chars().any(char::is_lowercase)
}
