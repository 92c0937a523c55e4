//! What tells a name that is no person, place or organisation: it is not one of the three, and no
//! name inside it is.

use super::Cue;
use crate::lexicon::Class;
use crate::link::scene::Scene;
use crate::token::Shape;

/// Its last word is one of events, works, laws: `Hall Cup`, `Hall Act`; `Ann Day` is a person.
pub(in crate::link) fn suffix(scene: &Scene<'_>, first: usize, end: usize) -> Option<Cue> {
    let last = scene.class(end - 1);
    let is_other = end - first >= 2 && last.is(Class::OTHER_SUFFIX) && !last.is(Class::ORG_SUFFIX);
    let is_other = is_other && !is_person(scene, first, end);
    is_other.then_some(Cue::OtherSuffix)
}

/// `Ann Day`: a first name and a surname.
fn is_person(scene: &Scene<'_>, first: usize, end: usize) -> bool {
    let class = scene.class(first);
    end == first + 2
        && class.is(Class::FIRST)
        && !class.is(Class::ORDINARY | Class::CALENDAR)
        && scene.class(first + 1).is(Class::SURNAME)
        && !scene.word_before(first).eq_ignore_ascii_case("the")
}

/// It begins as `Battle of`, `Treaty of`.
pub(in crate::link) fn head(scene: &Scene<'_>, first: usize, end: usize) -> Option<Cue> {
    let of = (first + 1..end.saturating_sub(1)).find(|&idx| scene.word(idx) == "of")?;
    let class = scene.class(of - 1);
    let is_other = class.is(Class::OTHER_SUFFIX) && !class.is(Class::ORG_HEAD | Class::PLACE_HEAD);
    is_other.then_some(Cue::OtherSuffix)
}

/// Two words or more that are all of a quotation: `"The Hall Road"`, `“Hall Road,”`; not in
/// brackets, where firms put what they are called by.
pub(in crate::link) fn quoted(scene: &Scene<'_>, first: usize, end: usize) -> Option<Cue> {
    let has_article = first > 0 && matches!(scene.word_before(first), "The" | "A" | "An");
    let from = if has_article { first - 1 } else { first };
    let span = scene.span(from, end);
    let before = &scene.text[..span.start];
    let behind = scene.text[span.end..].trim_start_matches([',', '.', '?', '!']);
    let outside = before.strip_suffix(['"', '“'])?;
    let is_all = behind.starts_with(['"', '”']) && !outside.ends_with('(');
    let is_capital = (first..end).all(|idx| scene.tokens[idx].shape != Shape::Upper);
    (is_all && is_capital && end - from >= 2).then_some(Cue::Quoted)
}
