//! A text in, its paragraphs and those of its lines out that are too short to be running text.
//!
//! Everything that gives a text its structure stands in short lines; the other modules look at
//! nothing else, so that running text costs hardly more than finding its line ends.

use crate::read::BlockKind;
use crate::span::Span;

/// A longer line is running text: a headline of three lines and a time stamp fit in.
const LONGEST: usize = 240;

/// A longer line that ends like a sentence is running text.
const LONGEST_SENTENCE: usize = 80;

/// Running text broken by hand is broken at 60 to 80 characters, hardly ever behind this byte.
const WIDEST_WRAPPED: usize = 150;

/// Where running text is broken by hand, a line is hardly ever shorter, but for the last.
const NARROWEST_WRAPPED: usize = 40;

/// The paragraphs of a text, and its short lines.
#[derive(Debug, Default)]
pub(super) struct Outline {
    /// From the first visible character to the last, in order.
    pub(super) paragraphs: Vec<Span>,
    /// In order.
    pub(super) shorts: Vec<Short>,
}

/// A short line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Short {
    /// Without the white space around it.
    pub(super) line: Span,
    /// The paragraph it stands in, an index of [`Outline::paragraphs`].
    pub(super) paragraph_idx: usize,
    /// Whether it is its paragraph's first line, and its last.
    pub(super) is_first: bool,
    pub(super) is_last: bool,
    /// Whether it belongs to running text that was broken by hand.
    pub(super) is_wrapped: bool,
    /// Whether there is a digit in it.
    pub(super) has_digit: bool,
    /// What the format told of it.
    pub(super) told: Option<BlockKind>,
}

impl Short {
    /// Whether it is all of its paragraph.
    pub(super) fn is_alone(&self) -> bool {
        self.is_first && self.is_last
    }
}

impl Outline {
    /// Adds what stands in `stretch` of `text`, where a blank line ends a paragraph.
    pub(super) fn add_stretch(&mut self, text: &str, stretch: Span, is_markdown: bool) {
        let mut block: Vec<Span> = Vec::new();
        for line in lines(text, stretch) {
            let visible = trimmed(text, line);
            if visible.start == visible.end {
                self.close(text, &mut block);
            } else if is_markdown && heading(text, visible).is_some() {
                self.close(text, &mut block);
                self.add_told(visible, BlockKind::Heading);
            } else {
                block.push(visible);
            }
        }
        self.close(text, &mut block);
    }

    /// Adds a part whose kind is known.
    pub(super) fn add_told(&mut self, line: Span, kind: BlockKind) {
        if line.end - line.start <= LONGEST {
            self.shorts.push(Short {
                line,
                paragraph_idx: self.paragraphs.len(),
                is_first: true,
                is_last: true,
                is_wrapped: false,
                has_digit: true,
                told: Some(kind),
            });
        }
        self.paragraphs.push(line);
    }

    /// Lets the last paragraph reach to the end of `line`.
    pub(super) fn lengthen(&mut self, line: Span) {
        if let Some(last) = self.paragraphs.last_mut() {
            last.end = line.end;
        }
    }

    fn close(&mut self, text: &str, block: &mut Vec<Span>) {
        let (Some(first), Some(last)) = (block.first(), block.last()) else {
            return;
        };
        let paragraph_idx = self.paragraphs.len();
        self.paragraphs.push(Span::new(first.start, last.end));
        let is_wrapped = is_wrapped(block);
        let n_lines = block.len();
        for (idx, &line) in block.iter().enumerate() {
            let is_short = is_short(&text.as_bytes()[line.range()]);
            let may_head = || idx == 0 || idx + 1 == n_lines || is_digit(text, line.start);
            if is_short && (!is_wrapped || may_head()) {
                self.shorts.push(Short {
                    line,
                    paragraph_idx,
                    is_first: idx == 0,
                    is_last: idx + 1 == n_lines,
                    is_wrapped,
                    has_digit: has_digit(&text.as_bytes()[line.range()]),
                    told: None,
                });
            }
        }
        block.clear();
    }
}

/// Whether the lines of a paragraph are running text that was broken by hand.
fn is_wrapped(lines: &[Span]) -> bool {
    let Some((_, before)) = lines.split_last() else {
        return false;
    };
    let width = |line: &Span| line.end - line.start;
    let is_full = |line: &Span| (NARROWEST_WRAPPED..=WIDEST_WRAPPED).contains(&width(line));
    before.len() >= 2 && before.iter().all(is_full)
}

fn is_digit(text: &str, byte: usize) -> bool {
    text.as_bytes().get(byte).is_some_and(u8::is_ascii_digit)
}

/// Whether a line may be more than running text: it is short, and where it is not very short, it does
/// not end like a sentence, but where it may be the title of a chapter.
fn is_short(line: &[u8]) -> bool {
    let ends = |line: &[u8]| {
        matches!(
            line,
            [.., b'.' | b'!' | b'?' | b'"'] | [.., 0xe2, 0x80, 0x9d]
        )
    };
    let may_head = |line: &[u8]| {
        matches!(
            line,
            [b'A'..=b'Z', b'A'..=b'Z' | b' ', ..] | [b'B' | b'C' | b'K' | b'L' | b'P' | 0xd0, ..]
        )
    };
    line.len() <= LONGEST && (line.len() <= LONGEST_SENTENCE || !ends(line) || may_head(line))
}

/// Told without a branch for each byte.
fn has_digit(line: &[u8]) -> bool {
    line.iter()
        .fold(false, |any, byte| any | byte.is_ascii_digit())
}

/// The lines of `stretch`, without their line feeds.
fn lines(text: &str, stretch: Span) -> impl Iterator<Item = Span> {
    let bytes = &text.as_bytes()[stretch.range()];
    let ends = memchr::memchr_iter(b'\n', bytes).chain([bytes.len()]);
    ends.scan(stretch.start, move |start, end| {
        let line = Span::new(*start, stretch.start + end);
        *start = line.end + 1;
        Some(line)
    })
}

/// `span` without the white space (and byte order mark) at its ends.
pub(super) fn trimmed(text: &str, span: Span) -> Span {
    let is_blank = |c: char| c.is_whitespace() || c == '\u{feff}';
    let line = span.of(text);
    let start = span.start + (line.len() - line.trim_start_matches(is_blank).len());
    let end = span.start + line.trim_end_matches(is_blank).len();
    Span::new(start, end.max(start))
}

/// The words of a Markdown heading.
pub(super) fn heading(text: &str, line: Span) -> Option<Span> {
    let words = line.of(text).trim_start_matches('#');
    let level = line.end - line.start - words.len();
    ((1..=6).contains(&level) && words.starts_with(' '))
        .then(|| trimmed(text, Span::new(line.start + level, line.end)))
}
