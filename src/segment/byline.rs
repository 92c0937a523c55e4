//! A line in, whether it tells who wrote the text around it out.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::lines::Short;
use super::phrases::Phrases;
use crate::span::Span;

/// What stands before the names of those who wrote.
const LEADS: &[&str] = &[
    "By ",
    "BY ",
    "by ",
    "Posted by ",
    "Written by ",
    "Edited by ",
    "Reporting by ",
    "Reported by ",
    "Analysis by ",
    "Compiled by ",
    "Live reporting by ",
    "Story by ",
    "Words by ",
    "Par ",
    "Von ",
    "Por ",
    "Автор: ",
    "Author: ",
    "Authors: ",
];

/// The first words of those, in small letters.
static LEAD_WORDS: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::new([
        "by",
        "posted",
        "written",
        "edited",
        "reporting",
        "reported",
        "analysis",
        "compiled",
        "live",
        "story",
        "words",
        "par",
        "von",
        "por",
        "автор",
        "author",
        "authors",
    ])
});

/// The most words behind `By` that name nobody: `By our special correspondent`.
const MOST_LED_WORDS: usize = 5;

/// Small words inside names.
const PARTICLES: &[&str] = &[
    "de", "da", "do", "dos", "del", "della", "di", "du", "la", "le", "van", "von", "der", "den",
    "ter", "bin", "ibn", "al", "el", "y", "e",
];

/// What those who write for a page are.
const ROLES: &[&str] = &[
    "correspondent",
    "reporter",
    "reporting",
    "editor",
    "journalist",
    "writer",
    "analyst",
    "columnist",
    "producer",
    "presenter",
    "contributor",
    "staff",
    "bureau",
    "korrespondent",
    "korrespondentin",
    "redakteur",
    "redakteurin",
    "reporterin",
    "journaliste",
    "correspondant",
    "correspondante",
    "rédacteur",
    "rédactrice",
    "corresponsal",
    "corrispondente",
    "корреспондент",
    "редактор",
];

/// Who wrote, as a line says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Names {
    /// The names, with what stands between them.
    pub(super) span: Span,
    /// Whether a `By` stands before them.
    pub(super) is_led: bool,
    /// How many there are.
    pub(super) n: usize,
}

/// The names that all of `line` is, but for a `By` before them and a place behind.
pub(super) fn names(text: &str, line: Span) -> Option<Names> {
    let all = line.of(text);
    if !all.starts_with(|c: char| c.is_alphabetic()) || all.ends_with(['.', '?', '!', '”', '"']) {
        return None;
    }
    let lead = match LEAD_WORDS.candidates(all).is_empty() {
        true => None,
        false => LEADS.iter().find(|lead| all.starts_with(**lead)),
    };
    let from_newsroom = newsroom(all);
    let skipped = lead.map_or(from_newsroom, |lead| lead.len());
    let span = Span::new(line.start + skipped, line.end);
    let is_led = skipped > 0;
    let whole = span.of(text);
    let list = match whole.find(" in ") {
        Some(byte) if is_led => &whole[..byte],
        _ => whole,
    };
    if is_led && list.split_whitespace().count() <= MOST_LED_WORDS && has_role(list) {
        return Some(Names { span, is_led, n: 1 });
    }
    if !is_led && has_small_word(list) {
        return None;
    }
    let mut n = 0;
    for name in split(list) {
        if is_led && name == "agencies" {
            continue;
        }
        if !is_name(name, is_led) {
            return None;
        }
        n += 1;
    }
    (n > 0).then_some(Names { span, is_led, n })
}

/// The same at the head of a page, where a name by itself may be anything.
pub(super) fn page_names(text: &str, line: Span) -> Option<Names> {
    names(text, line).filter(|names| names.is_led || names.n > 1)
}

/// The names that a page's short lines name more than once.
pub(super) type Repeated<'a> = FxHashSet<&'a str>;

/// Finds the names that stand in more than one of `shorts`.
pub(super) fn repeated<'a>(text: &'a str, shorts: &[Short]) -> Repeated<'a> {
    let lines = shorts.iter().filter(|short| !short.is_wrapped);
    let named = lines.filter_map(|short| names(text, short.line));
    let mut once = FxHashSet::default();
    let mut repeated = Repeated::default();
    for name in named.flat_map(|names| split(names.span.of(text))) {
        if !once.insert(name) {
            repeated.insert(name);
        }
    }
    repeated
}

