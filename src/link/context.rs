//! What stands beside a mention, and what that says.

use crate::segment::SENTENCE_STARTERS;
use crate::span::Span;

/// Words before a surname that are no part of the name: titles, ranks and offices.
const TITLES: &[&str] = &[
    "Admiral",
    "Ambassador",
    "Archbishop",
    "Aunt",
    "Baron",
    "Baroness",
    "Bishop",
    "Brother",
    "Capt",
    "Captain",
    "Cardinal",
    "Chairman",
    "Chairwoman",
    "Chancellor",
    "Chief",
    "Coach",
    "Col",
    "Colonel",
    "Commander",
    "Commissioner",
    "Comrade",
    "Congressman",
    "Congresswoman",
    "Constable",
    "Corporal",
    "Count",
    "Countess",
    "Dame",
    "Deputy",
    "Detective",
    "Director",
    "Doctor",
    "Dr",
    "Duchess",
    "Duke",
    "Emperor",
    "Engineer",
    "Father",
    "Gen",
    "General",
    "Gov",
    "Governor",
    "Inspector",
    "Judge",
    "Justice",
    "King",
    "Lady",
    "Lieutenant",
    "Lord",
    "Lt",
    "Madam",
    "Madame",
    "Major",
    "Marshal",
    "Mayor",
    "Minister",
    "Miss",
    "Mlle",
    "Mme",
    "Monsieur",
    "Mother",
    "Mr",
    "Mrs",
    "Ms",
    "Mx",
    "Officer",
    "Pastor",
    "Pope",
    "Premier",
    "President",
    "Prime",
    "Prince",
    "Princess",
    "Private",
    "Prof",
    "Professor",
    "Queen",
    "Rep",
    "Representative",
    "Rev",
    "Reverend",
    "Saint",
    "Secretary",
    "Sen",
    "Senator",
    "Sergeant",
    "Sgt",
    "Sheriff",
    "Sir",
    "Sister",
    "Speaker",
    "Spokesman",
    "Spokeswoman",
    "St",
    "Tsar",
    "Uncle",
    "Vice",
];

/// Capitalised words beside a surname that are no part of the name.
const DAYS_AND_MONTHS: &[&str] = &[
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Whether the surname at `span` belongs to a longer name that the gazetteer lacks: another
/// capitalised word touches it, and neither a title, the start of a sentence nor a line of
/// capitalised words explains that. `next_match` is where the next known name begins.
pub(super) fn is_part_of_longer_name(text: &str, span: Span, next_match: Option<usize>) -> bool {
    let line = line_around(text, span);
    if is_title_line(line.of(text)) {
        return false;
    }
    let before = word_before(&text[line.start..span.start]);
    let after = &text[span.end..line.end];
    before.is_some_and(is_foreign_before)
        || (next_match != Some(span.end + 1) && word_after(after).is_some_and(is_foreign_after))
}

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

/// How much of a line is looked at on either side, in bytes: more than any headline has, and
/// little enough that a text of one long line costs no more than others.
const REACH: usize = 200;

/// The line around `span`, or as much of it as [`REACH`] allows.
fn line_around(text: &str, span: Span) -> Span {
    let from = text.floor_char_boundary(span.start.saturating_sub(REACH));
    let to = text.ceil_char_boundary((span.end + REACH).min(text.len()));
    let start = text[from..span.start]
        .rfind('\n')
        .map_or(from, |byte| from + byte + 1);
    let end = text[span.end..to]
        .find('\n')
        .map_or(to, |byte| span.end + byte);
    Span::new(start, end)
}

/// Whether capitals say nothing: four of five words of the line begin with one, and it does not
/// end as sentences do.
fn is_title_line(line: &str) -> bool {
    if line.len() >= 2 * REACH || line.trim_end().ends_with('.') {
        return false;
    }
    let (mut n_words, mut n_capitals) = (0, 0);
    for word in line.split_whitespace() {
        if let Some(first) = word.chars().find(|c| c.is_alphanumeric()) {
            n_words += 1;
            n_capitals += usize::from(first.is_uppercase());
        }
    }
    n_words > 2 && n_capitals * 5 >= n_words * 4
}

/// The word a single space before the mention, with whether it begins a sentence.
fn word_before(before: &str) -> Option<(&str, bool)> {
    let before = before.strip_suffix(' ')?;
    let start = before.rfind(|c: char| c.is_whitespace() || is_opening(c));
    let start = start.map_or(0, |byte| {
        byte + before[byte..].chars().next().map_or(1, char::len_utf8)
    });
    let lead = before[..start].trim_end_matches(|c: char| c == ' ' || is_opening(c));
    let starts_sentence =
        lead.is_empty() || lead.ends_with(['.', '!', '?', ':', '•', '*', '–', '-']);
    Some((&before[start..], starts_sentence))
}

fn is_opening(c: char) -> bool {
    matches!(c, '"' | '\'' | '“' | '‘' | '«' | '(' | '[')
}

fn is_foreign_before((word, starts_sentence): (&str, bool)) -> bool {
    let bare = word.strip_suffix('.').unwrap_or(word);
    let is_name_like = bare.chars().next().is_some_and(char::is_uppercase)
        && !bare.ends_with(|c: char| !c.is_alphanumeric())
        && !bare.ends_with("'s")
        && !bare.ends_with("’s");
    let is_initial = bare.chars().count() == 1;
    let ends_sentence = bare != word && !is_initial;
    let is_explained = ends_sentence
        || TITLES.contains(&bare)
        || DAYS_AND_MONTHS.contains(&bare)
        || is_capitals(bare)
        || (starts_sentence && SENTENCE_STARTERS.contains(&bare));
    is_name_like && !is_explained
}

/// The word a single space behind the mention.
fn word_after(after: &str) -> Option<&str> {
    let after = after.strip_prefix(' ')?;
    let end = after
        .find(|c: char| !c.is_alphanumeric())
        .unwrap_or(after.len());
    Some(&after[..end])
}

fn is_foreign_after(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
        && !is_capitals(word)
        && !SENTENCE_STARTERS.contains(&word)
        && !DAYS_AND_MONTHS.contains(&word)
}

/// An acronym beside a name is no part of it: `US Putin`, `Putin NATO`.
fn is_capitals(word: &str) -> bool {
    word.chars().count() > 1 && word.chars().all(|c| c.is_uppercase() || c == '.')
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

    /// `[...]` marks the surname.
    fn check(marked: &str, expected: bool) {
        let start = marked.find('[').expect("a mark");
        let end = marked.find(']').expect("a mark") - 1;
        let text = marked.replace(['[', ']'], "");
        let found = is_part_of_longer_name(&text, Span::new(start, end), None);
        assert_eq!(found, expected, "{marked}");
    }

    #[test]
    fn neighbors_that_make_a_longer_name() {
        check("in the Great [Hall] of", true);
        check("he met Peter [Hall] there", true);
        check("along [Hall] Street to", true);
        check("to P. [Hall] then", true);
    }

    #[test]
    fn neighbors_that_do_not() {
        check("“But [Hall] said", false);
        check("President [Hall] said", false);
        check("Britain's [Hall] said", false);
        check("then the US [Hall] said", false);
        check("said [Hall] Monday", false);
        check("Why [Hall] Went Home Early", false);
        check("by [Hall], Peter said", false);
        check("He met Peter Smith. [Hall] left", false);
        check("On 30 August [Hall] left", false);
    }
}
