//! A document in, its structure out: sections, paragraphs, sentences, words.
//!
//! All are spans of the text, in order and without overlap; what no paragraph covers is white
//! space. Sentences are split on demand, a paragraph at a time, as few are looked at.
//!
//! A section is a post of a live page, a chapter of a book or a headed part, whichever the text turns
//! out to be. What its format told of a text (HTML, Markdown) counts; of the rest the short lines
//! tell, see `lines`. Bylines, credits, labels and menus are marked as [`Boilerplate`].

mod phrases;

mod numerals;

mod zones;

mod time;

mod calendar;

mod stamp;

mod days;

mod lines;

mod byline;

mod words;

mod sentences;

mod credits;

mod headings;

mod posts;

mod chapters;

mod head;

mod page;

mod parts;

mod seams;

pub(crate) use phrases::Shapes;

pub use credits::{Boilerplate, BoilerplateKind};
pub use seams::seams;
pub use sentences::{SENTENCE_STARTERS, sentences};
pub use time::Time;
pub(crate) use words::is_mark;
pub use words::{WordRule, first_word, words};

use crate::read::{BlockKind, Document, Format};
use crate::span::Span;
use lines::Outline;
use parts::{Part, parts};

/// What to know of a text besides the text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// The year of times without one, where the document tells none.
    pub year: Option<i16>,
}

/// The parts of a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Structure {
    /// Posts, chapters, headed parts, in order; a text without any is one section.
    pub sections: Vec<Section>,
    /// Runs of lines between blank ones, in order; none reaches over the border of a section.
    pub paragraphs: Vec<Paragraph>,
    /// What is not the text's own, in order and apart.
    pub boilerplate: Vec<Boilerplate>,
    /// The year of the document's date, else of its first dated section.
    pub year: Option<i16>,
}

/// A headed part of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// From its beginning to that of the next.
    pub span: Span,
    /// The heading's words, without the mark, the number or the time beside them.
    pub heading: Option<Span>,
    /// When it was written.
    pub time: Option<Time>,
    /// The names of those who wrote it.
    pub byline: Option<Span>,
}

/// Lines that belong together; single line breaks stay inside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Paragraph {
    /// From the first visible character to the last.
    pub span: Span,
    /// The section it stands in, as an index of [`Structure::sections`].
    pub section_idx: usize,
}

/// Splits a document into sections and paragraphs; linear in its length.
///
/// A blank line ends a paragraph. Where the format told of parts, those are the paragraphs.
///
/// ```
/// use comention::read::Document;
/// use comention::segment::{Options, segment};
///
/// let text = "One line,\nthe next.\n\nA second paragraph.";
/// let document = Document::new("a.txt", text);
/// let structure = segment(&document, &Options::default());
/// let paragraphs: Vec<_> = structure.paragraphs.iter().map(|p| p.span.of(text)).collect();
/// assert_eq!(paragraphs, ["One line,\nthe next.", "A second paragraph."]);
/// ```
pub fn segment(document: &Document, options: &Options) -> Structure {
    let text = &document.text;
    let outline = outline(document);
    let credits = credits::credits(text);
    let mut boilerplate = page::menus(text, &outline);
    let parts = parts(document, &outline, options, &credits, &mut boilerplate);
    boilerplate.extend(credits);
    Structure {
        year: year(document, &parts),
        paragraphs: paragraphs(text, &outline, &parts),
        sections: sections(text, parts),
        boilerplate: apart(boilerplate),
    }
}

fn year(document: &Document, parts: &[Part]) -> Option<i16> {
    let date = document.metadata.get("date");
    let told = date.and_then(|date| date.get(..4)?.parse().ok());
    told.or_else(|| parts.iter().find_map(|part| part.time?.year()))
}

/// The paragraphs and short lines: those that the format told, and between them those of the text.
/// Items of a list and rows of a table without blank lines between them are one paragraph.
fn outline(document: &Document) -> Outline {
    let text = &document.text;
    let is_markdown = document.format == Format::Markdown;
    let mut outline = Outline::default();
    let mut end = 0;
    let mut last_kind = None;
    for block in &document.blocks {
        let between = Span::new(end, block.span.start);
        // The marks of headings and items are no text.
        if between.of(text).contains(char::is_alphanumeric) {
            outline.add_stretch(text, between, is_markdown);
        }
        let is_row = matches!(block.kind, BlockKind::Item | BlockKind::Row);
        match is_row && last_kind == Some(block.kind) && between.of(text).matches('\n').count() < 2
        {
            true => outline.lengthen(block.span),
            false => outline.add_told(block.span, block.kind),
        }
        last_kind = Some(block.kind);
        end = block.span.end;
    }
    outline.add_stretch(text, Span::new(end, text.len()), is_markdown);
    outline
}

