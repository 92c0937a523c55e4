//! What words say: their [`Class`]es in the languages that names are met in.
//!
//! A language is a folder, or a file, of word lists: `#` comments with their origin, and sections
//! `[class]` with words in small letters. A new list is one file and one line in `FILES`; a new
//! class one line in `CLASSES`.

mod table;

use std::ops::{BitOr, BitOrAssign};
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::segment::SENTENCE_STARTERS;
use table::Words;

/// The lists, by language.
const FILES: &[&str] = &[
    include_str!("en/common.txt"),
    include_str!("en/first_names.txt"),
    include_str!("en/surnames.txt"),
    include_str!("en/persons.txt"),
    include_str!("en/organisations.txt"),
    include_str!("en/places.txt"),
    include_str!("en/others.txt"),
    include_str!("others.txt"),
];

/// Short forms of names in full.
const SHORT_FORMS: &str = include_str!("en/short_forms.txt");

/// First names with their fond forms.
const NICKNAMES: &str = include_str!("en/nicknames.txt");

/// The sections of the lists.
const CLASSES: &[(&str, Class)] = &[
    ("common", Class::COMMON),
    ("uncommon", Class::UNCOMMON),
    ("female", Class::FEMALE),
    ("male", Class::MALE),
    ("surname", Class::SURNAME),
    ("title", Class::TITLE),
    ("he", Class::HE),
    ("she", Class::SHE),
    ("role", Class::ROLE),
    ("speech", Class::SPEECH),
    ("particle", Class::PARTICLE),
    ("name_suffix", Class::NAME_SUFFIX),
    ("org_suffix", Class::ORG_SUFFIX),
    ("club", Class::ORG_SUFFIX.with(Class::CLUB)),
    ("org_prefix", Class::ORG_PREFIX),
    ("org_head", Class::ORG_HEAD),
    ("org_role", Class::ORG_ROLE),
    ("org_after", Class::ORG_AFTER),
    ("legal_form", Class::LEGAL_FORM),
    ("joiner", Class::JOINER),
    ("place_suffix", Class::PLACE_SUFFIX),
    ("place_prefix", Class::PLACE_PREFIX),
    ("place_head", Class::PLACE_HEAD),
    ("place_role", Class::PLACE_ROLE),
    ("place_before", Class::PLACE_BEFORE),
    ("place_before_strong", Class::PLACE_BEFORE_STRONG),
    ("direction", Class::DIRECTION),
    ("state", Class::STATE),
    ("other_suffix", Class::OTHER_SUFFIX),
    ("calendar", Class::CALENDAR),
    ("demonym", Class::DEMONYM),
    ("sport", Class::SPORT),
    ("trade", Class::TRADE),
    ("determiner", Class::DETERMINER),
];

/// A section whose entries are endings of words.
const ENDINGS: &str = "place_ending";

/// Sets of what a word may be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Class(u64);

impl Class {
    /// Nothing is known of the word.
    pub const NONE: Self = Self(0);
    /// Written small far more often than with a capital.
    pub const COMMON: Self = Self(1);
    /// The same, of rarer words.
    pub const UNCOMMON: Self = Self(1 << 1);
    /// A woman's first name.
    pub const FEMALE: Self = Self(1 << 2);
    /// A man's first name.
    pub const MALE: Self = Self(1 << 3);
    /// A frequent surname.
    pub const SURNAME: Self = Self(1 << 4);
    /// Stands before a person's name and is no part of it: `Mr`, `President`.
    pub const TITLE: Self = Self(1 << 5);
    /// A title of a man.
    pub const HE: Self = Self(1 << 6);
    /// A title of a woman.
    pub const SHE: Self = Self(1 << 7);
    /// An office, a trade, a kinship: `striker`.
    pub const ROLE: Self = Self(1 << 8);
    /// What speakers do: `said`.
    pub const SPEECH: Self = Self(1 << 9);
    /// Part of a family name in small letters: `von`.
    pub const PARTICLE: Self = Self(1 << 10);
    /// Behind a person's name: `Jr`.
    pub const NAME_SUFFIX: Self = Self(1 << 11);
    /// Ends names of organisations: `Bank`.
    pub const ORG_SUFFIX: Self = Self(1 << 12);
    /// Begins names of organisations that go on with `of`.
    pub const ORG_HEAD: Self = Self(1 << 13);
    /// A noun before the name of an organisation: `newspaper`.
    pub const ORG_ROLE: Self = Self(1 << 14);
    /// A noun behind the name of an organisation: `shares`.
    pub const ORG_AFTER: Self = Self(1 << 15);
    /// `Inc`, and what else may be left off.
    pub const LEGAL_FORM: Self = Self(1 << 16);
    /// A small word inside names: `of`.
    pub const JOINER: Self = Self(1 << 17);
    /// Ends names of places: `River`.
    pub const PLACE_SUFFIX: Self = Self(1 << 18);
    /// Begins names of places: `Lake`.
    pub const PLACE_PREFIX: Self = Self(1 << 19);
    /// Begins names of places that go on with `of`.
    pub const PLACE_HEAD: Self = Self(1 << 20);
    /// A noun before the name of a place: `town`.
    pub const PLACE_ROLE: Self = Self(1 << 21);
    /// May stand before a place: `from`.
    pub const PLACE_BEFORE: Self = Self(1 << 22);
    /// Stands before places more than before anything else: `in`.
    pub const PLACE_BEFORE_STRONG: Self = Self(1 << 23);
    /// `northern`.
    pub const DIRECTION: Self = Self(1 << 24);
    /// Ends names of events, works, laws: `Cup`.
    pub const OTHER_SUFFIX: Self = Self(1 << 25);
    /// Days, months, seasons.
    pub const CALENDAR: Self = Self(1 << 26);
    /// A people, its adjective or language.
    pub const DEMONYM: Self = Self(1 << 27);
    /// A word of sports pages.
    pub const SPORT: Self = Self(1 << 28);
    /// Of the closed classes that open sentences: `The`.
    pub const STARTER: Self = Self(1 << 29);
    /// Ends as hardly but places do: `-ville`.
    pub const PLACE_ENDING: Self = Self(1 << 30);
    /// Begins names of organisations: `Radio`.
    pub const ORG_PREFIX: Self = Self(1 << 31);
    /// Tells in the name of a firm what it does: `Chemical`.
    pub const TRADE: Self = Self(1 << 32);
    /// Stands before nouns and is no part of a name: `Every`.
    pub const DETERMINER: Self = Self(1 << 33);
    /// Ends names of clubs: `Rovers`.
    pub const CLUB: Self = Self(1 << 34);
    /// The short form of a state, behind a town: `Mo.`, `IL`.
    pub const STATE: Self = Self(1 << 35);
    /// Was looked up; set on none that [`class`] gives.
    pub(crate) const ASKED: Self = Self(1 << 63);
    /// Any first name.
    pub const FIRST: Self = Self(Self::FEMALE.0 | Self::MALE.0);
    /// Any word that is seldom a name.
    pub const ORDINARY: Self = Self(Self::COMMON.0 | Self::UNCOMMON.0 | Self::STARTER.0);

