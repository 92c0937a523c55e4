//! The matcher against a plain scan for every name.

use comention::gazetteer::{Gazetteer, Index, Matching, fold};
use comention::lexicon::{self, Class};
use comention::read::Document;
use comention::segment::{self, WordRule, seams, segment};
use comention::span::Span;
use comention::tag::{Match, Tagger, tag};

use std::collections::HashSet;

/// Words of names and of texts: few, so that they meet often.
pub const WORDS: &[&str] = &[
    "Iran",
    "Air",
    "O",
    "Brien",
    "New",
    "York",
    "Zürich",
    "Zu\u{308}rich",
    "Łódź",
    "Київ",
    "Læsø",
    "eBay",
    "US",
    "3M",
    "Яндекс",
    "习近平",
];

/// What stands between the words of a name.
pub const JOINTS: &[&str] = &[" ", "-", "'", ". ", " & ", "’", "–", "+"];

/// What stands before or after a name's words, and is part of it.
pub const PREFIXES: &[&str] = &["", "", "", ".", "#"];
pub const SUFFIXES: &[&str] = &["", "", "", "!", ".", " !", "++"];

/// What stands between the names of a text.
pub const GLUE: &[&str] = &[
    " ",
    " ",
    "  ",
    "\n",
    "\r\n",
    "\n\n",
    "\n \t\n",
    "\u{a0}",
    "\u{2009}",
    "\u{200b}",
    "-",
    "\u{2011}",
    "—",
    "'",
    "’",
    "`",
    ".",
    ". ",
    "! ",
    "? ",
    "!",
    "++",
    "#",
    " & ",
    "+",
    ", ",
    "“",
    "”",
    "(",
    ")",
    "_",
    "*",
    "# ",
    "• ",
    "s",
    "ian",
    "the ",
    "and ",
    "Mr. ",
    "\u{301}",
    "\u{feff}",
    "\u{ad}",
    "。",
    "🚢",
    "published at 04:28",
    "Image source",
];

/// Makes up to three names and a text of `bytes`, a part of them for each, and looks for the names
/// in it in two ways. A byte of 255 ends the text, and each name.
pub fn matcher(bytes: &[u8]) {
    let mut pieces = bytes.splitn(4, |&byte| byte == 255);
    let text = pieces.next().unwrap_or_default();
    let mut known = HashSet::new();
    let names = pieces.map(name_of);
    let names: Vec<String> = names.filter(|name| known.insert(canonical(name))).collect();
    let parts = text.iter().take(40).map(|&byte| match usize::from(byte) {
        place if place < WORDS.len() => WORDS[place].to_owned(),
        place if place < WORDS.len() + GLUE.len() => GLUE[place - WORDS.len()].to_owned(),
        place => match names.get(place % 4) {
            Some(name) if place % 3 == 0 => name.to_uppercase(),
            Some(name) => name.clone(),
            None => char::from(byte).to_string(),
        },
    });
    agrees(&names, &parts.collect::<String>());
}

/// A name: a prefix, a word, perhaps further ones with a joint before each, a suffix.
fn name_of(bytes: &[u8]) -> String {
    let part = |parts: &[&'static str], place: usize| {
        let byte = bytes.get(place).copied().unwrap_or_default();
        parts[usize::from(byte) % parts.len()]
    };
    let n_more = bytes.len().saturating_sub(3).min(4) / 2;
    let more = (0..n_more).map(|n| [part(JOINTS, 3 + 2 * n), part(WORDS, 4 + 2 * n)].concat());
    let more: String = more.collect();
    [part(PREFIXES, 0), part(WORDS, 1), &more, part(SUFFIXES, 2)].concat()
}

/// Expects the matcher and the scan to find the same.
pub fn agrees(names: &[String], text: &str) {
    assert_eq!(
        matches(names, text),
        naive(names, text),
        "{names:?} in {text:?}"
    );
}

/// A gazetteer with a place for each name; the place of a name is its entity's.
fn gazetteer(names: &[String]) -> Gazetteer {
    let entities = names.iter().enumerate().map(|(idx, name)| {
        let name = toml::Value::from(name.as_str());
        format!("[[entity]]\nid = \"{idx}\"\ntype = \"place\"\nname = {name}\n")
    });
    let list: String = entities.collect();
    Gazetteer::from_toml(&list, "test").expect("a good list")
}

/// Where `names` stand in `text`, with the place of each in the list.
pub fn matches(names: &[String], text: &str) -> Vec<(Span, usize)> {
    let gazetteer = gazetteer(names);
    let index = Index::new(&gazetteer, Matching::default());
    let found = tag(text, &seams(text), &index, &mut Tagger::default());
    let first = |found: &Match| index.targets(found.name).next();
    let found = found
        .iter()
        .filter_map(|found| Some((found.span, first(found)?.entity.idx())));
    found.collect()
}

