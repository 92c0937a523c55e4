//! How the entities stand in the graph, computed once by the build.

use rusqlite::{Connection, OptionalExtension, params};
use rustc_hash::FxHashMap;

use super::Store;
use crate::error::Result;
use crate::graph::{Community, Graph, Standing, Standings};

/// Adds the standings of `graph`, if it has been measured.
pub(super) fn insert(connection: &Connection, graph: &Graph) -> rusqlite::Result<()> {
    let Some(standings) = graph.standings() else {
        return Ok(());
    };
    let mut insert = connection.prepare("INSERT INTO standing_ VALUES (?, ?, ?, ?, ?, ?)")?;
    for (node, standing) in graph.network.node_weights().zip(&standings.nodes) {
        insert.execute(params![
            node.entity.0,
            standing.pagerank,
            standing.betweenness,
            standing.closeness,
            standing.core,
            standing.community,
        ])?;
    }
    let mut insert = connection.prepare("INSERT INTO community_ VALUES (?, ?, ?)")?;
    for (key, community) in standings.communities.iter().enumerate() {
        insert.execute(params![key, community.name, community.n_members])?;
    }
    let about = "INSERT INTO build_ VALUES ('modularity', ?1)";
    connection.execute(about, [standings.modularity.to_string()])?;
    if let Some(n_sampled) = standings.n_sampled {
        let about = "INSERT INTO build_ VALUES ('betweenness_sampled', ?1)";
        connection.execute(about, [n_sampled.to_string()])?;
    }
    Ok(())
}

impl Store {
    /// The standings that the build computed, if they are those of `graph`: all entities but those of
    /// the type `other`, and no candidates. Linear in the nodes.
    ///
    /// # Errors
    ///
    /// [`Error::Store`](crate::error::Error::Store) if the file is damaged.
    pub fn standings(&self, graph: &Graph) -> Result<Option<Standings>> {
        self.read(|| {
            let known = self.known_standings()?;
            let nodes = graph.network.node_weights();
            let nodes = nodes.map(|node| known.get(&node.entity.0).copied());
            let Some(nodes) = nodes.collect::<Option<Vec<Standing>>>() else {
                return Ok(None);
            };
            if nodes.len() != known.len() || nodes.is_empty() {
                return Ok(None);
            }
            let mut select = self
                .connection
                .prepare("SELECT name, members FROM community_ ORDER BY key")?;
            let communities = select.query_map([], |row| {
                Ok(Community {
                    name: row.get(0)?,
                    n_members: row.get(1)?,
                })
            })?;
            let communities = communities.collect::<rusqlite::Result<_>>()?;
            let modularity = self.told("modularity")?;
            Ok(Some(Standings {
                nodes,
                communities,
                modularity: modularity.and_then(|told| told.parse().ok()).unwrap_or(0.0),
                n_sampled: self
                    .told("betweenness_sampled")?
                    .and_then(|told| told.parse().ok()),
            }))
        })
    }

    fn known_standings(&self) -> rusqlite::Result<FxHashMap<u32, Standing>> {
        let mut select = self.connection.prepare(
            "SELECT entity, pagerank, betweenness, closeness, core, community FROM standing_",
        )?;
        let rows = select.query_map([], |row| {
            let standing = Standing {
                pagerank: row.get(1)?,
                betweenness: row.get(2)?,
                closeness: row.get(3)?,
                core: row.get(4)?,
                community: row.get(5)?,
            };
            Ok((row.get(0)?, standing))
        })?;
        rows.collect()
    }

    fn told(&self, key: &str) -> rusqlite::Result<Option<String>> {
        let select = "SELECT value FROM build_ WHERE key = ?1";
        let mut select = self.connection.prepare(select)?;
        select.query_row([key], |row| row.get(0)).optional()
    }
}