    /// Says by itself what it is, and is no name: an ordinary word, a day, a people, an office.
    pub const EXPLAINED: Self = Self::ORDINARY
        .with(Self::CALENDAR)
        .with(Self::DEMONYM)
        .with(Self::TITLE)
        .with(Self::ROLE);

    /// Both, where an operator may not stand.
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether the word is one of `any`.
    #[inline]
    pub fn is(self, any: Self) -> bool {
        self.0 & any.0 != 0
    }
}

impl BitOr for Class {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl BitOrAssign for Class {
    fn bitor_assign(&mut self, other: Self) {
        self.0 |= other.0;
    }
}

/// Names in full, in one or several ways, and the short forms that everybody knows of them.
pub fn short_forms() -> impl Iterator<Item = (Vec<&'static str>, Vec<&'static str>)> {
    let lines = SHORT_FORMS.lines().filter(|line| !line.starts_with('#'));
    let sides = lines.filter_map(|line| line.split_once(" = "));
    sides.map(|(fulls, shorts)| {
        // A comma may be part of a name: `Washington, D.C.`
        let whole = fulls.split(", ").collect::<Vec<_>>();
        let pairs = fulls.match_indices(", ").filter_map(|(at, _)| {
            let start = fulls[..at].rfind(", ").map_or(0, |comma| comma + 2);
            let end = fulls[at + 2..]
                .find(", ")
                .map_or(fulls.len(), |comma| at + 2 + comma);
            fulls.get(start..end)
        });
        let fulls = whole.into_iter().chain(pairs).collect();
        (fulls, shorts.split(", ").collect())
    })
}

/// First names in full, each with its short and fond forms, in small letters.
pub fn nicknames() -> impl Iterator<Item = Vec<&'static str>> {
    let lines = NICKNAMES.lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| line.split_whitespace().collect())
}

