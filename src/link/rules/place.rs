//! What tells a place.

use super::{Cue, person};
use crate::lexicon::Class;
use crate::link::scene::Scene;
use crate::token::{Gap, LineCase, Shape, Token};

/// Letters in which a dateline ends with a dash.
const REACH: usize = 60;

/// Its first or last word is one of places: `Hall River`, `Lake Hall`, `Hallville`, `Route 9`; not behind a
/// first name, where it is a surname: `Damon Hill`.
pub(in crate::link) fn word(scene: &Scene<'_>, first: usize, end: usize) -> Option<Cue> {
    let n_words = end - first;
    let last = scene.class(end - 1);
    let is_capital = scene.is_capital(end - 1);
    let is_body = n_words >= 3 && scene.class(end - 2).is(Class::ORG_SUFFIX);
    let suffix = n_words >= 2
        && is_capital
        && last.is(Class::PLACE_SUFFIX)
        && !is_body
        && !is_person(scene, first, end);
    let prefix = (2..=3).contains(&n_words)
        && scene.class(first).is(Class::PLACE_PREFIX)
        && !(scene.tokens[first].opens && is_adjective(scene, first))
        && !last.is(Class::ORDINARY);
    let ending =
        n_words == 1 && last.is(Class::PLACE_ENDING) && !last.is(Class::SURNAME | Class::FIRST);
    let road = n_words >= 2 && is_numbered_road(scene, end - 1);
    (suffix || prefix || ending || road).then_some(Cue::PlaceWord)
}

/// `95` of `Interstate 95`, `State Highway 95`.
pub(in crate::link) fn is_numbered_road(scene: &Scene<'_>, idx: usize) -> bool {
    scene.tokens[idx].shape == Shape::Number
        && matches!(
            scene.word(idx - 1),
            "Highway" | "Route" | "Interstate" | "Motorway"
        )
}

/// `Damon Hill`, `Mayor Osk Hill`, but `near Damon Hill`, `the Damon Hill`.
fn is_person(scene: &Scene<'_>, first: usize, end: usize) -> bool {
    let class = scene.class(first);
    let is_first = class.is(Class::FIRST) && !class.is(Class::ORDINARY)
        || person::after_title(scene, first) >= 1.5;
    end - first == 2
        && is_first
        && scene.class(end - 1).is(Class::SURNAME)
        && context(scene, first, end) == 0.0
        && !scene.word_before(first).eq_ignore_ascii_case("the")
}

/// `New`, `Upper`: before any noun that opens a sentence.
fn is_adjective(scene: &Scene<'_>, idx: usize) -> bool {
    scene.class(idx).is(Class::DIRECTION | Class::COMMON)
}

/// `Mo.` of `Hall, Mo.`, `IL` of `Hall, IL`: a state behind its town and a comma.
pub(in crate::link) fn is_state(scene: &Scene<'_>, idx: usize) -> bool {
    let token = &scene.tokens[idx];
    let is_behind_name = token.gap == Gap::Comma
        && scene.is_capital(idx - 1)
        && !scene.class(idx - 1).is(Class::STARTER);
    if !is_behind_name || !scene.class(idx).is(Class::STATE) {
        return false;
    }
    let is_dotted =
        scene.word(idx).ends_with('.') || scene.text[token.end as usize..].starts_with('.');
    match token.shape {
        Shape::Upper => scene.line_of(idx).case != LineCase::Capitals,
        Shape::Capital => is_dotted,
        _ => false,
    }
}

/// A state, `Mo.` of `Hall, Mo.`, or a town before one; `Sen. Ian Hall, Mo.` is a person.
pub(in crate::link) fn of_state(scene: &Scene<'_>, first: usize, end: usize) -> Option<Cue> {
    let is_alone = end == first + 1 && is_state(scene, first);
    let is_town = || {
        let state = scene.after(end).filter(|&(idx, _)| is_state(scene, idx));
        state.is_some() && end - first <= 3 && person::after_title(scene, first) == 0.0
    };
    (is_alone || is_town()).then_some(Cue::PlaceContext)
}

/// It begins as `City of`, `Gulf of`.
pub(in crate::link) fn head(scene: &Scene<'_>, first: usize, end: usize) -> Option<Cue> {
    let of = (first + 1..end.saturating_sub(1)).find(|&idx| scene.word(idx) == "of")?;
    scene
        .class(of - 1)
        .is(Class::PLACE_HEAD)
        .then_some(Cue::PlaceWord)
}

