//! `comention query`: questions to the graph of a build.

use std::io::Write;

use clap::{Args as ClapArgs, Subcommand, ValueEnum};
use comention::graph::{Graph, Node};
use comention::query::{self, Rank, neighbors, strongest_path};
use comention::span::Span;
use comention::store::Evidence;
use petgraph::graph::NodeIndex;
use serde_json::{Value, json};

use super::export::GraphArgs;
use super::table::{self, Form, Table};
use super::{Failure, look};

/// Asks the graph of a build; names are ids, names or aliases, in any case.
#[derive(ClapArgs)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    #[command(subcommand)]
    verb: Verb,
}

const EXAMPLES: &str = "\
Examples:
  comention query show \"Roald Amundsen\"         all about one
  comention query neighbors Oslo --type person  who is mentioned together with it
  comention query path Peary Nobile             how two are connected
  comention query evidence Cook Peary           the passages that mention both
  comention query top --by strength             who is at the centre";

#[derive(Subcommand)]
enum Verb {
    /// All about one entity
    Show(One),
    /// Who is mentioned together with an entity, the closest first
    Neighbors(One),
    /// The strongest connection between two entities, with a passage for each step
    Path(Two),
    /// The entities with the most mentions, ties, ...
    Top(TopArgs),
    /// The passages that mention an entity, or two together
    Evidence(EvidenceArgs),
}

#[derive(ClapArgs)]
struct Answer {
    #[command(flatten)]
    graph: GraphArgs,

    /// The form of the answer
    #[arg(long, value_enum, default_value = "table")]
    format: Form,

    /// So many rows; 0 for all
    #[arg(long, value_name = "N", default_value_t = 20)]
    top: usize,
}

#[derive(ClapArgs)]
struct One {
    /// An entity
    name: String,

    #[command(flatten)]
    answer: Answer,
}

#[derive(ClapArgs)]
struct Two {
    /// Where the path begins
    from: String,

    /// Where it ends
    to: String,

    #[command(flatten)]
    answer: Answer,
}

#[derive(ClapArgs)]
struct TopArgs {
    /// What to rank by
    #[arg(long, value_enum, default_value = "mentions")]
    by: By,

    #[command(flatten)]
    answer: Answer,
}

#[derive(ClapArgs)]
struct EvidenceArgs {
    /// An entity
    name: String,

    /// Another, if the passages are to mention both
    with: Option<String>,

    #[command(flatten)]
    answer: Answer,
}

#[derive(Clone, Copy, ValueEnum)]
enum By {
    Mentions,
    Documents,
    Degree,
    Strength,
}

pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    let mut out = table::stdout();
    match &args.verb {
        Verb::Show(args) => show(args, &mut out)?,
        Verb::Neighbors(args) => list_neighbors(args, &mut out)?,
        Verb::Path(args) => path(args, &mut out)?,
        Verb::Top(args) => top(args, &mut out)?,
        Verb::Evidence(args) => evidence(args, &mut out)?,
    }
    Ok(out.flush()?)
}

impl Answer {
    fn n_rows(&self) -> usize {
        if self.top == 0 { usize::MAX } else { self.top }
    }
}

fn show(args: &One, out: &mut impl Write) -> Result<(), Failure> {
    let (_, graph, nodes) = args.answer.graph.load_around(&[&args.name])?;
    let index = nodes[0];
    let node = &graph.network[index];
    if args.answer.format != Form::Table {
        let mut row = Table::new(&[
            "id",
            "name",
            "type",
            "mentions",
            "documents",
            "degree",
            "strength",
            "aliases",
            "attributes",
        ]);
        row.push(vec![
            node.id.as_str().into(),
            node.name.as_str().into(),
            node.entity_type.as_str().into(),
            node.mentions.into(),
            node.documents.into(),
            graph.degree(index).into(),
            graph.strength(index).into(),
            node.aliases.clone().into(),
            json!(node.attributes),
        ]);
        return Ok(row.write(args.answer.format, out)?);
    }
    write_head(node, out)?;
    let ties = neighbor_table(&graph, index, args.answer.n_rows());
    writeln!(
        out,
        "\n{}, strength {}",
        look::count(graph.degree(index) as u64, "tie"),
        look::number(graph.strength(index))
    )?;
    ties.write(Form::Table, out)?;
    if let Some(closest) = neighbors(&graph, index).first() {
        let other = &graph.network[closest.node];
        let (name, other) = (look::clean(&node.name), look::clean(&other.name));
        writeln!(
            out,
            "\ncomention query evidence \"{name}\" \"{other}\"   the passages"
        )?;
    }
    Ok(())
}

