//! Two lists of weighted edges in, how well they agree out: which pairs there are, and how their
//! weights rank.

use std::collections::{BTreeMap, BTreeSet};

use super::Count;
use crate::error::Fault;

/// Undirected edges by the ids of their ends, the smaller first, with their weights.
pub type Edges = BTreeMap<(String, String), f64>;

/// How well two lists of edges agree; shares are from 0 to 1.
#[derive(Clone, Debug, PartialEq)]
pub struct Agreement {
    /// Pairs in the gold, found, and in both.
    pub count: Count,
    /// The precision among the heaviest edges found, as many as the gold has; ties count in part.
    pub r_precision: f64,
    /// The average precision of the ranking by weight; inside a tie the expected one.
    pub average_precision: f64,
    /// What leaving out light edges can give.
    pub best: Threshold,
    /// Spearman's correlation of the weights of edges in both; none of fewer than three, or of
    /// equal weights.
    pub rho_both: Option<f64>,
    /// The same over the edges of the gold, 0 for what was not found.
    pub rho_gold: Option<f64>,
    /// The same over the edges of either, 0 for what one lacks.
    pub rho_union: Option<f64>,
    /// The smaller weights over the larger ones, each side scaled to the sum 1 (Ruzicka).
    pub weighted_jaccard: f64,
}

/// The least weight that gives the best F1, and what it gives.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Threshold {
    /// The F1.
    pub f1: f64,
    /// The least weight kept.
    pub min_weight: f64,
    /// The precision there.
    pub precision: f64,
    /// The recall there.
    pub recall: f64,
}

/// Reads edges: `a`, `b` and a weight, parted by tabs, or by commas where the first line has no
/// tab. Lines that begin with `#` and those whose third column is no number are passed over, as
/// heads are; no third column is the weight 1. The weights of a pair, in both directions, add up;
/// an edge from an id to itself is none.
///
/// # Errors
///
/// The fault of a file without any edge.
pub fn read(text: &str, file: &str) -> Result<Edges, Fault> {
    let first = text.lines().find(|line| !line.starts_with('#'));
    let separator = match first.is_some_and(|line| !line.contains('\t')) {
        true => b',',
        false => b'\t',
    };
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator)
        .quoting(separator == b',')
        .comment(Some(b'#'))
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut edges = Edges::new();
    for row in reader.records().flatten() {
        let weight = row
            .get(2)
            .map_or(Ok(1.0), |weight| weight.trim().parse::<f64>());
        let weight = weight.ok().filter(|weight| weight.is_finite());
        if let (Some(a), Some(b), Some(weight)) = (row.get(0), row.get(1), weight) {
            add(&mut edges, a, b, weight);
        }
    }
    match edges.is_empty() {
        false => Ok(edges),
        true => {
            let remedy = "give lines of two ids and a weight, parted by tabs";
            Err(Fault::new(file, "no edge", remedy))
        }
    }
}

/// Adds the weight of an edge, in whichever direction it is given.
pub fn add(edges: &mut Edges, a: &str, b: &str, weight: f64) {
    if a != b {
        let (a, b) = if a < b { (a, b) } else { (b, a) };
        *edges.entry((a.to_owned(), b.to_owned())).or_default() += weight;
    }
}

/// Compares what was found with the gold.
pub fn agreement(gold: &Edges, found: &Edges) -> Agreement {
    let both: Vec<_> = gold
        .keys()
        .filter(|ends| found.contains_key(*ends))
        .collect();
    let union: BTreeSet<_> = gold.keys().chain(found.keys()).collect();
    let union: Vec<_> = union.into_iter().collect();
    let rho = |ends: &[&(String, String)]| {
        let weights = |edges: &Edges| -> Vec<f64> {
            let weights = ends.iter().map(|ends| edges.get(*ends).copied());
            weights.map(|weight| weight.unwrap_or(0.0)).collect()
        };
        spearman(&weights(found), &weights(gold))
    };
    let ranking = Ranking::new(gold, found);
    Agreement {
        count: Count {
            gold: gold.len(),
            predicted: found.len(),
            right: both.len(),
        },
        r_precision: ranking.r_precision,
        average_precision: ranking.average_precision,
        best: ranking.best,
        rho_both: rho(&both),
        rho_gold: rho(&gold.keys().collect::<Vec<_>>()),
        rho_union: rho(&union),
        weighted_jaccard: weighted_jaccard(gold, found, &union),
    }
}

/// What comes of taking the edges found from the heaviest to the lightest.
struct Ranking {
    r_precision: f64,
    average_precision: f64,
    best: Threshold,
}

