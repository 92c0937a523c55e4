//! Entities in, the passages that mention them out.

use std::cmp::Reverse;

use rusqlite::{ToSql, params};
use rustc_hash::FxHashSet;

use super::part::Part;
use super::{ROWS, Store};
use crate::error::Result;
use crate::span::Span;

/// A place in the corpus where an entity is mentioned, or two are together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Evidence {
    /// The document's id.
    pub document: String,
    /// Where it was read from.
    pub origin: String,
    /// The line the passage begins on, from 1.
    pub line: u64,
    /// Its section's place in the document, from 0.
    pub section: u64,
    /// The heading of its section.
    pub heading: Option<String>,
    /// The document's date, as it was given.
    pub date: Option<String>,
    /// When it was written, as far as that is known with a year: the time of its section, else the
    /// document's date.
    pub time: Option<String>,
    /// From the first name to the last, in bytes of the document's text.
    pub span: Span,
    /// The sentence, its white space folded; or two of a window, with ` … ` between them.
    pub text: String,
    /// Where the names stand in `text`, in bytes.
    pub marks: Vec<Span>,
}

/// Which passages come first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// Those of the first documents, as they stand in them.
    #[default]
    Text,
    /// The latest; those without a time last.
    Newest,
    /// Of two entities those in which they stand nearest, both in one sentence before others; of
    /// one entity those that name it most often.
    Strongest,
}

/// Which passages of an entity, or of two, to look for.
#[derive(Clone, Debug)]
pub struct Search {
    /// Which come first.
    pub order: Order,
    /// Of which part of the corpus.
    pub part: Part,
    /// How many.
    pub n: usize,
    /// How many passages that mention anybody to show before and after each.
    pub context: usize,
}

impl Default for Search {
    fn default() -> Self {
        Self {
            order: Order::default(),
            part: Part::default(),
            n: usize::MAX,
            context: 0,
        }
    }
}

/// A mention with the passage it stands in.
#[derive(Clone)]
struct Row {
    document: i64,
    window: Option<i64>,
    passage: i64,
    entity: i64,
    span: Span,
    /// Known only where a search asks for times.
    time: Option<String>,
}

/// Passages of a window, with the names to mark in each.
type Quote = Vec<(i64, Vec<Span>)>;

/// When what stands in the section `s` of the document `d` was written, if its year is known.
pub(super) const TIME: &str = "CASE WHEN s.time GLOB '[0-9]*' THEN s.time
     WHEN d.date GLOB '[0-9]*' THEN d.date END";

impl Store {
    /// The passages that mention the entity `ids`, or the windows that hold both of two, as far as
    /// they are wanted, and how many there are: of a window the first sentence that names both, else
    /// the first that names each. Linear in the mentions of the entities.
    ///
    /// # Errors
    ///
    /// [`Error::Store`](crate::error::Error::Store) if the file is damaged.
    pub fn search(&self, ids: &[&str], search: &Search) -> Result<(usize, Vec<Evidence>)> {
        self.read(|| {
            let Part { period, .. } = &search.part;
            let is_timed = search.order == Order::Newest || !period.is_open();
            let mut rows = match ids {
                [a, b] => self.rows_of_pair(a, b, is_timed)?,
                [id] => {
                    let condition = "m.entity = (SELECT key FROM entity_ WHERE id = ?1)";
                    self.rows("mention_ m", condition, &[id], is_timed)?
                }
                _ => Vec::new(),
            };
            rows.retain(|row| period.holds(row.time.as_deref().unwrap_or_default()));
            self.retain_documents(&search.part, &mut rows)?;
            let is_same = |a: &Row, b: &Row| match ids.len() {
                2 => (a.document, a.window) == (b.document, b.window),
                _ => a.passage == b.passage,
            };
            let mut groups: Vec<&[Row]> = rows.chunk_by(is_same).collect();
            match search.order {
                Order::Text => {}
                Order::Newest => groups.sort_by(|a, b| b[0].time.cmp(&a[0].time)),
                Order::Strongest if ids.len() == 2 => groups.sort_by_cached_key(|rows| apart(rows)),
                Order::Strongest => groups.sort_by_key(|rows| Reverse(rows.len())),
            }
            let shown = groups.iter().take(search.n);
            let found = shown.map(|rows| self.evidence(&quote(rows), search.context));
            Ok((groups.len(), found.collect::<rusqlite::Result<_>>()?))
        })
    }

