//! A text in, the seams out: places inside a word where a page's parts were glued together.
//!
//! Pages saved as text lose the breaks between their parts: `Beijingpublished at 04:28`,
//! `ZhongnanhaiImage source`. A seam is a word boundary that cannot be seen.

use std::collections::HashMap;
use std::sync::LazyLock;

use regex::Regex;

/// The furniture that news pages put behind headlines and captions: a time stamp and the labels
/// of pictures. What stands right before it ends there.
static FURNITURE: LazyLock<Regex> = LazyLock::new(|| {
    let stamp = r"(?:published|updated|posted) at \d{1,2}[:.]\d{2}";
    let label = r"(?:Image|Media|Video|Audio|Photo|Picture)s? (?:source|caption|credit)";
    Regex::new(&format!(r"[\p{{L}}\p{{N}}](?<part>{stamp}|{label})"))
        .expect("the pattern is well formed")
});

/// A word in which a capital follows a small letter, once.
static TWO_IN_ONE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\b(?<left>\p{Lu}?\p{Ll}{2,})(?<right>\p{Lu}\p{Ll}{2,})\b")
        .expect("the pattern is well formed")
});

static WORD: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\w+").expect("the pattern is well formed"));

/// Finds the seams of `text`: byte offsets inside words, ascending; linear in its length.
///
/// A seam is where page furniture is glued to a word, and where two words of three letters or
/// more are glued together (`ImagesVladimir`) that both stand by themselves elsewhere in the text.
/// So `PetroChina` is one word where nobody speaks of petro.
///
/// ```
/// let text = "China greets BeijingImage source, Getty Images";
/// assert_eq!(comention::segment::seams(text), [20]);
/// ```
pub fn seams(text: &str) -> Vec<usize> {
    let parts = FURNITURE
        .captures_iter(text)
        .filter_map(|found| found.name("part"));
    let mut seams: Vec<usize> = parts.map(|part| part.start()).collect();
    seams.extend(seams_between_words(text));
    seams.sort_unstable();
    seams.dedup();
    seams
}

fn seams_between_words(text: &str) -> Vec<usize> {
    let glued: Vec<(&str, &str, usize)> = TWO_IN_ONE
        .captures_iter(text)
        .map(|found| {
            let right = found.name("right").expect("both groups take part");
            (&text[left_of(&found)], right.as_str(), right.start())
        })
        .collect();
    if glued.is_empty() {
        return Vec::new();
    }
    let mut stands_alone: HashMap<&str, bool> = glued
        .iter()
        .flat_map(|&(left, right, _)| [(left, false), (right, false)])
        .collect();
    for word in WORD.find_iter(text) {
        if let Some(found) = stands_alone.get_mut(word.as_str()) {
            *found = true;
        }
    }
    let both = glued
        .into_iter()
        .filter(|(left, right, _)| stands_alone[left] && stands_alone[right]);
    both.map(|(.., byte)| byte).collect()
}

fn left_of(found: &regex::Captures<'_>) -> std::ops::Range<usize> {
    found.name("left").expect("both groups take part").range()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `|` marks the seams.
    fn check(marked: &str) {
        let mut text = String::new();
        let mut expected = Vec::new();
        for part in marked.split('|') {
            text.push_str(part);
            expected.push(text.len());
        }
        expected.pop();
        assert_eq!(seams(&text), expected, "{text}");
    }

    #[test]
    fn furniture_ends_the_word_before_it() {
        check("behind high walls|published at 03:58 British Summer Time");
        check("Zhongnanhai|Image source, Getty Images");
        check("on 16 May 2024|Image source, Reuters");
    }

    #[test]
    fn two_words_that_stand_elsewhere_are_two() {
        check("Getty Images and Vladimir. Images|Vladimir");
        check("PetroChina in China, YouTube and McDonell");
    }

    #[test]
    fn furniture_that_stands_free_is_no_seam() {
        check("It was published at 03:58. Image source, Reuters");
    }
}
