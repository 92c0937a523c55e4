//! Lists of phrases, and quick answers whether a line begins with one of them.

use rustc_hash::FxHashMap;

/// Quick answers whether a word may be one of some: by its first byte and its length.
#[derive(Debug)]
pub(crate) struct Shapes {
    /// For each first byte a bit for each length; the last one stands for all longer words.
    lengths: [u64; 256],
}

impl Default for Shapes {
    fn default() -> Self {
        Self { lengths: [0; 256] }
    }
}

impl Shapes {
    pub(super) fn new<'a>(words: impl IntoIterator<Item = &'a str>) -> Self {
        let mut shapes = Self::default();
        words.into_iter().for_each(|word| shapes.add(word));
        shapes
    }

    pub(crate) fn add(&mut self, word: &str) {
        if let Some(&first) = word.as_bytes().first() {
            self.lengths[usize::from(first)] |= Self::bit(word.len());
        }
    }

    /// Whether `word` may be one of them.
    #[inline]
    pub(crate) fn may_have(&self, word: &str) -> bool {
        let first = word.as_bytes().first();
        first.is_some_and(|&first| self.may_be(first, word.len()))
    }

    /// Whether a word of `length` bytes that begins with `first` may be one of them.
    #[inline]
    pub(super) fn may_be(&self, first: u8, length: usize) -> bool {
        self.lengths[usize::from(first)] & Self::bit(length) != 0
    }

    fn bit(length: usize) -> u64 {
        1 << length.min(63)
    }
}

/// Phrases by their first words in small letters.
pub(super) struct Phrases {
    shapes: Shapes,
    by_first_word: FxHashMap<String, Vec<&'static str>>,
}

/// The longest first word in bytes.
const LONGEST: usize = 32;

impl Phrases {
    pub(super) fn new(phrases: impl IntoIterator<Item = &'static str>) -> Self {
        let mut by_first_word: FxHashMap<_, Vec<_>> = FxHashMap::default();
        for phrase in phrases {
            let word = phrase.split(|c: char| !c.is_alphanumeric()).next();
            by_first_word
                .entry(word.unwrap_or_default().to_lowercase())
                .or_default()
                .push(phrase);
        }
        Self {
            shapes: Shapes::new(by_first_word.keys().map(String::as_str)),
            by_first_word,
        }
    }

    /// The phrases whose first word is that of `line`, in any case.
    pub(super) fn candidates(&self, line: &str) -> &[&'static str] {
        let bytes = line.as_bytes();
        let is_word = |byte: &u8| byte.is_ascii_alphanumeric();
        let n_ascii = bytes
            .iter()
            .take(LONGEST)
            .take_while(|byte| is_word(byte))
            .count();
        if bytes.get(n_ascii).is_some_and(|byte| !byte.is_ascii()) {
            let end = line
                .find(|c: char| !c.is_alphanumeric())
                .unwrap_or(line.len());
            return self.of(&line[..end].to_lowercase());
        }
        let first = bytes.first().map_or(0, u8::to_ascii_lowercase);
        if !self.shapes.may_be(first, n_ascii) {
            return &[];
        }
        let mut word = [0; LONGEST];
        word[..n_ascii].copy_from_slice(&bytes[..n_ascii]);
        word.make_ascii_lowercase();
        self.of(std::str::from_utf8(&word[..n_ascii]).expect("ASCII is UTF-8"))
    }

    fn of(&self, word: &str) -> &[&'static str] {
        self.by_first_word.get(word).map_or(&[], Vec::as_slice)
    }
}
