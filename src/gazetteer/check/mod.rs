//! Lists of names in, what a reader of them would stumble over out: no faults, but what makes names
//! mean something else than their list's author thinks.
//!
//! - Two entities that list one form: only what stands around it can tell them apart.
//! - A form that is a common word: it is found where nobody is named.
//! - A form that `ignore` lists: it is never found.
//! - One id for entities of two types, in two lists: the later changes the earlier.
//! - Two entities that may be one: they share an id elsewhere, or the words of their names.

mod places;

use std::collections::{BTreeMap, BTreeSet};

use super::{EntityType, Gazetteer, slug, twins};
use crate::error::Fault;
use crate::span::Location;

pub use places::listed;

const COMMON_WORDS: &str = include_str!("common_words.txt");

/// A written form, and where a list has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// The list.
    pub file: String,
    /// The place in it, if it is known.
    pub location: Option<Location>,
    /// The entity's id.
    pub id: String,
    /// The entity's type.
    pub entity_type: EntityType,
    /// The form.
    pub form: String,
    /// Whether it is the entity's canonical name.
    pub is_name: bool,
    /// Whether some word must stand near it.
    pub has_condition: bool,
}

impl Listed {
    fn hint(&self, what: String, remedy: &str) -> Fault {
        let fault = Fault::new(&self.file, what, remedy);
        match self.location {
            Some(location) => fault.at(location),
            None => fault,
        }
    }

    fn place(&self) -> String {
        match self.location {
            Some(location) => format!("{}:{location}", self.file),
            None => self.file.clone(),
        }
    }
}

/// All there is to say of the forms of some lists, which together make `gazetteer`; in the order of
/// the lists and of the places in them. Linear in the number of forms.
pub fn hints(forms: &[Listed], gazetteer: &Gazetteer) -> Vec<Fault> {
    let mut hints: Vec<(usize, Fault)> = Vec::new();
    shared(forms, &mut hints);
    common(forms, &mut hints);
    ignored(forms, &gazetteer.ignore, &mut hints);
    clashing(forms, &mut hints);
    twice(forms, gazetteer, &mut hints);
    hints.sort_by_key(|(place, _)| *place);
    hints.into_iter().map(|(_, hint)| hint).collect()
}

/// Forms by what is the same for the matcher.
fn by_form(forms: &[Listed]) -> BTreeMap<String, Vec<usize>> {
    let mut groups: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (idx, listed) in forms.iter().enumerate() {
        groups.entry(slug(&listed.form)).or_default().push(idx);
    }
    groups
}

fn shared(forms: &[Listed], hints: &mut Vec<(usize, Fault)>) {
    for group in by_form(forms).values() {
        let free: Vec<usize> = group
            .iter()
            .copied()
            .filter(|&idx| !forms[idx].has_condition)
            .collect();
        let [first, rest @ ..] = free.as_slice() else {
            continue;
        };
        let mut told = BTreeSet::from([&forms[*first].id]);
        for &idx in rest {
            let listed = &forms[idx];
            if told.insert(&listed.id) {
                let (form, id) = (&listed.form, &listed.id);
                let (other, place) = (&forms[*first].id, forms[*first].place());
                let what = format!("`{form}` of `{id}` is a form of `{other}` too ({place})");
                let remedy = "give one of them `requires`, or make them one entity";
                hints.push((idx, listed.hint(what, remedy)));
            }
        }
    }
}

fn common(forms: &[Listed], hints: &mut Vec<(usize, Fault)>) {
    let lines = COMMON_WORDS.lines().filter(|line| !line.starts_with('#'));
    let words: BTreeSet<&str> = lines.flat_map(str::split_whitespace).collect();
    for (idx, listed) in forms.iter().enumerate() {
        let form = listed.form.trim();
        let is_acronym = form.chars().all(char::is_uppercase);
        if !listed.has_condition && !is_acronym && words.contains(form.to_lowercase().as_str()) {
            let what = format!("`{form}` of `{}` is a common word", listed.id);
            let remedy = "give it `requires`, or list a longer form";
            hints.push((idx, listed.hint(what, remedy)));
        }
    }
}

fn ignored(forms: &[Listed], ignore: &[String], hints: &mut Vec<(usize, Fault)>) {
    let ignore: BTreeSet<String> = ignore.iter().map(|form| slug(form)).collect();
    for (idx, listed) in forms.iter().enumerate() {
        if ignore.contains(&slug(&listed.form)) {
            let what = format!(
                "`{}` of `{}` is in `ignore`, and never found",
                listed.form, listed.id
            );
            hints.push((idx, listed.hint(what, "remove it in one of the two places")));
        }
    }
}

