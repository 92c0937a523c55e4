//! Candidates in, matches out: what is left after the filters is looked up, one by one.

use super::Match;
use super::candidates::Candidate;
use super::filter::Search;
use super::spelling;
use crate::gazetteer::hash;
use crate::gazetteer::{Matching, Promise};
use crate::span::Span;

/// Bytes at the end of a stretch whose names are looked for in the next, so that few are begun in
/// vain.
const OVERLAP: usize = 512;

/// Candidates between asking for a record and reading it.
const AHEAD: usize = 8;

/// Bytes that must stand behind a word for it to be whole, with whatever marks belong to it.
const MARGIN: usize = 64;

/// The stretch ended before it was known what stands there.
struct CutShort;

impl Search<'_> {
    /// Looks the candidates up, from left to right; tells how much of the stretch is done.
    #[inline(always)]
    pub(super) fn resolve(&self, candidates: &[Candidate], matches: &mut Vec<Match>) -> usize {
        let length = self.words.text.len();
        let limit = match self.goes_on {
            true => length - OVERLAP.min(length / 2),
            false => length,
        };
        let mut free = self.lead;
        for (idx, candidate) in candidates.iter().enumerate() {
            if let Some(later) = candidates.get(idx + AHEAD) {
                self.expect_records(later);
            }
            let start = candidate.start as usize;
            if start < free {
                continue;
            }
            if start >= limit {
                break;
            }
            // A word in capitals may be there twice.
            let twin = candidates
                .get(idx + 1)
                .filter(|next| next.start == candidate.start);
            match self.longest(candidate, twin, free) {
                Ok(Some(found)) => {
                    free = found.span.end;
                    matches.push(found);
                }
                Ok(None) => {}
                Err(CutShort) => return self.gap_before(start).max(free),
            }
        }
        match self.goes_on {
            true => self.gap_before(limit).max(free),
            false => length,
        }
    }

    /// Where the gap begins that stands before the word at or before `byte`.
    fn gap_before(&self, byte: usize) -> usize {
        let is_word = |byte: usize| self.words.masks.words[byte / 64] >> (byte % 64) & 1 == 1;
        let mut start = byte;
        while start > 0 && is_word(start - 1) {
            start -= 1;
        }
        while start > 0 && !is_word(start - 1) {
            start -= 1;
        }
        start
    }

    #[inline(always)]
    fn expect_records(&self, candidate: &Candidate) {
        let is_name = candidate.promise & Promise::NAME != 0;
        self.tables.expect_records(if is_name {
            candidate.hash
        } else {
            candidate.run
        });
    }

    /// The best name among those that begin with one word and not before byte `free`.
    #[inline(always)]
    fn longest(
        &self,
        candidate: &Candidate,
        twin: Option<&Candidate>,
        free: usize,
    ) -> Result<Option<Match>, CutShort> {
        let mut best = None;
        self.take(candidate, free, &mut best)?;
        if let Some(twin) = twin {
            self.take(twin, free, &mut best)?;
        }
        Ok(best)
    }

    #[inline(always)]
    fn take(
        &self,
        candidate: &Candidate,
        free: usize,
        best: &mut Option<Match>,
    ) -> Result<(), CutShort> {
        let (start, end) = (candidate.start as usize, candidate.end as usize);
        self.check_whole(end)?;
        if candidate.promise & Promise::NAME != 0 {
            self.take_names(candidate.hash, Span::new(start, end), free, best);
        }
        if candidate.promise & Promise::LONGER != 0 {
            self.take_longer(candidate, free, best)?;
        }
        Ok(())
    }

    /// Takes the names of two words and more.
    fn take_longer(
        &self,
        candidate: &Candidate,
        free: usize,
        best: &mut Option<Match>,
    ) -> Result<(), CutShort> {
        let letters = self.letters_of(candidate);
        let start = candidate.start as usize;
        let mut end = candidate.next_end as usize;
        let mut run = candidate.run;
        if end == 0 {
            return Err(CutShort);
        }
        loop {
            self.check_whole(end)?;
            if !self.take_names(run, Span::new(start, end), free, best) {
                return Ok(());
            }
            let Some(next) = self.words.next(end) else {
                return if self.goes_on { Err(CutShort) } else { Ok(()) };
            };
            end = next.end;
            run = hash::mix(run, self.words.hash(next, letters));
        }
    }

    /// A word near the end of a stretch that goes on may not be whole.
    #[inline]
    fn check_whole(&self, end: usize) -> Result<(), CutShort> {
        match self.goes_on && end + MARGIN > self.words.text.len() {
            true => Err(CutShort),
            false => Ok(()),
        }
    }

    /// Takes the names that the words `span`, with the hash `run`, spell; tells whether longer ones
    /// go on from there.
    #[inline(always)]
    fn take_names(&self, run: u64, span: Span, free: usize, best: &mut Option<Match>) -> bool {
        let mut has_longer = false;
        let Matching { plain, case, .. } = self.index.matching;
        for slot in self.tables.slots(run) {
            has_longer |= slot.has_longer();
            let Some(place) = slot.record() else {
                continue;
            };
            for record in self.tables.records(place) {
                if !record.is_for(plain) {
                    continue;
                }
                let found = match plain {
                    true => spelling::check_plain(&record, self.words.text, span, case),
                    false => spelling::check(&record, self.words.text, span),
                };
                if let Some(found) = found
                    && found.span.start >= free
                    && best.is_none_or(|best| is_better(found, best))
                {
                    *best = Some(found);
                }
            }
        }
        has_longer
    }
}

/// Further left, then longer, then closer to the listed spelling; a tie stays with the earlier.
fn is_better(found: Match, best: Match) -> bool {
    let rank = |found: Match| {
        (
            found.span.start,
            usize::MAX - found.span.end,
            found.spelling,
        )
    };
    rank(found) < rank(best)
}
