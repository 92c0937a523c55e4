//! Other spellings of a listed person's name, where the text leaves no other choice: `Zelenskiy`
//! for `Zelensky`, `Mikhail Mishuskin` for `Mikhail Mishustin`.
//!
//! A surname is the same if its letters are, once the ways to write it in English are one
//! ([`family`]), or if it has six letters or more and one of them is another, missing, added or
//! swapped. Such a surname alone denotes the one person of that spelling who stands in the document
//! by a listed name; behind a first name that is the same too, the one listed person so called.

use smallvec::smallvec;

use super::short::Spot;
use super::targets::{Conditions, Targets};
use crate::gazetteer::{EntityId, Form, Target, family, fold, frame};
use crate::lexicon::{Class, class};
use crate::span::Span;
use crate::token::{Gap, Shape, Token, Tokens};

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

/// Adds the spots of other spellings to `spots`, which stay in order.
pub(super) fn add<'a>(conditions: &Conditions<'a>, tokens: &Tokens, spots: &mut Vec<Spot<'a>>) {
    let spellings = conditions.index.spellings();
    if spellings.is_empty() {
        return;
    }
    let present = Present::of(conditions, spots);
    let mut found: Vec<Spot<'a>> = Vec::new();
    let mut next = 0;
    for idx in 0..tokens.all.len() {
        let token = &tokens.all[idx];
        while spots.get(next).is_some_and(|spot| spot.span.end <= token.start as usize) {
            next += 1;
        }
        let spot = spots.get(next).filter(|spot| spot.span.start < token.end as usize);
        let is_free = spot.is_none_or(|spot| is_bare_surname(spot, token));
        if !is_free || token.shape != Shape::Capital || (token.end - token.start) < SHORTEST as u32 {
            continue;
        }
        let word = token.span().of(conditions.text);
        let first = first_name(conditions.text, tokens, idx, spots.get(next.wrapping_sub(1)));
        let meant = match first {
            First::Name(at) => {
                let name = tokens.all[at].span().of(conditions.text);
                let same = |surname: &str| is_same(&fold::word(word), &family(word), surname, &family(surname));
                let entity = spellings.named(&frame(name)).iter().filter(|one| same(&one.surname));
                only(entity.map(|one| one.entity)).map(|entity| (tokens.all[at].start, entity))
            }
            First::None if spot.is_none() && !is_known(word) => {
                present.meant(word).map(|entity| (token.start, entity))
            }
            _ => None,
        };
        if let Some((start, entity)) = meant {
            found.push(Spot {
                span: Span::new(start as usize, token.end as usize),
                targets: smallvec![Target::untold(entity)],
                is_full: matches!(first, First::Name(_)),
                is_spelling: true,
            });
        }
    }
    if !found.is_empty() {
        spots.retain(|spot| !found.iter().any(|new| new.span.end == spot.span.end));
        spots.append(&mut found);
        spots.sort_by_key(|spot| spot.span.start);
    }
}

/// What stands before a word.
#[derive(Clone, Copy)]
enum First {
    /// Nothing that belongs to it.
    None,
    /// A capitalised word, at that token.
    Name(usize),
    /// Part of another name.
    Other,
}

fn first_name(text: &str, tokens: &Tokens, idx: usize, before: Option<&Spot<'_>>) -> First {
    let token = &tokens.all[idx];
    let Some(at) = idx.checked_sub(1).filter(|_| token.gap == Gap::Space) else {
        return First::None;
    };
    let left = &tokens.all[at];
    let class = class(left.span().of(text));
    let is_apart = left.is_possessive
        || class.is(Class::TITLE | Class::ROLE | Class::DEMONYM | Class::CALENDAR)
        || left.opens && class.is(Class::STARTER);
    match () {
        () if !left.shape.is_capital() || is_apart => First::None,
        () if before.is_some_and(|spot| spot.span.end > left.start as usize) => First::Other,
        () => First::Name(at),
    }
}

/// A listed surname whose full name does not stand here.
fn is_bare_surname(spot: &Spot<'_>, token: &Token) -> bool {
    spot.span == token.span() && spot.targets.iter().all(|target| target.form == Form::Surname)
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
        let spellings = conditions.index.spellings();
        for spot in spots {
            let [target] = spot.targets.as_slice() else {
                continue;
            };
            let is_new = persons.iter().all(|person| person.entity != target.entity);
            if target.form == Form::Surname || !is_new {
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
    let is_long = left.chars().count() >= LONG && right.chars().count() >= LONG;
    left.bytes().next() == right.bytes().next()
        && left != right
        && (left_family == right_family || is_long && is_one_edit(left, right))
        || left == right
}

/// Whether one letter is another, missing, added, or swapped with its neighbour.
fn is_one_edit(left: &str, right: &str) -> bool {
    let left: Vec<char> = left.chars().collect();
    let right: Vec<char> = right.chars().collect();
    let n_same = left.iter().zip(&right).take_while(|(a, b)| a == b).count();
    let (a, b) = (&left[n_same..], &right[n_same..]);
    match (a, b) {
        ([], [_]) | ([_], []) => true,
        ([x, y, ..], [v, w, ..]) if x == w && y == v && a[2..] == b[2..] => true,
        ([_, a @ ..], [_, b @ ..]) if a.len() == b.len() => a == b,
        ([_, rest @ ..], _) if a.len() == b.len() + 1 => rest == b,
        (_, [_, rest @ ..]) if b.len() == a.len() + 1 => rest == a,
        _ => false,
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
            ("mishukin", "mishustin", false),
            ("mishustin", "mishustin", false),
        ] {
            assert_eq!(is_one_edit(left, right), expected, "{left}");
        }
    }
}
