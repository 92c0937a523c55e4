//! Tokens in, those at which names may begin out, a bit each: from one to the next without a look at
//! the words between them.

use super::Token;

/// The tokens that one number tells of.
const BLOCK: usize = u64::BITS as usize;

/// Some of the tokens of a text.
#[derive(Clone, Debug, Default)]
pub struct Starts(Vec<u64>);

impl Starts {
    /// Those with a capital.
    pub(super) fn of(tokens: &[Token]) -> Self {
        let block = |tokens: &[Token]| {
            let bits = tokens.iter().enumerate();
            bits.fold(0, |block, (idx, token)| {
                block | u64::from(token.shape.is_capital()) << idx
            })
        };
        Self(tokens.chunks(BLOCK).map(block).collect())
    }

    /// Adds a token.
    pub fn add(&mut self, idx: usize) {
        self.0[idx / BLOCK] |= 1 << (idx % BLOCK);
    }

    /// Whether a name may begin at a token.
    #[inline]
    pub fn has(&self, idx: usize) -> bool {
        self.0[idx / BLOCK] >> (idx % BLOCK) & 1 == 1
    }

    /// The first token from `from` on, and before `end`, at which one may.
    #[inline]
    pub fn next(&self, from: usize, end: usize) -> Option<usize> {
        let first = self.0.get(from / BLOCK)? >> (from % BLOCK);
        let next = match first {
            0 => {
                let behind = from / BLOCK + 1;
                let blocks = self.0.get(behind..end.div_ceil(BLOCK).min(self.0.len()))?;
                let block = behind + blocks.iter().position(|&block| block != 0)?;
                block * BLOCK + self.0[block].trailing_zeros() as usize
            }
            first => from + first.trailing_zeros() as usize,
        };
        (next < end).then_some(next)
    }
}

#[cfg(test)]
mod tests {
    use super::super::tokens;

    #[test]
    fn capitals_are_told_across_blocks() {
        let text = format!("Ann {}Oslo {}", "and ".repeat(150), "or ".repeat(70));
        let mut starts = tokens(&text).starts;
        let all = tokens(&text).all.len();
        assert_eq!(starts.next(0, all), Some(0));
        assert_eq!(starts.next(1, all), Some(151));
        assert_eq!(starts.next(1, 151), None);
        assert_eq!(starts.next(1, 100), None);
        assert_eq!(starts.next(152, all), None);
        assert_eq!(starts.next(10_000, 20_000), None);
        starts.add(200);
        assert_eq!(starts.next(152, all), Some(200));
        assert!(starts.has(200) && starts.has(151) && !starts.has(150));
    }
}
