//! Bytes in, masks of them out: 64 bytes a step, a bit a byte.

use crate::segment::WordRule;

/// Bytes that one word of a mask tells of.
pub(super) const BLOCK: usize = 64;

/// What the bytes of a stretch of text are.
#[derive(Debug, Default)]
pub(super) struct Masks {
    /// Bytes of words. By the Unicode rule the commonest marks outside ASCII are left out: U+2000
    /// to U+203F (quotes, dashes, bullets, ellipses, spaces), no-break space, `«`, `·` and `»`.
    pub(super) words: Vec<u64>,
    /// ASCII capitals, and word bytes from 0x80.
    pub(super) initials: Vec<u64>,
    /// Word bytes from 0x80.
    pub(super) high: Vec<u64>,
    /// ASCII digits.
    pub(super) digits: Vec<u64>,
}

/// The masks of 64 bytes.
#[derive(Clone, Copy, Default)]
struct Block {
    words: u64,
    capitals: u64,
    digits: u64,
    underscores: u64,
    high: u64,
    /// 0xE2, with which U+2000 to U+203F begin.
    e2: u64,
    /// 0x80, which is their second byte.
    x80: u64,
    /// 0xC2, with which the Latin-1 marks begin.
    c2: u64,
    /// The second bytes of no-break space, `«`, `·` and `»`.
    latin: u64,
}

/// What one block says of the next.
#[derive(Clone, Copy, Default)]
struct Carry {
    e2: u64,
    c2: u64,
    third: u64,
}

impl Masks {
    /// Fills the masks for all of `text`. Two empty words stand behind the last one, so that 64
    /// bits can be read from every place.
    pub(super) fn fill(&mut self, text: &[u8], rule: WordRule) {
        for mask in [
            &mut self.words,
            &mut self.initials,
            &mut self.high,
            &mut self.digits,
        ] {
            mask.clear();
            mask.reserve(text.len() / BLOCK + 3);
        }
        #[cfg(target_arch = "x86_64")]
        if is_x86_feature_detected!("avx2") {
            avx2::fill(self, text, rule);
            self.end();
            return;
        }
        self.fill_with(text, rule, scalar);
        self.end();
    }

    fn end(&mut self) {
        for mask in [
            &mut self.words,
            &mut self.initials,
            &mut self.high,
            &mut self.digits,
        ] {
            mask.extend([0, 0]);
        }
    }

    #[inline(always)]
    fn fill_with(&mut self, text: &[u8], rule: WordRule, of: impl Fn(&[u8; BLOCK]) -> Block) {
        let (blocks, tail) = text.as_chunks::<BLOCK>();
        let mut carry = Carry::default();
        for block in blocks {
            carry = self.push(of(block), rule, carry);
        }
        if !tail.is_empty() {
            let mut last = [0; BLOCK];
            last[..tail.len()].copy_from_slice(tail);
            self.push(of(&last), rule, carry);
        }
    }

    #[inline(always)]
    fn push(&mut self, block: Block, rule: WordRule, carry: Carry) -> Carry {
        let mut words = block.words | block.high;
        let mut next = Carry::default();
        if rule == WordRule::Ascii {
            words |= block.underscores;
        } else if block.high | carry.e2 | carry.c2 | carry.third != 0 {
            let second = (block.e2 << 1 | carry.e2) & block.x80;
            let latin = (block.c2 << 1 | carry.c2) & block.latin;
            let pairs = second | latin;
            words &= !(pairs | pairs >> 1 | second << 1 | carry.third);
            if pairs & 1 != 0 {
                self.clear_last();
            }
            next = Carry {
                e2: block.e2 >> 63,
                c2: block.c2 >> 63,
                third: second >> 63,
            };
        }
        let high = block.high & words;
        self.words.push(words);
        self.initials.push(block.capitals | high);
        self.high.push(high);
        self.digits.push(block.digits);
        next
    }

    /// The last byte so far turned out to begin a mark.
    #[cold]
    fn clear_last(&mut self) {
        for mask in [&mut self.words, &mut self.initials, &mut self.high] {
            if let Some(last) = mask.last_mut() {
                *last &= !(1 << 63);
            }
        }
    }

    /// The 64 bits of `mask` from bit `at` on.
    #[inline]
    pub(super) fn from(mask: &[u64], at: usize) -> u64 {
        let (idx, shift) = (at / BLOCK, at % BLOCK);
        mask[idx] >> shift | (mask[idx + 1] << 1) << (63 - shift)
    }
}

#[cfg(target_arch = "x86_64")]
#[allow(unsafe_code)]
mod avx2 {
    use std::arch::x86_64::*;

    use super::{BLOCK, Block, Masks};
    use crate::segment::WordRule;

    /// [`Masks::fill_with`] in AVX2, which the processor must have.
    pub(super) fn fill(masks: &mut Masks, text: &[u8], rule: WordRule) {
        debug_assert!(is_x86_feature_detected!("avx2"), "the caller has looked");
        // SAFETY: the one caller has just detected AVX2.
        unsafe { fill_with_avx2(masks, text, rule) }
    }

    #[target_feature(enable = "avx2")]
    fn fill_with_avx2(masks: &mut Masks, text: &[u8], rule: WordRule) {
        masks.fill_with(text, rule, |bytes| block(bytes));
    }

