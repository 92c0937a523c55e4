//! A paragraph in, its sentences out.

use std::sync::LazyLock;

use regex::Regex;

use crate::span::Span;

/// Where a sentence may end: stops with their closing quotes before white space, or the line break
/// before a list item. Chinese and Japanese stops need no white space.
static BREAK: LazyLock<Regex> = LazyLock::new(|| {
    let stops = r#"[.!?…]+["'”’»)\]]*\s"#;
    let item = r"\n[ \t]*(?:[•▪◦●*–—-]|\d{1,3}[.)])[ \t]";
    Regex::new(&format!("{stops}|{item}|[。！？][”」』]?")).expect("the pattern is well formed")
});

/// The stops after which white space must follow.
const STOPS: [char; 4] = ['.', '!', '?', '…'];

/// Abbreviations that a name follows, without their stop; they never end a sentence.
const TITLES: &[&str] = &[
    "Mr", "Mrs", "Ms", "Mx", "Messrs", "Mme", "Mlle", "M", "Dr", "Prof", "St", "Ste", "Sir", "Gen",
    "Lt", "Col", "Maj", "Capt", "Cpt", "Cmdr", "Sgt", "Cpl", "Pvt", "Adm", "Brig", "Insp", "Supt",
    "Gov", "Sen", "Rep", "Pres", "Amb", "Hon", "Rev", "Fr", "Br", "Mt", "Ft", "Herr",
];

/// Abbreviations a number follows; they end no sentence before one.
const NUMBERED: &[&str] = &[
    "No", "Nos", "Nr", "p", "pp", "vol", "Vol", "ch", "Ch", "fig", "Fig", "art", "Art", "sec",
    "Sec", "ca", "c",
];

/// Abbreviations that stand inside sentences and at their ends alike.
const ABBREVIATIONS: &[&str] = &[
    "Inc", "Corp", "Ltd", "Co", "Cos", "Bros", "Plc", "Jr", "Sr", "Esq", "Ave", "Blvd", "Rd",
    "Dept", "Univ", "Assn", "etc", "vs", "al", "approx", "est", "Jan", "Feb", "Mar", "Apr", "Jun",
    "Jul", "Aug", "Sep", "Sept", "Oct", "Nov", "Dec", "Mon", "Tue", "Tues", "Wed", "Thu", "Thurs",
    "Fri", "Sat", "Sun",
];

/// Words of the closed classes (articles, pronouns, prepositions, conjunctions, auxiliaries and
/// adverbs that open sentences): a capital on one of them is no sign of a name.
pub const SENTENCE_STARTERS: &[&str] = &[
    "A",
    "About",
    "Above",
    "According",
    "Across",
    "After",
    "Again",
    "Against",
    "All",
    "Also",
    "Although",
    "Among",
    "An",
    "And",
    "Another",
    "Any",
    "Around",
    "As",
    "At",
    "Because",
    "Before",
    "Behind",
    "Below",
    "Beside",
    "Between",
    "Beyond",
    "Both",
    "But",
    "By",
    "Can",
    "Could",
    "Despite",
    "Did",
    "Do",
    "Does",
    "Down",
    "During",
    "Each",
    "Earlier",
    "Either",
    "Even",
    "Ever",
    "Every",
    "Few",
    "For",
    "From",
    "Had",
    "Has",
    "Have",
    "He",
    "Her",
    "Here",
    "His",
    "How",
    "However",
    "I",
    "If",
    "In",
    "Inside",
    "Instead",
    "Into",
    "Is",
    "It",
    "Its",
    "Just",
    "Last",
    "Later",
    "Like",
    "Many",
    "Meanwhile",
    "Most",
    "Much",
    "My",
    "Near",
    "Neither",
    "Never",
    "Next",
    "No",
    "Nobody",
    "None",
    "Nor",
    "Not",
    "Now",
    "Of",
    "Off",
    "On",
    "Once",
    "One",
    "Only",
    "Or",
    "Other",
    "Others",
    "Our",
    "Out",
    "Outside",
    "Over",
    "Perhaps",
    "She",
    "Should",
    "Since",
    "So",
    "Some",
    "Still",
    "Such",
    "Than",
    "That",
    "The",
    "Their",
    "Then",
    "There",
    "These",
    "They",
    "This",
    "Those",
    "Though",
    "Through",
    "Throughout",
    "Thus",
    "To",
    "Today",
    "Together",
    "Tomorrow",
    "Too",
    "Two",
    "Under",
    "Unless",
    "Unlike",
    "Until",
    "Up",
    "Upon",
    "Was",
    "We",
    "Were",
    "What",
    "When",
    "Where",
    "Whether",
    "Which",
    "While",
    "Who",
    "Whose",
    "Why",
    "Will",
    "With",
    "Within",
    "Without",
    "Would",
    "Yes",
    "Yesterday",
    "Yet",
    "You",
    "Your",
];

