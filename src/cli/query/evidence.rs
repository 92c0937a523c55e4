//! `query evidence`: the passages behind an entity or a tie.

use std::io::Write;

use super::EvidenceArgs;
use super::passage::{bracketed, place, write_wrapped};
use crate::cli::table::{Form, Table};
use crate::cli::{Failure, look};

pub(super) fn evidence(args: &EvidenceArgs, out: &mut impl Write) -> Result<(), Failure> {
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
