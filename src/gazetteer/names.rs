//! An entity in, its written forms out: those listed, those made of them at the list's wish, and a
//! person's bare surname.

use super::{Alias, Case, Diacritics, Entity, EntityType};

/// What a written form is of its entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Form {
    /// Its canonical name.
    Name,
    /// Another listed form, or one that the list asked to make of such.
    Alias,
    /// The last name of a person whose full name is listed; denotes that person only where the
    /// full name stands in the document.
    Surname,
}

/// A written form and what is said of it.
pub(super) struct Written<'a> {
    pub(super) text: &'a str,
    pub(super) form: Form,
    pub(super) case: Option<Case>,
    pub(super) diacritics: Option<Diacritics>,
    pub(super) requires: &'a [String],
}

/// Small words that belong to the surname behind them: `Ursula von der Leyen`.
pub(super) const PARTICLES: &[&str] = &[
    "af", "al", "av", "bin", "da", "de", "del", "della", "den", "der", "di", "dos", "du", "el",
    "ibn", "la", "le", "ten", "ter", "van", "vom", "von", "zu", "zum", "zur",
];

/// What may stand behind a surname.
pub(super) const SUFFIXES: &[&str] = &["Jr", "Jr.", "Sr", "Sr.", "II", "III", "IV", "V", "VI"];

/// The forms that are listed for `entity`, its name first.
pub(super) fn listed(entity: &Entity) -> impl Iterator<Item = Written<'_>> {
    let name = Written {
        text: &entity.name,
        form: Form::Name,
        case: None,
        diacritics: None,
        requires: &[],
    };
    std::iter::once(name).chain(entity.aliases.iter().map(Written::alias))
}

/// The forms that were made of those listed; no surname is sought in them.
pub(super) fn variants(entity: &Entity) -> impl Iterator<Item = Written<'_>> {
    entity.variants.iter().map(Written::alias)
}

/// The surnames in the listed full names of a person, each once; none that is listed itself.
pub(super) fn surnames(entity: &Entity) -> Vec<Written<'_>> {
    let mut found: Vec<Written<'_>> = Vec::new();
    if entity.entity_type != EntityType::Person {
        return found;
    }
    for full in listed(entity) {
        for text in surnames_in(full.text) {
            let is_known = listed(entity).chain(found.iter().map(Written::again));
            if is_known.into_iter().all(|known| known.text != text) {
                found.push(Written {
                    text,
                    form: Form::Surname,
                    requires: &[],
                    ..full
                });
            }
        }
    }
    found
}

impl<'a> Written<'a> {
    fn alias(alias: &'a Alias) -> Self {
        Self {
            text: &alias.name,
            form: Form::Alias,
            case: alias.case,
            diacritics: alias.diacritics,
            requires: &alias.requires,
        }
    }

    fn again(&self) -> Written<'a> {
        Written { ..*self }
    }
}

/// The last name in a full name, and the same with the particles before it; none for a single
/// word or where a mere initial is last.
fn surnames_in(full: &str) -> Vec<&str> {
    let mut parts: Vec<&str> = full.split_whitespace().collect();
    while parts.len() > 1 && parts.last().is_some_and(|part| SUFFIXES.contains(part)) {
        parts.pop();
    }
    let [_, .., last] = parts.as_slice() else {
        return Vec::new();
    };
    let last = last.trim_end_matches(',');
    if last.chars().filter(|c| c.is_alphabetic()).count() < 2 {
        return Vec::new();
    }
    let offset = |part: &str| part.as_ptr() as usize - full.as_ptr() as usize;
    let end = offset(last) + last.len();
    let particles = parts[1..parts.len() - 1].iter().rev();
    let led = particles.take_while(|part| PARTICLES.contains(part));
    let starts = std::iter::once(offset(last)).chain(led.map(|part| offset(part)));
    starts.map(|start| &full[start..end]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_surname_is_the_last_name_with_or_without_its_particles() {
        for (full, expected) in [
            ("Vladimir Putin", &["Putin"][..]),
            (
                "Ursula von der Leyen",
                &["Leyen", "der Leyen", "von der Leyen"],
            ),
            ("Martin Luther King, Jr.", &["King"]),
            ("Bashar al-Assad", &["al-Assad"]),
            ("Malcolm X", &[]),
            ("Philippe", &[]),
            ("Elizabeth II", &[]),
        ] {
            assert_eq!(surnames_in(full), expected, "{full}");
        }
    }
}
