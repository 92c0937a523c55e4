//! Words that may begin a name, and the list that sieves them.

/// A word that may begin a name.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Candidate {
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) hash: u64,
    /// The hash of this word and the next; only where longer names may go on so.
    pub(super) run: u64,
    /// Where the next word ends.
    pub(super) next_end: u32,
    /// Bits of [`Promise`].
    pub(super) promise: u8,
    /// Whether it is in capitals and was hashed as if it were not.
    pub(super) is_title: bool,
}

/// A list that keeps only what promises something, and does not branch on it.
#[derive(Debug, Default)]
pub(super) struct Sieve {
    candidates: Vec<Candidate>,
    n: usize,
}

impl Sieve {
    /// Empties the list, with room for so many offers.
    pub(super) fn clear(&mut self, n_offers: usize) {
        self.n = 0;
        if self.candidates.len() < n_offers {
            self.candidates.resize(n_offers, Candidate::default());
        }
    }

    /// Keeps `candidate` if it promises something.
    #[inline(always)]
    pub(super) fn offer(&mut self, candidate: Candidate) {
        if self.n == self.candidates.len() {
            self.grow();
        }
        self.candidates[self.n] = candidate;
        self.n += usize::from(candidate.promise != 0);
    }

    #[cold]
    fn grow(&mut self) {
        let n = (2 * self.candidates.len()).max(64);
        self.candidates.resize(n, Candidate::default());
    }

    /// Changes each and keeps those that still promise something.
    #[inline(always)]
    pub(super) fn sieve(&mut self, change: impl Fn(&mut Candidate)) {
        let mut n = 0;
        for idx in 0..self.n {
            let mut candidate = self.candidates[idx];
            change(&mut candidate);
            self.candidates[n] = candidate;
            n += usize::from(candidate.promise != 0);
        }
        self.n = n;
    }

    pub(super) fn kept(&self) -> &[Candidate] {
        &self.candidates[..self.n]
    }
}
