//! A [`Graph`] in, the bytes of a file out: one file here per format, and none knows another.
//!
//! What `docs` of other programs ask of the formats is kept in one place each; the attributes are
//! those of [`graph::node_columns`](crate::graph::node_columns) in all of them.

mod style;

mod dot;

mod graphml;

mod json;

use std::fmt;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::str::FromStr;

use crate::error::{Error, Result};
use crate::graph::Graph;

/// The nodes that DOT draws of a larger graph: as many as a page can hold legibly.
pub const DOT_NODES: usize = 150;

/// The nodes up to which DOT draws all.
pub const DOT_MAX_NODES: usize = 1000;

/// A file format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// Graphviz.
    Dot,
    /// GraphML, for Gephi, Cytoscape, networkx, igraph.
    GraphMl,
    /// JSON as networkx reads it (node-link).
    Json,
}

impl Format {
    /// All formats.
    pub const ALL: [Self; 3] = [Self::Dot, Self::GraphMl, Self::Json];

    /// The name on the command line, which is the file's extension too.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Dot => "dot",
            Self::GraphMl => "graphml",
            Self::Json => "json",
        }
    }

    /// The name of the file in an output folder.
    pub fn file_name(self) -> String {
        format!("graph.{}", self.as_str())
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Format {
    type Err = String;

    fn from_str(name: &str) -> std::result::Result<Self, String> {
        let found = Self::ALL.into_iter().find(|format| format.as_str() == name);
        found.ok_or_else(|| "use `dot`, `graphml` or `json`".to_owned())
    }
}

/// How much of a large graph a picture shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// As much as stays legible.
    Legible,
    /// All of it.
    All,
}

/// Whether `format` shows a part of `graph` only: DOT, of more than [`DOT_MAX_NODES`] nodes, draws
/// the [`DOT_NODES`] strongest.
pub fn is_cut(format: Format, graph: &Graph, extent: Extent) -> bool {
    let is_large = graph.network.node_count() > DOT_MAX_NODES;
    format == Format::Dot && is_large && extent == Extent::Legible
}

/// Writes `graph` in `format`; the same graph gives the same bytes.
///
/// # Errors
///
/// Those of `out`.
pub fn write(format: Format, graph: &Graph, extent: Extent, out: impl Write) -> io::Result<()> {
    match format {
        Format::Dot if is_cut(format, graph, extent) => {
            let note = format!(
                "The {DOT_NODES} strongest of {} entities.\n",
                graph.network.node_count()
            );
            dot::write(&graph.strongest(DOT_NODES), &note, out)
        }
        Format::Dot => dot::write(graph, "", out),
        Format::GraphMl => graphml::write(graph, out),
        Format::Json => json::write(graph, out),
    }
}

/// Writes the file at `path`: under another name first, so that what stands there stays whole
/// until the new one is.
///
/// # Errors
///
/// [`Error::Write`].
pub fn write_file(path: &Path, format: Format, graph: &Graph, extent: Extent) -> Result<()> {
    let mut part = path.as_os_str().to_owned();
    part.push(".part");
    let part = PathBuf::from(part);
    let write_part = || -> io::Result<()> {
        let mut out = BufWriter::new(File::create(&part)?);
        write(format, graph, extent, &mut out)?;
        out.into_inner()?.sync_all()?;
        fs::rename(&part, path)
    };
    write_part().map_err(|error| {
        // The reason to tell is why the file could not be written.
        let _ = fs::remove_file(&part);
        Error::write(path, error)
    })
}

/// `text` without the control characters that break XML and pictures; line breaks and tabs are
/// spaces.
fn visible(text: &str) -> String {
    let chars = text.chars().map(|c| match c {
        '\n' | '\r' | '\t' => ' ',
        other => other,
    });
    chars
        .filter(|c| !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}'))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cooccur::{PairCounts, Window};
    use crate::gazetteer::{EntityId, EntityType};
    use crate::graph::{Corpus, Node};

    /// Three nodes with names that hold all that formats give a meaning.
    pub(super) fn odd_graph() -> Graph {
        let names = ["A \"quoted\" \\N <b> & Co", "Line\nbreak\u{7}", "Łódź"];
        let node = |(idx, name): (usize, &&str)| Node {
            entity: EntityId(idx as u32),
            id: format!("n {idx}"),
            name: (*name).to_owned(),
            entity_type: EntityType::named(["person", "place", "ship"][idx]),
            mentions: 4 - idx as u64,
            documents: 1,
            windows: 2,
            aliases: vec!["x|y".into(), "z".into()],
            attributes: [("label".to_owned(), 7.into())].into(),
        };
        let counts = PairCounts {
            weight: 2,
            sentences: 1,
            paragraphs: 2,
            sections: 1,
            documents: 1,
            paragraph_documents: 1,
            sentence_documents: 1,
        };
        let corpus = Corpus {
            documents: 1,
            paragraphs: 4,
            windows: 4,
            window: Window::Paragraph,
        };
        let nodes = names.iter().enumerate().map(node).collect();
        Graph::from_parts(nodes, vec![((0, 1), counts)], corpus)
    }

    #[test]
    fn a_format_reads_back_as_it_is_written() {
        for format in Format::ALL {
            assert_eq!(format.to_string().parse(), Ok(format));
        }
        assert!("gephi".parse::<Format>().is_err());
    }

    #[test]
    fn every_format_takes_an_empty_graph() {
        let corpus = odd_graph().corpus;
        let empty = Graph::from_parts(Vec::new(), Vec::new(), corpus);
        for format in Format::ALL {
            let mut bytes = Vec::new();
            write(format, &empty, Extent::All, &mut bytes).expect("a vector takes all");
            assert!(!bytes.is_empty());
        }
    }
}
