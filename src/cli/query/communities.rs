//! `query communities`: the groups that the network falls into.

use std::io::Write;

use serde_json::Value;

use super::All;
use crate::cli::source::{Reach, Source};
use crate::cli::table::{Column, Form, Table};
use crate::cli::{Failure, look};

pub(super) fn communities(
    args: &All,
    source: &Source,
    out: &mut impl Write,
) -> Result<(), Failure> {
    let (graph, _) = args.answer.part(source, &[], Reach::Weights)?;
    let partition = args.answer.partition(source, &graph)?;
    if partition.communities.is_empty() {
        let message = "nobody is mentioned together with another".to_owned();
        return Err(Failure::NothingFound(message));
    }
    let mut members: Vec<Vec<Value>> = vec![Vec::new(); partition.communities.len()];
    for node in graph.strongest_nodes() {
        if let Some(community) = partition.of[node.index()] {
            members[community as usize].push(graph.network[node].id.as_str().into());
        }
    }
    let mut rows = Table::with_heads([
        Column::headed("community", "no"),
        Column::headed("n_members", "members"),
        Column::headed("name", "strongest"),
        Column::data_only("members"),
    ]);
    let found = partition.communities.iter().zip(members);
    for (idx, (community, members)) in found.enumerate().take(args.answer.n_rows()) {
        rows.push(vec![
            (idx + 1).into(),
            community.n_members.into(),
            community.name.as_str().into(),
            members.into(),
        ]);
    }
    rows.write(args.answer.format, out)?;
    if args.answer.format == Form::Table {
        let n_all = look::count(partition.communities.len() as u64, "community");
        writeln!(out, "\n{n_all}, modularity {:.2}", partition.modularity)?;
    }
    Ok(())
}
