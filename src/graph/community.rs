//! A graph in, its communities out: groups with more ties inside than chance would give.
//!
//! Leiden: Traag, Waltman and van Eck (2019), "From Louvain to Leiden: guaranteeing well-connected
//! communities", for the modularity of Newman (2004), "Analysis of weighted networks". In the step
//! that refines, a node goes to the best community rather than to a random good one; the order of
//! the nodes is random, from a fixed seed, and the best of several runs is taken.

use std::cmp::Reverse;
use std::collections::VecDeque;

use super::random::Random;
use super::ties::Ties;

/// Ties that all runs together may have: small graphs are tried ten times, large ones once.
const TIES_OF_RUNS: usize = 500_000;

/// The most runs.
const MAX_RUNS: usize = 10;

/// The most rounds of a run; each begins with the communities of the last.
const MAX_ROUNDS: usize = 10;

/// The communities of a graph.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Partition {
    /// The community of each node, from 0, the largest first; `None` for a node without ties.
    pub(super) of: Vec<Option<u32>>,
    /// The share of the weight inside communities beyond that expected by chance, below 1.
    pub(super) modularity: f64,
}

/// Finds the communities of `ties`; a run takes about `O(m log m)`.
pub(super) fn communities(ties: &Ties) -> Partition {
    let whole = Level::new(ties);
    let n_runs = (TIES_OF_RUNS / ties.n_edges().max(1)).clamp(1, MAX_RUNS);
    let mut best: Option<(f64, Vec<usize>)> = None;
    for seed in 0..n_runs as u64 {
        let of = run(&whole, &mut Random::new(seed));
        let modularity = whole.modularity(&of);
        if best.as_ref().is_none_or(|(most, _)| modularity > *most) {
            best = Some((modularity, of));
        }
    }
    let (modularity, of) = best.expect("at least one run");
    Partition {
        of: numbered(ties, &of),
        modularity,
    }
}

/// Rounds until nothing gets better.
fn run(whole: &Level, random: &mut Random) -> Vec<usize> {
    let mut of: Vec<usize> = (0..whole.strengths.len()).collect();
    let mut modularity = f64::NEG_INFINITY;
    for _ in 0..MAX_ROUNDS {
        let next = round(whole, of.clone(), random);
        let reached = whole.modularity(&next);
        if reached <= modularity {
            break;
        }
        (of, modularity) = (next, reached);
    }
    of
}

/// One round of Leiden: moves nodes, refines, and goes on with the refined communities as nodes,
/// until no move is left.
fn round(whole: &Level, of: Vec<usize>, random: &mut Random) -> Vec<usize> {
    let mut level = whole.clone();
    let mut of = of;
    // The node of the level that each node of the graph is in.
    let mut places: Vec<usize> = (0..of.len()).collect();
    loop {
        level.move_nodes(&mut of, random);
        let refined = level.refine(&of, random);
        let n_refined = refined.iter().max().map_or(0, |last| last + 1);
        if n_refined == level.strengths.len() {
            return places.iter().map(|&place| of[place]).collect();
        }
        let groups = dense(&of);
        of = vec![0; n_refined];
        for (node, &part) in refined.iter().enumerate() {
            of[part] = groups[node];
        }
        for place in &mut places {
            *place = refined[*place];
        }
        level = level.merged(&refined, n_refined);
    }
}

/// A graph whose nodes may stand for several.
#[derive(Clone)]
struct Level {
    /// Between different nodes.
    ties: Ties,
    /// The weight at each node, what is inside it counted twice.
    strengths: Vec<f64>,
    /// The sum of them.
    total: f64,
}

impl Level {
    fn new(ties: &Ties) -> Self {
        let strengths: Vec<f64> = (0..ties.n_nodes())
            .map(|node| ties.strength(node))
            .collect();
        Self {
            ties: ties.clone(),
            total: strengths.iter().sum(),
            strengths,
        }
    }

