//! Linked mentions and a [`Window`] in, counted pairs out.
//!
//! [`place`] says in which window, sentence, paragraph and section of its document each name
//! stands; [`Counts`] adds up documents. Counts of parts of a corpus add up to those of the whole.

mod place;

mod crowd;

mod pairs;

pub(crate) mod row;

mod repeats;

mod tally;

mod window;

use std::collections::BTreeMap;
use std::ops::AddAssign;

use rustc_hash::FxHashMap;

use crate::date::{Date, Dates};
use crate::gazetteer::EntityId;

pub use crowd::crowded;
pub use pairs::Pairs;
pub use place::{Counting, Placed, Places, Spot, place};
pub use repeats::{Repeats, signatures};
pub use tally::{Counter, Tally};
pub use window::Window;

/// Two entities, the smaller id first; they are never the same.
pub type Pair = (EntityId, EntityId);

/// How often a pair is together: the windows that hold both, and how many sentences, paragraphs,
/// sections and documents there are in which the two stand together inside one window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PairCounts {
    /// Windows.
    pub weight: u64,
    /// Sentences.
    pub sentences: u64,
    /// Paragraphs.
    pub paragraphs: u64,
    /// Sections.
    pub sections: u64,
    /// Documents.
    pub documents: u64,
    /// Documents in which it shares a paragraph.
    pub paragraph_documents: u64,
    /// Documents in which it shares a sentence.
    pub sentence_documents: u64,
    /// The dates of the windows, a window's being that of the first mention in it.
    pub dates: Option<Dates>,
}

impl AddAssign for PairCounts {
    fn add_assign(&mut self, more: Self) {
        self.weight += more.weight;
        self.sentences += more.sentences;
        self.paragraphs += more.paragraphs;
        self.sections += more.sections;
        self.documents += more.documents;
        self.paragraph_documents += more.paragraph_documents;
        self.sentence_documents += more.sentence_documents;
        self.dates = Dates::of_both(self.dates, more.dates);
    }
}

impl AddAssign for EntityCounts {
    fn add_assign(&mut self, more: Self) {
        self.mentions += more.mentions;
        self.windows += more.windows;
        self.documents += more.documents;
        self.dates = Dates::of_both(self.dates, more.dates);
    }
}

/// How often an entity occurs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct EntityCounts {
    /// Mentions, those in boilerplate too.
    pub mentions: u64,
    /// Windows that hold one or more that are counted together with others.
    pub windows: u64,
    /// Documents that do.
    pub documents: u64,
    /// When the mentions were written.
    pub dates: Option<Dates>,
}

/// What is counted in a corpus, or a part of it.
#[derive(Debug, Default)]
pub struct Counts {
    /// Documents, those without a mention too.
    pub documents: u64,
    /// Paragraphs, likewise.
    pub paragraphs: u64,
    /// Windows, likewise.
    pub windows: u64,
    /// Mentions in paragraphs that stood in the corpus before; nothing else here counts them.
    pub repeats: u64,
    /// Sections whose time has a day and no year.
    pub yearless: u64,
    /// All entities with a mention.
    pub entities: BTreeMap<EntityId, EntityCounts>,
    /// All pairs that share a window.
    pub pairs: Pairs,
}

impl Counts {
    /// Adds a document with so many paragraphs and windows, and the mentions to count in it.
    pub fn add(&mut self, n_paragraphs: usize, n_windows: usize, mentions: &[Placed]) {
        self.documents += 1;
        self.paragraphs += n_paragraphs as u64;
        self.windows += n_windows as u64;
        for (entity, counts) in entities(mentions) {
            *self.entities.entry(entity).or_default() += counts;
        }
        for (pair, counts) in pairs(mentions) {
            self.pairs.add(pair, counts);
        }
    }
}

/// The entities of one document with their counts, in order.
fn entities(mentions: &[Placed]) -> Vec<(EntityId, EntityCounts)> {
    let mut windows: Vec<(EntityId, Option<u32>, Option<Date>)> = mentions
        .iter()
        .map(|placed| (placed.entity, placed.window, placed.date))
        .collect();
    windows.sort_unstable();
    windows
        .chunk_by(|a, b| a.0 == b.0)
        .map(|mine| {
            let counts = EntityCounts {
                mentions: mine.len() as u64,
                windows: mine
                    .chunk_by(|a, b| a.1 == b.1)
                    .filter(|window| window[0].1.is_some())
                    .count() as u64,
                documents: 1,
                dates: mine.iter().fold(None, |dates, &(.., date)| {
                    Dates::of_both(dates, date.map(Dates::from))
                }),
            };
            (mine[0].0, counts)
        })
        .collect()
}

