//! Names that the gazetteer lacks: rows a store keeps of a document, and all of them out again.

use std::borrow::Cow;
use std::collections::BTreeMap;

use rusqlite::{Connection, params};

use super::record::{Passage, clip};
use super::{ROWS, Record, Store};
use crate::candidate::Written;
use crate::cooccur::Spot;
use crate::error::Result;
use crate::gazetteer::EntityType;
use crate::link::Found;
use crate::span::{LineIndex, Span};

/// A name with the units it stands in.
#[derive(Clone, Debug)]
pub struct Placed<T> {
    /// The name.
    pub name: T,
    /// Where it stands.
    pub spot: Spot,
    /// What tells its paragraph from others, as [`signatures`](crate::cooccur::signatures) say.
    pub signature: Option<u64>,
}

/// A name that the gazetteer lacks, where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct CandidateMention {
    /// The place of its document among those of the store.
    pub document: u64,
    /// The window it stands in, if it is counted.
    pub window: Option<u32>,
    /// The key of its passage in its store.
    pub passage: i64,
    /// What stands there.
    pub surface: String,
    /// The full name that it stands for in its document.
    pub name: String,
    /// What it seems to be.
    pub entity_type: EntityType,
    /// From 0.3, a guess, to 2.
    pub strength: f64,
}

/// A row of a candidate.
#[derive(Clone, Debug)]
pub(super) struct CandidateRow {
    pub(super) spot: Spot,
    pub(super) signature: Option<u64>,
    pub(super) passage_idx: usize,
    pub(super) span: Span,
    /// None where it stands as it is called.
    pub(super) surface: Option<String>,
    pub(super) name: String,
    pub(super) entity_type: EntityType,
    pub(super) cue: Cow<'static, str>,
    /// In hundredths.
    pub(super) strength: i64,
}

impl Record {
    /// The same with the names that the gazetteer lacks, in order. They share the passages of mentions
    /// where these hold them; `sentences` are those that they are placed in.
    #[must_use]
    pub fn with_candidates(
        mut self,
        text: &str,
        sentences: &[Span],
        found: &[Placed<Found>],
    ) -> Self {
        let lines = LineIndex::new(text);
        let n_of_mentions = self.passages.len();
        self.candidates.reserve(found.len());
        for (idx, one) in found.iter().enumerate() {
            let span = one.name.span;
            let holds = |passage: &Passage| {
                passage.span.start <= span.start && span.end <= passage.span.end
            };
            let own = &self.passages[..n_of_mentions];
            let before = own.partition_point(|passage| passage.span.start <= span.start);
            let shared = before.checked_sub(1).filter(|&idx| holds(&own[idx]));
            let is_last_good =
                self.passages.len() > n_of_mentions && self.passages.last().is_some_and(holds);
            let passage_idx = match shared {
                Some(shared) => shared,
                None if is_last_good => self.passages.len() - 1,
                None => {
                    let sentence = sentences[one.spot.sentence as usize];
                    let reach = found[idx..].iter();
                    let reach = reach.take_while(|other| other.spot.sentence == one.spot.sentence);
                    let ends = reach.map(|other| other.name.span.end);
                    let span = clip(text, sentence, span, ends);
                    let passage = Passage::new(text, &lines, one.spot.section, span);
                    self.passages.push(passage);
                    self.passages.len() - 1
                }
            };
            self.candidates
                .push(CandidateRow::new(text, one, passage_idx));
        }
        self
    }
}

impl CandidateMention {
    /// One that is in no store, found in `text`, the first document: without a window and a passage.
    pub fn new(text: &str, found: &Found) -> Self {
        Self {
            document: 0,
            window: None,
            passage: 0,
            surface: folded(found.span.of(text)),
            name: folded(&found.name),
            entity_type: found.kind.entity_type(),
            strength: f64::from(found.strength),
        }
    }

    /// What is written there, to be grouped.
    pub fn written(&self) -> Written {
        Written {
            name: self.name.clone(),
            surface: self.surface.clone(),
            entity_type: self.entity_type.clone(),
            mentions: 1,
            strength: (self.strength * 100.0).round() as u64,
        }
    }
}

impl CandidateRow {
    fn new(text: &str, one: &Placed<Found>, passage_idx: usize) -> Self {
        let found = &one.name;
        let (surface, name) = (folded(found.span.of(text)), folded(&found.name));
        Self {
            spot: one.spot,
            signature: one.signature,
            passage_idx,
            span: found.span,
            surface: (surface != name).then_some(surface),
            name,
            entity_type: found.kind.entity_type(),
            cue: Cow::Borrowed(found.cue.as_str()),
            strength: (f64::from(found.strength) * 100.0).round() as i64,
        }
    }
}

