//! Lines in, runs of capitalised words out: what may be a name, cut where names end.

use super::genitive::is_house_of;
use super::inner::{
    before_person, has_purpose, is_acronym, is_body, is_domain, is_loose_determiner,
    is_middle_name, is_named_for_title, is_of_state, is_of_state_office, is_railway, is_speaker,
    opens_speech,
};
use super::kind::Kind;
use super::rules::organisation::is_hall_of_fame;
use super::rules::place::{is_numbered_road, is_state};
use super::scene::Scene;
use crate::lexicon::Class;
use crate::token::{Gap, Shape};

/// The most tokens of a run; a longer one is a table or a list, and is cut.
pub(super) const LONGEST: usize = 24;

/// Some tokens of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) first: usize,
    pub(super) end: usize,
}

/// The run that begins at `first` or behind, in the line that ends at `line_end`.
pub(super) fn next(scene: &Scene<'_>, first: usize, line_end: usize) -> Option<Run> {
    let first = scene.starts.next(first, line_end)?;
    let mut end = first;
    loop {
        end = scene
            .atom_at(end)
            .map_or(end + 1, |atom| atom.end.max(end + 1));
        let goes_on = (end < line_end && end - first < LONGEST)
            .then(|| goes_on(scene, first, end, line_end))
            .flatten();
        match goes_on {
            Some(next) => end = next,
            None => {
                return Some(Run {
                    first,
                    end: end.min(line_end),
                });
            }
        }
    }
}

/// In a heading ordinary words part names: `Why Ann Hall Left Oslo`. Gives the parts of `run`.
pub(super) fn parts_of_heading(scene: &Scene<'_>, run: Run) -> Vec<Run> {
    let mut parts: Vec<Run> = Vec::new();
    let mut idx = run.first;
    while idx < run.end {
        let atom_end = scene.atom_at(idx).map_or(idx, |atom| atom.end);
        let is_long = atom_end > idx + 1;
        let is_parting =
            !is_long && scene.class(idx).is(Class::ORDINARY) && !scene.class(idx).is(Class::FIRST);
        let end = atom_end.max(idx + 1).min(run.end);
        match parts.last_mut() {
            _ if is_parting => {}
            Some(last) if last.end == idx => last.end = end,
            _ => parts.push(Run { first: idx, end }),
        }
        idx = end;
    }
    parts
}

/// The token with which a run goes on behind `end`: the next capital, perhaps behind small words
/// that names contain.
fn goes_on(scene: &Scene<'_>, first: usize, end: usize, line_end: usize) -> Option<usize> {
    let last = &scene.tokens[end - 1];
    if last.gap == Gap::Comma && is_state(scene, end - 1)
        || last.is_possessive && !is_house_of(scene, first, end, line_end)
    {
        return None;
    }
    let is_capital = scene.is_capital(end);
    match scene.tokens[end].gap {
        Gap::Space if is_numbered_road(scene, end) => return Some(end),
        Gap::Space => {}
        Gap::Comma if is_capital && scene.class(end).is(Class::LEGAL_FORM) => {
            return (!is_state(scene, end)).then_some(end);
        }
        Gap::Comma if scene.word(end) == "D.C." => return Some(end),
        Gap::Stop if is_domain(scene, end) => return Some(end),
        _ => return None,
    }
    if scene.starts.has(end) {
        return Some(end);
    }
    let is_follower =
        |idx: usize| idx < line_end && scene.is_capital(idx) && scene.tokens[idx].gap == Gap::Space;
    if !is_follower(end + 1) && !is_follower(end + 2) {
        return None;
    }
    let word = scene.word(end);
    let class = scene.class(end);
    if class.is(Class::PARTICLE)
        && scene.tokens[end - 1].shape != Shape::Number
        && !matches!(word, "an" | "am" | "a")
        && !(word == "y" && scene.class(end + 1).is(Class::FIRST))
    {
        let second = end + 1;
        let is_second = second < line_end
            && scene.tokens[second].gap == Gap::Space
            && scene.class(second).is(Class::PARTICLE);
        let next = if is_second { second + 1 } else { second };
        return is_follower(next).then_some(next);
    }
    match word {
        "&" => is_follower(end + 1).then_some(end + 1),
        "of" | "for" if is_head(scene, end - 1) || has_purpose(scene, first, end) => {
            let has_the = end + 1 < line_end && scene.word(end + 1) == "the";
            let next = if has_the { end + 2 } else { end + 1 };
            let is_purpose = word == "of"
                || next < line_end && scene.class(next).is(Class::ORDINARY | Class::DEMONYM);
            (is_purpose && is_follower(next)).then_some(next)
        }
        "and" if is_railway(scene, first, end, line_end) => Some(end + 1),
        "and" if is_title_of_office(scene, first, end) => {
            let is_field = is_follower(end + 1) && scene.class(end + 1).is(Class::ORDINARY);
            is_field.then_some(end + 1)
        }
        _ => None,
    }
}

/// Whether names go on with `of` behind that word.
pub(super) fn is_head(scene: &Scene<'_>, idx: usize) -> bool {
    let class = scene.class(idx);
    scene.is_capital(idx) && class.is(Class::ORG_HEAD | Class::PLACE_HEAD | Class::OTHER_SUFFIX)
        || is_hall_of_fame(scene, idx)
}