/// The paragraphs, cut where a section begins inside one.
fn paragraphs(text: &str, outline: &Outline, parts: &[Part]) -> Vec<Paragraph> {
    let mut paragraphs = Vec::with_capacity(outline.paragraphs.len());
    let mut section_idx = 0;
    for &whole in &outline.paragraphs {
        let mut rest = whole;
        while let Some(next) = parts
            .get(section_idx + 1)
            .filter(|next| next.start < rest.end)
        {
            if next.start > rest.start {
                let span = lines::trimmed(text, Span::new(rest.start, next.start));
                paragraphs.push(Paragraph { span, section_idx });
                rest.start = next.start;
            }
            section_idx += 1;
        }
        let span = rest;
        paragraphs.push(Paragraph { span, section_idx });
    }
    paragraphs
}

/// Each section ends where the next begins.
fn sections(text: &str, parts: Vec<Part>) -> Vec<Section> {
    let ends: Vec<usize> = parts.iter().skip(1).map(|part| part.start).collect();
    let ends = ends.into_iter().chain([text.len()]);
    let sections = parts.into_iter().zip(ends).map(|(part, end)| Section {
        span: Span::new(part.start, end),
        heading: part.heading,
        time: part.time,
        byline: part.byline,
    });
    sections.collect()
}

/// Boilerplate in order; of two that overlap the one that begins first counts, or the longer.
fn apart(mut boilerplate: Vec<Boilerplate>) -> Vec<Boilerplate> {
    boilerplate
        .sort_unstable_by_key(|found| (found.span.start, usize::MAX - found.span.end, found.kind));
    let mut end = 0;
    boilerplate.retain(|found| {
        let is_apart = found.span.start >= end && found.span.start < found.span.end;
        end = if is_apart { found.span.end } else { end };
        is_apart
    });
    boilerplate
}

impl Structure {
    /// The place of the paragraph that holds `byte`, which must be in one.
    ///
    /// # Panics
    ///
    /// If no paragraph begins at `byte` or before.
    pub fn paragraph_idx(&self, byte: usize) -> usize {
        self.paragraphs
            .partition_point(|paragraph| paragraph.span.start <= byte)
            - 1
    }

    /// Why the text at `byte` is not the text's own, if it is not; in logarithmic time.
    pub fn boilerplate_at(&self, byte: usize) -> Option<BoilerplateKind> {
        let behind = self
            .boilerplate
            .partition_point(|found| found.span.start <= byte);
        let found = self.boilerplate.get(behind.checked_sub(1)?)?;
        found.span.contains(byte).then_some(found.kind)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, format: Format, expected: &[(Option<&str>, &[&str])]) {
        let structure = segment(
            &Document {
                format,
                ..Document::new("a", text)
            },
            &Options::default(),
        );
        let found: Vec<(Option<&str>, Vec<&str>)> = (structure.sections.iter().enumerate())
            .map(|(idx, section)| {
                let inside = structure.paragraphs.iter().filter(|p| p.section_idx == idx);
                let paragraphs = inside.map(|p| p.span.of(text)).collect();
                (section.heading.map(|heading| heading.of(text)), paragraphs)
            })
            .collect();
        let expected: Vec<_> = expected.iter().map(|(h, ps)| (*h, ps.to_vec())).collect();
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn blank_lines_part_paragraphs_and_single_breaks_do_not() {
        let text = "\u{feff}\n one\ntwo \r\n \t\r\nthree\n\n\n";
        check(text, Format::Text, &[(None, &["one\ntwo", "three"])]);
        check("", Format::Text, &[(None, &[])]);
    }

    #[test]
    fn of_headings_without_end_the_last_are_no_sections() {
        let document = Document {
            format: Format::Markdown,
            ..Document::new("a", "# A\n".repeat(100_002))
        };
        let structure = segment(&document, &Options::default());
        assert_eq!(structure.sections.len(), 100_000);
        let last = structure.sections[99_999].span;
        assert_eq!(last.end, document.text.len());
        assert_eq!(structure.paragraphs.len(), 100_002);
    }

    #[test]
    fn a_heading_begins_a_section_and_stands_alone() {
        let text = "# One\nfirst\n\n## Two ##x\n#tag\n";
        let expected: &[(Option<&str>, &[&str])] = &[
            (Some("One"), &["# One", "first"]),
            (Some("Two ##x"), &["## Two ##x", "#tag"]),
        ];
        check(text, Format::Markdown, expected);
        let plain: &[(Option<&str>, &[&str])] = &[(None, &["# One\nfirst", "## Two ##x\n#tag"])];
        check(text, Format::Text, plain);
    }

    #[test]
    fn what_stands_before_the_first_heading_is_a_section() {
        let expected: &[(Option<&str>, &[&str])] = &[(None, &["lead"]), (Some("One"), &["# One"])];
        check("lead\n\n# One", Format::Markdown, expected);
    }
}