/// Adds the candidates of a document.
pub(super) fn insert(
    connection: &Connection,
    document: i64,
    rows: &[CandidateRow],
) -> rusqlite::Result<()> {
    let mut insert = connection.prepare_cached(
        "INSERT INTO candidate_ VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )?;
    for (row, key) in rows.iter().zip(document * ROWS..) {
        insert.execute(params![
            key,
            document,
            row.spot.window,
            row.spot.sentence,
            row.spot.paragraph,
            row.spot.section,
            row.signature.map(u64::cast_signed),
            document * ROWS + row.passage_idx as i64,
            row.span.start,
            row.span.end,
            row.surface,
            row.name,
            row.entity_type.as_str(),
            row.cue,
            row.strength,
        ])?;
    }
    Ok(())
}

impl Store {
    /// All places of names that the gazetteer lacks, in the order of the documents.
    ///
    /// # Errors
    ///
    /// [`Error::Store`](crate::error::Error::Store) if the file is damaged.
    pub fn candidate_mentions(&self) -> Result<Vec<CandidateMention>> {
        self.read(|| {
            let mut select = self.connection.prepare(
                "SELECT d.place, c.window, c.surface, c.name, c.type, c.strength, c.passage
                 FROM candidate_ c JOIN document_ d ON d.key = c.document
                 ORDER BY d.place, c.key",
            )?;
            let rows = select.query_map([], |row| {
                let name: String = row.get(3)?;
                let entity_type: String = row.get(4)?;
                let strength: i64 = row.get(5)?;
                Ok(CandidateMention {
                    document: row.get(0)?,
                    window: row.get(1)?,
                    passage: row.get(6)?,
                    surface: row
                        .get::<_, Option<String>>(2)?
                        .unwrap_or_else(|| name.clone()),
                    name,
                    entity_type: EntityType::named(&entity_type),
                    strength: strength as f64 / 100.0,
                })
            })?;
            rows.collect()
        })
    }

    /// Whether a candidate is called `name`, in any case of ASCII letters. Linear in the candidates.
    ///
    /// # Errors
    ///
    /// [`Error::Store`](crate::error::Error::Store) if the file is damaged.
    pub fn has_candidate(&self, name: &str) -> Result<bool> {
        self.read(|| {
            let mut select = self.connection.prepare(
                "SELECT EXISTS (SELECT 1 FROM candidate_ WHERE name = ?1 COLLATE NOCASE
                                OR surface = ?1 COLLATE NOCASE)",
            )?;
            select.query_row([name], |row| row.get(0))
        })
    }

    /// The entities that stand in one window with candidates: for each candidate's name, as its
    /// places have it, the names of those it meets, the most frequent first.
    ///
    /// # Errors
    ///
    /// [`Error::Store`](crate::error::Error::Store) if the file is damaged.
    pub fn entities_beside_candidates(&self) -> Result<BTreeMap<String, Vec<(String, u64)>>> {
        self.read(|| {
            let mut select = self.connection.prepare(
                "SELECT c.name, e.name, count(DISTINCT m.document << 32 | m.window) AS n
                 FROM candidate_ c
                 JOIN mention_ m ON m.document = c.document AND m.window = c.window
                 JOIN entity_ e ON e.key = m.entity
                 WHERE e.type <> 'other' GROUP BY c.name, e.key ORDER BY n DESC, e.name",
            )?;
            let mut beside: BTreeMap<String, Vec<(String, u64)>> = BTreeMap::new();
            let mut rows = select.query([])?;
            while let Some(row) = rows.next()? {
                let entities = beside.entry(row.get(0)?).or_default();
                entities.push((row.get(1)?, row.get(2)?));
            }
            Ok(beside)
        })
    }

    /// What was sought of each mentioned entity, and what was matched: its id, the words, how often.
    ///
    /// # Errors
    ///
    /// [`Error::Store`](crate::error::Error::Store) if the file is damaged.
    pub fn surfaces(&self) -> Result<Vec<(String, String, u64)>> {
        self.read(|| {
            let mut select = self.connection.prepare(
                "SELECT e.id, m.surface, count(*) FROM mention_ m
                 JOIN entity_ e ON e.key = m.entity GROUP BY e.id, m.surface
                 UNION ALL SELECT entity, alias, 0 FROM alias ORDER BY 1, 2, 3",
            )?;
            let rows = select.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
            rows.collect()
        })
    }

    /// The document, the line, from 1, and the words of the passage of this key.
    ///
    /// # Errors
    ///
    /// [`Error::Store`](crate::error::Error::Store) if there is none, or the file is damaged.
    pub fn passage(&self, key: i64) -> Result<(String, u64, String)> {
        self.read(|| {
            let mut select = self.connection.prepare_cached(
                "SELECT d.id, p.line, p.text FROM passage_ p
                 JOIN document_ d ON d.key = p.document WHERE p.key = ?",
            )?;
            select.query_row([key], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        })
    }
}

/// `words` with single spaces between them.
fn folded(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
