//! Places and what stands on them in, places on which nothing covers anything else out.

use super::Point;

/// What a node and its label cover: so much to each side of its place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Room {
    pub(super) x: f64,
    pub(super) y: f64,
}

/// The part of the plane that is covered once places are as dense as a picture bears, chosen by
/// eye.
const COVER: f64 = 0.34;

/// Rounds of pushing before all is spread a little.
const N_ROUNDS: usize = 60;

/// How much all is spread where pushing does not help.
const SPREAD: f64 = 1.08;

/// Spreads `places` until what stands there covers [`COVER`] of the plane around it.
pub(super) fn spread(places: &mut [Point], rooms: &[Room]) {
    let covered: f64 = rooms.iter().map(|room| 4.0 * room.x * room.y).sum();
    let squares: f64 = places.iter().map(|place| place.square()).sum();
    // A disc in which points lie evenly has twice their mean square as the square of its radius.
    let disc = std::f64::consts::PI * 2.0 * squares / places.len() as f64;
    if disc > 0.0 {
        scale(places, (covered / COVER / disc).sqrt());
    }
}

/// Pushes apart what overlaps, as little as it takes, and spreads all where that is not enough. A
/// round takes `O(n log n)` and what overlaps.
pub(super) fn part(places: &mut [Point], rooms: &[Room]) {
    loop {
        for _ in 0..N_ROUNDS {
            if push(places, rooms) == 0 {
                return;
            }
        }
        scale(places, SPREAD);
    }
}

fn scale(places: &mut [Point], factor: f64) {
    for place in places {
        *place = *place * factor;
    }
}

/// Pushes each two that overlap apart, along the axis on which they overlap less; tells how many
/// did.
fn push(places: &mut [Point], rooms: &[Room]) -> usize {
    let mut order: Vec<usize> = (0..places.len()).collect();
    let left = |places: &[Point], node: usize| places[node].x - rooms[node].x;
    order.sort_by(|&a, &b| left(places, a).total_cmp(&left(places, b)).then(a.cmp(&b)));
    let mut n_pushed = 0;
    for (idx, &a) in order.iter().enumerate() {
        for &b in &order[idx + 1..] {
            let (room, other) = (rooms[a], rooms[b]);
            let away = places[b] - places[a];
            let over_x = room.x + other.x - away.x.abs();
            if over_x <= 0.0 && away.x > 0.0 {
                break;
            }
            let over_y = room.y + other.y - away.y.abs();
            if over_x <= 0.0 || over_y <= 0.0 {
                continue;
            }
            let push = match over_x < over_y {
                true => Point {
                    x: over_x.copysign(away.x),
                    y: 0.0,
                },
                false => Point {
                    x: 0.0,
                    y: over_y.copysign(away.y),
                },
            };
            // A hair more than half, so that rounding does not leave them touching.
            places[a] = places[a] - push * 0.500_001;
            places[b] = places[b] + push * 0.500_001;
            n_pushed += 1;
        }
    }
    n_pushed
}
