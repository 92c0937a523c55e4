//! What a person marked and what a program found in, how well the two agree out: mentions, links
//! and edges, with the errors.
//!
//! [`files`] reads [`Annotations`] in the forms that annotators have; [`compare`] lays two of them
//! side by side, document by document, and a [`Comparison`] counts. [`edges`] compares two lists of
//! edges instead. Without a gold, [`sample`] draws mentions for a person to judge, and [`judged`]
//! sums the judgements up.

pub mod edges;

mod compare;

mod links;

mod mentions;

mod errors;

pub mod files;

pub mod sample;

pub mod judged;

use std::collections::{BTreeMap, BTreeSet};

use crate::error::Fault;

pub use compare::{Comparison, Options, compare};
pub use errors::{ErrorKind, Mistake};

/// A span of a document that a person or a program marked as a name.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Annotation {
    /// The document, as its file calls it.
    pub document: String,
    /// The first place; code points or bytes, as the file counts.
    pub start: usize,
    /// The place behind the last.
    pub end: usize,
    /// What it is, as [`type_name`] spells it; empty where the file does not say.
    pub entity_type: String,
    /// What it denotes; empty where the file does not say.
    pub entity: String,
    /// What stands there; empty where the file does not say.
    pub surface: String,
    /// Whether to find it is neither right nor wrong.
    pub is_optional: bool,
}

/// What is marked in some documents.
#[derive(Clone, Debug, Default)]
pub struct Annotations {
    /// All of them, in the order of the files.
    pub annotations: Vec<Annotation>,
    /// The texts, by document, where they are known.
    pub texts: BTreeMap<String, String>,
    /// The documents that are marked in full, if the files say so; what is found elsewhere counts
    /// for nothing then.
    pub documents: BTreeSet<String>,
    /// What was passed over, to be told to the user.
    pub warnings: Vec<Fault>,
}

/// What start and end count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Offsets {
    /// Unicode code points.
    #[default]
    Chars,
    /// UTF-8 bytes.
    Bytes,
}

/// How many there are, were found, and are right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Those in the gold.
    pub gold: usize,
    /// Those that were found.
    pub predicted: usize,
    /// Those that were found and are right.
    pub right: usize,
}

/// How well a measure comes out, over all types and documents or for one of them.
#[derive(Clone, Debug, PartialEq)]
pub struct Score {
    /// `strict` (extent and type), `span` (extent), `overlap` (type, and a place in common), `link`
    /// (right extents with the right entity) or `edges` (pairs that share a paragraph).
    pub measure: &'static str,
    /// The type it is of; of all together where there is none.
    pub entity_type: Option<String>,
    /// The document it is of; of all together where there is none.
    pub document: Option<String>,
    /// The counts.
    pub count: Count,
}

impl Count {
    /// The share of what was found that is right, from 0 to 1; 0 where nothing was found.
    pub fn precision(self) -> f64 {
        share(self.right, self.predicted)
    }

    /// The share of the gold that was found, from 0 to 1; 0 where there is no gold.
    pub fn recall(self) -> f64 {
        share(self.right, self.gold)
    }

    /// The harmonic mean of the two, from 0 to 1.
    pub fn f1(self) -> f64 {
        f1(self.precision(), self.recall())
    }
}

impl std::ops::AddAssign for Count {
    fn add_assign(&mut self, other: Self) {
        self.gold += other.gold;
        self.predicted += other.predicted;
        self.right += other.right;
    }
}

impl Annotations {
    /// Takes in those of another file.
    pub fn extend(&mut self, other: Self) {
        self.annotations.extend(other.annotations);
        self.texts.extend(other.texts);
        self.documents.extend(other.documents);
        self.warnings.extend(other.warnings);
    }
}

/// The type that a label of a corpus means: ours by any of its common names, else as it is.
///
/// ```
/// use comention::evaluate::type_name;
///
/// assert_eq!(type_name("PER"), "person");
/// assert_eq!(type_name("Location"), "place");
/// assert_eq!(type_name("GPE"), "GPE");
/// ```
pub fn type_name(label: &str) -> String {
    let name = match label.to_lowercase().as_str() {
        "per" | "person" => "person",
        "loc" | "location" | "place" => "place",
        "org" | "organization" | "organisation" => "organisation",
        "misc" | "other" => "other",
        _ => label,
    };
    name.to_owned()
}

fn share(part: usize, whole: usize) -> f64 {
    match whole {
        0 => 0.0,
        _ => part as f64 / whole as f64,
    }
}

fn f1(precision: f64, recall: f64) -> f64 {
    match precision + recall {
        0.0 => 0.0,
        sum => 2.0 * precision * recall / sum,
    }
}
