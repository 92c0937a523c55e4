//! A text in, out where a word is broken over two lines by a hyphen, and the same places with the
//! words whole, so that names are found there too.
//!
//! `Amund-\nsen` is `Amundsen`, and `Rolls-\nRoyce` is `Rolls-Royce`; `Port-\nau-Prince` may be
//! either, and both are tried. What was found in the text as it stands counts unless a whole name
//! reaches over the break: so `China-\nbacked` is `China`.

use super::Match;
use crate::span::Span;

/// Bytes before and behind a break that are looked at, for the rest of the name.
const AROUND: usize = 128;

/// The breaks of `text`: from the hyphen to the first letter on the next line, in order. A letter
/// stands before each. Linear, and quick where there are none.
pub(super) fn breaks(text: &str) -> Vec<Span> {
    let ends = memchr::memchr_iter(b'\n', text.as_bytes());
    ends.filter_map(|end| break_at(text, end)).collect()
}

/// The break whose line ends at byte `end`.
fn break_at(text: &str, end: usize) -> Option<Span> {
    let line = text[..end].strip_suffix('\r').unwrap_or(&text[..end]);
    let before = line.strip_suffix(['-', '\u{2010}'])?;
    let after = text[end + 1..].trim_start_matches([' ', '\t']);
    let is_word = before.ends_with(char::is_alphabetic) && after.starts_with(char::is_alphabetic);
    is_word.then(|| Span::new(before.len(), text.len() - after.len()))
}

/// What stands around breaks, without them.
#[derive(Debug, Default)]
pub(super) struct Whole {
    pub(super) text: String,
    /// The seams of the other text that are in it.
    pub(super) seams: Vec<usize>,
    /// Where each piece of the other text begins, here and there.
    pieces: Vec<(usize, usize)>,
}

impl Whole {
    /// The surroundings of `breaks`: once without the hyphens before small letters, and where there
    /// are such, once with all hyphens.
    pub(super) fn new(text: &str, seams: &[usize], breaks: &[Span]) -> Self {
        let mut whole = Self::default();
        let is_near = |a: &Span, b: &Span| b.start - a.end <= 2 * AROUND;
        for near in breaks.chunk_by(is_near) {
            let around = around(text, near);
            let starts_small = |cut: &Span| text[cut.end..].starts_with(char::is_lowercase);
            let without = |cut: &Span| match starts_small(cut) {
                true => cut.start,
                false => behind_hyphen(text, cut),
            };
            whole.add(text, seams, around, near, without);
            if near.iter().any(starts_small) {
                whole.add(text, seams, around, near, |cut| behind_hyphen(text, cut));
            }
        }
        whole
    }

    /// Adds the part `around` of `text` with its `breaks` left out from where `end_of` says, and a
    /// blank line.
    fn add(
        &mut self,
        text: &str,
        seams: &[usize],
        around: Span,
        breaks: &[Span],
        end_of: impl Fn(&Span) -> usize,
    ) {
        let mut from = around.start;
        let inside = |cut: &&Span| around.start < cut.start && cut.end < around.end;
        for cut in breaks.iter().filter(inside) {
            self.add_piece(text, seams, Span::new(from, end_of(cut)));
            from = cut.end;
        }
        self.add_piece(text, seams, Span::new(from, around.end));
        self.text.push_str("\n\n");
    }

    fn add_piece(&mut self, text: &str, seams: &[usize], piece: Span) {
        let here = self.text.len();
        self.pieces.push((here, piece.start));
        self.text.push_str(piece.of(text));
        let first = seams.partition_point(|&seam| seam <= piece.start);
        let inside = seams[first..].iter().take_while(|&&seam| seam < piece.end);
        self.seams
            .extend(inside.map(|seam| seam - piece.start + here));
    }

    /// Of what was `found` here, the names that reach over one of `breaks`, where they stand in the
    /// other text: in order and apart, of two that overlap the one further left, then the longer.
    pub(super) fn over(&self, breaks: &[Span], found: &[Match]) -> Vec<Match> {
        let there = found.iter().map(|found| Match {
            span: self.there(found.span),
            ..*found
        });
        let mut over: Vec<Match> = there
            .filter(|found| reaches_over(found.span, breaks))
            .collect();
        over.sort_by_key(|found| (found.span.start, usize::MAX - found.span.end));
        over.dedup_by(|later, earlier| later.span.overlaps(earlier.span));
        over
    }

    fn there(&self, span: Span) -> Span {
        let byte = |here: usize| {
            let behind = self.pieces.partition_point(|&(start, _)| start <= here);
            let (start, there) = self.pieces[behind - 1];
            there + (here - start)
        };
        Span::new(byte(span.start), byte(span.end - 1) + 1)
    }
}

/// The words of `text` around `breaks`, which are near to each other.
fn around(text: &str, breaks: &[Span]) -> Span {
    let (first, last) = (breaks[0], breaks[breaks.len() - 1]);
    let from = text.floor_char_boundary(first.start.saturating_sub(AROUND));
    let to = text.ceil_char_boundary((last.end + AROUND).min(text.len()));
    // A word that is cut by either end is left out, be it the broken one.
    let start = match text[from..first.start].find(char::is_whitespace) {
        _ if from == 0 => 0,
        Some(byte) => from + byte,
        None => first.end,
    };
    let end = match text[last.end..to].rfind(char::is_whitespace) {
        _ if to == text.len() => to,
        Some(byte) => last.end + byte,
        None => last.start,
    };
    Span::new(start, end.max(start))
}

fn behind_hyphen(text: &str, cut: &Span) -> usize {
    let hyphen = text[cut.start..].chars().next();
    cut.start + hyphen.map_or(0, char::len_utf8)
}

fn reaches_over(span: Span, breaks: &[Span]) -> bool {
    let first = breaks.partition_point(|cut| cut.start <= span.start);
    breaks.get(first).is_some_and(|cut| cut.end < span.end)
}

/// Puts the names `over` breaks into `matches` from `first` on, in the place of those they overlap.
pub(super) fn put(over: Vec<Match>, matches: &mut Vec<Match>, first: usize) {
    let straight = matches.split_off(first);
    let mut straight = straight.into_iter().peekable();
    for found in over {
        while let Some(before) = straight.next_if(|other| other.span.end <= found.span.start) {
            matches.push(before);
        }
        while straight
            .next_if(|other| other.span.start < found.span.end)
            .is_some()
        {}
        matches.push(found);
    }
    matches.extend(straight);
}
