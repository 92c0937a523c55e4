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
    /// Bytes of words by the ASCII rule; by the Unicode rule without `_`.
    words: u64,
    capitals: u64,
    high: u64,
    digits: u64,
    marks: Marks,
}

/// Where the commonest marks outside ASCII may be; empty where all bytes are ASCII.
#[derive(Clone, Copy, Default)]
struct Marks {
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
    pub(super) fn fill(&mut self, text: &[u8], rule: WordRule, fast: Option<Fast>) {
        let n = text.len().div_ceil(BLOCK) + 2;
        for mask in [
            &mut self.words,
            &mut self.initials,
            &mut self.high,
            &mut self.digits,
        ] {
            mask.resize(n, 0);
            mask[n - 2..].fill(0);
        }
        match fast {
            #[cfg(target_arch = "x86_64")]
            Some(fast) => fast.fill(self, text, rule),
            _ => self.fill_plainly(text, rule),
        }
    }

    fn fill_plainly(&mut self, text: &[u8], rule: WordRule) {
        let mut carry = Carry::default();
        for (idx, bytes) in text.chunks(BLOCK).enumerate() {
            self.put(idx, scalar(&padded(bytes), rule), rule, &mut carry);
        }
    }

    #[inline(always)]
    fn put(&mut self, idx: usize, mut block: Block, rule: WordRule, carry: &mut Carry) {
        if rule == WordRule::Unicode && block.high | carry.e2 | carry.c2 | carry.third != 0 {
            self.clear_marks(idx, &mut block, carry);
        }
        self.words[idx] = block.words;
        self.initials[idx] = block.capitals | block.high;
        self.high[idx] = block.high;
        self.digits[idx] = block.digits;
    }

    /// Takes the marks out of a block, and what of them stands before it out of the last one.
    #[inline(never)]
    fn clear_marks(&mut self, idx: usize, block: &mut Block, carry: &mut Carry) {
        let marks = block.marks;
        let second = (marks.e2 << 1 | carry.e2) & marks.x80;
        let latin = (marks.c2 << 1 | carry.c2) & marks.latin;
        let pairs = second | latin;
        let kept = !(pairs | pairs >> 1 | second << 1 | carry.third);
        block.words &= kept;
        block.high &= kept;
        if pairs & 1 != 0 {
            self.clear_last_of(idx - 1);
        }
        *carry = Carry {
            e2: marks.e2 >> 63,
            c2: marks.c2 >> 63,
            third: second >> 63,
        };
    }

    /// The last byte of a block turned out to begin a mark.
    #[cold]
    fn clear_last_of(&mut self, idx: usize) {
        for mask in [&mut self.words, &mut self.initials, &mut self.high] {
            mask[idx] &= !(1 << 63);
        }
    }

    /// The 64 bits of `mask` from bit `at` on.
    #[inline(always)]
    pub(super) fn from(mask: &[u64], at: usize) -> u64 {
        let (idx, shift) = (at / BLOCK, at % BLOCK);
        mask[idx] >> shift | (mask[idx + 1] << 1) << (63 - shift)
    }
}

/// Runs `work` with the processor's faster instructions, if it has them; what is inlined into it is
/// compiled for them.
#[inline(always)]
pub(super) fn with_fast_instructions<T>(work: impl FnOnce(Option<Fast>) -> T) -> T {
    #[cfg(target_arch = "x86_64")]
    if avx2::is_there() {
        return avx2::run(work);
    }
    work(None)
}

/// A sign that the processor has AVX2: there is none where it has not.
#[derive(Clone, Copy)]
pub(super) struct Fast(());

#[cfg(target_arch = "x86_64")]
#[allow(unsafe_code)]
mod avx2 {
    use std::arch::x86_64::*;

    use super::{BLOCK, Block, Carry, Fast, Marks, Masks, padded};
    use crate::segment::WordRule;

    #[inline(always)]
    pub(super) fn is_there() -> bool {
        is_x86_feature_detected!("avx2")
            && is_x86_feature_detected!("bmi1")
            && is_x86_feature_detected!("bmi2")
            && is_x86_feature_detected!("popcnt")
            && is_x86_feature_detected!("lzcnt")
    }

