//! What tells a person.

use super::Cue;
use crate::gazetteer::Group;
use crate::lexicon::Class;
use crate::link::scene::Scene;
use crate::token::{Gap, Shape, Token};

/// From how many points a run is a person.
const ENOUGH: f32 = 1.0;

/// The points of a run, its strongest cue first.
pub(in crate::link) fn points(scene: &Scene<'_>, first: usize, end: usize) -> Option<(f32, Cue)> {
    let n_words = end - first;
    if n_words > 5
        || scene.tokens[first..end]
            .iter()
            .any(|t| t.shape == Shape::Number)
    {
        return None;
    }
    let of = |group, points| if scene.leaves(group) { 0.0 } else { points };
    let title = after_title(scene, first);
    let cues = [
        (title, Cue::Title),
        (
            of(Group::FirstNames, first_name(scene, first, end)),
            Cue::FirstName,
        ),
        (
            of(Group::Initials, initials(scene, first, end)),
            Cue::Initial,
        ),
        (of(Group::Initials, age(scene, end)), Cue::Initial),
        (of(Group::Speech, speech(scene, first, end)), Cue::Speech),
        (of(Group::Speech, spoken_by(scene, first)), Cue::Speech),
        (of(Group::Speech, label(scene, first, end)), Cue::Speech),
        (of(Group::Speech, vocative(scene, first, end)), Cue::Speech),
    ];
    let (strongest, cue) = cues
        .into_iter()
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .unwrap_or((0.0, Cue::Shape));
    if strongest <= 0.0 {
        return None;
    }
    let sum: f32 = cues.iter().map(|(points, _)| points).sum();
    let points = sum + shape(scene, first, end) + surname(scene, end)
        - against(scene, first, end, title > 0.0);
    (points >= ENOUGH).then_some((points, cue))
}

/// A title or an office stands right before: `Mr Hall`, `striker Ian Hall`, `President Hall`; not
/// before an ordinary word, unless it is for persons only: `General Meeting`, but `Mr Porter`.
pub(in crate::link) fn after_title(scene: &Scene<'_>, first: usize) -> f32 {
    let asked = scene.before(first).filter(|_| !scene.leaves(Group::Titles));
    let Some(before) = asked else {
        return 0.0;
    };
    let class = scene.class(before);
    let is_capital = scene.is_capital(before);
    let is_place = class.is(Class::PLACE_PREFIX);
    let own = scene.class(first);
    // `Mr`, but not `King`.
    let is_of_persons = class.is(Class::HE | Class::SHE) && !class.is(Class::ORDINARY);
    let is_name = !own.is(Class::ORDINARY) || own.is(Class::FIRST | Class::SURNAME);
    let is_thing = !is_of_persons && !is_name;
    // `telecoms operator Hall`, `to host Hall`.
    let is_other = class.is(Class::ROLE)
        && !is_capital
        && (class.is(Class::ORG_ROLE) && !own.is(Class::FIRST)
            || scene.word_before(before) == "to");
    match () {
        () if scene.tokens[before].is_possessive || is_place => 0.0,
        () if is_thing || is_other => 0.0,
        () if is_capital && class.is(Class::TITLE) => 2.0,
        () if class.is(Class::ROLE) => 1.5,
        () if class.is(Class::TITLE) && class.is(Class::HE | Class::SHE) => 1.0,
        () if class.is(Class::TITLE) => 1.2,
        () => 0.0,
    }
}

/// It begins with a first name: `Ian Hall`; alone, that says less.
fn first_name(scene: &Scene<'_>, first: usize, end: usize) -> f32 {
    let class = scene.class(first);
    let is_first = class.is(Class::FIRST)
        && !is_month(scene, first, end)
        && scene.tokens[first].shape == Shape::Capital;
    let is_numbered = matches!(scene.after(end), Some((idx, Gap::Space)) if scene.tokens[idx].shape == Shape::Number);
    match (is_first, end - first) {
        (true, 1) if class.is(Class::ORDINARY) || is_numbered => 0.0,
        (true, 1) => 1.0,
        (true, _) if class.is(Class::ORDINARY) && scene.tokens[first].opens => 1.2,
        (true, _) => 1.8,
        (false, _) => hyphenated_first_name(scene, first, end),
    }
}

/// `June Treasury`: a month, unless a surname stands behind, as in `June Hall`.
fn is_month(scene: &Scene<'_>, first: usize, end: usize) -> bool {
    let has_surname = end > first + 1 && scene.class(end - 1).is(Class::SURNAME);
    scene.class(first).is(Class::CALENDAR) && !has_surname
}

/// `Jean-Paul Hall`: both halves are first names, or the first is.
fn hyphenated_first_name(scene: &Scene<'_>, first: usize, end: usize) -> f32 {
    let halves = scene.word(first).split_once('-');
    let is_first = halves.is_some_and(|(left, right)| {
        right.starts_with(char::is_uppercase) && crate::lexicon::class(left).is(Class::FIRST)
    });
    if is_first && end - first > 1 {
        1.8
    } else {
        0.0
    }
}

/// `J. R. Hall`, `George W. Hall`; not `Hall J.` alone.
fn initials(scene: &Scene<'_>, first: usize, end: usize) -> f32 {
    let inner = &scene.tokens[first..end - 1];
    let has = inner.iter().any(|token| token.shape == Shape::Initial);
    let is_capital = scene.tokens[end - 1].shape == Shape::Capital;
    if has && is_capital { 1.5 } else { 0.0 }
}

