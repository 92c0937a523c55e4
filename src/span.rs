//! Positions: spans of bytes of a text, and the lines they stand on.

use std::fmt;
use std::ops::Range;

use serde::{Deserialize, Serialize};

/// A half-open range of bytes, `start..end`, of one text; both ends lie on character boundaries.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// The byte after the last; never less than `start`.
    pub end: usize,
}

impl Span {
    /// The span `start..end`.
    pub fn new(start: usize, end: usize) -> Self {
        debug_assert!(start <= end, "a span ends where it starts or later");
        Self { start, end }
    }

    /// The piece of `text` it denotes.
    ///
    /// # Panics
    ///
    /// If `text` is not the text the span was made for.
    pub fn of(self, text: &str) -> &str {
        &text[self.range()]
    }

    /// The same as a range, to slice with.
    pub fn range(self) -> Range<usize> {
        self.start..self.end
    }

    /// Whether `byte` lies inside.
    pub fn contains(self, byte: usize) -> bool {
        self.range().contains(&byte)
    }

    /// Whether the two share a byte.
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }
}

/// A line and a column, stored from 0 and shown from 1; the column counts characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Location {
    /// The line, from 0.
    pub line: usize,
    /// The character of that line, from 0.
    pub column: usize,
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.line + 1, self.column + 1)
    }
}

/// Where the lines of a text begin; finds a byte's line in logarithmic time.
///
/// ```
/// use comention::span::LineIndex;
///
/// let lines = LineIndex::new("one\ntwo\n");
/// assert_eq!(lines.line(0), 0);
/// assert_eq!(lines.line(5), 1);
/// assert_eq!(lines.location("one\ntwo\n", 5).to_string(), "2:2");
/// ```
#[derive(Clone, Debug)]
pub struct LineIndex {
    starts: Vec<usize>,
}

impl LineIndex {
    /// Finds all line starts of `text`; a line ends after its `\n`.
    pub fn new(text: &str) -> Self {
        let after_breaks = memchr::memchr_iter(b'\n', text.as_bytes()).map(|byte| byte + 1);
        Self {
            starts: std::iter::once(0).chain(after_breaks).collect(),
        }
    }

    /// The line of `byte`, from 0.
    pub fn line(&self, byte: usize) -> usize {
        self.starts.partition_point(|&start| start <= byte) - 1
    }

    /// The line and column of `byte` in `text`, which the index was made for.
    pub fn location(&self, text: &str, byte: usize) -> Location {
        let line = self.line(byte);
        let column = text[self.starts[line]..byte].chars().count();
        Location { line, column }
    }
}
