//! Names and a text for benches, made from the fixtures: the same on every run and machine.
//!
//! Names recombine the parts of those in `entities.toml`: first and last names, places, and what
//! stands behind places (`Glacier`, `Society`). Of most single words only the head of one and the
//! tail of another are taken, as there would be too few. The text shuffles the sample's sentences.

use std::collections::HashSet;
use std::fs;
use std::path::Path;

use comention::gazetteer::{Entity, EntityType, Gazetteer};

/// The names that mentions in the text are made of are among so many first ones.
const N_MENTIONED: usize = 100_000;

/// Of the mentions, two in three are of one of the first names.
const N_OFTEN_MENTIONED: usize = 1_000;

/// Of the fixtures' mentions, one in so many gives way to a made name: about one in 60 words begins
/// one then.
const ONE_MADE_IN: usize = 4;

/// Of the made names in the text, so many in a hundred are in capitals.
const PERCENT_CAPITALS: usize = 10;

/// And so many are spoilt: `Iran Air` in `Iran Airlines`.
const PERCENT_SPOILT: usize = 3;

const PERCENT_CHANGED: usize = PERCENT_CAPITALS + PERCENT_SPOILT;

/// The package's fixtures, and numbers without a pattern.
pub(crate) struct Maker {
    gazetteer: Gazetteer,
    sample: String,
    state: u64,
}

/// A part of a sentence.
enum Part<'a> {
    /// What stands between names.
    Plain(&'a str),
    /// A name of the fixtures.
    Name(&'a str),
}

/// What names are made of.
#[derive(Default)]
struct Parts {
    first_names: Vec<String>,
    last_names: Vec<String>,
    places: Vec<String>,
    kinds: Vec<String>,
}

impl Maker {
    /// Reads the fixtures.
    pub(crate) fn new() -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let folder = fs::read_dir(root.join("tests/fixtures/sample")).expect("a sample");
        let mut paths: Vec<_> = folder.map(|entry| entry.expect("a file").path()).collect();
        paths.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
        paths.sort();
        let texts = paths.iter().map(fs::read_to_string);
        let texts: Vec<_> = texts.map(|text| text.expect("UTF-8")).collect();
        Self {
            gazetteer: Gazetteer::load(&[root.join("entities.toml")]).expect("a good list"),
            sample: texts.join("\n\n"),
            state: 1893,
        }
    }

    /// So many different names; fewer are the first ones of more.
    pub(crate) fn names(&mut self, n_names: usize) -> Vec<String> {
        let parts = Parts::of(&self.gazetteer);
        let sample = self.sample.to_lowercase();
        let words = sample.split(|c: char| !c.is_alphanumeric());
        // A name that is a common word would be found everywhere.
        let mut known: HashSet<String> = words.map(str::to_owned).collect();
        let mut names = Vec::with_capacity(n_names + 1);
        while names.len() < n_names {
            let made = match self.below(20) {
                0..10 => vec![format!(
                    "{} {}",
                    self.first_name(&parts),
                    self.coin(&parts.last_names)
                )],
                10..13 => {
                    let (first, last) = (self.first_name(&parts), self.coin(&parts.last_names));
                    vec![format!("{first} {} {last}", self.pick(&parts.first_names))]
                }
                _ => {
                    let place = self.coin(&parts.places);
                    let longer = format!("{place} {}", self.pick(&parts.kinds));
                    vec![place, longer]
                }
            };
            names.extend(
                made.into_iter()
                    .filter(|name| known.insert(name.to_lowercase())),
            );
        }
        names.truncate(n_names);
        names
    }

    /// A text of at least so many bytes that mentions `names`.
    pub(crate) fn text(&mut self, n_bytes: usize, names: &[String]) -> String {
        let sample = self.sample.split_whitespace().collect::<Vec<_>>().join(" ");
        let listed: Vec<_> = self.gazetteer.entities.iter().flat_map(forms).collect();
        let sentences = sample.split_inclusive(". ");
        let sentences: Vec<_> = sentences
            .map(|sentence| parts_of(sentence, &listed))
            .collect();
        let mut text = String::with_capacity(n_bytes + 1000);
        while text.len() < n_bytes {
            for part in &sentences[self.below(sentences.len())] {
                match part {
                    Part::Name(_) if self.below(ONE_MADE_IN) == 0 => self.mention(names, &mut text),
                    Part::Name(part) | Part::Plain(part) => text.push_str(part),
                }
            }
            text.push_str(["", "", "\n", "\n\n"][self.below(4)]);
        }
        text
    }

    fn mention(&mut self, names: &[String], text: &mut String) {
        let n_names = [N_OFTEN_MENTIONED, N_OFTEN_MENTIONED, N_MENTIONED][self.below(3)];
        let name = &names[self.below(n_names)];
        match self.below(100) {
            0..PERCENT_SPOILT => text.extend([name.as_str(), "lines"]),
            PERCENT_SPOILT..PERCENT_CHANGED => text.push_str(&name.to_ascii_uppercase()),
            _ => text.push_str(name),
        }
    }

    fn first_name(&mut self, parts: &Parts) -> String {
        match self.below(2) {
            0 => self.coin(&parts.first_names),
            _ => self.pick(&parts.first_names).to_owned(),
        }
    }

    /// The head of one word and the tail of another.
    fn coin(&mut self, words: &[String]) -> String {
        let (head, tail) = (self.pick(words), self.pick(words));
        let chars = head.chars().count();
        let head = head.chars().take(2 + self.below(chars - 2));
        let chars = tail.chars().count();
        head.chain(tail.chars().skip(1 + self.below(chars - 2)))
            .collect()
    }

    fn pick<'a>(&mut self, list: &'a [String]) -> &'a str {
        &list[self.below(list.len())]
    }

    /// A number below `end`, by SplitMix64: <https://prng.di.unimi.it/splitmix64.c>.
    fn below(&mut self, end: usize) -> usize {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((mixed ^ (mixed >> 31)) % end as u64) as usize
    }
}