fn write_head(node: &Node, out: &mut impl Write) -> Result<(), Failure> {
    let style = look::style(&node.entity_type).bold();
    let name = look::clean(&node.name);
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

fn list_neighbors(args: &One, out: &mut impl Write) -> Result<(), Failure> {
    let (_, graph, nodes) = args.answer.graph.load_around(&[&args.name])?;
    let index = nodes[0];
    let ties = neighbor_table(&graph, index, args.answer.n_rows());
    if graph.degree(index) == 0 {
        let message = format!(
            "nobody is mentioned together with `{}`",
            graph.network[index].name
        );
        return Err(Failure::NothingFound(message));
    }
    Ok(ties.write(args.answer.format, out)?)
}

fn neighbor_table(graph: &Graph, index: NodeIndex, n_rows: usize) -> Table {
    let mut rows = Table::new(&["type", "name", "together", "in docs", "npmi", "id"]);
    for tie in neighbors(graph, index).into_iter().take(n_rows) {
        let node = &graph.network[tie.node];
        rows.push(vec![
            node.entity_type.as_str().into(),
            node.name.as_str().into(),
            tie.edge.counts.weight.into(),
            tie.edge.counts.documents.into(),
            tie.edge.measures.npmi.into(),
            node.id.as_str().into(),
        ]);
    }
    rows
}

fn top(args: &TopArgs, out: &mut impl Write) -> Result<(), Failure> {
    let graph = args.answer.graph.load(None)?;
    let rank = match args.by {
        By::Mentions => Rank::Mentions,
        By::Documents => Rank::Documents,
        By::Degree => Rank::Degree,
        By::Strength => Rank::Strength,
    };
    let mut rows = Table::new(&[
        "type",
        "name",
        "mentions",
        "documents",
        "degree",
        "strength",
        "id",
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
            graph.strength(index).into(),
            node.id.as_str().into(),
        ]);
    }
    if graph.network.node_count() == 0 {
        return Err(Failure::NothingFound("the graph is empty".to_owned()));
    }
    Ok(rows.write(args.answer.format, out)?)
}

fn path(args: &Two, out: &mut impl Write) -> Result<(), Failure> {
    let (store, graph, ends) = args.answer.graph.load_around(&[&args.from, &args.to])?;
    let (from, to) = (ends[0], ends[1]);
    let Some(steps) = strongest_path(&graph, from, to) else {
        let (from, to) = (&graph.network[from].name, &graph.network[to].name);
        return Err(Failure::NothingFound(format!(
            "no path leads from `{from}` to `{to}`"
        )));
    };
    let mut rows = Table::new(&["from", "to", "together", "document", "line", "passage"]);
    let mut chain = look::clean(&graph.network[from].name);
    let mut passages = Vec::new();
    for step in &steps {
        let (a, b) = (&graph.network[step.from], &graph.network[step.to]);
        let first = store.evidence_of_pair(&a.id, &b.id)?.into_iter().next();
        let weight = step.edge.counts.weight;
        chain.push_str(&format!(
            " ──{}── {}",
            look::number(weight),
            look::clean(&b.name)
        ));
        let of = |value: fn(&Evidence) -> Value| first.as_ref().map_or(Value::Null, value);
        rows.push(vec![
            a.name.as_str().into(),
            b.name.as_str().into(),
            weight.into(),
            of(|e| e.document.as_str().into()),
            of(|e| e.line.into()),
            of(|e| e.text.as_str().into()),
        ]);
        passages.extend(first.map(|evidence| (format!("{} – {}", a.name, b.name), evidence)));
    }
    if args.answer.format != Form::Table {
        return Ok(rows.write(args.answer.format, out)?);
    }
    writeln!(out, "{chain}")?;
    for (ends, evidence) in &passages {
        writeln!(out, "\n  {}   {}", look::clean(ends), place(evidence))?;
        write_wrapped(&evidence.text, &evidence.marks, "    ", out)?;
    }
    Ok(())
}

