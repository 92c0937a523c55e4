//! A document's text in, its structure out: sections, paragraphs, sentences, words.
//!
//! All are spans of the text, in order and without overlap; what no paragraph covers is white
//! space. Sentences are split on demand, a paragraph at a time, as few are looked at.

mod seams;

mod sentences;

mod words;

pub use seams::seams;
pub use sentences::{SENTENCE_STARTERS, sentences};
pub(crate) use words::is_mark;
pub use words::{WordRule, first_word, words};

use crate::read::Format;
use crate::span::Span;

/// The parts of a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Structure {
    /// Headed parts, in order; a text without headings is one section.
    pub sections: Vec<Section>,
    /// Runs of lines between blank ones, in order.
    pub paragraphs: Vec<Paragraph>,
}

/// A headed part of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// From its heading to the next.
    pub span: Span,
    /// The heading's words, without the mark before them.
    pub heading: Option<Span>,
}

/// Lines that belong together; single line breaks stay inside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Paragraph {
    /// From the first visible character to the last.
    pub span: Span,
    /// The section it stands in, as an index of [`Structure::sections`].
    pub section_idx: usize,
}

/// Splits `text` into sections and paragraphs; linear in its length.
///
/// A blank line ends a paragraph. In Markdown, a heading (`#` to `######`) is a paragraph by
/// itself and begins a section.
///
/// ```
/// use comention::read::Format;
/// use comention::segment::segment;
///
/// let text = "One line,\nthe next.\n\nA second paragraph.";
/// let structure = segment(text, Format::Text);
/// let paragraphs: Vec<_> = structure.paragraphs.iter().map(|p| p.span.of(text)).collect();
/// assert_eq!(paragraphs, ["One line,\nthe next.", "A second paragraph."]);
/// ```
pub fn segment(text: &str, format: Format) -> Structure {
    let mut structure = Structure::default();
    structure.open_section(0, None);
    let mut open: Option<Span> = None;
    for line in lines(text) {
        let visible = trimmed(text, line);
        let heading = (format == Format::Markdown)
            .then(|| heading(text, visible))
            .flatten();
        if visible.start == visible.end || heading.is_some() {
            structure.close_paragraph(open.take());
        } else {
            let start = open.map_or(visible.start, |span| span.start);
            open = Some(Span::new(start, visible.end));
        }
        if heading.is_some() {
            structure.open_section(line.start, heading);
            structure.close_paragraph(Some(visible));
        }
    }
    structure.close_paragraph(open);
    structure.close_sections(text.len());
    structure
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

    fn open_section(&mut self, start: usize, heading: Option<Span>) {
        let span = Span::new(start, start);
        self.sections.push(Section { span, heading });
    }

    fn close_paragraph(&mut self, span: Option<Span>) {
        let section_idx = self.sections.len() - 1;
        self.paragraphs
            .extend(span.map(|span| Paragraph { span, section_idx }));
    }

    /// Lets each section end where the next begins; drops an empty one before the first heading.
    fn close_sections(&mut self, text_end: usize) {
        for idx in 0..self.sections.len() {
            let next = self.sections.get(idx + 1);
            self.sections[idx].span.end = next.map_or(text_end, |next| next.span.start);
        }
        let is_led = self.paragraphs.first().is_some_and(|p| p.section_idx == 0);
        if self.sections.len() > 1 && !is_led {
            let first = self.sections.remove(0);
            self.sections[0].span.start = first.span.start;
            for paragraph in &mut self.paragraphs {
                paragraph.section_idx -= 1;
            }
        }
    }
}

/// The lines of `text`, without their line feeds.
fn lines(text: &str) -> impl Iterator<Item = Span> {
    let ends = memchr::memchr_iter(b'\n', text.as_bytes()).chain([text.len()]);
    ends.scan(0, |start, end| {
        let line = Span::new(*start, end);
        *start = end + 1;
        Some(line)
    })
}

/// `span` without the white space (and byte order mark) at its ends.
fn trimmed(text: &str, span: Span) -> Span {
    let is_blank = |c: char| c.is_whitespace() || c == '\u{feff}';
    let line = span.of(text);
    let start = span.start + (line.len() - line.trim_start_matches(is_blank).len());
    let end = span.start + line.trim_end_matches(is_blank).len();
    Span::new(start, end.max(start))
}

/// The words of a Markdown heading.
fn heading(text: &str, line: Span) -> Option<Span> {
    let words = line.of(text).trim_start_matches('#');
    let level = line.end - line.start - words.len();
    ((1..=6).contains(&level) && words.starts_with(' '))
        .then(|| trimmed(text, Span::new(line.start + level, line.end)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, format: Format, expected: &[(Option<&str>, &[&str])]) {
        let structure = segment(text, format);
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