/// Counts, for each pair of entities of one document, the units that hold both inside one window.
///
/// An entity counts once per unit, however often it is mentioned there. Each pair is returned
/// once. For `n` entities in a window there are `n * (n - 1) / 2` pairs.
pub fn pairs(mentions: &[Placed]) -> FxHashMap<Pair, PairCounts> {
    type Level = (fn(&Placed) -> Option<u32>, fn(&mut PairCounts) -> &mut u64);
    const LEVELS: [Level; 5] = [
        (|placed| placed.window, |counts| &mut counts.weight),
        (
            |placed| Some(placed.sentence),
            |counts| &mut counts.sentences,
        ),
        (
            |placed| Some(placed.paragraph),
            |counts| &mut counts.paragraphs,
        ),
        (|placed| Some(placed.section), |counts| &mut counts.sections),
        (|_| Some(0), |counts| &mut counts.documents),
    ];
    let mut counts: FxHashMap<Pair, PairCounts> = FxHashMap::default();
    for (unit_of, count_of) in LEVELS {
        for (pair, _) in pairs_by_unit(mentions, unit_of) {
            *count_of(counts.entry(pair).or_default()) += 1;
        }
    }
    let dates = dates_of_windows(mentions);
    if !dates.is_empty() {
        for (pair, window) in pairs_by_unit(mentions, |placed| placed.window) {
            let date = window.and_then(|window| dates.get(&window));
            let counts = counts.entry(pair).or_default();
            counts.dates = Dates::of_both(counts.dates, date.copied().map(Dates::from));
        }
    }
    for counts in counts.values_mut() {
        counts.paragraph_documents = counts.paragraphs.min(1);
        counts.sentence_documents = counts.sentences.min(1);
    }
    counts
}

/// The date of each window whose first mention has one.
fn dates_of_windows(mentions: &[Placed]) -> FxHashMap<u32, Date> {
    let mut dates = FxHashMap::default();
    for inside in mentions.chunk_by(|a, b| a.window == b.window) {
        if let (Some(window), Some(date)) = (inside[0].window, inside[0].date) {
            dates.entry(window).or_insert(date);
        }
    }
    dates
}

/// The pairs that share a window, each once for every unit of a level that it shares inside one.
///
/// Where units are larger than windows, a unit holds the pairs of its windows; where they are
/// smaller, it holds the pairs in it that are in one window.
fn pairs_by_unit(
    mentions: &[Placed],
    unit_of: fn(&Placed) -> Option<u32>,
) -> Vec<(Pair, Option<u32>)> {
    let cell = |placed: &&Placed| (placed.window, unit_of(placed));
    let counted = mentions.iter().filter(|placed| placed.window.is_some());
    let counted: Vec<&Placed> = counted.collect();
    let mut found = Vec::new();
    let mut inside = Vec::new();
    for mentions in counted.chunk_by(|a, b| cell(a) == cell(b)) {
        inside.clear();
        inside.extend(mentions.iter().map(|placed| placed.entity));
        inside.sort_unstable();
        inside.dedup();
        for (idx, &a) in inside.iter().enumerate() {
            found.extend(
                inside[idx + 1..]
                    .iter()
                    .map(|&b| ((a, b), unit_of(mentions[0]))),
            );
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One mention a word: entity, then its window, sentence, paragraph, section.
    fn mentions(table: &str) -> Vec<Placed> {
        let rows = table.split(';').map(|row| {
            let mut numbers = row.split_whitespace().map(|n| n.parse().expect("a number"));
            let mut next = || numbers.next().expect("five numbers");
            Placed {
                entity: EntityId(next()),
                window: Some(next()),
                sentence: next(),
                paragraph: next(),
                section: next(),
                date: None,
            }
        });
        rows.collect()
    }

    #[test]
    fn a_window_is_of_the_date_of_its_first_mention() {
        let mut mentions = mentions("1 0 0 0 0; 2 0 0 0 0; 1 1 1 1 1; 2 1 2 2 2");
        let days = ["2024-05-01", "2024-05-01", "2024-05-08", "2024-06-30"];
        for (placed, day) in mentions.iter_mut().zip(days) {
            placed.date = Date::of(day);
        }
        let counts = pairs(&mentions)[&(EntityId(1), EntityId(2))];
        let dates = counts.dates.expect("both windows have one");
        let shown = [dates.first, dates.last].map(|date| date.to_string());
        assert_eq!(shown, ["2024-05-01", "2024-05-08"]);
    }

    fn check(table: &str, expected: &[(u32, u32, [u64; 5])]) {
        let counted = pairs(&mentions(table));
        let mut found: Vec<_> = counted
            .iter()
            .map(|((a, b), c)| {
                let counts = [c.weight, c.sentences, c.paragraphs, c.sections, c.documents];
                (a.0, b.0, counts)
            })
            .collect();
        found.sort_unstable();
        assert_eq!(found, expected);
    }

    #[test]
    fn an_entity_counts_once_a_window_however_often_it_is_mentioned() {
        check(
            "1 0 0 0 0; 2 0 0 0 0; 1 0 1 0 0; 1 0 1 0 0",
            &[(1, 2, [1, 1, 1, 1, 1])],
        );
    }

    #[test]
    fn paragraph_windows_count_the_sentences_inside_and_the_sections_around() {
        // Paragraphs 0 and 1 in section 0 hold 1 and 2, in one sentence the first time only.
        check(
            "1 0 0 0 0; 2 0 0 0 0; 1 1 1 1 0; 2 1 2 1 0; 3 2 3 2 1",
            &[(1, 2, [2, 1, 2, 1, 1])],
        );
    }

    #[test]
    fn sentence_windows_count_a_paragraph_once() {
        check(
            "1 0 0 0 0; 2 0 0 0 0; 1 1 1 0 0; 2 1 1 0 0; 3 2 2 0 0",
            &[(1, 2, [2, 2, 1, 1, 1])],
        );
    }

    #[test]
    fn a_document_window_counts_smaller_units_that_hold_both() {
        check(
            "1 0 0 0 0; 2 0 1 0 0; 3 0 2 1 1",
            &[
                (1, 2, [1, 0, 1, 1, 1]),
                (1, 3, [1, 0, 0, 0, 1]),
                (2, 3, [1, 0, 0, 0, 1]),
            ],
        );
    }
}