/// Splits `paragraph`, a span of `text`, into sentences: trimmed, in order, linear in its length.
///
/// Stops after titles (`Mr.`), initials (`J. R.`), between digits (`240.1`), and before a small
/// letter end nothing; after other abbreviations (`U.S.`, `Inc.`, `a.m.`) a sentence ends only
/// where the next word is one that begins sentences.
///
/// ```
/// use comention::segment::sentences;
/// use comention::span::Span;
///
/// let text = "Mr. Putin met Dr Yu Jie at 9 a.m. in the U.S. They spoke of St. Petersburg.";
/// let found: Vec<_> = sentences(text, Span::new(0, text.len())).map(|s| s.of(text)).collect();
/// assert_eq!(found[1], "They spoke of St. Petersburg.");
/// assert_eq!(found.len(), 2);
/// ```
pub fn sentences(text: &str, paragraph: Span) -> impl Iterator<Item = Span> {
    let body = paragraph.of(text);
    let mut next_word = 0;
    let breaks = BREAK.find_iter(body).filter_map(move |found| {
        let marks = found.as_str();
        let stop = &marks[..marks.len() - marks.trim_start_matches(STOPS).len()];
        if stop.is_empty() {
            let is_item = marks.starts_with('\n');
            return Some(if is_item { found.start() } else { found.end() });
        }
        // Of many stops in a row all look for the same word.
        if next_word < found.end() {
            let after = &body[found.end()..];
            let gap = after.find(char::is_alphanumeric).unwrap_or(after.len());
            next_word = found.end() + gap;
        }
        is_end(&body[..found.start()], stop, &body[next_word..]).then_some(found.end())
    });
    let ends = breaks.chain([body.len()]);
    ends.scan(0, move |start, end| {
        let piece = &body[*start..end];
        let lead = piece.len() - piece.trim_start().len();
        let span = Span::new(*start + lead, *start + piece.trim_end().len().max(lead));
        *start = end;
        Some(Span::new(
            paragraph.start + span.start,
            paragraph.start + span.end,
        ))
    })
    .filter(|sentence| sentence.start < sentence.end)
}

/// Whether the `stop` behind `before` ends a sentence; `after` begins with the next word.
fn is_end(before: &str, stop: &str, after: &str) -> bool {
    let Some(next) = after.chars().next() else {
        return true;
    };
    if next.is_lowercase() {
        return false;
    }
    if stop != "." {
        return true;
    }
    let word = last_word(before);
    if TITLES.contains(&word) || is_initial(word) || is_list_number(before, word) {
        return false;
    }
    if NUMBERED.contains(&word) {
        return !next.is_numeric();
    }
    let is_abbreviation = ABBREVIATIONS.contains(&word) || word.contains('.');
    !is_abbreviation || SENTENCE_STARTERS.contains(&first_word(after))
}

/// The word that a stop follows, without the marks before it; `U.S` and `a.m` are words.
fn last_word(before: &str) -> &str {
    let start = before.rfind(char::is_whitespace).map_or(0, |byte| {
        byte + before[byte..].chars().next().map_or(1, char::len_utf8)
    });
    before[start..].trim_start_matches(|c: char| !c.is_alphanumeric())
}

fn first_word(after: &str) -> &str {
    let end = after.find(|c: char| !c.is_alphanumeric());
    &after[..end.unwrap_or(after.len())]
}

/// A single capital, as in `J. Smith`; several in a row are `J.R`.
fn is_initial(word: &str) -> bool {
    let mut chars = word.chars();
    chars.next().is_some_and(char::is_uppercase) && chars.next().is_none() && word != "I"
}

/// `3` where nothing stands before it on its line.
fn is_list_number(before: &str, word: &str) -> bool {
    let head = before[..before.len() - word.len()]
        .trim_end_matches(|c: char| c.is_whitespace() && c != '\n');
    word.bytes().all(|byte| byte.is_ascii_digit()) && (head.is_empty() || head.ends_with('\n'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let whole = Span::new(0, text.len());
        let found: Vec<_> = sentences(text, whole).map(|s| s.of(text)).collect();
        assert_eq!(found, expected);
    }

    /// `|` marks the sentence ends.
    fn check_marked(marked: &str) {
        let expected: Vec<_> = marked.split('|').map(str::trim).collect();
        check(&marked.replace('|', ""), &expected);
    }

    #[test]
    fn a_stop_that_ends_nothing() {
        for text in [
            "Mr. Putin met Gen. Milley and Dr. Yu Jie.",
            "He flew to St. Petersburg.",
            "Trade hit $240.1bn last year.",
            "It began at 9 a.m. Moscow time.",
            "The U.S. Treasury and Acme Inc. Chairman Smith agreed.",
            "J. R. R. Tolkien and C. K. Yang came.",
            "“Is he coming?” asked Xi.",
            "Yahoo! said so … and went on.",
            "See No. 10 and vol. 3.",
            "1. First item",
        ] {
            check(text, &[text]);
        }
    }

    #[test]
    fn a_stop_that_ends_a_sentence() {
        for marked in [
            "He came. |She went! |Who stayed? |Nobody.",
            "“He came.” |She went. |(So they say.) |All of them…",
            "They live in the U.S. |They like it.",
            "It ended at 9 p.m. |The talks went on.",
            "So said Acme Inc. |He disagreed.",
            "This is World War I. |It ended in 1918.",
            "他来了。|她走了！|Why?",
        ] {
            check_marked(marked);
        }
    }

    #[test]
    fn list_items_are_sentences_and_wrapped_lines_are_not() {
        check("Points:\n• one\n  • two", &["Points:", "• one", "• two"]);
        check_marked("A line that\ngoes on. |Next.");
    }

    #[test]
    fn nothing_gives_nothing() {
        check("", &[]);
        check("...", &["..."]);
    }
}
