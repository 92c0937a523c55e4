//! Two tables, one of nodes and one of edges: for Gephi's spreadsheet import, pandas, igraph and R,
//! or for `neo4j-admin database import`.
//!
//! Gephi takes a column for one of times if all there is in its first rows is dates as ISO 8601
//! writes them, and refuses the second table if the first alone has such a column; so its tables
//! have dates with `/`, which all others read as well.
//!
//! Names stand in them as they are, also one that a spreadsheet would take for a formula: these
//! tables are read by programs, and must read back equal.

use std::io::{self, Write};

use petgraph::visit::EdgeRef;
use serde_json::Value;

use super::format::Profile;
use super::text::{visible, visible_id};
use super::values::{edge_columns_but, node_columns_but, of_edge, of_node, placed, plain};
use crate::date::Date;
use crate::graph::{Column, ColumnType, Graph};

/// Writes the table of nodes.
pub(super) fn write_nodes(graph: &Graph, profile: Profile, out: impl Write) -> io::Result<()> {
    let (first, columns, last): (&[_], _, _) = match profile {
        Profile::Gephi => (&["Id", "Label"], node_columns_but(graph, &["label"]), None),
        Profile::Neo4j => (
            &["id:ID"],
            node_columns_but(graph, &["label", "type"]),
            Some(":LABEL"),
        ),
    };
    let mut table = Rows::new(out);
    first.iter().try_for_each(|name| table.text(name))?;
    (columns.iter()).try_for_each(|column| table.text(&head(column, profile)))?;
    last.iter().try_for_each(|name| table.text(name))?;
    table.end()?;
    for index in graph.network.node_indices() {
        let node = &graph.network[index];
        table.text(&visible_id(&node.id))?;
        if profile == Profile::Gephi {
            table.text(&node.name)?;
        }
        let values = placed(&columns, of_node(graph, index));
        table.values(columns.len(), values, profile)?;
        if profile == Profile::Neo4j {
            table.text(&capitalised(node.entity_type.as_str()))?;
        }
        table.end()?;
    }
    Ok(())
}

/// Writes the table of edges.
pub(super) fn write_edges(graph: &Graph, profile: Profile, out: impl Write) -> io::Result<()> {
    let columns = edge_columns_but(&[]);
    // Without a type Gephi takes edges as directed.
    let (first, kind) = match profile {
        Profile::Gephi => (["Source", "Target", "Type"], "Undirected"),
        Profile::Neo4j => ([":START_ID", ":END_ID", ":TYPE"], "MENTIONED_WITH"),
    };
    let mut table = Rows::new(out);
    first.iter().try_for_each(|name| table.text(name))?;
    (columns.iter()).try_for_each(|column| table.text(&head(column, profile)))?;
    table.end()?;
    for tie in graph.network.edge_references() {
        for end in [tie.source(), tie.target()] {
            table.text(&visible_id(&graph.network[end].id))?;
        }
        table.text(kind)?;
        table.values(columns.len(), placed(&columns, of_edge(&tie)), profile)?;
        table.end()?;
    }
    Ok(())
}

/// Writes rows: texts in quotes, so that none is taken for a number, a truth or nothing (`NA`);
/// numbers without.
pub(super) struct Rows<W: Write> {
    out: W,
    is_begun: bool,
}

impl<W: Write> Rows<W> {
    pub(super) fn new(out: W) -> Self {
        Self {
            out,
            is_begun: false,
        }
    }

    pub(super) fn text(&mut self, text: &str) -> io::Result<()> {
        self.clean(&visible(text))
    }

    /// Writes text that is visible.
    fn clean(&mut self, text: &str) -> io::Result<()> {
        self.part()?;
        self.out.write_all(b"\"")?;
        // Faster than a search in texts as short as most.
        match text.bytes().fold(false, |has, byte| has | (byte == b'"')) {
            true => self.out.write_all(text.replace('"', "\"\"").as_bytes())?,
            false => self.out.write_all(text.as_bytes())?,
        }
        self.out.write_all(b"\"")
    }

    fn value(&mut self, value: &Value, profile: Profile) -> io::Result<()> {
        match (profile, value) {
            (_, Value::Null) => self.part(),
            (_, Value::Number(number)) => {
                self.part()?;
                serde_json::to_writer(&mut self.out, number).map_err(io::Error::from)
            }
            // Bare as well, so that readers take it for what it is.
            (_, Value::Bool(truth)) => {
                self.part()?;
                write!(self.out, "{truth}")
            }
            // The items of a list are parted by `;`, for which there is no escape.
            (Profile::Neo4j, Value::Array(items)) => {
                let items = items.iter().map(|item| plain(item).replace(';', ","));
                self.clean(&items.collect::<Vec<_>>().join(";"))
            }
            (Profile::Gephi, Value::String(text)) if is_dated(text) => {
                self.clean(&text.replace('-', "/"))
            }
            (_, other) => self.clean(&plain(other)),
        }
    }

