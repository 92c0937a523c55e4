//! What the XML formats share: ids as name tokens, types, escapes.

use std::borrow::Cow;

use quick_xml::escape::escape;

use super::text::{escaped_id, visible};

/// `text` for between tags and for between quotes.
pub(super) fn escaped(text: &str) -> Cow<'_, str> {
    match visible(text) {
        Cow::Borrowed(text) => escape(text),
        Cow::Owned(text) => Cow::Owned(escape(text).into_owned()),
    }
}

/// `id` as an XML name token; a character that tokens do not take becomes `_xHEX_`.
pub(super) fn token(id: &str) -> Cow<'_, str> {
    escaped_id(id, is_fit)
}

/// Whether `c` may stand in a name token.
pub(super) fn is_fit(c: char) -> bool {
    matches!(c, '-' | '.' | ':' | '_') || is_name_char(c)
}

/// The letters and digits of XML's `NameChar`, which are fewer than Unicode's.
fn is_name_char(c: char) -> bool {
    c.is_alphanumeric()
        && matches!(c,
            '0'..='9' | 'A'..='Z' | 'a'..='z' | '\u{c0}'..='\u{d6}' | '\u{d8}'..='\u{f6}'
            | '\u{f8}'..='\u{2ff}' | '\u{370}'..='\u{37d}' | '\u{37f}'..='\u{1fff}'
            | '\u{2070}'..='\u{218f}' | '\u{2c00}'..='\u{2fef}' | '\u{3001}'..='\u{d7ff}'
            | '\u{f900}'..='\u{fdcf}' | '\u{fdf0}'..='\u{fffd}' | '\u{10000}'..='\u{effff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_become_tokens() {
        for (id, expected) in [
            ("roald-amundsen", "roald-amundsen"),
            ("n 0", "n_x20_0"),
            ("Łódź.2", "Łódź.2"),
            ("²", "_xB2_"),
        ] {
            assert_eq!(token(id), expected);
        }
    }
}
