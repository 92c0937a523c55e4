//! Lists of names in, a [`Gazetteer`] out: entities with their aliases, and the compiled [`Index`].

mod entities_toml;

mod tsv;

mod csv_list;

mod json_list;

mod builtin;

mod twins;

pub mod import;

pub mod check;

pub mod lookup;

pub mod fold;

mod names;

mod clubs;

mod parts;

mod tolerance;

mod groups;

mod spelling;

mod variants;

pub(crate) mod hash;

mod index;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use rustc_hash::FxHashMap;
use serde_json::Value;

pub use builtin::BUILTIN;
pub use groups::{Group, Groups};
pub use index::{EntityView, Index, MOST_NAMESAKES, Matching, NameId, Target};
pub(crate) use index::{MOST_WORDS, Promise, Record, ShortForms, Spelled, Tables};
pub use names::Form;
pub(crate) use spelling::family;
use spelling::frame;
pub use tolerance::{Ambiguous, Case, Diacritics};
use twins::Twins;
use variants::Grown;

use crate::error::{Error, Fault, Result, io_reason};

/// The known entities, in the order of the files that list them.
#[derive(Clone, Debug, Default)]
pub struct Gazetteer {
    /// All entities; an [`EntityId`] is a place in this list.
    pub entities: Vec<Entity>,
    /// Names that are never mentions; where they match, nothing inside them does.
    pub ignore: Vec<String>,
    /// Names that were suggested and are not wanted; they change nothing in what is found.
    pub rejected: Vec<String>,
    /// What was passed over while loading, to be told to the user.
    pub warnings: Vec<Fault>,
}

/// What one list says, or several together, before it is known which variants are clear.
#[derive(Default)]
struct List {
    gazetteer: Gazetteer,
    grown: Vec<Grown>,
}

/// An entity's place in its gazetteer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntityId(pub u32);

impl EntityId {
    /// The place as an index.
    pub fn idx(self) -> usize {
        self.0 as usize
    }
}

/// A person, place or organisation, or one of another type.
#[derive(Clone, Debug)]
pub struct Entity {
    /// Stable and unique in its gazetteer; by default the [`slug`] of the name.
    pub id: String,
    /// What it is.
    pub entity_type: EntityType,
    /// The canonical name, which is an alias too.
    pub name: String,
    /// Its other written forms.
    pub aliases: Vec<Alias>,
    /// Forms that were made of the listed ones as the list asked (`variants`), and which are
    /// matched like aliases; none that another entity has too.
    pub variants: Vec<Alias>,
    /// Whatever else the list says of it; travels to the node.
    pub attributes: BTreeMap<String, Value>,
    /// Patterns of the ids of documents it may be mentioned in; all where there is none.
    pub documents: Vec<String>,
    /// Whether its list is in capitals throughout, so that they tell nothing of its names.
    pub in_capitals: bool,
}

/// What an entity is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EntityType {
    /// A human being, real or of a tale.
    Person,
    /// A country, region, town, building, water...
    Place,
    /// A company, agency, party, body of state, club...
    Organisation,
    /// None of the three: matched, so that no name inside it is, but no node unless asked for.
    Other,
    /// A type of the gazetteer's own.
    Declared(String),
}

impl EntityType {
    /// The type as files and flags spell it.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Person => "person",
            Self::Place => "place",
            Self::Organisation => "organisation",
            Self::Other => "other",
            Self::Declared(name) => name,
        }
    }

    /// One of the four that every gazetteer knows, also by the names other lists use
    /// (`organization`, `PER`, `LOC`, `ORG`, `MISC`).
    pub fn known(name: &str) -> Option<Self> {
        Some(match name {
            "person" | "PER" => Self::Person,
            "place" | "LOC" => Self::Place,
            "organisation" | "organization" | "ORG" => Self::Organisation,
            "other" | "MISC" => Self::Other,
            _ => return None,
        })
    }

    /// The type a store or a graph names; any name not known is a declared one.
    pub fn named(name: &str) -> Self {
        Self::known(name).unwrap_or_else(|| Self::Declared(name.to_owned()))
    }
}

/// A written form of an entity.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Alias {
    /// The form.
    pub name: String,
    /// How its letters may differ, if not as in the rest of the run.
    pub case: Option<Case>,
    /// How its diacritics count, if not as in the rest of the run.
    pub diacritics: Option<Diacritics>,
    /// Words or phrases, one of which must stand in the paragraph; none where it is empty.
    pub requires: Vec<String>,
}

impl Alias {
    /// An alias without conditions.
    pub fn plain(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            case: None,
            diacritics: None,
            requires: Vec::new(),
        }
    }
}

impl Gazetteer {
    /// Loads the lists one after the other; a later one extends or overrides an earlier by id.
    ///
    /// `.toml` files are read as `entities.toml`, `.csv` and `.jsonl` as what they are, [`BUILTIN`]
    /// is the list that ships, all others are TSV; a compiled one cannot be loaded, but
    /// [opened](Index::open). Entities of different lists that share an id elsewhere (`wikidata`,
    /// `geonames`, one of `same_as`) are one, under the first one's id.
    ///
    /// # Errors
    ///
    /// [`Error::Gazetteer`] with every fault of every file, or [`Error::Read`] if the only file
    /// cannot be opened.
    pub fn load<P: AsRef<Path>>(paths: &[P]) -> Result<Self> {
        let mut list = List::default();
        let mut faults = Vec::new();
        for path in paths.iter().map(AsRef::as_ref) {
            match List::load(path) {
                Ok(next) => list.extend(next),
                Err(Error::Gazetteer(more)) => faults.extend(more),
                Err(Error::Read { path, source }) if paths.len() > 1 => {
                    let (what, remedy) = io_reason(&source, "readable");
                    faults.push(Fault::new(path.to_string_lossy(), what, remedy));
                }
                Err(other) => return Err(other),
            }
        }
        match faults.is_empty() {
            true => Ok(list.settled()),
            false => Err(Error::Gazetteer(faults)),
        }
    }

