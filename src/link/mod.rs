//! Matches in, linked [`Mention`]s out: one entity each, with the candidates and the reason; and,
//! where asked for, the names that the gazetteer lacks.
//!
//! What a document says about itself decides:
//!
//! 1. `targets`: a target whose condition is not met (`requires` in the paragraph, `documents`) is
//!    none; one whose condition is met goes before those without a condition.
//! 2. `runs` cuts the lines into runs of capitalised words, and `judge` asks the `rules` which are
//!    names, and of which kind: persons, places, organisations, or none of these.
//! 3. `grow` gives short forms the verdict of the full names in the document.
//! 4. A name of the gazetteer that is part of a longer name (the Bath in `University of Bath`) is
//!    no mention. A bare surname denotes a person only where the full name stands.
//! 5. `choose`: of several entities, the one whose full name stands nearest before is chosen, else
//!    nearest behind, else the best known, else the first in the gazetteer.

mod context;

mod kind;

mod mention;

mod targets;

mod short;

mod abbreviation;

mod spelling;

mod scene;

mod rules;

mod genitive;

mod inner;

mod runs;

mod types;

mod judgement;

mod judge;

mod alone;

mod repeats;

mod series;

mod grow;

mod ambiguous;

mod choose;

mod company;

mod dropped;

mod settle;

mod wanted;

use std::borrow::Cow;

use rustc_hash::FxHashSet;

use crate::gazetteer::{Form, Group, Index};
use crate::segment::Structure;
use crate::span::Span;
use crate::tag::Match;
use crate::token::tokens;
use kind::Kinds;
use scene::Scene;
use short::Spot;
use targets::{Conditions, Targets};
use wanted::Wanted;

pub use dropped::{Dropped, Standing, Why};
pub use kind::Kind;
pub use mention::{Candidate, Found, Mention, Reason};
pub use rules::Cue;

/// What linking leaves of a document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Linked {
    /// Mentions of entities, in order.
    pub mentions: Vec<Mention>,
    /// Names that the gazetteer lacks, in order; none overlaps a mention.
    pub found: Vec<Found>,
    /// Capitalised words of which nothing in the document tells what they are.
    pub undecided: Vec<Span>,
    /// Listed names that are no mention, in order.
    pub dropped: Vec<Dropped>,
}

impl Linked {
    /// What is never a mention is no name that the gazetteer lacks either.
    fn forget_ignored(&mut self, dropped: &[Dropped]) {
        let ignored = dropped.iter().filter(|dropped| dropped.why == Why::Ignored);
        let ignored: FxHashSet<Span> = ignored.map(|dropped| dropped.span).collect();
        self.found.retain(|found| !ignored.contains(&found.span));
        self.undecided.retain(|span| !ignored.contains(span));
    }

    /// The names that the gazetteer lacks and, of the kind `Other`, the undecided words, in order;
    /// `text` is the document's. In a whole corpus others may say what these are.
    pub fn candidates(self, text: &str) -> Vec<Found> {
        let undecided = self.undecided.iter().map(|span| Found {
            span: *span,
            name: span.of(text).to_owned(),
            kind: Kind::Other,
            cue: Cue::Undecided,
            strength: 0.1,
        });
        let mut candidates = self.found;
        candidates.extend(undecided);
        candidates.sort_by_key(|found| found.span.start);
        candidates
    }
}

/// How `mention` was linked, and behind a `/` in what it stands where that is not the text's own:
/// `name`, `surname/byline`.
pub fn how(mention: &Mention, structure: &Structure) -> Cow<'static, str> {
    match structure.boilerplate_at(mention.span.start) {
        Some(kind) => format!("{}/{}", mention.how(), kind.as_str()).into(),
        None => mention.how().into(),
    }
}

