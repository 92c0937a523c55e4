//! The unit in which two entities count as together.

use std::fmt;
use std::num::NonZeroU32;
use std::str::FromStr;

/// The unit in which two entities count as together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Window {
    /// A sentence.
    Sentence,
    /// A paragraph.
    #[default]
    Paragraph,
    /// A section.
    Section,
    /// A document.
    Document,
    /// So many words in a row, counted from the beginning of each section and not sliding; words
    /// are parted by white space.
    Words(NonZeroU32),
}

impl fmt::Display for Window {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sentence => f.write_str("sentence"),
            Self::Paragraph => f.write_str("paragraph"),
            Self::Section => f.write_str("section"),
            Self::Document => f.write_str("document"),
            Self::Words(n_words) => write!(f, "words:{n_words}"),
        }
    }
}

impl FromStr for Window {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "sentence" => Ok(Self::Sentence),
            "paragraph" => Ok(Self::Paragraph),
            "section" => Ok(Self::Section),
            "document" => Ok(Self::Document),
            _ => {
                let n_words = text.strip_prefix("words:").and_then(|n| n.parse().ok());
                n_words.map(Self::Words).ok_or_else(|| {
                    "use `paragraph`, `sentence`, `section`, `document` or `words:N`".to_owned()
                })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_reads_back_as_it_is_written() {
        for text in ["sentence", "paragraph", "section", "document", "words:50"] {
            let window: Window = text.parse().expect("a window");
            assert_eq!(window.to_string(), text);
        }
        for text in ["", "words:0", "words:-1", "words", "page"] {
            assert!(text.parse::<Window>().is_err(), "{text}");
        }
    }
}