fn clashing(forms: &[Listed], hints: &mut Vec<(usize, Fault)>) {
    let mut first: BTreeMap<&str, usize> = BTreeMap::new();
    for (idx, listed) in forms
        .iter()
        .enumerate()
        .filter(|(_, listed)| listed.is_name)
    {
        let known = &forms[*first.entry(&listed.id).or_insert(idx)];
        if known.entity_type != listed.entity_type {
            let types = (article(&known.entity_type), article(&listed.entity_type));
            let (id, place) = (&listed.id, known.place());
            let what = format!("`{id}` is {} at {place}, {} here", types.0, types.1);
            hints.push((idx, listed.hint(what, "give one of the two another id")));
        }
    }
}

fn twice(forms: &[Listed], gazetteer: &Gazetteer, hints: &mut Vec<(usize, Fault)>) {
    let names = forms
        .iter()
        .enumerate()
        .filter(|(_, listed)| listed.is_name);
    let names: BTreeMap<&str, usize> = names
        .map(|(idx, listed)| (listed.id.as_str(), idx))
        .collect();
    let mut first: BTreeMap<String, usize> = BTreeMap::new();
    for entity in &gazetteer.entities {
        let Some(&idx) = names.get(entity.id.as_str()) else {
            continue;
        };
        let elsewhere = twins::ids_elsewhere(entity).map(|id| (id, "an id elsewhere"));
        let words = words_of(&entity.name).map(|words| {
            let key = format!("{} {words}", entity.entity_type.as_str());
            (key, "the words of its name")
        });
        for (key, what) in elsewhere.chain(words) {
            let known = *first.entry(key).or_insert(idx);
            let (known, listed) = (&forms[known], &forms[idx]);
            let is_same_form = slug(&known.form) == slug(&listed.form);
            if known.id != listed.id && !is_same_form {
                let (id, other, place) = (&listed.id, &known.id, known.place());
                let what = format!("`{id}` shares {what} with `{other}` ({place})");
                let remedy = "if they are one, list one name as an alias of the other";
                hints.push((idx, listed.hint(what, remedy)));
                break;
            }
        }
    }
}

/// `a person`, `an organisation`.
fn article(entity_type: &EntityType) -> String {
    let name = entity_type.as_str();
    let vowels = ['a', 'e', 'i', 'o', 'u'];
    let article = if name.starts_with(vowels) { "an" } else { "a" };
    format!("{article} {name}")
}

/// The words of a name in the order of the alphabet, without initials; none of a single word.
fn words_of(name: &str) -> Option<String> {
    let slug = slug(name);
    let mut words: Vec<&str> = slug
        .split('-')
        .filter(|word| word.chars().count() > 1)
        .collect();
    words.sort_unstable();
    (words.len() > 1).then(|| words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_reader_would_stumble_over_is_told_with_its_place() {
        let text = r#"ignore = ["North Sea"]
[[entity]]
type = "person"
name = "John Smith"
[[entity]]
type = "person"
name = "Smith, John A."
[[entity]]
type = "place"
name = "Nice"
aliases = ["Nizza"]
[[entity]]
type = "organisation"
name = "Nizza"
[[entity]]
type = "place"
name = "North Sea"
[[entity]]
type = "organisation"
name = "Swift"
aliases = ["SWIFT", { name = "Nice", requires = ["bank"] }]
wikidata = "Q1"
[[entity]]
type = "organisation"
name = "S.W.I.F.T. Bureau"
wikidata = "Q1"
"#;
        let forms = listed(text, "e.toml");
        let gazetteer = Gazetteer::from_toml(text, "e.toml").expect("a good list");
        let told: Vec<String> = hints(&forms, &gazetteer)
            .iter()
            .map(ToString::to_string)
            .collect();
        assert_eq!(
            told,
            [
                "e.toml:7:8: `smith-john-a` shares the words of its name with `john-smith` \
                 (e.toml:4:8); if they are one, list one name as an alias of the other",
                "e.toml:10:8: `Nice` of `nice` is a common word; give it `requires`, or list a \
                 longer form",
                "e.toml:14:8: `Nizza` of `nizza` is a form of `nice` too (e.toml:11:12); give one \
                 of them `requires`, or make them one entity",
                "e.toml:17:8: `North Sea` of `north-sea` is in `ignore`, and never found; remove \
                 it in one of the two places",
                "e.toml:20:8: `Swift` of `swift` is a common word; give it `requires`, or list a \
                 longer form",
                "e.toml:25:8: `s-w-i-f-t-bureau` shares an id elsewhere with `swift` \
                 (e.toml:20:8); if they are one, list one name as an alias of the other",
            ]
        );
    }

    #[test]
    fn an_id_of_two_types_is_told() {
        let text = "id\tname\ttype\naa\tAda Moe\tPER\naa\tAda Moe Ltd\tORG\n";
        let forms = listed(text, "x.tsv");
        let gazetteer = Gazetteer::default();
        let told: Vec<String> = hints(&forms, &gazetteer)
            .iter()
            .map(ToString::to_string)
            .collect();
        let expected = "x.tsv:3:1: `aa` is a person at x.tsv:2:1, a organisation here; give one of \
                        the two another id";
        assert_eq!(
            told,
            [expected.replace("a organisation", "an organisation")]
        );
    }
}
