//! A store in, its graph out.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use petgraph::graph::NodeIndex;
use rusqlite::{Connection, ErrorCode, OpenFlags};
use rustc_hash::FxHashMap;

use super::{APPLICATION_ID, VERSION};
use crate::cooccur::{Pair, PairCounts, Window, row};
use crate::error::{Error, Result};
use crate::gazetteer::{EntityId, EntityType};
use crate::graph::{Corpus, Graph, Node};

/// A store that is open for reading.
#[derive(Debug)]
pub struct Store {
    pub(super) connection: Connection,
    path: PathBuf,
    /// The key of the first entity that is a candidate, where these are shown.
    pub(super) first_candidate: Option<u32>,
    /// The windows whose candidates make no ties, as they are too many.
    pub(super) n_crowded: usize,
}

/// Which entities to read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kinds {
    /// All.
    All,
    /// All but those of the type `other`.
    Usual,
}

impl Store {
    /// Opens the store at `path`; nothing is ever written to it.
    ///
    /// # Errors
    ///
    /// [`Error::Store`] if there is none or it is none, [`Error::StoreVersion`] for another
    /// version's.
    pub fn open(path: &Path) -> Result<Self> {
        if !path.exists() {
            let reason = "there is no such file".to_owned();
            return Err(Error::Store {
                path: path.to_owned(),
                reason,
            });
        }
        if path.is_dir() {
            let reason = "this is a folder".to_owned();
            return Err(Error::Store {
                path: path.to_owned(),
                reason,
            });
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let open = || -> rusqlite::Result<(Connection, i64, i64)> {
            let connection = Connection::open_with_flags(path, flags)?;
            let pragma = |name| connection.pragma_query_value(None, name, |row| row.get(0));
            let (id, version) = (pragma("application_id")?, pragma("user_version")?);
            Ok((connection, id, version))
        };
        let (connection, id, found) = open().map_err(|error| store_error(path, &error))?;
        if id != APPLICATION_ID {
            let reason = "this is no graph of comention's".to_owned();
            return Err(Error::Store {
                path: path.to_owned(),
                reason,
            });
        }
        if found != VERSION {
            return Err(Error::StoreVersion {
                path: path.to_owned(),
                found,
                wanted: VERSION,
            });
        }
        Ok(Self {
            connection,
            path: path.to_owned(),
            first_candidate: None,
            n_crowded: 0,
        })
    }

    /// Where it lies.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Reads the graph, with entities of the type `other`.
    ///
    /// # Errors
    ///
    /// [`Error::Store`] if the file is damaged.
    pub fn graph(&self) -> Result<Graph> {
        self.read(|| {
            let nodes = self.nodes(Kinds::All)?;
            let rows = self.ties("", [])?;
            let edges = placed(&nodes, rows);
            Ok(Graph::from_parts(nodes, edges, self.corpus()?))
        })
    }

    /// Reads the nodes of the graph, without any tie.
    ///
    /// # Errors
    ///
    /// [`Error::Store`] if the file is damaged.
    pub fn nodes_alone(&self, kinds: Kinds) -> Result<Graph> {
        self.read(|| {
            let nodes = self.nodes(kinds)?;
            Ok(Graph::weighted(nodes, Vec::new(), self.corpus()?))
        })
    }

    /// Reads the graph with the weights of its ties, but no other count nor measure of them.
    ///
    /// # Errors
    ///
    /// [`Error::Store`] if the file is damaged.
    pub fn weights_alone(&self, kinds: Kinds) -> Result<Graph> {
        self.read(|| {
            let nodes = self.nodes(kinds)?;
            let mut select = self.connection.prepare("SELECT a, b, weight FROM edge_")?;
            let rows = select.query_map([], |row| {
                let pair = (EntityId(row.get(0)?), EntityId(row.get(1)?));
                Ok((pair, row.get(2)?))
            })?;
            let weights = placed(&nodes, rows.collect::<rusqlite::Result<_>>()?);
            Ok(Graph::weighted(nodes, weights, self.corpus()?))
        })
    }

    /// `graph`, nodes without ties, with all ties between `wanted` and others of its nodes. What
    /// compares a tie with others, `alpha` and `score`, is as if there were no more.
    ///
    /// # Errors
    ///
    /// [`Error::Store`] if the file is damaged.
    pub fn with_ties_of(&self, graph: Graph, wanted: &[NodeIndex]) -> Result<Graph> {
        self.read(|| {
            let mut rows = Vec::new();
            for &node in wanted {
                let key = graph.network[node].entity.0;
                rows.extend(self.ties("WHERE a = ?1", [key])?);
                rows.extend(self.ties("WHERE b = ?1", [key])?);
            }
            let corpus = graph.corpus;
            let nodes = graph.network.into_nodes_edges().0;
            let nodes: Vec<Node> = nodes.into_iter().map(|node| node.weight).collect();
            let mut edges = placed(&nodes, rows);
            edges.sort_unstable_by_key(|(ends, _)| *ends);
            edges.dedup_by_key(|(ends, _)| *ends);
            Ok(Graph::from_parts(nodes, edges, corpus))
        })
    }

    /// The types that its entities have, sorted.
    ///
    /// # Errors
    ///
    /// [`Error::Store`] if the file is damaged.
    pub fn types(&self) -> Result<Vec<String>> {
        self.read(|| {
            let sql = "SELECT DISTINCT type FROM entity_ ORDER BY type";
            let mut select = self.connection.prepare(sql)?;
            select.query_map([], |row| row.get(0))?.collect()
        })
    }

    /// What the build says of itself: version, options, counts.
    ///
    /// # Errors
    ///
    /// [`Error::Store`] if the file is damaged.
    pub fn about(&self) -> Result<BTreeMap<String, String>> {
        self.read(|| self.about_rows())
    }

    pub(super) fn read<T>(&self, read: impl FnOnce() -> rusqlite::Result<T>) -> Result<T> {
        read().map_err(|error| store_error(&self.path, &error))
    }

    fn about_rows(&self) -> rusqlite::Result<BTreeMap<String, String>> {
        let mut select = self.connection.prepare("SELECT key, value FROM build_")?;
        select
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect()
    }

    fn corpus(&self) -> rusqlite::Result<Corpus> {
        let about = self.about_rows()?;
        let number = |key: &str| {
            about
                .get(key)
                .and_then(|value| value.parse().ok())
                .unwrap_or(0)
        };
        let window = about
            .get("window")
            .and_then(|value| value.parse::<Window>().ok());
        Ok(Corpus {
            documents: number("documents"),
            paragraphs: number("paragraphs"),
            windows: number("windows"),
            window: window.unwrap_or_default(),
        })
    }

    /// The ties of which a condition is true, by the keys of their ends.
    fn ties(
        &self,
        condition: &str,
        values: impl rusqlite::Params,
    ) -> rusqlite::Result<Vec<(Pair, PairCounts)>> {
        let sql = format!("SELECT {} FROM edge_ {condition}", row::COLUMNS);
        let mut select = self.connection.prepare(&sql)?;
        let rows = select.query_map(values, row::read)?;
        rows.collect()
    }

    /// The nodes by id.
    fn nodes(&self, kinds: Kinds) -> rusqlite::Result<Vec<Node>> {
        let mut aliases = self.aliases()?;
        let condition = match kinds {
            Kinds::All => "",
            Kinds::Usual => "WHERE type <> 'other'",
        };
        let mut select = self.connection.prepare(&format!(
            "SELECT key, id, name, type, mentions, documents, windows, attributes, first,
                 last FROM entity_ {condition} ORDER BY id",
        ))?;
        let rows = select.query_map([], |row| {
            let key: u32 = row.get(0)?;
            let entity_type: String = row.get(3)?;
            let attributes: String = row.get(7)?;
            let node = Node {
                entity: EntityId(key),
                id: row.get(1)?,
                name: row.get(2)?,
                entity_type: EntityType::named(&entity_type),
                candidate: self.first_candidate.map(|first| key >= first),
                mentions: row.get(4)?,
                documents: row.get(5)?,
                windows: row.get(6)?,
                dates: row::dates(row, 8)?,
                aliases: aliases.remove(&key).unwrap_or_default(),
                attributes: serde_json::from_str(&attributes).unwrap_or_default(),
            };
            Ok(node)
        })?;
        rows.collect()
    }

    fn aliases(&self) -> rusqlite::Result<BTreeMap<u32, Vec<String>>> {
        let mut select = self
            .connection
            .prepare("SELECT entity, alias FROM alias_ ORDER BY rowid")?;
        let mut aliases: BTreeMap<u32, Vec<String>> = BTreeMap::new();
        let mut rows = select.query([])?;
        while let Some(row) = rows.next()? {
            aliases.entry(row.get(0)?).or_default().push(row.get(1)?);
        }
        Ok(aliases)
    }
}

/// The ties between `nodes`, by the places of their ends, the smaller first.
fn placed<T>(nodes: &[Node], ties: Vec<(Pair, T)>) -> Vec<((usize, usize), T)> {
    let places: FxHashMap<EntityId, usize> = (nodes.iter().enumerate())
        .map(|(place, node)| (node.entity, place))
        .collect();
    let placed = ties.into_iter().filter_map(|((a, b), counts)| {
        let (a, b) = (*places.get(&a)?, *places.get(&b)?);
        Some(((a.min(b), a.max(b)), counts))
    });
    placed.collect()
}

fn store_error(path: &Path, error: &rusqlite::Error) -> Error {
    let reason = match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
            return Error::StoreBusy {
                path: path.to_owned(),
            };
        }
        Some(ErrorCode::NotADatabase) => "this is no graph of comention's".to_owned(),
        Some(ErrorCode::DatabaseCorrupt) => "the file is damaged".to_owned(),
        Some(ErrorCode::CannotOpen) => "the file cannot be opened".to_owned(),
        _ => error.to_string(),
    };
    Error::Store {
        path: path.to_owned(),
        reason,
    }
}
