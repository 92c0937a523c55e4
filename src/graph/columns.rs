//! The attributes of nodes and edges, named alike in every format.

use std::collections::BTreeMap;

use petgraph::graph::NodeIndex;
use serde_json::Value;

use super::{Edge, Graph, Node};
use crate::date::{Date, Dates};

/// One attribute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// What its values are.
    pub column_type: ColumnType,
}

/// What the values of a column are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnType {
    /// Text.
    Text,
    /// Whole numbers.
    Integer,
    /// Numbers.
    Number,
    /// Lists of texts.
    List,
    /// True or false.
    Truth,
}

/// The column that only a graph with candidates has.
const CANDIDATE: &str = "candidate";

const NODE_COLUMNS: [(&str, ColumnType); 17] = [
    ("label", ColumnType::Text),
    ("name", ColumnType::Text),
    ("type", ColumnType::Text),
    (CANDIDATE, ColumnType::Truth),
    ("mentions", ColumnType::Integer),
    ("documents", ColumnType::Integer),
    ("degree", ColumnType::Integer),
    ("strength", ColumnType::Number),
    ("pagerank", ColumnType::Number),
    ("betweenness", ColumnType::Number),
    ("closeness", ColumnType::Number),
    ("core", ColumnType::Integer),
    ("community", ColumnType::Integer),
    ("community_name", ColumnType::Text),
    ("first", ColumnType::Text),
    ("last", ColumnType::Text),
    ("aliases", ColumnType::List),
];

const EDGE_COLUMNS: [(&str, ColumnType); 15] = [
    ("weight", ColumnType::Number),
    ("sentences", ColumnType::Integer),
    ("paragraphs", ColumnType::Integer),
    ("sections", ColumnType::Integer),
    ("documents", ColumnType::Integer),
    ("first", ColumnType::Text),
    ("last", ColumnType::Text),
    ("pmi", ColumnType::Number),
    ("npmi", ColumnType::Number),
    ("g2", ColumnType::Number),
    ("jaccard", ColumnType::Number),
    ("association", ColumnType::Number),
    ("alpha", ColumnType::Number),
    ("score", ColumnType::Number),
    ("about", ColumnType::List),
];

/// Names that readers of graph files give a meaning of their own; a gazetteer's attribute of such
/// a name gets a `_` behind it.
const RESERVED: [&str; 15] = [
    "id",
    "key",
    "source",
    "target",
    "weight",
    "size",
    "color",
    "x",
    "y",
    "z",
    "r",
    "g",
    "b",
    "interaction",
    "nodelabel",
];

/// The columns that only a measured graph has.
const STANDING: [&str; 6] = [
    "pagerank",
    "betweenness",
    "closeness",
    "core",
    "community",
    "community_name",
];

/// The columns of the nodes: those every graph has, `candidate` if these were asked for, those of its
/// [`Standings`](super::Standings) if it is measured, then the gazetteer's own by name.
pub fn node_columns(graph: &Graph) -> Vec<Column> {
    let mut own: BTreeMap<&String, ColumnType> = BTreeMap::new();
    for node in graph.network.node_weights() {
        for (name, value) in &node.attributes {
            let wanted = type_of(value);
            let column = own.entry(name).or_insert(wanted);
            if *column != wanted {
                *column = ColumnType::Text;
            }
        }
    }
    let own = own.into_iter().map(|(name, column_type)| Column {
        name: own_name(name),
        column_type,
    });
    let is_measured = graph.standings().is_some();
    let mut nodes = graph.network.node_weights();
    let has_candidates = nodes.any(|node| node.candidate.is_some());
    let known = fixed(&NODE_COLUMNS).filter(|column| match column.name.as_str() {
        CANDIDATE => has_candidates,
        name => is_measured || !is_standing(name),
    });
    known.chain(own).collect()
}

/// Whether a node has the column `name` only where the graph is measured.
pub(super) fn is_standing(name: &str) -> bool {
    STANDING.contains(&name)
}

/// Whether both nodes and edges have the column `name`.
pub(super) fn is_of_both(name: &str) -> bool {
    let is_in = |columns: &[(&str, ColumnType)]| columns.iter().any(|(known, _)| *known == name);
    is_in(&NODE_COLUMNS) && is_in(&EDGE_COLUMNS)
}

/// The columns of the edges.
pub fn edge_columns() -> Vec<Column> {
    fixed(&EDGE_COLUMNS).collect()
}

