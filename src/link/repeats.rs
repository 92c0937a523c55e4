//! Words that stand several times in a document: one place tells what they are in another.

use rustc_hash::FxHashMap;

use super::judgement::{Judged, Verdict};
use super::kind::Kind;
use super::rules::{Cue, place};
use super::scene::Scene;
use crate::lexicon::Class;
use crate::token::Shape;

/// An ordinary word that opens a sentence is a listed name where it is one elsewhere in the
/// document: `Brown won.`, after `Later Brown lost.`
pub(super) fn restore(scene: &Scene<'_>, judged: &mut [Judged]) {
    let is_one = |name: &&mut Judged| name.end == name.first + 1 && name.atom.is_some();
    let mut known: FxHashMap<&str, Verdict> = FxHashMap::default();
    for name in judged.iter_mut().filter(is_one) {
        if let Some(verdict) = name.verdict.filter(|_| !scene.tokens[name.first].opens) {
            known.insert(scene.word(name.first), verdict);
        }
    }
    for name in judged.iter_mut().filter(is_one) {
        if name.verdict.is_none() {
            name.verdict = known.get(scene.word(name.first)).copied();
        }
    }
}

/// Points of the words beside a place that tell it in other places, too: those of `in`.
const CLEAR: f32 = 1.2;

/// What the words beside a single word tell of it in one place holds in others where it is not
/// known: `Captain Hall left. They saw Hall.`; `near Oxby. The Oxby road`. A word of which they tell
/// two kinds stays unknown.
pub(super) fn name_by_others(scene: &Scene<'_>, judged: &mut [Judged]) {
    let is_one = |name: &&mut Judged| {
        name.end == name.first + 1 && scene.tokens[name.first].shape == Shape::Capital
    };
    let may_be_name =
        |idx: usize| !scene.class(idx).is(Class::EXPLAINED) || may_be_first_name(scene, idx);
    let tells = |name: &Judged, verdict: &Verdict| match verdict.cue {
        Cue::Title | Cue::Speech => true,
        Cue::PlaceContext => place::context(scene, name.first, name.end) >= CLEAR,
        _ => false,
    };
    let mut known: FxHashMap<&str, Option<Verdict>> = FxHashMap::default();
    for name in judged.iter_mut().filter(is_one) {
        if let Some(verdict) = name.verdict.filter(|verdict| tells(name, verdict)) {
            let known = known.entry(scene.word(name.first)).or_insert(Some(verdict));
            *known = known.filter(|known| known.kind == verdict.kind);
        }
    }
    for name in judged.iter_mut().filter(is_one) {
        let known = known.get(scene.word(name.first)).copied().flatten();
        let is_place = place::context(scene, name.first, name.end) > 0.0;
        if let Some(known) = known
            && name.verdict.is_none()
            && may_be_name(name.first)
            && (known.kind == Kind::Place || !is_place)
        {
            name.verdict = Some(known);
        }
    }
}

/// `Rose` where a capital tells more than that a sentence begins, and the word is a first name too.
fn may_be_first_name(scene: &Scene<'_>, idx: usize) -> bool {
    let class = scene.class(idx);
    let other = Class::CALENDAR | Class::DEMONYM | Class::TITLE | Class::ROLE | Class::STARTER;
    class.is(Class::FIRST) && !class.is(other) && !scene.tokens[idx].opens
}

/// How often a word must stand, where a capital says something, to be a name by that alone.
const OFTEN: u32 = 3;

/// A word of which nothing is known is a name where it recurs and is no ordinary one: of a place if
/// words beside it tell so once, else of an organisation.
pub(super) fn name_recurring(scene: &Scene<'_>, judged: &mut [Judged]) {
    let is_unknown = |name: &Judged| {
        let token = &scene.tokens[name.first];
        let class = scene.class(name.first);
        name.end == name.first + 1
            && name.verdict.is_none()
            && token.shape == Shape::Capital
            && token.end - token.start > 2
            && !class.is(Class::EXPLAINED)
    };
    let mut counts: FxHashMap<&str, (u32, f32)> = FxHashMap::default();
    for name in judged.iter().filter(|name| is_unknown(name)) {
        let count = counts.entry(scene.word(name.first)).or_default();
        count.0 += u32::from(!scene.tokens[name.first].opens);
        count.1 += place::context(scene, name.first, name.end);
    }
    for name in judged.iter_mut() {
        if !is_unknown(name) {
            continue;
        }
        if let Some((n, place)) = counts.get(scene.word(name.first))
            && *n >= OFTEN
        {
            let kind = if *place >= 1.0 {
                Kind::Place
            } else {
                Kind::Organisation
            };
            name.verdict = Some(Verdict::new(kind, Cue::Recurring, 0.3));
        }
    }
}
