//! The document pass: short forms of the names that stand in the document in full.
//!
//! A person's surname, with or without its particles, both of two surnames, and the first name; an organisation's
//! acronym, as `Long Form (LF)` or by its initials, and its name without `Inc`.

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use super::judgement::{Judged, Verdict};
use super::kind::Kind;
use super::rules::Cue;
use super::scene::Scene;
use crate::lexicon::Class;
use crate::token::{Gap, LineCase, Shape};

/// The fewest bytes of initials that stand for a name.
pub(super) const SHORTEST_ACRONYM: usize = 3;

/// Where full names with a short form stand, as indices of the judgements, ascending.
type Sources = SmallVec<[u32; 2]>;

/// Short forms, by their letters; in capitals too.
#[derive(Default)]
pub(super) struct Grown<'a> {
    forms: FxHashMap<&'a str, Sources>,
    acronyms: FxHashMap<String, Sources>,
    n_persons: usize,
}

/// Grows short forms of what `judged` names in full, and gives undecided and single words that
/// are short forms the verdict of their full name.
pub(super) fn grow(scene: &Scene<'_>, judged: &mut [Judged]) {
    let mut grown = Grown::default();
    for (idx, name) in judged.iter().enumerate() {
        if let Some(verdict) = name.verdict {
            grown.add(scene, idx as u32, name, verdict.kind);
        }
    }
    if grown.forms.is_empty() && grown.acronyms.is_empty() {
        return;
    }
    for idx in 0..judged.len() {
        let name = judged[idx];
        if let Some(source) = grown.source(scene, judged, idx)
            && is_accepted(scene, &name, &judged[source])
        {
            let full = judged[source].verdict.map(|full| Verdict {
                cue: Cue::Short,
                strength: full.strength,
                ..full
            });
            judged[idx].verdict = full;
            judged[idx].source = Some(source);
        }
    }
    join_capitals(scene, judged);
}

/// `ANN HALL` in a line of capitals, of which each word was taken for Ann Hall, is one name.
fn join_capitals(scene: &Scene<'_>, judged: &mut [Judged]) {
    for idx in 0..judged.len() {
        let name = judged[idx];
        let Some(source) = name.source.filter(|_| name.end == name.first + 1) else {
            continue;
        };
        let full = &judged[source];
        let n_words = full.end - full.first;
        let end = name.first + n_words;
        let is_full = n_words > 1
            && end <= scene.tokens.len()
            && scene.line_of(name.first).case == LineCase::Capitals
            && scene
                .words(name.first, end)
                .eq_ignore_ascii_case(scene.words(full.first, full.end));
        if !is_full {
            continue;
        }
        judged[idx].end = end;
        for rest in judged[idx + 1..]
            .iter_mut()
            .take_while(|rest| rest.first < end)
        {
            rest.verdict = None;
            rest.source = None;
        }
    }
}

/// What no club goes by: a people, a day, a direction.
const NO_CLUB: Class = Class::DEMONYM.with(Class::CALENDAR).with(Class::DIRECTION);

/// Whether a word may be a first name that no list has: nothing is known of it.
fn is_free(class: Class) -> bool {
    let known = Class::ORDINARY | Class::TITLE | Class::ROLE | Class::DEMONYM | Class::CALENDAR;
    !class.is(known | Class::PARTICLE)
}

impl<'a> Grown<'a> {
    fn add(&mut self, scene: &Scene<'a>, idx: u32, name: &Judged, kind: Kind) {
        match kind {
            Kind::Person if name.end - name.first >= 2 => self.add_person(scene, idx, name),
            Kind::Organisation => self.add_organisation(scene, idx, name),
            _ => {}
        }
    }

    fn form(&mut self, form: &'a str, idx: u32) {
        let sources = self.forms.entry(form).or_default();
        if sources.last() != Some(&idx) {
            sources.push(idx);
        }
    }

