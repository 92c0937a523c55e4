//! What stands between two words, whether a capital behind it says anything, and where names begin
//! with small letters.

use super::{Gap, Shape};
use crate::lexicon::{Class, class};

/// Whether a single space parts two words.
pub(super) fn is_space(text: &str, end: u32, start: u32) -> bool {
    start == end + 1 && text.as_bytes()[end as usize] == b' '
}

/// Spaces that part the columns of a table.
const COLUMNS: &str = "    ";

/// What `between` is, behind the word `before`.
pub(super) fn gap(between: &str, before: &str) -> Gap {
    match between {
        " " => return Gap::Space,
        ", " => return Gap::Comma,
        _ => {}
    }
    if between.contains(COLUMNS) {
        return Gap::Mark;
    }
    let mut gap = Gap::Space;
    for c in between
        .chars()
        .skip_while(|c| matches!(c, '\'' | '’' | 's' | 'S') && between.len() > 1)
    {
        gap = match c {
            '\t' => Gap::Mark,
            _ if c.is_whitespace() || c == '\u{feff}' => gap,
            '.' if gap == Gap::Space && !ends_sentence(before) => gap,
            '.' | '!' | '?' | '…' | '•' | '*' => Gap::Stop,
            ',' if gap == Gap::Space => Gap::Comma,
            '(' | '[' if gap != Gap::Stop => Gap::Bracket,
            _ if gap == Gap::Stop => gap,
            _ => Gap::Mark,
        };
    }
    gap
}

/// Whether a dot behind `word` ends a sentence.
fn ends_sentence(word: &str) -> bool {
    let is_title =
        word.len() <= 6 && word.starts_with(char::is_uppercase) && class(word).is(Class::TITLE);
    !is_title && !matches!(word, "No" | "vs" | "St" | "Mt" | "Ft")
}

/// Whether a capital says nothing behind `between`.
pub(super) fn opens(between: &str, gap: Gap, before: Shape) -> bool {
    match gap {
        Gap::Space | Gap::Comma => before == Shape::Number && between.contains('.'),
        Gap::Stop | Gap::Line => true,
        Gap::Bracket | Gap::Mark => {
            between.contains([':', '"', '“', '‘', '«', '•', '*', '–', '—', '|'])
        }
    }
}

/// Whether what follows begins a sentence: `The` behind `Acme Corp.`
pub(super) fn opens_sentence(rest: &str) -> bool {
    let end = rest
        .find(|c: char| !c.is_alphabetic())
        .unwrap_or(rest.len());
    let word = &rest[..end];
    word.len() > 1 && word.starts_with(char::is_uppercase) && class(word).is(Class::STARTER)
}

/// Articles and prepositions that are a part of the surname behind them: `al-Hall`, `d'Hall`.
pub(super) fn starts_as_name(word: &str) -> bool {
    const ARTICLES: &[&str] = &[
        "al", "el", "ul", "ad", "an", "ar", "as", "ash", "at", "az", "d", "l", "dell", "dall",
        "nell",
    ];
    let parts = word.split_once(['-', '\'', '’']);
    parts.is_some_and(|(article, name)| {
        name.starts_with(char::is_uppercase) && ARTICLES.contains(&article)
    })
}
