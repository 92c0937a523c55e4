//! The attributes of nodes and edges, named alike in every format.

use std::collections::BTreeMap;

use petgraph::graph::NodeIndex;
use serde_json::Value;

use super::{Edge, Graph, Node};

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
}

const NODE_COLUMNS: [(&str, ColumnType); 8] = [
    ("label", ColumnType::Text),
    ("name", ColumnType::Text),
    ("type", ColumnType::Text),
    ("mentions", ColumnType::Integer),
    ("documents", ColumnType::Integer),
    ("degree", ColumnType::Integer),
    ("strength", ColumnType::Integer),
    ("aliases", ColumnType::List),
];

const EDGE_COLUMNS: [(&str, ColumnType); 11] = [
    ("weight", ColumnType::Integer),
    ("sentences", ColumnType::Integer),
    ("paragraphs", ColumnType::Integer),
    ("sections", ColumnType::Integer),
    ("documents", ColumnType::Integer),
    ("pmi", ColumnType::Number),
    ("npmi", ColumnType::Number),
    ("g2", ColumnType::Number),
    ("jaccard", ColumnType::Number),
    ("association", ColumnType::Number),
    ("alpha", ColumnType::Number),
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

/// The columns of the nodes: those every graph has, then the gazetteer's own by name.
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
    fixed(&NODE_COLUMNS).chain(own).collect()
}

/// The columns of the edges.
pub fn edge_columns() -> Vec<Column> {
    fixed(&EDGE_COLUMNS).collect()
}

/// The values of a node by the names of [`node_columns`]; what it lacks is left out.
pub fn node_values(graph: &Graph, index: NodeIndex) -> Vec<(String, Value)> {
    let node: &Node = &graph.network[index];
    let fixed: [Value; NODE_COLUMNS.len()] = [
        node.name.as_str().into(),
        node.name.as_str().into(),
        node.entity_type.as_str().into(),
        node.mentions.into(),
        node.documents.into(),
        graph.degree(index).into(),
        graph.strength(index).into(),
        node.aliases.clone().into(),
    ];
    let names = NODE_COLUMNS.iter().map(|(name, _)| (*name).to_owned());
    let own = node
        .attributes
        .iter()
        .map(|(name, value)| (own_name(name), value.clone()));
    names.zip(fixed).chain(own).collect()
}

/// The values of an edge, in the order of [`edge_columns`]; numbers have six significant digits.
pub fn edge_values(edge: &Edge) -> impl Iterator<Item = (&'static str, Value)> {
    let (counts, measures) = (edge.counts, edge.measures);
    let values: [Value; EDGE_COLUMNS.len()] = [
        counts.weight.into(),
        counts.sentences.into(),
        counts.paragraphs.into(),
        counts.sections.into(),
        counts.documents.into(),
        six_digits(measures.pmi).into(),
        six_digits(measures.npmi).into(),
        six_digits(measures.g2).into(),
        six_digits(measures.jaccard).into(),
        six_digits(measures.association).into(),
        six_digits(measures.alpha).into(),
    ];
    EDGE_COLUMNS.iter().map(|(name, _)| *name).zip(values)
}

/// `number` to six significant digits, as all outputs give it.
pub fn six_digits(number: f64) -> f64 {
    format!("{number:.5e}")
        .parse()
        .expect("a number that was just written")
}

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
