//! Mentions and candidates of a document in one order, and apart again with their places.

use crate::cooccur::Spot;
use crate::date::Date;
use crate::link::{Found, Mention};
use crate::read::Document;
use crate::segment::Structure;
use crate::span::Span;
use crate::store::Placed;

/// All names of a document.
pub(super) struct Names {
    mentions: Vec<Mention>,
    found: Vec<Found>,
    /// The spans of both, in order.
    pub(super) spans: Vec<Span>,
    /// For each span whether it is a mention's.
    are_mentions: Vec<bool>,
}

impl Names {
    /// Both must be in order, and none overlap another.
    pub(super) fn new(mentions: Vec<Mention>, found: Vec<Found>) -> Self {
        let known = mentions.iter().map(|mention| (mention.span, true));
        let mut names: Vec<(Span, bool)> = known.collect();
        if !found.is_empty() {
            names.extend(found.iter().map(|found| (found.span, false)));
            // Two sorted runs: one merge.
            names.sort_by_key(|(span, _)| span.start);
        }
        let (spans, are_mentions) = names.into_iter().unzip();
        Self {
            mentions,
            found,
            spans,
            are_mentions,
        }
    }

    /// Mentions and candidates with the units they stand in; `spots` and `signatures` are one for
    /// one with the spans.
    pub(super) fn placed(
        self,
        spots: &[Spot],
        signatures: &[Option<u64>],
    ) -> (Vec<Placed<Mention>>, Vec<Placed<Found>>) {
        let places = spots.iter().zip(signatures);
        let (of_mentions, of_found): (Vec<_>, Vec<_>) = places
            .zip(&self.are_mentions)
            .partition(|(_, is_mention)| **is_mention);
        let mentions = self.mentions.into_iter().zip(of_mentions);
        let found = self.found.into_iter().zip(of_found);
        (
            mentions
                .map(|(name, (place, _))| placed(name, place))
                .collect(),
            found
                .map(|(name, (place, _))| placed(name, place))
                .collect(),
        )
    }
}

fn placed<T>(name: T, (spot, signature): (&Spot, &Option<u64>)) -> Placed<T> {
    Placed {
        name,
        spot: *spot,
        signature: *signature,
    }
}

/// When each section was written, if its year is known: its own date, else its document's.
pub(super) fn dates(document: &Document, structure: &Structure) -> Vec<Option<Date>> {
    let date = document.metadata.get("date");
    let date = date.and_then(|date| Date::of(date));
    let times = structure.sections.iter().map(|section| section.time);
    let own = times.map(|time| time.and_then(|time| Date::of(&time.to_string())));
    own.map(|own| own.or(date)).collect()
}
