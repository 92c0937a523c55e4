//! A [`Graph`] in, a place on the plane for each of its nodes out: tied nodes near each other, and
//! nothing covers anything else.
//!
//! Components are laid out one by one (`force`), spread until nodes and labels have room
//! (`room`), and put beside each other (`pack`). The same graph and options give the same bits
//! on every system and with any number of threads.

mod force;

mod pack;

mod room;

mod tree;

use std::collections::HashMap;
use std::ops::{Add, Mul, Sub};

use unicode_width::UnicodeWidthStr;

use super::random::Random;
use super::ties::Ties;
use super::{Graph, Node};
use pack::Picture;
use room::Room;

/// A point of the plane; `y` grows downwards, as in pictures.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Point {
    /// To the right.
    pub x: f64,
    /// Down.
    pub y: f64,
}

/// Where a node stands, and how much room it has there, in the unit of `x` and `y`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place {
    /// The middle of the node.
    pub at: Point,
    /// Its radius, so that its area grows with its mentions.
    pub radius: f64,
    /// The size of the type in which its label covers no other node or label where it stands right
    /// below the node, in the middle of a line of [`LINE`] times that size; `None` for a node of a
    /// large graph that has no room for one.
    pub label: Option<f64>,
}

/// How to lay out.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Options {
    /// Another seed gives another picture of the same graph.
    pub seed: u64,
    /// Where nodes stood before, by id: they stay about there, and new ones come near those that
    /// they are tied to. Empty for a fresh start.
    pub start: HashMap<String, Point>,
}

/// The nodes with room for a label: as many as a page bears.
const N_LABELS: usize = 300;

/// The radius of a node that is hardly mentioned, and what the most mentioned has more.
const RADII: (f64, f64) = (4.5, 14.5);

/// Likewise the size of type.
const SIZES: (f64, f64) = (9.5, 12.5);

/// The most characters of a name that a label shows.
pub const LABEL_CHARS: usize = 40;

/// The height of a line over the size of its type.
pub const LINE: f64 = 1.15;

/// The width of a letter over the size of type, for a sans-serif on average.
const LETTER: f64 = 0.56;

/// How much farther than high a component is spread, for labels are wide.
const FLATTEN: f64 = 1.2;

/// How far from where it stood a node begins, over the reach of its component: so little that it
/// shows nowhere, and no two begin at one place.
const NEAR: f64 = 1e-6;

/// What stays free around nodes and labels.
const AIR: f64 = 1.5;

/// The places of the nodes of `graph`, in their order.
///
/// For `n` nodes and `m` edges a round takes `O(n log n + m)`; the rounds are a few hundred, and
/// fewer for large graphs. A graph of 10,000 nodes and 50,000 edges takes seconds.
pub fn layout(graph: &Graph, options: &Options) -> Vec<Place> {
    let ties = Ties::new(graph);
    let mut places = sizes(graph);
    let nodes = || graph.network.node_weights();
    let rooms: Vec<Room> = nodes()
        .zip(&places)
        .map(|(node, place)| room_of(node, place))
        .collect();
    let start: Vec<Option<Point>> = nodes()
        .map(|node| options.start.get(&node.id).copied())
        .collect();
    let (tied, mut single): (Vec<_>, Vec<_>) =
        (ties.components().into_iter()).partition(|members| members.len() > 1);
    let mut random = Random::new(options.seed);
    let pictures: Vec<Picture> = tied
        .into_iter()
        .map(|members| draw(&ties, members, &start, &rooms, &mut random))
        .collect();
    single.sort_by_key(|members| {
        std::cmp::Reverse(graph.network[super::NodeIndex::new(members[0])].mentions)
    });
    let points = pack::pack(&pictures, &single.concat(), &rooms);
    for (place, point) in places.iter_mut().zip(points) {
        place.at = point
            - Point {
                x: 0.0,
                y: place.line() / 2.0,
            };
    }
    places
}

