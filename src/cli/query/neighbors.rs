//! `query neighbors`: who is mentioned together with an entity.

use std::io::Write;

use comention::graph::{Graph, six_digits};
use comention::query::neighbors;
use petgraph::graph::NodeIndex;

use super::{Answer, Told};
use crate::cli::Failure;
use crate::cli::source::Source;
use crate::cli::table::{Column, Table};

pub(super) fn list_neighbors(
    args: &Told,
    source: &Source,
    out: &mut impl Write,
) -> Result<(), Failure> {
    let (graph, index) = args.load(source)?;
    let ties = neighbor_table(&graph, index, &args.answer);
    if graph.degree(index) == 0 {
        let message = format!(
            "nobody is mentioned together with `{}`",
            graph.network[index].name
        );
        return Err(Failure::NothingFound(message));
    }
    args.answer.write(&ties, out)
}

pub(super) fn neighbor_table(graph: &Graph, index: NodeIndex, answer: &Answer) -> Table {
    let ties: Vec<_> = neighbors(graph, index)
        .into_iter()
        .take(answer.n_rows())
        .collect();
    let is_told = ties.iter().any(|tie| !tie.edge.about.is_empty());
    let mut columns = vec![
        "type".into(),
        "name".into(),
        Column::headed("weight", "together"),
        Column::headed("documents", "in docs"),
        "npmi".into(),
        Column::data_only("id"),
    ];
    if is_told {
        columns.push(Column::headed("about", "what it is about"));
    }
    let mut rows = Table::with_heads(columns);
    for tie in ties {
        let node = &graph.network[tie.node];
        let about = is_told.then(|| tie.edge.about.join(", ").into());
        let values = [
            node.entity_type.as_str().into(),
            answer.name(node),
            tie.edge.counts.weight.into(),
            tie.edge.counts.documents.into(),
            six_digits(tie.edge.measures.npmi).into(),
            node.id.as_str().into(),
        ];
        rows.push(values.into_iter().chain(about).collect());
    }
    rows
}