    #[inline]
    #[target_feature(enable = "avx2")]
    fn block(bytes: &[u8; BLOCK]) -> Block {
        // SAFETY: both loads read 32 of the 64 bytes, and need no alignment.
        let halves = unsafe {
            let start = bytes.as_ptr().cast::<__m256i>();
            [_mm256_loadu_si256(start), _mm256_loadu_si256(start.add(1))]
        };
        let digits = halves.map(|half| between(half, b'0', b'9'));
        let capitals = halves.map(|half| between(half, b'A', b'Z'));
        let letters = halves.map(|half| {
            let small = _mm256_or_si256(half, _mm256_set1_epi8(0x20));
            between(small, b'a', b'z')
        });
        let high = bits(halves);
        let mut block = Block {
            words: bits(letters) | bits(digits),
            capitals: bits(capitals),
            digits: bits(digits),
            underscores: bits(halves.map(|half| equal(half, b'_'))),
            high,
            ..Block::default()
        };
        if high != 0 {
            let any = |marks: [u8; 4]| marks.map(|mark| bits(halves.map(|half| equal(half, mark))));
            let [no_break_space, open, dot, close] = any([0xA0, 0xAB, 0xB7, 0xBB]);
            block.latin = no_break_space | open | dot | close;
            block.e2 = bits(halves.map(|half| equal(half, 0xE2)));
            block.x80 = bits(halves.map(|half| equal(half, 0x80)));
            block.c2 = bits(halves.map(|half| equal(half, 0xC2)));
        }
        block
    }

    /// The top bits of 64 bytes.
    #[inline]
    #[target_feature(enable = "avx2")]
    fn bits([low, high]: [__m256i; 2]) -> u64 {
        let [low, high] = [low, high].map(|half| u64::from(_mm256_movemask_epi8(half) as u32));
        low | high << 32
    }

    /// Ones in the bytes from `low` to `high`, which are ASCII.
    #[inline]
    #[target_feature(enable = "avx2")]
    fn between(bytes: __m256i, low: u8, high: u8) -> __m256i {
        let from = _mm256_cmpgt_epi8(bytes, _mm256_set1_epi8(low as i8 - 1));
        let to = _mm256_cmpgt_epi8(_mm256_set1_epi8(high as i8 + 1), bytes);
        _mm256_and_si256(from, to)
    }

    /// Ones in the bytes that equal `byte`.
    #[inline]
    #[target_feature(enable = "avx2")]
    fn equal(bytes: __m256i, byte: u8) -> __m256i {
        _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8(byte as i8))
    }
}

fn scalar(bytes: &[u8; BLOCK]) -> Block {
    let mut block = Block::default();
    for (idx, &byte) in bytes.iter().enumerate() {
        let bit = 1 << idx;
        let set = |mask: &mut u64, is_set: bool| *mask |= if is_set { bit } else { 0 };
        set(&mut block.words, byte.is_ascii_alphanumeric());
        set(&mut block.capitals, byte.is_ascii_uppercase());
        set(&mut block.digits, byte.is_ascii_digit());
        set(&mut block.underscores, byte == b'_');
        set(&mut block.high, !byte.is_ascii());
        set(&mut block.e2, byte == 0xE2);
        set(&mut block.x80, byte == 0x80);
        set(&mut block.c2, byte == 0xC2);
        set(&mut block.latin, matches!(byte, 0xA0 | 0xAB | 0xB7 | 0xBB));
    }
    block
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, mask: &[u64]) -> String {
        let bit = |at: usize| mask[at / BLOCK] >> (at % BLOCK) & 1;
        (0..text.len())
            .map(|at| if bit(at) == 1 { '1' } else { '.' })
            .collect()
    }

    fn check(text: &str, rule: WordRule, expected: &str) {
        let mut masks = Masks::default();
        masks.fill(text.as_bytes(), rule);
        assert_eq!(shown(text, &masks.words), expected, "{text}");
    }

    #[test]
    fn bytes_of_words() {
        check("Xi's a_b, 3M", WordRule::Ascii, "11.1.111..11");
        check("Xi's a_b, 3M", WordRule::Unicode, "11.1.1.1..11");
        check("“é”\u{a0}x", WordRule::Unicode, "...11.....1");
        check("“é”", WordRule::Ascii, "11111111");
    }

    #[test]
    fn the_fast_and_the_plain_way_agree_at_every_offset() {
        let piece = "“Xi”—Łódź’s «a·b» 3M_x\u{a0}ÀÉ … ";
        for shift in 0..130 {
            let text = format!("{}{}", "y".repeat(shift), piece.repeat(5));
            for rule in [WordRule::Ascii, WordRule::Unicode] {
                let (mut fast, mut plain) = (Masks::default(), Masks::default());
                fast.fill(text.as_bytes(), rule);
                plain.fill_with(text.as_bytes(), rule, scalar);
                plain.end();
                assert_eq!(fast.words, plain.words);
                assert_eq!(fast.initials, plain.initials);
                assert_eq!(fast.high, plain.high);
                assert_eq!(fast.digits, plain.digits);
            }
        }
    }
}