/// `Department of Trade and`: behind a head, fields are listed, in ordinary words.
fn is_title_of_office(scene: &Scene<'_>, first: usize, end: usize) -> bool {
    let of = (first..end).find(|&idx| matches!(scene.word(idx), "of" | "for"));
    of.is_some_and(|of| {
        of > first
            && scene.class(of - 1).is(Class::ORG_HEAD)
            && scene.class(end - 1).is(Class::COMMON | Class::UNCOMMON)
    })
}

/// Cuts `run` into names: titles, peoples and days at its ends are left off, and it is parted at
/// those inside, as in `Acme Chairman Ian Hall`.
pub(super) fn cut(scene: &Scene<'_>, run: Run, names: &mut Vec<Run>) {
    let Run { first, end } = run;
    if scene.atom_over(first, end).is_some() {
        names.push(run);
        return;
    }
    if end > first + 1
        && is_compound(scene, first)
        && scene
            .atom_at(first)
            .is_some_and(|atom| atom.end == first + 1)
    {
        names.push(Run {
            first,
            end: first + 1,
        });
        cut(
            scene,
            Run {
                first: first + 1,
                end,
            },
            names,
        );
        return;
    }
    if end == first + 1 && (scene.atom_at(first).is_some() || is_state(scene, first)) {
        names.push(run);
        return;
    }
    let from = first;
    let first = strip_front(scene, first, end_of_name(scene, first, end));
    keep_listed(scene, from, first, names);
    let end = strip_back(scene, first, end);
    if first >= end {
        return;
    }
    let run = Run { first, end };
    if scene.atom_over(first, end).is_none()
        && let Some((left, right)) = parting(scene, run)
    {
        let left = strip_office(scene, first, left);
        if left > first {
            names.push(Run { first, end: left });
        }
        keep_listed(scene, left, right, names);
        cut(scene, Run { first: right, end }, names);
        return;
    }
    names.push(run);
}

/// Peoples that are left off, but listed, are names by themselves: `German` of `German Ian Hall`.
fn keep_listed(scene: &Scene<'_>, first: usize, end: usize, names: &mut Vec<Run>) {
    let is_listed = |idx: &usize| {
        let atom = scene.atom_over(*idx, idx + 1);
        scene.class(*idx).is(Class::DEMONYM) && atom.is_some_and(|atom| atom.kinds.has(Kind::Other))
    };
    names.extend((first..end).filter(is_listed).map(|idx| Run {
        first: idx,
        end: idx + 1,
    }));
}

/// Whether the whole run is a name by its last word, so that a people before it belongs to it:
/// `German Chess Club`, but not `German Damon Hill`.
pub(super) fn ends_as_name(scene: &Scene<'_>, first: usize, end: usize) -> bool {
    let last = scene.class(end - 1);
    let is_person = end - first > 2 && last.is(Class::SURNAME) && is_first_name(scene, end - 2);
    end - first >= 2
        && last.is(Class::ORG_SUFFIX | Class::OTHER_SUFFIX | Class::PLACE_SUFFIX)
        && !is_person
        || (first + 1..end)
            .any(|idx| scene.word(idx) == "of" && (idx == first + 1 || is_head(scene, idx - 1)))
}

fn strip_front(scene: &Scene<'_>, mut first: usize, end: usize) -> usize {
    while first < end {
        if scene
            .atom_at(first)
            .is_some_and(|atom| atom.end > first + 1)
        {
            break;
        }
        let class = scene.class(first);
        let is_title = class.is(Class::TITLE | Class::ROLE)
            && !class.is(Class::PLACE_PREFIX)
            && !scene.tokens[first].is_possessive
            && !is_named_for_title(scene, first, end);
        let is_name_first = class.is(Class::FIRST) && !class.is(Class::ROLE | Class::TITLE);
        let opens = scene.tokens[first].opens;
        let leads_listed = class.is(Class::ORDINARY | Class::DEMONYM)
            && scene
                .atom_over(first + 1, end)
                .is_some_and(|atom| atom.end > atom.first + 1);
        let leads_person = end >= first + 3
            && class.is(Class::ORDINARY)
            && !class.is(Class::FIRST)
            && is_first_name(scene, first + 1)
            && !ends_as_name(scene, first, end);
        if leads_listed || leads_person {
            first += 1;
            continue;
        }
        let is_opening = opens && !is_name_first && !is_acronym(scene, first);
        let is_filler = is_opening && class.is(Class::STARTER)
            || is_loose_determiner(scene, first, end)
            || opens_speech(scene.word(first))
            || is_opening
                && class.is(Class::COMMON)
                && end - first > 1
                && !ends_as_name(scene, first, end);
        let is_people = class.is(Class::DEMONYM)
            && (!ends_as_name(scene, first, end) || is_of_state(scene, first + 1, end))
            || scene.word(first).ends_with("-born");
        let is_named = first + 1 < end && scene.class(end - 1).is(Class::SURNAME);
        let is_day = class.is(Class::CALENDAR) && !(class.is(Class::FIRST) && is_named);
        let is_head = ends_as_name(scene, first, end)
            && (class.is(Class::ORG_HEAD | Class::PLACE_HEAD) || is_body(scene, first, end));
        let is_left =
            (is_title && !is_head || is_filler || is_people || is_day || is_compound(scene, first))
                && !(scene.tokens[first].shape == Shape::Small)
                && scene.tokens.get(first + 1).is_some();
        if !is_left {
            break;
        }
        first += 1;
    }
    first
}

