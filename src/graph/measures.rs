//! How strongly two entities are tied, compared with chance.
//!
//! With `N` windows in all, `n_i` and `n_j` that hold each entity, and `n_ij` that hold both.
//! Logarithms come from the same portable code on every system.

use petgraph::graph::{NodeIndex, UnGraph};
use petgraph::visit::EdgeRef;
use rustc_hash::FxHashMap;

use super::{Edge, Node};
use crate::cooccur::PairCounts;
use crate::gazetteer::EntityType;

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
    /// How often the two meet and how much more than others of their types, in one figure above 0:
    /// `s^0.6 (s S / (s_i s_j))^0.4`. `s` is the sum over documents of 1 for each in which they meet,
    /// 2 for each in which they share a paragraph and 0.2 for each in which they share a sentence;
    /// `s_i` that of the first end and all of the second's type, `s_j` likewise, `S` that of all of
    /// the first's type, each with all of the second's. Pletscher-Frankild et al. (2015),
    /// "DISEASES: Text mining and data integration of disease-gene associations".
    pub score: f64,
}

impl Measures {
    /// All but alpha and score, which depend on the other edges.
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
            score: 0.0,
        }
    }
}

/// [`Measures::g2`] of the counts of both, of each and of all.
pub(super) fn g2(both: f64, first: f64, second: f64, all: f64) -> f64 {
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

/// The exponent of the sum itself in the score, and of how it compares with the sums of the ends.
const SCORE_EXPONENTS: (f64, f64) = (0.6, 0.4);

pub(super) fn set_score(network: &mut UnGraph<Node, Edge>) {
    let type_of = |node: NodeIndex| network[node].entity_type.clone();
    let mut types: Vec<EntityType> = network.node_indices().map(type_of).collect();
    types.sort_unstable();
    types.dedup();
    let types: Vec<usize> = network
        .node_weights()
        .map(|node| types.binary_search(&node.entity_type).unwrap_or(0))
        .collect();
    // By the types of both: what a node has with all of a type, and what two types have in all.
    let mut of_node: FxHashMap<(usize, usize), f64> = FxHashMap::default();
    let mut of_types: FxHashMap<(usize, usize), f64> = FxHashMap::default();
    for edge in network.edge_references() {
        let ends = [edge.source().index(), edge.target().index()];
        for [from, to] in [ends, [ends[1], ends[0]]] {
            let sum = meetings(&edge.weight().counts);
            *of_node.entry((from, types[to])).or_default() += sum;
            *of_types.entry((types[from], types[to])).or_default() += sum;
        }
    }
    let scores: Vec<f64> = network
        .edge_references()
        .map(|edge| {
            let [a, b] = [edge.source().index(), edge.target().index()];
            let sum = meetings(&edge.weight().counts);
            let ends = of_node[&(a, types[b])] * of_node[&(b, types[a])];
            let chance = ends / of_types[&(types[a], types[b])];
            let (own, compared) = SCORE_EXPONENTS;
            libm::pow(sum, own) * libm::pow(sum / chance, compared)
        })
        .collect();
    for (edge, score) in network.edge_weights_mut().zip(scores) {
        edge.measures.score = score;
    }
}

/// The documents in which two meet, weighed by how near they meet in them.
fn meetings(counts: &PairCounts) -> f64 {
    let [documents, paragraphs, sentences] = [
        counts.documents,
        counts.paragraph_documents,
        counts.sentence_documents,
    ];
    // In tenths, so that sums are exact.
    (10 * documents + 20 * paragraphs + 2 * sentences) as f64 / 10.0
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
    use super::super::Graph;
    use super::super::tests::made;
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

    /// By hand: persons 0 and 1 meet place 2 in 3 and 1 documents, always in a paragraph, once in a
    /// sentence; so s is 9.2 and 3, and that of all is 12.2.
    #[test]
    fn scores_compare_with_others_of_the_types() {
        let counts = |n_documents, n_sentences| PairCounts {
            weight: n_documents,
            documents: n_documents,
            paragraph_documents: n_documents,
            sentence_documents: n_sentences,
            ..PairCounts::default()
        };
        let mut graph = made(3, &[]);
        graph.network[NodeIndex::new(2)].entity_type = EntityType::Place;
        let nodes = graph.network.node_weights().cloned().collect();
        let edges = vec![((0, 2), counts(3, 1)), ((1, 2), counts(1, 0))];
        let graph = Graph::from_parts(nodes, edges, graph.corpus);
        let scores: Vec<f64> = (graph.network.edge_weights())
            .map(|edge| edge.measures.score)
            .collect();
        // Each person's sum is that of the edge, the place's sum and that of all are 12.2.
        check(scores[0], 9.2_f64.powf(0.6));
        check(scores[1], 3.0_f64.powf(0.6));
        // Between persons, what two have is in the sum of all twice, once from each end.
        let alike = made(3, &[(0, 1, 1), (1, 2, 1)]);
        let score = alike
            .network
            .edge_weights()
            .next()
            .expect("an edge")
            .measures
            .score;
        // s = 1, s_0 = 1, s_1 = 2, S = 4.
        check(score, 2.0_f64.powf(0.4));
    }

    /// scipy 1.17: `chi2_contingency([[3, 2], [1, 4]], correction=False, lambda_="log-likelihood")`
    /// and the same of `[[20, 80], [30, 870]]`.
    #[test]
    fn g2_is_that_of_elsewhere() {
        check(Measures::new(3, (5, 4), 10).g2, 1.726092);
        check(Measures::new(20, (100, 50), 1000).g2, 33.889459);
    }

    #[test]
    fn powers_are_exact() {
        check(power(0.5, 3), 0.125);
        check(power(0.0, 0), 1.0);
    }
}
