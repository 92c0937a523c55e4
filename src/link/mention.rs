//! What linking leaves: mentions of entities, and names that no gazetteer lists.

use super::kind::Kind;
use super::rules::Cue;
use crate::gazetteer::{EntityId, Form};
use crate::span::Span;

/// A span that denotes an entity.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    /// Where.
    pub span: Span,
    /// What it denotes.
    pub entity: EntityId,
    /// What the written form is of the entity; of one that grew in the document, `Alias`.
    pub form: Form,
    /// Why this entity.
    pub reason: Reason,
    /// How well it fits, in points: see [`Candidate::score`].
    pub score: f32,
    /// The other entities it might denote, the best first.
    pub others: Vec<Candidate>,
}

/// An entity that a mention may denote.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Candidate {
    /// Which.
    pub entity: EntityId,
    /// How well it fits: 4 for a full name in the document, less what it is away, 1 for an entity
    /// nearby that it belongs to, up to 1 for how well known it is.
    pub score: f32,
}

/// Why a mention denotes its entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// There is no other candidate.
    Only,
    /// The words it requires stand in the paragraph.
    Required,
    /// The entity's full name stands at this byte of the document.
    FullName(usize),
    /// It is a short form of the name at this byte.
    Grown(usize),
    /// It is another spelling of the name.
    Spelling,
    /// What the words beside it tell of its type.
    Type,
    /// An entity that it belongs to, or that belongs to it, is mentioned too.
    Company,
    /// The gazetteer knows it for larger, or mentioned more often, than the others.
    Prior,
    /// Nothing: it is part of the names of several persons, of whom the gazetteer lists it first.
    Shared,
    /// The gazetteer lists it before the other candidates, and nothing else decides.
    Listed,
}

impl Mention {
    /// Whether nothing in the document decides between several entities.
    pub(super) fn is_open(&self) -> bool {
        !self.others.is_empty()
            && matches!(self.reason, Reason::Listed | Reason::Shared | Reason::Prior)
    }

    /// All entities it might denote, the chosen one first.
    pub fn candidates(&self) -> impl Iterator<Item = EntityId> {
        std::iter::once(self.entity).chain(self.others.iter().map(|other| other.entity))
    }

    /// Form and reason in a word or two: `name`, `alias`, `surname`, and behind a `/` what decided
    /// between several candidates.
    pub fn how(&self) -> &'static str {
        let is_name = self.form == Form::Name;
        let either = |name, alias| if is_name { name } else { alias };
        match self.reason {
            Reason::Grown(_) => "grown",
            Reason::Spelling => "spelling",
            _ if self.form == Form::Surname => "surname",
            Reason::Required => either("name/required", "alias/required"),
            Reason::FullName(at) if !self.others.is_empty() && at != self.span.start => {
                either("name/nearest", "alias/nearest")
            }
            Reason::Type => either("name/type", "alias/type"),
            Reason::Company => either("name/company", "alias/company"),
            Reason::Prior => either("name/prior", "alias/prior"),
            Reason::Shared => either("name/shared", "alias/shared"),
            Reason::Listed => either("name/first", "alias/first"),
            Reason::Only | Reason::FullName(_) => either("name", "alias"),
        }
    }
}

/// A name that the gazetteer lacks, by the words in it and beside it.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// Where.
    pub span: Span,
    /// The full name it stands for, as written where it is clearest.
    pub name: String,
    /// What it is.
    pub kind: Kind,
    /// What told so.
    pub cue: Cue,
    /// From 0.3, a guess, to 2; 0.1 where nothing told so.
    pub strength: f32,
}
