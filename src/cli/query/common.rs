//! `query common`: who is mentioned with the one and with the other.

use std::io::Write;

use comention::query;

use super::Two;
use crate::cli::Failure;
use crate::cli::source::{Reach, Source};
use crate::cli::table::{Column, Table};

pub(super) fn common(args: &Two, source: &Source, out: &mut impl Write) -> Result<(), Failure> {
    let names = [args.one.as_str(), args.other.as_str()];
    let (graph, nodes) = args.answer.part(source, &names, Reach::Ties)?;
    let [one, other] = [nodes[0], nodes[1]].map(|node| graph.network[node].name.as_str());
    let found = query::common(&graph, nodes[0], nodes[1]);
    if found.is_empty() {
        let message = format!("nobody is mentioned both with `{one}` and with `{other}`");
        return Err(Failure::NothingFound(message));
    }
    let mut rows = Table::with_heads([
        "type".into(),
        "name".into(),
        Column::headed("weight_one", &format!("with {one}")),
        Column::headed("weight_other", &format!("with {other}")),
        Column::data_only("id"),
    ]);
    for common in found.iter().take(args.answer.n_rows()) {
        let node = &graph.network[common.node];
        rows.push(vec![
            node.entity_type.as_str().into(),
            args.answer.name(node),
            common.edges[0].counts.weight.into(),
            common.edges[1].counts.weight.into(),
            node.id.as_str().into(),
        ]);
    }
    args.answer.write(&rows, out)
}
