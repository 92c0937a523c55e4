//! Paragraphs in, out which of them stood in the corpus before: a wire story in five papers, a
//! signature, a disclaimer or a quoted message counts once.

use rustc_hash::FxHashSet;

use super::{Placed, Spot};
use crate::gazetteer::hash::{self, Letters};
use crate::segment::{Structure, WordRule, words};

/// The fewest characters of a paragraph that is no repeat by chance.
const MIN_CHARS: usize = 60;

/// For each of `spots`, in order, what tells its paragraph from others: a hash of its words, in any case
/// and with any signs between them; `None` for a short one. Linear in the text.
pub fn signatures(text: &str, structure: &Structure, spots: &[Spot]) -> Vec<Option<u64>> {
    let mut signatures = Vec::with_capacity(spots.len());
    for inside in spots.chunk_by(|a, b| a.paragraph == b.paragraph) {
        let span = structure.paragraphs[inside[0].paragraph as usize].span;
        let is_long = span.of(text).chars().nth(MIN_CHARS - 1).is_some();
        let hash = |word: &str| hash::text_word(word, Letters::Lower);
        let words = words(text, span, WordRule::Unicode).map(|word| hash(word.of(text)));
        let signature = is_long.then(|| words.fold(0, hash::mix));
        signatures.extend(inside.iter().map(|_| signature));
    }
    signatures
}

/// The paragraphs of the documents so far: 8 to 18 bytes for each different one that holds a
/// mention.
#[derive(Debug, Default)]
pub struct Repeats {
    seen: FxHashSet<u64>,
}

impl Repeats {
    /// Goes on to the next document, and tells for each of its mentions whether it stands in a
    /// paragraph that was seen before, there or in a document before. Mentions of one paragraph may
    /// have signatures of several kinds: each kind is compared with itself.
    pub fn find(&mut self, mentions: &[Placed], signatures: &[Option<u64>]) -> Vec<bool> {
        let mut repeats = Vec::with_capacity(mentions.len());
        let mut rest = signatures;
        for inside in mentions.chunk_by(|a, b| a.paragraph == b.paragraph) {
            let (mine, later) = rest.split_at(inside.len());
            rest = later;
            let same = || mine.chunk_by(|a, b| a == b);
            for alike in same() {
                let is_repeat = alike[0].is_some_and(|signature| self.seen.contains(&signature));
                repeats.extend(alike.iter().map(|_| is_repeat));
            }
            self.seen.extend(same().filter_map(|alike| alike[0]));
        }
        repeats
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cooccur::{Counting, place};
    use crate::gazetteer::{EntityId, Gazetteer, Index, Matching};
    use crate::link::link;
    use crate::read::Document;
    use crate::segment::segment;
    use crate::tag::{Tagger, tag};

    /// Expects, for each text in turn, whether its mentions of `Fram` stand in repeats.
    fn check(texts: &[(&str, &[bool])]) {
        let list = "[[entity]]\ntype = \"other\"\nname = \"Fram\"\n";
        let gazetteer = Gazetteer::from_toml(list, "test").expect("a good list");
        let index = Index::new(&gazetteer, Matching::default());
        let mut repeats = Repeats::default();
        for (text, expected) in texts {
            let structure = segment(&Document::new("a", *text), &Default::default());
            let matches = tag(text, &[], &index, &mut Tagger::default());
            let mentions = link("a", text, &structure, &matches, &index);
            let names: Vec<_> = mentions.iter().map(|mention| mention.span).collect();
            let places = place(text, &structure, &names, Counting::default());
            let signatures = signatures(text, &structure, &places.spots);
            let fram = |spot: &Spot| spot.of(EntityId(0), None);
            let placed: Vec<_> = places.spots.iter().map(fram).collect();
            let found = repeats.find(&placed, &signatures);
            assert_eq!(&found, expected, "{text}");
        }
    }

    #[test]
    fn a_long_paragraph_counts_once_whatever_its_case_and_signs() {
        let first =
            "The Fram left the harbour before dawn, and nobody on the quay saw the Fram go.";
        let again =
            "the Fram left the harbour before dawn — and nobody on the quay saw the FRAM go!";
        let other = "The Fram left the harbour after dawn, and nobody on the quay saw the Fram go.";
        let twice = format!("{other}\n\n{first}\n\n{other}");
        check(&[
            (first, &[false, false]),
            (again, &[true, true]),
            (&twice, &[false, false, true, true, true, true]),
        ]);
    }

    #[test]
    fn a_short_paragraph_counts_each_time() {
        check(&[("The Fram left.", &[false]), ("The Fram left.", &[false])]);
        let of = |n_chars: usize| format!("The Fram left for {}.", "x".repeat(n_chars - 19));
        let (short, long) = (of(MIN_CHARS - 1), of(MIN_CHARS));
        check(&[(&short, &[false]), (&short, &[false])]);
        check(&[(&long, &[false]), (&long, &[true])]);
    }

    #[test]
    fn signatures_of_one_paragraph_are_compared_each_with_its_own_kind() {
        let placed = |paragraph| Spot {
            window: None,
            sentence: 0,
            paragraph,
            section: 0,
        };
        let placed = [0, 0, 1, 2].map(|paragraph| placed(paragraph).of(EntityId(0), None));
        let signatures = [Some(1), Some(2), Some(2), Some(3)];
        let found = Repeats::default().find(&placed, &signatures);
        assert_eq!(found, [false, false, true, false]);
        let again = [Some(1), Some(4), None, None];
        let mut repeats = Repeats::default();
        repeats.find(&placed, &signatures);
        assert_eq!(repeats.find(&placed, &again), [true, false, false, false]);
    }
}
