//! A document as rules see it: tokens with their classes, and where names of the gazetteer stand.

use std::cell::{Cell, OnceCell};

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use super::kind::{Kind, Kinds};
use super::short;
use crate::gazetteer::{Group, Groups, Index};
use crate::lexicon::{Class, class};
use crate::span::Span;
use crate::token::{Gap, Line, Shape, Starts, Token, Tokens};

/// A name of the gazetteer, as tokens.
#[derive(Clone, Copy, Debug)]
pub(super) struct Atom {
    /// Which of the document's possible matches.
    pub(super) idx: usize,
    pub(super) span: Span,
    pub(super) first: usize,
    pub(super) end: usize,
    /// What it may be, surnames that need a full name left out.
    pub(super) kinds: Kinds,
    /// Whether it covers its tokens from the first byte to the last.
    pub(super) is_whole: bool,
}

/// A document's tokens and atoms.
pub(super) struct Scene<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: Vec<Token>,
    pub(super) lines: Vec<Line>,
    /// Of each token, once it was asked for: then with [`Class::ASKED`].
    classes: Vec<Cell<Class>>,
    pub(super) atoms: Vec<Atom>,
    /// Where each name that may be a person stands, by its words.
    places: FxHashMap<&'a str, SmallVec<[(u32, u32); 4]>>,
    /// The tokens at which a run may begin: capitals and atoms.
    pub(super) starts: Starts,
    /// For each token the atom that begins there, plus one.
    begins: Vec<u32>,
    /// Whether it is about sport, once that was asked for.
    is_sport: OnceCell<bool>,
    /// Whether the gazetteer is short enough to have been written for such texts: then what it
    /// lists is meant.
    pub(super) is_curated: bool,
    without: Groups,
}

/// Places of a name that are looked at to tell what it is.
const FEW: usize = 12;

/// The most entities that somebody wrote down for the texts at hand.
pub(super) const CURATED: usize = 3_000;

impl<'a> Scene<'a> {
    /// `spans` are the matches, in order, with what each may be.
    pub(super) fn new(
        text: &'a str,
        tokens: Tokens,
        spans: impl Iterator<Item = (Span, Kinds)>,
        index: &Index,
    ) -> Self {
        let Tokens { all, lines, starts } = tokens;
        let classes = vec![Cell::new(Class::NONE); all.len()];
        let mut scene = Self {
            text,
            is_curated: index.n_entities() <= CURATED,
            without: index.matching.without,
            is_sport: OnceCell::new(),
            begins: vec![0; all.len()],
            tokens: all,
            lines,
            starts,
            classes,
            atoms: Vec::new(),
            places: FxHashMap::default(),
        };
        scene.lay_atoms(spans);
        scene
    }

    fn lay_atoms(&mut self, spans: impl Iterator<Item = (Span, Kinds)>) {
        let mut first = 0;
        for (idx, (span, kinds)) in spans.enumerate() {
            while self
                .tokens
                .get(first)
                .is_some_and(|t| t.end as usize <= span.start)
            {
                first += 1;
            }
            let mut end = first;
            while self
                .tokens
                .get(end)
                .is_some_and(|t| (t.start as usize) < span.end)
            {
                end += 1;
            }
            if end == first || self.is_number(span) && kinds.only() != Some(Kind::Other) {
                continue;
            }
            let last = self.tokens[end - 1].end as usize;
            let rest = &self.text[span.end.min(last)..last];
            let is_whole = self.tokens[first].start as usize >= span.start
                && (matches!(rest, "" | ".") || rest.starts_with(char::is_alphanumeric));
            self.atoms.push(Atom {
                idx,
                span,
                first,
                end,
                kinds,
                is_whole,
            });
            let is_one = end == first + 1 && self.class(first).is(Class::FIRST | Class::SURNAME);
            if kinds.has(Kind::Person) && kinds.only().is_none() || is_one {
                let words = self.words(first, end);
                self.places
                    .entry(words)
                    .or_default()
                    .push((first as u32, end as u32));
            }
            if self.begins[first] == 0 {
                self.begins[first] = self.atoms.len() as u32;
                self.starts.add(first);
            }
        }
    }

    /// Digits alone, which are hardly ever a name though one is listed so.
    fn is_number(&self, span: Span) -> bool {
        span.of(self.text).bytes().all(|byte| byte.is_ascii_digit())
    }

