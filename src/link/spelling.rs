//! Other spellings of a listed person's name, where the text leaves no other choice: `Zelenskiy`
//! for `Zelensky`, `Mikhail Mishuskin` for `Mikhail Mishustin`.
//!
//! A surname is the same if its letters are, once the ways to write it in English are one
//! ([`family`]), or if it has six letters or more and one of them is another, missing, added or
//! swapped. Such a surname alone denotes the one person of that spelling who stands in the document
//! by a listed name; behind a first name that is the same too, the one listed person so called.

use rustc_hash::{FxHashMap, FxHashSet};
use smallvec::smallvec;

use super::short::Spot;
use super::targets::{Conditions, Targets};
use crate::gazetteer::{EntityId, Form, Spelled, Target, family, fold};
use crate::lexicon::{Class, class};
use crate::span::Span;
use crate::token::{Gap, Shape, Tokens};

/// The fewest letters of a surname that may differ in one.
const LONG: usize = 6;

/// The fewest letters of one that is compared at all.
const SHORTEST: usize = 5;

/// A person by a listed name.
struct Person {
    entity: EntityId,
    surname: String,
    family: String,
}

/// Adds the spots of other spellings to `spots`, which stay in order: first those behind a first
/// name, as persons stand in the document by them too.
pub(super) fn add<'a>(conditions: &Conditions<'a>, tokens: &Tokens, spots: &mut Vec<Spot<'a>>) {
    let spellings = conditions.index.spellings();
    if spellings.is_empty() {
        return;
    }
    let full = places(conditions, tokens, spots, |place| {
        let First::Name(name) = place.first else {
            return None;
        };
        let small = fold::word(place.word);
        let own = family(place.word);
        let persons = spellings.named(name).iter();
        let same = persons.filter(|one| match one.is_nickname {
            true => one.surname == *small,
            false => is_same(&small, &own, &one.surname, &one.family) || is_near(&own, &one.family),
        });
        let meant = only(same.map(|one| one.entity));
        meant.filter(|&one| {
            place
                .spot
                .is_none_or(|spot| is_bare(spot) || denotes(spot, one))
        })
    });
    add_surnames(conditions, &full, spots);
    merge(full, spots);
    let present = Present::of(conditions, spots);
    let bare = places(conditions, tokens, spots, |place| {
        let is_free =
            matches!(place.first, First::None) && place.spot.is_none() && !is_known(place.word);
        is_free.then(|| present.meant(place.word))?
    });
    merge(bare, spots);
    let present = entities(spots);
    let absent: Vec<&Spelled> = spellings
        .single()
        .iter()
        .filter(|one| one.surname.len() > LONG && !present.contains(&one.entity))
        .collect();
    if absent.is_empty() {
        return;
    }
    let single = places(conditions, tokens, spots, |place| {
        let is_free = matches!(place.first, First::None)
            && place.spot.is_none()
            && place.word.len() > LONG
            && !is_known(place.word);
        is_free.then(|| {
            let (small, own) = (fold::word(place.word), family(place.word));
            let same = absent
                .iter()
                .filter(|one| is_same(&small, &own, &one.surname, &one.family));
            only(same.map(|one| one.entity))
        })?
    });
    merge(single, spots);
}

/// Lets surnames denote those whose full name stands there in another spelling.
fn add_surnames<'a>(conditions: &Conditions<'a>, full: &[Spot<'a>], spots: &mut [Spot<'a>]) {
    let named = entities(full);
    if named.is_empty() {
        return;
    }
    let mut known: FxHashMap<&str, Targets<'a>> = FxHashMap::default();
    for spot in spots.iter_mut().filter(|spot| !spot.is_full) {
        let words = spot.span.of(conditions.text);
        let of_surname = || conditions.of_surname(words, &named);
        let meant = known.entry(words).or_insert_with(of_surname);
        match meant.first() {
            None => {}
            Some(target) if is_bare(spot) => {
                spot.targets = smallvec![Target::untold(target.entity)];
                spot.is_spelling = true;
            }
            Some(_) => {
                let new = meant.iter().filter(|target| !denotes(spot, target.entity));
                let new: Targets<'a> = new.copied().collect();
                spot.targets.extend(new);
            }
        }
    }
}

