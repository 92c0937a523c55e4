//! An entity in, its written forms out: those listed, and a person's bare surname.

use super::index::{Matching, Target};
use super::{Alias, Entity, EntityId, EntityType};

/// What a written form is of its entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Form {
    /// Its canonical name.
    Name,
    /// Another listed form.
    Alias,
    /// The last name of a person whose full name is listed; denotes that person only where the
    /// full name stands in the document.
    Surname,
}

/// Small words that belong to the surname behind them: `Ursula von der Leyen`.
const PARTICLES: &[&str] = &[
    "af", "al", "av", "bin", "da", "de", "del", "della", "den", "der", "di", "dos", "du", "el",
    "ibn", "la", "le", "ten", "ter", "van", "vom", "von", "zu", "zum", "zur",
];

/// What may stand behind a surname.
const SUFFIXES: &[&str] = &["Jr", "Jr.", "Sr", "Sr.", "II", "III", "IV", "V", "VI"];

/// The forms of `entity`, each once, with what they are of it.
///
/// A plain run has the listed forms as they are; a name that lists a condition keeps it.
pub(super) fn of(entity: &Entity, id: EntityId, matching: Matching) -> Vec<(String, Target)> {
    let canonical = Alias::plain(&entity.name);
    let listed = std::iter::once((&canonical, Form::Name));
    let listed = listed.chain(entity.aliases.iter().map(|alias| (alias, Form::Alias)));
    let mut forms: Vec<(String, Target)> = Vec::new();
    for (alias, form) in listed {
        let target = Target {
            entity: id,
            form,
            case: alias.case.unwrap_or(matching.case),
            requires: alias.requires.clone(),
        };
        push(&mut forms, normal(&alias.name, matching), target);
    }
    if entity.entity_type == EntityType::Person && !matching.plain {
        for (full, target) in forms.clone() {
            for surname in surnames(&full) {
                let (form, requires) = (Form::Surname, Vec::new());
                let target = Target {
                    form,
                    requires,
                    ..target
                };
                push(&mut forms, surname.to_owned(), target);
            }
        }
    }
    forms
}

/// A form whose name is known already adds nothing, unless it has another condition.
fn push(forms: &mut Vec<(String, Target)>, text: String, target: Target) {
    let is_known = |(known, other): &(String, Target)| {
        *known == text && (other.requires == target.requires || target.form == Form::Surname)
    };
    if !forms.iter().any(is_known) {
        forms.push((text, target));
    }
}

/// `name` as the index keeps it: white space runs as one space; in a plain run as it is.
pub(super) fn normal(name: &str, matching: Matching) -> String {
    match matching.plain {
        true => name.to_owned(),
        false => name.split_whitespace().collect::<Vec<_>>().join(" "),
    }
}

/// The last name in a full name, and the same with the particles before it; none for a single
/// word or where a mere initial is last.
fn surnames(full: &str) -> Vec<&str> {
    let mut parts: Vec<&str> = full.split(' ').collect();
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
    let end = full
        .rfind(last)
        .map_or(full.len(), |start| start + last.len());
    let mut start = end - last.len();
    let mut surnames = vec![&full[start..end]];
    for part in parts[1..parts.len() - 1].iter().rev() {
        if !PARTICLES.contains(part) {
            break;
        }
        start -= part.len() + 1;
        surnames.push(&full[start..end]);
    }
    surnames
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
            assert_eq!(surnames(full), expected, "{full}");
        }
    }
}
