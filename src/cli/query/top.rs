//! `query top`: the entities by rank.

use std::io::Write;

use comention::graph::number_value;
use comention::query::{self, Rank};

use super::{By, TopArgs};
use crate::cli::Failure;
use crate::cli::table::{Column, Table};

pub(super) fn top(args: &TopArgs, out: &mut impl Write) -> Result<(), Failure> {
    let graph = args.answer.graph.load(None)?;
    let rank = match args.by {
        By::Mentions => Rank::Mentions,
        By::Documents => Rank::Documents,
        By::Degree => Rank::Degree,
        By::Strength => Rank::Strength,
    };
    let mut rows = Table::with_heads([
        "type".into(),
        "name".into(),
        "mentions".into(),
        Column::headed("documents", "in docs"),
        Column::headed("degree", "ties"),
        "strength".into(),
        Column::data_only("id"),
    ]);
    for index in query::top(&graph, rank)
        .into_iter()
        .take(args.answer.n_rows())
    {
        let node = &graph.network[index];
        rows.push(vec![
            node.entity_type.as_str().into(),
            node.name.as_str().into(),
            node.mentions.into(),
            node.documents.into(),
            graph.degree(index).into(),
            number_value(graph.strength(index)),
            node.id.as_str().into(),
        ]);
    }
    if graph.network.node_count() == 0 {
        return Err(Failure::NothingFound("the graph is empty".to_owned()));
    }
    Ok(rows.write(args.answer.format, out)?)
}