/// The names of a list.
fn split(list: &str) -> impl Iterator<Item = &str> {
    let parts = list
        .split([',', ';', '|'])
        .flat_map(|part| part.split(" and "));
    let names = parts.flat_map(|part| part.split(" & "));
    names
        .map(|name| name.trim().trim_start_matches("and "))
        .filter(|name| !name.is_empty())
}

/// Whether a word of `list` begins small that no name has: quicker to tell than what the names are.
fn has_small_word(list: &str) -> bool {
    let mut words = list.split_whitespace();
    words.any(|word| {
        let end = word.find([',', ';', '|']).unwrap_or(word.len());
        let word = &word[..end];
        word.starts_with(char::is_lowercase) && word != "and" && !PARTICLES.contains(&word)
    })
}

/// The length of `From CNN's `, of any newsroom.
fn newsroom(line: &str) -> usize {
    let Some(rest) = line.strip_prefix("From ") else {
        return 0;
    };
    let ends = ["'s ", "’s "]
        .iter()
        .filter_map(|end| Some(rest.find(end)? + end.len()));
    ends.min().map_or(0, |end| "From ".len() + end)
}

/// Two to four words with capitals, small particles between them; led by a `By`, one word will do.
fn is_name(name: &str, is_led: bool) -> bool {
    let is_capital = |word: &str| word.starts_with(char::is_uppercase);
    let is_part = |c: char| c.is_alphabetic() || matches!(c, '\'' | '’' | '-' | '.');
    let mut n_capital = 0;
    let mut n_words = 0;
    for word in name.split_whitespace() {
        n_words += 1;
        n_capital += usize::from(is_capital(word));
        let is_known = is_capital(word) || PARTICLES.contains(&word);
        if !is_known
            || !word.chars().all(is_part)
            || (word.ends_with('.') && word.chars().count() > 3)
        {
            return false;
        }
    }
    let fewest = if is_led { 1 } else { 2 };
    (fewest..=4).contains(&n_capital) && n_words <= 6 && is_capital(name)
}

/// Whether a word for what somebody does is among those of `line`.
fn has_role(line: &str) -> bool {
    let mut words = line.split(|c: char| !c.is_alphabetic());
    words.any(|word| ROLES.contains(&word.to_lowercase().as_str()))
}

/// Whether `line` says what somebody does: `China correspondent`, `Reporting from Moscow`. Behind a
/// name any short line without a stop does, such as that of a newsroom.
pub(super) fn is_role(line: &str, is_behind_name: bool) -> bool {
    let is_plain = |c: char| c.is_alphanumeric() || " ,-’'&/".contains(c);
    if !line.starts_with(char::is_uppercase) || !line.chars().all(is_plain) {
        return false;
    }
    let n_words = line.split_whitespace().count();
    n_words <= 10 && (has_role(line) || (is_behind_name && n_words <= 5))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, expected: Option<(&str, usize)>) {
        let found = names(line, Span::new(0, line.len()));
        assert_eq!(found.map(|names| (names.span.of(line), names.n)), expected);
    }

    #[test]
    fn names_of_those_who_wrote() {
        check("Anna Berg", Some(("Anna Berg", 1)));
        check("By Anna Berg", Some(("Anna Berg", 1)));
        check(
            "From CNN's Anna Berg in Oslo",
            Some(("Anna Berg in Oslo", 1)),
        );
        check("Posted by Anna", Some(("Anna", 1)));
        check(
            "Anna Berg, Jo O’Hara and Ludwig van der Aa",
            Some(("Anna Berg, Jo O’Hara and Ludwig van der Aa", 3)),
        );
        check(
            "By Anna Berg and agencies",
            Some(("Anna Berg and agencies", 1)),
        );
    }

    #[test]
    fn lines_that_name_nobody() {
        for line in [
            "",
            "Oslo",
            "Talks begin in Oslo",
            "Anna Berg said so.",
            "By then it rained",
            "Anna Berg 2",
        ] {
            check(line, None);
        }
    }

    #[test]
    fn roles() {
        for line in [
            "China correspondent in Oslo",
            "Live reporter",
            "Reporting from Oslo",
        ] {
            assert!(is_role(line, false), "{line}");
        }
        assert!(is_role("Polar Monitoring", true));
        assert!(!is_role("Polar Monitoring", false));
        assert!(!is_role("It was a reporter.", true));
    }
}
