//! A stretch of text in, the words of it out.

use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory};

use crate::span::Span;

/// What a word is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WordRule {
    /// ASCII letters and digits, `_`, and every byte from 0x80: the rule of programs that compare
    /// bytes.
    Ascii,
    /// Letters, marks and digits of any script; quotes, dashes, bullets and the like are gaps.
    Unicode,
}

impl WordRule {
    /// Whether `c` is part of a word.
    pub fn is_word(self, c: char) -> bool {
        match self {
            _ if c.is_ascii_alphanumeric() => true,
            Self::Ascii => c == '_' || !c.is_ascii(),
            Self::Unicode => !c.is_ascii() && is_letter_mark_or_digit(c),
        }
    }
}

fn is_letter_mark_or_digit(c: char) -> bool {
    matches!(
        c.general_category_group(),
        GeneralCategoryGroup::Letter | GeneralCategoryGroup::Mark | GeneralCategoryGroup::Number
    )
}

/// Whether `c` belongs to a script that is written without spaces: Han, the Japanese syllabaries,
/// Bopomofo, Thai, Lao, Burmese, Khmer. There each letter is a word by itself, so that a name is
/// found wherever its letters stand. The ranges are blocks of the Unicode standard.
fn is_unspaced(c: char) -> bool {
    matches!(c,
        '\u{e00}'..='\u{eff}'
        | '\u{1000}'..='\u{109f}'
        | '\u{1780}'..='\u{17ff}'
        | '\u{3005}'..='\u{3007}'
        | '\u{3040}'..='\u{312f}'
        | '\u{31f0}'..='\u{31ff}'
        | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}'
        | '\u{ff66}'..='\u{ff9f}'
        | '\u{20000}'..='\u{3ffff}')
}

/// Whether `c` is a mark on the letter before it.
pub(crate) fn is_mark(c: char) -> bool {
    c.general_category_group() == GeneralCategoryGroup::Mark
}

/// The first word of `text`: where it begins and ends.
///
/// A letter of a script written without spaces is a word, together with the marks behind it.
pub fn first_word(text: &str, rule: WordRule) -> Option<Span> {
    let start = text.find(|c| rule.is_word(c))?;
    let is_alone = |c: char| rule == WordRule::Unicode && is_unspaced(c);
    let mut chars = text[start..].char_indices();
    let (_, first) = chars.next()?;
    let end = chars.find(|&(_, c)| match is_alone(first) {
        true => !is_mark(c),
        false => !rule.is_word(c) || (is_alone(c) && !is_mark(c)),
    });
    let length = end.map_or(text.len() - start, |(byte, _)| byte);
    Some(Span::new(start, start + length))
}

/// The words of `stretch`, a span of `text`: in order, without overlap.
pub fn words(text: &str, stretch: Span, rule: WordRule) -> impl Iterator<Item = Span> {
    let mut from = stretch.start;
    std::iter::from_fn(move || {
        let word = first_word(&text[from..stretch.end], rule)?;
        let word = Span::new(from + word.start, from + word.end);
        from = word.end;
        Some(word)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, rule: WordRule, expected: &[&str]) {
        let whole = Span::new(0, text.len());
        let found: Vec<_> = words(text, whole, rule).map(|word| word.of(text)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn marks_beside_words_are_gaps() {
        let text = "“Xi”—Putin’s •Łódź\u{a0}_x_ 3M Київ… \u{200e}习近平。";
        let expected = [
            "Xi", "Putin", "s", "Łódź", "x", "3M", "Київ", "习", "近", "平",
        ];
        check(text, WordRule::Unicode, &expected);
    }

    #[test]
    fn the_ascii_rule_takes_every_high_byte() {
        check("“Xi” a_b 3M", WordRule::Ascii, &["“Xi”", "a_b", "3M"]);
    }

    #[test]
    fn letters_of_scripts_without_spaces_are_words() {
        let expected = [
            "Xi",
            "访",
            "问",
            "モ",
            "ス",
            "ク",
            "ワ",
            "ไ",
            "ท",
            "ย",
            "서울은",
        ];
        check("Xi访问 モスクワ ไทย 서울은", WordRule::Unicode, &expected);
        check("น้ำ", WordRule::Unicode, &["น้", "ำ"]);
    }
}
