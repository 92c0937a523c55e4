//! What a run has done so far.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use super::{Analysis, Got};

/// What a run has done so far; may be looked at while it goes on.
#[derive(Debug, Default)]
pub struct Meter {
    /// The bytes of the files to be read, as far as they are known.
    pub expected_bytes: AtomicU64,
    /// Documents whose mentions are known.
    pub documents: AtomicU64,
    /// The bytes of their texts.
    pub bytes: AtomicU64,
    /// Their mentions.
    pub mentions: AtomicU64,
    /// Nanoseconds that all threads together spent on finding mentions.
    pub tag_nanos: AtomicU64,
    /// Nanoseconds that all threads together spent on what was made of them.
    pub finish_nanos: AtomicU64,
}

impl Meter {
    pub(super) fn time<T>(sum: &AtomicU64, work: impl FnOnce() -> T) -> T {
        let begun = Instant::now();
        let done = work();
        sum.fetch_add(begun.elapsed().as_nanos() as u64, Ordering::Relaxed);
        done
    }

    pub(super) fn add(&self, analyses: &[Got<Analysis>]) {
        let read = || analyses.iter().flat_map(|(_, analysis)| analysis);
        let sum = |count: fn(&Analysis) -> usize| read().map(count).sum::<usize>() as u64;
        let add = |total: &AtomicU64, n| total.fetch_add(n, Ordering::Relaxed);
        let is_first = |analysis: &Analysis| usize::from(analysis.document.before.bytes == 0);
        add(&self.documents, sum(is_first));
        add(&self.bytes, sum(|analysis| analysis.document.text.len()));
        add(&self.mentions, sum(|analysis| analysis.mentions.len()));
    }
}
