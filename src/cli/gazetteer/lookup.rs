//! `comention gazetteer lookup`: what a name would match, why, and what goes before it.

use std::io::Write;
use std::path::PathBuf;

use comention::gazetteer::lookup::{Found, Relation, lookup as related};
use comention::gazetteer::{Form as Written, Gazetteer};
use serde_json::json;

use crate::cli::table::{Form, Table, stdout};
use crate::cli::{Failure, look};

#[derive(clap::Args)]
pub(super) struct Args {
    /// A name as it may stand in a text
    name: String,

    /// The lists of names; may be given several times
    #[arg(short, long, value_name = "FILE", default_value = "entities.toml")]
    gazetteer: Vec<PathBuf>,

    /// So many rows; 0 for all
    #[arg(long, value_name = "N", default_value_t = 20)]
    top: usize,

    /// The form of the answer
    #[arg(long, value_enum, default_value = "table")]
    format: Form,
}

pub(super) fn lookup(args: &Args) -> Result<(), Failure> {
    let gazetteer = Gazetteer::load(&args.gazetteer)?;
    look::warn_all(&gazetteer.warnings);
    let found = related(&gazetteer, &args.name);
    if found.is_empty() {
        let name = look::clean(&args.name);
        return Err(Failure::NothingFound(format!(
            "no listed name is, holds or stands in `{name}`; add it to a list"
        )));
    }
    let mut table = Table::new(&["relation", "form", "is", "entity", "type", "when"]);
    let is_ignored = |one: &Found<'_>| one.relation == Relation::Same && one.kind.is_none();
    let is_ignored = found.iter().any(is_ignored);
    let n_same = found
        .iter()
        .filter(|one| one.relation == Relation::Same)
        .count();
    let top = if args.top == 0 { usize::MAX } else { args.top };
    for one in found.iter().take(top) {
        table.push(vec![
            json!(relation(one.relation)),
            json!(one.form),
            json!(kind(one.kind)),
            json!(one.entity.map_or("", |entity| &entity.id)),
            json!(one.entity.map_or("", |entity| entity.entity_type.as_str())),
            json!(match one.relation {
                Relation::Same if is_ignored => "never: it is ignored".to_owned(),
                _ => when(one, n_same),
            }),
        ]);
    }
    let mut out = stdout();
    table.write(args.format, &mut out)?;
    if args.format == Form::Table && found.len() > top {
        let (n, n_all) = (look::number(top as u64), look::number(found.len() as u64));
        writeln!(out, "{n} of {n_all} (--top 0 for all)")?;
    }
    Ok(out.flush()?)
}

fn relation(relation: Relation) -> &'static str {
    match relation {
        Relation::Same => "same",
        Relation::Longer => "longer",
        Relation::Inside => "inside",
    }
}

fn kind(kind: Option<Written>) -> &'static str {
    match kind {
        Some(Written::Name) => "name",
        Some(Written::Alias) => "alias",
        Some(Written::Surname) => "surname",
        None => "ignored",
    }
}

/// When the form counts, of `n_same` that are the same.
fn when(found: &Found<'_>, n_same: usize) -> String {
    let mut conditions = Vec::new();
    if !found.requires.is_empty() {
        conditions.push(format!("near {}", found.requires.join(", ")));
    }
    if found.kind == Some(Written::Surname) {
        conditions.push("after the full name".to_owned());
    }
    if let Some(entity) = found.entity.filter(|entity| !entity.documents.is_empty()) {
        conditions.push(format!("in {}", entity.documents.join(", ")));
    }
    match found.relation {
        _ if found.kind.is_none() => conditions.push("hides what stands in it".to_owned()),
        Relation::Same if n_same > 1 && conditions.is_empty() => {
            conditions.push("nearest in full, else the first".to_owned());
        }
        Relation::Longer => conditions.push("where it stands in full".to_owned()),
        Relation::Inside => conditions.push("if nothing longer is".to_owned()),
        Relation::Same => {}
    }
    conditions.join("; ")
}
