//! A text in, the words out that belong to its page and not to it: credits, labels, buttons.

use std::sync::LazyLock;

use regex::Regex;

use super::phrases::Phrases;
use super::sentences;
use crate::span::Span;

/// Why words are none of the text's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum BoilerplateKind {
    /// Who wrote, and what they are.
    Byline,
    /// Whose a picture is; who worked on the page.
    Credit,
    /// When it was written.
    Time,
    /// Menus, buttons, labels, notices, licences.
    Furniture,
}

impl BoilerplateKind {
    /// Its name in small letters, as `how` shows it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Byline => "byline",
            Self::Credit => "credit",
            Self::Time => "time",
            Self::Furniture => "furniture",
        }
    }
}

/// A stretch of text that is none of the text's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Boilerplate {
    /// Where.
    pub span: Span,
    /// Why.
    pub kind: BoilerplateKind,
}

/// Credits of pictures up to the line's end, labels of pictures, and the words that name those who
/// worked on a page.
static CREDIT: LazyLock<Regex> = LazyLock::new(|| {
    let medium = "(?:Image|Media|Video|Audio|Photo|Picture)s?";
    let source = format!(r"(?<source>{medium} (?:source|credit)s?[,:])");
    let label = format!(r"(?<label>{medium} caption(?:[,:]|$))");
    let photo = r"(?<photo>(?:Photograph|Photo|Picture|Illustration|Composite|Foto|Photographie)(?: by)?: )";
    let page = r"(?<page>(?:page|blog|coverage|report|story|article|piece) (?:was|were|is|has been) (?:written|edited|compiled|produced)(?: and \w+)? by )";
    let wire = r"(?<wire>(?:Additional r|R)eporting by |Editing by |Writing by |Compiled by )";
    let pattern = format!("(?m){source}|{label}|{photo}|{page}|{wire}");
    Regex::new(&pattern).expect("the pattern is well formed")
});

/// Lines of a page's own, in any case, without a colon at their end.
const FURNITURE: &[&str] = &[
    "updated",
    "breaking",
    "breaking news",
    "share",
    "share this",
    "share this page",
    "share this post",
    "copy link",
    "link copied",
    "copied",
    "email",
    "print",
    "save",
    "facebook",
    "twitter",
    "x",
    "whatsapp",
    "telegram",
    "linkedin",
    "reddit",
    "advertisement",
    "ad",
    "anzeige",
    "publicité",
    "реклама",
    "video content",
    "media player",
    "quote message",
    "live reporting",
    "live",
    "key events",
    "latest updates",
    "show key events only",
    "newest first",
    "oldest first",
    "view key events",
    "please turn on javascript to use this feature",
    "find out more",
    "read more",
    "more to follow",
    "related",
    "related stories",
    "related topics",
    "related articles",
    "recommended stories",
    "top stories",
    "most read",
    "most viewed",
    "our picks",
    "sign in",
    "sign up",
    "log in",
    "subscribe",
    "download the app",
    "start reading",
    "follow us",
    "contact us",
    "back to top",
    "skip to content",
    "skip to main content",
    "menu",
    "search",
    "close",
    "home",
    "comments",
    "list of 4 items",
    "end of list",
];

/// How lines of a page's own begin, in any case.
const FURNITURE_STARTS: &[&str] = &[
    "sign up to ",
    "sign up for ",
    "sign in ",
    "already a member",
    "already a subscriber",
    "subscribe to ",
    "download our ",
    "follow us on ",
    "read more:",
    "read more about",
    "read the full ",
    "all times ",
    "skip to ",
    "list of ",
    "this video can not be played",
    "to play this video",
    "share via ",
    "© ",
    "copyright ",
    "all rights reserved",
    "this site uses cookies",
    "we use cookies",
];

static FIRST_WORDS: LazyLock<Phrases> =
    LazyLock::new(|| Phrases::new(FURNITURE.iter().chain(FURNITURE_STARTS).copied()));

/// The credits in `text`, in order and apart.
pub(super) fn credits(text: &str) -> Vec<Boilerplate> {
    let mut found = Vec::new();
    let mut end = 0;
    for captures in CREDIT.captures_iter(text) {
        let whole = captures.get(0).expect("group 0 is the match");
        let whole = Span::new(whole.start(), whole.end());
        if whole.start < end {
            continue;
        }
        let is = |name: &str| captures.name(name).is_some();
        let kind = match is("label") {
            true => BoilerplateKind::Furniture,
            false => BoilerplateKind::Credit,
        };
        let span = match () {
            _ if is("page") => sentence_around(text, whole).filter(|span| span.start >= end),
            _ if is("source") => Some(to_line_end(text, whole)),
            _ if is("label") => Some(whole),
            _ if is("wire") => begins_sentence(text, whole.start).then(|| to_line_end(text, whole)),
            _ => photo_credit(text, whole),
        };
        if let Some(span) = span {
            end = span.end;
            found.push(Boilerplate { span, kind });
        }
    }
    found
}