    pub(super) fn word(&self, idx: usize) -> &'a str {
        self.tokens[idx].span().of(self.text)
    }

    pub(super) fn class(&self, idx: usize) -> Class {
        let known = self.classes[idx].get();
        if known.is(Class::ASKED) {
            return known;
        }
        let class = class(self.word(idx)) | Class::ASKED;
        self.classes[idx].set(class);
        class
    }

    /// Whether the document is about sport.
    pub(super) fn is_sport(&self) -> bool {
        *self
            .is_sport
            .get_or_init(|| !self.leaves(Group::Sport) && short::is_sport(self.text, &self.tokens))
    }

    /// Whether the run leaves out a group of rules.
    pub(super) fn leaves(&self, group: Group) -> bool {
        self.without.has(group)
    }

    pub(super) fn is_capital(&self, idx: usize) -> bool {
        self.tokens[idx].shape.is_capital()
    }

    /// Whether it may be how many goals somebody has.
    pub(super) fn is_score(&self, idx: usize) -> bool {
        self.tokens[idx].shape == Shape::Number && self.word(idx).len() <= 3
    }

    /// The atom that begins at a token.
    pub(super) fn atom_at(&self, idx: usize) -> Option<&Atom> {
        let number = *self.begins.get(idx)?;
        self.atoms.get((number as usize).checked_sub(1)?)
    }

    /// The atoms that begin at a token; several where it holds several names: `Russia-China`.
    pub(super) fn atoms_at(&self, idx: usize) -> &[Atom] {
        let Some(from) = (self.begins[idx] as usize).checked_sub(1) else {
            return &[];
        };
        let rest = &self.atoms[from..];
        let n = rest.iter().take_while(|atom| atom.first == idx).count();
        &rest[..n]
    }

    /// The atom that covers exactly these tokens.
    pub(super) fn atom_over(&self, first: usize, end: usize) -> Option<&Atom> {
        self.atom_at(first)
            .filter(|atom| atom.end == end && atom.is_whole)
    }

    /// The mean of the points that a name gets in all its places, of at most [`FEW`].
    pub(super) fn same(&self, words: &str, points: impl Fn(usize, usize) -> f32) -> f32 {
        let Some(places) = self.places.get(words) else {
            return 0.0;
        };
        let places = &places[..places.len().min(FEW)];
        let points = places
            .iter()
            .map(|&(first, end)| points(first as usize, end as usize));
        points.sum::<f32>() / places.len() as f32
    }

    /// The bytes of some tokens.
    pub(super) fn span(&self, first: usize, end: usize) -> Span {
        Span::new(
            self.tokens[first].start as usize,
            self.tokens[end - 1].end as usize,
        )
    }

    pub(super) fn words(&self, first: usize, end: usize) -> &'a str {
        self.span(first, end).of(self.text)
    }

    /// The token before, if only a space parts them and it is no genitive.
    pub(super) fn before(&self, idx: usize) -> Option<usize> {
        let is_near = self.tokens.get(idx)?.gap == Gap::Space;
        idx.checked_sub(1).filter(|_| is_near)
    }

    /// The class of the token before, across nothing but a space.
    pub(super) fn class_before(&self, idx: usize) -> Class {
        self.before(idx)
            .map_or(Class::NONE, |before| self.class(before))
    }

    /// The word before, in its own letters.
    pub(super) fn word_before(&self, idx: usize) -> &'a str {
        self.before(idx).map_or("", |before| self.word(before))
    }

    /// The token behind, with what parts it, in the same line.
    pub(super) fn after(&self, end: usize) -> Option<(usize, Gap)> {
        let gap = self.tokens.get(end)?.gap;
        (gap != Gap::Line).then_some((end, gap))
    }

    /// The class of the token behind, across nothing but a space.
    pub(super) fn class_after(&self, end: usize) -> Class {
        match self.after(end) {
            Some((idx, Gap::Space)) => self.class(idx),
            _ => Class::NONE,
        }
    }

    pub(super) fn word_after(&self, end: usize) -> &'a str {
        match self.after(end) {
            Some((idx, Gap::Space)) => self.word(idx),
            _ => "",
        }
    }

    /// Whether a name behind a comma is listed as a place only.
    pub(super) fn is_before_listed_place(&self, end: usize) -> bool {
        let Some((idx, Gap::Comma)) = self.after(end) else {
            return false;
        };
        let atom = self.atom_at(idx);
        atom.is_some_and(|atom| atom.kinds.only() == Some(Kind::Place))
    }

    /// The line that holds a token.
    pub(super) fn line_of(&self, idx: usize) -> &Line {
        let line = self.lines.partition_point(|line| line.end <= idx);
        &self.lines[line]
    }
}
