//! Mistakes in, shown kind by kind with their passages.

use std::io::Write;

use comention::evaluate::{Annotation, ErrorKind, Mistake};
use serde_json::{Value, json};

use crate::cli::table::{Form, Table};
use crate::cli::{Failure, look};

/// Prints up to `top` mistakes of each kind; all where that is 0.
pub(super) fn print(
    mistakes: &[Mistake<'_>],
    top: usize,
    form: Form,
    out: &mut impl Write,
) -> Result<(), Failure> {
    let top = if top == 0 { usize::MAX } else { top };
    let mut table = Table::new(&COLUMNS);
    for kind in ErrorKind::ALL {
        let of_kind: Vec<_> = mistakes.iter().filter(|m| m.kind == kind).collect();
        let shown = &of_kind[..of_kind.len().min(top)];
        match form {
            Form::Table => print_kind(kind, shown, of_kind.len(), out)?,
            _ => shown.iter().for_each(|mistake| table.push(row(mistake))),
        }
    }
    match form {
        Form::Table if mistakes.is_empty() => writeln!(out, "no error")?,
        Form::Table => {}
        _ => table.write(form, out)?,
    }
    Ok(())
}

const COLUMNS: [&str; 11] = [
    "kind",
    "document",
    "line",
    "start",
    "end",
    "surface",
    "type",
    "entity",
    "predicted_type",
    "predicted_entity",
    "passage",
];

fn row(mistake: &Mistake<'_>) -> Vec<Value> {
    let (one, passage) = (mistake.gold.or(mistake.predicted), mistake.passage.as_ref());
    let surface = match passage {
        Some(passage) => passage.mark.of(&passage.text),
        None => one.map_or("", |one| one.surface.as_str()),
    };
    let field =
        |side: Option<&Annotation>, field: fn(&Annotation) -> &str| json!(side.map_or("", field));
    let entity_type: fn(&Annotation) -> &str = |one| &one.entity_type;
    let entity: fn(&Annotation) -> &str = |one| &one.entity;
    vec![
        json!(mistake.kind.as_str()),
        json!(mistake.document),
        json!(passage.map(|passage| passage.line)),
        json!(one.map(|one| one.start)),
        json!(one.map(|one| one.end)),
        json!(surface),
        field(mistake.gold, entity_type),
        field(mistake.gold, entity),
        field(mistake.predicted, entity_type),
        field(mistake.predicted, entity),
        json!(passage.map(|passage| passage.text.as_str())),
    ]
}

fn print_kind(
    kind: ErrorKind,
    shown: &[&Mistake<'_>],
    n_all: usize,
    out: &mut impl Write,
) -> Result<(), Failure> {
    if n_all == 0 {
        return Ok(());
    }
    let strong = look::STRONG;
    let of = match shown.len() {
        n if n < n_all => format!(", {n} of them (--top 0 for all)"),
        _ => String::new(),
    };
    let n_all = look::number(n_all as u64);
    writeln!(out, "{strong}{n_all} {}{strong:#}{of}", kind.as_str())?;
    for mistake in shown {
        let line = mistake
            .passage
            .as_ref()
            .map_or(String::new(), |p| format!(":{}", p.line));
        writeln!(
            out,
            "  {}{line}  {}",
            look::clean(mistake.document),
            verdict(mistake)
        )?;
        if let Some(passage) = &mistake.passage {
            writeln!(out, "    {}", look::marked(&passage.text, &[passage.mark]))?;
        }
    }
    Ok(writeln!(out)?)
}

/// What the gold has and what was found, as far as they differ.
fn verdict(mistake: &Mistake<'_>) -> String {
    let name = |one: &Annotation| {
        let parts = [&one.surface, &one.entity_type, &one.entity];
        let parts: Vec<String> = parts
            .iter()
            .filter(|part| !part.is_empty())
            .map(|part| look::clean(part))
            .collect();
        parts.join(" · ")
    };
    match (mistake.gold, mistake.predicted) {
        (Some(gold), Some(predicted)) => format!("{}, found {}", name(gold), name(predicted)),
        (Some(one), None) | (None, Some(one)) => name(one),
        (None, None) => String::new(),
    }
}