    fn add_person(&mut self, scene: &Scene<'a>, idx: u32, name: &Judged) {
        let mut end = name.end;
        while end > name.first + 1 && scene.class(end - 1).is(Class::NAME_SUFFIX) {
            end -= 1;
        }
        if end < name.first + 2 {
            return;
        }
        self.n_persons += 1;
        let mut first = end - 1;
        if scene.tokens[first].shape != Shape::Initial {
            self.form(scene.word(first), idx);
        }
        if end > name.first + 2 {
            self.form(scene.words(end - 2, end), idx);
        }
        while first > name.first + 1 && scene.class(first - 1).is(Class::PARTICLE) {
            first -= 1;
            self.form(scene.words(first, end), idx);
        }
        let class = scene.class(name.first);
        let is_first = scene.tokens[name.first].shape == Shape::Capital
            && (class.is(Class::FIRST) || name.atom.is_some() && is_free(class));
        if is_first {
            self.form(scene.word(name.first), idx);
        }
    }

    fn add_organisation(&mut self, scene: &Scene<'a>, idx: u32, name: &Judged) {
        let (first, end) = (name.first, name.end);
        if end - first < 2 {
            return;
        }
        if scene.class(end - 1).is(Class::LEGAL_FORM) {
            self.form(scene.words(first, end - 1), idx);
        }
        let may_be_club = name.atom.is_some() && scene.atom_at(first + 1).is_some();
        if may_be_club && !scene.class(first).is(NO_CLUB) && scene.is_sport() {
            self.form(scene.word(first), idx);
        }
        let last = scene.word(end - 1);
        if scene.class(end - 1).is(Class::CLUB) && last.ends_with('s') && last.len() > 3 {
            self.form(last, idx);
        }
        let is_trade = |idx| scene.class(idx).is(Class::TRADE | Class::LEGAL_FORM);
        let is_name = !scene.class(first).is(Class::ORDINARY
            | Class::DEMONYM
            | Class::FIRST
            | Class::DIRECTION
            | Class::CALENDAR);
        if is_name && (first + 1..end).all(is_trade) && scene.word(first).len() > 2 {
            self.form(scene.word(first), idx);
        }
        let initials = initials(scene, first, end);
        if initials.len() >= SHORTEST_ACRONYM {
            self.acronyms.entry(initials).or_default().push(idx);
        }
        if let Some((at, Gap::Bracket)) = scene.after(end)
            && scene.tokens[at].shape == Shape::Upper
            && is_abbreviation(scene.word(at), scene.words(first, end))
        {
            let acronym = scene.word(at).to_owned();
            self.acronyms.entry(acronym).or_default().push(idx);
        }
    }

    /// The full name that is meant by a short one: the nearest before, else the nearest behind.
    fn source(&self, scene: &Scene<'_>, judged: &[Judged], idx: usize) -> Option<usize> {
        let name = &judged[idx];
        let words = scene.words(name.first, name.end);
        let known = self.forms.get(words).or_else(|| self.opening(scene, name));
        let sources = match known {
            Some(sources) => sources,
            None => match scene.tokens[name.first].shape {
                Shape::Upper if name.end == name.first + 1 => self
                    .acronyms
                    .get(words)
                    .or_else(|| self.capitals(scene, name))?,
                _ => return None,
            },
        };
        let next = sources.partition_point(|&source| (source as usize) < idx);
        let nearest = match next.checked_sub(1) {
            Some(before) => sources[before],
            None => *sources.iter().find(|&&source| source as usize != idx)?,
        };
        Some(nearest as usize).filter(|&source| source != idx)
    }

    /// `Van der Hall`, where the particle has its capital from the sentence.
    fn opening(&self, scene: &Scene<'_>, name: &Judged) -> Option<&Sources> {
        let is_particle = name.end > name.first + 1
            && scene.tokens[name.first].shape == Shape::Capital
            && scene.class(name.first).is(Class::PARTICLE);
        let words = scene.words(name.first, name.end);
        let small = || words[..1].to_ascii_lowercase() + &words[1..];
        is_particle.then(|| self.forms.get(small().as_str()))?
    }

