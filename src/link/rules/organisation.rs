//! What tells an organisation.

use super::{Cue, person};
use crate::lexicon::Class;
use crate::link::grow::is_abbreviation;
use crate::link::inner::is_domain;
use crate::link::kind::Kind;
use crate::link::scene::Scene;
use crate::token::{Gap, Shape};

/// Its last word is one of organisations: `Hall Bank`, `Hall Motors Ltd`, `Kvistal.com`; a person's first name
/// before a single word that is a surname too, as in `Emily Post`, tells a person.
pub(in crate::link) fn suffix(scene: &Scene<'_>, first: usize, end: usize) -> Option<Cue> {
    let n_words = end - first;
    let last = scene.class(end - 1);
    let is_body =
        n_words >= 3 && scene.class(end - 2).is(Class::ORG_SUFFIX) && last.is(Class::PLACE_SUFFIX);
    if n_words == 2 && is_domain(scene, end - 1) {
        return Some(Cue::OrgSuffix);
    }
    let is_last = last.is(Class::ORG_SUFFIX) || is_body || n_words > 2 && is_home(scene, end);
    if n_words < 2 || !is_last || !scene.is_capital(end - 1) {
        return None;
    }
    let is_person = n_words == 2
        && scene.class(first).is(Class::FIRST)
        && !scene.class(first).is(Class::ORDINARY)
        && last.is(Class::SURNAME);
    (!is_person).then_some(Cue::OrgSuffix)
}

/// It begins as `University of`, `Ministry for`.
pub(in crate::link) fn head(scene: &Scene<'_>, first: usize, end: usize) -> Option<Cue> {
    let of =
        (first + 1..end.saturating_sub(1)).find(|&idx| matches!(scene.word(idx), "of" | "for"))?;
    let is_head = scene.class(of - 1).is(Class::ORG_HEAD) || is_hall_of_fame(scene, of - 1);
    is_head.then_some(Cue::OrgHead)
}

/// `Hall` of `Ski Hall of Fame`.
pub(in crate::link) fn is_hall_of_fame(scene: &Scene<'_>, idx: usize) -> bool {
    scene.word(idx) == "Hall"
        && scene.word_after(idx + 1) == "of"
        && matches!(scene.word_after(idx + 2), "Fame" | "Honor" | "Honour")
}

/// `Hall Funeral Home`, `Oslo Nursing Home`.
fn is_home(scene: &Scene<'_>, end: usize) -> bool {
    matches!(scene.word(end - 1), "Home" | "Homes")
        && matches!(
            scene.word(end - 2),
            "Funeral" | "Nursing" | "Care" | "Retirement"
        )
}

/// The body that goes by its kind alone: `Parliament`; not the office in `Treasury Secretary`.
pub(in crate::link) fn alone(scene: &Scene<'_>, first: usize, end: usize) -> Option<Cue> {
    let is_body = matches!(
        scene.word(first),
        "Parliament" | "Legislature" | "Congress" | "Senate" | "Treasury" | "Politburo"
    );
    let is_of_office = || scene.class_after(end).is(Class::ROLE | Class::TITLE);
    let is_alone = end == first + 1 && !scene.tokens[first].opens && is_body && !is_of_office();
    is_alone.then_some(Cue::OrgSuffix)
}

/// `Oslo Widget Works (OWW)`: what has an acronym or a symbol of three letters or more behind it,
/// in brackets.
pub(in crate::link) fn defined(scene: &Scene<'_>, first: usize, end: usize) -> Option<Cue> {
    let (idx, gap) = scene.after(end)?;
    let token = &scene.tokens[idx];
    let closes = || scene.text[token.end as usize..].starts_with(')');
    let is_defined = gap == Gap::Bracket
        && token.shape == Shape::Upper
        && end - first >= 2
        && scene.word(idx).len() >= 3
        && closes()
        && !scene.word(idx).contains('.')
        && !scene.class(idx).is(Class::ORDINARY)
        && is_abbreviation(scene.word(idx), scene.words(first, end));
    is_defined.then_some(Cue::Acronym)
}

/// `Acme Harlow` of two listed organisations: one that has both their names; two clubs in a row are
/// two.
pub(in crate::link) fn merger(scene: &Scene<'_>, first: usize, end: usize) -> Option<Cue> {
    let is_firm = |idx: usize| {
        let atom = scene.atom_over(idx, idx + 1);
        atom.is_some_and(|atom| atom.kinds.only() == Some(Kind::Organisation))
    };
    let is_both = end == first + 2 && is_firm(first) && is_firm(first + 1);
    (is_both && !scene.is_curated && !scene.is_sport()).then_some(Cue::Shape)
}

