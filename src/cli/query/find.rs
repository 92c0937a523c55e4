//! `query find`: the entities that a text may mean.

use std::io::Write;

use comention::query::{self, Match};

use super::One;
use crate::cli::Failure;
use crate::cli::source::{Reach, Source};
use crate::cli::table::{Column, Table};

pub(super) fn find(args: &One, source: &Source, out: &mut impl Write) -> Result<(), Failure> {
    let (graph, _) = args.answer.part(source, &[], Reach::Ties)?;
    let mut rows = Table::with_heads([
        "type".into(),
        "name".into(),
        "mentions".into(),
        Column::headed("documents", "in docs"),
        Column::headed("found_by", "found by"),
        "form".into(),
        "id".into(),
    ]);
    let found = query::find(&graph, &args.name);
    if found.is_empty() {
        let message = format!("nobody and nothing is called like `{}`", args.name);
        return Err(Failure::NothingFound(message));
    }
    for found in found.into_iter().take(args.answer.n_rows()) {
        let node = &graph.network[found.node];
        rows.push(vec![
            node.entity_type.as_str().into(),
            args.answer.name(node),
            node.mentions.into(),
            node.documents.into(),
            told(found.by).into(),
            found.form.into(),
            node.id.as_str().into(),
        ]);
    }
    args.answer.write(&rows, out)
}

fn told(by: Match) -> &'static str {
    match by {
        Match::Id => "id",
        Match::Name => "name",
        Match::Alias => "alias",
        Match::Start => "beginning",
        Match::Word => "word",
        Match::Part => "part",
        Match::Spelling => "spelling",
    }
}