    /// In a line of capitals, the form that has these letters.
    fn capitals(&self, scene: &Scene<'_>, name: &Judged) -> Option<&Sources> {
        if scene.line_of(name.first).case != LineCase::Capitals {
            return None;
        }
        let word = scene.word(name.first);
        let mut chars = word.chars();
        let first = chars.next()?;
        let title: String = std::iter::once(first)
            .chain(chars.flat_map(char::to_lowercase))
            .collect();
        self.forms.get(title.as_str())
    }
}

/// Whether a short form is taken for the full name: no word beside it makes it another.
fn is_accepted(scene: &Scene<'_>, name: &Judged, full: &Judged) -> bool {
    let Some(kind) = full.verdict.map(|verdict| verdict.kind) else {
        return false;
    };
    let class = scene.class(name.first);
    let is_one = name.end == name.first + 1;
    let is_masked =
        scene.tokens[name.first].opens || scene.line_of(name.first).case == LineCase::Title;
    if is_one && is_masked && class.is(Class::STARTER) {
        return false;
    }
    if kind == Kind::Person && is_thing(scene, name) {
        return false;
    }
    if !is_one || name.source.is_some() {
        return name
            .verdict
            .is_none_or(|verdict| verdict.cue != Cue::Listed);
    }
    match name.verdict {
        None => true,
        Some(verdict) if verdict.kind == kind => true,
        Some(verdict) if verdict.cue == Cue::Listed && is_guess(full) => false,
        Some(verdict) if verdict.cue == Cue::Listed && kind == Kind::Person => {
            super::rules::place::context(scene, name.first, name.end) < 0.4
        }
        Some(verdict) => verdict.strength <= 1.0,
    }
}

/// A name by its capitals alone takes no word from the gazetteer: `Hall Norway` of the heading `Hall
/// Norway plan`.
fn is_guess(full: &Judged) -> bool {
    full.verdict
        .is_some_and(|verdict| verdict.cue == Cue::Shape)
}

/// `the Roosevelt had`: a ship or the like, not the person; `the Roosevelt family` is.
fn is_thing(scene: &Scene<'_>, name: &Judged) -> bool {
    let goes_on = matches!(scene.after(name.end), Some((idx, Gap::Space)) if !scene.class(idx).is(Class::STARTER));
    scene.word_before(name.first).eq_ignore_ascii_case("the") && !goes_on
}

/// The capitals of a name: `FBI` of `Federal Bureau of Investigation`.
pub(super) fn initials(scene: &Scene<'_>, first: usize, end: usize) -> String {
    let capitals = (first..end)
        .filter(|&idx| scene.is_capital(idx) && !scene.class(idx).is(Class::LEGAL_FORM));
    capitals
        .filter_map(|idx| scene.word(idx).chars().next())
        .collect()
}

/// Whether `short` may stand for `long`: its letters stand in it in their order, the first first.
pub(super) fn is_abbreviation(short: &str, long: &str) -> bool {
    let mut letters = long.chars().flat_map(char::to_uppercase);
    let same_first = short.chars().next() == long.chars().flat_map(char::to_uppercase).next();
    same_first
        && short
            .chars()
            .filter(|c| c.is_alphabetic())
            .all(|c| letters.any(|letter| letter == c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn acronyms_take_letters_in_order() {
        for (short, long, expected) in [
            ("FBI", "Federal Bureau of Investigation", true),
            (
                "NASDAQ",
                "National Association of Securities Dealers Automated Quotations",
                true,
            ),
            ("CIA", "Federal Bureau of Investigation", false),
            ("FIB", "Federal Bureau", false),
        ] {
            assert_eq!(is_abbreviation(short, long), expected, "{short}");
        }
    }
}
