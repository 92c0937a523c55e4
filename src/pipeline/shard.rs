//! A part of a corpus: every document is in one of `n`, by its id.

use std::fmt;
use std::str::FromStr;

use crate::error::Fault;
use crate::gazetteer::hash::{self, Letters};
use crate::read::{Document, Place};

/// The `number`-th of `count` parts, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shard {
    number: u64,
    count: u64,
}

impl Shard {
    /// Of how many parts it is one.
    pub(super) fn count(self) -> u64 {
        self.count
    }

    /// Whether a document, or what could not be read in its place, is in this part.
    pub(super) fn has(self, place: Place, result: &Result<Document, Fault>) -> bool {
        let key = match result {
            Ok(document) => {
                let id = document.id.as_bytes();
                hash::word(id, 0, id.len(), Letters::AsTheyAre)
            }
            Err(_) => place.input as u64,
        };
        key % self.count == self.number - 1
    }
}

impl fmt::Display for Shard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.number, self.count)
    }
}

impl FromStr for Shard {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let numbers = text.split_once('/').and_then(|(number, count)| {
            let shard = Self {
                number: number.parse().ok()?,
                count: count.parse().ok()?,
            };
            (1..=shard.count).contains(&shard.number).then_some(shard)
        });
        numbers.ok_or_else(|| "use i/n with i from 1 to n, as `2/3`".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_document_is_in_one_part() {
        let parts: Vec<Shard> = (1..=3)
            .map(|i| format!("{i}/3").parse().expect("a part"))
            .collect();
        let mut sizes = [0; 3];
        for n in 0..300 {
            let document = Ok(Document::new(format!("{n}.txt"), ""));
            let mine = |shard: &Shard| shard.has(Place::default(), &document);
            assert_eq!(parts.iter().filter(|shard| mine(shard)).count(), 1);
            sizes[parts.iter().position(mine).expect("one part")] += 1;
        }
        assert!(sizes.iter().all(|&size| size > 60), "{sizes:?}");
    }

    #[test]
    fn what_is_no_part() {
        for text in ["0/3", "4/3", "1", "1/", "a/b", "1/0", "-1/3"] {
            assert!(text.parse::<Shard>().is_err(), "{text}");
        }
    }
}