/// `text` with all spellings of a name made one, but for case: words without diacritics, white
/// space as one space, all apostrophes and all hyphens as one.
fn even(text: &str) -> String {
    let mut even = String::new();
    let mut end = 0;
    for word in segment::words(text, Span::new(0, text.len()), WordRule::Unicode) {
        push_signs(&mut even, &text[end..word.start]);
        even.push_str(&bare(word.of(text)));
        end = word.end;
    }
    push_signs(&mut even, &text[end..]);
    even
}

/// Adds what stands between words.
fn push_signs(even: &mut String, gap: &str) {
    for c in gap.chars() {
        match c {
            '\u{2018}' | '\u{2019}' | '\u{201b}' | '\u{2032}' | '\u{ff07}' | '`' => even.push('\''),
            '\u{2010}'..='\u{2015}' | '\u{2212}' => even.push('-'),
            c if c.is_whitespace() && even.ends_with(' ') => {}
            c if c.is_whitespace() => even.push(' '),
            c => even.push(c),
        }
    }
}

/// A word without its diacritics; one of nothing else keeps them.
fn bare(word: &str) -> String {
    match fold::strip_marks(word) {
        bare if bare.is_empty() => word.to_owned(),
        bare => bare.into_owned(),
    }
}

/// The same in lower case.
pub fn canonical(text: &str) -> String {
    even(text).to_lowercase()
}

/// Whether `found` is how a text may spell `name`: as listed, or all in capitals.
pub fn is_spelling(found: &str, name: &str) -> bool {
    [found, &unbroken(found, true), &unbroken(found, false)]
        .iter()
        .any(|found| is_spelling_in_line(found, name))
}

/// `text` with the words whole that a hyphen breaks over lines: without it where `drops` says so and
/// a small letter follows.
fn unbroken(text: &str, drops: bool) -> String {
    let mut whole = String::new();
    let mut rest = text;
    while let Some(end) = rest.find('\n') {
        let line = rest[..end].strip_suffix('\r').unwrap_or(&rest[..end]);
        let before = line.strip_suffix(['-', '\u{2010}']);
        let after = rest[end + 1..].trim_start_matches([' ', '\t']);
        match before.filter(|before| before.ends_with(char::is_alphabetic)) {
            Some(before) if after.starts_with(char::is_alphabetic) => {
                let drops = drops && after.starts_with(char::is_lowercase);
                whole.push_str(if drops { before } else { line });
                rest = after;
            }
            _ => {
                whole.push_str(&rest[..=end]);
                rest = &rest[end + 1..];
            }
        }
    }
    whole + rest
}

fn is_spelling_in_line(found: &str, name: &str) -> bool {
    let is_capitals = !found.chars().any(char::is_lowercase);
    let may_be_capitals = || !is_common(name) && canonical(found) == canonical(name);
    even(found) == even(name) || is_capitals && may_be_capitals()
}

/// Whether `name` is a word that texts in capitals hold by chance.
pub fn is_common(name: &str) -> bool {
    let word = fold::strip_marks(name).to_lowercase();
    name.chars().all(char::is_alphabetic) && lexicon::class(&word).is(Class::COMMON)
}

/// The matcher as its documentation has it: every name is tried at every place, and of those that
/// stand there whole, the longest counts.
pub fn naive(names: &[String], text: &str) -> Vec<(Span, usize)> {
    let seams = seams(text);
    let is_word = |c: Option<char>| c.is_some_and(|c| WordRule::Unicode.is_word(c));
    let starts = [0].into_iter().chain(seams.iter().copied());
    let ends = seams.iter().copied().chain([text.len()]);
    let pieces = starts.zip(ends).map(|(start, end)| Span::new(start, end));
    let words: Vec<Span> = pieces
        .flat_map(|piece| segment::words(text, piece, WordRule::Unicode))
        .collect();
    let begins = |byte: usize| {
        words.iter().any(|word| word.start == byte) || !is_word(text[..byte].chars().next_back())
    };
    let ends = |byte: usize| {
        words.iter().any(|word| word.end == byte) || !is_word(text[byte..].chars().next())
    };
    let mut found = Vec::new();
    for paragraph in segment(&Document::new("text", text), &Default::default()).paragraphs {
        let bytes = paragraph.span.start..=paragraph.span.end;
        let places: Vec<usize> = bytes.filter(|&byte| text.is_char_boundary(byte)).collect();
        let mut free = paragraph.span.start;
        for (idx, &start) in places.iter().enumerate() {
            if start < free || !begins(start) || starts_blank(&text[start..]) {
                continue;
            }
            let longest = places[idx + 1..].iter().rev().find_map(|&end| {
                let whole = ends(end) && !text[start..end].ends_with(char::is_whitespace);
                let spelled = |name: &String| is_spelling(&text[start..end], name);
                let name = whole.then(|| names.iter().position(spelled))??;
                Some((Span::new(start, end), name))
            });
            if let Some((span, name)) = longest {
                found.push((span, name));
                free = span.end;
            }
        }
    }
    found
}

fn starts_blank(text: &str) -> bool {
    text.starts_with(char::is_whitespace)
}
