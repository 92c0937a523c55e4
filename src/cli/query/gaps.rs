//! `query gaps`: pairs that share many neighbors and never meet.

use std::io::Write;

use comention::graph::six_digits;
use comention::query;

use super::All;
use crate::cli::Failure;
use crate::cli::source::{Reach, Source};
use crate::cli::table::{Column, Table};

pub(super) fn gaps(args: &All, source: &Source, out: &mut impl Write) -> Result<(), Failure> {
    let (graph, _) = args.answer.part(source, &[], Reach::Weights)?;
    let found = query::gaps(&graph, args.answer.n_rows());
    if found.is_empty() {
        let message = "all who share a neighbor are mentioned together".to_owned();
        return Err(Failure::NothingFound(message));
    }
    let mut rows = Table::with_heads([
        "one".into(),
        "other".into(),
        Column::headed("n_shared", "neighbors shared"),
        "score".into(),
        Column::data_only("id_one"),
        Column::data_only("id_other"),
    ]);
    for gap in found {
        let [one, other] = gap.nodes.map(|node| &graph.network[node]);
        rows.push(vec![
            args.answer.name(one),
            args.answer.name(other),
            gap.n_shared.into(),
            six_digits(gap.score).into(),
            one.id.as_str().into(),
            other.id.as_str().into(),
        ]);
    }
    args.answer.write(&rows, out)
}