    /// Drops what stands in documents that hold nothing of `part`.
    fn retain_documents(&self, part: &Part, rows: &mut Vec<Row>) -> rusqlite::Result<()> {
        if part.document.is_none() && part.inside.is_none() {
            return Ok(());
        }
        let mut select = self
            .connection
            .prepare_cached("SELECT id FROM document_ WHERE key = ?1")?;
        let mut admitted = FxHashSet::default();
        for same in rows.chunk_by(|a, b| a.document == b.document) {
            let id: String = select.query_row([same[0].document], |row| row.get(0))?;
            if part.admits(&id) {
                admitted.insert(same[0].document);
            }
        }
        rows.retain(|row| admitted.contains(&row.document));
        Ok(())
    }

    /// The mentions of two entities in the windows that hold both. Linear in the mentions of the
    /// rarer one.
    fn rows_of_pair(&self, a: &str, b: &str, is_timed: bool) -> rusqlite::Result<Vec<Row>> {
        let mut select = self.connection.prepare_cached(
            "SELECT key FROM entity_ WHERE id IN (?1, ?2) ORDER BY mentions, key",
        )?;
        let keys = select.query_map([a, b], |row| row.get(0))?;
        let keys: Vec<i64> = keys.collect::<rusqlite::Result<_>>()?;
        let [rare, frequent] = keys[..] else {
            return Ok(Vec::new());
        };
        let of_both = "(SELECT DISTINCT x.document, x.window FROM mention_ x
             WHERE x.entity = ?1 AND x.window IS NOT NULL AND EXISTS (
                 SELECT 1 FROM mention_ y
                 WHERE y.document = x.document AND y.window = x.window AND y.entity = ?2)) w
             CROSS JOIN mention_ m ON m.document = w.document AND m.window = w.window
                 AND m.entity IN (?1, ?2)";
        self.rows(of_both, "TRUE", &[&rare, &frequent], is_timed)
    }

    fn rows(
        &self,
        from: &str,
        condition: &str,
        values: &[&dyn ToSql],
        is_timed: bool,
    ) -> rusqlite::Result<Vec<Row>> {
        let (time, joins) = match is_timed {
            true => (
                TIME,
                "LEFT JOIN section_ s ON s.document = m.document AND s.section = m.section",
            ),
            false => ("NULL", ""),
        };
        let mut select = self.connection.prepare(&format!(
            "SELECT m.document, m.window, m.passage, m.entity, m.start, m.\"end\", {time}
             FROM {from} JOIN document_ d ON d.key = m.document {joins}
             WHERE {condition} ORDER BY d.place, m.start, m.key"
        ))?;
        let rows = select.query_map(values, |row| {
            Ok(Row {
                document: row.get(0)?,
                window: row.get(1)?,
                passage: row.get(2)?,
                entity: row.get(3)?,
                span: super::stored_span(row.get(4)?, row.get(5)?),
                time: row.get(6)?,
            })
        })?;
        rows.collect()
    }

    /// The passages of `quote` as one, with so many others around them.
    fn evidence(&self, quote: &Quote, context: usize) -> rusqlite::Result<Evidence> {
        let mut parts = quote.iter();
        let (passage, spans) = parts.next().ok_or(rusqlite::Error::QueryReturnedNoRows)?;
        let mut last = *passage;
        let mut whole = self.quoted(*passage, spans)?;
        for text in self.beside(*passage, context, Side::Before)? {
            whole = Evidence {
                text,
                marks: Vec::new(),
                ..whole.clone()
            }
            .and(whole);
        }
        for (passage, spans) in parts {
            last = *passage;
            let part = self.quoted(*passage, spans)?;
            whole.span.end = whole.span.end.max(part.span.end);
            whole = whole.and(part);
        }
        for text in self.beside(last, context, Side::After)? {
            whole = whole.and(Evidence {
                text,
                ..Evidence::default()
            });
        }
        Ok(whole)
    }

    /// The texts of the passages of the same document next to `passage`, the nearest first.
    fn beside(&self, passage: i64, n: usize, side: Side) -> rusqlite::Result<Vec<String>> {
        if n == 0 {
            return Ok(Vec::new());
        }
        let first = passage / ROWS * ROWS;
        let (range, order) = match side {
            Side::Before => (first..passage, "DESC"),
            Side::After => (passage + 1..first + ROWS, "ASC"),
        };
        let mut select = self.connection.prepare_cached(&format!(
            "SELECT text FROM passage_ WHERE key >= ?1 AND key < ?2 ORDER BY key {order} LIMIT ?3"
        ))?;
        let texts = select.query_map(params![range.start, range.end, n], |row| {
            let raw: String = row.get(0)?;
            Ok(folded(&raw, &[]).0)
        })?;
        texts.collect()
    }

    fn quoted(&self, passage: i64, spans: &[Span]) -> rusqlite::Result<Evidence> {
        let mut select = self.connection.prepare_cached(&format!(
            "SELECT d.id, d.origin, p.line, p.section, s.heading, d.date, {TIME}, p.start, p.text
             FROM passage_ p JOIN document_ d ON d.key = p.document
             LEFT JOIN section_ s ON s.document = p.document AND s.section = p.section
             WHERE p.key = ?1"
        ))?;
        select.query_row([passage], |row| {
            let (start, raw): (usize, String) = (row.get(7)?, row.get(8)?);
            let marks = spans.iter().map(|span| {
                let [from, to] = [span.start, span.end].map(|byte| byte.saturating_sub(start));
                Span::new(from, to)
            });
            let marks: Vec<_> = marks
                .filter(|mark| raw.get(mark.range()).is_some())
                .collect();
            let (text, marks) = folded(&raw, &marks);
            Ok(Evidence {
                document: row.get(0)?,
                origin: row.get(1)?,
                line: row.get(2)?,
                section: row.get(3)?,
                heading: row.get(4)?,
                date: row.get(5)?,
                time: row.get(6)?,
                span: hull(spans),
                text,
                marks,
            })
        })
    }
}

