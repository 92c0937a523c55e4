//! Words and runs of words as 64-bit hashes: what the index is keyed by.
//!
//! A word's hash multiplies two halves of its bytes, 64 by 64 bits, and folds the product. A run
//! of words mixes their hashes in order. A collision costs a comparison, never a wrong match.

use std::borrow::Cow;

/// Odd constants without structure: digits of the golden ratio and of the square root of 3.
const K0: u64 = 0x9E37_79B9_7F4A_7C15;
const K1: u64 = 0xBB67_AE85_84CA_A73B;

/// The bytes that are hashed at once.
const BLOCK: usize = 16;

/// For each length of a word the bits of its two halves; looked up, as lengths cannot be guessed.
const KEEP: [(u64, u64); BLOCK + 1] = {
    let mut keep = [(!0, !0); BLOCK + 1];
    let mut length = 0;
    while length < BLOCK {
        keep[length] = match length {
            0..8 => ((1 << (8 * length)) - 1, 0),
            _ => (!0, (1 << (8 * (length - 8))) - 1),
        };
        length += 1;
    }
    keep
};

/// How letters go into a hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Letters {
    /// As they are.
    AsTheyAre,
    /// ASCII capitals as small letters.
    Lower,
    /// All but the first ASCII letter as small letters.
    Title,
}

/// The hash of `text[start..end]`, which is a word.
#[inline(always)]
pub(crate) fn word(text: &[u8], start: usize, end: usize, letters: Letters) -> u64 {
    let length = end - start;
    let (mut low, mut high) = match text.get(start..start + BLOCK) {
        Some(block) => halves(block.try_into().expect("a block is 16 bytes")),
        None => last_halves(&text[start..]),
    };
    let (keep_low, keep_high) = KEEP[length.min(BLOCK)];
    low &= keep_low;
    high &= keep_high;
    (low, high) = match letters {
        Letters::AsTheyAre => (low, high),
        Letters::Lower => (lower(low), lower(high)),
        Letters::Title => ((low & 0xFF) | (lower(low) & !0xFF), lower(high)),
    };
    let hash = fold(low ^ K0, high ^ K1 ^ (length as u64) << 56);
    if length <= BLOCK {
        hash
    } else {
        rest(hash, &text[start + BLOCK..end], letters)
    }
}

/// The hash of a word in any script, its letters as asked.
pub(crate) fn text_word(text: &str, letters: Letters) -> u64 {
    if text.is_ascii() {
        return word(text.as_bytes(), 0, text.len(), letters);
    }
    let cased: Cow<'_, str> = match letters {
        Letters::AsTheyAre => Cow::Borrowed(text),
        Letters::Lower => Cow::Owned(text.to_lowercase()),
        Letters::Title => {
            let n_first = text.chars().next().map_or(0, char::len_utf8);
            let (first, rest) = text.split_at(n_first);
            Cow::Owned(format!("{first}{}", rest.to_lowercase()))
        }
    };
    word(cased.as_bytes(), 0, cased.len(), Letters::AsTheyAre)
}

/// The hash of a run of words and one more.
#[inline(always)]
pub(crate) fn mix(run: u64, word: u64) -> u64 {
    fold(run ^ K1, word.rotate_left(32) ^ K0)
}

#[inline(always)]
fn halves(block: &[u8; BLOCK]) -> (u64, u64) {
    let (low, high) = block.split_at(8);
    let number = |bytes: &[u8]| u64::from_le_bytes(bytes.try_into().expect("a half is 8 bytes"));
    (number(low), number(high))
}

/// The same near the end of a text.
#[cold]
fn last_halves(tail: &[u8]) -> (u64, u64) {
    let mut block = [0; BLOCK];
    block[..tail.len()].copy_from_slice(tail);
    halves(&block)
}

#[inline(always)]
fn fold(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    product as u64 ^ (product >> 64) as u64
}

#[cold]
fn rest(mut hash: u64, bytes: &[u8], letters: Letters) -> u64 {
    for chunk in bytes.chunks(BLOCK) {
        let mut block = [0; BLOCK];
        block[..chunk.len()].copy_from_slice(chunk);
        let (mut low, mut high) = halves(&block);
        if letters != Letters::AsTheyAre {
            (low, high) = (lower(low), lower(high));
        }
        hash = fold(low ^ hash, high ^ K1);
    }
    hash
}

/// Eight bytes at once, ASCII capitals as small letters.
#[inline(always)]
fn lower(bytes: u64) -> u64 {
    const ONES: u64 = 0x0101_0101_0101_0101;
    let seven = bytes & (0x7F * ONES);
    let from_a = seven + (0x80 - u64::from(b'A')) * ONES;
    let past_z = seven + (0x7F - u64::from(b'Z')) * ONES;
    let is_capital = !bytes & (from_a ^ past_z) & (0x80 * ONES);
    bytes | is_capital >> 2
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hash(text: &str, letters: Letters) -> u64 {
        word(text.as_bytes(), 0, text.len(), letters)
    }

    #[test]
    fn what_stands_behind_a_word_does_not_count() {
        for word_ in ["a", "abcdefg", "abcdefgh", "abcdefghi", "abcdefghijklmnop"] {
            let text = format!("{word_}, and more of it here");
            let found = word(text.as_bytes(), 0, word_.len(), Letters::AsTheyAre);
            assert_eq!(found, hash(word_, Letters::AsTheyAre), "{word_}");
        }
    }

    #[test]
    fn letters_fold_as_asked() {
        for text in ["AZ", "Z[`@{a", "PNEUMONOULTRAMICROSCOPIC", "Ab-Cd", "ÀB"] {
            let small: String = text.to_ascii_lowercase();
            assert_eq!(
                hash(text, Letters::Lower),
                hash(&small, Letters::AsTheyAre),
                "{text}"
            );
            assert_ne!(
                hash(text, Letters::AsTheyAre),
                hash(&small, Letters::AsTheyAre),
                "{text}"
            );
        }
        assert_eq!(
            hash("AMUNDSEN", Letters::Title),
            hash("Amundsen", Letters::AsTheyAre)
        );
        let long = ("INTERNATIONALIZATION", "Internationalization");
        assert_eq!(
            hash(long.0, Letters::Title),
            hash(long.1, Letters::AsTheyAre)
        );
    }

    #[test]
    fn small_letters_hash_as_if_they_were_lowered() {
        for text in ["amundsen", "a", "new", "york", "3m", "co_op", "straße"] {
            assert_eq!(
                hash(text, Letters::Lower),
                hash(text, Letters::AsTheyAre),
                "{text}"
            );
        }
        for byte in 0..=255u8 {
            let small = byte.to_ascii_lowercase();
            assert_eq!(lower(u64::from(byte)), u64::from(small), "{byte}");
            assert_eq!(
                lower(u64::from(byte) << 56),
                u64::from(small) << 56,
                "{byte}"
            );
        }
    }

    #[test]
    fn order_and_length_count() {
        let (a, b) = (hash("a", Letters::AsTheyAre), hash("b", Letters::AsTheyAre));
        assert_ne!(mix(a, b), mix(b, a));
        assert_ne!(hash("a\0", Letters::AsTheyAre), a);
    }
}
