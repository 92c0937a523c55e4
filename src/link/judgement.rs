//! What the rules say of the runs of a document, and of the listed names in them.

use super::dropped::{Standing, Why};
use super::kind::Kind;
use super::rules::Cue;
use super::runs::Run;
use super::scene::{Atom, Scene};
use crate::token::{Line, LineCase};

/// A run of words and what it is held for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Judged {
    pub(super) first: usize,
    pub(super) end: usize,
    /// What it is, if any rule knows.
    pub(super) verdict: Option<Verdict>,
    /// The atom it is, if it is one of the gazetteer's names.
    pub(super) atom: Option<usize>,
    /// The judgement on the full name, of which this is a short form.
    pub(super) source: Option<usize>,
}

/// What a run is, and why.
#[derive(Clone, Copy, Debug)]
pub(super) struct Verdict {
    pub(super) kind: Kind,
    pub(super) cue: Cue,
    /// From 0.3, a guess, to 2, which no word contradicts.
    pub(super) strength: f32,
}

impl Verdict {
    pub(super) fn new(kind: Kind, cue: Cue, strength: f32) -> Self {
        Self {
            kind,
            cue,
            strength,
        }
    }
}

/// What the rules say of a document.
#[derive(Default)]
pub(super) struct Judgement {
    /// The runs, in order.
    pub(super) runs: Vec<Judged>,
    /// Atoms that a rule takes for no names, by their places among the possible matches. Another
    /// place of the document may know better.
    pub(super) dropped: Vec<(usize, Why)>,
}

impl Judgement {
    /// Forgets all but the first so many of both.
    pub(super) fn truncate(&mut self, (n_runs, n_dropped): (usize, usize)) {
        self.runs.truncate(n_runs);
        self.dropped.truncate(n_dropped);
    }

    pub(super) fn lengths(&self) -> (usize, usize) {
        (self.runs.len(), self.dropped.len())
    }

    pub(super) fn drop(&mut self, atom: &Atom, why: Why) {
        self.dropped.push((atom.idx, why));
    }

    /// The atoms that cutting `run` into `names` left in none.
    pub(super) fn drop_left_off(
        &mut self,
        scene: &Scene<'_>,
        run: Run,
        names: &[Run],
        line: &Line,
    ) {
        for atom in (run.first..run.end).flat_map(|idx| scene.atoms_at(idx)) {
            let is_in = |name: &Run| name.first <= atom.first && atom.first < name.end;
            if !names.iter().any(is_in) {
                let why = match line.case {
                    LineCase::Title => Why::Ordinary(Standing::Heading),
                    _ => Why::LeftOff,
                };
                self.drop(atom, why);
            }
        }
    }
}
