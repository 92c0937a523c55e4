//! A document with its linked mentions in, the rows a store keeps of it out.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::candidates::CandidateRow;
use super::dropped::DroppedRow;
use crate::cooccur::Tally;
use crate::gazetteer::Index;
use crate::link::{self, Mention};
use crate::read::Document;
use crate::segment::Structure;
use crate::span::{LineIndex, Span};

/// The most characters a passage has.
const PASSAGE_CHARS: usize = 400;

/// How many characters of a clipped passage stand before its first mention.
const LEAD_CHARS: usize = 80;

/// What a store keeps of one document.
#[derive(Clone, Debug, Default)]
pub struct Record {
    pub(super) id: String,
    pub(super) origin: String,
    pub(super) metadata: BTreeMap<String, String>,
    /// What is to be counted of it; one for one with `mentions`.
    pub tally: Tally,
    pub(super) sections: Vec<SectionRow>,
    pub(super) passages: Vec<Passage>,
    pub(super) mentions: Vec<Row>,
    pub(super) candidates: Vec<CandidateRow>,
    pub(super) dropped: Vec<DroppedRow>,
}

/// A section.
#[derive(Clone, Debug)]
pub(super) struct SectionRow {
    pub(super) span: Span,
    pub(super) heading: Option<String>,
    pub(super) time: Option<String>,
    pub(super) zone: Option<Cow<'static, str>>,
    pub(super) byline: Option<String>,
}

/// A sentence that holds a mention, or a part of it.
#[derive(Clone, Debug)]
pub(super) struct Passage {
    pub(super) section: u32,
    /// From 0.
    pub(super) line: usize,
    pub(super) span: Span,
    pub(super) text: String,
}

/// A mention.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub(super) passage_idx: usize,
    pub(super) span: Span,
    pub(super) surface: String,
    pub(super) how: Cow<'static, str>,
    /// The ids of all candidates, where there are several.
    pub(super) candidates: Option<String>,
}

impl Passage {
    pub(super) fn new(text: &str, lines: &LineIndex, section: u32, span: Span) -> Self {
        Self {
            section,
            line: lines.line(span.start),
            span,
            text: span.of(text).to_owned(),
        }
    }
}

impl Record {
    /// What there is to count, and nothing else.
    pub fn bare(tally: Tally) -> Self {
        Self {
            tally,
            ..Self::default()
        }
    }
}

/// Makes the rows of `document`. Its `mentions` and those of `tally` are one for one; `sentences` are those
/// that its mentions are placed in.
pub fn record(
    document: &Document,
    structure: &Structure,
    mentions: &[Mention],
    sentences: &[Span],
    tally: Tally,
    index: &Index,
) -> Record {
    let text = &document.text;
    let lines = LineIndex::new(text);
    let mut passages: Vec<Passage> = Vec::new();
    let mut rows = Vec::with_capacity(mentions.len());
    let mut sentence_of_last = None;
    for (idx, (mention, placed)) in mentions.iter().zip(&tally.mentions).enumerate() {
        let is_inside = passages.last().is_some_and(|last| {
            sentence_of_last == Some(placed.sentence) && mention.span.end <= last.span.end
        });
        if !is_inside {
            sentence_of_last = Some(placed.sentence);
            let sentence = sentences[placed.sentence as usize];
            let reach = mentions[idx..]
                .iter()
                .zip(&tally.mentions[idx..])
                .take_while(|(_, other)| other.sentence == placed.sentence);
            let ends = reach.map(|(mention, _)| mention.span.end);
            let span = clip(text, sentence, mention.span, ends);
            passages.push(Passage::new(text, &lines, placed.section, span));
        }
        rows.push(Row {
            passage_idx: passages.len() - 1,
            span: mention.span,
            surface: mention.span.of(text).to_owned(),
            how: link::how(mention, structure),
            candidates: candidates(mention, index),
        });
    }
    let words = |span: Option<Span>| span.map(|span| folded(span.of(text)));
    let sections = structure.sections.iter().map(|section| SectionRow {
        span: section.span,
        heading: words(section.heading),
        time: section.time.map(|time| time.to_string()),
        zone: section.time.and_then(|time| time.zone()).map(Cow::Borrowed),
        byline: words(section.byline),
    });
    Record {
        id: document.id.clone(),
        origin: document.origin.to_string(),
        metadata: document.metadata.clone(),
        tally,
        sections: sections.collect(),
        passages,
        mentions: rows,
        candidates: Vec::new(),
        dropped: Vec::new(),
    }
}

/// `words` with single spaces between them.
pub(super) fn folded(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The part of `sentence` to keep: all of it if it is short, else from a little before `first` on,
/// as far as whole mentions (their `ends`, ascending) and the limit allow. Looks no farther than
/// that, however long the sentence.
pub(super) fn clip(
    text: &str,
    sentence: Span,
    first: Span,
    mut ends: impl Iterator<Item = usize>,
) -> Span {
    let whole = Span::new(sentence.start, sentence.end.max(first.end));
    if whole.of(text).chars().nth(PASSAGE_CHARS).is_none() {
        return whole;
    }
    let back = text[whole.start..first.start]
        .char_indices()
        .rev()
        .nth(LEAD_CHARS - 1);
    let start = back.map_or(whole.start, |(byte, _)| whole.start + byte);
    let ahead = text[start..whole.end].char_indices().nth(PASSAGE_CHARS);
    let end = ahead.map_or(whole.end, |(byte, _)| start + byte);
    let mut last_whole = None;
    let cut_through = ends.find(|&mention_end| {
        let is_whole = mention_end <= end;
        last_whole = if is_whole {
            Some(mention_end)
        } else {
            last_whole
        };
        !is_whole
    });
    let end = match (cut_through, last_whole) {
        (_, None) => first.end,
        (None, Some(_)) => end,
        (Some(_), Some(last)) => text[last..end].find(' ').map_or(last, |byte| last + byte),
    };
    Span::new(start, end)
}

/// The ids of all entities it might denote, where there are several.
fn candidates(mention: &Mention, index: &Index) -> Option<String> {
    let ids = mention.candidates().map(|entity| index.entity(entity).id);
    (!mention.others.is_empty()).then(|| ids.collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The passage that is kept of a sentence that mentions `names`.
    fn clipped(text: &str, names: &[&str]) -> String {
        let spans = names.iter().map(|name| {
            let start = text.find(name).expect("it stands there");
            Span::new(start, start + name.len())
        });
        let spans: Vec<Span> = spans.collect();
        let ends = spans.iter().map(|span| span.end);
        let sentence = Span::new(0, text.len());
        clip(text, sentence, spans[0], ends).of(text).to_owned()
    }

    #[test]
    fn a_long_sentence_is_kept_from_a_little_before_its_first_mention() {
        let ice = |n_times: usize| "íce ".repeat(n_times);
        let short = format!("{}Ada.", ice(99));
        assert_eq!(clipped(&short, &["Ada"]), short);
        let text = format!("{}Ada {}Bo {}Cy left.", ice(40), ice(60), ice(60));
        let both = format!("{}Ada {}Bo", ice(20), ice(60));
        assert_eq!(clipped(&text, &["Ada", "Bo", "Cy"]), both);
        let only = format!("{}Ada {}Bo {}í", ice(20), ice(60), ice(18));
        assert_eq!(clipped(&text, &["Ada", "Bo"]), only);
        assert_eq!(only.chars().count(), PASSAGE_CHARS);
        let long = format!("{}X{}", ice(1), "x".repeat(PASSAGE_CHARS));
        assert_eq!(clipped(&long, &[&long[5..]]), long);
    }
}
