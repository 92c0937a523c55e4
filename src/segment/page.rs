//! A page's short lines in, out which of its paragraphs are menus, notices and licences.

use super::byline;
use super::credits::{Boilerplate, BoilerplateKind, is_furniture};
use super::headings::{is_item, is_title};
use super::lines::{Outline, Short};
use crate::span::Span;

/// A longer line, in bytes, is not one of a menu.
const LONGEST_ENTRY: usize = 100;

/// The fewest lines of a menu.
const FEWEST_ENTRIES: usize = 3;

/// A longer paragraph, in bytes, before the posts of a live page is about its matter.
const LONGEST_NOTICE: usize = 140;

/// The fewest words of the title of a live page.
const FEWEST_TITLE_WORDS: usize = 5;

/// The lines of paragraphs of short lines, some of them buttons; those that name who wrote are bylines.
pub(super) fn menus(text: &str, outline: &Outline) -> Vec<Boilerplate> {
    let by_paragraph = outline
        .shorts
        .chunk_by(|a, b| a.paragraph_idx == b.paragraph_idx);
    let found = by_paragraph.filter(|lines| is_menu(text, outline, lines));
    let lines = found.flatten().map(|short| short.line);
    lines.map(|line| notice(text, line)).collect()
}

fn is_menu(text: &str, outline: &Outline, lines: &[Short]) -> bool {
    if lines.len() < FEWEST_ENTRIES {
        return false;
    }
    let width = |short: &Short| short.line.end - short.line.start;
    let is_entry = |short: &Short| {
        !short.is_wrapped && width(short) <= LONGEST_ENTRY && !is_item(short.line.of(text))
    };
    // Between the lines there is but white space, or a line that is not short.
    let paragraph = outline.paragraphs[lines[0].paragraph_idx];
    let is_whole = || {
        let gaps = lines
            .windows(2)
            .all(|pair| text[pair[0].line.end..pair[1].line.start].trim().is_empty());
        gaps && lines[0].line.start == paragraph.start
            && lines[lines.len() - 1].line.end == paragraph.end
    };
    lines.iter().all(is_entry)
        && lines.iter().any(|short| is_furniture(short.line.of(text)))
        && is_whole()
}

/// What stands before the first post of a live page, at `end`, where that is all notices.
pub(super) fn notices(text: &str, outline: &Outline, end: usize) -> Vec<Boilerplate> {
    let n_before = outline
        .paragraphs
        .partition_point(|paragraph| paragraph.start < end);
    let before = &outline.paragraphs[..n_before];
    let is_matter = |span: &Span| span.end - span.start > LONGEST_NOTICE || is_item(span.of(text));
    if before.iter().any(is_matter) {
        return Vec::new();
    }
    let is_page_title = |span: &Span| {
        let line = span.of(text);
        is_title(line) && line.split_whitespace().count() >= FEWEST_TITLE_WORDS
    };
    let notices = before.iter().filter(|span| !is_page_title(span));
    notices.map(|span| notice(text, *span)).collect()
}

/// A book of Project Gutenberg between the lines that say where it begins and ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Licensed {
    pub(super) book: Span,
    /// The book and what stands around it.
    pub(super) text: Span,
}

/// The book in a file of Project Gutenberg, whose own words stand around it.
///
/// Source of the marks: <https://www.gutenberg.org/policy/license.html>, files since 2003.
pub(super) fn licensed(text: &str, outline: &Outline) -> Option<Licensed> {
    let mark = |word: &'static str| {
        move |short: &&Short| {
            let line = short.line.of(text);
            line.starts_with("***") && line.contains(word) && line.contains("PROJECT GUTENBERG")
        }
    };
    let starts = outline.shorts.iter().find(mark("START OF"));
    let ends = outline.shorts.iter().rfind(mark("END OF"));
    let start = starts.map_or(0, |short| outline.paragraphs[short.paragraph_idx].end);
    let end = ends.map_or(text.len(), |short| short.line.start);
    let is_there = (starts.is_some() || ends.is_some()) && start < end;
    is_there.then_some(Licensed {
        book: Span::new(start, end),
        text: Span::new(0, text.len()),
    })
}

impl Licensed {
    /// What is not the book.
    pub(super) fn boilerplate(self) -> Vec<Boilerplate> {
        let before = Span::new(self.text.start, self.book.start);
        let behind = Span::new(self.book.end, self.text.end);
        let both = [before, behind]
            .into_iter()
            .filter(|span| span.start < span.end);
        both.map(furniture).collect()
    }
}

/// A line of the page's own.
fn notice(text: &str, line: Span) -> Boilerplate {
    match byline::page_names(text, line) {
        Some(names) => Boilerplate {
            span: names.span,
            kind: BoilerplateKind::Byline,
        },
        None => furniture(line),
    }
}

fn furniture(span: Span) -> Boilerplate {
    let kind = BoilerplateKind::Furniture;
    Boilerplate { span, kind }
}
