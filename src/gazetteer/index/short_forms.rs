//! Short forms of listed names that no list need tell: those that everybody knows, as `UN`, what a
//! club is called, the letters of an organisation, and parts of names that are called by them.

use regex::{Regex, escape};
use rustc_hash::{FxHashMap, FxHashSet};

use super::Index;
use crate::gazetteer::clubs::called;
use crate::gazetteer::parts::parts;
use crate::gazetteer::{EntityId, EntityType, Form};
use crate::lexicon::{self, Class, class};
use crate::segment::Shapes;

/// The most entities whose clubs' towns are looked for: in longer lists a town has many clubs.
const MOST: usize = 3_000;

/// The most words of a short form.
pub(crate) const MOST_WORDS: usize = 4;

/// What listed names are called for short, by the form as written and in capitals.
#[derive(Debug, Default)]
pub(crate) struct ShortForms {
    known: FxHashMap<String, Vec<EntityId>>,
    towns: FxHashMap<String, Vec<EntityId>>,
    firsts: FxHashSet<String>,
    /// Those of `firsts`, and of all forms that are known: most words are told by them.
    first_shapes: Shapes,
    known_shapes: Shapes,
    titles: FxHashMap<String, Vec<(EntityId, Form)>>,
    /// Finds any of `firsts`, in lists too long for a rule that needs to see all words.
    anywhere: Option<Regex>,
}

impl ShortForms {
    /// Whether a form begins with that word.
    pub(crate) fn begins(&self, word: &str) -> bool {
        self.first_shapes.may_have(word) && self.firsts.contains(word)
    }

    /// What the form stands for anywhere.
    pub(crate) fn known(&self, form: &str) -> &[EntityId] {
        match self.known_shapes.may_have(form) {
            true => self.known.get(form).map_or(&[], Vec::as_slice),
            false => &[],
        }
    }

    /// The clubs that go by the name of that town, where sport is spoken of.
    pub(crate) fn clubs(&self, town: &str) -> &[EntityId] {
        self.towns.get(town).map_or(&[], Vec::as_slice)
    }

    /// Whether there are none.
    pub(crate) fn is_empty(&self) -> bool {
        self.firsts.is_empty() && self.titles.is_empty()
    }

    /// Whether any may stand in `text`: told without a look at its words, and sometimes wrong.
    pub(crate) fn may_stand_in(&self, text: &str) -> bool {
        let anywhere = self.anywhere.as_ref();
        anywhere.is_none_or(|anywhere| anywhere.is_match(text))
    }

    /// Whether any person goes by a title alone.
    pub(crate) fn has_titles(&self) -> bool {
        !self.titles.is_empty()
    }

    /// The persons who go by that title, as `king` of `The King`; as by a surname those who do where
    /// their full name stands, as `widow` of `Widow Hall`.
    pub(crate) fn titled(&self, title: &str) -> &[(EntityId, Form)] {
        self.titles.get(title).map_or(&[], Vec::as_slice)
    }

    fn add_first(&mut self, form: &str) {
        let first = form.split(' ').next().unwrap_or_default();
        self.first_shapes.add(first);
        self.firsts.insert(first.to_owned());
    }

    /// The entities that go by a form anywhere, to add to.
    fn form(&mut self, form: &str) -> &mut Vec<EntityId> {
        self.add_first(form);
        self.known_shapes.add(form);
        self.known.entry(form.to_owned()).or_default()
    }
}

impl Index {
    /// The short forms of its names; made when they are first asked for.
    pub(crate) fn short_forms(&self) -> &ShortForms {
        self.short_forms.get_or_init(|| {
            let mut forms = ShortForms::default();
            self.add_known(&mut forms);
            if self.n_entities() <= MOST {
                self.add_made(&mut forms);
            } else if !forms.is_empty() {
                let mut firsts: Vec<String> = forms.firsts.iter().map(|f| escape(f)).collect();
                firsts.sort_unstable();
                forms.anywhere = Regex::new(&firsts.join("|")).ok();
            }
            forms
        })
    }

    fn add_known(&self, forms: &mut ShortForms) {
        for (fulls, shorts) in lexicon::short_forms() {
            let names = fulls.iter().filter_map(|full| self.find(full));
            let mut entities: Vec<EntityId> = names
                .flat_map(|name| self.targets(name))
                .filter(|target| target.requires.is_empty())
                .map(|target| target.entity)
                .collect();
            entities.sort_unstable();
            entities.dedup();
            for short in shorts.iter().filter(|_| !entities.is_empty()) {
                forms.form(short).extend(&entities);
            }
        }
    }

