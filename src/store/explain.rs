//! A line of a document in, how its names were read out.

use rusqlite::Row;

use super::{ROWS, Store};
use crate::error::Result;
use crate::link::Why;
use crate::span::Span;

/// A name on a line, and why it is taken for what it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// What stands there.
    pub surface: String,
    /// Where, in bytes of the document's text.
    pub start: usize,
    /// The type of what it means; empty of what was dropped.
    pub entity_type: String,
    /// Whether it counts for ties: not in boilerplate, nor in a repeated paragraph.
    pub is_counted: bool,
    /// What it means.
    pub meaning: Meaning,
}

/// What a name is taken for.
#[derive(Clone, Debug, PartialEq)]
pub enum Meaning {
    /// An entity of the gazetteer.
    Entity {
        /// Its id.
        id: String,
        /// Its name.
        name: String,
        /// Form and reason, as `tag` tells them.
        how: String,
        /// The ids of all it might denote, the chosen one first; empty if there is but one.
        candidates: Vec<String>,
    },
    /// Somebody or something that the gazetteer lacks.
    Unlisted {
        /// The full name that it stands for in its document.
        name: String,
        /// What told that it is a name, as `candidate_mention` has it.
        cue: String,
        /// How clear that is, from 0.1 to 2.
        strength: f64,
    },
    /// A listed name that is no mention there.
    Dropped {
        /// The ids of what it is listed for; some of them, where there are many.
        entities: Vec<String>,
        /// The rule that said so, as [`Why::as_str`](crate::link::Why::as_str) tells it.
        why: String,
        /// What the rule names.
        detail: Option<String>,
    },
}

impl Reading {
    fn span(&self) -> Span {
        Span::new(self.start, self.start + self.surface.len())
    }

    fn in_other_letters(start: usize, surface: &str, entity: &str) -> Self {
        Self {
            surface: surface.to_owned(),
            start,
            entity_type: String::new(),
            is_counted: false,
            meaning: Meaning::Dropped {
                entities: vec![entity.to_owned()],
                why: Why::Letters.as_str().to_owned(),
                detail: None,
            },
        }
    }
}

impl Store {
    /// The ids of the documents that are called `name`, or whose ids end in `/name`.
    ///
    /// # Errors
    ///
    /// [`Error::Store`](crate::error::Error::Store) if the file is damaged.
    pub fn documents_called(&self, name: &str) -> Result<Vec<String>> {
        let mut ids = self.document_ids()?;
        match ids.iter().any(|id| id == name) {
            true => Ok(vec![name.to_owned()]),
            false => {
                let end = format!("/{name}");
                ids.retain(|id| id.ends_with(&end));
                Ok(ids)
            }
        }
    }

    /// The names that begin on `line`, from 1, of the document `id`, in order: mentions, names
    /// that the gazetteer lacks, and listed names that are no mention; in kept passages also forms of
    /// mentioned entities in small letters. Linear in the names of the document and in all forms.
    ///
    /// # Errors
    ///
    /// [`Error::Store`](crate::error::Error::Store) if the file is damaged.
    pub fn readings(&self, id: &str, line: u64) -> Result<Vec<Reading>> {
        self.read(|| {
            let mut readings = self.mentions_on(id, line)?;
            readings.extend(self.unlisted_on(id, line)?);
            readings.extend(self.dropped_on(id, line)?);
            self.add_in_other_letters(id, line, &mut readings)?;
            readings.sort_by_key(|reading| reading.start);
            Ok(readings)
        })
    }

    fn mentions_on(&self, id: &str, line: u64) -> rusqlite::Result<Vec<Reading>> {
        let mut select = self.connection.prepare(
            "SELECT p.line, p.start, p.text, m.start, m.surface, e.type, m.window IS NOT NULL,
                 e.id, e.name, m.how, m.candidates
             FROM document_ d
             JOIN main.mention_ m ON m.key >= d.key * ?3 AND m.key < (d.key + 1) * ?3
             JOIN passage_ p ON p.key = m.passage JOIN entity_ e ON e.key = m.entity
             WHERE d.id = ?1 AND p.line <= ?2 ORDER BY m.start, m.key",
        )?;
        let mut rows = select.query(rusqlite::params![id, line, ROWS])?;
        let mut readings = Vec::new();
        while let Some(row) = rows.next()? {
            if line_of(row)? != line {
                continue;
            }
            let candidates: Option<String> = row.get(10)?;
            let candidates = candidates.unwrap_or_default();
            let meaning = Meaning::Entity {
                id: row.get(7)?,
                name: row.get(8)?,
                how: row.get(9)?,
                candidates: candidates.split_whitespace().map(str::to_owned).collect(),
            };
            readings.push(reading(row, meaning)?);
        }
        Ok(readings)
    }

    fn unlisted_on(&self, id: &str, line: u64) -> rusqlite::Result<Vec<Reading>> {
        let mut select = self.connection.prepare(
            "SELECT p.line, p.start, p.text, c.start, ifnull(c.surface, c.name), c.type,
                 c.window IS NOT NULL, c.name, c.cue, c.strength / 100.0
             FROM document_ d
             JOIN candidate_ c ON c.key >= d.key * ?3 AND c.key < (d.key + 1) * ?3
             JOIN passage_ p ON p.key = c.passage
             WHERE d.id = ?1 AND p.line <= ?2 ORDER BY c.key",
        )?;
        let mut rows = select.query(rusqlite::params![id, line, ROWS])?;
        let mut readings = Vec::new();
        while let Some(row) = rows.next()? {
            if line_of(row)? != line {
                continue;
            }
            let meaning = Meaning::Unlisted {
                name: row.get(7)?,
                cue: row.get(8)?,
                strength: row.get(9)?,
            };
            readings.push(reading(row, meaning)?);
        }
        Ok(readings)
    }