/// All that the lists say, by word in small letters.
struct Lexicon {
    short: Words,
    long: FxHashMap<&'static [u8], Class>,
    /// By their last bytes, so that few are compared.
    endings: FxHashMap<u8, Vec<&'static [u8]>>,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::new);

/// Letters of words that are looked up; longer ones are in no list.
const LONGEST: usize = 32;

/// What `word` may be, in whatever case and with either apostrophe.
///
/// ```
/// use comention::lexicon::{Class, class};
///
/// assert!(class("President").is(Class::TITLE));
/// assert!(class("Louisville").is(Class::PLACE_ENDING));
/// assert_eq!(class("Xyzzy"), Class::NONE);
/// ```
pub fn class(word: &str) -> Class {
    let word = word.strip_suffix('.').unwrap_or(word);
    if word.len() > LONGEST {
        return Class::NONE;
    }
    if !word.is_ascii() {
        let small = word.to_lowercase().replace('’', "'");
        return LEXICON.class(small.as_bytes());
    }
    let mut small = [0; LONGEST];
    small[..word.len()].copy_from_slice(word.as_bytes());
    small.make_ascii_lowercase();
    LEXICON.class(&small[..word.len()])
}

/// A word of up to 16 bytes, none of which is 0, as a number.
#[inline]
fn number(word: &[u8]) -> Option<u128> {
    let mut bytes = [0; table::LONGEST];
    bytes.get_mut(..word.len())?.copy_from_slice(word);
    Some(u128::from_le_bytes(bytes))
}

impl Lexicon {
    fn new() -> Self {
        let mut listed: FxHashMap<&'static [u8], Class> = FxHashMap::default();
        let mut endings: FxHashMap<u8, Vec<&'static [u8]>> = FxHashMap::default();
        for (section, words) in FILES.iter().flat_map(|file| sections(file)) {
            let class = CLASSES.iter().find(|(name, _)| *name == section);
            let words = words.map(str::as_bytes);
            if let Some((_, class)) = class {
                words.for_each(|word| *listed.entry(word).or_default() |= *class);
            } else if section == ENDINGS {
                words.for_each(|ending| {
                    let last = ending[ending.len() - 1];
                    endings.entry(last).or_default().push(ending);
                });
            }
        }
        for starter in SENTENCE_STARTERS {
            let small: &'static str = starter.to_lowercase().leak();
            *listed.entry(small.as_bytes()).or_default() |= Class::STARTER;
        }
        let short = listed.iter();
        let short = short.filter_map(|(word, class)| Some((number(word)?, *class)));
        Self {
            short: Words::new(&short.collect::<Vec<_>>()),
            long: listed
                .into_iter()
                .filter(|(word, _)| number(word).is_none())
                .collect(),
            endings,
        }
    }

    fn class(&self, small: &[u8]) -> Class {
        let known = match number(small) {
            Some(number) => self.short.class(number),
            None => self.long.get(small).copied(),
        };
        let mut class = known
            .or_else(|| self.double_office(small))
            .or_else(|| contraction(small))
            .unwrap_or_default();
        if !class.is(Class::ORDINARY) && self.has_ending(small) {
            class |= Class::PLACE_ENDING;
        }
        class
    }

    /// `mayor-president`, `singer-songwriter`: two offices in one word are an office; so is one that
    /// is not held yet, `mayor-elect`.
    fn double_office(&self, small: &[u8]) -> Option<Class> {
        let dash = small.iter().position(|&byte| byte == b'-')?;
        let of = |part| self.class(part).is(Class::ROLE | Class::TITLE);
        let second = &small[dash + 1..];
        let is_office = matches!(second, b"elect" | b"designate") || of(second);
        let is_double = of(&small[..dash]) && is_office;
        is_double.then_some(Class::ROLE)
    }

    fn has_ending(&self, small: &[u8]) -> bool {
        let ends = |ending: &&[u8]| small.len() > ending.len() + 2 && small.ends_with(ending);
        let endings = small.last().and_then(|last| self.endings.get(last));
        endings.is_some_and(|endings| endings.iter().any(ends))
    }
}

/// The words of each line of a list, with their section.
fn sections(
    file: &'static str,
) -> impl Iterator<Item = (&'static str, impl Iterator<Item = &'static str>)> {
    let mut section = "";
    let lines = file.lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(move |line| {
        let name = line.strip_prefix('[').and_then(|l| l.strip_suffix(']'));
        section = name.unwrap_or(section);
        name.is_none().then(|| (section, line.split_whitespace()))
    })
}

/// `I'll`, `don't`: a word that ends in a verb or a negation is no name.
fn contraction(small: &[u8]) -> Option<Class> {
    let mark = small.iter().rposition(|&byte| byte == b'\'')?;
    let is_one = matches!(
        &small[mark + 1..],
        b"ll" | b"m" | b"d" | b"ve" | b"re" | b"t"
    );
    is_one.then_some(Class::COMMON | Class::STARTER)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_section_is_known_and_every_list_tells_its_origin() {
        for file in FILES {
            assert!(file.starts_with("# "), "{}", &file[..60]);
            let sections = file.lines().filter_map(|line| line.strip_prefix('['));
            for section in sections.map(|line| line.trim_end_matches(']')) {
                let is_known = CLASSES.iter().any(|(name, _)| *name == section);
                assert!(is_known || section == ENDINGS, "{section}");
            }
        }
    }

    #[test]
    fn words_have_their_classes_in_any_case() {
        for (word, expected) in [
            ("the", Class::STARTER),
            ("GERMAN", Class::DEMONYM),
            ("Inc.", Class::LEGAL_FORM),
            ("I'll", Class::STARTER),
            ("Don’t", Class::COMMON),
            ("Vladimir", Class::MALE),
            ("Володимир", Class::MALE),
            ("Springfield", Class::NONE),
        ] {
            assert!(
                class(word).is(expected) || expected == Class::NONE,
                "{word}"
            );
        }
        assert!(!class("Shire").is(Class::PLACE_ENDING));
        assert_eq!(class(&"x".repeat(100)), Class::NONE);
    }
}
