//! A [`Graph`] in, the bytes of a file out: one file or folder here per format, and none knows
//! another.
//!
//! The attributes are those of [`graph::node_columns`](crate::graph::node_columns) in all of them,
//! and all write as they go, so that memory does not grow with the file.

mod cut;

mod start;

mod style;

mod text;

mod values;

mod xml;

mod objects;

mod vocabulary;

mod difference;

mod dot;

mod graphml;

mod gexf;

mod spells;

mod json;

mod cyjs;

mod csv;

#[cfg(feature = "parquet")]
mod parquet;

mod presence;

mod turtle;

mod jsonld;

mod svg;

mod html;

mod format;

use std::borrow::Cow;
use std::cell::OnceCell;
use std::io::{self, Write};
use std::path::Path;

use crate::date::Grain;
use crate::error::Result;
use crate::graph::Graph;
use crate::graph::layout::{self, Place};
use crate::store::{Part, Store};
use crate::whole::write_whole;

pub use cut::Extent;
pub use difference::{Difference, Passage, Picture};
pub use dot::Cluster;
pub use format::{Format, Profile};
pub use html::Passages;
pub use json::EdgesKey;
#[cfg(feature = "parquet")]
pub use parquet::batch;
use presence::Table;
use spells::Spells;
pub use start::Start;

/// The table of when things are there.
const PRESENCE: &str = "presence.csv";

/// The nodes up to which files for other programs say where nodes stand: those programs lay out
/// larger graphs as their users want them.
const PLACED_NODES: usize = 20_000;

/// What a person may choose; each concerns some formats only.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// How much of a large graph the pictures show: DOT, SVG, HTML.
    pub extent: Extent,
    /// What nodes are drawn together by in DOT.
    pub cluster: Option<Cluster>,
    /// What the list of edges is called in JSON.
    pub edges_key: EdgesKey,
    /// Whose tables CSV holds.
    pub profile: Profile,
    /// In what stretches a table beside those of CSV tells when nodes and edges are there.
    pub presence: Option<Grain>,
    /// How many passages of each tie a page carries.
    pub passages: Passages,
    /// How much is worked out for files that others read on.
    pub detail: Detail,
}

/// How much is worked out for files that others read on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Detail {
    /// Where nodes may stand, how central they are, what ties are about.
    #[default]
    All,
    /// What was counted, and the measures of ties.
    Counts,
}

/// A graph that is ready to be written, in any number of formats.
///
/// Its nodes are placed once, when the first format asks where they stand.
pub struct Export<'a> {
    graph: &'a Graph,
    store: Option<&'a Store>,
    part: Part,
    start: Option<&'a Start>,
    options: Options,
    places: OnceCell<Vec<Place>>,
}

impl<'a> Export<'a> {
    /// `store` is that of the graph, for the passages a page shows and for when things are there;
    /// without one there are none.
    pub fn new(graph: &'a Graph, store: Option<&'a Store>, options: Options) -> Self {
        Self {
            graph,
            store,
            part: Part::default(),
            start: None,
            options,
            places: OnceCell::new(),
        }
    }

    /// Says that the graph was counted in `part` of the store's corpus, not in all of it.
    pub fn of_part(self, part: Part) -> Self {
        Self { part, ..self }
    }

    /// Has nodes stand about where they stood in `start`.
    pub fn from_start(self, start: Option<&'a Start>) -> Self {
        Self { start, ..self }
    }

    /// What `format` leaves out, in words; nothing where it shows all of the graph.
    pub fn left_out(&self, format: Format) -> Option<String> {
        cut::cut(self.graph, format, self.options.extent).note
    }

    /// Writes a format of one file; the same graph gives the same bytes.
    ///
    /// # Errors
    ///
    /// Those of `out`, and of kind [`io::ErrorKind::InvalidInput`] for a format of several files.
    pub fn write(&self, format: Format, out: impl Write) -> io::Result<()> {
        match format.file_names().len() {
            1 => self.write_part(format, 0, out),
            _ => Err(io::Error::new(
                io::ErrorKind::InvalidInput,
                format!("{format} is several files"),
            )),
        }
    }

    /// Writes the file at `path`, of a format of one file: under another name first, so that what
    /// stands there stays whole until the new one is.
    ///
    /// # Errors
    ///
    /// [`Error::Write`](crate::error::Error::Write).
    pub fn write_file(&self, format: Format, path: &Path) -> Result<()> {
        write_whole(path, |out| self.write(format, out))
    }

