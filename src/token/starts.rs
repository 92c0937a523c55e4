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

    /// The first token from `from` on at which one may.
    #[inline]
    pub fn next(&self, from: usize) -> Option<usize> {
        let first = self.0.get(from / BLOCK)? >> (from % BLOCK);
        if first != 0 {
            return Some(from + first.trailing_zeros() as usize);
        }
        let behind = from / BLOCK + 1;
        let n_empty = self.0[behind..].iter().position(|&block| block != 0)?;
        let block = behind + n_empty;
        Some(block * BLOCK + self.0[block].trailing_zeros() as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::super::tokens;

    #[test]
    fn capitals_are_told_across_blocks() {
        let text = format!("Ann {}Oslo {}", "and ".repeat(150), "or ".repeat(70));
        let mut starts = tokens(&text).starts;
        assert_eq!(starts.next(0), Some(0));
        assert_eq!(starts.next(1), Some(151));
        assert_eq!(starts.next(152), None);
        assert_eq!(starts.next(10_000), None);
        starts.add(200);
        assert_eq!(starts.next(152), Some(200));
        assert!(starts.has(200) && starts.has(151) && !starts.has(150));
    }
}
