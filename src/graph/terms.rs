//! Passages in, the words most particular to some of them out: what a tie is about.

use rustc_hash::FxHashMap;

use super::measures::g2;
use crate::segment::{WordRule, words};
use crate::span::Span;

/// The words that are told of a tie.
const N_TERMS: usize = 5;

/// The fewest letters of a word that tells something.
const MIN_LETTERS: usize = 3;

/// The largest share of all passages that a word may stand in: words of grammar stand in more; found
/// by looking at the words of novels and reports.
const MAX_SHARE: f64 = 0.04;

/// Chosen passages from which on a word must stand in two of them, for one alone has many words
/// that stand nowhere else.
const MANY: usize = 4;

/// What `g2` must be so that chance would give it once in twenty times.
const SIGNIFICANT: f64 = 3.84;

/// The words of the passages of a corpus.
#[derive(Clone, Debug, Default)]
pub struct Passages {
    /// All words, and in how many passages each stands.
    words: Vec<(String, u32)>,
    numbers: FxHashMap<String, u32>,
    /// The words of each passage, each once.
    passages: Vec<Vec<u32>>,
}

impl Passages {
    /// Adds a passage, whose number is that of the passages before it; `names`, ascending, are left
    /// out. Linear in its text.
    pub fn add(&mut self, text: &str, names: &[Span]) {
        let mut inside = Vec::new();
        let mut from = 0;
        let end = Span::new(text.len(), text.len());
        for name in names.iter().chain([&end]) {
            if let Some(stretch) = text.get(from..name.start.max(from)) {
                inside.extend(terms(stretch).map(|word| self.number(word)));
            }
            from = from.max(name.end).min(text.len());
        }
        inside.sort_unstable();
        inside.dedup();
        for &number in &inside {
            self.words[number as usize].1 += 1;
        }
        self.passages.push(inside);
    }

    /// The five words most particular to the passages `chosen`, each named once: of those that stand
    /// in a larger share of them than of all passages, and in few of all, the ones with the largest
    /// log-likelihood ratio (Dunning 1993), 3.84 or more; of equals the longer. Linear in the
    /// passages.
    pub fn particular(&self, chosen: &[usize]) -> Vec<String> {
        let mut numbers: Vec<u32> = (chosen.iter().flat_map(|&idx| &self.passages[idx]))
            .copied()
            .collect();
        numbers.sort_unstable();
        let (n_chosen, n_all) = (chosen.len() as f64, self.passages.len() as f64);
        let n_least = if chosen.len() < MANY { 1 } else { 2 };
        let mut found: Vec<(f64, &str)> = Vec::new();
        for same in numbers.chunk_by(|a, b| a == b) {
            let (word, n_with) = &self.words[same[0] as usize];
            let (n_both, n_with) = (same.len() as f64, f64::from(*n_with));
            let g2 = g2(n_both, n_chosen, n_with, n_all);
            let is_telling = n_with <= (n_all * MAX_SHARE).max(2.0) && same.len() >= n_least;
            if is_telling && n_both / n_chosen > n_with / n_all && g2 >= SIGNIFICANT {
                found.push((g2, word));
            }
        }
        found.sort_by(|a, b| {
            let longer = b.1.len().cmp(&a.1.len());
            b.0.total_cmp(&a.0).then(longer).then(a.1.cmp(b.1))
        });
        let words = found.into_iter().map(|(_, word)| word.to_owned());
        words.take(N_TERMS).collect()
    }

    fn number(&mut self, word: String) -> u32 {
        let next = self.words.len() as u32;
        let number = *self.numbers.entry(word.clone()).or_insert(next);
        if number == next {
            self.words.push((word, 0));
        }
        number
    }
}

/// The words of `text` in lower case, without short ones and those with digits.
fn terms(text: &str) -> impl Iterator<Item = String> {
    let whole = Span::new(0, text.len());
    let words = words(text, whole, WordRule::Unicode).map(move |word| word.of(text));
    let is_term = |word: &&str| {
        let is_long = word.chars().nth(MIN_LETTERS - 1).is_some();
        is_long && !word.contains(char::is_numeric)
    };
    words.filter(is_term).map(str::to_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passages(texts: &[&str]) -> Passages {
        let mut passages = Passages::default();
        texts.iter().for_each(|text| passages.add(text, &[]));
        passages
    }

    fn check(texts: &[&str], chosen: &[usize], expected: &[&str]) {
        assert_eq!(passages(texts).particular(chosen), expected);
    }

    #[test]
    fn words_that_stand_everywhere_tell_nothing() {
        let texts = [
            "the ship in the ice",
            "the ship at sea",
            "the talks at noon",
            "the dogs",
            "the Ice and the ship 1911",
        ];
        check(&texts, &[0, 4], &["ice"]);
        check(&texts, &[0, 1, 2, 3, 4], &[]);
        check(&texts, &[], &[]);
    }

    #[test]
    fn names_are_left_out() {
        let mut passages = Passages::default();
        for _ in 0..8 {
            passages.add("a dull day", &[]);
        }
        passages.add(
            "Ada sailed to Port Said",
            &[Span::new(0, 3), Span::new(14, 23)],
        );
        assert_eq!(passages.particular(&[8]), ["sailed"]);
    }
}