    /// Reads the text of an `entities.toml`; `file` is the name faults are told under.
    ///
    /// # Errors
    ///
    /// [`Error::Gazetteer`] with all faults, in the order of their places.
    pub fn from_toml(text: &str, file: &str) -> Result<Self> {
        entities_toml::parse(text, file).map(List::settled)
    }

    /// Reads JSON Lines: objects of `name`, `type`, perhaps `id` and `aliases`; `file` is the name that
    /// [`warnings`](Self::warnings) are told under.
    pub fn from_json_lines(text: &str, file: &str) -> Self {
        let mut list = List {
            gazetteer: json_list::parse(text, file),
            grown: Vec::new(),
        };
        tolerance::mark_capitals(&mut list.gazetteer, file);
        list.settled()
    }

    /// Adds an entity, or what it says to the one that has its id, and gives its place.
    fn add(&mut self, by_id: &mut FxHashMap<String, usize>, entity: Entity) -> usize {
        match by_id.get(&entity.id) {
            Some(&idx) => {
                self.entities[idx].extend(entity);
                idx
            }
            None => {
                let idx = self.entities.len();
                by_id.insert(entity.id.clone(), idx);
                self.entities.push(entity);
                idx
            }
        }
    }
}

impl List {
    fn settled(mut self) -> Gazetteer {
        variants::settle(&mut self.gazetteer, &self.grown);
        self.gazetteer
    }

    fn load(path: &Path) -> Result<Self> {
        if path == Path::new(BUILTIN) && !path.exists() {
            return Ok(Self {
                gazetteer: builtin::load()?,
                grown: Vec::new(),
            });
        }
        if Index::is_compiled(path) {
            let what = "a compiled list stands alone";
            let remedy = "give no other list with it, or give the lists it was compiled from";
            let fault = Fault::new(path.to_string_lossy(), what, remedy);
            return Err(Error::Gazetteer(vec![fault]));
        }
        let bytes = fs::read(path).map_err(|error| Error::read(path, error))?;
        let file = path.to_string_lossy();
        let text = String::from_utf8(bytes).map_err(|error| {
            let byte = error.utf8_error().valid_up_to();
            let what = format!("not valid UTF-8 at byte {byte}");
            Error::Gazetteer(vec![Fault::new(&*file, what, "convert the file to UTF-8")])
        })?;
        let is_toml = path.extension().is_some_and(|name| name == "toml");
        let mut list = match is_toml {
            true => entities_toml::parse(&text, &file)?,
            false => Self {
                gazetteer: match path.extension().and_then(|name| name.to_str()) {
                    Some("csv") => csv_list::parse(&text, &file)?,
                    Some("jsonl" | "ndjson") => json_list::parse(&text, &file),
                    _ => tsv::parse(&text, &file)?,
                },
                grown: Vec::new(),
            },
        };
        tolerance::mark_capitals(&mut list.gazetteer, &file);
        Ok(list)
    }

    fn extend(&mut self, later: Self) {
        let known = &mut self.gazetteer;
        if known.entities.is_empty() {
            known.entities = later.gazetteer.entities;
            self.grown = later.grown;
        } else {
            let places = known.entities.iter().enumerate();
            let mut by_id = places
                .map(|(idx, entity)| (entity.id.clone(), idx))
                .collect();
            let twins = Twins::new(&known.entities);
            let entities = later.gazetteer.entities.into_iter();
            let places: Vec<usize> = entities
                .map(|mut entity| {
                    if let Some(twin) = twins.of(&entity) {
                        entity.id.clone_from(&known.entities[twin].id);
                    }
                    known.add(&mut by_id, entity)
                })
                .collect();
            let grown = later.grown.into_iter();
            self.grown.extend(grown.map(|one| one.moved(&places)));
        }
        known.ignore.extend(later.gazetteer.ignore);
        known.rejected.extend(later.gazetteer.rejected);
        known.warnings.extend(later.gazetteer.warnings);
    }
}

impl Entity {
    /// Takes over what `later` says; aliases and attributes are added, the rest replaced.
    fn extend(&mut self, later: Self) {
        if self.name != later.name {
            self.aliases.push(Alias::plain(later.name));
        }
        self.entity_type = later.entity_type;
        for alias in later.aliases {
            if alias.name != self.name && !self.aliases.contains(&alias) {
                self.aliases.push(alias);
            }
        }
        for (key, value) in later.attributes {
            let known = self.attributes.remove(&key);
            let value = match (key.as_str(), known) {
                ("source" | "licence" | "same_as", Some(known)) => twins::joined(known, value),
                _ => value,
            };
            self.attributes.insert(key, value);
        }
        if !later.documents.is_empty() {
            self.documents = later.documents;
        }
    }
}

/// The default id of a name: in lower case, marks stripped, other runs of characters one `-`.
///
/// ```
/// use comention::gazetteer::slug;
///
/// assert_eq!(slug("Xi Jinping"), "xi-jinping");
/// assert_eq!(slug("Saint-Étienne (Loire)"), "saint-etienne-loire");
/// ```
pub fn slug(name: &str) -> String {
    let folded = fold::word(name);
    let mut parts = folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|part| !part.is_empty());
    let mut slug = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        slug.push('-');
        slug.push_str(part);
    }
    slug
}
