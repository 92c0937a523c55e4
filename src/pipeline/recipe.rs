//! Everything that decides what a build finds in given inputs: two builds with one recipe differ
//! only as their inputs do.

use std::collections::BTreeMap;

use super::Source;
use crate::cooccur::{Counting, Window};
use crate::gazetteer::{Ambiguous, Case, Diacritics};

/// What a store says of its build: keys and values.
pub(super) type About = Vec<(&'static str, String)>;

/// The keys of a recipe.
pub(super) const KEYS: [&str; 15] = [
    "version",
    "gazetteer",
    "case",
    "diacritics",
    "plain",
    "ambiguous",
    "reading",
    "year",
    "window",
    "most_in_window",
    "boilerplate",
    "repeated_paragraphs",
    REJECTED,
    EXPORTS,
    SHARD,
];

/// The key of how the exports were written.
pub(super) const EXPORTS: &str = "exports";

/// The key of the names that are no candidates, as JSON.
const REJECTED: &str = "rejected";

/// The key of the shard that was built.
pub(super) const SHARD: &str = "shard";

pub(super) fn recipe(source: Source<'_>, counting: Counting) -> About {
    let matching = source.index.matching;
    let yes_or_no = |is: bool| if is { "yes" } else { "no" }.to_owned();
    let or_none = |value: Option<String>| value.unwrap_or_default();
    let repeats = if counting.keeps_repeats {
        "all"
    } else {
        "once"
    };
    let values = [
        env!("CARGO_PKG_VERSION").to_owned(),
        format!("{:016x}", source.index.fingerprint()),
        case(matching.case).to_owned(),
        diacritics(matching.diacritics).to_owned(),
        yes_or_no(matching.plain),
        ambiguous(matching.ambiguous).to_owned(),
        format!("{:016x}", source.reading.fingerprint()),
        or_none(source.segmenting.year.map(|year| year.to_string())),
        counting.window.to_string(),
        counting.most_in_window.to_string(),
        yes_or_no(counting.keeps_boilerplate),
        repeats.to_owned(),
        serde_json::to_string(source.index.rejected()).expect("strings are JSON"),
        source.exports.to_owned(),
        or_none(source.shard.map(|shard| shard.to_string())),
    ];
    KEYS.into_iter().zip(values).collect()
}

fn case(case: Case) -> &'static str {
    match case {
        Case::Exact => "exact",
        Case::Smart => "smart",
        Case::Fold => "fold",
    }
}

fn ambiguous(ambiguous: Ambiguous) -> &'static str {
    match ambiguous {
        Ambiguous::Best => "best",
        Ambiguous::All => "all",
        Ambiguous::Drop => "drop",
    }
}

fn diacritics(diacritics: Diacritics) -> &'static str {
    match diacritics {
        Diacritics::Fold => "fold",
        Diacritics::Exact => "exact",
    }
}

/// What a build says of how it was made; builds whose recipes differ cannot be added up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recipe(BTreeMap<String, String>);

impl Recipe {
    /// The recipe of a build of `source`.
    pub fn new(source: Source<'_>, counting: Counting) -> Self {
        let values = recipe(source, counting).into_iter();
        Self(values.map(|(key, value)| (key.to_owned(), value)).collect())
    }

    /// The keys and values, as `graph.db` has them.
    pub fn values(&self) -> &BTreeMap<String, String> {
        &self.0
    }

    /// The same, with exports that are written as this says.
    #[must_use]
    pub fn with_exports(mut self, exports: &str) -> Self {
        self.0.insert(EXPORTS.to_owned(), exports.to_owned());
        self
    }

    /// The window that was counted in.
    pub fn window(&self) -> Window {
        let window = self.0.get("window").and_then(|window| window.parse().ok());
        window.unwrap_or_default()
    }

    pub(super) fn about(&self) -> About {
        let value = |key: &str| self.0.get(key).cloned().unwrap_or_default();
        KEYS.into_iter().map(|key| (key, value(key))).collect()
    }
}

impl From<BTreeMap<String, String>> for Recipe {
    fn from(values: BTreeMap<String, String>) -> Self {
        Self(values)
    }
}
