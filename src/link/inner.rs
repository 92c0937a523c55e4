//! Acronyms, determiners, offices and pronouns at the edges of names and inside them.

use super::kind::Kind;
use super::runs::{Run, ends_as_name, is_first_name, is_head};
use super::scene::Scene;
use crate::lexicon::Class;
use crate::token::{Gap, Shape};

/// `UN` of `the UN Ann Hall`: the end of an acronym that is listed, before a first name and more.
pub(super) fn before_person(scene: &Scene<'_>, run: Run) -> Option<usize> {
    let idx = run.first + 1;
    let is_person = run.end >= idx + 2
        && is_first_name(scene, idx)
        && scene.tokens[idx].shape == Shape::Capital
        && !ends_as_name(scene, idx, run.end);
    (is_person && is_acronym(scene, run.first)).then_some(idx)
}

/// `King` of `John King Davis`: between a first name and a surname.
pub(super) fn is_middle_name(scene: &Scene<'_>, run: Run, idx: usize) -> bool {
    idx == run.first + 1
        && run.end == idx + 2
        && is_first_name(scene, run.first)
        && scene.atom_at(run.first).is_none()
        && (scene.class(idx).is(Class::SURNAME)
            || matches!(scene.word(idx), "King" | "Prince" | "Pope" | "Judge"))
        && scene.class(idx + 1).is(Class::SURNAME | Class::FIRST)
}

/// `US` of `US President Ian Hall`, which is no `us`.
pub(super) fn is_acronym(scene: &Scene<'_>, idx: usize) -> bool {
    scene.tokens[idx].shape == Shape::Upper && scene.atom_over(idx, idx + 1).is_some()
}

/// `Every` of `(Hall) Every Oslo Council`: behind a mark, a determiner begins no name; behind that of
/// a quotation it may begin a title.
pub(super) fn is_loose_determiner(scene: &Scene<'_>, first: usize, end: usize) -> bool {
    let before = &scene.text[..scene.tokens[first].start as usize];
    scene.class(first).is(Class::DETERMINER)
        && end > first + 1
        && scene.tokens[first].gap != Gap::Space
        && !before.ends_with(['"', '\'', '“', '‘'])
        && scene.atom_over(first, end).is_none()
}

/// `I` of `told Ann Hall I was`, behind a listed name; in `Peter I` it may be a number.
pub(super) fn is_speaker(scene: &Scene<'_>, first: usize, end: usize) -> bool {
    let name = scene.atom_over(first, end - 1);
    scene.word(end - 1) == "I"
        && name.is_some_and(|name| {
            name.end > name.first + 1 || scene.is_curated || !name.kinds.has(Kind::Person)
        })
}

/// `the Oslo and Bergen Railway`: a line is called by both its ends.
pub(super) fn is_railway(scene: &Scene<'_>, first: usize, and: usize, line_end: usize) -> bool {
    let rest = (and + 1..line_end).take_while(|&idx| {
        scene.is_capital(idx) && scene.tokens[idx].gap == Gap::Space && idx <= and + 5
    });
    let is_rail = |idx: usize| {
        matches!(
            scene.word(idx),
            "Railway" | "Railroad" | "Canal" | "Tramway" | "Turnpike"
        )
    };
    scene.word_before(first).eq_ignore_ascii_case("the")
        && rest
            .last()
            .is_some_and(|last| last > and + 1 && is_rail(last))
}

/// `I'm` of `I'm Ann Hall`.
pub(super) fn opens_speech(word: &str) -> bool {
    word.starts_with("I'") || word.starts_with("I’")
}

/// `Gov.` of `South Carolina Gov. Ian Hall`.
pub(super) fn is_of_state_office(scene: &Scene<'_>, first: usize, idx: usize) -> bool {
    let is_short = scene.text[scene.tokens[idx].end as usize..].starts_with('.')
        || scene.word(idx).ends_with('.');
    let title = scene.word(idx).trim_end_matches('.');
    is_short
        && matches!(title, "Gov" | "Sen" | "Rep" | "Atty" | "Lt")
        && scene.atom_over(first, idx).is_some()
}

/// `Foreign Ministry`: ordinary words that name a part of some state, whose people stands before.
pub(super) fn is_of_state(scene: &Scene<'_>, first: usize, end: usize) -> bool {
    end >= first + 2
        && (first..end).all(|idx| scene.class(idx).is(Class::ORDINARY))
        && matches!(
            scene.word(end - 1),
            "Ministry"
                | "Department"
                | "Police"
                | "Army"
                | "Navy"
                | "Court"
                | "Parliament"
                | "Embassy"
        )
}

/// `King` of `King County`, `Duke University`: a rank before what names a place or a body and no
/// person.
pub(super) fn is_named_for_title(scene: &Scene<'_>, first: usize, end: usize) -> bool {
    let next = || scene.class(first + 1);
    let is_rank = matches!(
        scene.word(first),
        "King" | "Queen" | "Prince" | "Duke" | "Earl" | "Baron" | "Bishop"
    );
    is_rank
        && first + 1 < end
        && next().is(Class::ORG_SUFFIX | Class::PLACE_SUFFIX)
        && !next().is(Class::FIRST | Class::SURNAME)
}

/// `com` of `Kvistal.com`, which is a part of the name.
pub(super) fn is_domain(scene: &Scene<'_>, idx: usize) -> bool {
    matches!(scene.word(idx), "com" | "net" | "org")
        && scene.tokens[idx].start == scene.tokens[idx - 1].end + 1
}

/// `Society for the Study`, before `of Hall`: a purpose, which may have its own.
pub(super) fn has_purpose(scene: &Scene<'_>, first: usize, end: usize) -> bool {
    let mut purposes = (first + 1..end).filter(|&idx| scene.word(idx) == "for");
    purposes.any(|idx| is_head(scene, idx - 1))
}

/// `General Staff`, `Volunteer Fire Department`: ordinary words that name a body, of which the
/// first may be a title too.
pub(super) fn is_body(scene: &Scene<'_>, first: usize, end: usize) -> bool {
    let is_ordinary = |idx: usize| {
        scene.class(idx).is(Class::ORDINARY) && !scene.class(idx).is(Class::TITLE | Class::ROLE)
    };
    end >= first + 2
        && !scene.class(first).is(Class::HE | Class::SHE)
        && (first + 1..end - 1).all(is_ordinary)
        && scene.class(end - 1).is(Class::ORG_SUFFIX)
}