/// Radius and label of each node, all at one place still.
fn sizes(graph: &Graph) -> Vec<Place> {
    let mentions = graph.network.node_weights().map(|node| node.mentions);
    let most = mentions.max().unwrap_or(1).max(1) as f64;
    let mut is_labelled = vec![false; graph.network.node_count()];
    for node in graph.strongest_nodes().into_iter().take(N_LABELS) {
        is_labelled[node.index()] = true;
    }
    let nodes = graph.network.node_weights().zip(is_labelled);
    nodes
        .map(|(node, is_labelled)| {
            let share = (node.mentions as f64 / most).sqrt();
            Place {
                at: Point::default(),
                radius: RADII.0 + RADII.1 * share,
                label: is_labelled.then_some(SIZES.0 + SIZES.1 * share),
            }
        })
        .collect()
}

/// What a node and its label cover, the label [`LINE`] high below the node.
fn room_of(node: &Node, place: &Place) -> Room {
    let end = node.name.char_indices().nth(LABEL_CHARS);
    let label = &node.name[..end.map_or(node.name.len(), |(byte, _)| byte)];
    let letters = label.width() as f64 * LETTER * place.label.unwrap_or(0.0);
    Room {
        x: place.radius.max(letters / 2.0) + AIR,
        y: place.radius + place.line() / 2.0 + AIR,
    }
}

/// Lays out the component of `members`.
fn draw(
    ties: &Ties,
    members: Vec<usize>,
    start: &[Option<Point>],
    rooms: &[Room],
    random: &mut Random,
) -> Picture {
    let ties = ties.among(&members);
    let rooms: Vec<Room> = members.iter().map(|&node| rooms[node]).collect();
    let start: Vec<Option<Point>> = members.iter().map(|&node| start[node]).collect();
    let is_fresh = start.iter().all(Option::is_none);
    let mut places = begin(&ties, &start, random);
    let n_rounds = force::n_rounds(members.len());
    let n_rounds = if is_fresh { n_rounds } else { n_rounds / 8 };
    force::settle(&ties, &mut places, n_rounds);
    center(&mut places);
    if is_fresh {
        lay_flat(&mut places);
    }
    room::spread(&mut places, &rooms);
    room::part(&mut places, &rooms);
    Picture::new(members, places, &rooms)
}

/// Where the nodes begin: where they stood, else beside the first neighbor that stood somewhere,
/// else anywhere.
fn begin(ties: &Ties, start: &[Option<Point>], random: &mut Random) -> Vec<Point> {
    let known: Vec<Point> = start.iter().flatten().copied().collect();
    let middle = middle(&known);
    let reach = known.iter().map(|&point| (point - middle).square());
    let reach = reach.fold(0.0, f64::max).sqrt();
    let place = |node: usize| {
        let jitter = Point {
            x: random.unit() - 0.5,
            y: random.unit() - 0.5,
        };
        let neighbors = || ties.of(node).find_map(|(neighbor, _)| start[neighbor]);
        match start[node].or_else(neighbors) {
            Some(point) if reach > 0.0 => point - middle + jitter * (reach * NEAR),
            _ => jitter * reach.max(1.0),
        }
    };
    (0..ties.n_nodes()).map(place).collect()
}

/// Moves the middle of `places` to the origin.
fn center(places: &mut [Point]) {
    let middle = middle(places);
    for place in places {
        *place = *place - middle;
    }
}

fn middle(places: &[Point]) -> Point {
    let sum = (places.iter()).fold(Point::default(), |sum, &place| sum + place);
    sum * (1.0 / places.len().max(1) as f64)
}

/// Turns `places` so that they reach farthest from left to right, as labels do: the first principal
/// axis is the new `x`.
fn lay_flat(places: &mut [Point]) {
    let (mut xx, mut xy, mut yy) = (0.0, 0.0, 0.0);
    for place in places.iter() {
        xx += place.x * place.x;
        xy += place.x * place.y;
        yy += place.y * place.y;
    }
    let half = (xx - yy) / 2.0;
    let axis = Point {
        x: half + (half * half + xy * xy).sqrt(),
        y: xy,
    };
    let length = axis.square().sqrt();
    if length <= 0.0 {
        return;
    }
    let axis = axis * (1.0 / length);
    for place in places {
        *place = Point {
            x: (place.x * axis.x + place.y * axis.y) * FLATTEN,
            y: place.y * axis.x - place.x * axis.y,
        };
    }
}

