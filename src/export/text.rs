//! Text as all formats can carry it.

use std::borrow::Cow;

use memchr::memchr;

/// `text` without the control characters that break XML and pictures; line breaks and tabs are
/// spaces.
pub(super) fn visible(text: &str) -> Cow<'_, str> {
    if !may_be_unfit(text) || !text.contains(is_unfit) {
        return Cow::Borrowed(text);
    }
    let spaced = text.chars().map(|c| match c {
        '\n' | '\r' | '\t' => ' ',
        other => other,
    });
    Cow::Owned(spaced.filter(|&c| !is_unfit(c)).collect())
}

/// An id in which each character that [`visible`] would drop or change is `_xHEX_`, so that
/// different ids stay different.
pub(super) fn visible_id(id: &str) -> Cow<'_, str> {
    escaped_id(id, |c| !is_unfit(c))
}

/// `id` with each character that is not `fit` as `_xHEX_`; so is a `_` that could be taken for the
/// beginning of one.
pub(super) fn escaped_id(id: &str, fit: impl Fn(char) -> bool) -> Cow<'_, str> {
    let is_plain = memchr(b'_', id.as_bytes()).is_none() || !id.contains("_x");
    if is_plain && id.chars().all(&fit) {
        return Cow::Borrowed(id);
    }
    let mut escaped = String::with_capacity(id.len() + 16);
    for (byte, c) in id.char_indices() {
        let is_mistakable = id[byte..].starts_with("_x");
        match fit(c) && !is_mistakable {
            true => escaped.push(c),
            false => escaped.push_str(&format!("_x{:X}_", u32::from(c))),
        }
    }
    Cow::Owned(escaped)
}

/// At most `n_chars` characters of `text`, the last a `…` if there were more.
pub(super) fn clipped(text: &str, n_chars: usize) -> Cow<'_, str> {
    match text.char_indices().nth(n_chars) {
        None => Cow::Borrowed(text),
        Some(_) => {
            let kept: String = text.chars().take(n_chars - 1).collect();
            Cow::Owned(format!("{}…", kept.trim_end()))
        }
    }
}

/// `12,345`.
pub(super) fn number(n: u64) -> String {
    let digits = n.to_string();
    let first = digits.len() % 3;
    let mut groups: Vec<&str> = Vec::new();
    groups.extend((first > 0).then(|| &digits[..first]));
    groups.extend(
        (first..digits.len())
            .step_by(3)
            .map(|at| &digits[at..at + 3]),
    );
    groups.join(",")
}

/// Whether a byte of `text` may belong to an unfit character, which most texts have none of: all
/// bytes are looked at at once, as processors can.
fn may_be_unfit(text: &str) -> bool {
    // U+0080 to U+009F begin with C2, U+FFFE and U+FFFF with EF.
    let is_odd = |byte: u8| byte < b' ' || byte == 0x7f || byte == 0xc2 || byte == 0xef;
    text.bytes().fold(false, |odd, byte| odd | is_odd(byte))
}

pub(super) fn is_unfit(c: char) -> bool {
    c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_go_and_line_breaks_are_spaces() {
        for (text, expected) in [
            ("plain", "plain"),
            ("Line\nbreak\u{7}", "Line break"),
            ("a\tb\u{0}\u{85}\u{ffff}", "a b"),
            ("\u{202e}Łódź 🙂", "\u{202e}Łódź 🙂"),
        ] {
            assert_eq!(visible(text), expected, "{text:?}");
        }
    }

    #[test]
    fn different_ids_stay_different() {
        let ids = ["a", "a\u{1}", "a_x1_", "_x5F_", "_", "a\n"];
        let mut seen: Vec<_> = ids.iter().map(|id| visible_id(id)).collect();
        seen.sort();
        seen.dedup();
        assert_eq!(seen.len(), ids.len(), "{seen:?}");
    }

    #[test]
    fn numbers_stand_in_groups() {
        for (n, expected) in [
            (0, "0"),
            (999, "999"),
            (1000, "1,000"),
            (12_345_678, "12,345,678"),
        ] {
            assert_eq!(number(n), expected);
        }
    }

    #[test]
    fn long_text_is_clipped() {
        assert_eq!(clipped("abcdef", 6), "abcdef");
        assert_eq!(clipped("abcdefg", 6), "abcde…");
    }
}
