//! Two graphs in, what changed from one to the other out.

use std::collections::BTreeMap;

use super::Graph;

/// What became of an entity, or of a tie.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fate {
    /// Only in the new graph.
    Came,
    /// Only in the old one.
    Went,
    /// More in the new one.
    Grew,
    /// Less.
    Shrank,
}

/// How much there was of it in one of the graphs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Side {
    /// The windows that hold it.
    pub windows: u64,
    /// Its rank by them, from 1; equals share the best. `None` where it is not.
    pub rank: Option<usize>,
}

/// An entity, or a tie, that is not as it was.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// The id of the entity, or those of the two ends.
    pub ids: Vec<String>,
    /// What became of it.
    pub fate: Fate,
    /// As it was.
    pub old: Side,
    /// As it is.
    pub new: Side,
    /// The windows it would be in now, had it only followed the number of all windows.
    pub expected: f64,
    /// The log-likelihood ratio of its share of the windows then and now. Rayson and Garside (2000),
    /// "Comparing Corpora using Frequency Profiling", after Dunning (1993), "Accurate Methods for
    /// the Statistics of Surprise and Coincidence".
    pub g2: f64,
    /// The share of false alarms among all changes that are this sure or surer; `g2` is distributed
    /// as chi-squared with one degree of freedom where nothing changed but the volume. Benjamini and
    /// Hochberg (1995), "Controlling the False Discovery Rate".
    pub q: f64,
}

/// All that changed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Difference {
    /// Entities, the surest change first.
    pub entities: Vec<Change>,
    /// Ties, likewise.
    pub ties: Vec<Change>,
}

/// Compares two graphs, of two stores or of two parts of one, by the ids of their entities. What is
/// in as many windows as before is no change. `O(n log n)` in nodes and edges.
pub fn diff(old: &Graph, new: &Graph) -> Difference {
    let volumes = [old.corpus.windows, new.corpus.windows];
    Difference {
        entities: changes([entities(old), entities(new)], volumes),
        ties: changes([ties(old), ties(new)], volumes),
    }
}

/// Windows by ids.
type Counted = BTreeMap<Vec<String>, u64>;

fn entities(graph: &Graph) -> Counted {
    let nodes = graph.network.node_weights();
    nodes
        .map(|node| (vec![node.id.clone()], node.windows))
        .collect()
}

fn ties(graph: &Graph) -> Counted {
    let edges = graph.edges();
    edges
        .map(|(a, b, edge)| (vec![a.id.clone(), b.id.clone()], edge.counts.weight))
        .collect()
}

fn changes(sides: [Counted; 2], volumes: [u64; 2]) -> Vec<Change> {
    let ranks = sides.each_ref().map(ranks);
    let mut ids: Vec<&Vec<String>> = sides[0].keys().chain(sides[1].keys()).collect();
    ids.sort_unstable();
    ids.dedup();
    let side = |idx: usize, ids: &Vec<String>| {
        let windows = sides[idx].get(ids).copied().unwrap_or(0);
        let is_there = sides[idx].contains_key(ids);
        Side {
            windows,
            rank: is_there.then(|| ranks[idx][&windows]),
        }
    };
    let [before, after] = volumes.map(|windows| windows as f64);
    let mut changes: Vec<Change> = Vec::with_capacity(ids.len());
    for ids in ids {
        let (old, new) = (side(0, ids), side(1, ids));
        changes.push(Change {
            ids: ids.clone(),
            fate: fate(old, new),
            old,
            new,
            expected: old.windows as f64 * after / before.max(1.0),
            g2: g2(
                [old.windows, new.windows].map(|n| n as f64),
                [before, after],
            ),
            q: 1.0,
        });
    }
    changes.sort_by(|a, b| b.g2.total_cmp(&a.g2));
    set_q(&mut changes);
    changes.retain(|change| change.is_one());
    changes
}

impl Change {
    /// Whether it is in more windows or in fewer, or in only one of the graphs.
    fn is_one(&self) -> bool {
        let is_in_both = self.old.rank.is_some() && self.new.rank.is_some();
        !is_in_both || self.old.windows != self.new.windows
    }
}

fn fate(old: Side, new: Side) -> Fate {
    match (old.rank, new.rank) {
        (None, _) => Fate::Came,
        (_, None) => Fate::Went,
        _ if new.windows > old.windows => Fate::Grew,
        _ => Fate::Shrank,
    }
}

/// The rank of each count of windows.
fn ranks(counted: &Counted) -> BTreeMap<u64, usize> {
    let mut windows: Vec<u64> = counted.values().copied().collect();
    windows.sort_unstable_by(|a, b| b.cmp(a));
    let mut ranks = BTreeMap::new();
    for (idx, windows) in windows.into_iter().enumerate() {
        ranks.entry(windows).or_insert(idx + 1);
    }
    ranks
}

/// The log-likelihood ratio of two counts in volumes of so much.
fn g2(counts: [f64; 2], volumes: [f64; 2]) -> f64 {
    let (count, volume) = (counts[0] + counts[1], volumes[0] + volumes[1]);
    let term = |observed: f64, row: f64, column: f64| match observed > 0.0 {
        true => observed * libm::log(observed * volume / (row * column)),
        false => 0.0,
    };
    let of_side = |side: usize| {
        let (inside, all) = (counts[side], volumes[side]);
        term(inside, count, all) + term(all - inside, volume - count, all)
    };
    (2.0 * (of_side(0) + of_side(1))).max(0.0)
}

/// Fills [`Change::q`] of `changes`, the highest `g2` first.
fn set_q(changes: &mut [Change]) {
    let n_changes = changes.len() as f64;
    let mut least: f64 = 1.0;
    for (idx, change) in changes.iter_mut().enumerate().rev() {
        let p = libm::erfc((change.g2 / 2.0).sqrt());
        least = least.min(p * n_changes / (idx + 1) as f64);
        change.q = least;
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::made;
    use super::*;

    /// Both graphs have 10,000 windows; the figures of `g2` are those of
    /// `scipy.stats.chi2_contingency([[a, 10000 - a], [b, 10000 - b]], correction=False,
    /// lambda_="log-likelihood")`.
    #[test]
    fn changes_come_with_how_sure_they_are() {
        let old = made(4, &[(0, 1, 10), (0, 2, 5), (1, 2, 4)]);
        let new = made(4, &[(0, 1, 30), (0, 2, 5), (2, 3, 3)]);
        let found = diff(&old, &new).ties;
        let kinds: Vec<_> = found
            .iter()
            .map(|change| (change.ids.join(" "), change.fate))
            .collect();
        let expected = [
            ("n0000 n0001", Fate::Grew),
            ("n0001 n0002", Fate::Went),
            ("n0002 n0003", Fate::Came),
        ];
        assert_eq!(kinds, expected.map(|(ids, kind)| (ids.to_owned(), kind)));
        assert_eq!((found[0].old.rank, found[0].new.rank), (Some(1), Some(1)));
        assert_eq!(found[0].expected, 10.0);
        assert!((found[0].g2 - G2).abs() < 1e-6, "{}", found[0].g2);
        assert!((found[0].q - 4.0 * P).abs() < 1e-6, "{}", found[0].q);
    }

    const G2: f64 = 10.485002959;

    const P: f64 = 0.001203474;
}
