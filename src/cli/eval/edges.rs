//! `comention eval GOLD --edges`: the network alone.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::Path;

use comention::cooccur::Counting;
use comention::evaluate::edges::{self, Agreement, Edges};
use comention::graph::six_digits;
use comention::pipeline::{self, Keep, Meter, Source};
use serde_json::{Value, json};

use super::{GoldArgs, files};
use crate::cli::table::{Form, Table};
use crate::cli::{Failure, look};

pub(super) fn compare(args: &GoldArgs, gold: &Path, out: &mut impl Write) -> Result<(), Failure> {
    let mut gold = read(gold)?;
    let mut found = match &args.predicted {
        Some(path) => read(path)?,
        None => count(args)?,
    };
    let nodes = match &args.edges.nodes {
        Some(path) => Some(files::read(path)?),
        None => None,
    };
    let wanted = nodes.as_deref().map(first_column);
    let is_wanted = |id: &str| {
        let is_dropped = args.edges.drop.iter().any(|dropped| dropped == id);
        !is_dropped && wanted.as_ref().is_none_or(|wanted| wanted.contains(id))
    };
    edges::retain(&mut gold, f64::NEG_INFINITY, is_wanted);
    edges::retain(&mut found, args.edges.min_weight, is_wanted);
    print(&edges::agreement(&gold, &found), args.format, out)?;
    Ok(out.flush()?)
}

fn read(path: &Path) -> Result<Edges, Failure> {
    let text = files::read(path)?;
    let edges = edges::read(&text, &path.to_string_lossy());
    edges.map_err(|fault| Failure::Usage(fault.to_string()))
}

fn first_column(text: &str) -> BTreeSet<&str> {
    let rows = text.lines().filter(|line| !line.starts_with('#'));
    let ids = rows.filter_map(|row| row.split('\t').next());
    ids.map(str::trim).filter(|id| !id.is_empty()).collect()
}

/// The edges of the inputs' network, by the ids of the gazetteer.
fn count(args: &GoldArgs) -> Result<Edges, Failure> {
    let (inputs, reading) = (args.input.read.inputs()?, args.input.read.reading()?);
    let index = args.input.load_index()?;
    let source = Source {
        inputs: &inputs,
        reading: &reading,
        segmenting: args.input.read.segmenting(),
        index: &index,
        exports: "",
        shard: None,
    };
    let counting = Counting {
        window: args.edges.window,
        keeps_boilerplate: args.edges.keep_boilerplate,
        keeps_repeats: args.edges.keep_repeats,
        ..Counting::default()
    };
    let meter = Meter::default();
    let build = || Ok(pipeline::build(source, counting, &meter, Keep::Graph)?);
    let built = args.input.read.on_threads(build)?;
    look::warn_all(&built.skipped);
    let mut found = Edges::new();
    for (a, b, edge) in built.graph.edges() {
        edges::add(&mut found, &a.id, &b.id, edge.counts.weight as f64);
    }
    Ok(found)
}

fn print(agreement: &Agreement, form: Form, out: &mut impl Write) -> Result<(), Failure> {
    let (count, best) = (agreement.count, agreement.best);
    let rows = [
        ("gold", json!(count.gold)),
        ("predicted", json!(count.predicted)),
        ("right", json!(count.right)),
        ("precision", json!(count.precision())),
        ("recall", json!(count.recall())),
        ("f1", json!(count.f1())),
        ("r_precision", json!(agreement.r_precision)),
        ("average_precision", json!(agreement.average_precision)),
        ("best_f1", json!(best.f1)),
        ("best_f1_min_weight", json!(best.min_weight)),
        ("best_f1_precision", json!(best.precision)),
        ("best_f1_recall", json!(best.recall)),
        ("rho_both", json!(agreement.rho_both)),
        ("rho_gold", json!(agreement.rho_gold)),
        ("rho_union", json!(agreement.rho_union)),
        ("weighted_jaccard", json!(agreement.weighted_jaccard)),
    ];
    let mut table = Table::new(&["measure", "value"]);
    for (name, value) in rows {
        let value = match (form, value.as_f64()) {
            (Form::Table | Form::Md, Some(share)) if value.is_f64() => {
                Value::from(format!("{share:.4}"))
            }
            (_, Some(number)) if value.is_f64() => json!(six_digits(number)),
            _ => value,
        };
        table.push(vec![json!(name), value]);
    }
    Ok(table.write(form, out)?)
}