fn evidence(args: &EvidenceArgs, out: &mut impl Write) -> Result<(), Failure> {
    let names: Vec<&str> = [Some(&args.name), args.with.as_ref()]
        .into_iter()
        .flatten()
        .map(String::as_str)
        .collect();
    let (store, graph, nodes) = args.answer.graph.load_around(&names)?;
    let found = match nodes.as_slice() {
        [one, other] if one != other => {
            let (one, other) = (&graph.network[*one], &graph.network[*other]);
            let found = store.evidence_of_pair(&one.id, &other.id)?;
            if found.is_empty() {
                let window = graph.corpus.window;
                let message = format!("`{}` and `{}` share no {window}", one.name, other.name);
                return Err(Failure::NothingFound(message));
            }
            found
        }
        same => store.evidence_of(&graph.network[same[0]].id)?,
    };
    let shown = &found[..found.len().min(args.answer.n_rows())];
    if args.answer.format == Form::Table {
        for (idx, evidence) in shown.iter().enumerate() {
            writeln!(
                out,
                "{}{}",
                if idx == 0 { "" } else { "\n" },
                place(evidence)
            )?;
            write_wrapped(&evidence.text, &evidence.marks, "  ", out)?;
        }
        let all = if shown.len() < found.len() {
            " (--top 0 for all)"
        } else {
            ""
        };
        writeln!(
            out,
            "\n{} of {}{all}",
            look::number(shown.len() as u64),
            look::count(found.len() as u64, "passage")
        )?;
        return Ok(());
    }
    let mut rows = Table::new(&["document", "line", "date", "section", "passage"]);
    for evidence in shown {
        rows.push(vec![
            evidence.document.as_str().into(),
            evidence.line.into(),
            evidence.date.clone().into(),
            evidence.heading.clone().into(),
            bracketed(evidence).into(),
        ]);
    }
    Ok(rows.write(args.answer.format, out)?)
}

/// Where a passage stands: `document:line`, its date and, as far as the line goes, its section.
fn place(evidence: &Evidence) -> String {
    let mut place = format!("{}:{}", look::clean(&evidence.document), evidence.line);
    for more in [&evidence.date, &evidence.heading].into_iter().flatten() {
        place.push_str("  ");
        place.push_str(&look::clean(more));
    }
    if place.chars().count() > COLUMNS {
        place = place.chars().take(COLUMNS - 1).chain(['…']).collect();
    }
    place
}

/// What fits a terminal of 80 columns with a little air.
const COLUMNS: usize = 78;

/// A passage with its names in brackets, without colours.
fn bracketed(evidence: &Evidence) -> String {
    let mut text = evidence.text.clone();
    for mark in evidence.marks.iter().rev() {
        text.insert(mark.end, ']');
        text.insert(mark.start, '[');
    }
    text
}

/// Writes a passage in lines of 78 columns at most, names in bold brackets.
fn write_wrapped(
    text: &str,
    marks: &[Span],
    indent: &str,
    out: &mut impl Write,
) -> Result<(), Failure> {
    let mut line = String::new();
    let mut width = 0;
    let mut start = 0;
    let inside = |byte: usize| {
        marks
            .iter()
            .any(|mark| mark.start < byte && byte < mark.end)
    };
    let breaks = text
        .match_indices(' ')
        .map(|(byte, _)| byte)
        .filter(|&byte| !inside(byte));
    for end in breaks.chain([text.len()]) {
        let marks: Vec<_> = marks
            .iter()
            .filter(|mark| start <= mark.start && mark.end <= end)
            .map(|mark| Span::new(mark.start - start, mark.end - start))
            .collect();
        let piece = &text[start..end];
        let n_columns = table::width(piece) + 2 * marks.len();
        if width > 0 && indent.len() + width + 1 + n_columns > COLUMNS {
            writeln!(out, "{indent}{line}")?;
            line.clear();
            width = 0;
        }
        if width > 0 {
            line.push(' ');
            width += 1;
        }
        line.push_str(&look::marked(piece, &marks));
        width += n_columns;
        start = (end + 1).min(text.len());
    }
    writeln!(out, "{indent}{line}")?;
    Ok(())
}
