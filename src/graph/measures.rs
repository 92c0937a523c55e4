//! How strongly two entities are tied, compared with chance.
//!
//! With `N` windows in all, `n_i` and `n_j` that hold each entity, and `n_ij` that hold both.
//! Logarithms come from the same portable code on every system.

use petgraph::graph::UnGraph;
use petgraph::visit::EdgeRef;

use super::{Edge, Node};

/// The measures of one edge.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Measures {
    /// Pointwise mutual information, `log2(n_ij N / (n_i n_j))`: 0 where the two meet as often as
    /// by chance. Church and Hanks (1990), "Word Association Norms, Mutual Information, and
    /// Lexicography".
    pub pmi: f64,
    /// PMI over `-log2(n_ij / N)`, from -1 to 1; 1 where neither occurs without the other. Bouma
    /// (2009), "Normalized (Pointwise) Mutual Information in Collocation Extraction".
    pub npmi: f64,
    /// The log-likelihood ratio of the two-by-two table of windows; 0 or more, and 3.84 or more
    /// for one chance in twenty. Dunning (1993), "Accurate Methods for the Statistics of Surprise
    /// and Coincidence".
    pub g2: f64,
    /// `n_ij / (n_i + n_j - n_ij)`, above 0 and up to 1.
    pub jaccard: f64,
    /// Association strength, `n_ij / (n_i n_j)`. Van Eck and Waltman (2009), "How to Normalize
    /// Cooccurrence Data?".
    pub association: f64,
    /// The significance of the weight among those of each end, the smaller of the two:
    /// `(1 - weight / strength)^(degree - 1)`; small where the edge stands out. Serrano, Boguñá
    /// and Vespignani (2009), "Extracting the multiscale backbone of complex weighted networks".
    pub alpha: f64,
}

impl Measures {
    /// All but alpha, which depends on the other edges.
    pub(super) fn new(n_ij: u64, (n_i, n_j): (u64, u64), n: u64) -> Self {
        let [both, first, second, all] = [n_ij, n_i, n_j, n].map(|count| count as f64);
        let pmi = libm::log2(both * all / (first * second));
        let surprise = -libm::log2(both / all);
        Self {
            pmi,
            npmi: if n_ij == n { 1.0 } else { pmi / surprise },
            g2: g2(both, first, second, all),
            jaccard: both / (first + second - both),
            association: both / (first * second),
            alpha: 1.0,
        }
    }
}

fn g2(both: f64, first: f64, second: f64, all: f64) -> f64 {
    let term = |observed: f64, expected: f64| match observed > 0.0 {
        true => observed * libm::log(observed / expected),
        false => 0.0,
    };
    let (not_first, not_second) = (all - first, all - second);
    let sum = term(both, first * second / all)
        + term(first - both, first * not_second / all)
        + term(second - both, not_first * second / all)
        + term(all - first - second + both, not_first * not_second / all);
    (2.0 * sum).max(0.0)
}

pub(super) fn set_alpha(network: &mut UnGraph<Node, Edge>) {
    let ends: Vec<(f64, i32)> = network
        .node_indices()
        .map(|node| {
            let weights = network.edges(node).map(|edge| edge.weight().counts.weight);
            let strength: u64 = weights.sum();
            (strength as f64, network.edges(node).count() as i32)
        })
        .collect();
    let alphas: Vec<f64> = network
        .edge_references()
        .map(|edge| {
            let weight = edge.weight().counts.weight as f64;
            let alpha = |end: usize| {
                let (strength, degree) = ends[end];
                power(1.0 - weight / strength, degree - 1)
            };
            alpha(edge.source().index()).min(alpha(edge.target().index()))
        })
        .collect();
    for (edge, alpha) in network.edge_weights_mut().zip(alphas) {
        edge.measures.alpha = alpha;
    }
}

/// `base` to a whole power by repeated squaring, which is the same on every system.
fn power(mut base: f64, mut exponent: i32) -> f64 {
    let mut result = 1.0;
    while exponent > 0 {
        if exponent % 2 == 1 {
            result *= base;
        }
        base *= base;
        exponent /= 2;
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(found: f64, expected: f64) {
        assert!(
            (found - expected).abs() < 1e-6,
            "{found} instead of {expected}"
        );
    }

    /// Worked out by hand: of 8 windows, 4 hold the first, 2 the second, 2 both.
    #[test]
    fn measures_of_a_small_table() {
        let measures = Measures::new(2, (4, 2), 8);
        check(measures.pmi, 1.0);
        check(measures.npmi, 0.5);
        check(measures.jaccard, 0.5);
        check(measures.association, 0.25);
        // 2 (2 ln 2 + 2 ln(2/3) + 0 + 4 ln(4/3))
        check(measures.g2, 3.452185);
    }

    #[test]
    fn entities_that_are_always_together_have_npmi_one() {
        check(Measures::new(3, (3, 3), 10).npmi, 1.0);
        check(Measures::new(3, (3, 3), 3).npmi, 1.0);
        check(Measures::new(3, (3, 3), 3).g2, 0.0);
    }

    #[test]
    fn powers_are_exact() {
        check(power(0.5, 3), 0.125);
        check(power(0.0, 0), 1.0);
    }
}