/// All that the spots may denote.
fn entities(spots: &[Spot<'_>]) -> FxHashSet<EntityId> {
    let targets = spots.iter().flat_map(|spot| &spot.targets);
    targets.map(|target| target.entity).collect()
}

fn denotes(spot: &Spot<'_>, entity: EntityId) -> bool {
    spot.targets.iter().any(|target| target.entity == entity)
}

fn merge<'a>(mut found: Vec<Spot<'a>>, spots: &mut Vec<Spot<'a>>) {
    if !found.is_empty() {
        let ends: FxHashSet<usize> = found.iter().map(|spot| spot.span.end).collect();
        spots.retain(|spot| !ends.contains(&spot.span.end));
        spots.append(&mut found);
        spots.sort_by_key(|spot| spot.span.start);
    }
}

/// A capitalised word that is no listed name, or all of one.
struct Place<'a, 's> {
    word: &'a str,
    first: First<'a>,
    /// What is listed there.
    spot: Option<&'s Spot<'a>>,
}

/// The places at which a person is meant, as spots.
fn places<'a>(
    conditions: &Conditions<'a>,
    tokens: &Tokens,
    spots: &[Spot<'a>],
    meant: impl Fn(&Place<'a, '_>) -> Option<EntityId>,
) -> Vec<Spot<'a>> {
    let mut found = Vec::new();
    let mut next = 0;
    for (idx, token) in tokens.all.iter().enumerate() {
        let is_long = token.end - token.start >= SHORTEST as u32;
        if token.shape != Shape::Capital || !is_long {
            continue;
        }
        while spots
            .get(next)
            .is_some_and(|spot| spot.span.end <= token.start as usize)
        {
            next += 1;
        }
        let spot = spots
            .get(next)
            .filter(|spot| spot.span.start < token.end as usize);
        if spot.is_some_and(|spot| spot.span != token.span()) {
            continue;
        }
        let before = next.checked_sub(1).map(|before| &spots[before]);
        let (start, first) = first_name(conditions.text, tokens, idx, before);
        let place = Place {
            word: token.span().of(conditions.text),
            first,
            spot,
        };
        let meant = meant(&place).filter(|entity| conditions.is_in_scope(*entity));
        found.extend(meant.map(|entity| Spot {
            span: Span::new(start, token.end as usize),
            targets: smallvec![Target::untold(entity)],
            is_full: matches!(first, First::Name(_)),
            is_spelling: true,
        }));
    }
    found
}

/// What stands before a word.
#[derive(Clone, Copy)]
enum First<'a> {
    /// Nothing that belongs to it.
    None,
    /// A capitalised word.
    Name(&'a str),
    /// Part of another name.
    Other,
}

/// What stands before a token, and where a name of both begins.
fn first_name<'a>(
    text: &'a str,
    tokens: &Tokens,
    idx: usize,
    spot_before: Option<&Spot<'_>>,
) -> (usize, First<'a>) {
    let token = &tokens.all[idx];
    let start = token.start as usize;
    let Some(at) = idx.checked_sub(1).filter(|_| token.gap == Gap::Space) else {
        return (start, First::None);
    };
    let left = &tokens.all[at];
    let word = left.span().of(text);
    if !left.shape.is_capital() || left.is_possessive {
        return (start, First::None);
    }
    let class = class(word);
    let is_apart = class.is(Class::TITLE | Class::ROLE | Class::DEMONYM | Class::CALENDAR)
        || left.opens && class.is(Class::STARTER);
    match () {
        () if is_apart => (start, First::None),
        () if spot_before.is_some_and(|spot| spot.span.end > left.start as usize) => {
            (start, First::Other)
        }
        () => (left.start as usize, First::Name(word)),
    }
}

/// A listed surname whose full name does not stand there.
fn is_bare(spot: &Spot<'_>) -> bool {
    spot.targets
        .iter()
        .all(|target| target.form == Form::Surname)
}

/// A word that is a name, or a word, of its own.
fn is_known(word: &str) -> bool {
    class(word).is(Class::ORDINARY | Class::FIRST | Class::SURNAME | Class::DEMONYM)
}

/// The persons of a document by their listed names.
struct Present(Vec<Person>);

