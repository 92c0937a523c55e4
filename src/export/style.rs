//! How nodes and edges look, the same in every format.
//!
//! The palette is that of Okabe and Ito (2008), "Color Universal Design", which color-blind
//! readers can tell apart.

use crate::gazetteer::EntityType;
use crate::graph::{Change, Fate, Graph, Node};

/// Red, green, blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Color(pub(super) [u8; 3]);

impl Color {
    /// `#rrggbb`.
    pub(super) fn hex(self) -> String {
        let [r, g, b] = self.0;
        format!("#{r:02X}{g:02X}{b:02X}")
    }

    /// The color on white paper with little ink, so that black text stays legible on it.
    pub(super) fn tint(self) -> Self {
        Self(self.0.map(|part| 255 - (255 - part) / 4))
    }
}

/// The rest of the palette, for declared types in the order of their names.
const FURTHER: [Color; 4] = [
    Color([0xE6, 0x9F, 0x00]),
    Color([0xCC, 0x79, 0xA7]),
    Color([0x56, 0xB4, 0xE9]),
    Color([0xF0, 0xE4, 0x42]),
];

/// How the line of a tie that changed is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Stroke {
    pub(super) color: Color,
    /// Dash and gap, for those who do not see colors; none where the line is solid.
    pub(super) dash: Option<&'static str>,
    /// What that says.
    pub(super) name: &'static str,
}

/// What came or grew is blue and solid, what went or shrank is red and broken.
pub(super) const STROKES: [(Fate, Stroke); 4] = [
    (Fate::Came, Stroke::solid([0x00, 0x72, 0xB2], "came")),
    (Fate::Grew, Stroke::solid([0x56, 0xB4, 0xE9], "grew")),
    (
        Fate::Shrank,
        Stroke::broken([0xE6, 0x9F, 0x00], "8 4", "shrank"),
    ),
    (
        Fate::Went,
        Stroke::broken([0xD5, 0x5E, 0x00], "2 5", "went"),
    ),
];

impl Stroke {
    const fn solid(color: [u8; 3], name: &'static str) -> Self {
        Self {
            color: Color(color),
            dash: None,
            name,
        }
    }

    const fn broken(color: [u8; 3], dash: &'static str, name: &'static str) -> Self {
        Self {
            dash: Some(dash),
            ..Self::solid(color, name)
        }
    }

    pub(super) fn of(fate: Fate) -> Self {
        let found = STROKES.iter().find(|(known, _)| *known == fate);
        found.map_or(STROKES[0].1, |(_, stroke)| *stroke)
    }
}

/// How often the ends of a tie were together, and are: `came, 0 then 3`.
pub(super) fn told(change: &Change) -> String {
    let name = Stroke::of(change.fate).name;
    format!("{name}, {} then {}", change.old.windows, change.new.windows)
}

/// What a node is, in words: its type, and whether it is a candidate.
pub(super) fn kind(node: &Node) -> String {
    let candidate = if node.is_candidate() {
        ", candidate"
    } else {
        ""
    };
    format!("{}{candidate}", node.entity_type.as_str())
}

/// The colors and scales of one graph.
pub(super) struct Style {
    declared: Vec<String>,
    max_mentions: f64,
    /// The least weight, or 1 where that is less, and the most.
    weights: (f64, f64),
}

impl Style {
    pub(super) fn new(graph: &Graph) -> Self {
        let types = graph.network.node_weights().map(|node| &node.entity_type);
        let mut declared: Vec<String> = types
            .filter_map(|entity_type| match entity_type {
                EntityType::Declared(name) => Some(name.clone()),
                _ => None,
            })
            .collect();
        declared.sort();
        declared.dedup();
        let mentions = graph.network.node_weights().map(|node| node.mentions);
        let weights = || graph.network.edge_weights().map(|edge| edge.weight);
        Self {
            declared,
            max_mentions: mentions.max().unwrap_or(1).max(1) as f64,
            weights: (weights().fold(1.0, f64::min), weights().fold(0.0, f64::max)),
        }
    }

    pub(super) fn color(&self, entity_type: &EntityType) -> Color {
        match entity_type {
            EntityType::Person => Color([0x00, 0x72, 0xB2]),
            EntityType::Place => Color([0x00, 0x9E, 0x73]),
            EntityType::Organisation => Color([0xD5, 0x5E, 0x00]),
            EntityType::Other => Color([0x7F, 0x7F, 0x7F]),
            EntityType::Declared(name) => {
                let place = self.declared.binary_search(name).unwrap_or(0);
                FURTHER[place % FURTHER.len()]
            }
        }
    }

    /// From `low` for no mention to `high` for the most, so that a node's area grows with them.
    pub(super) fn size(&self, mentions: u64, low: f64, high: f64) -> f64 {
        low + (high - low) * (mentions as f64 / self.max_mentions).sqrt()
    }

    /// From 0.8 for the weakest tie, which a print still shows, to 6 for the strongest.
    pub(super) fn width(&self, weight: f64) -> f64 {
        0.8 + 5.2 * self.share(weight)
    }

    /// How strong a tie is among those of the graph, from 0 to 1; 0 for a weight of 1.
    pub(super) fn share(&self, weight: f64) -> f64 {
        let (least, most) = self.weights;
        match most > least {
            true => ((weight - least) / (most - least)).clamp(0.0, 1.0).sqrt(),
            false => 0.0,
        }
    }
}
