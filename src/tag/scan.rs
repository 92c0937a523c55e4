//! The matcher: words through two filters, the survivors looked up.
//!
//! Each step goes over all words of a stretch and leaves a shorter list, without branching on what
//! it finds, so that the processor never guesses wrong; only the last step, which few words reach,
//! decides one by one.

use super::Match;
use super::addresses::addresses;
use super::masks::{Fast, Masks, with_fast_instructions};
use super::spelling;
use super::words::{Word, Words};
use crate::gazetteer::hash::{self, Letters};
use crate::gazetteer::{Index, Matching, Promise, Tables};
use crate::segment::WordRule;
use crate::span::Span;

/// Finds names in one text after the other; keeps its buffers in between.
#[derive(Debug, Default)]
pub struct Tagger {
    masks: Masks,
    small: Vec<u8>,
    starts: Vec<u32>,
    candidates: Sieve,
}

/// A word that may begin a name.
#[derive(Clone, Copy, Debug, Default)]
struct Candidate {
    start: u32,
    end: u32,
    hash: u64,
    /// The hash of this word and the next; only where longer names may go on so.
    run: u64,
    /// Where the next word ends.
    next_end: u32,
    /// Bits of [`Promise`].
    promise: u8,
    /// Whether it is in capitals and was hashed as if it were not.
    is_title: bool,
}

/// Bytes that are looked at together: with their masks and lists they stay in the nearest caches.
const STRETCH: usize = 32 << 10;

/// Bytes at the end of a stretch whose names are looked for in the next, so that few are begun in
/// vain.
const OVERLAP: usize = 512;

/// Starts that are written at once.
const FEW: usize = 6;

/// Candidates between asking for a record and reading it.
const AHEAD: usize = 8;

/// Bytes that must stand behind a word for it to be whole, with whatever marks belong to it.
const MARGIN: usize = 64;

/// The stretch ended before it was known what stands there.
struct CutShort;

/// What the steps share.
#[derive(Clone, Copy)]
struct Search<'a> {
    index: &'a Index,
    tables: Tables<'a>,
    words: Words<'a>,
    letters: Letters,
    /// Whether the text goes on behind this stretch.
    goes_on: bool,
}

impl Tagger {
    /// As [`tag`](super::tag()), on one thread.
    pub fn tag(&mut self, text: &str, seams: &[usize], index: &Index) -> Vec<Match> {
        let mut matches = Vec::new();
        let mut from = 0;
        for (end, next) in breaks(text, seams, index.matching.plain) {
            if end >= from {
                self.tag_piece(&text[from..end], from, index, &mut matches);
                from = next;
            }
        }
        matches
    }

    /// Finds the names in `piece`, which begins at byte `offset` of its text.
    fn tag_piece(&mut self, piece: &str, offset: usize, index: &Index, matches: &mut Vec<Match>) {
        let mut from = 0;
        let mut length = STRETCH;
        while from < piece.len() {
            let to = piece.ceil_char_boundary((from + length).min(piece.len()));
            let first = matches.len();
            let stretch = &piece[from..to];
            let done = self.tag_stretch(stretch, to < piece.len(), index, matches);
            for found in &mut matches[first..] {
                let shift = offset + from;
                found.span = Span::new(found.span.start + shift, found.span.end + shift);
            }
            // A name that reaches past the end is tried again from its beginning; if that is where
            // the stretch began, in a longer one.
            length = if done == 0 { length * 2 } else { STRETCH };
            from += done;
        }
    }

    /// Finds the names in `stretch`; tells how much of it is done.
    fn tag_stretch(
        &mut self,
        stretch: &str,
        goes_on: bool,
        index: &Index,
        matches: &mut Vec<Match>,
    ) -> usize {
        with_fast_instructions(
            #[inline(always)]
            |fast| self.search_stretch(stretch, goes_on, index, matches, fast),
        )
    }