/// The values of a node by the names of [`node_columns`], in their order; what it lacks is left
/// out. Communities are numbered from 1.
pub fn node_values(graph: &Graph, index: NodeIndex) -> Vec<(String, Value)> {
    let node: &Node = &graph.network[index];
    let mut values: Vec<(&str, Value)> = vec![
        ("label", node.name.as_str().into()),
        ("name", node.name.as_str().into()),
        ("type", node.entity_type.as_str().into()),
    ];
    values.extend(node.candidate.map(|is| (CANDIDATE, is.into())));
    values.extend([
        ("mentions", node.mentions.into()),
        ("documents", node.documents.into()),
        ("degree", graph.degree(index).into()),
        ("strength", number_value(graph.strength(index))),
    ]);
    if let (Some(standings), Some(standing)) = (graph.standings(), graph.standing(index)) {
        values.extend([
            ("pagerank", six_digits(standing.pagerank).into()),
            ("betweenness", six_digits(standing.betweenness).into()),
            ("closeness", six_digits(standing.closeness).into()),
            ("core", standing.core.into()),
        ]);
        if let Some(idx) = standing.community {
            let name = standings.communities[idx as usize].name.as_str();
            values.extend([
                ("community", (idx + 1).into()),
                ("community_name", name.into()),
            ]);
        }
    }
    if let Some(dates) = node.dates {
        values.extend([
            ("first", dates.first.to_string().into()),
            ("last", dates.last.to_string().into()),
        ]);
    }
    values.push(("aliases", node.aliases.clone().into()));
    let known = values
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value));
    let own = node
        .attributes
        .iter()
        .map(|(name, value)| (own_name(name), value.clone()));
    known.chain(own).collect()
}

/// The values of an edge by the names of [`edge_columns`], in their order; numbers have six
/// significant digits. What it lacks is left out: `about` where nobody asked for it, `first` and
/// `last` where no date is known.
pub fn edge_values(edge: &Edge) -> impl Iterator<Item = (&'static str, Value)> + use<> {
    let (counts, measures) = (edge.counts, edge.measures);
    // The count itself, if that is the weight: floating point holds whole numbers to 2^53 only.
    let weight = match edge.weight == counts.weight as f64 {
        true => counts.weight.into(),
        false => six_digits(edge.weight).into(),
    };
    let date = |of: fn(Dates) -> Date| counts.dates.map(|dates| of(dates).to_string().into());
    let values: [Option<Value>; EDGE_COLUMNS.len()] = [
        Some(weight),
        Some(counts.sentences.into()),
        Some(counts.paragraphs.into()),
        Some(counts.sections.into()),
        Some(counts.documents.into()),
        date(|dates| dates.first),
        date(|dates| dates.last),
        Some(six_digits(measures.pmi).into()),
        Some(six_digits(measures.npmi).into()),
        Some(six_digits(measures.g2).into()),
        Some(six_digits(measures.jaccard).into()),
        Some(six_digits(measures.association).into()),
        Some(six_digits(measures.alpha).into()),
        Some(six_digits(measures.score).into()),
        (!edge.about.is_empty()).then(|| edge.about.clone().into()),
    ];
    let names = EDGE_COLUMNS.iter().map(|(name, _)| *name);
    names
        .zip(values)
        .filter_map(|(name, value)| Some((name, value?)))
}

/// A whole number as one, any other to six significant digits.
pub fn number_value(number: f64) -> Value {
    match number.fract() == 0.0 && (0.0..u64::MAX as f64).contains(&number) {
        true => (number as u64).into(),
        false => six_digits(number).into(),
    }
}

/// `number` to six significant digits, as all outputs give it.
pub fn six_digits(number: f64) -> f64 {
    let shift = 5.0 - libm::floor(libm::log10(number.abs()));
    // Powers of ten up to this one are exact, and so the quotient is the number nearest to the
    // digits; it is many times faster than to write and read them.
    let power = POWERS.get(shift.abs() as usize);
    let Some(power) = power.filter(|_| shift.is_finite()) else {
        return six_digits_as_text(number);
    };
    match shift >= 0.0 {
        true => (number * power).round() / power,
        false => (number / power).round() * power,
    }
}

fn six_digits_as_text(number: f64) -> f64 {
    format!("{number:.5e}")
        .parse()
        .expect("a number that was just written")
}

/// The powers of ten that a number of 64 bits holds exactly.
const POWERS: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
];

fn fixed(columns: &[(&str, ColumnType)]) -> impl Iterator<Item = Column> {
    columns.iter().map(|&(name, column_type)| Column {
        name: name.to_owned(),
        column_type,
    })
}

fn own_name(name: &str) -> String {
    let is_taken = RESERVED.contains(&name) || NODE_COLUMNS.iter().any(|(known, _)| *known == name);
    match is_taken {
        true => format!("{name}_"),
        false => name.to_owned(),
    }
}

fn type_of(value: &Value) -> ColumnType {
    match value {
        Value::Number(number) if number.is_i64() || number.is_u64() => ColumnType::Integer,
        Value::Number(_) => ColumnType::Number,
        Value::Array(_) => ColumnType::List,
        _ => ColumnType::Text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn six_digits_are_those_that_would_be_written() {
        for number in [
            0.0,
            -0.5,
            1.0 / 3.0,
            2.0 / 3e-7,
            999_999.5,
            1e-12,
            123_456_789.0,
            1e300,
        ] {
            for number in [number, -number, number * 0.7, number * 1.3e-5] {
                assert_eq!(six_digits(number), six_digits_as_text(number), "{number}");
            }
        }
    }
}
