//! What a sentence says outright: `Hall is a village in Norway`, `Hall, a brewery`.

use super::Cue;
use crate::lexicon::Class;
use crate::link::kind::Kind;
use crate::link::scene::Scene;
use crate::token::Shape;

/// Words between the article and the noun that tells.
const REACH: usize = 4;

/// The kind that a definition right behind the name tells.
pub(in crate::link) fn of(scene: &Scene<'_>, first: usize, end: usize) -> Option<(Kind, Cue)> {
    let is_name = |idx: usize| !scene.class(idx).is(Class::COMMON | Class::STARTER);
    if end - first > 4 || !(first..end).all(|idx| !scene.is_capital(idx) || is_name(idx)) {
        return None;
    }
    let (mut idx, _) = scene.after(end)?;
    if matches!(scene.word(idx), "is" | "was" | "are" | "were") {
        idx += 1;
    } else {
        return None;
    }
    let in_line = |idx: usize| scene.after(idx).is_some();
    if !in_line(idx) || !matches!(scene.word(idx), "a" | "an" | "the") {
        return None;
    }
    for at in (idx + 1..idx + 2 + REACH).take_while(|&at| in_line(at)) {
        let class = scene.class(at);
        let is_small = scene.tokens[at].shape == Shape::Small;
        match () {
            () if matches!(
                scene.word(at),
                "of" | "in" | "who" | "that" | "which" | "for"
            ) =>
            {
                return None;
            }
            () if !is_small => {}
            () if class.is(Class::PLACE_ROLE) => return Some((Kind::Place, Cue::PlaceContext)),
            () if class.is(Class::ORG_ROLE) => return Some((Kind::Organisation, Cue::OrgContext)),
            () if class.is(Class::ROLE) => return Some((Kind::Person, Cue::Title)),
            () => {}
        }
    }
    None
}
