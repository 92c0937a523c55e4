//! Judgements in; out entities for those that have one, names for the rest, and the listed names
//! that are neither.

use super::choose::{self, Choice, Named};
use super::company;
use super::dropped::{Dropped, Why};
use super::judgement::{Judged, Judgement};
use super::kind::Kind;
use super::mention::{Found, Mention, Reason};
use super::scene::Scene;
use super::short::Spot;
use super::{Linked, targets::Targets};
use crate::gazetteer::{EntityId, Form, Group, Index};
use crate::lexicon::Class;
use crate::token::Shape;

pub(super) fn settle(
    scene: &Scene<'_>,
    judgement: Judgement,
    possible: &[Spot<'_>],
    year: Option<i16>,
    index: &Index,
) -> Linked {
    let named = Named::of(possible);
    let Judgement {
        runs: judged,
        mut dropped,
    } = judgement;
    let mut linked = Linked::default();
    let mut chosen: Vec<Option<Mention>> = Vec::with_capacity(judged.len());
    for (idx, name) in judged.iter().enumerate() {
        let Some((atom, verdict)) = name.atom.zip(name.verdict) else {
            chosen.push(None);
            continue;
        };
        let spot = &possible[atom];
        let choice = Choice {
            text: scene.text,
            index,
            named: &named,
            kind: verdict.kind,
            before: scene.class_before(name.first),
            is_region: choose::is_region(scene.word_after(name.end)),
            year,
        };
        // `Peter Hall` stands nearer before than Stephen, who is listed: `Hall` is Peter's.
        let another = name.source.filter(|&source| {
            !scene.leaves(Group::Vetoes) && source < idx && chosen[source].is_none()
        });
        let mention = match (choice.choose(spot.span, &spot.targets), another) {
            (Ok(mention), Some(source)) if mention.form == Form::Surname => {
                let full = &judged[source];
                Err(Why::Another(scene.span(full.first, full.end)))
            }
            (mention, _) => mention,
        };
        chosen.push(match mention {
            Ok(mention) if spot.is_spelling => Some(Mention {
                reason: Reason::Spelling,
                ..mention
            }),
            Ok(mention) => Some(mention),
            Err(why) => {
                dropped.push((atom, why));
                None
            }
        });
    }
    if !scene.leaves(Group::Company) {
        company::decide(&mut chosen, index);
    }
    linked.dropped = of_spots(scene, &judged, dropped, &chosen, possible, &named);
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

/// The possible matches that are none of the `chosen`, in order, with what the rules said of each.
fn of_spots(
    scene: &Scene<'_>,
    judged: &[Judged],
    dropped: Vec<(usize, Why)>,
    chosen: &[Option<Mention>],
    possible: &[Spot<'_>],
    named: &Named,
) -> Vec<Dropped> {
    let mut whys: Vec<Option<Why>> = vec![None; possible.len()];
    for atom in &scene.atoms {
        whys[atom.idx] = Some(around(scene, judged, atom.first, atom.end, atom.idx));
    }
    for (atom, why) in dropped {
        whys[atom] = Some(why);
    }
    let mut are_chosen = vec![false; possible.len()];
    for (name, mention) in judged.iter().zip(chosen) {
        if let Some(atom) = name.atom.filter(|_| mention.is_some()) {
            are_chosen[atom] = true;
        }
    }
    let spots = possible.iter().zip(whys).zip(are_chosen);
    let spots = spots.filter(|(_, is_chosen)| !is_chosen);
    let spots = spots.map(|((spot, why), _)| Dropped {
        span: spot.span,
        entities: entities(&spot.targets),
        why: match why {
            Some(Why::Undecided) if !named.has_any(&spot.targets) => Why::Surname,
            Some(why) => why,
            None => Why::Number,
        },
    });
    spots.collect()
}

/// What the run says that holds an atom of which no rule said more.
fn around(scene: &Scene<'_>, judged: &[Judged], first: usize, end: usize, idx: usize) -> Why {
    let behind = judged.partition_point(|name| name.first <= first);
    let holder = behind.checked_sub(1).map(|place| &judged[place]);
    match holder.filter(|name| first < name.end) {
        _ if scene.line_of(first).end < end => Why::Line,
        Some(name) if name.atom != Some(idx) => Why::Inside(scene.span(name.first, name.end)),
        _ => Why::Undecided,
    }
}

fn entities(targets: &Targets<'_>) -> Vec<EntityId> {
    let mut entities: Vec<EntityId> = targets.iter().map(|target| target.entity).collect();
    entities.sort_unstable();
    entities.dedup();
    entities
}