    #[inline(always)]
    fn search_stretch(
        &mut self,
        stretch: &str,
        goes_on: bool,
        index: &Index,
        matches: &mut Vec<Match>,
        fast: Option<Fast>,
    ) -> usize {
        let rule = index.matching.word_rule();
        self.masks.fill(stretch.as_bytes(), rule, fast);
        let tables = index.tables();
        let hashed = match tables.is_folded {
            true => small_letters(stretch, &mut self.small),
            false => stretch.as_bytes(),
        };
        let letters = match tables.is_folded {
            true => Letters::Lower,
            false => Letters::AsTheyAre,
        };
        let words = Words {
            text: stretch,
            hashed,
            masks: &self.masks,
            rule,
        };
        let search = Search {
            index,
            tables,
            words,
            letters,
            goes_on,
        };
        let n_starts = search.list_starts(&mut self.starts);
        search.list_candidates(&self.starts[..n_starts], &mut self.candidates);
        search.drop_beginnings(&mut self.candidates);
        search.expect(&self.candidates);
        search.resolve(self.candidates.kept(), matches)
    }
}

impl Search<'_> {
    /// The places where runs begin that may begin a name by their first byte, or hold the
    /// beginning of one behind a mark.
    #[inline(always)]
    fn list_starts(&self, starts: &mut Vec<u32>) -> usize {
        let masks = self.words.masks;
        let takes_all = self.tables.has_small_first || self.tables.is_folded;
        let n_most = self.words.text.len() / 2 + 64 + FEW;
        if starts.len() < n_most {
            starts.resize(n_most, 0);
        }
        let mut n = 0;
        let mut carry = 0;
        for (idx, &words) in masks.words.iter().enumerate() {
            let runs = words & !(words << 1 | carry);
            carry = words >> 63;
            let mut bits = match (takes_all, self.tables.has_digit_first) {
                (true, _) => runs,
                (false, false) => runs & masks.initials[idx],
                (false, true) => runs & (masks.initials[idx] | masks.digits[idx]),
            };
            if self.words.rule == WordRule::Unicode {
                bits |= self.runs_with_high(idx, runs & !bits, words);
            }
            let n_bits = bits.count_ones() as usize;
            // Most blocks hold few: these are written without asking how many.
            let few: &mut [u32; FEW] = (&mut starts[n..n + FEW])
                .try_into()
                .expect("room for as many");
            for start in few {
                *start = (idx * 64) as u32 + bits.trailing_zeros();
                bits &= bits.wrapping_sub(1);
            }
            for start in &mut starts[n + FEW.min(n_bits)..n + n_bits] {
                *start = (idx * 64) as u32 + bits.trailing_zeros();
                bits &= bits.wrapping_sub(1);
            }
            n += n_bits;
        }
        n
    }

    /// Of `runs`, bits of the `idx`-th word of the masks, those that hold bytes from 0x80.
    #[inline]
    fn runs_with_high(&self, idx: usize, runs: u64, words: u64) -> u64 {
        let mut rest = match self.words.masks.high[idx] {
            0 if words >> 63 == 0 || runs == 0 => return 0,
            0 => 1 << (63 - runs.leading_zeros()),
            _ => runs,
        };
        let mut found = 0;
        while rest != 0 {
            let start = idx * 64 + rest.trailing_zeros() as usize;
            if self.words.has_high(start, self.words.run_end(start)) {
                found |= rest & rest.wrapping_neg();
            }
            rest &= rest - 1;
        }
        found
    }

    /// Of the words at `starts` those that may begin a name by their hash.
    #[inline(always)]
    fn list_candidates(&self, starts: &[u32], candidates: &mut Sieve) {
        candidates.clear(starts.len() + 1);
        let text = self.words.hashed;
        let is_unicode = self.words.rule == WordRule::Unicode;
        let tries_title = is_unicode && !self.tables.is_folded;
        for &start in starts {
            let start = start as usize;
            let end = self.words.run_end(start);
            if self.words.is_mixed(start, end) {
                self.list_run(start, end, candidates);
                continue;
            }
            let word = Word { start, end };
            let hash = hash::word(text, start, end, Letters::AsTheyAre);
            candidates.offer(self.candidate(word, hash, false));
            let may_be_capitals = end - start == 1 || !text[start + 1].is_ascii_lowercase();
            if tries_title && may_be_capitals {
                self.list_title(word, candidates);
            }
        }
    }

    /// The candidates in a run with bytes from 0x80, some of which may be marks.
    #[cold]
    fn list_run(&self, start: usize, end: usize, candidates: &mut Sieve) {
        let mut from = start;
        while let Some(word) = self.words.next_in_run(from, end) {
            let hash = self.words.hash(word, self.letters);
            candidates.offer(self.candidate(word, hash, false));
            if !self.tables.is_folded {
                self.list_title(word, candidates);
            }
            from = word.end;
        }
    }

    /// A word in capitals may begin a name that is listed in small letters.
    #[cold]
    fn list_title(&self, word: Word, candidates: &mut Sieve) {
        let text = &self.words.text[word.start..word.end];
        if !text.chars().any(char::is_lowercase) {
            let hash = self.words.hash(word, Letters::Title);
            candidates.offer(self.candidate(word, hash, true));
        }
    }

    #[inline(always)]
    fn candidate(&self, word: Word, hash: u64, is_title: bool) -> Candidate {
        Candidate {
            start: word.start as u32,
            end: word.end as u32,
            hash,
            run: 0,
            next_end: 0,
            promise: self.tables.promise(hash),
            is_title,
        }
    }

    /// Drops the candidates that only begin longer names and do not go on as any of those does.
    #[inline(always)]
    fn drop_beginnings(&self, candidates: &mut Sieve) {
        candidates.sieve(
            #[inline(always)]
            |candidate| {
                if candidate.promise & Promise::LONGER != 0 {
                    self.look_ahead(candidate);
                }
            },
        );
    }

    /// Asks for the places in the table where the candidates will be looked up.
    #[inline(always)]
    fn expect(&self, candidates: &Sieve) {
        for candidate in candidates.kept() {
            self.tables.expect(candidate.hash);
            self.tables.expect(candidate.run);
        }
    }

    /// Takes back the promise of longer names if none goes on so.
    #[inline(always)]
    fn look_ahead(&self, candidate: &mut Candidate) {
        match self.words.next(candidate.end as usize) {
            Some(next) => {
                let hash = self.words.hash(next, self.letters_of(candidate));
                candidate.run = hash::mix(candidate.hash, hash);
                candidate.next_end = next.end as u32;
                if !self.tables.may_go_on(candidate.run) {
                    candidate.promise &= Promise::NAME;
                }
            }
            None if self.goes_on => {}
            None => candidate.promise &= Promise::NAME,
        }
    }

    #[inline(always)]
    fn letters_of(&self, candidate: &Candidate) -> Letters {
        match candidate.is_title {
            true => Letters::Title,
            false => self.letters,
        }
    }

    /// Looks the candidates up, from left to right; tells how much of the stretch is done.
    #[inline(always)]
    fn resolve(&self, candidates: &[Candidate], matches: &mut Vec<Match>) -> usize {
        let length = self.words.text.len();
        let limit = match self.goes_on {
            true => length - OVERLAP.min(length / 2),
            false => length,
        };
        let mut free = 0;
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
        let Matching { plain, case } = self.index.matching;
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

/// A list that keeps only what promises something, and does not branch on it.
#[derive(Debug, Default)]
struct Sieve {
    candidates: Vec<Candidate>,
    n: usize,
}

impl Sieve {
    /// Empties the list, with room for so many offers.
    fn clear(&mut self, n_offers: usize) {
        self.n = 0;
        if self.candidates.len() < n_offers {
            self.candidates.resize(n_offers, Candidate::default());
        }
    }

    /// Keeps `candidate` if it promises something.
    #[inline(always)]
    fn offer(&mut self, candidate: Candidate) {
        if self.n == self.candidates.len() {
            self.grow();
        }
        self.candidates[self.n] = candidate;
        self.n += usize::from(candidate.promise != 0);
    }

    #[cold]
    fn grow(&mut self) {
        let n = (2 * self.candidates.len()).max(64);
        self.candidates.resize(n, Candidate::default());
    }

    /// Changes each and keeps those that still promise something.
    #[inline(always)]
    fn sieve(&mut self, change: impl Fn(&mut Candidate)) {
        let mut n = 0;
        for idx in 0..self.n {
            let mut candidate = self.candidates[idx];
            change(&mut candidate);
            self.candidates[n] = candidate;
            n += usize::from(candidate.promise != 0);
        }
        self.n = n;
    }

    fn kept(&self) -> &[Candidate] {
        &self.candidates[..self.n]
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
