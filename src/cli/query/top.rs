//! `query top`: the entities by rank.

use std::io::Write;
use std::rc::Rc;

use clap::ValueEnum;
use comention::graph::{number_value, six_digits};
use comention::query::{self, Rank};

use super::Answer;
use crate::cli::Failure;
use crate::cli::source::{Reach, Source};
use crate::cli::table::{Column, Table};

#[derive(clap::Args)]
pub(super) struct Args {
    /// What to rank by
    #[arg(long, value_enum, default_value = "mentions")]
    by: By,

    #[command(flatten)]
    pub(super) answer: Answer,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum By {
    /// How often they are mentioned
    Mentions,
    /// In how many documents
    Documents,
    /// The number of their ties
    Degree,
    /// The sum of their ties' weights
    Strength,
    /// Brin and Page's rank: tied to those who rank high
    Pagerank,
    /// The share of the shortest paths that lead through them; takes up to some seconds
    Betweenness,
}

/// Digits behind the point of ranks below 1.
const N_DIGITS: usize = 4;

pub(super) fn top(args: &Args, source: &Source, out: &mut impl Write) -> Result<(), Failure> {
    let (mut graph, _) = args.answer.part(source, &[], Reach::Weights)?;
    if matches!(args.by, By::Pagerank | By::Betweenness)
        && let Some(standings) = args.answer.standings(source, &graph)?
    {
        Rc::make_mut(&mut graph).set_standings(standings);
    }
    let (rank, of_rank) = match args.by {
        By::Mentions => (Rank::Mentions, None),
        By::Documents => (Rank::Documents, None),
        By::Degree => (Rank::Degree, None),
        By::Strength => (Rank::Strength, None),
        By::Pagerank => (Rank::Pagerank, Some("pagerank")),
        By::Betweenness => (Rank::Betweenness, Some("betweenness")),
    };
    let columns = [
        "type".into(),
        "name".into(),
        "mentions".into(),
        Column::headed("documents", "in docs"),
        Column::headed("degree", "ties"),
        "strength".into(),
        Column::data_only("id"),
    ];
    let of_rank = of_rank.map(|key| Column::from(key).with_digits(N_DIGITS));
    let has_rank = of_rank.is_some();
    let mut rows = Table::with_heads(columns.into_iter().chain(of_rank));
    for (index, value) in query::top(&graph, rank)
        .into_iter()
        .take(args.answer.n_rows())
    {
        let node = &graph.network[index];
        let values = [
            node.entity_type.as_str().into(),
            args.answer.name(node),
            node.mentions.into(),
            node.documents.into(),
            graph.degree(index).into(),
            number_value(graph.strength(index)),
            node.id.as_str().into(),
        ];
        let of_rank = has_rank.then(|| six_digits(value).into());
        rows.push(values.into_iter().chain(of_rank).collect());
    }
    if graph.network.node_count() == 0 {
        return Err(Failure::NothingFound("the graph is empty".to_owned()));
    }
    args.answer.write(&rows, out)
}
