//! `query path`: how two entities are connected.

use std::io::Write;

use comention::query::strongest_path;
use comention::store::Evidence;
use serde_json::Value;

use super::Two;
use super::passage::{place, write_wrapped};
use crate::cli::table::{Form, Table};
use crate::cli::{Failure, look};

pub(super) fn path(args: &Two, out: &mut impl Write) -> Result<(), Failure> {
    let (store, graph, ends) = args.answer.graph.load_around(&[&args.from, &args.to])?;
    let (from, to) = (ends[0], ends[1]);
    let Some(steps) = strongest_path(&graph, from, to) else {
        let (from, to) = (&graph.network[from].name, &graph.network[to].name);
        return Err(Failure::NothingFound(format!(
            "no path leads from `{from}` to `{to}`"
        )));
    };
    let mut rows = Table::new(&["from", "to", "weight", "document", "line", "passage"]);
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
