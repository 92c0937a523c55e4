//! A comparison in, what was found wrongly or not at all out, each with the passage it stands in.

use super::compare::{Comparison, Sides};
use super::links::Naming;
use super::{Annotation, Offsets};
use crate::span::{LineIndex, Span};

/// Characters of a passage before and after what it is about.
const CONTEXT: usize = 60;

/// What a passage does not reach over.
const BREAK: &str = "\n\n";

/// How something found differs from the gold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ErrorKind {
    /// In the gold, and nothing was found over it.
    Missed,
    /// Found where the gold has nothing.
    Spurious,
    /// Found with another beginning or end.
    Extent,
    /// Found with another type.
    Type,
    /// Found with another entity.
    Link,
}

impl ErrorKind {
    /// All kinds, in the order in which errors are told.
    pub const ALL: [Self; 5] = [
        Self::Missed,
        Self::Spurious,
        Self::Extent,
        Self::Type,
        Self::Link,
    ];

    /// The kind as answers spell it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Missed => "missed",
            Self::Spurious => "spurious",
            Self::Extent => "extent",
            Self::Type => "type",
            Self::Link => "link",
        }
    }
}

/// Something found wrongly or not at all.
#[derive(Clone, Debug)]
pub struct Mistake<'a> {
    /// How it is wrong.
    pub kind: ErrorKind,
    /// The document.
    pub document: &'a str,
    /// What the gold has there.
    pub gold: Option<&'a Annotation>,
    /// What was found there.
    pub predicted: Option<&'a Annotation>,
    /// Where it stands, if the text is known.
    pub passage: Option<Passage>,
}

/// A piece of a text around a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// The line of the name, from 1.
    pub line: usize,
    /// The piece.
    pub text: String,
    /// The name in it, in bytes.
    pub mark: Span,
}

impl Comparison {
    /// All mistakes, by kind, document and place.
    pub fn mistakes(&self) -> Vec<Mistake<'_>> {
        let naming = Naming::new(self);
        let mut mistakes = Vec::new();
        for (document, sides) in &self.documents {
            let places = sides.text.as_deref();
            let places = places.map(|text| Places::new(text, self.offsets));
            let found = mistakes_in(sides, &naming).into_iter();
            mistakes.extend(found.map(|(kind, gold, predicted)| Mistake {
                kind,
                document,
                gold,
                predicted,
                passage: places.as_ref().and_then(|p| p.passage(gold.or(predicted)?)),
            }));
        }
        mistakes.sort_by_key(|mistake| mistake.kind);
        mistakes
    }
}

type Wrong<'a> = (ErrorKind, Option<&'a Annotation>, Option<&'a Annotation>);

fn mistakes_in<'a>(sides: &'a Sides, naming: &Naming<'_>) -> Vec<Wrong<'a>> {
    let found = sides.counted();
    let mut wrong = Vec::new();
    let mut is_found = vec![false; sides.gold.len()];
    let mut unmatched = Vec::new();
    for one in found {
        let extent = (one.start, one.end);
        let same = sides
            .gold
            .partition_point(|gold| (gold.start, gold.end) < extent);
        match sides.gold.get(same) {
            Some(gold) if (gold.start, gold.end) == extent => {
                is_found[same] = true;
                if let Some(kind) = difference(gold, one, naming) {
                    wrong.push((kind, Some(gold), Some(one)));
                }
            }
            _ => unmatched.push(one),
        }
    }
    let mut first = 0;
    for one in unmatched {
        while sides
            .gold
            .get(first)
            .is_some_and(|gold| gold.end <= one.start)
        {
            first += 1;
        }
        let near = sides.gold[first..]
            .iter()
            .take_while(|gold| gold.start < one.end);
        let mut near = near.enumerate().map(|(step, gold)| (first + step, gold));
        match near.find(|(idx, gold)| !is_found[*idx] && gold.end > one.start) {
            Some((idx, gold)) => {
                is_found[idx] = true;
                wrong.push((ErrorKind::Extent, Some(gold), Some(one)));
            }
            None => wrong.push((ErrorKind::Spurious, None, Some(one))),
        }
    }
    let missed = sides
        .gold
        .iter()
        .zip(is_found)
        .filter(|(_, is_found)| !is_found);
    wrong.extend(missed.map(|(gold, _)| (ErrorKind::Missed, Some(gold), None)));
    wrong.sort_by_key(|(_, gold, found)| gold.or(*found).map(|one| one.start));
    wrong
}

fn difference(gold: &Annotation, found: &Annotation, naming: &Naming<'_>) -> Option<ErrorKind> {
    let is_linked = !gold.entity.is_empty() && !found.entity.is_empty();
    if gold.entity_type != found.entity_type {
        Some(ErrorKind::Type)
    } else if is_linked && naming.of(&found.entity) != Some(gold.entity.as_str()) {
        Some(ErrorKind::Link)
    } else {
        None
    }
}

/// A text, to look up what stands at places counted in code points or bytes.
pub(super) struct Places<'a> {
    text: &'a str,
    lines: LineIndex,
    /// The byte of every 64th character; none where places are bytes.
    chars: Option<Vec<usize>>,
}

/// Characters between two that are known.
const STRIDE: usize = 64;

impl<'a> Places<'a> {
    pub(super) fn new(text: &'a str, offsets: Offsets) -> Self {
        let strides = || text.char_indices().step_by(STRIDE).map(|(byte, _)| byte);
        Self {
            text,
            lines: LineIndex::new(text),
            chars: (offsets == Offsets::Chars).then(|| strides().collect()),
        }
    }

    /// What stands where the annotation says, if that is inside the text.
    pub(super) fn slice(&self, annotation: &Annotation) -> Option<&'a str> {
        Some(self.span(annotation)?.of(self.text))
    }

    fn span(&self, annotation: &Annotation) -> Option<Span> {
        let (start, end) = (self.byte(annotation.start)?, self.byte(annotation.end)?);
        self.text.get(start..end)?;
        Some(Span::new(start, end))
    }

    fn byte(&self, place: usize) -> Option<usize> {
        let Some(chars) = &self.chars else {
            return Some(place);
        };
        let Some(&from) = chars.get(place / STRIDE) else {
            return (place == 0).then_some(0);
        };
        let mut rest = self.text[from..]
            .char_indices()
            .map(|(byte, _)| from + byte);
        let byte = rest.nth(place % STRIDE);
        let is_end = || self.text[from..].chars().count() == place % STRIDE;
        byte.or_else(|| is_end().then_some(self.text.len()))
    }

    fn passage(&self, annotation: &Annotation) -> Option<Passage> {
        let span = self.span(annotation)?;
        let (before, after) = (&self.text[..span.start], &self.text[span.end..]);
        let start = before.char_indices().rev().take(CONTEXT).last();
        let start = start.map_or(span.start, |(byte, _)| byte);
        let start = before[start..]
            .rfind(BREAK)
            .map_or(start, |byte| start + byte + BREAK.len());
        let end = after.char_indices().nth(CONTEXT);
        let end = end.map_or(after.len(), |(byte, _)| byte);
        let end = span.end + after[..end].find(BREAK).unwrap_or(end);
        Some(Passage {
            line: self.lines.line(span.start) + 1,
            text: self.text[start..end].to_owned(),
            mark: Span::new(span.start - start, span.end - start),
        })
    }
}
