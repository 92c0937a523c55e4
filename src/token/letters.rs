//! Bytes in, how many of them are letters out.

/// How many small ASCII letters `bytes` begin with, told for eight bytes at once: words differ in
/// length, so that a branch for each byte would often be guessed wrong.
#[inline]
pub(super) fn n_small_letters(bytes: &[u8]) -> usize {
    const HIGH: u64 = u64::from_ne_bytes([0x80; 8]);
    const FROM_A: u64 = u64::from_ne_bytes([0x80 - b'a'; 8]);
    const BEHIND_Z: u64 = u64::from_ne_bytes([0x80 - b'z' - 1; 8]);
    let mut n_before = 0;
    let (eights, rest) = bytes.as_chunks();
    for eight in eights {
        let eight = u64::from_le_bytes(*eight);
        // Adding carries into the high bit of each byte, and never beyond.
        let low = eight & !HIGH;
        let is_small = (low + FROM_A) & !(low + BEHIND_Z) & !eight & HIGH;
        let others = is_small ^ HIGH;
        if others != 0 {
            return n_before + others.trailing_zeros() as usize / 8;
        }
        n_before += 8;
    }
    let is_small = |byte: &&u8| byte.is_ascii_lowercase();
    n_before + rest.iter().take_while(is_small).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_letters_are_counted() {
        for n in 0..20 {
            for stop in ['A', '`', '{', '\0', 'é', '.'] {
                let text = format!("{}{stop}bcdefghijklmnop", "az".repeat(n));
                assert_eq!(n_small_letters(text.as_bytes()), 2 * n, "{text:?}");
                assert_eq!(n_small_letters(&text.as_bytes()[..2 * n]), 2 * n);
            }
        }
    }
}