impl Place {
    /// The height of its label.
    fn line(&self) -> f64 {
        LINE * self.label.unwrap_or(0.0)
    }
}

impl Point {
    /// The square of its distance from the origin.
    fn square(self) -> f64 {
        self.x * self.x + self.y * self.y
    }
}

impl Add for Point {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            x: self.x + other.x,
            y: self.y + other.y,
        }
    }
}

impl Sub for Point {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        self + other * -1.0
    }
}

impl Mul<f64> for Point {
    type Output = Self;

    fn mul(self, factor: f64) -> Self {
        Self {
            x: self.x * factor,
            y: self.y * factor,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::made;
    use super::*;

    /// Rings of 40, 5 and 2 nodes with a spoke each, and three nodes without ties.
    fn rings() -> Graph {
        let mut edges = Vec::new();
        let mut first = 0;
        for n_nodes in [40, 5, 2] {
            let ring = (1..n_nodes).map(|idx| (first + idx - 1, first + idx, 1));
            edges.extend(ring);
            let spokes = (2..n_nodes).map(|idx| (first, first + idx, 1 + idx as u64));
            edges.extend(spokes);
            first += n_nodes;
        }
        made(first + 3, &edges)
    }

    #[test]
    fn nothing_covers_anything_else() {
        let graph = rings();
        let places = layout(&graph, &Options::default());
        let boxes: Vec<(Point, Room)> = (graph.network.node_weights().zip(&places))
            .map(|(node, place)| {
                let below = Point {
                    x: 0.0,
                    y: place.line() / 2.0,
                };
                (place.at + below, room_of(node, place))
            })
            .collect();
        for (idx, (a, room)) in boxes.iter().enumerate() {
            for (b, other) in &boxes[idx + 1..] {
                let away = *b - *a;
                let is_free = away.x.abs() >= room.x + other.x || away.y.abs() >= room.y + other.y;
                assert!(is_free, "{a:?} {room:?} {b:?} {other:?}");
            }
        }
    }

    #[test]
    fn threads_change_nothing() {
        let mut edges = Vec::new();
        for node in 1..1500 {
            edges.extend([(node / 2, node, 1), (node * 7 % node, node, 2)]);
        }
        edges.sort_unstable();
        edges.dedup_by_key(|(a, b, _)| (*a, *b));
        let graph = made(1500, &edges);
        let on = |n_threads| {
            let pool = rayon::ThreadPoolBuilder::new()
                .num_threads(n_threads)
                .build();
            let pool = pool.expect("a pool");
            pool.install(|| layout(&graph, &Options::default()))
        };
        assert_eq!(on(1), on(3));
    }

    #[test]
    fn who_stood_somewhere_stays_about_there() {
        let graph = rings();
        let fresh = layout(&graph, &Options::default());
        let ids = graph.network.node_weights().map(|node| node.id.clone());
        let start = ids.zip(fresh.iter().map(|place| place.at)).collect();
        let again = layout(&graph, &Options { seed: 7, start });
        let distance =
            |places: &[Place], a: usize, b: usize| (places[a].at - places[b].at).square().sqrt();
        for node in 1..40 {
            let moved = (again[node].at - fresh[node].at).square().sqrt();
            assert!(moved < distance(&fresh, 0, 20), "{node} moved by {moved}");
        }
    }

    #[test]
    fn small_graphs_have_places() {
        for n_nodes in 0..3 {
            let places = layout(&made(n_nodes, &[]), &Options::default());
            assert_eq!(places.len(), n_nodes);
            assert!(places.iter().all(|place| place.at.x.is_finite()));
        }
        let pair = layout(&made(2, &[(0, 1, 1)]), &Options::default());
        assert_ne!(pair[0].at, pair[1].at);
    }
}
