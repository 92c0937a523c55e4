//! Groups of rules that decide what a name denotes, and sets of them.

/// Some rules of linking that stand and fall together. A run that leaves one out shows what it
/// pays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// No mention inside a longer name: `Bath` in `University of Bath`.
    Embedded,
    /// No mention where a word is most likely an ordinary one: `Reading` at the head of a sentence.
    Ordinary,
    /// Of several kinds, the one that the words beside a name tell: `in Jordan`, `Jordan said`.
    Types,
    /// Results, and the names of clubs by their towns, where sport is spoken of.
    Sport,
    /// Short forms of the names that stand in the document in full: `Hall` of `Ian Hall`.
    Short,
    /// Short forms that everybody knows: `UN`.
    Known,
    /// What a word is in one place of a document, it is in others.
    Repeats,
    /// Titles and offices before persons: `Mr Hall`.
    Titles,
    /// First names: `Ian Hall`.
    FirstNames,
    /// Initials and ages: `J. Hall`, `Hall, 43,`.
    Initials,
    /// What persons do: `Hall said`.
    Speech,
    /// Words of organisations: `Hall Bank`, `University of Hall`.
    Bodies,
    /// Words of places: `Hall River`.
    Places,
    /// Words beside a name that tell its kind: `in Hall`, `the newspaper Hall`, `Hall is a village`.
    Context,
    /// Words of events, works, laws, which are none of the three: `Hall Cup`.
    Others,
    /// Unknown words by their capitals alone.
    Shape,
    /// Of several entities, the one that belongs to another one in the document.
    Company,
    /// Of several entities, the one that is larger or mentioned more often.
    Prior,
    /// Titles of the other sex, persons of other times, other first names.
    Vetoes,
    /// Other spellings of a name: `Zelenskiy` for `Zelensky`.
    Spelling,
}

impl Group {
    /// All of them, in order.
    pub const ALL: [Self; 20] = [
        Self::Embedded,
        Self::Ordinary,
        Self::Types,
        Self::Sport,
        Self::Short,
        Self::Known,
        Self::Repeats,
        Self::Titles,
        Self::FirstNames,
        Self::Initials,
        Self::Speech,
        Self::Bodies,
        Self::Places,
        Self::Context,
        Self::Others,
        Self::Shape,
        Self::Company,
        Self::Prior,
        Self::Vetoes,
        Self::Spelling,
    ];

    /// The group as flags spell it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Embedded => "embedded",
            Self::Ordinary => "ordinary",
            Self::Types => "types",
            Self::Sport => "sport",
            Self::Short => "short",
            Self::Known => "known",
            Self::Repeats => "repeats",
            Self::Titles => "titles",
            Self::FirstNames => "first-names",
            Self::Initials => "initials",
            Self::Speech => "speech",
            Self::Bodies => "bodies",
            Self::Places => "places",
            Self::Context => "context",
            Self::Others => "others",
            Self::Shape => "shape",
            Self::Company => "company",
            Self::Prior => "prior",
            Self::Vetoes => "vetoes",
            Self::Spelling => "spelling",
        }
    }

    /// The group of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|group| group.as_str() == name)
    }
}

/// Several groups, as bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Groups(u32);

impl Groups {
    /// None of them.
    pub const NONE: Self = Self(0);

    /// Whether a group is one of them.
    pub fn has(self, group: Group) -> bool {
        self.0 >> group as u32 & 1 != 0
    }
}

impl FromIterator<Group> for Groups {
    fn from_iter<T: IntoIterator<Item = Group>>(groups: T) -> Self {
        Self(
            groups
                .into_iter()
                .fold(0, |bits, group| bits | 1 << group as u32),
        )
    }
}
