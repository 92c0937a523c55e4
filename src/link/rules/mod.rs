//! The rules that say what a name is by its own words and those beside it, a file for each kind.
//!
//! Each rule is a function with an example, and answers with a [`Cue`] or with points.

pub(super) mod definition;
pub(super) mod organisation;
pub(super) mod other;
pub(super) mod person;
pub(super) mod place;

/// What told that a run of words is a name, and of which kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cue {
    /// The gazetteer lists it.
    Listed,
    /// A title or an office before it: `Mr`, `striker`.
    Title,
    /// It begins with a first name.
    FirstName,
    /// It holds initials, or an age stands behind it.
    Initial,
    /// What stands behind does what persons do: `said`, `who`.
    Speech,
    /// Its last word is one of organisations: `Bank`.
    OrgSuffix,
    /// It begins as `University of`.
    OrgHead,
    /// Words beside it tell an organisation: `shares`, `the newspaper`.
    OrgContext,
    /// `the ABC`, or `Long Form (ABC)`.
    Acronym,
    /// Its first or last word is one of places: `Lake`, `-ville`.
    PlaceWord,
    /// Words beside it tell a place: `in`, `near`, `northern`.
    PlaceContext,
    /// Its last word is one of events, works, laws: `Cup`.
    OtherSuffix,
    /// It is all of a quotation, as titles of works are.
    Quoted,
    /// It stands in a series with names that are known.
    Series,
    /// A short form of a name that stands elsewhere in the document.
    Short,
    /// It recurs with a capital.
    Recurring,
    /// Only its capitals.
    Shape,
    /// Nothing: it may be no name.
    Undecided,
}

impl Cue {
    /// Whether the words of the name itself told it, beyond doubt.
    pub(super) fn is_of_own_words(self) -> bool {
        matches!(
            self,
            Self::OrgSuffix | Self::OrgHead | Self::PlaceWord | Self::OtherSuffix
        )
    }

    /// The cue in a word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Listed => "listed",
            Self::Title => "title",
            Self::FirstName => "first-name",
            Self::Initial => "initial",
            Self::Speech => "speech",
            Self::OrgSuffix => "organisation-suffix",
            Self::OrgHead => "organisation-head",
            Self::OrgContext => "organisation-context",
            Self::Acronym => "acronym",
            Self::PlaceWord => "place-word",
            Self::PlaceContext => "place-context",
            Self::OtherSuffix => "other-suffix",
            Self::Quoted => "quoted",
            Self::Series => "series",
            Self::Short => "short",
            Self::Recurring => "recurring",
            Self::Shape => "shape",
            Self::Undecided => "undecided",
        }
    }
}
