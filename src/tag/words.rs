//! Masks in, words with their hashes out.

use super::masks::Masks;
use crate::gazetteer::fold;
use crate::gazetteer::hash::{self, Letters};
use crate::segment::{self, WordRule};

/// A text, its masks and the rule they follow.
#[derive(Clone, Copy)]
pub(super) struct Words<'a> {
    pub(super) text: &'a str,
    /// What ASCII words are hashed from: the text, or the same with small letters only.
    pub(super) hashed: &'a [u8],
    pub(super) masks: &'a Masks,
    pub(super) rule: WordRule,
}

/// A word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Word {
    pub(super) start: usize,
    pub(super) end: usize,
}

impl Words<'_> {
    /// Where the run of word bytes that holds `start` ends.
    #[inline(always)]
    pub(super) fn run_end(&self, start: usize) -> usize {
        let n = Masks::from(&self.masks.words, start).trailing_ones() as usize;
        if n < 64 {
            start + n
        } else {
            self.long_run_end(start)
        }
    }

    #[cold]
    fn long_run_end(&self, start: usize) -> usize {
        let mut end = start;
        loop {
            let n = Masks::from(&self.masks.words, end).trailing_ones() as usize;
            end += n;
            if n < 64 || end >= self.text.len() {
                return end.min(self.text.len());
            }
        }
    }

    /// Whether the run `start..end` holds bytes from 0x80.
    #[inline(always)]
    pub(super) fn has_high(&self, start: usize, end: usize) -> bool {
        let n = end - start;
        match n {
            0 => false,
            1..64 => Masks::from(&self.masks.high, start) & ((1 << n) - 1) != 0,
            _ => !self.text.as_bytes()[start..end].is_ascii(),
        }
    }

    /// The first word that begins at `from` or behind it, if there is one.
    #[inline(always)]
    pub(super) fn next(&self, from: usize) -> Option<Word> {
        let bits = Masks::from(&self.masks.words, from);
        let gap = bits.trailing_zeros() as usize;
        if gap == 64 {
            return self.next_far(from + 64);
        }
        let length = (!(bits >> gap)).trailing_zeros() as usize;
        let start = from + gap;
        let end = start + length;
        if gap + length >= 64 || self.is_mixed(start, end) {
            return self.next_far(start);
        }
        Some(Word { start, end })
    }

    /// The same where a look at 64 bytes does not tell.
    #[cold]
    #[inline(never)]
    fn next_far(&self, from: usize) -> Option<Word> {
        let mut from = from;
        while from < self.text.len() {
            let bits = Masks::from(&self.masks.words, from);
            if bits == 0 {
                from += 64;
                continue;
            }
            let start = from + bits.trailing_zeros() as usize;
            let end = self.run_end(start);
            if !self.is_mixed(start, end) {
                return Some(Word { start, end });
            }
            match self.next_in_run(start, end) {
                Some(word) => return Some(word),
                None => from = end,
            }
        }
        None
    }

    /// Whether the run `start..end` may hold marks, and so be several words.
    #[inline(always)]
    pub(super) fn is_mixed(&self, start: usize, end: usize) -> bool {
        self.rule == WordRule::Unicode && self.has_high(start, end)
    }

    /// The first word in a run with bytes from 0x80, which may hold marks and several words.
    #[cold]
    pub(super) fn next_in_run(&self, start: usize, end: usize) -> Option<Word> {
        let word = segment::first_word(&self.text[start..end], self.rule)?;
        Some(Word {
            start: start + word.start,
            end: start + word.end,
        })
    }

    /// The hash of a word.
    #[inline(always)]
    pub(super) fn hash(&self, word: Word, letters: Letters) -> u64 {
        if self.is_mixed(word.start, word.end) {
            return self.hash_marked(word, letters);
        }
        let letters = match letters {
            // What is hashed is in small letters already.
            Letters::Lower => Letters::AsTheyAre,
            other => other,
        };
        hash::word(self.hashed, word.start, word.end, letters)
    }

    /// The hash of a word that may have diacritics.
    #[cold]
    fn hash_marked(&self, word: Word, letters: Letters) -> u64 {
        let stripped = fold::strip_marks(&self.text[word.start..word.end]);
        hash::text_word(&stripped, letters)
    }
}
