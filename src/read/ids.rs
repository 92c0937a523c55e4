//! Documents' ids, each given once.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, DefaultHasher, Hash, Hasher};

type FixedHasher = BuildHasherDefault<DefaultHasher>;

/// Remembers which ids are taken, in eight bytes each, and how often.
#[derive(Debug, Default)]
pub struct Ids {
    taken: HashSet<u64, FixedHasher>,
    /// For an id that was asked for again, the number its next document may have.
    numbers: HashMap<u64, usize, FixedHasher>,
}

impl Ids {
    /// `id` itself the first time, later `id (2)`, `id (3)` and so on.
    ///
    /// Two different ids of one hash would count as the same, and the later be numbered: among a
    /// billion documents that happens with a chance of one in forty, and does no harm.
    pub fn claim(&mut self, id: String) -> String {
        if self.taken.insert(hash(&id)) {
            return id;
        }
        let number = self.numbers.entry(hash(&id)).or_insert(2);
        loop {
            let numbered = format!("{id} ({number})");
            *number += 1;
            if self.taken.insert(hash(&numbered)) {
                return numbered;
            }
        }
    }
}

fn hash(id: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    id.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_document_of_one_id_is_numbered() {
        let mut ids = Ids::default();
        let claimed = ["a", "b", "a", "a"].map(|id| ids.claim(id.to_owned()));
        assert_eq!(claimed, ["a", "b", "a (2)", "a (3)"]);
    }

    #[test]
    fn a_number_that_another_id_has_is_passed_over() {
        let mut ids = Ids::default();
        let claimed = ["a (2)", "a", "a", "a (2)", "a"].map(|id| ids.claim(id.to_owned()));
        assert_eq!(claimed, ["a (2)", "a", "a (3)", "a (2) (2)", "a (4)"]);
    }

    #[test]
    fn very_many_documents_of_one_id_take_no_time() {
        let mut ids = Ids::default();
        let last = (0..200_000).map(|_| ids.claim("a".to_owned())).last();
        assert_eq!(last.as_deref(), Some("a (200000)"));
    }
}
