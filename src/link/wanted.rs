//! Which runs can matter where only mentions of listed entities are asked for.
//!
//! A run without a word of a listed name, and that no acronym may stand for, is neither a mention,
//! nor the short form of one, nor does it say what one is: it need not be judged.

use rustc_hash::FxHashSet;

use super::grow::{SHORTEST_ACRONYM, initials};
use super::runs::Run;
use super::scene::Scene;
use crate::token::{Gap, Shape};

/// The words that make a run matter.
pub(super) enum Wanted<'a> {
    /// All runs do: names that no gazetteer lists are asked for, too.
    All,
    /// Those of the listed names in the document, and their acronyms.
    Words {
        words: FxHashSet<&'a str>,
        acronyms: FxHashSet<String>,
    },
}

impl<'a> Wanted<'a> {
    /// The words of all atoms.
    pub(super) fn of_atoms(scene: &Scene<'a>) -> Self {
        let mut words = FxHashSet::default();
        let mut acronyms = FxHashSet::default();
        for atom in &scene.atoms {
            words.extend((atom.first..atom.end).map(|idx| scene.word(idx)));
            words.extend(acronym_behind(scene, atom.end));
            if atom.end - atom.first > 1 {
                acronyms.insert(initials(scene, atom.first, atom.end));
            }
        }
        let is_acronym = |word: &&&str| word.chars().all(char::is_uppercase);
        let listed = words.iter().filter(is_acronym);
        acronyms.extend(listed.map(|word| (*word).to_owned()));
        acronyms.retain(|acronym| acronym.len() >= SHORTEST_ACRONYM);
        Self::Words { words, acronyms }
    }

    /// Whether any name in the run may matter.
    pub(super) fn has_part_of(&self, scene: &Scene<'_>, run: Run) -> bool {
        match self {
            Self::All => true,
            Self::Words { acronyms, .. } => !acronyms.is_empty() || self.has_word_of(scene, run),
        }
    }

    /// Whether a name may matter.
    pub(super) fn has(&self, scene: &Scene<'_>, name: Run) -> bool {
        self.has_word_of(scene, name) || self.has_initials_of(scene, name)
    }

    fn has_word_of(&self, scene: &Scene<'_>, Run { first, end }: Run) -> bool {
        let Self::Words { words, acronyms } = self else {
            return true;
        };
        let has = |word: &str| words.contains(word) || acronyms.contains(word);
        (first..end).any(|idx| has(scene.word(idx))) || acronym_behind(scene, end).is_some_and(has)
    }

    fn has_initials_of(&self, scene: &Scene<'_>, Run { first, end }: Run) -> bool {
        match self {
            Self::All => true,
            Self::Words { acronyms, .. } => {
                end > first + 1
                    && !acronyms.is_empty()
                    && acronyms.contains(&initials(scene, first, end))
            }
        }
    }
}

/// `LF` of `Long Form (LF)`.
fn acronym_behind<'a>(scene: &Scene<'a>, end: usize) -> Option<&'a str> {
    let (at, gap) = scene.after(end)?;
    let is_acronym = gap == Gap::Bracket && scene.tokens[at].shape == Shape::Upper;
    is_acronym.then(|| scene.word(at))
}
