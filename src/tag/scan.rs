//! A text in, its matches out: cut into pieces and stretches, each of which goes through all steps.

use super::Match;
use super::addresses::addresses;
use super::broken::{self, Whole};
use super::candidates::Sieve;
use super::filter::Search;
use super::masks::{Fast, Masks, with_fast_instructions};
use super::words::Words;
use crate::gazetteer::Index;
use crate::gazetteer::hash::Letters;
use crate::segment;
use crate::span::Span;

/// Finds names in one text after the other; keeps its buffers in between.
#[derive(Debug, Default)]
pub struct Tagger {
    masks: Masks,
    small: Vec<u8>,
    starts: Vec<u32>,
    candidates: Sieve,
}

/// Bytes that are looked at together: with their masks and lists they stay in the nearest caches.
const STRETCH: usize = 32 << 10;

impl Tagger {
    /// As [`tag`](super::tag()), on one thread.
    pub fn tag(&mut self, text: &str, seams: &[usize], index: &Index) -> Vec<Match> {
        let mut matches = Vec::new();
        self.tag_into(text, seams, index, &mut matches);
        matches
    }

    /// As [`Tagger::tag`], behind what is in `matches` already.
    pub(super) fn tag_into(
        &mut self,
        text: &str,
        seams: &[usize],
        index: &Index,
        matches: &mut Vec<Match>,
    ) {
        let first = matches.len();
        self.tag_straight(text, seams, index, matches);
        if index.matching.plain {
            return;
        }
        let breaks = broken::breaks(text);
        if !breaks.is_empty() {
            let whole = Whole::new(text, seams, &breaks);
            let mut found = Vec::new();
            self.tag_straight(&whole.text, &whole.seams, index, &mut found);
            broken::put(whole.over(&breaks, &found), matches, first);
        }
    }

    /// The same, for the text as it stands.
    fn tag_straight(
        &mut self,
        text: &str,
        seams: &[usize],
        index: &Index,
        matches: &mut Vec<Match>,
    ) {
        let mut from = 0;
        for (end, next) in breaks(text, seams, index.matching.plain) {
            if end >= from {
                self.tag_piece(&text[from..end], from, index, matches);
                from = next;
            }
        }
    }

    /// Finds the names in `piece`, which begins at byte `offset` of its text.
    fn tag_piece(&mut self, piece: &str, offset: usize, index: &Index, matches: &mut Vec<Match>) {
        let mut from = 0;
        let mut length = STRETCH;
        while from < piece.len() {
            let to = piece.ceil_char_boundary((from + length).min(piece.len()));
            let first = matches.len();
            let lead = lead(&piece[..from]);
            let stretch = Stretch {
                text: &piece[from - lead..to],
                lead,
                goes_on: to < piece.len(),
            };
            let done = self.tag_stretch(stretch, index, matches) - lead;
            for found in &mut matches[first..] {
                let shift = offset + from - lead;
                found.span = Span::new(found.span.start + shift, found.span.end + shift);
            }
            // A name that reaches past the end is tried again from its beginning; if that is where
            // the stretch began, in a longer one.
            length = if done == 0 { length * 2 } else { STRETCH };
            from += done;
        }
    }

    /// Finds the names in `stretch`; tells how much of it is done, its lead too.
    fn tag_stretch(
        &mut self,
        stretch: Stretch<'_>,
        index: &Index,
        matches: &mut Vec<Match>,
    ) -> usize {
        with_fast_instructions(
            #[inline(always)]
            |fast| self.search_stretch(stretch, index, matches, fast),
        )
    }

    #[inline(always)]
    fn search_stretch(
        &mut self,
        stretch: Stretch<'_>,
        index: &Index,
        matches: &mut Vec<Match>,
        fast: Option<Fast>,
    ) -> usize {
        let rule = index.matching.word_rule();
        let text = stretch.text;
        self.masks.fill(text.as_bytes(), rule, fast);
        let tables = index.tables();
        let (hashed, letters) = match tables.is_folded {
            true => (small_letters(text, &mut self.small), Letters::Lower),
            false => (text.as_bytes(), Letters::AsTheyAre),
        };
        let words = Words {
            text,
            hashed,
            masks: &self.masks,
            rule,
        };
        let search = Search {
            index,
            tables,
            words,
            letters,
            lead: stretch.lead,
            goes_on: stretch.goes_on,
        };
        let n_starts = search.list_starts(&mut self.starts);
        search.list_candidates(&self.starts[..n_starts], &mut self.candidates);
        search.drop_beginnings(&mut self.candidates);
        search.expect(&self.candidates);
        search.resolve(self.candidates.kept(), matches)
    }
}

/// A part of a piece that is looked at together.
#[derive(Clone, Copy)]
struct Stretch<'a> {
    text: &'a str,
    /// Bytes of a letter before the part, so that it is seen what stands behind a word.
    lead: usize,
    /// Whether the piece goes on behind it.
    goes_on: bool,
}

/// The length of the last letter of `before`, with the marks on it.
fn lead(before: &str) -> usize {
    let letter = before
        .char_indices()
        .rev()
        .find(|&(_, c)| !segment::is_mark(c));
    letter.map_or(0, |(start, _)| before.len() - start)
}

/// Where a piece of `text` ends that no name reaches across, and where the next begins: at seams,
/// around addresses, and at the end; in order.
fn breaks(text: &str, seams: &[usize], is_plain: bool) -> Vec<(usize, usize)> {
    let addresses = if is_plain {
        Vec::new()
    } else {
        addresses(text)
    };
    let around = addresses.iter().map(|address| (address.start, address.end));
    let at = seams.iter().map(|&seam| (seam, seam));
    let mut breaks: Vec<_> = around.chain(at).collect();
    breaks.sort_unstable();
    breaks.push((text.len(), text.len()));
    breaks
}

/// A copy of `text` with ASCII capitals as small letters, in `small`.
fn small_letters<'a>(text: &str, small: &'a mut Vec<u8>) -> &'a [u8] {
    small.clear();
    small.extend_from_slice(text.as_bytes());
    small.make_ascii_lowercase();
    small
}
