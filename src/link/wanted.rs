//! Which runs can matter where only mentions of listed entities are asked for.
//!
//! A run without a word of a listed name that may denote something, and that no acronym may stand for, is neither a mention,
//! nor the short form of one, nor does it say what one is: it need not be judged.

use rustc_hash::FxHashSet;

use super::grow::{SHORTEST_ACRONYM, initials};
use super::runs::Run;
use super::scene::Scene;
use super::short::Spot;
use crate::segment::Shapes;
use crate::token::{Gap, Shape};

/// The words that make a run matter.
pub(super) enum Wanted<'a> {
    /// All runs do: names that no gazetteer lists are asked for, too.
    All,
    /// Those of the listed names in the document, and their acronyms.
    Words {
        words: FxHashSet<&'a str>,
        acronyms: FxHashSet<String>,
        /// Those of both: most words are told by them.
        shapes: Box<Shapes>,
    },
}

impl<'a> Wanted<'a> {
    /// The words of all atoms that may denote something.
    pub(super) fn of_spots(scene: &Scene<'a>, spots: &[Spot<'_>]) -> Self {
        let mut words = FxHashSet::default();
        let mut acronyms = FxHashSet::default();
        let atoms = scene.atoms.iter();
        for atom in atoms.filter(|atom| !spots[atom.idx].targets.is_empty()) {
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
        let mut shapes = Box::<Shapes>::default();
        words.iter().for_each(|word| shapes.add(word));
        acronyms.iter().for_each(|acronym| shapes.add(acronym));
        Self::Words {
            words,
            acronyms,
            shapes,
        }
    }

    /// Whether the run, or a part of it, may matter.
    pub(super) fn has(&self, scene: &Scene<'_>, run: Run) -> bool {
        let Self::Words {
            words,
            acronyms,
            shapes,
        } = self
        else {
            return true;
        };
        let has =
            |word: &str| shapes.may_have(word) && (words.contains(word) || acronyms.contains(word));
        (run.first..run.end).any(|idx| has(scene.word(idx)))
            || acronym_behind(scene, run.end).is_some_and(has)
            || run.end > run.first + 1
                && acronyms
                    .iter()
                    .any(|acronym| may_stand_for(acronym, scene, run))
    }
}

/// Whether the letters of an acronym begin words of the run, in their order.
fn may_stand_for(acronym: &str, scene: &Scene<'_>, run: Run) -> bool {
    let capitals = (run.first..run.end).filter(|&idx| scene.is_capital(idx));
    let mut initials = capitals.filter_map(|idx| scene.word(idx).chars().next());
    acronym
        .chars()
        .all(|letter| initials.any(|initial| initial == letter))
}

/// `LF` of `Long Form (LF)`.
fn acronym_behind<'a>(scene: &Scene<'a>, end: usize) -> Option<&'a str> {
    let (at, gap) = scene.after(end)?;
    let is_acronym = gap == Gap::Bracket && scene.tokens[at].shape == Shape::Upper;
    is_acronym.then(|| scene.word(at))
}
