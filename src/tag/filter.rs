//! Masks in, candidates out: the words of a stretch, through two small filters.
//!
//! Each step goes over all words that are left and leaves a shorter list, without branching on what
//! it finds, so that the processor never guesses wrong.

use super::candidates::{Candidate, Sieve};
use super::words::{Word, Words};
use crate::gazetteer::hash::{self, Letters};
use crate::gazetteer::{Index, Promise, Tables};
use crate::segment::WordRule;

/// Starts that are written at once.
const FEW: usize = 6;

/// What the steps share.
#[derive(Clone, Copy)]
pub(super) struct Search<'a> {
    pub(super) index: &'a Index,
    pub(super) tables: Tables<'a>,
    pub(super) words: Words<'a>,
    pub(super) letters: Letters,
    /// Where names may begin; what stands before is there to be seen only.
    pub(super) lead: usize,
    /// Whether the text goes on behind this stretch.
    pub(super) goes_on: bool,
}

impl Search<'_> {
    /// The places where runs begin that may begin a name by their first byte, or hold the
    /// beginning of one behind a mark.
    #[inline(always)]
    pub(super) fn list_starts(&self, starts: &mut Vec<u32>) -> usize {
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
    pub(super) fn list_candidates(&self, starts: &[u32], candidates: &mut Sieve) {
        candidates.clear(starts.len() + 1);
        let text = self.words.hashed;
        let tries_title = self.words.rule == WordRule::Unicode && !self.tables.is_folded;
        for &start in starts {
            let start = start as usize;
            let end = self.words.run_end(start);
            if self.words.is_mixed(start, end) {
                self.list_run(start, end, candidates);
                continue;
            }
            let word = Word { start, end };
            // What is hashed is in small letters already, where that is asked.
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
    pub(super) fn drop_beginnings(&self, candidates: &mut Sieve) {
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
    pub(super) fn expect(&self, candidates: &Sieve) {
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
    pub(super) fn letters_of(&self, candidate: &Candidate) -> Letters {
        match candidate.is_title {
            true => Letters::Title,
            false => self.letters,
        }
    }
}