impl Present {
    fn of(conditions: &Conditions<'_>, spots: &[Spot<'_>]) -> Self {
        let mut persons: Vec<Person> = Vec::new();
        let mut known = FxHashSet::default();
        let spellings = conditions.index.spellings();
        for spot in spots {
            let [target] = spot.targets.as_slice() else {
                continue;
            };
            if target.form == Form::Surname || !known.insert(target.entity) {
                continue;
            }
            persons.extend(spellings.surname(target.entity).map(|surname| Person {
                entity: target.entity,
                family: family(surname),
                surname: surname.to_owned(),
            }));
        }
        Self(persons)
    }

    /// The only one whose surname it may be.
    fn meant(&self, word: &str) -> Option<EntityId> {
        if self.0.is_empty() {
            return None;
        }
        let (small, own) = (fold::word(word), family(word));
        let same = |person: &&Person| is_same(&small, &own, &person.surname, &person.family);
        only(self.0.iter().filter(same).map(|person| person.entity))
    }
}

fn only(mut entities: impl Iterator<Item = EntityId>) -> Option<EntityId> {
    let first = entities.next()?;
    entities.all(|entity| entity == first).then_some(first)
}

/// Whether two surnames may be one, both in small letters and as families.
fn is_same(left: &str, left_family: &str, right: &str, right_family: &str) -> bool {
    let is_long = || left.chars().count() >= LONG && right.chars().count() >= LONG;
    left.bytes().next() == right.bytes().next()
        && (left == right || left_family == right_family || is_one_edit(left, right) && is_long())
}

/// Whether one letter of two long families differs: `Slioussareva`, `Slyusareva`.
fn is_near(left: &str, right: &str) -> bool {
    let is_long = left.len() >= LONG && right.len() >= LONG;
    is_long && left.bytes().next() == right.bytes().next() && is_one_edit(left, right)
}

/// Whether one letter is another, missing, added, or swapped with its neighbour; a wife's `a` and
/// the `s` of a family are no slips.
fn is_one_edit(left: &str, right: &str) -> bool {
    if left.len().abs_diff(right.len()) > char::MAX.len_utf8() {
        return false;
    }
    let (mut a, mut b) = (left.chars(), right.chars());
    loop {
        let (from_a, from_b) = (a.as_str(), b.as_str());
        match (a.next(), b.next()) {
            (Some(x), Some(y)) if x == y => {}
            (Some(x), Some(y)) => {
                let (rest_a, rest_b) = (a.as_str(), b.as_str());
                let is_swapped =
                    rest_a.strip_prefix(y) == rest_b.strip_prefix(x) && rest_a.starts_with(y);
                return rest_a == rest_b || rest_a == from_b || from_a == rest_b || is_swapped;
            }
            (Some(last), None) | (None, Some(last)) => {
                let is_all = a.as_str().is_empty() && b.as_str().is_empty();
                return is_all && !matches!(last, 'a' | 's');
            }
            (None, None) => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_letter_may_differ() {
        for (left, right, expected) in [
            ("mishuskin", "mishustin", true),
            ("mishutsin", "mishustin", true),
            ("mishustn", "mishustin", true),
            ("mishustinn", "mishustin", true),
            ("mishkustin", "mishustin", true),
            ("mishustyn", "mishustin", true),
            ("mishukin", "mishustin", false),
            ("mishutrin", "mishustin", false),
            ("mishursin", "mishustin", false),
            ("mishutson", "mishustin", false),
            ("mishustina", "mishustin", false),
            ("mishustin", "mishustin", false),
        ] {
            assert_eq!(is_one_edit(left, right), expected, "{left}");
        }
    }

    #[test]
    fn a_surname_is_the_same_by_its_letters_or_but_for_one_slip() {
        for (left, right, expected) in [
            ("kvistin", "kvistin", true),
            ("kvistyn", "kvistin", true),
            ("kvistan", "kvistin", true),
            ("bvistin", "kvistin", false),
            ("kvost", "kvist", false),
            ("kvastan", "kvistin", false),
        ] {
            let same = is_same(left, &family(left), right, &family(right));
            assert_eq!(same, expected, "{left}");
        }
    }

    #[test]
    fn two_long_families_may_differ_in_a_letter() {
        for (left, right, expected) in [
            ("slusareva", "sliusareva", true),
            ("blusareva", "slusareva", false),
            ("slusa", "slusi", false),
            ("slusar", "slusa", false),
            ("slusa", "slusar", false),
            ("slusareva", "slusareva", false),
        ] {
            assert_eq!(is_near(left, right), expected, "{left}");
        }
    }
}
