//! Listed names that stand in a text and are no mention there, each with the rule that said so.

use super::kind::Kind;
use crate::gazetteer::EntityId;
use crate::span::Span;

/// A place where a listed name stands that denotes nobody there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dropped {
    /// Where.
    pub span: Span,
    /// The entities that it is listed for; none of a name that is never a mention.
    pub entities: Vec<EntityId>,
    /// What said so.
    pub why: Why,
}

/// The rule that dropped a listed name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// The list says that it is never a mention.
    Ignored,
    /// It is not to count in these letters: another case, or other marks.
    Letters,
    /// Its entity is of other documents.
    Documents,
    /// None of these words stands in its paragraph.
    Requires(Vec<String>),
    /// It stands inside a longer listed name.
    Longer(Span),
    /// It stands inside a longer name that is not listed.
    Inside(Span),
    /// It is a part of a word, and that is no listed name.
    PartOfWord,
    /// It is digits alone.
    Number,
    /// It reaches over the end of a line.
    Line,
    /// An ordinary word, which is most likely meant as such.
    Ordinary(Standing),
    /// A day, a month or the like.
    Calendar,
    /// It is left off the name beside it: a title, an office, a people, an ordinary word.
    LeftOff,
    /// The words beside it tell that it is of this kind, and it is listed for none of it.
    Kind(Kind),
    /// A town with the name of many people, and no word in the document tells a place.
    People,
    /// A surname of persons whose full names do not stand in the document.
    Surname,
    /// A surname of this full name, which is not listed.
    Another(Span),
    /// The title before it is that of the other sex.
    Sex,
    /// Nothing tells that it is a name there.
    Undecided,
    /// It may be several entities, nothing decides, and such names are to be dropped.
    Ambiguous,
}

/// Where an ordinary word stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// At the beginning of a sentence, where all words have a capital.
    Opening,
    /// In a heading, where most have one.
    Heading,
    /// In a line of capitals.
    Capitals,
    /// Where a capital says something.
    Inside,
}

impl Why {
    /// The rule in a word or two, as stores keep it.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Ignored => "ignored",
            Self::Letters => "letters",
            Self::Documents => "documents",
            Self::Requires(_) => "requires",
            Self::Longer(_) => "longer",
            Self::Inside(_) => "inside",
            Self::PartOfWord => "part-of-word",
            Self::Number => "number",
            Self::Line => "line",
            Self::Ordinary(Standing::Opening) => "ordinary/opening",
            Self::Ordinary(Standing::Heading) => "ordinary/heading",
            Self::Ordinary(Standing::Capitals) => "ordinary/capitals",
            Self::Ordinary(Standing::Inside) => "ordinary",
            Self::Calendar => "calendar",
            Self::LeftOff => "left-off",
            Self::Kind(_) => "type",
            Self::People => "people",
            Self::Surname => "surname",
            Self::Another(_) => "another",
            Self::Sex => "sex",
            Self::Undecided => "undecided",
            Self::Ambiguous => "ambiguous",
        }
    }

    /// What the rule names: the longer or full name in `text`, the required words, the type.
    pub fn detail(&self, text: &str) -> Option<String> {
        match self {
            Self::Requires(words) => Some(words.join(", ")),
            Self::Longer(span) | Self::Inside(span) | Self::Another(span) => {
                let words: Vec<&str> = span.of(text).split_whitespace().collect();
                Some(words.join(" "))
            }
            Self::Kind(kind) => Some(kind.entity_type().as_str().to_owned()),
            _ => None,
        }
    }
}