/// Chooses one entity for each of `matches`, which must be in order; those that denote none are
/// dropped. Linear in the text and the matches.
pub fn link(
    document_id: &str,
    text: &str,
    structure: &Structure,
    matches: &[Match],
    index: &Index,
) -> Vec<Mention> {
    if index.matching.plain {
        return matches
            .iter()
            .filter_map(|found| first_listed(found, index))
            .collect();
    }
    if matches.is_empty() && index.short_forms().is_empty() {
        return Vec::new();
    }
    let mut conditions = Conditions::new(document_id, text, structure, index);
    let possible = conditions.possible_targets(matches);
    let is_spelled = !index.matching.without.has(Group::Spelling) && !index.spellings().is_empty();
    let is_none = possible.iter().all(|(_, targets)| targets.is_empty());
    // Names of a short list are abbreviated.
    let is_long = index.n_entities() > scene::CURATED;
    if is_none && is_long && !is_spelled && !index.short_forms().may_stand_in(text) {
        return Vec::new();
    }
    let (scene, possible) = scene(&conditions, possible);
    if possible.iter().all(|spot| spot.targets.is_empty()) {
        return Vec::new();
    }
    decide(
        &scene,
        &Wanted::of_spots(&scene, &possible),
        &possible,
        structure.year,
        index,
    )
    .mentions
}

/// The first entity that lists the name: all that a plain run looks at.
fn first_listed(found: &Match, index: &Index) -> Option<Mention> {
    let mut targets = index.targets(found.name);
    let target = targets.find(|target| target.form != Form::Surname)?;
    Some(Mention {
        span: found.span,
        entity: target.entity,
        form: target.form,
        reason: Reason::Only,
        score: 0.0,
        others: Vec::new(),
    })
}

/// The same as [`link`], and the names that the gazetteer lacks and those that were dropped.
pub fn discover(
    document_id: &str,
    text: &str,
    structure: &Structure,
    matches: &[Match],
    index: &Index,
) -> Linked {
    let mut conditions = Conditions::new(document_id, text, structure, index).telling();
    let possible = conditions.possible_targets(matches);
    conditions.note_inner(matches);
    let (scene, possible) = scene(&conditions, possible);
    let mut linked = decide(&scene, &Wanted::All, &possible, structure.year, index);
    linked.forget_ignored(&conditions.dropped);
    linked.dropped.append(&mut conditions.dropped);
    linked.dropped.sort_by_key(|dropped| dropped.span.start);
    linked
}

/// The document as rules see it, and where names may stand in it.
fn scene<'a>(
    conditions: &Conditions<'a>,
    possible: Vec<(Match, Targets<'a>)>,
) -> (Scene<'a>, Vec<Spot<'a>>) {
    let Conditions { text, index, .. } = *conditions;
    let tokens = tokens(text);
    let mut possible = short::spots(conditions, possible, &tokens);
    if !index.matching.without.has(Group::Spelling) {
        spelling::add(conditions, &tokens, &mut possible);
    }
    let spans = possible
        .iter()
        .map(|spot| (spot.span, kinds(&spot.targets, index)));
    let scene = Scene::new(text, tokens, spans, index);
    (scene, possible)
}

/// What the wanted runs are.
fn decide(
    scene: &Scene<'_>,
    wanted: &Wanted<'_>,
    possible: &[Spot<'_>],
    year: Option<i16>,
    index: &Index,
) -> Linked {
    let mut judged = judge::judge(scene, wanted);
    if !scene.leaves(Group::Short) {
        grow::grow(scene, &mut judged.runs);
    }
    // Where only listed entities are asked for, an unknown name has none whatever its kind.
    if matches!(wanted, Wanted::All) && !scene.leaves(Group::Context) {
        series::name_equals(scene, &mut judged.runs);
    }
    let year = year.filter(|_| !scene.leaves(Group::Vetoes));
    settle::settle(scene, judged, possible, year, index)
}

/// What the targets of a name may be; surnames are left out.
fn kinds(targets: &Targets<'_>, index: &Index) -> Kinds {
    let mut kinds = Kinds::default();
    for target in targets.iter().filter(|target| target.form != Form::Surname) {
        kinds.add(Kind::of(&index.type_of(target.entity)));
    }
    kinds
}

#[cfg(test)]
mod tests;
