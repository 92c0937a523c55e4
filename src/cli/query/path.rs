//! `query path`: how two entities are connected.

use std::io::Write;

use comention::graph::Graph;
use comention::query::{Step, strongest_paths};
use comention::store::{Evidence, Order, Search, Store};
use petgraph::graph::NodeIndex;
use serde_json::Value;

use super::Answer;
use super::passage::{spot, write_wrapped};
use crate::cli::source::{Reach, Source};
use crate::cli::table::{Form, Table};
use crate::cli::{Failure, look};

#[derive(clap::Args)]
pub(super) struct Args {
    /// Where the path begins
    from: String,

    /// Where it ends
    to: String,

    /// So many paths, the strongest first
    #[arg(short, value_name = "N", default_value_t = 1)]
    k: usize,

    #[command(flatten)]
    pub(super) answer: Answer,
}

pub(super) fn path(args: &Args, source: &Source, out: &mut impl Write) -> Result<(), Failure> {
    let names = [args.from.as_str(), args.to.as_str()];
    let (graph, ends) = args.answer.part(source, &names, Reach::Weights)?;
    let (from, to) = (ends[0], ends[1]);
    let paths = strongest_paths(&graph, from, to, args.k.max(1));
    if paths.is_empty() {
        let (from, to) = (&graph.network[from].name, &graph.network[to].name);
        let window = graph.corpus.window;
        return Err(Failure::NothingFound(format!(
            "no path leads from `{from}` to `{to}`, as no {window} ties the one's part of the network \
             to the other's; `comention build --window` takes a longer one"
        )));
    }
    let search = Search {
        order: Order::Text,
        part: args.answer.graph.counted(),
        n: 1,
        context: 0,
    };
    let columns = [
        "path", "from", "to", "weight", "document", "line", "passage",
    ];
    let mut rows = Table::new(&columns);
    for (idx, steps) in paths.iter().enumerate() {
        let mut passages = Vec::new();
        for step in steps {
            let passage = passage(&source.store, &graph, step, &search)?;
            rows.push(row(idx + 1, &graph, step, passage.as_ref()));
            passages.push(passage);
        }
        if args.answer.format == Form::Table {
            if idx > 0 {
                writeln!(out)?;
            }
            write_path(&graph, from, steps, &passages, out)?;
        }
    }
    match args.answer.format {
        Form::Table => Ok(()),
        form => Ok(rows.write(form, out)?),
    }
}

fn passage(
    store: &Store,
    graph: &Graph,
    step: &Step,
    search: &Search,
) -> Result<Option<Evidence>, Failure> {
    let [a, b] = [step.from, step.to].map(|node| graph.network[node].id.as_str());
    Ok(store.search(&[a, b], search)?.1.pop())
}

fn row(path: usize, graph: &Graph, step: &Step, passage: Option<&Evidence>) -> Vec<Value> {
    let of = |value: fn(&Evidence) -> Value| passage.map_or(Value::Null, value);
    vec![
        path.into(),
        graph.network[step.from].name.as_str().into(),
        graph.network[step.to].name.as_str().into(),
        step.edge.counts.weight.into(),
        of(|e| e.document.as_str().into()),
        of(|e| e.line.into()),
        of(|e| e.text.as_str().into()),
    ]
}

fn write_path(
    graph: &Graph,
    from: NodeIndex,
    steps: &[Step],
    passages: &[Option<Evidence>],
    out: &mut impl Write,
) -> Result<(), Failure> {
    let name = |node: NodeIndex| look::clean(&graph.network[node].name);
    write!(out, "{}", name(from))?;
    for step in steps {
        let weight = look::number(step.edge.counts.weight);
        write!(out, " ──{weight}── {}", name(step.to))?;
    }
    writeln!(out)?;
    for (step, evidence) in steps.iter().zip(passages) {
        if let Some(evidence) = evidence {
            let (from, to) = (name(step.from), name(step.to));
            writeln!(out, "\n  {from} – {to}   {}", spot(evidence))?;
            write_wrapped(&evidence.text, &evidence.marks, "    ", out)?;
        }
    }
    Ok(())
}
