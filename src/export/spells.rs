//! The dates at which nodes and edges are there in, stretches of days out, as time lines want them:
//! in order, apart from each other, none without length.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil;
use petgraph::graph::{EdgeIndex, NodeIndex};

use crate::date::Date;
use crate::graph::Graph;
use crate::store::Presence;

/// From the beginning of a day to that of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Spell {
    pub(super) start: civil::Date,
    pub(super) end: civil::Date,
}

/// The spells of a graph.
#[derive(Debug, Default)]
pub(super) struct Spells {
    nodes: Vec<Vec<Spell>>,
    edges: Vec<Vec<Spell>>,
}

impl Spells {
    /// Of a month or a year, if no day is known, all of it counts. A node is there while one of its
    /// edges is; what has no date at all has no spell.
    pub(super) fn new(graph: &Graph, presence: &BTreeMap<Option<Date>, Presence>) -> Self {
        let mut spells = Self {
            nodes: vec![Vec::new(); graph.network.node_count()],
            edges: vec![Vec::new(); graph.network.edge_count()],
        };
        for (date, presence) in presence {
            let Some(spell) = date.and_then(spell) else {
                continue;
            };
            for &edge in presence.edges.keys() {
                spells.edges[edge.index()].push(spell);
                let (a, b) = graph.network.edge_endpoints(edge).unwrap_or_default();
                spells.nodes[a.index()].push(spell);
                spells.nodes[b.index()].push(spell);
            }
            for &node in presence.nodes.keys() {
                spells.nodes[node.index()].push(spell);
            }
        }
        for spells in spells.nodes.iter_mut().chain(&mut spells.edges) {
            *spells = joined(std::mem::take(spells));
        }
        spells
    }

    pub(super) fn of_node(&self, node: NodeIndex) -> &[Spell] {
        &self.nodes[node.index()]
    }

    pub(super) fn of_edge(&self, edge: EdgeIndex) -> &[Spell] {
        &self.edges[edge.index()]
    }
}

/// The days of a date, to the beginning of the day after; none if there is no such day.
fn spell(date: Date) -> Option<Spell> {
    let (year, month, day) = date.parts();
    let start = civil::Date::new(year, month.unwrap_or(1), day.unwrap_or(1)).ok()?;
    let length = match (month, day) {
        (_, Some(_)) => 1.day(),
        (Some(_), None) => 1.month(),
        (None, None) => 1.year(),
    };
    let end = start.checked_add(length).ok()?;
    Some(Spell { start, end })
}

/// The same stretches, those that touch or overlap as one.
fn joined(mut spells: Vec<Spell>) -> Vec<Spell> {
    spells.sort_unstable();
    let mut joined: Vec<Spell> = Vec::new();
    for spell in spells {
        match joined.last_mut() {
            Some(last) if spell.start <= last.end => last.end = last.end.max(spell.end),
            _ => joined.push(spell),
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(dates: &[&str], expected: &[&str]) {
        let dates = dates.iter().map(|date| date.parse().expect("a date"));
        let spells = joined(dates.filter_map(spell).collect());
        let found: Vec<String> = (spells.iter())
            .map(|spell| format!("{}..{}", spell.start, spell.end))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn days_in_a_row_are_one_spell() {
        check(
            &["2024-02-28", "2024-02-29", "2024-03-02"],
            &["2024-02-28..2024-03-01", "2024-03-02..2024-03-03"],
        );
        check(
            &["2024", "2023-12", "2025-01-01"],
            &["2023-12-01..2025-01-02"],
        );
        check(&["2023-02-31", "9999"], &[]);
    }
}
