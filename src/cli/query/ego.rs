//! `query ego`: all who are near an entity.

use std::io::Write;

use comention::query;

use super::Answer;
use crate::cli::Failure;
use crate::cli::source::{Reach, Source};
use crate::cli::table::{Column, Table};

#[derive(clap::Args)]
pub(super) struct Args {
    /// An entity
    name: String,

    /// So many ties away at most
    #[arg(long, value_name = "N", default_value_t = 2)]
    depth: usize,

    #[command(flatten)]
    pub(super) answer: Answer,
}

pub(super) fn ego(args: &Args, source: &Source, out: &mut impl Write) -> Result<(), Failure> {
    let reach = match args.depth {
        0 | 1 => Reach::Ties,
        _ => Reach::Weights,
    };
    let (graph, nodes) = args.answer.part(source, &[&args.name], reach)?;
    let found = query::ego(&graph, nodes[0], args.depth);
    if found.is_empty() {
        let name = &graph.network[nodes[0]].name;
        let message = format!("nobody is mentioned together with `{name}`");
        return Err(Failure::NothingFound(message));
    }
    let mut rows = Table::with_heads([
        Column::headed("distance", "ties away"),
        "type".into(),
        "name".into(),
        Column::headed("weight", "together"),
        Column::headed("via", "with"),
        Column::data_only("id"),
    ]);
    for near in found.iter().take(args.answer.n_rows()) {
        let node = &graph.network[near.node];
        rows.push(vec![
            near.distance.into(),
            node.entity_type.as_str().into(),
            args.answer.name(node),
            near.edge.counts.weight.into(),
            args.answer.name(&graph.network[near.via]),
            node.id.as_str().into(),
        ]);
    }
    args.answer.write(&rows, out)
}
