//! Lists of phrases, and quick answers whether a line begins with one of them.

use rustc_hash::FxHashMap;

/// Phrases in small letters by their first words.
pub(super) struct Phrases {
    by_first_word: FxHashMap<&'static str, Vec<&'static str>>,
}

/// The longest first word in bytes.
const LONGEST: usize = 32;

impl Phrases {
    pub(super) fn new(phrases: impl IntoIterator<Item = &'static str>) -> Self {
        let mut by_first_word: FxHashMap<_, Vec<_>> = FxHashMap::default();
        for phrase in phrases {
            let word = phrase.split(|c: char| !c.is_alphanumeric()).next();
            by_first_word
                .entry(word.unwrap_or_default())
                .or_default()
                .push(phrase);
        }
        Self { by_first_word }
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
        let mut word = [0; LONGEST];
        word[..n_ascii].copy_from_slice(&bytes[..n_ascii]);
        word.make_ascii_lowercase();
        self.of(std::str::from_utf8(&word[..n_ascii]).expect("ASCII is UTF-8"))
    }

    fn of(&self, word: &str) -> &[&'static str] {
        self.by_first_word.get(word).map_or(&[], Vec::as_slice)
    }
}
