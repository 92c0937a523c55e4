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

mod spelling;

mod scene;

mod rules;

mod genitive;

mod inner;

mod runs;

mod types;

mod judge;

mod repeats;

mod grow;

mod ambiguous;

mod choose;

mod company;

mod wanted;

use std::borrow::Cow;

use crate::gazetteer::{Form, Group, Index};
use crate::lexicon::Class;
use crate::segment::Structure;
use crate::span::Span;
use crate::tag::Match;
use crate::token::{Shape, tokens};
use choose::{Choice, Named};
use judge::Judged;
use kind::Kinds;
use scene::Scene;
use short::Spot;
use targets::{Conditions, Targets};
use wanted::Wanted;

pub use ambiguous::resolve;
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
}

impl Linked {
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
    if is_none && !is_spelled && !index.short_forms().may_stand_in(text) {
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

/// The same as [`link`], and the names that the gazetteer lacks.
pub fn discover(
    document_id: &str,
    text: &str,
    structure: &Structure,
    matches: &[Match],
    index: &Index,
) -> Linked {
    let mut conditions = Conditions::new(document_id, text, structure, index);
    let possible = conditions.possible_targets(matches);
    let (scene, possible) = scene(&conditions, possible);
    decide(&scene, &Wanted::All, &possible, structure.year, index)
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
        grow::grow(scene, &mut judged);
    }
    let year = year.filter(|_| !scene.leaves(Group::Vetoes));
    settle(scene, &judged, possible, year, index)
}

/// What the targets of a name may be; surnames are left out.
fn kinds(targets: &Targets<'_>, index: &Index) -> Kinds {
    let mut kinds = Kinds::default();
    for target in targets.iter().filter(|target| target.form != Form::Surname) {
        kinds.add(Kind::of(&index.type_of(target.entity)));
    }
    kinds
}

/// Entities for the judgements that have one, names for the rest.
fn settle(
    scene: &Scene<'_>,
    judged: &[Judged],
    possible: &[Spot<'_>],
    year: Option<i16>,
    index: &Index,
) -> Linked {
    let named = Named::of(possible);
    let mut linked = Linked::default();
    let mut chosen: Vec<Option<Mention>> = Vec::with_capacity(judged.len());
    for (idx, name) in judged.iter().enumerate() {
        let mention = name.atom.and_then(|atom| {
            let spot = &possible[atom];
            let kind = name.verdict.map(|verdict| verdict.kind)?;
            let choice = Choice {
                index,
                named: &named,
                kind,
                before: scene.class_before(name.first),
                is_region: choose::is_region(scene.word_after(name.end)),
                year,
            };
            let mention = choice.choose(spot.span, &spot.targets)?;
            Some(match spot.is_spelling {
                true => Mention {
                    reason: Reason::Spelling,
                    ..mention
                },
                false => mention,
            })
        });
        // `Peter Hall` stands nearer before than Stephen, who is listed: `Hall` is Peter's.
        let is_anothers = !scene.leaves(Group::Vetoes)
            && name
                .source
                .is_some_and(|source| source < idx && chosen[source].is_none());
        chosen.push(mention.filter(|mention| !is_anothers || mention.form != Form::Surname));
    }
    if !scene.leaves(Group::Company) {
        company::decide(&mut chosen, index);
    }
    for (idx, name) in judged.iter().enumerate() {
        let Some(verdict) = name.verdict else {
            if is_open(scene, name) {
                linked.undecided.push(scene.span(name.first, name.end));
            }
            continue;
        };
        // Of one that a listed entity was vetoed for, the full name is not known.
        let unlisted = name.source.filter(|&source| chosen[source].is_none());
        let full = unlisted.map(|source| &judged[source]);
        let grown = || {
            let source = name.source.filter(|_| name.atom.is_none())?;
            let of = chosen[source].as_ref()?;
            Some(Mention {
                span: scene.span(name.first, name.end),
                form: Form::Alias,
                reason: Reason::Grown(of.span.start),
                others: Vec::new(),
                ..of.clone()
            })
        };
        if let Some(mention) = chosen[idx].clone().or_else(grown) {
            linked.mentions.push(mention);
        } else if verdict.kind != Kind::Other {
            let full = full.unwrap_or(name);
            linked.found.push(Found {
                span: scene.span(name.first, name.end),
                name: scene.words(full.first, full.end).to_owned(),
                kind: verdict.kind,
                cue: verdict.cue,
                strength: verdict.strength,
            });
        }
    }
    linked
}

/// Whether a run of capitals that no rule decided may be a name: its words do not explain
/// themselves.
fn is_open(scene: &Scene<'_>, name: &Judged) -> bool {
    let (token, class) = (&scene.tokens[name.first], scene.class(name.first));
    let is_one = name.end == name.first + 1;
    let explained = Class::CALENDAR | Class::DEMONYM | Class::TITLE | Class::ROLE;
    let is_plain =
        is_one && class.is(explained) || (is_one || token.opens) && class.is(Class::ORDINARY);
    name.atom.is_none() && token.shape == Shape::Capital && !is_plain
}

#[cfg(test)]
mod tests;
