//! Entities in, the passages that mention them out.

use rusqlite::params;

use super::Store;
use crate::error::Result;
use crate::span::Span;

/// A place in the corpus where an entity is mentioned, or two are together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// The document's id.
    pub document: String,
    /// The line the passage begins on, from 1.
    pub line: u64,
    /// The heading of its section.
    pub heading: Option<String>,
    /// The document's date, as it was given.
    pub date: Option<String>,
    /// The sentence, its white space folded; or two of a window, with ` … ` between them.
    pub text: String,
    /// Where the names stand in `text`, in bytes.
    pub marks: Vec<Span>,
}

/// A mention with the passage it stands in.
struct Row {
    document: i64,
    window: Option<i64>,
    passage: i64,
    entity: i64,
    span: Span,
}

/// Passages of a window, with the names to mark in each.
type Quote = Vec<(i64, Vec<Span>)>;

impl Store {
    /// The passages that mention the entity `id`, in the order of the documents.
    ///
    /// # Errors
    ///
    /// [`Error::Store`](crate::error::Error::Store) if the file is damaged.
    pub fn evidence_of(&self, id: &str) -> Result<Vec<Evidence>> {
        self.read(|| {
            let sql = "SELECT m.document, m.window, m.passage, m.entity, m.start, m.\"end\"
                 FROM mention_ m JOIN entity_ e ON e.key = m.entity WHERE e.id = ?1
                 ORDER BY m.document, m.start";
            let rows = self.rows(sql, params![id])?;
            let by_passage = rows.chunk_by(|a, b| a.passage == b.passage);
            by_passage
                .map(|rows| {
                    let spans = rows.iter().map(|row| row.span).collect();
                    self.evidence(&[(rows[0].passage, spans)])
                })
                .collect()
        })
    }

    /// The windows that hold both `a` and `b`, ids of entities, in the order of the documents: of
    /// each the first sentence that names both, else the first that names each.
    ///
    /// # Errors
    ///
    /// [`Error::Store`](crate::error::Error::Store) if the file is damaged.
    pub fn evidence_of_pair(&self, a: &str, b: &str) -> Result<Vec<Evidence>> {
        self.read(|| {
            let sql = "WITH pair AS (SELECT key FROM entity_ WHERE id IN (?1, ?2)),
                 shared AS (
                     SELECT document, window FROM mention_ WHERE entity IN pair
                     GROUP BY document, window HAVING count(DISTINCT entity) = 2)
                 SELECT m.document, m.window, m.passage, m.entity, m.start, m.\"end\"
                 FROM shared s JOIN mention_ m ON m.document = s.document AND m.window = s.window
                 WHERE m.entity IN pair ORDER BY m.document, m.start";
            let rows = self.rows(sql, params![a, b])?;
            let by_window = rows.chunk_by(|a, b| (a.document, a.window) == (b.document, b.window));
            by_window.map(|rows| self.evidence(&quote(rows))).collect()
        })
    }

    fn rows(&self, sql: &str, ids: impl rusqlite::Params) -> rusqlite::Result<Vec<Row>> {
        let mut select = self.connection.prepare(sql)?;
        let rows = select.query_map(ids, |row| {
            Ok(Row {
                document: row.get(0)?,
                window: row.get(1)?,
                passage: row.get(2)?,
                entity: row.get(3)?,
                span: Span::new(row.get(4)?, row.get(5)?),
            })
        })?;
        rows.collect()
    }

    fn evidence(&self, quote: &[(i64, Vec<Span>)]) -> rusqlite::Result<Evidence> {
        let mut select = self.connection.prepare_cached(
            "SELECT d.id, p.line, s.heading, d.date, p.start, p.text
             FROM passage_ p JOIN document_ d ON d.key = p.document
             LEFT JOIN section_ s ON s.document = p.document AND s.section = p.section
             WHERE p.key = ?1",
        )?;
        let mut whole: Option<Evidence> = None;
        for (passage, spans) in quote {
            let part = select.query_row([passage], |row| {
                let (start, raw): (usize, String) = (row.get(4)?, row.get(5)?);
                let marks: Vec<_> = spans
                    .iter()
                    .map(|span| {
                        let [from, to] =
                            [span.start, span.end].map(|byte| byte.saturating_sub(start));
                        Span::new(from, to)
                    })
                    .filter(|mark| raw.get(mark.range()).is_some())
                    .collect();
                let (text, marks) = folded(&raw, &marks);
                Ok(Evidence {
                    document: row.get(0)?,
                    line: row.get(1)?,
                    heading: row.get(2)?,
                    date: row.get(3)?,
                    text,
                    marks,
                })
            })?;
            whole = Some(match whole {
                None => part,
                Some(first) => first.and(part),
            });
        }
        whole.ok_or(rusqlite::Error::QueryReturnedNoRows)
    }
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