    /// Moves each node to the community where it gains most, until none gains by a move.
    fn move_nodes(&self, of: &mut [usize], random: &mut Random) {
        let n_nodes = of.len();
        let mut sums = vec![0.0; n_nodes];
        let mut sizes = vec![0; n_nodes];
        for node in 0..n_nodes {
            sums[of[node]] += self.strengths[node];
            sizes[of[node]] += 1;
        }
        let mut empty: Vec<usize> = (0..n_nodes).filter(|&idx| sizes[idx] == 0).collect();
        let mut order: Vec<usize> = (0..n_nodes).collect();
        random.shuffle(&mut order);
        let mut queue = VecDeque::from(order);
        let mut is_queued = vec![true; n_nodes];
        let mut around = Around::new(n_nodes);
        while let Some(node) = queue.pop_front() {
            is_queued[node] = false;
            let (old, strength) = (of[node], self.strengths[node]);
            sums[old] -= strength;
            sizes[old] -= 1;
            if sizes[old] == 0 {
                empty.push(old);
            }
            around.visit(&self.ties, node, |neighbor| Some(of[neighbor]));
            let gain = |idx: usize| around.weights[idx] * self.total - strength * sums[idx];
            let alone = *empty.last().unwrap_or(&old);
            let (mut new, mut most) = (old, gain(old));
            for &idx in around.seen.iter().chain([&alone]) {
                if gain(idx) > most {
                    (new, most) = (idx, gain(idx));
                }
            }
            if sizes[new] == 0 {
                // It is the last: either the one that `node` left, or `alone`.
                empty.pop();
            }
            sums[new] += strength;
            sizes[new] += 1;
            of[node] = new;
            if new != old {
                for (neighbor, _) in self.ties.of(node) {
                    if of[neighbor] != new && !std::mem::replace(&mut is_queued[neighbor], true) {
                        queue.push_back(neighbor);
                    }
                }
            }
        }
    }

    /// Splits each community of `of` into parts that hang together: nodes begin alone and join
    /// parts of their community, if both have enough ties to the rest of it. Parts are numbered
    /// from 0.
    fn refine(&self, of: &[usize], random: &mut Random) -> Vec<usize> {
        let n_nodes = of.len();
        let mut sums = vec![0.0; n_nodes];
        for (node, &idx) in of.iter().enumerate() {
            sums[idx] += self.strengths[node];
        }
        let inward = |node: usize| -> f64 {
            let ties = self.ties.of(node);
            ties.filter(|(other, _)| of[*other] == of[node])
                .map(|(_, weight)| weight)
                .sum()
        };
        let mut parts: Vec<usize> = (0..n_nodes).collect();
        let mut part_sums = self.strengths.clone();
        // The weight from each part to the rest of its community.
        let mut outward: Vec<f64> = (0..n_nodes).map(inward).collect();
        let mut is_alone = vec![true; n_nodes];
        let mut order = parts.clone();
        random.shuffle(&mut order);
        let mut around = Around::new(n_nodes);
        for node in order {
            let sum = sums[of[node]];
            let is_tied = |part: usize, part_sums: &[f64], outward: &[f64]| {
                outward[part] * self.total >= part_sums[part] * (sum - part_sums[part])
            };
            if !is_alone[node] || !is_tied(node, &part_sums, &outward) {
                continue;
            }
            around.visit(&self.ties, node, |other| {
                (of[other] == of[node]).then_some(parts[other])
            });
            let (mut new, mut most) = (node, 0.0);
            for &part in &around.seen {
                let gain =
                    around.weights[part] * self.total - self.strengths[node] * part_sums[part];
                if gain > most && is_tied(part, &part_sums, &outward) {
                    (new, most) = (part, gain);
                }
            }
            if new != node {
                outward[new] += outward[node] - 2.0 * around.weights[new];
                part_sums[new] += self.strengths[node];
                is_alone[new] = false;
                parts[node] = new;
            }
        }
        dense(&parts)
    }

    /// The graph whose nodes are the `n_parts` parts.
    fn merged(&self, parts: &[usize], n_parts: usize) -> Self {
        let mut edges = Vec::new();
        let mut strengths = vec![0.0; n_parts];
        for (node, &part) in parts.iter().enumerate() {
            strengths[part] += self.strengths[node];
            let outside = self
                .ties
                .of(node)
                .map(|(other, weight)| (part, parts[other], weight));
            edges.extend(outside.filter(|(a, b, _)| a < b));
        }
        edges.sort_unstable_by_key(|&(a, b, _)| (a, b));
        edges.dedup_by(|next, kept| {
            let is_same = (next.0, next.1) == (kept.0, kept.1);
            if is_same {
                kept.2 += next.2;
            }
            is_same
        });
        Self {
            ties: Ties::from_edges(n_parts, edges.into_iter()),
            strengths,
            total: self.total,
        }
    }

