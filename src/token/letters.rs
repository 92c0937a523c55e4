//! Bytes in, how many of them are letters out.

/// How many small ASCII letters `bytes` begin with, of which the first may be a capital. Told for
/// 16 bytes at once: words differ in length, so that a branch for each byte would often be guessed
/// wrong.
#[inline(always)]
pub(super) fn n_letters(bytes: &[u8]) -> usize {
    const SMALL: u64 = 0x20;
    let Some(block) = bytes.first_chunk() else {
        return n_letters_at_end(bytes);
    };
    let block = u128::from_le_bytes(*block);
    let n_first = n_small(block as u64 | SMALL);
    let n_second = n_small((block >> 64) as u64);
    match n_first + n_second {
        16 => 16 + n_small_letters(&bytes[16..]),
        _ if n_first == 8 => 8 + n_second,
        _ => n_first,
    }
}

/// The same of the last bytes of a line.
#[cold]
fn n_letters_at_end(bytes: &[u8]) -> usize {
    let n_first = bytes
        .iter()
        .take(1)
        .filter(|byte| byte.is_ascii_alphabetic());
    match n_first.count() {
        0 => 0,
        _ => 1 + n_small_letters(&bytes[1..]),
    }
}

fn n_small_letters(bytes: &[u8]) -> usize {
    let is_small = |byte: &&u8| byte.is_ascii_lowercase();
    bytes.iter().take_while(is_small).count()
}

/// How many of eight bytes are small letters, from the lowest on.
#[inline(always)]
fn n_small(eight: u64) -> usize {
    const HIGH: u64 = u64::from_ne_bytes([0x80; 8]);
    const FROM_A: u64 = u64::from_ne_bytes([0x80 - b'a'; 8]);
    const BEHIND_Z: u64 = u64::from_ne_bytes([0x80 - b'z' - 1; 8]);
    // Adding carries into the high bit of each byte, and never beyond.
    let low = eight & !HIGH;
    let is_small = (low + FROM_A) & !(low + BEHIND_Z) & !eight & HIGH;
    (is_small ^ HIGH).trailing_zeros() as usize / 8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_counted() {
        for n in 1..20 {
            for stop in ['A', '`', '{', '\0', 'é', '.'] {
                for first in ["a", "Z"] {
                    let text = format!("{first}{}{stop}bcdefghijklmnop", "az".repeat(n));
                    assert_eq!(n_letters(text.as_bytes()), 2 * n + 1, "{text:?}");
                    assert_eq!(n_letters(&text.as_bytes()[..2 * n + 1]), 2 * n + 1);
                }
            }
        }
        for first in ["", "@", "[", "`", "{", "1", "é", "\u{1}"] {
            for rest in ["", "abcdefghijklm"] {
                let text = format!("{first}{rest}");
                let expected = if first.is_empty() { rest.len() } else { 0 };
                assert_eq!(n_letters(text.as_bytes()), expected, "{text:?}");
            }
        }
    }
}
