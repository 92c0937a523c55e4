//! A graph in, what each of its ties is about out, from the passages of the store.

use std::ops::Range;

use petgraph::graph::EdgeIndex;
use rusqlite::{Connection, OptionalExtension};
use rustc_hash::FxHashMap;

use super::evidence::TIME;
use super::part::Part;
use super::{ROWS, Store};
use crate::error::Result;
use crate::graph::{Graph, Passages};
use crate::span::Span;

/// A mention and the passage it stands in; without a window where it is not counted.
struct Row {
    window: Option<(i64, i64)>,
    passage: usize,
    span: Span,
    entity: u32,
}

/// The documents whose passages are asked: each `step`-th of those that number theirs in `keys`.
struct Asked {
    keys: Range<i64>,
    step: i64,
}

impl Store {
    /// Fills [`Edge::about`](crate::graph::Edge::about) of the edges of `graph`, which was counted in
    /// `part`: the words most particular to the passages of the windows that hold both ends, of
    /// those passages that mention one. Of a store with more than half a million mentions only
    /// some documents, evenly spread, are asked, so that their words fit into memory. Linear in the
    /// mentions and in the pairs of their windows.
    ///
    /// # Errors
    ///
    /// [`Error::Store`](crate::error::Error::Store) if the file is damaged.
    pub fn tell_about(&self, graph: &mut Graph, part: &Part) -> Result<()> {
        self.read(|| tell_about(&self.connection, graph, part))
    }
}

/// The most mentions whose passages are asked.
const MOST_MENTIONS: i64 = 500_000;

impl Asked {
    /// Nothing where `part` is of a document that there is not.
    fn of(connection: &Connection, part: &Part) -> rusqlite::Result<Option<Self>> {
        if let Some(document) = &part.document {
            let key = "SELECT key FROM document_ WHERE id = ?1";
            let key: Option<i64> = connection
                .query_row(key, [document], |row| row.get(0))
                .optional()?;
            return Ok(key.map(|key| Self {
                keys: key * ROWS..(key + 1) * ROWS,
                step: 1,
            }));
        }
        let count = "SELECT count(*) FROM mention_";
        let n_mentions: i64 = connection.query_row(count, [], |row| row.get(0))?;
        Ok(Some(Self {
            keys: 0..i64::MAX,
            step: n_mentions / MOST_MENTIONS + 1,
        }))
    }

    fn values(&self) -> [i64; 3] {
        [self.step, self.keys.start, self.keys.end]
    }
}

fn tell_about(connection: &Connection, graph: &mut Graph, part: &Part) -> rusqlite::Result<()> {
    let Some(asked) = Asked::of(connection, part)? else {
        return Ok(());
    };
    let mut rows = rows(connection, &asked, part)?;
    let (passages, keys) = passages(connection, &rows, &asked)?;
    rows.sort_by_key(|row| row.window);
    let edges = edges(graph);
    let mut places: Vec<(EdgeIndex, usize)> = Vec::new();
    let windows = rows.chunk_by(|a, b| a.window == b.window);
    for window in windows.filter(|rows| rows[0].window.is_some()) {
        let mut inside: Vec<(u32, usize)> =
            window.iter().map(|row| (row.entity, row.passage)).collect();
        inside.sort_unstable();
        inside.dedup();
        let entities: Vec<&[(u32, usize)]> = inside.chunk_by(|a, b| a.0 == b.0).collect();
        for (idx, one) in entities.iter().enumerate() {
            for other in &entities[idx + 1..] {
                if let Some(&edge) = edges.get(&(one[0].0, other[0].0)) {
                    let both = one.iter().chain(*other);
                    places.extend(both.map(|(_, passage)| (edge, *passage)));
                }
            }
        }
    }
    places.sort_unstable();
    places.dedup();
    for same in places.chunk_by(|a, b| a.0 == b.0) {
        let place = |(_, passage): &(EdgeIndex, usize)| keys.binary_search(passage).ok();
        let chosen: Vec<usize> = same.iter().filter_map(place).collect();
        graph.network[same[0].0].about = passages.particular(&chosen);
    }
    Ok(())
}

/// The mentions of `part` in the documents that are asked, in the order of their passages.
fn rows(connection: &Connection, asked: &Asked, part: &Part) -> rusqlite::Result<Vec<Row>> {
    let (time, joins) = match part.period.is_open() {
        true => ("NULL", ""),
        false => (
            TIME,
            "LEFT JOIN section_ s ON s.document = m.document AND s.section = m.section",
        ),
    };
    let mut select = connection.prepare(&format!(
        "SELECT m.document, m.window, m.passage, m.start, m.\"end\", m.entity, d.id, {time}
         FROM mention_ m JOIN document_ d ON d.key = m.document {joins}
         WHERE d.place % ?1 = 0 AND m.key >= ?2 AND m.key < ?3
         ORDER BY m.passage, m.start",
    ))?;
    let is_all = part.is_all();
    let is_of_part = |row: &rusqlite::Row<'_>| -> rusqlite::Result<bool> {
        let (id, time): (String, Option<String>) = (row.get(6)?, row.get(7)?);
        Ok(part.admits(&id) && part.period.holds(time.as_deref().unwrap_or_default()))
    };
    let rows = select.query_and_then(asked.values(), |row| {
        if !is_all && !is_of_part(row)? {
            return Ok(None);
        }
        let (document, window): (i64, Option<i64>) = (row.get(0)?, row.get(1)?);
        Ok(Some(Row {
            window: window.map(|window| (document, window)),
            passage: row.get(2)?,
            span: super::stored_span(row.get(3)?, row.get(4)?),
            entity: row.get(5)?,
        }))
    })?;
    rows.filter_map(Result::transpose).collect()
}

/// The words of the passages of the documents that are asked, without the names in `rows`, and the keys
/// of the passages, ascending.
fn passages(
    connection: &Connection,
    rows: &[Row],
    asked: &Asked,
) -> rusqlite::Result<(Passages, Vec<usize>)> {
    let mut passages = Passages::default();
    let mut keys = Vec::new();
    let mut select = connection.prepare(
        "SELECT p.key, p.start, p.text FROM passage_ p JOIN document_ d ON d.key = p.document
         WHERE d.place % ?1 = 0 AND p.key >= ?2 AND p.key < ?3 ORDER BY p.key",
    )?;
    let mut found = select.query(asked.values())?;
    let mut rest = rows;
    while let Some(row) = found.next()? {
        let (key, start, text): (usize, usize, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let n_before = rest.partition_point(|row| row.passage < key);
        let n_here = rest.partition_point(|row| row.passage <= key);
        let inside = |byte: usize| byte.saturating_sub(start).min(text.len());
        let names = rest[n_before..n_here].iter();
        let names: Vec<Span> = names
            .map(|row| Span::new(inside(row.span.start), inside(row.span.end)))
            .collect();
        rest = &rest[n_here..];
        if names.is_empty() {
            continue; // Only candidates stand in it.
        }
        passages.add(&text, &names);
        keys.push(key);
    }
    Ok((passages, keys))
}

/// The edges by the entities at their ends, the smaller first.
fn edges(graph: &Graph) -> FxHashMap<(u32, u32), EdgeIndex> {
    let network = &graph.network;
    let edges = network.edge_indices().filter_map(|edge| {
        let (a, b) = network.edge_endpoints(edge)?;
        let (a, b) = (network[a].entity.0, network[b].entity.0);
        Some(((a.min(b), a.max(b)), edge))
    });
    edges.collect()
}