    pub(super) fn number(&mut self, number: u64) -> io::Result<()> {
        self.part()?;
        write!(self.out, "{number}")
    }

    /// A value in each of so many columns, of which some may have none.
    fn values(
        &mut self,
        n_columns: usize,
        values: impl Iterator<Item = (usize, Value)>,
        profile: Profile,
    ) -> io::Result<()> {
        let mut next = 0;
        for (place, value) in values {
            (next..place).try_for_each(|_| self.part())?;
            self.value(&value, profile)?;
            next = place + 1;
        }
        (next..n_columns).try_for_each(|_| self.part())
    }

    pub(super) fn end(&mut self) -> io::Result<()> {
        self.is_begun = false;
        self.out.write_all(b"\n")
    }

    /// Parts a field from the one before it.
    fn part(&mut self) -> io::Result<()> {
        match std::mem::replace(&mut self.is_begun, true) {
            true => self.out.write_all(b","),
            false => Ok(()),
        }
    }
}

/// Whether Gephi would take `text` for a time.
fn is_dated(text: &str) -> bool {
    let parts = Date::of(text).map(Date::parts);
    let n_bytes = match parts {
        Some((_, Some(_), Some(_))) => "2024-05-17".len(),
        Some((_, Some(_), None)) => "2024-05".len(),
        _ => return false,
    };
    matches!(text.as_bytes().get(n_bytes), None | Some(b'T'))
}

fn head(column: &Column, profile: Profile) -> String {
    let name = &column.name;
    match (profile, column.column_type) {
        (Profile::Gephi, _) if name == "weight" => "Weight".to_owned(),
        (Profile::Gephi, _) => name.clone(),
        // A colon would begin a type.
        (Profile::Neo4j, column_type) => {
            let type_name = match column_type {
                ColumnType::Text => "string",
                ColumnType::Integer => "long",
                ColumnType::Number => "double",
                ColumnType::Truth => "boolean",
                ColumnType::List => "string[]",
            };
            format!("{}:{type_name}", name.replace(':', "_"))
        }
    }
}

/// A type as Neo4j's users write labels: `Person`.
fn capitalised(name: &str) -> String {
    let mut chars = name.chars();
    let first = chars.next().into_iter().flat_map(char::to_uppercase);
    first.chain(chars).filter(|&c| c != ';').collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::odd_graph;
    use super::*;

    #[track_caller]
    fn check(profile: Profile, nodes: &[&str], edges: &[&str]) {
        let graph = odd_graph();
        let mut bytes = Vec::new();
        write_nodes(&graph, profile, &mut bytes).expect("a vector takes all");
        let text = String::from_utf8(bytes).expect("UTF-8");
        for line in nodes {
            assert!(text.contains(line), "{line} in {text}");
        }
        let mut bytes = Vec::new();
        write_edges(&graph, profile, &mut bytes).expect("a vector takes all");
        let text = String::from_utf8(bytes).expect("UTF-8");
        for line in edges {
            assert!(text.contains(line), "{line} in {text}");
        }
    }

    #[test]
    fn gephi_is_told_that_edges_are_undirected() {
        check(
            Profile::Gephi,
            &[
                "\"Id\",\"Label\",\"name\"",
                "\"n 0\",\"A \"\"quoted\"\" \\N <b> & Co\",",
                "\"x|y | z\"",
            ],
            &[
                "\"Source\",\"Target\",\"Type\",\"Weight\"",
                "\"n 0\",\"n 1\",\"Undirected\",2,",
            ],
        );
    }

    #[test]
    fn gephi_sees_no_times() {
        for (text, expected) in [
            ("2024-05", true),
            ("2024-05-17", true),
            ("2024-05-17T03:28Z", true),
            ("2024", false),
            ("2024-05-17 or so", false),
            ("Łódź", false),
        ] {
            assert_eq!(is_dated(text), expected, "{text}");
        }
    }

    #[test]
    fn neo4j_is_told_the_types() {
        check(
            Profile::Neo4j,
            &[
                "\"id:ID\",\"name:string\",\"mentions:long\"",
                "\"x|y;z\"",
                "\"Person\"\n",
                ":LABEL",
            ],
            &[
                "\":START_ID\",\":END_ID\",\":TYPE\",\"weight:double\"",
                "\"MENTIONED_WITH\",2,",
            ],
        );
    }
}
