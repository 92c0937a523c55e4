//! A text in, the seams out: places inside a word where a page's parts were glued together.
//!
//! Pages saved as text lose the breaks between their parts: `Beijingpublished at 04:28`,
//! `ZhongnanhaiImage source`. A seam is a word boundary that cannot be seen.

use std::sync::LazyLock;

use regex::Regex;
use rustc_hash::FxHashMap;

use super::phrases::Shapes;

/// The furniture that news pages put behind headlines and captions: a time stamp and the labels
/// of pictures. What stands right before it ends there.
static FURNITURE: LazyLock<Regex> = LazyLock::new(|| {
    let stamp = r"(?:published|updated|posted) at \d{1,2}[:.]\d{2}";
    let label = r"(?:Image|Media|Video|Audio|Photo|Picture)s? (?:source|caption|credit)";
    Regex::new(&format!("{stamp}|{label}")).expect("the pattern is well formed")
});

/// The fewest letters of each of two words that were glued together.
const SHORTEST: usize = 3;

/// Bytes that are looked at together for a capital behind a small letter.
const CHUNK: usize = 64;

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
    let is_glued = |&start: &usize| text[..start].ends_with(char::is_alphanumeric);
    let furniture = FURNITURE.find_iter(text).map(|found| found.start());
    let mut seams: Vec<usize> = furniture.filter(is_glued).collect();
    seams.extend(seams_between_words(text));
    seams.sort_unstable();
    seams.dedup();
    seams
}

fn seams_between_words(text: &str) -> Vec<usize> {
    let glued: Vec<(&str, &str, usize)> = humps(text.as_bytes())
        .filter_map(|byte| two_words(text, byte))
        .collect();
    if glued.is_empty() {
        return Vec::new();
    }
    let mut stands_alone: FxHashMap<&str, bool> = glued
        .iter()
        .flat_map(|&(left, right, _)| [(left, false), (right, false)])
        .collect();
    let shapes = Shapes::new(stands_alone.keys().copied());
    for word in text.split(|c: char| !c.is_alphanumeric()) {
        let Some(&first) = word.as_bytes().first() else {
            continue;
        };
        if shapes.may_be(first, word.len())
            && let Some(found) = stands_alone.get_mut(word)
        {
            *found = true;
        }
    }
    let both = glued
        .into_iter()
        .filter(|(left, right, _)| stands_alone[left] && stands_alone[right]);
    both.map(|(.., byte)| byte).collect()
}

/// The bytes that are ASCII capitals behind small ASCII letters.
fn humps(text: &[u8]) -> impl Iterator<Item = usize> {
    let is_hump = |pair: &[u8]| pair[0].is_ascii_lowercase() & pair[1].is_ascii_uppercase();
    let starts = (0..text.len()).step_by(CHUNK);
    let chunks = starts.map(|start| (start, &text[start..text.len().min(start + CHUNK + 1)]));
    // Almost no chunk has one; that is told without a branch for each byte.
    let some = chunks.filter(move |(_, chunk)| {
        chunk
            .windows(2)
            .fold(false, |any, pair| any | is_hump(pair))
    });
    some.flat_map(move |(start, chunk)| {
        let inside = chunk
            .windows(2)
            .enumerate()
            .filter(move |(_, pair)| is_hump(pair));
        inside.map(move |(idx, _)| start + idx + 1)
    })
}

/// The two words that meet at `byte`, where they are long enough and but two.
fn two_words(text: &str, byte: usize) -> Option<(&str, &str, usize)> {
    let is_inside = |c: char| c.is_alphanumeric();
    let left = text[..byte].rsplit(|c| !is_inside(c)).next()?;
    let right = text[byte..].split(|c| !is_inside(c)).next()?;
    let has_hump = |word: &str| word.chars().skip(1).any(|c| !c.is_lowercase());
    let is_word = |word: &str| word.chars().count() >= SHORTEST && !has_hump(word);
    (is_word(left) && is_word(right)).then_some((left, right, byte))
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
