//! What pass 1 leaves of a document as a row of plain values, for engines that keep tables: a
//! [`Record`] in, a [`DocumentRow`] out, and back.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::candidates::CandidateRow;
use super::dropped::DroppedRow;
use super::record::{Passage, Row, SectionRow};
use super::{Record, Writer};
use crate::cooccur::{Placed, Spot, Tally};
use crate::date::Date;
use crate::error::{Fault, Result};
use crate::gazetteer::{EntityId, EntityType};
use crate::read::Place;
use crate::span::Span;

/// A document, or what could not be read in its place. Its columns are those of the tables of
/// `graph.db`, with numbers as engines have them; spans are bytes of the text, lines and units
/// count from 0.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DocumentRow {
    /// The document's id; empty where nothing could be read.
    pub id: String,
    /// Tells documents of one id apart, and orders them: a hash of the text and what is known of it.
    pub ordinal: i64,
    /// Where it was read.
    pub origin: String,
    /// What is known of it, a JSON object.
    pub metadata: String,
    /// How many paragraphs it has.
    pub paragraphs: i64,
    /// How many windows it has.
    pub windows: i64,
    /// Its sections.
    pub sections: Vec<Section>,
    /// Its sentences that hold a mention or a candidate.
    pub passages: Vec<PassageRow>,
    /// Its mentions.
    pub mentions: Vec<MentionRow>,
    /// Its names that the gazetteer lacks.
    pub candidates: Vec<Candidate>,
    /// Its listed names that are no mention.
    pub dropped: Vec<DroppedRow>,
    /// What is odd in it.
    pub faults: Vec<FaultRow>,
}

/// A fault, as JSON.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FaultRow {
    /// Whether nothing was read for it.
    pub skipped: bool,
    /// The fault.
    pub fault: String,
}

/// A section.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    heading: Option<String>,
    time: Option<String>,
    zone: Option<String>,
    byline: Option<String>,
    start: i64,
    end: i64,
}

/// A passage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PassageRow {
    section: i32,
    line: i64,
    start: i64,
    text: String,
}

/// A mention.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MentionRow {
    /// The entity's number in the gazetteer of the build.
    pub entity: i32,
    /// Where it begins.
    pub start: i64,
    /// Where it ends.
    pub end: i64,
    /// What stands there.
    pub surface: String,
    /// Form and reason.
    pub how: String,
    /// The ids of all entities it may denote, where there are several.
    pub candidates: Option<String>,
    /// The window it is counted in, if it is.
    pub window: Option<i32>,
    /// Its sentence.
    pub sentence: i32,
    /// Its paragraph.
    pub paragraph: i32,
    /// Its section.
    pub section: i32,
    /// What tells its paragraph from others.
    pub signature: Option<i64>,
    /// Its passage's place among those of the document.
    pub passage: i32,
}

/// A name that the gazetteer lacks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Candidate {
    start: i64,
    end: i64,
    surface: Option<String>,
    name: String,
    r#type: String,
    cue: String,
    strength: i64,
    window: Option<i32>,
    sentence: i32,
    paragraph: i32,
    section: i32,
    signature: Option<i64>,
    passage: i32,
}

impl DocumentRow {
    /// What could not be read.
    pub fn skipped(fault: &Fault) -> Self {
        Self {
            faults: vec![FaultRow::new(true, fault)],
            ..Self::default()
        }
    }

    /// The row of a record and of what is odd in its document; `ordinal` is at least 0.
    pub fn new(record: Record, ordinal: i64, notes: &[Fault]) -> Self {
        let tally = record.tally;
        let places = tally.mentions.iter().zip(&tally.signatures);
        let mentions = record.mentions.into_iter().zip(places);
        let notes = notes.iter().map(|note| FaultRow::new(false, note));
        Self {
            id: record.id,
            ordinal,
            origin: record.origin,
            metadata: serde_json::to_string(&record.metadata).expect("strings are JSON"),
            paragraphs: tally.n_paragraphs as i64,
            windows: tally.n_windows as i64,
            sections: record.sections.into_iter().map(Into::into).collect(),
            passages: record.passages.into_iter().map(Into::into).collect(),
            mentions: mentions
                .map(|(row, (placed, signature))| MentionRow::new(row, placed, *signature))
                .collect(),
            candidates: record.candidates.into_iter().map(Into::into).collect(),
            dropped: record.dropped,
            faults: notes.collect(),
        }
    }

    /// Whether it is a document.
    pub fn is_document(&self) -> bool {
        !self.faults.iter().any(|fault| fault.skipped)
    }

    /// What is to be counted of it.
    pub fn tally(&self) -> Tally {
        let dates = self.dates();
        Tally {
            n_paragraphs: self.paragraphs as usize,
            n_windows: self.windows as usize,
            n_yearless: self.sections.iter().filter(|one| one.is_yearless()).count(),
            mentions: self.mentions.iter().map(|row| row.placed(&dates)).collect(),
            signatures: self.mentions.iter().map(MentionRow::signature).collect(),
        }
    }

    /// The date of each section, else of the document.
    fn dates(&self) -> Vec<Option<Date>> {
        let known: BTreeMap<String, String> =
            serde_json::from_str(&self.metadata).unwrap_or_default();
        let own = known.get("date").and_then(|date| Date::of(date));
        let of_section = |section: &Section| section.time.as_deref().and_then(Date::of);
        let sections = self.sections.iter();
        sections
            .map(|section| of_section(section).or(own))
            .collect()
    }