/// Whether all of `line` is a page's own.
pub(super) fn is_furniture(line: &str) -> bool {
    if line.len() > 120 {
        return false;
    }
    let begins = |phrases: &LazyLock<Phrases>| !phrases.candidates(line).is_empty();
    if !begins(&FIRST_WORDS) && line.is_ascii() {
        return false;
    }
    let line = line.trim_end_matches([':', '.', '…', ' ']).to_lowercase();
    FURNITURE.contains(&line.as_str())
        || FURNITURE_STARTS.iter().any(|start| line.starts_with(start))
}

/// Whether `line` ends in the credit of a picture, as in `[Anna Berg/Reuters]` or `(AP Photo/Jo
/// Berg)`: where that begins.
pub(super) fn bracketed_credit(text: &str, line: Span) -> Option<Span> {
    let inside = line.of(text);
    let open = match inside.chars().next_back()? {
        ']' => '[',
        ')' => '(',
        _ => return None,
    };
    let start = inside.rfind(open)?;
    let credit = &inside[start + 1..inside.len() - 1];
    let (left, right) = credit.rsplit_once('/')?;
    let is_name = |part: &str| part.trim().starts_with(char::is_uppercase) && part.len() < 60;
    (is_name(left) && is_name(right)).then(|| Span::new(line.start + start, line.end))
}

/// The longest sentence about a page, and the longest credit, in bytes: behind a longer one the
/// line breaks were lost, and only what begins it is sure.
const LONGEST: usize = 2000;
const LONGEST_CREDIT: usize = 300;

/// A `Photograph:` with the names behind it, to the line's end; before other words it is a label.
fn photo_credit(text: &str, label: Span) -> Option<Span> {
    let line = to_line_end(text, label);
    let is_of_name = |word: &str| !word.starts_with(char::is_lowercase) || word.len() <= 3;
    let mut words = text[label.end..line.end].split_whitespace();
    (begins_sentence(text, label.start) && words.all(is_of_name)).then_some(line)
}

/// From where `span` begins to the end of its line, unless that is far.
fn to_line_end(text: &str, span: Span) -> Span {
    let rest = &text.as_bytes()[span.end..];
    let near = &rest[..rest.len().min(LONGEST_CREDIT)];
    match memchr::memchr(b'\n', near) {
        Some(byte) => Span::new(span.start, span.end + byte),
        None if near.len() == rest.len() => Span::new(span.start, text.len()),
        None => span,
    }
}

/// The sentence that holds `inside`, if its line is not too long to be looked through.
fn sentence_around(text: &str, inside: Span) -> Option<Span> {
    let bytes = text.as_bytes();
    let from = inside.start.saturating_sub(LONGEST);
    let to = text.len().min(inside.end + LONGEST);
    let start = match memchr::memrchr(b'\n', &bytes[from..inside.start]) {
        Some(byte) => from + byte + 1,
        None => (from == 0).then_some(0)?,
    };
    let end = match memchr::memchr(b'\n', &bytes[inside.end..to]) {
        Some(byte) => inside.end + byte,
        None => (to == text.len()).then_some(to)?,
    };
    sentences(text, Span::new(start, end)).find(|sentence| sentence.overlaps(inside))
}

/// Whether a sentence or a line begins at `byte`, or a bracket stands before it.
fn begins_sentence(text: &str, byte: usize) -> bool {
    let before = text[..byte].trim_end_matches([' ', '\u{a0}']);
    before.is_empty() || before.ends_with(['\n', '.', '!', '?', ';', '(', '[', '|', '”', '"', '’'])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `[...]` marks what is found, `{...}` what is found as furniture.
    fn check(marked: &str) {
        let text = marked.replace(['[', ']', '{', '}'], "");
        let mut shown = text.clone();
        for found in credits(&text).iter().rev() {
            let (open, close) = match found.kind {
                BoilerplateKind::Furniture => ('{', '}'),
                _ => ('[', ']'),
            };
            shown.insert(found.span.end, close);
            shown.insert(found.span.start, open);
        }
        assert_eq!(shown, marked);
    }

    #[test]
    fn credits_of_pictures() {
        check("A ship in Oslo[Image source, Polar Images]\n{Image caption,}\n\nA ship");
        check("{Image caption:} A ship");
        check("Ice off Bergen. [Photograph: Anna Berg/Polar]\nNext");
        check("He took a Photograph: no.");
    }

    #[test]
    fn those_who_worked_on_a_page() {
        check("Thank you. [This page was written by Anna Berg and Jo Ek.] Good night.");
        check("Ice.\n\n[Reporting by Anna Berg in Oslo; Editing by Jo Ek]\n");
        check("The page was edited well. He read a story written by Anna Berg.");
    }

    #[test]
    fn furniture_and_brackets() {
        assert!(
            is_furniture("Updated") && is_furniture("Key events:") && is_furniture("Sign in here")
        );
        assert!(!is_furniture("Updated maps show the ice"));
        let line = "A ship [Anna Berg/Polar Images]";
        let span = Span::new(0, line.len());
        assert_eq!(bracketed_credit(line, span).map(|span| span.start), Some(7));
        assert_eq!(
            bracketed_credit("It was (and/or) so (1/2)", Span::new(0, 24)),
            None
        );
    }
}
