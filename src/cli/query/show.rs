//! `query show`: all about one entity.

use std::io::Write;

use comention::date::Grain;
use comention::graph::{Node, Period, Standings, node_values};
use comention::query::{self, neighbors};
use comention::store::Moment;
use petgraph::graph::NodeIndex;
use serde_json::Value;

use super::Told;
use super::neighbors::neighbor_table;
use crate::cli::discover::mark;
use crate::cli::source::Source;
use crate::cli::table::{Column, Form, Table};
use crate::cli::{Failure, look, screen};

pub(super) fn show(args: &Told, source: &Source, out: &mut impl Write) -> Result<(), Failure> {
    let (graph, index) = args.load(source)?;
    let node = &graph.network[index];
    if args.answer.format != Form::Table {
        let id = ("id".to_owned(), node.id.as_str().into());
        let values = std::iter::once(id).chain(node_values(&graph, index));
        let (keys, row): (Vec<String>, Vec<Value>) = values.unzip();
        let mut rows = Table::with_heads(keys.into_iter().map(Column::from));
        rows.push(row);
        return Ok(rows.write(args.answer.format, out)?);
    }
    write_head(node, out)?;
    let part = args.answer.graph.counted();
    let mut moments = source.store.moments(&[&node.id])?;
    moments.retain(|moment| part.admits(&moment.document));
    write_times(&moments, &part.period, out)?;
    if let Some(standings) = args.answer.standings(source, &graph)? {
        write_community(&standings, index, out)?;
    }
    let ties = neighbor_table(&graph, index, &args.answer);
    writeln!(
        out,
        "\n{}, strength {}",
        look::count(graph.degree(index) as u64, "tie"),
        look::amount(graph.strength(index))
    )?;
    if graph.degree(index) > 0 {
        args.answer.write(&ties, out)?;
    }
    if graph.degree(index) > args.answer.n_rows() {
        let n_shown = look::number(args.answer.n_rows() as u64);
        writeln!(out, "{n_shown} of them (--top 0 for all)")?;
    }
    if let Some(closest) = neighbors(&graph, index).first() {
        let other = &graph.network[closest.node];
        let (name, other) = (look::clean(&node.name), look::clean(&other.name));
        writeln!(
            out,
            "\ncomention query evidence \"{name}\" \"{other}\"{}   the passages",
            args.answer.graph.discover.typed()
        )?;
    }
    Ok(())
}

/// The group it is in.
fn write_community(
    standings: &Standings,
    node: NodeIndex,
    out: &mut impl Write,
) -> Result<(), Failure> {
    let Some(idx) = standings.nodes[node.index()].community else {
        return Ok(());
    };
    let community = &standings.communities[idx as usize];
    let members = look::count(community.n_members as u64, "entity");
    let (n, name) = (idx + 1, look::clean(&community.name));
    Ok(writeln!(out, "community {n}: {name} ({members})")?)
}

/// From when to when it is mentioned, and how often in between.
fn write_times(moments: &[Moment], period: &Period, out: &mut impl Write) -> Result<(), Failure> {
    let n_most = screen::prose() as u64 - 12;
    let Some((grain, line)) = query::overview(moments, period, n_most) else {
        return Ok(());
    };
    let unit = match grain {
        Grain::Day => "day",
        Grain::Week => "week",
        Grain::Month => "month",
        Grain::Year | Grain::Section => "year",
    };
    let labels: Vec<&str> = line
        .stretches
        .iter()
        .map(|stretch| stretch.label.as_str())
        .collect();
    let undated = match line.n_undated {
        0 => String::new(),
        n => format!(", and {} whose {unit} is not known", look::number(n)),
    };
    match labels.as_slice() {
        [] => {}
        [only] => writeln!(out, "{only}{undated}")?,
        [first, .., last] => {
            writeln!(out, "{first} to {last}{undated}")?;
            writeln!(out, "{}  by {unit}", sparkline(&line.series()))?;
        }
    }
    Ok(())
}

/// A column for each number, the higher the more; nothing is lower than the least.
fn sparkline(series: &[u64]) -> String {
    const HEIGHTS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
    let most = series.iter().copied().max().unwrap_or(0).max(1);
    let height = |n: u64| HEIGHTS[(n * 7).div_ceil(most) as usize];
    series.iter().copied().map(height).collect()
}

fn write_head(node: &Node, out: &mut impl Write) -> Result<(), Failure> {
    let style = look::style(&node.entity_type).bold();
    let name = format!("{}{}", mark(node), look::clean(&node.name));
    write!(
        out,
        "{style}{name}{style:#}   {}   {}",
        node.entity_type.as_str(),
        node.id
    )?;
    for (key, value) in &node.attributes {
        let value = value
            .as_str()
            .map_or_else(|| value.to_string(), str::to_owned);
        write!(out, "   {} {}", look::clean(key), look::clean(&value))?;
    }
    writeln!(out)?;
    if !node.aliases.is_empty() {
        writeln!(
            out,
            "also written {}",
            look::clean(&node.aliases.join(", "))
        )?;
    }
    let documents = look::count(node.documents, "document");
    writeln!(
        out,
        "{} in {documents}",
        look::count(node.mentions, "mention")
    )?;
    Ok(())
}
