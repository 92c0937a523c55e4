//! The formats and their names.

use std::fmt;
use std::str::FromStr;

/// A name that is known also where the format is left out.
const PARQUET: &str = "parquet";

/// A file format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// Graphviz.
    Dot,
    /// GraphML, for Gephi, Cytoscape, networkx, igraph.
    GraphMl,
    /// GEXF 1.3, for Gephi and Gephi Lite.
    Gexf,
    /// GEXF 1.3 with the times at which nodes and edges are there, for Gephi's time line.
    DynamicGexf,
    /// JSON as networkx reads it (node-link).
    Json,
    /// Cytoscape's JSON.
    Cyjs,
    /// A table of nodes and one of edges.
    Csv,
    /// Tables of entities, edges, mentions and documents, for Arrow's readers; of a program built
    /// with the feature `parquet`.
    #[cfg(feature = "parquet")]
    Parquet,
    /// Linked data in Turtle.
    Turtle,
    /// Linked data in JSON.
    JsonLd,
    /// A picture.
    Svg,
    /// A page to explore in a browser.
    Html,
}

impl Format {
    /// All formats.
    pub const ALL: [Self; 11 + cfg!(feature = "parquet") as usize] = [
        Self::Dot,
        Self::GraphMl,
        Self::Gexf,
        Self::DynamicGexf,
        Self::Json,
        Self::Cyjs,
        Self::Csv,
        Self::Turtle,
        Self::JsonLd,
        Self::Svg,
        Self::Html,
        #[cfg(feature = "parquet")]
        Self::Parquet,
    ];

    /// Those a build writes unless it is told otherwise.
    pub const USUAL: [Self; 3] = [Self::Dot, Self::GraphMl, Self::Json];

    /// The name on the command line, which is the file's extension too. That of
    /// [`Self::DynamicGexf`] is not for there: it is GEXF that was asked for with its times.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Dot => "dot",
            Self::GraphMl => "graphml",
            Self::Gexf => "gexf",
            Self::DynamicGexf => "dynamic.gexf",
            Self::Json => "json",
            Self::Cyjs => "cyjs",
            Self::Csv => "csv",
            #[cfg(feature = "parquet")]
            Self::Parquet => PARQUET,
            Self::Turtle => "ttl",
            Self::JsonLd => "jsonld",
            Self::Svg => "svg",
            Self::Html => "html",
        }
    }

    /// Whether it shows passages, which the store holds.
    pub fn quotes(self) -> bool {
        self == Self::Html
    }

    /// Whether its files are text, in UTF-8.
    pub fn is_text(&self) -> bool {
        match self {
            #[cfg(feature = "parquet")]
            Self::Parquet => false,
            _ => true,
        }
    }

    /// The names of its files in an output folder.
    pub fn file_names(self) -> &'static [&'static str] {
        match self {
            Self::Dot => &["graph.dot"],
            Self::GraphMl => &["graph.graphml"],
            Self::Gexf => &["graph.gexf"],
            Self::DynamicGexf => &["graph-dynamic.gexf"],
            Self::Json => &["graph.json"],
            Self::Cyjs => &["graph.cyjs"],
            Self::Csv => &["nodes.csv", "edges.csv"],
            #[cfg(feature = "parquet")]
            Self::Parquet => &[
                "entities.parquet",
                "edges.parquet",
                "mentions.parquet",
                "documents.parquet",
            ],
            Self::Turtle => &["graph.ttl"],
            Self::JsonLd => &["graph.jsonld"],
            Self::Svg => &["graph.svg"],
            Self::Html => &["graph.html"],
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Format {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        if name == PARQUET && cfg!(not(feature = "parquet")) {
            return Err(
                "this program was built without it; use one of the releases, or build it \
                        with `--features parquet`"
                    .to_owned(),
            );
        }
        let is_named = |format: &Self| *format != Self::DynamicGexf;
        let mut named = Self::ALL.into_iter().filter(is_named);
        let found = named.clone().find(|format| format.as_str() == name);
        found.ok_or_else(|| {
            // The last, whether this program can write it or not.
            let others = named.by_ref().filter(Self::is_text);
            let others: Vec<_> = others.map(|format| format!("`{format}`")).collect();
            format!("use {} or `{PARQUET}`", others.join(", "))
        })
    }
}

/// Whose tables CSV holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Profile {
    /// Those that Gephi imports as a spreadsheet, and pandas, igraph and R read.
    #[default]
    Gephi,
    /// Those of `neo4j-admin database import`.
    Neo4j,
}

impl FromStr for Profile {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        match name {
            "gephi" => Ok(Self::Gephi),
            "neo4j" => Ok(Self::Neo4j),
            _ => Err("use `gephi` or `neo4j`".to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_format_reads_back_as_it_is_written() {
        for format in Format::ALL {
            let is_named = format != Format::DynamicGexf;
            assert_eq!(format.to_string().parse().ok(), is_named.then_some(format));
        }
        assert!("gephi".parse::<Format>().is_err());
    }
}
