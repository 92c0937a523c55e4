//! Moments in, how many there are in each day, week, month or section out.

use crate::date::{Date, Grain};
use crate::graph::Period;
use crate::store::Moment;

/// A stretch of time, or a section, with something in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// What it is called; of a section the document's id.
    pub label: String,
    /// Of a section, its heading.
    pub heading: Option<String>,
    /// How many there are.
    pub n: u64,
    /// The empty stretches between the one before and this.
    pub n_empty: u64,
}

/// A time line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Timeline {
    /// Stretches that are not empty, from the first on.
    pub stretches: Vec<Stretch>,
    /// How many have no time, or none as exact as a stretch.
    pub n_undated: u64,
}

impl Timeline {
    /// How many there are in each stretch from the first to the last, the empty ones too.
    pub fn series(&self) -> Vec<u64> {
        let mut series = Vec::new();
        for stretch in &self.stretches {
            series.extend((0..stretch.n_empty).map(|_| 0));
            series.push(stretch.n);
        }
        series
    }

    /// The number of stretches from the first to the last, the empty ones too.
    pub fn len(&self) -> u64 {
        let n_empty: u64 = self.stretches.iter().map(|stretch| stretch.n_empty).sum();
        n_empty + self.stretches.len() as u64
    }

    /// Whether there is nothing whose time is known.
    pub fn is_empty(&self) -> bool {
        self.stretches.is_empty()
    }
}

/// Sums up the `moments` of `period` in the shortest stretches of time of which there are no more
/// than `n_most`; `None` if there are more years than that, or nothing is dated.
pub fn overview(moments: &[Moment], period: &Period, n_most: u64) -> Option<(Grain, Timeline)> {
    let grains = [Grain::Day, Grain::Week, Grain::Month, Grain::Year];
    let mut lines = grains
        .map(|grain| (grain, timeline(moments, period, grain)))
        .into_iter();
    lines.find(|(_, line)| !line.is_empty() && line.len() <= n_most)
}

/// Sums up the `moments` of `period`.
pub fn timeline(moments: &[Moment], period: &Period, grain: Grain) -> Timeline {
    let inside = moments
        .iter()
        .filter(|moment| period.holds(moment.time.as_deref().unwrap_or_default()));
    if grain == Grain::Section {
        let stretches = inside.map(|moment| Stretch {
            label: moment.document.clone(),
            heading: moment.heading.clone(),
            n: moment.n,
            n_empty: 0,
        });
        let stretches = stretches.collect();
        return Timeline {
            stretches,
            n_undated: 0,
        };
    }
    let mut timeline = Timeline::default();
    let mut dated: Vec<(i64, String, u64)> = Vec::new();
    for moment in inside {
        let date = moment.time.as_deref().and_then(Date::of);
        match date.and_then(|date| date.stretch(grain)) {
            Some((place, label)) => dated.push((place, label, moment.n)),
            None => timeline.n_undated += moment.n,
        }
    }
    dated.sort_unstable();
    let mut last = None;
    for same in dated.chunk_by(|a, b| a.0 == b.0) {
        let (place, label) = (same[0].0, &same[0].1);
        let n_empty = last.map_or(0, |last| place - last - 1);
        last = Some(place);
        timeline.stretches.push(Stretch {
            label: label.clone(),
            heading: None,
            n: same.iter().map(|(.., n)| n).sum(),
            n_empty: n_empty.unsigned_abs(),
        });
    }
    timeline
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(grain: Grain, expected: &[(&str, u64, u64)], n_undated: u64) {
        let times = [
            Some("2024-05-17T10:00Z"),
            Some("2024-05-17"),
            Some("2024-05-20"),
            Some("2024-07"),
            None,
        ];
        let moment = |(idx, time): (usize, &Option<&str>)| Moment {
            document: format!("{idx}.txt"),
            section: 0,
            heading: None,
            time: time.map(str::to_owned),
            n: 1 + idx as u64,
        };
        let moments: Vec<_> = times.iter().enumerate().map(moment).collect();
        let found = timeline(&moments, &Period::default(), grain);
        let stretches: Vec<_> = found
            .stretches
            .iter()
            .map(|stretch| (stretch.label.as_str(), stretch.n, stretch.n_empty))
            .collect();
        assert_eq!(
            (stretches.as_slice(), found.n_undated),
            (expected, n_undated)
        );
    }

    #[test]
    fn what_is_less_exact_than_a_stretch_is_counted_apart() {
        check(Grain::Day, &[("2024-05-17", 3, 0), ("2024-05-20", 3, 2)], 9);
        check(Grain::Week, &[("2024-W20", 3, 0), ("2024-W21", 3, 0)], 9);
        check(Grain::Month, &[("2024-05", 6, 0), ("2024-07", 4, 1)], 5);
        check(Grain::Year, &[("2024", 10, 0)], 5);
        let sections = [
            ("0.txt", 1, 0),
            ("1.txt", 2, 0),
            ("2.txt", 3, 0),
            ("3.txt", 4, 0),
            ("4.txt", 5, 0),
        ];
        check(Grain::Section, &sections, 0);
    }
}
