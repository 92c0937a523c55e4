//! Bodies on the plane in, the force with which they repel one another out.
//!
//! Bodies that are far away count as one, as Barnes and Hut (1986), "A hierarchical O(N log N)
//! force-calculation algorithm", do it.

use std::ops::Range;

use super::Point;

/// A cell counts as one body where it is so much narrower than it is away; 1.2 is the value of
/// Jacomy et al. (2014).
const THETA: f64 = 1.2;

/// Bodies that need no further cells.
const LEAF_BODIES: usize = 8;

/// Halvings of the plane, as many as fit the keys of [`interleaved`].
const LEVELS: u32 = 20;

/// A thing that repels others.
#[derive(Clone, Copy, Debug)]
pub(super) struct Body {
    pub(super) at: Point,
    pub(super) mass: f64,
}

/// Squares of the plane, each before the squares in it.
pub(super) struct Tree {
    cells: Vec<Cell>,
    /// In the order of a curve through all squares, so that those of a cell stand together.
    bodies: Vec<(u64, Body)>,
}

struct Cell {
    whole: Body,
    /// The square of its width over [`THETA`].
    reach: f64,
    /// The cell behind all that are in this one.
    next: usize,
    /// Empty where there are cells in it.
    bodies: Range<usize>,
}

impl Tree {
    /// `bodies` in their cells, in `O(n log n)`.
    pub(super) fn new(bodies: &[Body]) -> Self {
        let (low, width) = square(bodies);
        let scale = f64::from(1u32 << LEVELS) / width.max(f64::MIN_POSITIVE) * 0.999_999;
        let key = |body: &Body| {
            let [x, y] = [(body.at.x - low.x) * scale, (body.at.y - low.y) * scale];
            interleaved(x as u32) | interleaved(y as u32) << 1
        };
        let mut bodies: Vec<(u64, Body)> = bodies.iter().map(|body| (key(body), *body)).collect();
        bodies.sort_by_key(|(key, _)| *key);
        let mut tree = Self {
            cells: Vec::new(),
            bodies,
        };
        tree.divide(0..tree.bodies.len(), LEVELS, width);
        tree
    }

    /// The force on a body at `at`: from each body away from it, as strong as its mass over the
    /// distance.
    pub(super) fn repulsion(&self, at: Point) -> Point {
        let mut force = Point::default();
        let mut idx = 0;
        while let Some(cell) = self.cells.get(idx) {
            let away = at - cell.whole.at;
            if away.square() > cell.reach {
                force = force + away * (cell.whole.mass / away.square());
                idx = cell.next;
                continue;
            }
            for (_, body) in &self.bodies[cell.bodies.clone()] {
                let away = at - body.at;
                if away.square() > 0.0 {
                    force = force + away * (body.mass / away.square());
                }
            }
            idx += 1;
        }
        force
    }

    /// Makes the cell of the bodies in `range`, and those in it; `level` halvings are left, which
    /// limits the recursion.
    fn divide(&mut self, range: Range<usize>, level: u32, width: f64) {
        let idx = self.cells.len();
        let is_leaf = range.len() <= LEAF_BODIES || level == 0;
        self.cells.push(Cell {
            whole: whole(&self.bodies[range.clone()]),
            reach: (width / THETA) * (width / THETA),
            next: 0,
            bodies: if is_leaf { range.clone() } else { 0..0 },
        });
        let mut rest = if is_leaf { range.end..range.end } else { range };
        while !rest.is_empty() {
            let quarter = |(key, _): &(u64, Body)| key >> (2 * (level - 1));
            let first = quarter(&self.bodies[rest.start]);
            let inside = self.bodies[rest.clone()].partition_point(|body| quarter(body) == first);
            let end = rest.start + inside;
            self.divide(rest.start..end, level - 1, width / 2.0);
            rest.start = end;
        }
        self.cells[idx].next = self.cells.len();
    }
}

/// The least corner and the width of a square that holds all `bodies`.
fn square(bodies: &[Body]) -> (Point, f64) {
    let all = |of: fn(&Body) -> f64| {
        let low = bodies.iter().map(of).fold(f64::INFINITY, f64::min);
        let high = bodies.iter().map(of).fold(f64::NEG_INFINITY, f64::max);
        (low, high - low)
    };
    let ((x, width), (y, height)) = (all(|body| body.at.x), all(|body| body.at.y));
    (Point { x, y }, width.max(height))
}

/// All of `bodies` as one, in the middle of their masses.
fn whole(bodies: &[(u64, Body)]) -> Body {
    let mass: f64 = bodies.iter().map(|(_, body)| body.mass).sum();
    let sum = (bodies.iter()).fold(Point::default(), |sum, (_, body)| sum + body.at * body.mass);
    Body {
        at: sum * (1.0 / mass),
        mass,
    }
}

/// The bits of `number`, which has 32 at most, each with an empty one above it.
fn interleaved(number: u32) -> u64 {
    let mut bits = u64::from(number);
    bits = (bits | bits << 16) & 0x0000_ffff_0000_ffff;
    bits = (bits | bits << 8) & 0x00ff_00ff_00ff_00ff;
    bits = (bits | bits << 4) & 0x0f0f_0f0f_0f0f_0f0f;
    bits = (bits | bits << 2) & 0x3333_3333_3333_3333;
    (bits | bits << 1) & 0x5555_5555_5555_5555
}

#[cfg(test)]
mod tests {
    use super::super::super::random::Random;
    use super::*;

    #[test]
    fn far_bodies_as_one_change_the_force_little() {
        let mut random = Random::new(3);
        let mut point = || Point {
            x: random.unit(),
            y: random.unit(),
        };
        let bodies: Vec<Body> = (0..500)
            .map(|_| Body {
                at: point(),
                mass: 1.0,
            })
            .collect();
        let tree = Tree::new(&bodies);
        let (mut errors, mut forces) = (0.0, 0.0);
        for body in &bodies {
            let mut exact = Point::default();
            for other in bodies.iter().filter(|other| other.at != body.at) {
                let away = body.at - other.at;
                exact = exact + away * (other.mass / away.square());
            }
            errors += (tree.repulsion(body.at) - exact).square().sqrt();
            forces += exact.square().sqrt();
        }
        assert!(errors / forces < 0.05, "{errors} of {forces}");
    }

    #[test]
    fn bodies_at_one_place_are_no_trouble() {
        let body = Body {
            at: Point { x: 1.0, y: 1.0 },
            mass: 1.0,
        };
        let tree = Tree::new(&[body; 50]);
        assert_eq!(tree.repulsion(body.at), Point::default());
    }
}