    #[inline(always)]
    pub(super) fn run<T>(work: impl FnOnce(Option<Fast>) -> T) -> T {
        assert!(is_there(), "the caller has looked");
        // SAFETY: the processor has these instructions, as was just seen.
        unsafe { run_fast(work) }
    }

    #[target_feature(enable = "avx2,bmi1,bmi2,popcnt,lzcnt")]
    fn run_fast<T>(work: impl FnOnce(Option<Fast>) -> T) -> T {
        work(Some(Fast(())))
    }

    impl Fast {
        /// [`Masks::fill_plainly`], 32 bytes at a time.
        #[inline(always)]
        pub(super) fn fill(self, masks: &mut Masks, text: &[u8], rule: WordRule) {
            // SAFETY: whoever has a `Fast` runs on a processor with AVX2.
            unsafe { fill(masks, text, rule) }
        }
    }

    #[target_feature(enable = "avx2")]
    fn fill(masks: &mut Masks, text: &[u8], rule: WordRule) {
        match rule {
            WordRule::Ascii => fill_by::<true>(masks, text),
            WordRule::Unicode => fill_by::<false>(masks, text),
        }
    }

    #[target_feature(enable = "avx2")]
    fn fill_by<const ASCII: bool>(masks: &mut Masks, text: &[u8]) {
        let (blocks, tail) = text.as_chunks::<BLOCK>();
        let rule = if ASCII {
            WordRule::Ascii
        } else {
            WordRule::Unicode
        };
        let mut carry = Carry::default();
        for (idx, bytes) in blocks.iter().enumerate() {
            masks.put(idx, block::<ASCII>(bytes), rule, &mut carry);
        }
        if !tail.is_empty() {
            masks.put(
                blocks.len(),
                block::<ASCII>(&padded(tail)),
                rule,
                &mut carry,
            );
        }
    }

    #[inline]
    #[target_feature(enable = "avx2")]
    fn block<const ASCII: bool>(bytes: &[u8; BLOCK]) -> Block {
        // SAFETY: both loads read 32 of the 64 bytes, and need no alignment.
        let (low, high) = unsafe {
            let start = bytes.as_ptr().cast::<__m256i>();
            (_mm256_loadu_si256(start), _mm256_loadu_si256(start.add(1)))
        };
        let (low_class, high_class) = (class(low), class(high));
        let of = |classes: u8| bits(any(low_class, classes), any(high_class, classes));
        let underscore = if ASCII { UNDERSCORE } else { 0 };
        let mut block = Block {
            high: bits(low, high),
            words: of(CAPITAL | SMALL | DIGIT | underscore),
            capitals: of(CAPITAL),
            digits: of(DIGIT),
            marks: Marks::default(),
        };
        // The rare case by itself: mixed into the common one, the compiler spreads all of this over
        // single bytes.
        if block.high != 0 {
            add_high::<ASCII>(&mut block, low, high);
        }
        block
    }

    #[inline(never)]
    #[target_feature(enable = "avx2")]
    fn add_high<const ASCII: bool>(block: &mut Block, low: __m256i, high: __m256i) {
        block.words |= block.high;
        if !ASCII {
            block.marks = Marks {
                e2: bits(equal(low, 0xE2), equal(high, 0xE2)),
                x80: bits(equal(low, 0x80), equal(high, 0x80)),
                c2: bits(equal(low, 0xC2), equal(high, 0xC2)),
                latin: bits(latin_marks(low), latin_marks(high)),
            };
        }
    }

    /// Classes of ASCII bytes; letters have two, as each alphabet spans two rows of 16 codes.
    const DIGIT: u8 = 1;
    const CAPITAL: u8 = 2 | 4;
    const SMALL: u8 = 8 | 16;
    const UNDERSCORE: u8 = 32;

    /// The classes that a row of 16 codes may hold.
    const ROWS: [u8; 16] = [
        0,
        0,
        0,
        DIGIT,
        2,
        4 | UNDERSCORE,
        8,
        16,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
    ];

    /// The classes that hold some code of a column: digits end at 9, the second rows of letters
    /// at A, the first ones begin at 1, and `_` is in column F.
    const COLUMNS: [u8; 16] = {
        let mut columns = [2 | 8; 16];
        columns[0] = 0;
        columns[15] |= UNDERSCORE;
        let mut column = 0;
        while column <= 0xA {
            columns[column] |= 4 | 16;
            if column < 0xA {
                columns[column] |= DIGIT;
            }
            column += 1;
        }
        columns
    };

