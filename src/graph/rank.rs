//! Ties in, how central each node is by them out: PageRank and core number.

use super::ties::Ties;

/// The share of the rank that flows along ties; the value of the paper.
const DAMPING: f64 = 0.85;

/// The change of all ranks together at which they count as found.
const TOLERANCE: f64 = 1e-10;

/// The most rounds; 0.85 to this power is below the tolerance.
const MAX_ROUNDS: usize = 150;

/// PageRank of each node, from 0 to 1, 1 in sum: ranks flow along ties in the measure of their
/// weights; what stands on nodes without ties flows to all. A round takes `O(n + m)`, and there are
/// at most 150. Brin and Page (1998), "The anatomy of a large-scale hypertextual Web search engine".
pub(super) fn pagerank(ties: &Ties) -> Vec<f64> {
    let n_nodes = ties.n_nodes();
    let strengths: Vec<f64> = (0..n_nodes).map(|node| ties.strength(node)).collect();
    let mut ranks = vec![1.0 / n_nodes.max(1) as f64; n_nodes];
    for _ in 0..MAX_ROUNDS {
        let tied = |node: &usize| strengths[*node] > 0.0;
        let loose: f64 = (0..n_nodes)
            .filter(|node| !tied(node))
            .map(|node| ranks[node])
            .sum();
        let base = (1.0 - DAMPING + DAMPING * loose) / n_nodes as f64;
        let rank = |node: usize| {
            let flows = ties
                .of(node)
                .map(|(other, weight)| ranks[other] * weight / strengths[other]);
            base + DAMPING * flows.sum::<f64>()
        };
        let next: Vec<f64> = (0..n_nodes).map(rank).collect();
        let change: f64 = next
            .iter()
            .zip(&ranks)
            .map(|(new, old)| (new - old).abs())
            .sum();
        ranks = next;
        if change < TOLERANCE {
            break;
        }
    }
    ranks
}

/// The core number of each node: the largest `k` so that it is in a part of the graph where all
/// have `k` ties or more. Linear. Batagelj and Zaveršnik (2003), "An O(m) Algorithm for Cores
/// Decomposition of Networks".
pub(super) fn core_numbers(ties: &Ties) -> Vec<u32> {
    let n_nodes = ties.n_nodes();
    let mut degrees: Vec<usize> = (0..n_nodes).map(|node| ties.degree(node)).collect();
    let most = degrees.iter().max().copied().unwrap_or(0);
    let mut by_degree: Vec<Vec<usize>> = vec![Vec::new(); most + 1];
    for (node, &degree) in degrees.iter().enumerate() {
        by_degree[degree].push(node);
    }
    let mut is_done = vec![false; n_nodes];
    for degree in 0..=most {
        while let Some(node) = by_degree[degree].pop() {
            if is_done[node] || degrees[node] != degree {
                continue;
            }
            is_done[node] = true;
            for (neighbor, _) in ties.of(node) {
                if !is_done[neighbor] && degrees[neighbor] > degree {
                    degrees[neighbor] -= 1;
                    by_degree[degrees[neighbor]].push(neighbor);
                }
            }
        }
    }
    degrees.into_iter().map(|degree| degree as u32).collect()
}