    fn into_record(self) -> Record {
        Record {
            tally: self.tally(),
            id: self.id,
            origin: self.origin,
            metadata: serde_json::from_str(&self.metadata).unwrap_or_default(),
            sections: self.sections.into_iter().map(Into::into).collect(),
            passages: self.passages.into_iter().map(Into::into).collect(),
            mentions: self.mentions.into_iter().map(Into::into).collect(),
            candidates: self.candidates.into_iter().map(Into::into).collect(),
            dropped: self.dropped,
        }
    }
}

impl Writer {
    /// Adds a row as a document of the first input; its repeats are marked by
    /// [`recount`](Writer::recount).
    ///
    /// # Errors
    ///
    /// [`Error::Write`](crate::error::Error::Write).
    pub fn add_row(&mut self, row: DocumentRow) -> Result<()> {
        for FaultRow { skipped, fault } in &row.faults {
            if let Ok(fault) = serde_json::from_str(fault) {
                self.add_fault(0, *skipped, &fault)?;
            }
        }
        if !row.is_document() {
            return Ok(());
        }
        let place = Place {
            input: 0,
            ordinal: row.ordinal as usize,
        };
        let record = row.into_record();
        let are_repeats = vec![false; record.tally.mentions.len()];
        self.add(place, &record, &are_repeats)
    }
}

impl FaultRow {
    fn new(skipped: bool, fault: &Fault) -> Self {
        let fault = serde_json::to_string(fault).expect("strings are JSON");
        Self { skipped, fault }
    }
}

impl Section {
    /// Whether its time has a day and no year.
    fn is_yearless(&self) -> bool {
        self.time
            .as_ref()
            .is_some_and(|time| time.starts_with("--"))
    }
}

impl MentionRow {
    fn new(row: Row, placed: &Placed, signature: Option<u64>) -> Self {
        Self {
            entity: placed.entity.0.cast_signed(),
            start: row.span.start as i64,
            end: row.span.end as i64,
            surface: row.surface,
            how: row.how.into_owned(),
            candidates: row.candidates,
            window: placed.window.map(u32::cast_signed),
            sentence: placed.sentence.cast_signed(),
            paragraph: placed.paragraph.cast_signed(),
            section: placed.section.cast_signed(),
            signature: signature.map(u64::cast_signed),
            passage: row.passage_idx as i32,
        }
    }

    /// Where it stands; `dates` are those of the sections.
    fn placed(&self, dates: &[Option<Date>]) -> Placed {
        let spot = Spot {
            window: self.window.map(i32::cast_unsigned),
            sentence: self.sentence.cast_unsigned(),
            paragraph: self.paragraph.cast_unsigned(),
            section: self.section.cast_unsigned(),
        };
        let date = dates.get(spot.section as usize).copied().flatten();
        spot.of(EntityId(self.entity.cast_unsigned()), date)
    }

    fn signature(&self) -> Option<u64> {
        self.signature.map(i64::cast_unsigned)
    }
}

impl From<MentionRow> for Row {
    fn from(row: MentionRow) -> Self {
        Self {
            passage_idx: row.passage as usize,
            span: span(row.start, row.end),
            surface: row.surface,
            how: Cow::Owned(row.how),
            candidates: row.candidates,
        }
    }
}

impl From<SectionRow> for Section {
    fn from(row: SectionRow) -> Self {
        Self {
            heading: row.heading,
            time: row.time,
            zone: row.zone.map(Cow::into_owned),
            byline: row.byline,
            start: row.span.start as i64,
            end: row.span.end as i64,
        }
    }
}

impl From<Section> for SectionRow {
    fn from(row: Section) -> Self {
        Self {
            span: span(row.start, row.end),
            heading: row.heading,
            time: row.time,
            zone: row.zone.map(Cow::Owned),
            byline: row.byline,
        }
    }
}

impl From<Passage> for PassageRow {
    fn from(row: Passage) -> Self {
        Self {
            section: row.section.cast_signed(),
            line: row.line as i64,
            start: row.span.start as i64,
            text: row.text,
        }
    }
}

impl From<PassageRow> for Passage {
    fn from(row: PassageRow) -> Self {
        Self {
            section: row.section.cast_unsigned(),
            line: row.line as usize,
            span: span(row.start, row.start + row.text.len() as i64),
            text: row.text,
        }
    }
}

impl From<CandidateRow> for Candidate {
    fn from(row: CandidateRow) -> Self {
        let spot = row.spot;
        Self {
            start: row.span.start as i64,
            end: row.span.end as i64,
            surface: row.surface,
            name: row.name,
            r#type: row.entity_type.as_str().to_owned(),
            cue: row.cue.into_owned(),
            strength: row.strength,
            window: spot.window.map(u32::cast_signed),
            sentence: spot.sentence.cast_signed(),
            paragraph: spot.paragraph.cast_signed(),
            section: spot.section.cast_signed(),
            signature: row.signature.map(u64::cast_signed),
            passage: row.passage_idx as i32,
        }
    }
}

impl From<Candidate> for CandidateRow {
    fn from(row: Candidate) -> Self {
        Self {
            spot: Spot {
                window: row.window.map(i32::cast_unsigned),
                sentence: row.sentence.cast_unsigned(),
                paragraph: row.paragraph.cast_unsigned(),
                section: row.section.cast_unsigned(),
            },
            signature: row.signature.map(i64::cast_unsigned),
            passage_idx: row.passage as usize,
            span: span(row.start, row.end),
            surface: row.surface,
            name: row.name,
            entity_type: EntityType::named(&row.r#type),
            cue: Cow::Owned(row.cue),
            strength: row.strength,
        }
    }
}

/// A span of a row; rows come from elsewhere, so that its end may be anywhere.
fn span(start: i64, end: i64) -> Span {
    let start = usize::try_from(start).unwrap_or(0);
    Span::new(start, usize::try_from(end).unwrap_or(0).max(start))
}