pub(super) fn is_first_name(scene: &Scene<'_>, idx: usize) -> bool {
    let class = scene.class(idx);
    class.is(Class::FIRST) && !class.is(Class::ORDINARY)
}

/// Where a name ends that an office stands behind, if more than a word is left of it: `Cherokee
/// County` of `Cherokee County Sheriff`.
fn end_of_name(scene: &Scene<'_>, first: usize, end: usize) -> usize {
    let without = strip_back(scene, first, end);
    if without > first + 1 { without } else { end }
}

/// `Acme Chairman` without its office, `Texas Gov.` without the title; `Thelonious Monk` stays, as a first name is not all of a
/// name.
fn strip_back(scene: &Scene<'_>, first: usize, mut end: usize) -> usize {
    while end > first + 1 {
        let class = scene.class(end - 1);
        let is_left = class.is(Class::CALENDAR)
            || class.is(Class::STARTER) && scene.tokens[end - 1].shape == Shape::Capital
            || class.is(Class::ROLE)
                && !class.is(Class::ORG_SUFFIX | Class::FIRST | Class::SURNAME)
                && !(end == first + 2
                    && is_first_name(scene, first)
                    && scene.atom_at(first).is_none())
            || is_speaker(scene, first, end)
            || is_of_state_office(scene, first, end - 1);
        if !is_left || scene.atom_over(first, end).is_some() {
            break;
        }
        end -= 1;
    }
    end
}

/// The end of a name before an office: in `Hong Kong Financial Secretary` it is that of `Kong`, in
/// `Oslo City Manager` that of `Oslo`; `Iowa City Mayor` is another's if that is listed.
fn strip_office(scene: &Scene<'_>, first: usize, mut end: usize) -> usize {
    let is_of_cities = matches!(
        scene.word_after(end),
        "Manager" | "Attorney" | "Clerk" | "Auditor"
    );
    let is_of_town = end > first + 1
        && matches!(scene.word(end - 1), "City" | "Town" | "Village")
        && (is_of_cities || scene.atom_over(first, end - 1).is_some())
        && scene.atom_over(first, end).is_none();
    if is_of_town {
        return end - 1;
    }
    while end > first
        && !ends_as_name(scene, first, end)
        && scene.class(end - 1).is(Class::ORDINARY | Class::DEMONYM)
        && scene.atom_over(first, end).is_none()
    {
        end -= 1;
    }
    end
}

/// `London-based`, `US-led`: no name, and none goes on behind it.
fn is_compound(scene: &Scene<'_>, idx: usize) -> bool {
    let word = scene.word(idx);
    // Of a word so short faster than a search for the last hyphen.
    let hyphen = word.bytes().rposition(|byte| byte == b'-');
    hyphen.is_some_and(|hyphen| {
        let last = &word[hyphen + 1..];
        last.starts_with(|c: char| c.is_ascii_lowercase()) && last.ends_with("ing")
            || matches!(
                last,
                "based"
                    | "led"
                    | "backed"
                    | "born"
                    | "style"
                    | "owned"
                    | "controlled"
                    | "listed"
                    | "run"
                    | "held"
                    | "dominated"
                    | "sponsored"
                    | "brokered"
                    | "made"
                    | "trained"
                    | "speaking"
            )
    })
}

/// Where a run is parted: the end of the first name, and the beginning of the next.
fn parting(scene: &Scene<'_>, run: Run) -> Option<(usize, usize)> {
    if let Some(end) = before_person(scene, run) {
        return Some((end, end));
    }
    let mut idx = run.first;
    while idx < run.end {
        if let Some(atom) = scene.atom_at(idx)
            && atom.end > idx + 1
        {
            idx = atom.end;
            continue;
        }
        let class = scene.class(idx);
        let is_capital = scene.tokens[idx].shape != Shape::Small;
        let is_office = class.is(Class::ROLE | Class::TITLE)
            && !class.is(Class::PLACE_PREFIX
                | Class::PARTICLE
                | Class::ORG_SUFFIX
                | Class::PLACE_SUFFIX);
        let is_office =
            is_office && !is_body(scene, idx, run.end) && !is_middle_name(scene, run, idx);
        let is_people = class.is(Class::DEMONYM)
            && scene.is_capital(idx.saturating_sub(1)) // `Bank of the Norwegian People`
            && !ends_as_name(scene, idx, run.end);
        let is_inside = idx > run.first && idx + 1 < run.end;
        if is_inside && is_capital && (is_office || is_people || is_compound(scene, idx)) {
            return Some((idx, idx + 1));
        }
        idx += 1;
    }
    None
}