impl Parts {
    /// The parts of the names of `gazetteer` that are words of letters.
    fn of(gazetteer: &Gazetteer) -> Self {
        let mut parts = Self::default();
        for entity in &gazetteer.entities {
            let words: Vec<&str> = entity.name.split_whitespace().collect();
            let lists = match (&entity.entity_type, words.len()) {
                (EntityType::Person, 2..) => {
                    [Some(&mut parts.first_names), Some(&mut parts.last_names)]
                }
                (EntityType::Place, 1) => [Some(&mut parts.places), None],
                (_, 2..) => [None, Some(&mut parts.kinds)],
                _ => continue,
            };
            for (list, word) in lists.into_iter().zip([words[0], words[words.len() - 1]]) {
                let is_word = word.chars().count() > 3 && word.chars().all(char::is_alphabetic);
                if let Some(list) = list.filter(|_| is_word) {
                    list.push(word.to_owned());
                }
            }
        }
        // Places are named after people.
        parts.places.extend_from_slice(&parts.last_names);
        parts
    }
}

fn forms(entity: &Entity) -> impl Iterator<Item = &str> {
    let aliases = entity.aliases.iter().map(|alias| alias.name.as_str());
    aliases.chain([entity.name.as_str()])
}

/// Parts `sentence` at the names in it.
fn parts_of<'a>(sentence: &'a str, names: &[&str]) -> Vec<Part<'a>> {
    let mut parts = Vec::new();
    let mut rest = sentence;
    let first_name = |rest: &str| {
        let found = names
            .iter()
            .filter_map(|name| Some((rest.find(name)?, name.len())));
        found.min_by_key(|&(start, length)| (start, usize::MAX - length))
    };
    while let Some((start, length)) = first_name(rest) {
        parts.push(Part::Plain(&rest[..start]));
        parts.push(Part::Name(&rest[start..start + length]));
        rest = &rest[start + length..];
    }
    parts.push(Part::Plain(rest));
    parts
}
