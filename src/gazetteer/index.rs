//! A gazetteer in, the compiled index out: all names word by word, for the matcher to walk.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use rustc_hash::FxHashMap;

use super::names::{self, Form};
use super::{Case, EntityId, Gazetteer, fold};
use crate::segment::{self, WordRule};
use crate::span::Span;

/// How a run matches names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Matching {
    /// How case counts where an alias does not say.
    pub case: Case,
    /// Whether names are taken byte for byte as listed, and nothing else.
    pub plain: bool,
}

impl Matching {
    /// What words are made of.
    pub fn word_rule(self) -> WordRule {
        match self.plain {
            true => WordRule::Ascii,
            false => WordRule::Unicode,
        }
    }
}

/// All written forms of a gazetteer, as a tree of folded words.
#[derive(Debug)]
pub struct Index {
    /// How it was made to match.
    pub matching: Matching,
    words: FxHashMap<Box<str>, u32>,
    steps: FxHashMap<(StateId, u32), StateId>,
    ends: Vec<Vec<NameId>>,
    names: Vec<Name>,
}

/// A place in the tree: some words have matched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct StateId(u32);

/// A written form's place in its index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NameId(u32);

/// A written form and what it may denote.
#[derive(Clone, Debug)]
pub struct Name {
    /// The form, white space runs as one space.
    pub text: Box<str>,
    /// The words in it.
    pub words: Vec<Span>,
    /// How far its case may differ for the most tolerant of its targets.
    pub case: Case,
    /// The entities it may denote, in the gazetteer's order; none for a name to ignore.
    pub targets: Vec<Target>,
}

/// An entity that a written form may denote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The entity.
    pub entity: EntityId,
    /// What the form is of it.
    pub form: Form,
    /// How case counts.
    pub case: Case,
    /// Words or phrases, one of which must stand in the paragraph; none where it is empty.
    pub requires: Vec<String>,
}

impl Index {
    /// The state before any word.
    pub const START: StateId = StateId(0);

    /// Compiles all names of `gazetteer`; time and memory are linear in their length.
    pub fn new(gazetteer: &Gazetteer, matching: Matching) -> Self {
        let mut index = Self {
            matching,
            words: FxHashMap::default(),
            steps: FxHashMap::default(),
            ends: vec![Vec::new()],
            names: Vec::new(),
        };
        let mut known = HashMap::new();
        for (idx, entity) in gazetteer.entities.iter().enumerate() {
            let id = EntityId(u32::try_from(idx).expect("fewer than 2^32 entities"));
            for (text, target) in names::of(entity, id, matching) {
                index.claim(&mut known, text).add(target, matching.plain);
            }
        }
        for text in &gazetteer.ignore {
            let name = index.claim(&mut known, names::normal(text, matching));
            name.case = name.case.max(matching.case);
            name.targets.clear();
        }
        index
    }

    /// The state after `word`, folded, if some name goes on with it.
    pub fn step(&self, state: StateId, word: &str) -> Option<StateId> {
        let word = *self.words.get(word)?;
        self.steps.get(&(state, word)).copied()
    }

    /// The names that end at `state`.
    pub fn names_at(&self, state: StateId) -> &[NameId] {
        &self.ends[state.0 as usize]
    }

    /// The name at `id`.
    pub fn name(&self, id: NameId) -> &Name {
        &self.names[id.0 as usize]
    }

    fn claim(&mut self, known: &mut HashMap<String, NameId>, text: String) -> &mut Name {
        let next = NameId(u32::try_from(self.names.len()).expect("fewer than 2^32 names"));
        let id = match known.entry(text) {
            Entry::Occupied(entry) => *entry.get(),
            Entry::Vacant(entry) => {
                let name = Name::new(entry.key(), self.matching);
                entry.insert(next);
                let state = self.state_of(&name);
                self.ends[state.0 as usize].push(next);
                self.names.push(name);
                next
            }
        };
        &mut self.names[id.0 as usize]
    }

    fn state_of(&mut self, name: &Name) -> StateId {
        let mut state = Self::START;
        for span in &name.words {
            let folded = fold::word(span.of(&name.text));
            let n_words = u32::try_from(self.words.len()).expect("fewer than 2^32 words");
            let word = *self.words.entry(folded.into()).or_insert(n_words);
            let next = StateId(u32::try_from(self.ends.len()).expect("fewer than 2^32 states"));
            state = *self.steps.entry((state, word)).or_insert(next);
            if state == next {
                self.ends.push(Vec::new());
            }
        }
        state
    }
}

impl Name {
    fn new(text: &str, matching: Matching) -> Self {
        let mut words = Vec::new();
        let whole = Span::new(0, text.len());
        segment::words(text, whole, &[], matching.word_rule(), &mut words);
        Self {
            text: text.into(),
            words,
            case: Case::Exact,
            targets: Vec::new(),
        }
    }

    /// A plain run knows one entity a name: the first that lists it.
    fn add(&mut self, target: Target, is_plain: bool) {
        self.case = self.case.max(target.case);
        if self.targets.is_empty() || !is_plain {
            self.targets.push(target);
        }
    }

    /// What stands in the form before its first word, as the dot of `.NET`.
    pub fn prefix(&self) -> &str {
        &self.text[..self.words.first().map_or(0, |word| word.start)]
    }

    /// What stands in the form after its last word, as the mark of `Yahoo!`.
    pub fn suffix(&self) -> &str {
        &self.text[self.words.last().map_or(0, |word| word.end)..]
    }
}
