//! `export --split-by document`: a graph for each document, and a table of what they are like.

use std::collections::HashSet;
use std::fs;
use std::io::Write;
use std::path::Path;

use clap::ValueEnum;
use comention::error::Error;
use comention::export::{Export, Format};
use comention::graph::{Graph, six_digits};
use comention::pipeline::tells_words;
use comention::whole::write_whole;

use super::Failure;
use super::export::FormatArgs;
use super::filter::GraphArgs;

/// What each graph is of.
#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum SplitBy {
    /// A document
    Document,
}

/// The nodes that a row of the table names.
const N_NAMES: usize = 3;

const COLUMNS: [&str; 8] = [
    "document",
    "file",
    "nodes",
    "edges",
    "density",
    "clustering",
    "modularity",
    "strongest",
];

/// Writes a file into `folder` for each document, and `networks.csv` with a row for each.
pub(crate) fn write(
    args: &GraphArgs,
    top: Option<usize>,
    (format, options): (Format, &FormatArgs),
    folder: &Path,
) -> Result<(), Failure> {
    fs::create_dir_all(folder).map_err(|error| Error::write(folder, error))?;
    let mut rows = csv::Writer::from_writer(Vec::new());
    let mut names = HashSet::new();
    rows.write_record(COLUMNS).map_err(std::io::Error::from)?;
    args.for_each_document(top, |store, part, mut graph| {
        let document = part.document.as_deref().unwrap_or_default();
        if tells_words(format) {
            store.tell_about(&mut graph, part)?;
        }
        options.measure_for(&[format], None, &mut graph)?;
        let file = file_name(document, format, &mut names);
        let path = folder.join(&file);
        let export = Export::new(&graph, Some(store), options.options());
        let export = export.of_part(part.clone());
        match format.file_names() {
            [_] => export.write_file(format, &path)?,
            _ => {
                fs::create_dir_all(&path).map_err(|error| Error::write(&path, error))?;
                export.write_into(format, &path)?;
            }
        }
        drop(export);
        let row = row(document, &file, &mut graph);
        Ok(rows.write_record(row).map_err(std::io::Error::from)?)
    })?;
    let table = rows.into_inner().map_err(|error| error.into_error())?;
    let path = folder.join("networks.csv");
    Ok(write_whole(&path, |out| out.write_all(&table))?)
}

fn row(document: &str, file: &str, graph: &mut Graph) -> Vec<String> {
    if graph.standings().is_none() {
        graph.measure_nodes();
    }
    let shape = graph.shape();
    let modularity = graph
        .standings()
        .map_or(0.0, |standings| standings.modularity);
    let strongest = graph.strongest_nodes().into_iter().take(N_NAMES);
    let strongest: Vec<&str> = strongest
        .map(|node| graph.network[node].name.as_str())
        .collect();
    let [density, clustering, modularity] =
        [shape.density, shape.clustering, modularity].map(|value| six_digits(value).to_string());
    vec![
        text(document),
        text(file),
        shape.n_nodes.to_string(),
        shape.n_edges.to_string(),
        density,
        clustering,
        modularity,
        text(&strongest.join(" | ")),
    ]
}

/// Text that no spreadsheet takes for a formula.
fn text(text: &str) -> String {
    match text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        true => format!("'{text}"),
        false => text.to_owned(),
    }
}

/// A name for the file of `document` that no other has: its id, with `_` for what file names do not
/// take everywhere.
fn file_name(document: &str, format: Format, names: &mut HashSet<String>) -> String {
    let is_safe = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ' ');
    let safe: String = document
        .chars()
        .take(100)
        .map(|c| if is_safe(c) { c } else { '_' })
        .collect();
    let safe = safe.trim_start_matches('.');
    let numbered = (2..).map(|n: u32| format!("{safe}-{n}.{format}"));
    let mut all = std::iter::once(format!("{safe}.{format}")).chain(numbered);
    let name = all.find(|name| names.insert(name.to_lowercase()));
    name.expect("there is always another number")
}
