//! Documents' ids, each given once.

use std::collections::HashSet;
use std::hash::{BuildHasherDefault, DefaultHasher};

/// Remembers which ids are taken, in eight bytes each.
#[derive(Debug, Default)]
pub struct Ids {
    taken: HashSet<u64, BuildHasherDefault<DefaultHasher>>,
}

impl Ids {
    /// `id` itself the first time, later `id (2)`, `id (3)` and so on.
    ///
    /// Two different ids of one hash would count as the same, and the later be numbered: among a
    /// billion documents that happens with a chance of one in forty, and does no harm.
    pub fn claim(&mut self, id: String) -> String {
        if self.take(&id) {
            return id;
        }
        let mut numbered = (2..).map(|n| format!("{id} ({n})"));
        numbered
            .find(|id| self.take(id))
            .expect("the numbers do not end before the ids do")
    }

    fn take(&mut self, id: &str) -> bool {
        use std::hash::{Hash, Hasher};
        let mut hasher = DefaultHasher::new();
        id.hash(&mut hasher);
        self.taken.insert(hasher.finish())
    }
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
}