impl Ranking {
    fn new(gold: &Edges, found: &Edges) -> Self {
        let mut ranked: Vec<(f64, bool)> = found
            .iter()
            .map(|(ends, &weight)| (weight, gold.contains_key(ends)))
            .collect();
        ranked.sort_by(|a, b| b.0.total_cmp(&a.0));
        let n_gold = gold.len();
        let (mut n_taken, mut n_right) = (0, 0);
        let (mut r_precision, mut sum) = (None, 0.0);
        let mut best = Threshold::default();
        for tie in ranked.chunk_by(|a, b| a.0 == b.0) {
            let right = tie.iter().filter(|(_, is_right)| *is_right).count();
            let (size, share) = (tie.len(), right as f64 / tie.len() as f64);
            if r_precision.is_none() && n_taken + size >= n_gold {
                let part = (right * n_gold.saturating_sub(n_taken)) as f64 / size as f64;
                r_precision = Some((n_right as f64 + part) / n_gold as f64);
            }
            for place in 1..=size {
                let so_far = n_right as f64 + (right * place) as f64 / size as f64;
                sum += share * (so_far / (n_taken + place) as f64);
            }
            n_taken += size;
            n_right += right;
            let count = Count {
                gold: n_gold,
                predicted: n_taken,
                right: n_right,
            };
            if count.f1() > best.f1 {
                best = Threshold {
                    f1: count.f1(),
                    min_weight: tie[0].0,
                    precision: count.precision(),
                    recall: count.recall(),
                };
            }
        }
        Self {
            r_precision: r_precision.unwrap_or(n_right as f64 / n_gold.max(1) as f64),
            average_precision: sum / n_gold.max(1) as f64,
            best,
        }
    }
}

/// Spearman's rank correlation, equal values sharing the mean of their ranks.
fn spearman(a: &[f64], b: &[f64]) -> Option<f64> {
    if a.len() < 3 {
        return None;
    }
    let (a, b) = (ranks(a), ranks(b));
    let mean = |ranks: &[f64]| ranks.iter().sum::<f64>() / ranks.len() as f64;
    let (mean_a, mean_b) = (mean(&a), mean(&b));
    let products = |a: &[f64], mean_a: f64, b: &[f64], mean_b: f64| -> f64 {
        let both = a.iter().zip(b);
        both.map(|(p, q)| (p - mean_a) * (q - mean_b)).sum()
    };
    let together = products(&a, mean_a, &b, mean_b);
    let spread = products(&a, mean_a, &a, mean_a) * products(&b, mean_b, &b, mean_b);
    (spread > 0.0).then(|| together / libm::sqrt(spread))
}

fn ranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|&a, &b| values[a].total_cmp(&values[b]));
    let mut ranks = vec![0.0; values.len()];
    let mut n_before = 0;
    for tie in order.chunk_by(|&a, &b| values[a] == values[b]) {
        for &idx in tie {
            ranks[idx] = n_before as f64 + (tie.len() + 1) as f64 / 2.0;
        }
        n_before += tie.len();
    }
    ranks
}

fn weighted_jaccard(gold: &Edges, found: &Edges, union: &[&(String, String)]) -> f64 {
    let total = |edges: &Edges| match edges.values().sum::<f64>() {
        0.0 => 1.0,
        sum => sum,
    };
    let (all_found, all_gold) = (total(found), total(gold));
    let (mut least, mut most) = (0.0, 0.0);
    for ends in union {
        let scaled = |edges: &Edges, all: f64| edges.get(*ends).copied().unwrap_or(0.0) / all;
        let (a, b) = (scaled(found, all_found), scaled(gold, all_gold));
        least += f64::min(a, b);
        most += f64::max(a, b);
    }
    if most == 0.0 { 0.0 } else { least / most }
}

/// Leaves only edges of at least `min_weight`, between ids that `is_wanted`.
pub fn retain(edges: &mut Edges, min_weight: f64, is_wanted: impl Fn(&str) -> bool) {
    edges.retain(|(a, b), weight| *weight >= min_weight && is_wanted(a) && is_wanted(b));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn directions_add_up_and_loops_are_none() {
        let edges = read("#x y\na\tb\t2\nb\ta\t1\nc\tc\t5\na\tc\n", "e.tsv").expect("edges");
        let ends = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        let expected = Edges::from([(ends("a", "b"), 3.0), (ends("a", "c"), 1.0)]);
        assert_eq!(edges, expected);
        let csv = read("Source,Target,Weight\n\"a\",b,3\nc,a,1\n", "e.csv").expect("edges");
        assert_eq!(csv, expected);
    }
}
