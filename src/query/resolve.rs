//! A name as a person types it in, the node it means out.

use petgraph::graph::NodeIndex;

use crate::error::{Error, Result};
use crate::gazetteer::fold;
use crate::graph::{Graph, Node};

/// How alike two names must be to be suggested for one another, from 0 to 1; chosen by trial, so
/// that one letter too many or too few in a surname is forgiven.
pub(super) const LIKENESS: f64 = 0.85;

/// The most suggestions.
const N_SUGGESTIONS: usize = 3;

/// Takes `name` as an id, else as a name, else as an alias or surname; in any case, with or without
/// diacritics.
///
/// # Errors
///
/// [`Error::UnknownName`] with the closest names, or [`Error::AmbiguousName`] with the choices.
pub fn resolve(graph: &Graph, name: &str) -> Result<NodeIndex> {
    let nodes = || graph.network.node_indices();
    if let Some(node) = nodes().find(|&node| graph.network[node].id == name) {
        return Ok(node);
    }
    let wanted = folded(name);
    let tries: [fn(&Node, &str) -> bool; 4] = [
        |node, wanted| folded(&node.id) == wanted,
        |node, wanted| folded(&node.name) == wanted,
        |node, wanted| node.aliases.iter().any(|alias| folded(alias) == wanted),
        |node, wanted| folded(&node.name).ends_with(&format!(" {wanted}")),
    ];
    for is_meant in tries {
        let found: Vec<_> = nodes()
            .filter(|&node| is_meant(&graph.network[node], &wanted))
            .collect();
        match found.as_slice() {
            [] => {}
            [node] => return Ok(*node),
            several => return Err(ambiguous(graph, name, several)),
        }
    }
    Err(unknown(graph, name, &wanted))
}

pub(super) fn folded(name: &str) -> String {
    let words: Vec<_> = name.split_whitespace().map(fold::word).collect();
    words.join(" ")
}

/// A shorter word, as an acronym, is never another misspelt.
const SHORTEST: usize = 4;

/// What is so many times as long as a form is never like it, and could be of any length.
const MOST_TIMES: usize = 8;

/// How alike a folded form, or its last word, and `wanted` are, from 0 to 1.
pub(super) fn likeness(form: &str, wanted: &str) -> f64 {
    let last_word = form.rsplit(' ').next().unwrap_or(form);
    let alike = |part: &str| match part.chars().nth(SHORTEST - 1) {
        Some(_) if wanted.len() <= MOST_TIMES * part.len() => strsim::jaro_winkler(part, wanted),
        _ => 0.0,
    };
    alike(form).max(alike(last_word))
}

fn ambiguous(graph: &Graph, name: &str, nodes: &[NodeIndex]) -> Error {
    let choice = |node: &NodeIndex| {
        let node = &graph.network[*node];
        let mentions = match node.mentions {
            1 => "1 mention".to_owned(),
            n => format!("{n} mentions"),
        };
        format!("{} ({}, {})", node.id, node.entity_type.as_str(), mentions)
    };
    Error::AmbiguousName {
        name: name.to_owned(),
        choices: nodes.iter().map(choice).collect(),
    }
}

fn unknown(graph: &Graph, name: &str, wanted: &str) -> Error {
    let of_node = |node: &Node| {
        let forms = std::iter::once(&node.name).chain(&node.aliases);
        let likenesses = forms.map(|form| likeness(&folded(form), wanted));
        likenesses.fold(0.0, f64::max)
    };
    let mut close: Vec<(f64, &Node)> = graph
        .network
        .node_weights()
        .map(|node| (of_node(node), node))
        .filter(|(likeness, _)| *likeness >= LIKENESS)
        .collect();
    close.sort_by(|a, b| b.0.total_cmp(&a.0).then(b.1.mentions.cmp(&a.1.mentions)));
    let names = close.into_iter().map(|(_, node)| node.name.clone());
    Error::UnknownName {
        name: name.to_owned(),
        suggestions: names.take(N_SUGGESTIONS).collect(),
    }
}