/// Words before a place, and how much they tell, in points.
const BEFORE: &[(&str, f32)] = &[
    ("in", 1.6),
    ("near", 1.6),
    ("throughout", 1.6),
    ("outside", 1.1),
    ("across", 1.1),
    ("from", 0.7),
    ("to", 0.5),
    ("into", 0.5),
    ("toward", 0.5),
    ("towards", 0.5),
    ("via", 0.5),
    ("around", 0.5),
    ("at", 1.0),
];

/// How much the words beside it tell a place, in points.
pub(in crate::link) fn context(scene: &Scene<'_>, first: usize, end: usize) -> f32 {
    let word = scene.word_before(first);
    let before = BEFORE
        .iter()
        .find(|(known, _)| word.eq_ignore_ascii_case(known));
    let before = before.map_or(0.0, |(_, points)| *points);
    let direction = match scene.class_before(first) {
        class if !class.is(Class::DIRECTION) => 0.0,
        _ if scene.word_before(first).ends_with("ern") => 2.0,
        _ => 1.2,
    };
    let listed = if scene.is_before_listed_place(end) {
        1.2
    } else {
        0.0
    };
    before + direction + listed + role(scene, first, end)
}

/// `the town of Hall`, `east of Hall`, `Hall province`.
fn role(scene: &Scene<'_>, first: usize, end: usize) -> f32 {
    let of = scene.before(first).filter(|&of| scene.word(of) == "of");
    let before = of.map_or(scene.class_before(first), |of| scene.class_before(of));
    let is_role = before.is(Class::PLACE_ROLE)
        || of.is_some() && before.is(Class::DIRECTION)
        || scene.class_after(end).is(Class::PLACE_ROLE);
    if is_role { 1.2 } else { 0.0 }
}

/// `in Hall`, `Hall, Norway`, `northern Hall`: enough for a name of one to three words that is
/// listed nowhere.
pub(in crate::link) fn is_clear(scene: &Scene<'_>, first: usize, end: usize) -> bool {
    let is_plain = |idx: usize| {
        let class = scene.class(idx);
        scene.tokens[idx].shape == Shape::Capital
            && !class.is(Class::COMMON | Class::CALENDAR | Class::DEMONYM)
            || class.is(Class::PARTICLE) && idx > first && idx + 1 < end
    };
    let goes_on = matches!(scene.after(end), Some((idx, Gap::Space)) if scene.tokens[idx].shape == Shape::Number);
    let is_place = end - first <= 3 && !goes_on && (first..end).all(is_plain);
    is_place && (context(scene, first, end) >= 1.1 || is_spot(scene, first, end))
}

/// `at Hall`: where something is, unless a genitive or a title makes it somebody's.
fn is_spot(scene: &Scene<'_>, first: usize, end: usize) -> bool {
    end - first <= 2
        && scene.word_before(first).eq_ignore_ascii_case("at")
        && !scene.tokens[end - 1].is_possessive
        && !scene.class(first).is(Class::TITLE | Class::PLACE_PREFIX)
}

/// `HALL, Texas (AP) -`, `HALL, March 4 (Reuters) -`: capitals at the head of a line of small
/// letters, before a comma and, soon, a dash.
pub(in crate::link) fn dateline(scene: &Scene<'_>, first: usize, end: usize) -> Option<Cue> {
    let is_capitals = |token: &Token| token.shape == Shape::Upper;
    let span = scene.span(first, end);
    let is_head = scene.tokens[first].gap == Gap::Line
        && scene.tokens[first..end].iter().all(is_capitals)
        && span.end - span.start >= 4;
    if !is_head {
        return None;
    }
    let rest = &scene.text[span.end..];
    let line = rest.split('\n').next().unwrap_or_default();
    let is_dash = |(at, c): &(usize, char)| {
        matches!(c, '-' | '–' | '—') && line[..*at].ends_with([' ', '-', '–', '—'])
    };
    let (at, _) = line.char_indices().take(REACH).find(is_dash)?;
    let is_dateline = line.starts_with(',') || line.starts_with(" (") || at <= 1;
    is_dateline.then_some(Cue::PlaceContext)
}