    /// Writes the files of `format` into `folder`, each under its [own name](Format::file_names), and
    /// beside those of CSV `presence.csv` if [`Options::presence`] asks for it and there is a store.
    ///
    /// # Errors
    ///
    /// [`Error::Write`](crate::error::Error::Write).
    pub fn write_into(&self, format: Format, folder: &Path) -> Result<()> {
        for (part, name) in format.file_names().iter().enumerate() {
            write_whole(&folder.join(name), |out| self.write_part(format, part, out))?;
        }
        if let Some((store, grain)) = self.presence_of(format) {
            let table = Table::new(store, self.graph, &self.part, grain)?;
            write_whole(&folder.join(PRESENCE), |out| table.write(out))?;
        }
        Ok(())
    }

    /// The names of the files that [`Self::write_into`] writes.
    pub fn file_names(&self, format: Format) -> Vec<&'static str> {
        let presence = self.presence_of(format).map(|_| PRESENCE);
        format
            .file_names()
            .iter()
            .copied()
            .chain(presence)
            .collect()
    }

    /// What to tell beside `format` of when things are there.
    fn presence_of(&self, format: Format) -> Option<(&Store, Grain)> {
        let asked = self.store.zip(self.options.presence);
        asked.filter(|_| format == Format::Csv)
    }

    /// Writes that file of `format` whose name is at the place `part` of [`Format::file_names`]; the
    /// same graph gives the same bytes.
    ///
    /// # Errors
    ///
    /// Those of `out`.
    pub fn write_part(&self, format: Format, part: usize, out: impl Write) -> io::Result<()> {
        let options = &self.options;
        let shown = cut::cut(self.graph, format, options.extent);
        let graph = &shown.graph;
        let is_whole = graph.network.node_count() == self.graph.network.node_count();
        let places = || match is_whole {
            true => Cow::Borrowed(self.places(format)),
            false => Cow::Owned(self.laid_out(graph, format)),
        };
        let places_if_few = || match graph.network.node_count() {
            0..=PLACED_NODES if options.detail == Detail::All => places(),
            _ => Cow::Borrowed(&[][..]),
        };
        match format {
            Format::Dot => dot::write(graph, shown.note.as_deref(), options.cluster, None, out),
            Format::GraphMl => graphml::write(graph, &places_if_few(), out),
            Format::Gexf => gexf::write(graph, &places_if_few(), None, out),
            Format::DynamicGexf => {
                let spells = self.spells(graph)?;
                gexf::write(graph, &places_if_few(), Some(&spells), out)
            }
            Format::Json => json::write(graph, options.edges_key, out),
            Format::Cyjs => cyjs::write(graph, &places_if_few(), out),
            Format::Csv if part == 0 => csv::write_nodes(graph, options.profile, out),
            Format::Csv => csv::write_edges(graph, options.profile, out),
            #[cfg(feature = "parquet")]
            Format::Parquet => {
                let contents = || self.store.map(|store| store.contents(graph, &self.part));
                let contents = || contents().transpose().map_err(io::Error::other);
                match part {
                    0 => parquet::write_entities(graph, out),
                    1 => parquet::write_edges(graph, out),
                    2 => parquet::write_mentions(contents()?.as_ref(), out),
                    _ => parquet::write_documents(contents()?.as_ref(), out),
                }
            }
            Format::Turtle => turtle::write(graph, out),
            Format::JsonLd => jsonld::write(graph, out),
            Format::Svg => svg::write(graph, &places(), shown.note.as_deref(), None, out),
            Format::Html => {
                let page = html::Page {
                    graph,
                    places: &places(),
                    note: shown.note.as_deref(),
                    store: self.store,
                    part: &self.part,
                    passages: options.passages,
                };
                page.write(out)
            }
        }
    }

    /// When the nodes and edges of `graph` are there; never, where there is no store.
    fn spells(&self, graph: &Graph) -> io::Result<Spells> {
        let presence = match self.store {
            Some(store) => store.presence_by_date(graph, &self.part),
            None => Ok(Default::default()),
        };
        Ok(Spells::new(graph, &presence.map_err(io::Error::other)?))
    }

    fn places(&self, format: Format) -> &[Place] {
        self.places
            .get_or_init(|| self.laid_out(self.graph, format))
    }

    fn laid_out(&self, graph: &Graph, format: Format) -> Vec<Place> {
        let start = self
            .start
            .map(|start| start.places(graph, format, self.options.extent));
        let options = layout::Options {
            start: start.unwrap_or_default(),
            ..layout::Options::default()
        };
        layout::layout(graph, &options)
    }
}

#[cfg(test)]
mod tests;
