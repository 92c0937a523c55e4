//! A sample that a person has judged in, the precision with its interval out, and the written forms
//! that go wrong most.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::error::Fault;
use crate::span::Location;

/// The standard score of 95 %.
const Z: f64 = 1.959_963_984_540_054;

/// A mention of a sample, judged.
#[derive(Clone, Debug, PartialEq)]
pub struct Judgement {
    /// Whether it is right.
    pub is_right: bool,
    /// How many mentions it stands for.
    pub stands_for: f64,
    /// What stands in the text.
    pub surface: String,
    /// The entity it was linked to.
    pub entity: String,
    /// That entity's type.
    pub entity_type: String,
    /// Why.
    pub how: String,
}

/// A judged sample.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Judged {
    /// What was judged, in the order of the rows.
    pub judgements: Vec<Judgement>,
    /// Rows that were left open.
    pub n_open: usize,
}

/// A share of mentions that are right, and where the true one lies in 95 of 100 samples.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// Those judged.
    pub judged: usize,
    /// Those that are right.
    pub right: usize,
    /// The share of all mentions that are right, from 0 to 1.
    pub precision: f64,
    /// The interval's ends, from 0 to 1.
    pub interval: (f64, f64),
}

/// A written form of an entity, and how often it is right.
#[derive(Clone, Debug, PartialEq)]
pub struct Alias {
    /// The form.
    pub surface: String,
    /// The entity it was linked to.
    pub entity: String,
    /// How often that is right.
    pub estimate: Estimate,
}

/// Reads a sample as `eval sample` writes it: CSV (with `,` or `;`) with a column `right` that says
/// `y` or `n`, or nothing yet. Other columns may be missing.
///
/// # Errors
///
/// All judgements that are neither, or that there is no such column.
pub fn read(text: &str, file: &str) -> Result<Judged, Vec<Fault>> {
    let text = text.trim_start_matches('\u{feff}');
    let head = text.lines().next().unwrap_or_default();
    let separator = if head.contains(';') && !head.contains(',') {
        b';'
    } else {
        b','
    };
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator)
        .flexible(true)
        .from_reader(text.as_bytes());
    let heads = reader.headers().cloned().unwrap_or_default();
    let column = |name: &str| heads.iter().position(|head| head.trim() == name);
    let Some(right) = column("right") else {
        let remedy = "give a file that `comention eval sample` wrote";
        let fault = Fault::new(file, "there is no column `right`", remedy);
        return Err(vec![fault]);
    };
    let columns = ["surface", "entity", "type", "how", "stands_for"].map(column);
    let mut judged = Judged::default();
    let mut faults = Vec::new();
    for row in reader.records().flatten() {
        let field = |at: Option<usize>| at.and_then(|at| row.get(at)).unwrap_or("").trim();
        let is_right = match field(Some(right)).to_lowercase().as_str() {
            "" => {
                judged.n_open += 1;
                continue;
            }
            "y" | "yes" | "1" | "true" | "x" | "right" => true,
            "n" | "no" | "0" | "false" | "wrong" => false,
            other => {
                let line = row.position().map_or(0, |place| place.line() as usize - 1);
                let what = format!("`{other}` is no judgement");
                let fault = Fault::new(file, what, "write `y`, `n` or nothing in `right`");
                faults.push(fault.at(Location { line, column: 0 }));
                continue;
            }
        };
        let [surface, entity, entity_type, how] =
            [0, 1, 2, 3].map(|at: usize| field(columns[at]).to_owned());
        let stands_for = field(columns[4]).parse().ok();
        judged.judgements.push(Judgement {
            is_right,
            stands_for: stands_for
                .filter(|n: &f64| n.is_finite() && *n > 0.0)
                .unwrap_or(1.0),
            surface,
            entity,
            entity_type,
            how,
        });
    }
    match faults.is_empty() {
        true => Ok(judged),
        false => Err(faults),
    }
}

/// The precision that `judgements` tell of, each counting for what it stands for; none of none.
///
/// Source: the score interval (Wilson 1927), with the effective size of a weighted sample (Kish
/// 1965).
pub fn estimate<'a>(judgements: impl IntoIterator<Item = &'a Judgement>) -> Option<Estimate> {
    let (mut judged, mut right) = (0, 0);
    let (mut all, mut good, mut squares) = (0.0, 0.0, 0.0);
    for one in judgements {
        judged += 1;
        all += one.stands_for;
        squares += one.stands_for * one.stands_for;
        if one.is_right {
            right += 1;
            good += one.stands_for;
        }
    }
    (judged > 0).then(|| {
        let precision = good / all;
        Estimate {
            judged,
            right,
            precision,
            interval: wilson(precision, all * all / squares),
        }
    })
}