/// A row of results where sport is spoken of: `Hall 3 Berg 2`.
pub(in crate::link) fn result(scene: &Scene<'_>, first: usize, end: usize) -> Option<Cue> {
    let is_score = |idx: usize| scene.is_score(idx);
    let follows = matches!(scene.after(end), Some((idx, Gap::Space)) if is_score(idx));
    let goes_on = || {
        let next = scene.after(end + 1).filter(|(_, gap)| *gap == Gap::Space);
        next.is_some_and(|(idx, _)| scene.is_capital(idx) || is_score(idx))
    };
    let leads = || match scene.tokens[first].gap {
        Gap::Line => goes_on(),
        _ => scene.before(first).is_some_and(is_score),
    };
    let is_plain = |idx: usize| {
        scene.tokens[idx].shape == Shape::Capital && !scene.class(idx).is(Class::EXPLAINED)
    };
    let is_row = follows && end - first <= 3 && leads() && (first..end).all(is_plain);
    (is_row && scene.is_sport()).then_some(Cue::OrgContext)
}

/// Its first word is one of organisations: `Radio Hall`, `Air Hall`.
pub(in crate::link) fn prefix(scene: &Scene<'_>, first: usize, end: usize) -> Option<Cue> {
    let is_name = |idx: usize| !scene.class(idx).is(Class::COMMON | Class::PLACE_SUFFIX);
    let has = end - first >= 2
        && end - first <= 3
        && scene.class(first).is(Class::ORG_PREFIX)
        && (first + 1..end).all(is_name);
    has.then_some(Cue::OrgSuffix)
}

/// Joined by `&`: `Hall & Sons`.
pub(in crate::link) fn ampersand(scene: &Scene<'_>, first: usize, end: usize) -> Option<Cue> {
    let has = (first + 1..end).any(|idx| scene.word(idx) == "&");
    has.then_some(Cue::OrgSuffix)
}

/// Words beside it: `Hall shares`, `Hall newspaper`, `the newspaper Hall`.
pub(in crate::link) fn context(scene: &Scene<'_>, first: usize, end: usize) -> Option<Cue> {
    let is_plain = |idx: usize| {
        !scene
            .class(idx)
            .is(Class::COMMON | Class::CALENDAR | Class::DEMONYM)
    };
    let after = scene.word_after(end);
    let is_after = matches!(
        after,
        "shares"
            | "stock"
            | "shareholders"
            | "spokesman"
            | "spokeswoman"
            | "fans"
            | "executives"
            | "subsidiary"
            | "newspaper"
            | "magazine"
            | "airline"
            | "daily"
            | "guerrillas"
            | "rebels"
    ) || after == "news" && scene.word_after(end + 1) == "agency";
    let is_before = scene.class_before(first).is(Class::ORG_ROLE)
        && scene
            .before(first)
            .is_some_and(|before| scene.tokens[before].shape == Shape::Small);
    ((is_after || is_before) && (first..end).all(is_plain)).then_some(Cue::OrgContext)
}

/// `the ABC`: three letters or more, all capitals, and nothing that goes on behind.
pub(in crate::link) fn acronym(scene: &Scene<'_>, first: usize, end: usize) -> Option<Cue> {
    let token = &scene.tokens[first];
    let word = scene.word(first);
    let is_acronym = end - first == 1
        && token.shape == Shape::Upper
        && word.len() >= 2
        && word.len() <= 6
        && word.bytes().all(|byte| byte.is_ascii_uppercase())
        && !scene.class(first).is(Class::ORDINARY | Class::CALENDAR);
    let is_the = scene.word_before(first).eq_ignore_ascii_case("the") || word.len() >= 3;
    let ends = match scene.after(end) {
        Some((idx, Gap::Space)) => {
            scene.tokens[idx].shape == Shape::Small
                || scene.class(idx).is(Class::ROLE | Class::TITLE)
                || matches!(scene.word(idx), "MPs" | "MLAs" | "MEPs")
        }
        _ => true,
    };
    // `WEBB: Yes.` tells who speaks.
    let is_label = token.gap == Gap::Line && person::is_before_colon(scene, end);
    (is_acronym && is_the && ends && !is_label).then_some(Cue::Acronym)
}
