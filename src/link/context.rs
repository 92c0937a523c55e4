//! Words that must stand beside a mention.

/// Whether `words`, one or several, stand in `paragraph`: as whole words, in any case, with any
/// white space between them.
pub(super) fn holds_words(paragraph: &str, words: &str) -> bool {
    let wanted: Vec<String> = words.split_whitespace().map(str::to_lowercase).collect();
    let is_gap = |c: char| !c.is_alphanumeric();
    let found: Vec<String> = paragraph.split(is_gap).map(str::to_lowercase).collect();
    let found: Vec<&String> = found.iter().filter(|word| !word.is_empty()).collect();
    found
        .windows(wanted.len().max(1))
        .any(|window| window.iter().copied().eq(&wanted))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_are_found_as_whole_words() {
        for (paragraph, words, expected) in [
            ("The Bank's vote", "bank", true),
            ("The banks", "bank", false),
            ("on the front\n  line.", "Front line", true),
            ("", "x", false),
            ("x", "", false),
        ] {
            assert_eq!(
                holds_words(paragraph, words),
                expected,
                "{paragraph} / {words}"
            );
        }
    }
}
