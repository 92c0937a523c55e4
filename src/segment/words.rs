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
    const JOINERS: [char; 2] = ['\u{200c}', '\u{200d}'];
    match c.general_category_group() {
        GeneralCategoryGroup::Letter | GeneralCategoryGroup::Mark => true,
        GeneralCategoryGroup::Number => true,
        _ => JOINERS.contains(&c),
    }
}

/// Appends the words of `stretch`, a span of `text`, to `words`: in order, without overlap.
///
/// A word ends at each of `seams`, ascending byte offsets, where two were glued together.
pub fn words(text: &str, stretch: Span, seams: &[usize], rule: WordRule, words: &mut Vec<Span>) {
    let mut seams = seams.iter().copied().peekable();
    let mut open = None;
    for (offset, c) in stretch.of(text).char_indices() {
        let byte = stretch.start + offset;
        let is_seam = seams.next_if_eq(&byte).is_some();
        let is_word = rule.is_word(c);
        if let Some(start) = open
            && (is_seam || !is_word)
        {
            words.push(Span::new(start, byte));
            open = None;
        }
        if is_word && open.is_none() {
            open = Some(byte);
        }
    }
    words.extend(open.map(|start| Span::new(start, stretch.end)));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, rule: WordRule, seams: &[usize], expected: &[&str]) {
        let mut found = Vec::new();
        words(text, Span::new(0, text.len()), seams, rule, &mut found);
        let found: Vec<_> = found.iter().map(|word| word.of(text)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn marks_beside_words_are_gaps() {
        let text = "“Xi”—Putin’s •Łódź\u{a0}_x_ 3M Київ… \u{200e}习近平。";
        let expected = ["Xi", "Putin", "s", "Łódź", "x", "3M", "Київ", "习近平"];
        check(text, WordRule::Unicode, &[], &expected);
    }

    #[test]
    fn the_ascii_rule_takes_every_high_byte() {
        check("“Xi” a_b 3M", WordRule::Ascii, &[], &["“Xi”", "a_b", "3M"]);
    }

    #[test]
    fn a_seam_parts_a_word() {
        check(
            "BeijingImage x",
            WordRule::Unicode,
            &[7],
            &["Beijing", "Image", "x"],
        );
    }
}
