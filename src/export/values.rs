//! The attributes of nodes and edges as every format writes them: without control characters.

use std::borrow::Cow;

use petgraph::graph::{EdgeReference, NodeIndex};
use serde_json::Value;

use super::text::visible;
use crate::graph::{Column, Edge, Graph, edge_columns, edge_values, node_columns, node_values};

/// An edge with its ends.
pub(super) type Tie<'a> = EdgeReference<'a, Edge>;

/// The columns of the nodes but those named.
pub(super) fn node_columns_but(graph: &Graph, without: &[&str]) -> Vec<Column> {
    let columns = node_columns(graph).into_iter().map(|column| Column {
        name: visible(&column.name).into_owned(),
        ..column
    });
    columns
        .filter(|column| !without.contains(&column.name.as_str()))
        .collect()
}

/// The columns of the edges but those named.
pub(super) fn edge_columns_but(without: &[&str]) -> Vec<Column> {
    let columns = edge_columns().into_iter();
    columns
        .filter(|column| !without.contains(&column.name.as_str()))
        .collect()
}

/// The values of a node, in the order of its columns.
pub(super) fn of_node(graph: &Graph, index: NodeIndex) -> impl Iterator<Item = (String, Value)> {
    let values = node_values(graph, index).into_iter();
    values.map(|(name, value)| (visible(&name).into_owned(), clean(value)))
}

/// The values of an edge, in the order of its columns.
pub(super) fn of_edge<'a>(tie: &Tie<'a>) -> impl Iterator<Item = (&'static str, Value)> + use<'a> {
    edge_values(tie.weight()).map(|(name, value)| (name, clean(value)))
}

/// The weight of an edge, as its columns have it.
pub(super) fn weight_of(tie: &Tie<'_>) -> Value {
    let weight = of_edge(tie).find(|(name, _)| *name == "weight");
    weight.map_or(Value::Null, |(_, value)| value)
}

/// The place in `columns` of each of `values` that has one. Both are in the same order, so that a
/// value is found at once.
pub(super) fn placed<N: AsRef<str>>(
    columns: &[Column],
    values: impl Iterator<Item = (N, Value)>,
) -> impl Iterator<Item = (usize, Value)> {
    let mut next = 0;
    values.filter_map(move |(name, value)| {
        let ahead = columns[next..].iter();
        let distance = ahead
            .take_while(|column| column.name != name.as_ref())
            .count();
        let place = next + distance;
        (place < columns.len()).then(|| {
            next = place + 1;
            (place, value)
        })
    })
}

/// A value as text; the items of a list between ` | `.
pub(super) fn plain(value: &Value) -> Cow<'_, str> {
    match value {
        Value::String(text) => text.into(),
        Value::Array(items) => {
            let mut text = String::with_capacity(16 * items.len());
            for (idx, item) in items.iter().enumerate() {
                text.push_str(if idx > 0 { " | " } else { "" });
                text.push_str(&plain(item));
            }
            text.into()
        }
        Value::Null => "".into(),
        other => other.to_string().into(),
    }
}

fn clean(value: Value) -> Value {
    match value {
        Value::String(text) => match visible(&text) {
            Cow::Borrowed(_) => Value::String(text),
            Cow::Owned(text) => Value::String(text),
        },
        Value::Array(items) => items.into_iter().map(clean).collect(),
        other => other,
    }
}
