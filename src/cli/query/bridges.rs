//! `query bridges`: the entities that join groups.

use std::io::Write;

use comention::graph::{number_value, six_digits};
use comention::query;

use super::All;
use crate::cli::Failure;
use crate::cli::source::{Reach, Source};
use crate::cli::table::{Column, Table};

/// The groups that a row names besides the own.
const N_JOINED: usize = 2;

pub(super) fn bridges(args: &All, source: &Source, out: &mut impl Write) -> Result<(), Failure> {
    let (graph, _) = args.answer.part(source, &[], Reach::Weights)?;
    let partition = args.answer.partition(source, &graph)?;
    let found = query::bridges(&graph, &partition);
    if found.is_empty() {
        let message = "nobody has ties into more than one group".to_owned();
        return Err(Failure::NothingFound(message));
    }
    let mut rows = Table::with_heads([
        "type".into(),
        "name".into(),
        "outside".into(),
        Column::headed("participation", "spread"),
        Column::headed("community", "of group"),
        Column::headed("joins", "joins it to"),
        Column::data_only("id"),
    ]);
    // A group is named by its strongest member.
    let name = |community: u32| {
        let name = &partition.communities[community as usize].name;
        name.split(", ").next().unwrap_or(name).to_owned()
    };
    for bridge in found.iter().take(args.answer.n_rows()) {
        let node = &graph.network[bridge.node];
        let joins: Vec<_> = bridge
            .joins
            .iter()
            .take(N_JOINED)
            .map(|of| name(*of))
            .collect();
        rows.push(vec![
            node.entity_type.as_str().into(),
            args.answer.name(node),
            number_value(bridge.outside),
            six_digits(bridge.participation).into(),
            name(bridge.community).into(),
            joins.join(", ").into(),
            node.id.as_str().into(),
        ]);
    }
    args.answer.write(&rows, out)
}
