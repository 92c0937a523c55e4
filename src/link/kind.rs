//! What a name may be: the few kinds that words beside it tell apart, and sets of them.

use crate::gazetteer::EntityType;

/// What a name is, as far as rules know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A human being.
    Person,
    /// A country, town, building...
    Place,
    /// A company, agency, club...
    Organisation,
    /// A name that is none of the three, or of a type of the gazetteer's own.
    Other,
}

impl Kind {
    /// All of them, in order.
    pub const ALL: [Self; 4] = [Self::Person, Self::Place, Self::Organisation, Self::Other];

    /// The kind of a type.
    pub fn of(entity_type: &EntityType) -> Self {
        match entity_type {
            EntityType::Person => Self::Person,
            EntityType::Place => Self::Place,
            EntityType::Organisation => Self::Organisation,
            EntityType::Other | EntityType::Declared(_) => Self::Other,
        }
    }

    /// The type of a name of this kind that no gazetteer lists.
    pub fn entity_type(self) -> EntityType {
        match self {
            Self::Person => EntityType::Person,
            Self::Place => EntityType::Place,
            Self::Organisation => EntityType::Organisation,
            Self::Other => EntityType::Other,
        }
    }
}

/// Several kinds, as bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Kinds(u8);

impl Kinds {
    pub(super) fn add(&mut self, kind: Kind) {
        self.0 |= 1 << kind as u8;
    }

    pub(super) fn has(self, kind: Kind) -> bool {
        self.0 >> kind as u8 & 1 != 0
    }

    /// The only one, if it is.
    pub(super) fn only(self) -> Option<Kind> {
        let mut kinds = self.iter();
        kinds.next().filter(|_| self.0.count_ones() == 1)
    }

    pub(super) fn iter(self) -> impl Iterator<Item = Kind> {
        Kind::ALL.into_iter().filter(move |&kind| self.has(kind))
    }
}