/// An age between commas or in brackets: `Ian Hall, 43,`.
pub(in crate::link) fn age(scene: &Scene<'_>, end: usize) -> f32 {
    let Some((idx, Gap::Comma | Gap::Bracket)) = scene.after(end) else {
        return 0.0;
    };
    let is_age = scene.word(idx).len() == 2 && scene.tokens[idx].shape == Shape::Number;
    let rest = &scene.text[scene.tokens[idx].end as usize..];
    let behind = rest.strip_prefix([',', ')', '.']);
    let closes = behind.is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_digit()));
    if is_age && closes { 1.5 } else { 0.0 }
}

/// `Hall said`, `Hall, who`: persons do that; governments too, so of one word it says less.
fn speech(scene: &Scene<'_>, first: usize, end: usize) -> f32 {
    if scene.tokens[end - 1].is_possessive {
        return 0.0;
    }
    let who = match scene.after(end) {
        Some((idx, Gap::Space | Gap::Comma)) => scene.word(idx) == "who",
        _ => false,
    };
    let speaks = scene.class_after(end).is(Class::SPEECH)
        && scene
            .after(end)
            .is_some_and(|(idx, _)| scene.tokens[idx].shape == Shape::Small);
    match (who, speaks) {
        (true, _) => 1.5,
        (_, true) if end - first > 1 => 1.0,
        (_, true) => 0.7,
        _ => 0.0,
    }
}

/// `"Come in," cried Hall`: what stands behind a quotation and the verb of it spoke.
fn spoken_by(scene: &Scene<'_>, first: usize) -> f32 {
    let Some(verb) = scene.before(first).filter(|&verb| {
        scene.class(verb).is(Class::SPEECH) && scene.tokens[verb].shape == Shape::Small
    }) else {
        return 0.0;
    };
    let before = scene.text[..scene.tokens[verb].start as usize].trim_end();
    let is_quoted = before.ends_with(['"', '”', '’', '\'']);
    if is_quoted { 1.0 } else { 0.0 }
}

/// `Thank you, Hall.`, `Yes, Hall,`: who is spoken to, one word or two between commas or at the end.
fn vocative(scene: &Scene<'_>, first: usize, end: usize) -> f32 {
    let leads = scene.tokens[first].gap == Gap::Comma
        && first > 0
        && matches!(
            scene.word(first - 1).to_ascii_lowercase().as_str(),
            "you"
                | "yes"
                | "no"
                | "well"
                | "hello"
                | "hi"
                | "hey"
                | "sorry"
                | "please"
                | "thanks"
                | "dear"
                | "oh"
                | "ah"
                | "goodbye"
                | "listen"
                | "look"
                | "welcome"
        );
    let ends = !matches!(scene.after(end), Some((_, Gap::Space | Gap::Bracket)));
    let is_called = leads && ends && end - first <= 2 && !scene.tokens[end - 1].is_possessive;
    if is_called { 1.0 } else { 0.0 }
}

/// `ANN HALL:` at the head of a line: who speaks there.
pub(in crate::link) fn label(scene: &Scene<'_>, first: usize, end: usize) -> f32 {
    let is_capitals = |token: &Token| matches!(token.shape, Shape::Upper | Shape::Initial);
    let is_name = scene.class(first).is(Class::FIRST) || scene.class(end - 1).is(Class::SURNAME);
    let is_label = scene.tokens[first].gap == Gap::Line
        && (2..=3).contains(&(end - first))
        && scene.tokens[first..end].iter().all(is_capitals)
        && is_before_colon(scene, end);
    if is_label && is_name { 3.0 } else { 0.0 }
}

/// Whether a colon stands right behind.
pub(in crate::link) fn is_before_colon(scene: &Scene<'_>, end: usize) -> bool {
    scene.text[scene.tokens[end - 1].end as usize..].starts_with(':')
}

/// Two or three words that each begin with one capital.
fn shape(scene: &Scene<'_>, first: usize, end: usize) -> f32 {
    let is_clean = |idx: usize| {
        let token = &scene.tokens[idx];
        token.shape != Shape::Upper && !scene.class(idx).is(Class::COMMON)
    };
    let n_words = end - first;
    if (2..=3).contains(&n_words) && (first..end).all(is_clean) {
        0.5
    } else {
        0.0
    }
}

/// The last word is a frequent surname.
fn surname(scene: &Scene<'_>, end: usize) -> f32 {
    if scene.class(end - 1).is(Class::SURNAME) {
        0.4
    } else {
        0.0
    }
}

/// Ordinary words in it, an article or a place's preposition before it.
fn against(scene: &Scene<'_>, first: usize, end: usize, has_title: bool) -> f32 {
    let is_ordinary = |idx: &usize| {
        let class = scene.class(*idx);
        scene.is_capital(*idx)
            && class.is(Class::COMMON)
            && !class.is(Class::FIRST | Class::SURNAME)
    };
    // `coach Darin Hall`: behind an office and a name, a surname may be any word.
    let is_surname = has_title && end == first + 2 && !scene.class(first).is(Class::ORDINARY);
    let last = if is_surname { end - 1 } else { end };
    let ordinary = (first..last).filter(is_ordinary).count() as f32 * 0.6;
    let is_upper = |idx: &usize| scene.tokens[*idx].shape == Shape::Upper;
    let upper = (first..end).filter(is_upper).count() as f32 * 0.5;
    let article = if scene.word_before(first).eq_ignore_ascii_case("the") {
        1.2
    } else {
        0.0
    };
    let place = match scene.class_before(first) {
        class if has_title || !class.is(Class::PLACE_BEFORE_STRONG) => 0.0,
        _ => 0.8,
    };
    ordinary + upper + article + place
}