    fn dropped_on(&self, id: &str, line: u64) -> rusqlite::Result<Vec<Reading>> {
        let mut select = self.connection.prepare(
            "SELECT x.start, x.surface, x.entities, x.why, x.detail
             FROM document_ d
             JOIN dropped_ x ON x.key >= d.key * ?3 AND x.key < (d.key + 1) * ?3
             WHERE d.id = ?1 AND x.line = ?2 ORDER BY x.key",
        )?;
        let rows = select.query_map(rusqlite::params![id, line, ROWS], |row| {
            let entities: String = row.get(2)?;
            Ok(Reading {
                start: row.get(0)?,
                surface: row.get(1)?,
                entity_type: String::new(),
                is_counted: false,
                meaning: Meaning::Dropped {
                    entities: entities.split_whitespace().map(str::to_owned).collect(),
                    why: row.get(3)?,
                    detail: row.get(4)?,
                },
            })
        })?;
        rows.collect()
    }
}

impl Store {
    /// Adds the forms of mentioned entities that stand on the line in other letters than are listed,
    /// as far as a passage is kept.
    fn add_in_other_letters(
        &self,
        id: &str,
        line: u64,
        readings: &mut Vec<Reading>,
    ) -> rusqlite::Result<()> {
        let mut select = self.connection.prepare(
            "SELECT p.line, p.start, p.text FROM document_ d
             JOIN passage_ p ON p.key >= d.key * ?3 AND p.key < (d.key + 1) * ?3
             WHERE d.id = ?1 AND p.line <= ?2 ORDER BY p.key",
        )?;
        let mut passages: Vec<(usize, String, Vec<usize>)> = Vec::new();
        let mut rows = select.query(rusqlite::params![id, line, ROWS])?;
        while let Some(row) = rows.next()? {
            let (first, start, text): (u64, usize, String) =
                (row.get(0)?, row.get(1)?, row.get(2)?);
            let Some(nth) = text.split_inclusive('\n').nth((line - first) as usize) else {
                continue;
            };
            let before = nth.as_ptr().addr() - text.as_ptr().addr();
            passages.push((start + before, nth.to_owned(), word_starts(nth)));
        }
        if passages.is_empty() {
            return Ok(());
        }
        let mut select = self.connection.prepare(
            "SELECT e.id, f.form
             FROM (SELECT key AS entity, name AS form FROM main.entity_
                   UNION SELECT entity, alias FROM main.alias_) f
             JOIN main.entity_ e ON e.key = f.entity ORDER BY length(f.form) DESC, e.id",
        )?;
        let mut rows = select.query([])?;
        while let Some(row) = rows.next()? {
            let (entity, form): (String, String) = (row.get(0)?, row.get(1)?);
            for (first, text, starts) in &passages {
                let found = starts.iter().filter_map(|&start| {
                    let surface = in_other_letters(text, start, &form)?;
                    Some((first + start, surface))
                });
                for (start, surface) in found {
                    let span = Span::new(start, start + surface.len());
                    if !readings.iter().any(|known| known.span().overlaps(span)) {
                        readings.push(Reading::in_other_letters(start, surface, &entity));
                    }
                }
            }
        }
        Ok(())
    }
}

/// Where words of `text` begin.
fn word_starts(text: &str) -> Vec<usize> {
    let mut is_inside = false;
    let starts = text.char_indices().filter(|(_, c)| {
        let is_first = c.is_alphanumeric() && !is_inside;
        is_inside = c.is_alphanumeric();
        is_first
    });
    starts.map(|(at, _)| at).collect()
}

/// The word or words at `start` of `text` that are `form` in another case; in ASCII letters.
fn in_other_letters<'t>(text: &'t str, start: usize, form: &str) -> Option<&'t str> {
    let end = start + form.len();
    let surface = text.get(start..end)?;
    let goes_on = text[end..].starts_with(char::is_alphanumeric);
    (surface.eq_ignore_ascii_case(form) && surface != form && !goes_on).then_some(surface)
}

/// The line on which a name begins, of a row that starts with its passage's line, start and text
/// and its own start.
fn line_of(row: &Row<'_>) -> rusqlite::Result<u64> {
    let (first, start, text): (u64, usize, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
    let byte: usize = row.get(3)?;
    let before = text.as_bytes().get(..byte.saturating_sub(start));
    let n_ends = before.map_or(0, |before| memchr::memchr_iter(b'\n', before).count());
    Ok(first + n_ends as u64)
}

fn reading(row: &Row<'_>, meaning: Meaning) -> rusqlite::Result<Reading> {
    Ok(Reading {
        start: row.get(3)?,
        surface: row.get(4)?,
        entity_type: row.get(5)?,
        is_counted: row.get(6)?,
        meaning,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_in_another_case_are_found() {
        let text = "in Bath, the bath, bathing at BATH";
        let found = word_starts(text).into_iter();
        let found: Vec<_> = found
            .filter_map(|start| in_other_letters(text, start, "Bath"))
            .collect();
        assert_eq!(found, ["bath", "BATH"]);
    }
}