fn wilson(share: f64, n: f64) -> (f64, f64) {
    let square = Z * Z / n;
    let middle = share + square / 2.0;
    let reach = Z * libm::sqrt(share * (1.0 - share) / n + square / (4.0 * n));
    let end = |sign: f64| ((middle + sign * reach) / (1.0 + square)).clamp(0.0, 1.0);
    (end(-1.0), end(1.0))
}

impl Judged {
    /// The precision for each value of `key`, in the order of the values.
    pub fn by<'a>(&'a self, key: impl Fn(&'a Judgement) -> &'a str) -> Vec<(&'a str, Estimate)> {
        let mut groups: BTreeMap<&str, Vec<&Judgement>> = BTreeMap::new();
        for one in &self.judgements {
            groups.entry(key(one)).or_default().push(one);
        }
        let estimates = groups.into_iter();
        estimates
            .filter_map(|(name, group)| Some((name, estimate(group)?)))
            .collect()
    }

    /// The written forms that were wrong at least once: those most often wrong first, then those
    /// most rarely right.
    pub fn worst(&self) -> Vec<Alias> {
        let mut groups: BTreeMap<(&str, &str), Vec<&Judgement>> = BTreeMap::new();
        for one in &self.judgements {
            let group = groups.entry((&one.surface, &one.entity)).or_default();
            group.push(one);
        }
        let aliases = groups.into_iter().filter_map(|((surface, entity), group)| {
            Some(Alias {
                surface: surface.to_owned(),
                entity: entity.to_owned(),
                estimate: estimate(group)?,
            })
        });
        let n_wrong = |estimate: Estimate| estimate.judged - estimate.right;
        let mut worst: Vec<Alias> = aliases
            .filter(|alias| n_wrong(alias.estimate) > 0)
            .collect();
        worst.sort_by_key(|alias| (Reverse(n_wrong(alias.estimate)), alias.estimate.right));
        worst
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAMPLE: &str = "right;surface;entity;type;stands_for\ny;Oslo;oslo;place;10\n\
        N;Bath;bath;place;10\nno;Bath;bath;place;10\n1;Bath;bath;place;10\n;Rome;rome;place;10\n";

    #[test]
    fn what_is_judged_is_summed_up() {
        let judged = read(SAMPLE, "s.csv").expect("a sample");
        assert_eq!((judged.judgements.len(), judged.n_open), (4, 1));
        let estimate = estimate(&judged.judgements).expect("judged");
        assert_eq!((estimate.right, estimate.judged), (2, 4));
        let worst = judged.worst();
        assert_eq!(worst.len(), 1);
        assert_eq!(worst[0].surface, "Bath");
        assert_eq!((worst[0].estimate.judged, worst[0].estimate.right), (3, 1));
    }

    #[test]
    fn a_judgement_that_is_none_is_told_with_its_line() {
        let faults = read("right,surface\ny,a\nperhaps,b\n", "s.csv").expect_err("a fault");
        let told: Vec<_> = faults.iter().map(ToString::to_string).collect();
        let expected = "s.csv:3:1: `perhaps` is no judgement; write `y`, `n` or nothing in `right`";
        assert_eq!(told, [expected]);
        assert!(read("surface\na\n", "s.csv").is_err());
    }

    #[test]
    fn the_interval_is_wilsons() {
        // Worked out apart, with the formula as Wilson gives it.
        for (share, n, low, high) in [
            (0.5, 10.0, 0.236_593, 0.763_407),
            (0.9, 200.0, 0.850_594, 0.934_330),
            (1.0, 10.0, 0.722_467, 1.0),
            (0.0, 1.0, 0.0, 0.793_451),
        ] {
            let (found_low, found_high) = wilson(share, n);
            assert!(
                (found_low - low).abs() < 1e-6,
                "{share} of {n}: {found_low}"
            );
            assert!(
                (found_high - high).abs() < 1e-6,
                "{share} of {n}: {found_high}"
            );
        }
    }
}