/// Which of its neighbors to look for beside a passage.
#[derive(Clone, Copy)]
enum Side {
    Before,
    After,
}

/// From the first of `spans`, ascending, to the end of the last.
fn hull(spans: &[Span]) -> Span {
    let start = spans.first().map_or(0, |span| span.start);
    let end = spans.iter().map(|span| span.end).max();
    Span::new(start, end.unwrap_or(start))
}

/// How far two entities are apart in one window: whether in different sentences, and the bytes
/// between their nearest mentions.
fn apart(rows: &[Row]) -> (bool, usize) {
    let pairs = rows
        .windows(2)
        .filter(|pair| pair[0].entity != pair[1].entity);
    let apart = pairs.map(|pair| {
        let is_apart = pair[0].passage != pair[1].passage;
        (
            is_apart,
            pair[1].span.start.saturating_sub(pair[0].span.end),
        )
    });
    apart.min().unwrap_or((true, usize::MAX))
}

impl Evidence {
    /// Both passages, one behind the other.
    fn and(mut self, next: Self) -> Self {
        self.text.push_str(" … ");
        let shift = self.text.len();
        self.text.push_str(&next.text);
        let marks = next
            .marks
            .into_iter()
            .map(|mark| Span::new(mark.start + shift, mark.end + shift));
        self.marks.extend(marks);
        self
    }
}

/// The passages to show of the mentions of two entities in one window.
fn quote(rows: &[Row]) -> Quote {
    let spans_in = |passage: i64| -> Vec<Span> {
        let inside = rows.iter().filter(|row| row.passage == passage);
        inside.map(|row| row.span).collect()
    };
    let mut passages = rows.chunk_by(|a, b| a.passage == b.passage);
    let with_both = passages.find(|rows| rows.iter().any(|row| row.entity != rows[0].entity));
    if let Some(rows) = with_both {
        return vec![(rows[0].passage, spans_in(rows[0].passage))];
    }
    let first = &rows[0];
    if rows.iter().all(|row| row.entity == first.entity) {
        return vec![(first.passage, spans_in(first.passage))];
    }
    let other = rows.iter().find(|row| row.entity != first.entity);
    [Some(first), other]
        .into_iter()
        .flatten()
        .map(|row| (row.passage, spans_in(row.passage)))
        .collect()
}

/// `text` with runs of white space as one space, and `marks`, ascending, moved along.
fn folded(text: &str, marks: &[Span]) -> (String, Vec<Span>) {
    let mut folded = String::with_capacity(text.len());
    let mut edges = marks
        .iter()
        .flat_map(|mark| [mark.start, mark.end])
        .peekable();
    let mut moved = Vec::with_capacity(marks.len() * 2);
    for (byte, c) in text.char_indices() {
        while edges.next_if(|&edge| edge <= byte).is_some() {
            moved.push(folded.len());
        }
        match c.is_whitespace() {
            true if folded.ends_with(' ') => {}
            true => folded.push(' '),
            false => folded.push(c),
        }
    }
    moved.extend(edges.map(|_| folded.len()));
    let marks = moved
        .chunks_exact(2)
        .map(|edge| Span::new(edge[0], edge[1]))
        .collect();
    (folded, marks)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_white_space_moves_the_marks_along() {
        let (text, marks) = folded("a  Xi\n  Jinping met", &[Span::new(3, 15)]);
        assert_eq!(text, "a Xi Jinping met");
        assert_eq!(marks[0].of(&text), "Xi Jinping");
    }
}
