//! Names in a series are of one kind: what some of them are tells what the others are.

use super::judgement::{Judged, Verdict};
use super::kind::Kind;
use super::rules::Cue;
use super::scene::Scene;
use crate::lexicon::Class;
use crate::token::{Gap, Shape};

/// How many names commas alone make a series: fewer may be a name and what explains it.
const LONG: usize = 4;

/// Gives the unknown names of a series the kind of the known ones, if these are of one: the town
/// `Hall` of `Oslo, Hall and Rome`, the person of `Ann and Hall`.
pub(super) fn name_equals(scene: &Scene<'_>, judged: &mut [Judged]) {
    let mut first = 0;
    while first < judged.len() {
        let mut end = first + 1;
        let mut has_and = false;
        while end < judged.len()
            && let Some(joint) = joint(scene, &judged[end - 1], &judged[end])
        {
            has_and |= joint == Joint::And;
            end += 1;
        }
        let series = &mut judged[first..end];
        if (has_and || series.len() >= LONG)
            && let Some(kind) = kind(series)
        {
            let unknown = series.iter_mut().filter(|name| is_unknown(scene, name));
            unknown.for_each(|name| name.verdict = Some(Verdict::new(kind, Cue::Series, 0.5)));
        }
        first = end;
    }
}

/// What joins two names of a series.
#[derive(PartialEq, Eq)]
enum Joint {
    Comma,
    And,
}

fn joint(scene: &Scene<'_>, left: &Judged, right: &Judged) -> Option<Joint> {
    let behind = scene.tokens[left.end..].first()?;
    let is_near = |gap: Gap| matches!(gap, Gap::Space | Gap::Comma);
    let is_and = right.first == left.end + 1
        && is_near(behind.gap)
        && scene.tokens[right.first].gap == Gap::Space
        && matches!(scene.word(left.end), "and" | "or" | "und" | "et");
    match () {
        () if is_and => Some(Joint::And),
        () if right.first == left.end && behind.gap == Gap::Comma => Some(Joint::Comma),
        () => None,
    }
}

/// The kind of all that are known, if it is one; a guess from how often a word stands tells nothing.
fn kind(series: &[Judged]) -> Option<Kind> {
    let told = |verdict: &Verdict| verdict.cue != Cue::Recurring;
    let mut kinds = series.iter().filter_map(|name| name.verdict.filter(told));
    let first = kinds.next()?.kind;
    let is_one = kinds.all(|verdict| verdict.kind == first);
    (is_one && first != Kind::Other).then_some(first)
}

/// A name of one to three words of which no rule and no list knows anything.
fn is_unknown(scene: &Scene<'_>, name: &Judged) -> bool {
    let is_plain = |idx: usize| {
        let class = scene.class(idx);
        scene.tokens[idx].shape == Shape::Capital
            && !class.is(Class::EXPLAINED | Class::NAME_SUFFIX)
    };
    name.verdict
        .is_none_or(|verdict| verdict.cue == Cue::Recurring)
        && name.atom.is_none()
        && name.end - name.first <= 3
        && (name.first..name.end).all(is_plain)
}
