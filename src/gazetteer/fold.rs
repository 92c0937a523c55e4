//! Letters as they are compared: without diacritics, and without case.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

/// `text` without diacritics, case kept: `Zürich` to `Zurich`, `Gjøa` to `Gjoa`, in NFC and NFD
/// alike. ASCII comes back as it is.
///
/// Letters that Unicode does not decompose, though writers of English drop their strokes, are
/// replaced as in the transliterations of the Library of Congress.
pub fn strip_marks(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let mut stripped = String::with_capacity(text.len());
    for c in text.nfd().filter(|&c| !is_diacritic(c)) {
        match c {
            'ø' => stripped.push('o'),
            'Ø' => stripped.push('O'),
            'ł' => stripped.push('l'),
            'Ł' => stripped.push('L'),
            'đ' | 'ð' => stripped.push('d'),
            'Đ' | 'Ð' => stripped.push('D'),
            'ı' => stripped.push('i'),
            'ß' => stripped.push_str("ss"),
            'æ' => stripped.push_str("ae"),
            'Æ' => stripped.push_str("Ae"),
            'œ' => stripped.push_str("oe"),
            'Œ' => stripped.push_str("Oe"),
            'þ' => stripped.push_str("th"),
            'Þ' => stripped.push_str("Th"),
            other => stripped.push(other),
        }
    }
    Cow::Owned(stripped)
}

/// Marks that writers leave out: accents, Hebrew points, Arabic vowel signs. The vowel signs of
/// Indic scripts and of Thai are letters, and stay.
fn is_diacritic(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5c7}' | '\u{64b}'..='\u{652}' | '\u{670}')
}

/// `text` without diacritics and in lower case: equal for all spellings the matcher may take for
/// one word.
pub fn word(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return match text.bytes().any(|byte| byte.is_ascii_uppercase()) {
            true => Cow::Owned(text.to_ascii_lowercase()),
            false => Cow::Borrowed(text),
        };
    }
    Cow::Owned(strip_marks(text).to_lowercase())
}

/// `text` as names are compared: without diacritics, every run of white space one space, every
/// apostrophe and every hyphen the plain one. `None` if it holds a blank line, which no name does.
pub fn normal(text: &str) -> Option<Cow<'_, str>> {
    let is_normal = text.is_ascii()
        && !text.contains("  ")
        && !text
            .bytes()
            .any(|b| matches!(b, b'\t' | b'\n' | b'\r' | 0x0b | 0x0c | b'`'));
    if is_normal {
        return Some(Cow::Borrowed(text));
    }
    let mut normal = String::with_capacity(text.len());
    let mut n_breaks = 0;
    for c in strip_marks(text).chars() {
        match sign(c) {
            ' ' => {
                n_breaks += usize::from(c == '\n');
                if n_breaks > 1 {
                    return None;
                }
                if !normal.ends_with(' ') {
                    normal.push(' ');
                }
            }
            other => {
                n_breaks = 0;
                normal.push(other);
            }
        }
    }
    Some(Cow::Owned(normal))
}

/// `text` composed (NFC), in lower case and with plain signs, its diacritics kept: equal for all
/// spellings that differ in nothing a reader of diacritics sees.
pub fn marked(text: &str) -> String {
    let signs = text.nfc().map(sign).collect::<String>();
    let words: Vec<&str> = signs.split(' ').filter(|word| !word.is_empty()).collect();
    words.join(" ").to_lowercase()
}

/// The plain character for one that readers take for the same.
pub fn sign(c: char) -> char {
    match c {
        '\u{2018}' | '\u{2019}' | '\u{201b}' | '\u{2032}' | '\u{ff07}' | '`' => '\'',
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        c if c.is_whitespace() => ' ',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn composed_and_decomposed_fold_to_the_same() {
        for (text, expected) in [
            ("Zürich", "zurich"),
            ("Zu\u{308}rich", "zurich"),
            ("GJØA", "gjoa"),
            ("Łódź", "lodz"),
            ("Straße", "strasse"),
            ("Київ", "киів"),
            ("ΑΘΉΝΑ", "αθηνα"),
        ] {
            assert_eq!(word(text), expected);
        }
    }

    #[test]
    fn stripping_keeps_case() {
        assert_eq!(strip_marks("SAINT-ÉTIENNE"), "SAINT-ETIENNE");
    }
}
