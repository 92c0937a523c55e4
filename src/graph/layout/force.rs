//! The ties of one connected component in, places where tied nodes stand near each other out.
//!
//! ForceAtlas2: Jacomy, Venturini, Heymann and Bastian (2014), "ForceAtlas2, a Continuous Graph
//! Layout Algorithm for Handy Network Visualization Designed for the Gephi Software". Every force
//! is summed in one thread, so that the number of threads changes no bit of it.

use rayon::prelude::*;

use super::super::ties::Ties;
use super::Point;
use super::tree::{Body, Tree};

/// How strongly all nodes are drawn to the middle, so that loose ends do not drift away; chosen by
/// eye.
const GRAVITY: f64 = 0.3;

/// How much unrest a node may show; the paper's value.
const TOLERANCE: f64 = 1.0;

/// Nodes that are worth a thread's while.
const MIN_NODES: usize = 256;

/// The rounds after which the picture changes little any more, found by trial: fewer for large
/// graphs, whose rounds cost more.
pub(super) fn n_rounds(n_nodes: usize) -> usize {
    match n_nodes {
        0..=2_000 => 800,
        2_001..=20_000 => 400,
        _ => 150,
    }
}

/// Moves the nodes of `ties` from `places`, no two of them alike, until they rest or `n_rounds` are
/// over. A round takes `O(n log n + m)`.
pub(super) fn settle(ties: &Ties, places: &mut [Point], n_rounds: usize) {
    let masses: Vec<f64> = (0..ties.n_nodes())
        .map(|node| ties.degree(node) as f64 + 1.0)
        .collect();
    let pulls = pulls(ties);
    balance(&pulls, &masses, places);
    let mut last = vec![Point::default(); places.len()];
    let mut pace = Pace::default();
    for _ in 0..n_rounds {
        let forces = forces(&pulls, &masses, places);
        let speed = pace.next(&masses, &forces, &last);
        for node in 0..places.len() {
            let swing = masses[node] * (forces[node] - last[node]).square().sqrt();
            let step = speed / (1.0 + (speed * swing).sqrt());
            places[node] = places[node] + forces[node] * step;
        }
        last = forces;
    }
}

/// The ties as they pull: strong ones more, by the logarithm of their weight over the graph's mean,
/// so that the strongest does not draw its ends into one.
fn pulls(ties: &Ties) -> Ties {
    let weights = (0..ties.n_nodes()).map(|node| ties.strength(node));
    let mean = weights.sum::<f64>() / (2.0 * ties.n_edges() as f64).max(1.0);
    ties.with_weights(|weight| libm::log2(1.0 + weight / mean))
}

/// Scales `places` to the size at which the forces outward and inward are equal in sum: repulsion
/// does the same work at any size, attraction and gravity grow with its square.
fn balance(pulls: &Ties, masses: &[f64], places: &mut [Point]) {
    let mass: f64 = masses.iter().sum();
    let outward = (mass * mass - masses.iter().map(|mass| mass * mass).sum::<f64>()) / 2.0;
    let mut inward = 0.0;
    for (node, &place) in places.iter().enumerate() {
        inward += GRAVITY * masses[node] * place.square();
        for (neighbor, pull) in pulls.of(node) {
            inward += pull / 2.0 * (place - places[neighbor]).square();
        }
    }
    if inward > 0.0 {
        let factor = (outward / inward).sqrt();
        for place in places {
            *place = *place * factor;
        }
    }
}

fn forces(pulls: &Ties, masses: &[f64], places: &[Point]) -> Vec<Point> {
    let bodies: Vec<Body> = (places.iter().zip(masses))
        .map(|(&at, &mass)| Body { at, mass })
        .collect();
    let tree = Tree::new(&bodies);
    let force = |node: usize| {
        let (at, mass) = (places[node], masses[node]);
        let mut force = tree.repulsion(at) * mass;
        for (neighbor, pull) in pulls.of(node) {
            force = force - (at - places[neighbor]) * pull;
        }
        force - at * (GRAVITY * mass)
    };
    let nodes = (0..places.len()).into_par_iter();
    nodes.with_min_len(MIN_NODES).map(force).collect()
}

/// How fast all move: faster while they go one way, slower when they swing.
struct Pace {
    speed: f64,
    efficiency: f64,
}

impl Default for Pace {
    fn default() -> Self {
        Self {
            speed: 1.0,
            efficiency: 1.0,
        }
    }
}

impl Pace {
    /// The speed of the next round, as the authors' own program finds it.
    fn next(&mut self, masses: &[f64], forces: &[Point], last: &[Point]) -> f64 {
        let (mut swing, mut traction) = (0.0, 0.0);
        for ((mass, force), last) in masses.iter().zip(forces).zip(last) {
            swing += mass * (*force - *last).square().sqrt();
            traction += mass * (*force + *last).square().sqrt() / 2.0;
        }
        if swing == 0.0 {
            return self.speed;
        }
        let n_nodes = masses.len() as f64;
        let likely = 0.05 * n_nodes.sqrt();
        let wanted = likely * traction / (n_nodes * n_nodes);
        let mut tolerance = TOLERANCE * wanted.min(10.0).max(likely.sqrt());
        if swing / traction > 2.0 {
            self.slow(0.5);
            tolerance = tolerance.max(TOLERANCE);
        }
        let target = tolerance * self.efficiency * traction / swing;
        if swing > tolerance * traction {
            self.slow(0.7);
        } else if self.speed < 1000.0 {
            self.efficiency *= 1.3;
        }
        self.speed += (target - self.speed).min(0.5 * self.speed);
        self.speed
    }

    fn slow(&mut self, factor: f64) {
        if self.efficiency > 0.05 {
            self.efficiency *= factor;
        }
    }
}
