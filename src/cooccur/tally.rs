//! Pass 2: what pass 1 left of each document in, in order; counts out.

use super::{Counts, Pairs, Placed, Repeats};

/// What pass 1 leaves of a document to count.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Its paragraphs.
    pub n_paragraphs: usize,
    /// Its windows, empty ones too.
    pub n_windows: usize,
    /// Its sections whose time has a day and no year.
    pub n_yearless: usize,
    /// Its mentions, in order.
    pub mentions: Vec<Placed>,
    /// For each mention the [signature](super::signatures) of its paragraph.
    pub signatures: Vec<Option<u64>>,
}

/// Adds up the documents of a corpus, in order.
#[derive(Debug, Default)]
pub struct Counter {
    counts: Counts,
    repeats: Repeats,
}

impl Counter {
    /// Nothing counted yet; so many pairs of what is to come are held in memory.
    pub fn holding(most_pairs: usize) -> Self {
        let pairs = Pairs::holding(most_pairs);
        let counts = Counts {
            pairs,
            ..Counts::default()
        };
        Self {
            counts,
            repeats: Repeats::default(),
        }
    }

    /// Adds a document, but for its mentions in paragraphs that stood in the corpus before; tells
    /// of each mention whether it is such a one.
    pub fn add(&mut self, tally: &Tally) -> Vec<bool> {
        let are_repeats = self.repeats.find(&tally.mentions, &tally.signatures);
        let n_repeats = are_repeats.iter().filter(|&&is_repeat| is_repeat).count();
        self.counts.repeats += n_repeats as u64;
        self.counts.yearless += tally.n_yearless as u64;
        let (n_paragraphs, n_windows) = (tally.n_paragraphs, tally.n_windows);
        if n_repeats == 0 {
            self.counts.add(n_paragraphs, n_windows, &tally.mentions);
        } else {
            let mentions = tally.mentions.iter().zip(&are_repeats);
            let counted = mentions.filter(|(_, is_repeat)| !**is_repeat);
            let counted: Vec<Placed> = counted.map(|(placed, _)| *placed).collect();
            self.counts.add(n_paragraphs, n_windows, &counted);
        }
        are_repeats
    }

    /// The counts.
    pub fn finish(self) -> Counts {
        self.counts
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gazetteer::EntityId;

    #[test]
    fn what_is_counted_adds_up_over_documents() {
        let placed = |entity, paragraph| Placed {
            entity: EntityId(entity),
            window: Some(paragraph),
            sentence: paragraph,
            paragraph,
            section: 0,
            date: None,
        };
        let tally = Tally {
            n_paragraphs: 3,
            n_windows: 2,
            n_yearless: 1,
            mentions: vec![placed(1, 0), placed(2, 0), placed(1, 1)],
            signatures: vec![Some(7), Some(7), None],
        };
        let mut counter = Counter::default();
        assert_eq!(counter.add(&tally), [false, false, false]);
        assert_eq!(counter.add(&tally), [true, true, false]);
        assert_eq!(counter.add(&tally), [true, true, false]);
        let counts = counter.finish();
        assert_eq!(
            (counts.documents, counts.paragraphs, counts.windows),
            (3, 9, 6)
        );
        assert_eq!((counts.repeats, counts.yearless), (4, 3));
        assert_eq!(counts.entities[&EntityId(1)].mentions, 4);
        let pairs = counts.pairs.into_sorted().expect("all in memory");
        assert_eq!(pairs.len(), 1);
        assert_eq!(pairs[0].1.weight, 1);
    }
}