    fn add_made(&self, forms: &mut ShortForms) {
        let mut by_form: FxHashMap<String, Vec<EntityId>> = FxHashMap::default();
        for idx in 0..self.n_entities() {
            let id = EntityId(idx as u32);
            let entity = self.entity(id);
            let name = entity.name();
            let is_person = entity.entity_type == EntityType::Person;
            if let Some((title, form)) = title(&name).filter(|_| is_person) {
                forms.titles.entry(title).or_default().push((id, form));
            }
            let is_body = entity.entity_type == EntityType::Organisation;
            for club in called(&name).into_iter().filter(|_| is_body) {
                for form in [club.to_owned(), club.to_uppercase()] {
                    forms.add_first(&form);
                    let clubs = forms.towns.entry(form).or_default();
                    clubs.extend((!clubs.contains(&id)).then_some(id));
                }
            }
            let acronyms = acronyms(&name).into_iter().filter(|_| is_body);
            let parts = parts(&name, &entity.entity_type);
            for form in acronyms.chain(parts) {
                by_form.entry(form).or_default().push(id);
            }
        }
        for (form, ids) in by_form {
            if let [one] = ids.as_slice()
                && self.find(&form).is_none()
                && !forms.known.contains_key(&form)
            {
                forms.form(&form).push(*one);
            }
        }
    }
}

/// The title that a person goes by, in small letters: `king` of `The King`, whose whole name it is,
/// and `widow` of `Widow Hall`.
fn title(name: &str) -> Option<(String, Form)> {
    let whole = name.strip_prefix("The ").or(name.strip_prefix("the "));
    let (title, form) = match whole {
        Some(title) => (title, Form::Alias),
        None => (name.split_once(' ')?.0, Form::Surname),
    };
    let is_title = class(title).is(Class::TITLE) && !title.ends_with('.');
    let title = title.to_lowercase();
    (is_title && !FORMS_OF_ADDRESS.contains(&&*title)).then_some((title, form))
}

/// Titles that are no offices: what one is called, or is to others.
const FORMS_OF_ADDRESS: &[&str] = &[
    "mr",
    "mrs",
    "ms",
    "miss",
    "mx",
    "dr",
    "sir",
    "dame",
    "lord",
    "lady",
    "saint",
    "madame",
    "monsieur",
    "mademoiselle",
    "father",
    "mother",
    "brother",
    "sister",
    "uncle",
    "aunt",
    "mamma",
    "comrade",
];

/// What an organisation of that name may be called in capitals, if no other is: the first word of
/// `KVT Bank`, the initials of `Kvist Institute for Tall Trees`, if they are four or more.
fn acronyms(name: &str) -> Vec<String> {
    let is_acronym = |word: &str| word.len() >= 3 && word.bytes().all(|b| b.is_ascii_uppercase());
    let initials = name.split(' ').filter_map(|word| word.chars().next());
    let initials: String = initials.filter(|c| c.is_ascii_uppercase()).collect();
    let mut acronyms = Vec::new();
    if let Some((first, last)) = name.split_once(' ')
        && is_acronym(first)
        && class(last).is(Class::ORG_SUFFIX)
    {
        acronyms.push(first.to_owned());
    }
    acronyms.extend((initials.len() >= 4).then_some(initials));
    acronyms
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gazetteer::{Gazetteer, Matching};

    #[test]
    fn an_organisation_goes_by_its_letters() {
        assert_eq!(acronyms("KVT Bank"), ["KVT"]);
        assert_eq!(acronyms("Kvist Institute for Tall Trees"), ["KITT"]);
        assert_eq!(acronyms("Kvist Tall Trees"), [""; 0]);
    }

    #[test]
    fn a_person_may_be_a_title() {
        assert_eq!(title("The King"), Some(("king".to_owned(), Form::Alias)));
        assert_eq!(
            title("Widow Hall"),
            Some(("widow".to_owned(), Form::Surname))
        );
        assert_eq!(title("Aunt Ann"), None);
        assert_eq!(title("The Times"), None);
    }

    #[test]
    fn well_known_forms_are_those_of_listed_names_only() {
        let list = "[[entity]]\ntype = \"organisation\"\nname = \"United Nations\"\n";
        let gazetteer = Gazetteer::from_toml(list, "test").expect("a good list");
        let index = Index::new(&gazetteer, Matching::default());
        let forms = index.short_forms();
        assert_eq!(forms.known("UN").len(), 1);
        assert_eq!(forms.known("EU").len(), 0);
        assert!(forms.begins("UN") && !forms.begins("EU"));
    }
}