    /// `sum over communities of inside / total - (strength / total)^2`.
    fn modularity(&self, of: &[usize]) -> f64 {
        let mut sums = vec![0.0; of.len()];
        let mut inside = 0.0;
        for (node, &idx) in of.iter().enumerate() {
            sums[idx] += self.strengths[node];
            let ties = self.ties.of(node).filter(|(other, _)| of[*other] == idx);
            inside += ties.map(|(_, weight)| weight).sum::<f64>();
        }
        let chance: f64 = sums.iter().map(|sum| sum * sum).sum();
        match self.total > 0.0 {
            true => inside / self.total - chance / (self.total * self.total),
            false => 0.0,
        }
    }
}

/// The groups around a node, with the weight of its ties to each.
struct Around {
    weights: Vec<f64>,
    seen: Vec<usize>,
}

impl Around {
    fn new(n_groups: usize) -> Self {
        Self {
            weights: vec![0.0; n_groups],
            seen: Vec::new(),
        }
    }

    fn visit(&mut self, ties: &Ties, node: usize, group: impl Fn(usize) -> Option<usize>) {
        for idx in self.seen.drain(..) {
            self.weights[idx] = 0.0;
        }
        for (neighbor, weight) in ties.of(node) {
            let Some(idx) = group(neighbor) else {
                continue;
            };
            if self.weights[idx] == 0.0 {
                self.seen.push(idx);
            }
            self.weights[idx] += weight;
        }
    }
}

/// The same groups, numbered from 0 in the order of their first nodes.
fn dense(of: &[usize]) -> Vec<usize> {
    let mut numbers = vec![usize::MAX; of.len()];
    let mut n_groups = 0;
    let number = |&group: &usize| {
        if numbers[group] == usize::MAX {
            numbers[group] = n_groups;
            n_groups += 1;
        }
        numbers[group]
    };
    of.iter().map(number).collect()
}

/// The communities from the largest, equals by their first node, without the nodes that have no
/// ties.
fn numbered(ties: &Ties, of: &[usize]) -> Vec<Option<u32>> {
    let of = dense(of);
    let mut sizes = vec![0; of.len()];
    let tied = |node: &usize| ties.degree(*node) > 0;
    for node in (0..of.len()).filter(tied) {
        sizes[of[node]] += 1;
    }
    let mut order: Vec<usize> = (0..of.len()).collect();
    order.sort_by_key(|&group| Reverse(sizes[group]));
    let mut ranks = vec![0; of.len()];
    for (rank, group) in order.into_iter().enumerate() {
        ranks[group] = rank as u32;
    }
    (0..of.len())
        .map(|node| tied(&node).then(|| ranks[of[node]]))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::Graph;
    use super::super::known::{karate, miserables};
    use super::*;

    fn check(graph: &Graph, modularity: f64, n_communities: u32) {
        let found = communities(&Ties::new(graph));
        assert!(
            (found.modularity - modularity).abs() < 1e-6,
            "{}",
            found.modularity
        );
        assert_eq!(found.of.iter().flatten().max(), Some(&(n_communities - 1)));
    }

    /// 0.4198 is the optimum: Brandes et al. (2008), "On Modularity Clustering".
    #[test]
    fn the_karate_club_falls_apart_as_well_as_it_can() {
        check(&karate(), 0.419790, 4);
    }

    /// The best of a hundred runs of networkx 3.6's `louvain_communities(g, weight="weight")`.
    #[test]
    fn les_miserables_falls_apart_as_well_as_elsewhere() {
        check(&miserables(), 0.566688, 6);
    }

    #[test]
    fn two_cliques_with_a_bridge_are_two() {
        let mut edges = vec![(3, 4, 1.0)];
        for first in [0, 4] {
            for a in first..first + 4 {
                edges.extend((a + 1..first + 4).map(|b| (a, b, 1.0)));
            }
        }
        let found = communities(&Ties::from_edges(9, edges.into_iter()));
        let expected = [0, 0, 0, 0, 1, 1, 1, 1].map(Some);
        assert_eq!(found.of[..8], expected);
        assert_eq!(found.of[8], None);
    }
}
