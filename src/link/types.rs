//! Of the kinds that a listed name may be, the one that the words beside it tell.

use super::kind::{Kind, Kinds};
use super::rules::{person, place};
use super::scene::{Atom, Scene};
use crate::gazetteer::Group;
use crate::lexicon::Class;
use crate::token::{Gap, Shape};

/// What a listed name is: its kind, or of several the one that the words beside it tell.
pub(super) fn known_kind(scene: &Scene<'_>, atom: &Atom) -> Option<Kind> {
    if atom.kinds.only() == Some(Kind::Place) && is_team(scene, atom) {
        return Some(Kind::Organisation);
    }
    if let Some(only) = atom.kinds.only() {
        return Some(only).filter(|_| !is_doubtful_town(scene, atom));
    }
    if scene.leaves(Group::Types) {
        return atom.kinds.iter().next();
    }
    if atom.kinds.has(Kind::Place) && dateline(scene, atom.first, atom.end) > 0.0 {
        return Some(Kind::Place);
    }
    let may_be_person = atom.kinds.has(Kind::Person);
    best(atom.kinds, |kind| {
        let words = scene.words(atom.first, atom.end);
        match may_be_person {
            true => scene.same(words, |first, end| {
                type_points(scene, first, end, kind) - ordinary_town(scene, first, end, kind)
            }),
            false => type_points(scene, atom.first, atom.end, kind),
        }
    })
}

/// What tells against a town that is an ordinary word, where a person has the name too: `Dole`.
fn ordinary_town(scene: &Scene<'_>, first: usize, end: usize, kind: Kind) -> f32 {
    let is_ordinary = end == first + 1 && scene.class(first).is(Class::COMMON);
    let is_town = kind == Kind::Place && is_ordinary;
    if is_town { 1.0 } else { 0.0 }
}

/// A town with the name of many people, as `Walker`, is none where no word in the document tells a
/// place.
fn is_doubtful_town(scene: &Scene<'_>, atom: &Atom) -> bool {
    let first = atom.first;
    let is_surname = atom.end == first + 1 && scene.class(first).is(Class::SURNAME | Class::FIRST);
    if !is_surname || scene.is_curated || atom.kinds.only() != Some(Kind::Place) {
        return false;
    }
    let speaks = |_, end| f32::from(u8::from(scene.class_after(end).is(Class::SPEECH)));
    let cue = |first, end| place::context(scene, first, end) + dateline(scene, first, end);
    let word = scene.word(first);
    let is_person = scene.class(first).is(Class::FIRST) || scene.same(word, speaks) > 0.0;
    is_person && scene.same(word, cue) == 0.0
}

fn best(kinds: Kinds, points: impl Fn(Kind) -> f32) -> Option<Kind> {
    let mut best: Option<(f32, Kind)> = None;
    for kind in kinds.iter() {
        let points = points(kind);
        if best.is_none_or(|(most, _)| points > most) {
            best = Some((points, kind));
        }
    }
    best.map(|(_, kind)| kind)
}

/// How much the words beside a name tell that it is of that kind.
fn type_points(scene: &Scene<'_>, first: usize, end: usize, kind: Kind) -> f32 {
    let is_the = scene.word_before(first).eq_ignore_ascii_case("the");
    match kind {
        Kind::Place => {
            let is_surname =
                end == first + 1 && scene.class(first).is(Class::SURNAME | Class::FIRST);
            let base = if is_surname || scene.is_sport() {
                0.0
            } else {
                1.0
            };
            place::context(scene, first, end) + base + dateline(scene, first, end)
        }
        Kind::Organisation => {
            let after = if scene.class_after(end).is(Class::ORG_AFTER) {
                1.0
            } else {
                0.0
            };
            let before = match scene.word_before(first) {
                "beat" => 1.0,
                "against" => 0.7,
                _ => 0.0,
            };
            let sport = if scene.is_sport() { 0.9 } else { 0.0 };
            before + after + sport + result(scene, first, end) + if is_the { 0.5 } else { 0.0 }
        }
        Kind::Person => {
            let title = person::after_title(scene, first);
            let speech = if scene.class_after(end).is(Class::SPEECH) {
                0.7
            } else {
                0.0
            };
            let the = if is_the { 1.5 } else { 0.0 };
            title + speech - the + 0.5
        }
        Kind::Other => 1.1,
    }
}

/// A row of results, `Oslo 3 Rome 2`: the names are of teams.
fn result(scene: &Scene<'_>, first: usize, end: usize) -> f32 {
    let follows = matches!(scene.after(end), Some((idx, Gap::Space)) if scene.is_score(idx));
    let leads = scene.tokens[first].gap == Gap::Line
        || scene.before(first).is_some_and(|idx| scene.is_score(idx));
    if follows && leads { 1.5 } else { 0.0 }
}

/// A town that stands for its team: `Oslo 3 Rome 2` where sport is spoken of.
pub(super) fn is_team(scene: &Scene<'_>, atom: &Atom) -> bool {
    result(scene, atom.first, atom.end) > 0.0 && scene.is_sport()
}

/// A name at the head of a line before a date or a dash, as agencies begin their reports.
fn dateline(scene: &Scene<'_>, first: usize, end: usize) -> f32 {
    let begins = scene.tokens[first].gap == Gap::Line;
    let is_upper = scene.tokens[first].shape == Shape::Upper;
    let is_date = matches!(scene.after(end), Some((idx, _)) if scene.tokens[idx].shape == Shape::Number && scene.word(idx).len() >= 4);
    let is_of_agency = || place::dateline(scene, first, end).is_some();
    if begins && is_upper && (is_date || is_of_agency()) {
        3.0
    } else {
        0.0
    }
}
