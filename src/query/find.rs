//! A text as a person types it in, the nodes it may mean out.

use petgraph::graph::NodeIndex;

use super::resolve::{LIKENESS, folded, likeness};
use crate::graph::{Graph, Node};

/// How a node was found, the surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Match {
    /// By its id.
    Id,
    /// By its name.
    Name,
    /// By another of its forms.
    Alias,
    /// A form begins with the text.
    Start,
    /// A word of a form does.
    Word,
    /// A form holds it.
    Part,
    /// A form is spelt much like it.
    Spelling,
}

/// A node that a text may mean.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// The node.
    pub node: NodeIndex,
    /// What it was found by.
    pub by: Match,
    /// The form that matches.
    pub form: String,
}

/// The nodes that `text` may mean, the surest first; of one sureness, those mentioned most often.
/// Case and diacritics do not matter.
pub fn find(graph: &Graph, text: &str) -> Vec<Found> {
    let wanted = folded(text);
    if wanted.is_empty() {
        return Vec::new();
    }
    let mut found: Vec<Found> = graph
        .network
        .node_indices()
        .filter_map(|node| {
            let (by, form) = best(&graph.network[node], &wanted)?;
            Some(Found { node, by, form })
        })
        .collect();
    let mentions = |found: &Found| graph.network[found.node].mentions;
    found.sort_by(|a, b| a.by.cmp(&b.by).then(mentions(b).cmp(&mentions(a))));
    found
}

fn best(node: &Node, wanted: &str) -> Option<(Match, String)> {
    let of_id = (folded(&node.id) == wanted).then(|| (Match::Id, node.id.clone()));
    let forms = std::iter::once(&node.name).chain(&node.aliases);
    let of_forms = forms.enumerate().filter_map(|(idx, form)| {
        let by = matching(&folded(form), wanted, idx == 0)?;
        Some((by, form.clone()))
    });
    of_forms.chain(of_id).min_by_key(|(by, _)| *by)
}

fn matching(form: &str, wanted: &str, is_name: bool) -> Option<Match> {
    let by = match form.find(wanted) {
        Some(0) if form.len() == wanted.len() && is_name => Match::Name,
        Some(0) if form.len() == wanted.len() => Match::Alias,
        Some(0) => Match::Start,
        Some(_) if form.contains(&format!(" {wanted}")) => Match::Word,
        Some(_) => Match::Part,
        None if likeness(form, wanted) >= LIKENESS => Match::Spelling,
        None => return None,
    };
    Some(by)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::made;

    fn check(text: &str, expected: &[(usize, Match)]) {
        let graph = made(3, &[]);
        let found: Vec<(usize, Match)> = find(&graph, text)
            .into_iter()
            .map(|found| (found.node.index(), found.by))
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn the_surest_come_first() {
        check("n0001", &[(1, Match::Id)]);
        check(
            "NAME 2",
            &[(2, Match::Name), (0, Match::Spelling), (1, Match::Spelling)],
        );
        check(
            "nam",
            &[(0, Match::Start), (1, Match::Start), (2, Match::Start)],
        );
        check("1", &[(1, Match::Word)]);
        check("me 0", &[(0, Match::Part)]);
        check("", &[]);
        check("zzz", &[]);
    }
}
