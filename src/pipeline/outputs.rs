//! A finished build in, its files out.

use std::borrow::Cow;
use std::path::Path;

use super::Built;
use crate::error::Result;
use crate::export::{Cluster, Detail, Export, Format, Options, Start};
use crate::graph::Graph;
use crate::store::Store;

/// What was written of a build.
#[derive(Debug)]
pub struct Outputs<'a> {
    /// The graph as it was written: without entities of the type `other`, and measured if a format
    /// says how its nodes stand.
    pub graph: Cow<'a, Graph>,
    /// What formats leave out, in words.
    pub left_out: Vec<(Format, String)>,
}

/// Writes the graph of `built`, whose store is finished, in each of `formats` into `folder`; nodes
/// begin at `start`, if there is one.
///
/// # Errors
///
/// [`Error::Write`](crate::error::Error::Write), and those of reading the store.
pub fn write_outputs<'a>(
    built: &'a Built,
    formats: &[Format],
    options: Options,
    start: Option<&Start>,
    folder: &Path,
) -> Result<Outputs<'a>> {
    let mut graph = match built.graph.has_others() {
        true => Cow::Owned(built.graph.without_others()),
        false => Cow::Borrowed(&built.graph),
    };
    if options.detail == Detail::All {
        if formats.iter().any(|&format| tells_words(format)) {
            built.tell_about(graph.to_mut())?;
        }
        measure(graph.to_mut(), formats, options, built.store())?;
    }
    let export = Export::new(&graph, built.store(), options).from_start(start);
    let mut left_out = Vec::new();
    for &format in formats {
        left_out.extend(export.left_out(format).map(|note| (format, note)));
        export.write_into(format, folder)?;
    }
    Ok(Outputs { graph, left_out })
}

/// Measures the nodes of `graph`, if one of `formats` says how they stand. `whole` is the store of a
/// graph that nothing was left out of: it may have the figures.
///
/// # Errors
///
/// [`Error::Store`](crate::error::Error::Store) if the file is damaged.
pub fn measure(
    graph: &mut Graph,
    formats: &[Format],
    options: Options,
    whole: Option<&Store>,
) -> Result<()> {
    let tells = |&format: &Format| tells_standing(format, options);
    if !formats.iter().any(tells) {
        return Ok(());
    }
    let known = whole.map(|store| store.standings(graph)).transpose()?;
    match known.flatten() {
        Some(standings) => graph.set_standings(standings),
        None => graph.measure_nodes(),
    }
    Ok(())
}

/// Whether `format` shows what ties are about.
pub fn tells_words(format: Format) -> bool {
    !matches!(format, Format::Dot | Format::Svg)
}

/// Whether `format` shows how nodes stand.
fn tells_standing(format: Format, options: Options) -> bool {
    match format {
        Format::Dot => options.cluster == Some(Cluster::Community),
        Format::Svg => false,
        _ => true,
    }
}