    /// The class of each byte: what its row and its column have in common.
    #[inline]
    #[target_feature(enable = "avx2")]
    fn class(bytes: __m256i) -> __m256i {
        let nibble = _mm256_set1_epi8(0x0F);
        let row = _mm256_and_si256(_mm256_srli_epi16::<4>(bytes), nibble);
        let column = _mm256_and_si256(bytes, nibble);
        let rows = _mm256_shuffle_epi8(table(ROWS), row);
        _mm256_and_si256(rows, _mm256_shuffle_epi8(table(COLUMNS), column))
    }

    #[inline]
    #[target_feature(enable = "avx2")]
    fn table(bytes: [u8; 16]) -> __m256i {
        let [low, high] = [0, 8].map(|at| {
            let half: [u8; 8] = std::array::from_fn(|idx| bytes[at + idx]);
            i64::from_le_bytes(half)
        });
        _mm256_setr_epi64x(low, high, low, high)
    }

    /// Ones in the bytes of any of `classes`.
    #[inline]
    #[target_feature(enable = "avx2")]
    fn any(class: __m256i, classes: u8) -> __m256i {
        let found = _mm256_and_si256(class, _mm256_set1_epi8(classes as i8));
        _mm256_cmpgt_epi8(found, _mm256_setzero_si256())
    }

    /// The second bytes of the Latin-1 marks.
    #[inline]
    #[target_feature(enable = "avx2")]
    fn latin_marks(bytes: __m256i) -> __m256i {
        let quotes = _mm256_or_si256(equal(bytes, 0xAB), equal(bytes, 0xBB));
        let others = _mm256_or_si256(equal(bytes, 0xA0), equal(bytes, 0xB7));
        _mm256_or_si256(quotes, others)
    }

    /// The top bits of 64 bytes.
    #[inline]
    #[target_feature(enable = "avx2")]
    fn bits(low: __m256i, high: __m256i) -> u64 {
        let low = _mm256_movemask_epi8(low) as u32;
        let high = _mm256_movemask_epi8(high) as u32;
        u64::from(low) | u64::from(high) << 32
    }

    /// Ones in the bytes that equal `byte`.
    #[inline]
    #[target_feature(enable = "avx2")]
    fn equal(bytes: __m256i, byte: u8) -> __m256i {
        _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8(byte as i8))
    }
}

/// The last bytes of a text, with zeros behind them.
fn padded(tail: &[u8]) -> [u8; BLOCK] {
    let mut bytes = [0; BLOCK];
    bytes[..tail.len()].copy_from_slice(tail);
    bytes
}

/// What 64 bytes are, found one by one.
fn scalar(bytes: &[u8; BLOCK], rule: WordRule) -> Block {
    let mut block = Block::default();
    for (idx, &byte) in bytes.iter().enumerate() {
        let set = |mask: &mut u64, is_set: bool| *mask |= u64::from(is_set) << idx;
        let is_ascii_word = byte.is_ascii_alphanumeric() || rule == WordRule::Ascii && byte == b'_';
        set(&mut block.words, is_ascii_word || !byte.is_ascii());
        set(&mut block.capitals, byte.is_ascii_uppercase());
        set(&mut block.high, !byte.is_ascii());
        set(&mut block.digits, byte.is_ascii_digit());
        set(&mut block.marks.e2, byte == 0xE2);
        set(&mut block.marks.x80, byte == 0x80);
        set(&mut block.marks.c2, byte == 0xC2);
        set(
            &mut block.marks.latin,
            matches!(byte, 0xA0 | 0xAB | 0xB7 | 0xBB),
        );
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
        with_fast_instructions(|fast| masks.fill(text.as_bytes(), rule, fast));
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
                with_fast_instructions(|found| fast.fill(text.as_bytes(), rule, found));
                plain.fill(text.as_bytes(), rule, None);
                assert_eq!(fast.words, plain.words);
                assert_eq!(fast.initials, plain.initials);
                assert_eq!(fast.high, plain.high);
                assert_eq!(fast.digits, plain.digits);
            }
        }
    }
}
