//! A listed name in full in, the parts of it that stand for it out, if no other has them.

use super::EntityType;
use super::names::{PARTICLES, SUFFIXES};
use crate::lexicon::{Class, class};

/// The parts that a name goes by: that before a bracket or a comma (`Borodino` of `Borodino
/// (village)`), a sovereign without the realm (`Henry VIII` of `Henry VIII of England`), and of a
/// person of three names or more the first two (`Mary Jane` of `Mary Jane Hall`), and the first with
/// the last, or with a half of it (`Ann Hall` of `Ann Maria Hall-Berg`).
pub(super) fn parts(name: &str, kind: &EntityType) -> Vec<String> {
    let bare = bare(name);
    let mut parts = Vec::new();
    if *kind == EntityType::Person {
        let core = without_realm(without_suffix(bare));
        parts.extend((core != name).then(|| core.to_owned()));
        parts.extend(of_person(core));
    } else if bare != name {
        parts.push(bare.to_owned());
    }
    parts.retain(|part| part.contains(' ') || part.len() >= 4 && !class(part).is(Class::ORDINARY));
    parts
}

/// What stands before a bracket or a comma, without an article.
fn bare(name: &str) -> &str {
    let end = name.find([',', '(']).unwrap_or(name.len());
    let bare = name[..end].trim_end();
    bare.strip_prefix("The ").unwrap_or(bare)
}

fn without_suffix(name: &str) -> &str {
    match name.rsplit_once(' ') {
        Some((rest, last)) if SUFFIXES.contains(&last) && last.starts_with(['J', 'S']) => rest,
        _ => name,
    }
}

/// `Henry VIII` of `Henry VIII of England`.
fn without_realm(name: &str) -> &str {
    let is_number = |word: &str| word.chars().all(|c| matches!(c, 'I' | 'V' | 'X'));
    match name.split_once(" of ") {
        Some((king, _)) if king.rsplit(' ').next().is_some_and(is_number) => king,
        _ => name,
    }
}

fn of_person(name: &str) -> Vec<String> {
    let words: Vec<&str> = name.split(' ').collect();
    let is_name = |word: &&str| {
        word.chars().filter(|c| c.is_alphabetic()).count() > 1
            && word.starts_with(char::is_uppercase)
            && !word.ends_with('.')
            && !PARTICLES.contains(&&*word.to_lowercase())
    };
    let [first, .., last] = words.as_slice() else {
        return Vec::new();
    };
    if !words.iter().all(is_name) || class(first).is(Class::TITLE) {
        return Vec::new();
    }
    let mut found = Vec::new();
    if let [_, second, _] = words.as_slice() {
        found.push(format!("{first} {second}"));
    }
    if words.len() > 2 {
        found.push(format!("{first} {last}"));
    }
    if let Some((left, right)) = last.split_once('-') {
        found.extend([left, right].map(|half| format!("{first} {half}")));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_goes_by_its_parts() {
        let (person, place) = (&EntityType::Person, &EntityType::Place);
        for (name, kind, expected) in [
            ("Mary Jane Hall", person, &["Mary Jane", "Mary Hall"][..]),
            ("Ann Hall-Berg", person, &["Ann Hall", "Ann Berg"]),
            ("Henry VIII of England", person, &["Henry VIII"]),
            ("Ian Hall Sr.", person, &["Ian Hall"]),
            ("Ann de Hall", person, &[]),
            ("Ian J. Hall", person, &[]),
            ("Miss Ann Hall", person, &[]),
            ("Borodino (village)", place, &["Borodino"]),
            ("The Bahamas", place, &["Bahamas"]),
            ("Oslo", place, &[]),
        ] {
            assert_eq!(parts(name, kind), expected, "{name}");
        }
    }
}
