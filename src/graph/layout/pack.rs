//! Pictures of components in, one picture out: the largest above, the others in rows below.

use super::Point;
use super::room::Room;

/// What stands free between components.
const MARGIN: f64 = 24.0;

/// How much wider than high a picture is where there is a choice.
const ASPECT: f64 = 1.4;

/// A box around a component, its places counted from the middle of the box.
pub(super) struct Picture {
    pub(super) nodes: Vec<usize>,
    pub(super) places: Vec<Point>,
    pub(super) half: Room,
}

impl Picture {
    pub(super) fn new(nodes: Vec<usize>, mut places: Vec<Point>, rooms: &[Room]) -> Self {
        let covered = places.iter().zip(rooms);
        let mut low = Point {
            x: f64::INFINITY,
            y: f64::INFINITY,
        };
        let mut high = Point {
            x: f64::NEG_INFINITY,
            y: f64::NEG_INFINITY,
        };
        for (place, room) in covered {
            low = Point {
                x: low.x.min(place.x - room.x),
                y: low.y.min(place.y - room.y),
            };
            high = Point {
                x: high.x.max(place.x + room.x),
                y: high.y.max(place.y + room.y),
            };
        }
        let middle = (low + high) * 0.5;
        for place in &mut places {
            *place = *place - middle;
        }
        let half = (high - low) * 0.5;
        Self {
            nodes,
            places,
            half: Room {
                x: half.x,
                y: half.y,
            },
        }
    }
}

/// The places of all nodes. `pictures` stand in rows in their order; `single` nodes, which have no
/// ties, in rows of their own behind them. Linear.
pub(super) fn pack(pictures: &[Picture], single: &[usize], rooms: &[Room]) -> Vec<Point> {
    let mut places = vec![Point::default(); rooms.len()];
    let boxes: Vec<Room> = pictures.iter().map(|picture| picture.half).collect();
    let single_boxes: Vec<Room> = single.iter().map(|&node| rooms[node]).collect();
    let width = width(&boxes, &single_boxes);
    let mut top = 0.0;
    let middles = rows(&boxes, width, MARGIN, &mut top);
    for (picture, middle) in pictures.iter().zip(middles) {
        for (&node, &place) in picture.nodes.iter().zip(&picture.places) {
            places[node] = middle + place;
        }
    }
    let middles = rows(&single_boxes, width, MARGIN / 3.0, &mut top);
    for (&node, middle) in single.iter().zip(middles) {
        places[node] = middle;
    }
    places
}

/// The width of the rows: that of a page which holds all boxes, or of the widest box, if that is
/// most of the page.
fn width(boxes: &[Room], single: &[Room]) -> f64 {
    let padded = |half: &Room| (2.0 * half.x + MARGIN) * (2.0 * half.y + MARGIN);
    let area: f64 = boxes.iter().chain(single).map(padded).sum();
    let page = (area * ASPECT).sqrt();
    let widest = boxes.iter().chain(single).map(|half| 2.0 * half.x);
    let widest = widest.fold(0.0, f64::max);
    if widest > page / 2.0 { widest } else { page }
}

/// The middles of `boxes` in rows of at most `width`, each row around the same axis; `top` is
/// where the first begins, and then where the last ends.
fn rows(boxes: &[Room], width: f64, margin: f64, top: &mut f64) -> Vec<Point> {
    let mut middles = Vec::with_capacity(boxes.len());
    let mut rest = boxes;
    while !rest.is_empty() {
        let mut n_boxes = 0;
        let mut taken = -margin;
        while let Some(half) = rest.get(n_boxes) {
            let more = margin + 2.0 * half.x;
            if n_boxes > 0 && taken + more > width {
                break;
            }
            taken += more;
            n_boxes += 1;
        }
        let (row, later) = rest.split_at(n_boxes);
        let height = row.iter().map(|half| half.y).fold(0.0, f64::max);
        let mut left = -taken / 2.0;
        for half in row {
            middles.push(Point {
                x: left + half.x,
                y: *top + height,
            });
            left += 2.0 * half.x + margin;
        }
        *top += 2.0 * height + margin;
        rest = later;
    }
    middles
}
