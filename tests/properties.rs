//! What holds for every text and every list of names, tried on generated ones: parts cover the
//! text, matches spell names, and the tagger agrees with a plain scan.

use std::collections::HashMap;

use comention::gazetteer::{Gazetteer, Index, Matching, fold};
use comention::lexicon::{self, Class};
use comention::read::{Document, Format};
use comention::segment::{self, WordRule, seams, segment, sentences};
use comention::span::Span;
use comention::tag::{Match, Tagger, tag};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

/// Words of names and of texts: few, so that they meet often.
const WORDS: &[&str] = &[
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
const JOINTS: &[&str] = &[" ", "-", "'", ". ", " & ", "’", "–", "+"];

/// What stands before or after a name's words, and is part of it.
const PREFIXES: &[&str] = &["", "", "", ".", "#"];
const SUFFIXES: &[&str] = &["", "", "", "!", ".", " !", "++"];

/// What stands between the names of a text.
const GLUE: &[&str] = &[
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

fn word() -> impl Strategy<Value = String> {
    select(WORDS).prop_map(str::to_owned)
}

/// A name: one to three words with joints, perhaps marks at its ends.
fn name() -> impl Strategy<Value = String> {
    let rest = vec((select(JOINTS), word()), 0..3);
    (select(PREFIXES), word(), rest, select(SUFFIXES)).prop_map(|(prefix, first, rest, suffix)| {
        let rest: String = rest
            .into_iter()
            .map(|(joint, word)| joint.to_owned() + &word)
            .collect();
        format!("{prefix}{first}{rest}{suffix}")
    })
}

/// Some names, of which no two read the same.
fn names() -> impl Strategy<Value = Vec<String>> {
    vec(name(), 1..8).prop_map(|names| {
        let mut known = HashMap::new();
        let is_new = |name: &String| known.insert(canonical(name), ()).is_none();
        names.into_iter().filter(is_new).collect()
    })
}

/// A piece of text: a word, a name in one of its spellings, glue, or any character but those that
/// make addresses, where names do not count.
fn piece(names: Vec<String>) -> impl Strategy<Value = String> {
    prop_oneof![
        3 => select(names).prop_flat_map(spelled),
        3 => word(),
        6 => select(GLUE).prop_map(str::to_owned),
        1 => any::<char>().prop_map(|c| match c {
            '@' | '/' | '\\' => " ".to_owned(),
            c => c.to_string(),
        }),
    ]
}

/// `name` as a text may have it.
fn spelled(name: String) -> impl Strategy<Value = String> {
    let spaced = |space: &str| name.replace(' ', space);
    select(vec![
        name.to_uppercase(),
        name.to_lowercase(),
        fold::strip_marks(&name).into_owned(),
        spaced("\n"),
        spaced(" \u{a0}"),
        spaced("\n\n"),
        name.replace(['\'', '’'], "\u{2018}"),
        name.replace(['-', '–'], "\u{2010}"),
        name,
    ])
}

fn text() -> impl Strategy<Value = String> {
    let names = WORDS.iter().map(|&word| word.to_owned()).collect();
    vec(piece(names), 0..60).prop_map(|pieces| pieces.concat())
}

/// Names and a text that has some of them.
fn names_and_text() -> impl Strategy<Value = (Vec<String>, String)> {
    names().prop_flat_map(|names| {
        let text = vec(piece(names.clone()), 0..30).prop_map(|pieces| pieces.concat());
        (Just(names), text)
    })
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
fn matches(names: &[String], text: &str) -> Vec<(Span, usize)> {
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
fn canonical(text: &str) -> String {
    even(text).to_lowercase()
}

/// Whether `found` is how a text may spell `name`: as listed, or all in capitals.
fn is_spelling(found: &str, name: &str) -> bool {
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
fn is_common(name: &str) -> bool {
    let word = fold::strip_marks(name).to_lowercase();
    name.chars().all(char::is_alphabetic) && lexicon::class(&word).is(Class::COMMON)
}

/// The matcher as its documentation has it: every name is tried at every place, and of those that
/// stand there whole, the longest counts.
fn naive(names: &[String], text: &str) -> Vec<(Span, usize)> {
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

/// Expects `parts` to be in order, without overlap and without white space at their ends, and to
/// leave nothing visible of `whole`.
fn check_cover(text: &str, whole: Span, parts: &[Span]) -> Result<(), TestCaseError> {
    let is_blank = |c: char| c.is_whitespace() || c == '\u{feff}';
    let mut free = whole.start;
    for part in parts {
        prop_assert!(free <= part.start && part.start < part.end && part.end <= whole.end);
        prop_assert_eq!(part.of(text).trim(), part.of(text));
        prop_assert!(text[free..part.start].chars().all(is_blank));
        free = part.end;
    }
    prop_assert!(text[free..whole.end].chars().all(is_blank));
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn paragraphs_are_in_order_and_cover_all_that_is_visible(
        text in text(),
        format in select(vec![Format::Text, Format::Markdown]),
    ) {
        let structure = segment(
            &Document { format, ..Document::new("text", text.clone()) },
            &Default::default(),
        );
        let spans: Vec<Span> = structure.paragraphs.iter().map(|p| p.span).collect();
        check_cover(&text, Span::new(0, text.len()), &spans)?;
    }

    #[test]
    fn sections_follow_each_other_and_hold_their_paragraphs(
        text in text(),
        format in select(vec![Format::Text, Format::Markdown]),
    ) {
        let structure = segment(
            &Document { format, ..Document::new("text", text.clone()) },
            &Default::default(),
        );
        let mut free = 0;
        for section in &structure.sections {
            prop_assert_eq!(section.span.start, free);
            free = section.span.end;
        }
        prop_assert_eq!(free, text.len());
        for paragraph in &structure.paragraphs {
            let section = structure.sections[paragraph.section_idx].span;
            prop_assert!(section.start <= paragraph.span.start);
            prop_assert!(paragraph.span.end <= section.end);
        }
    }

    #[test]
    fn sentences_are_in_order_and_cover_their_paragraph(text in text()) {
        for paragraph in segment(&Document::new("text", text.clone()), &Default::default()).paragraphs {
            let spans: Vec<Span> = sentences(&text, paragraph.span).collect();
            check_cover(&text, paragraph.span, &spans)?;
        }
    }

    #[test]
    fn a_match_slices_to_a_spelling_of_its_name((names, text) in names_and_text()) {
        let mut free = 0;
        for (span, entity) in matches(&names, &text) {
            prop_assert!(free <= span.start, "mentions overlap");
            let found = text.get(span.range());
            prop_assert!(found.is_some(), "{:?} is cut through a character", span);
            let name = &names[entity];
            let found = found.unwrap_or_default();
            prop_assert!(is_spelling(found, name), "{:?} is not {:?}", found, name);
            free = span.end;
        }
    }

    #[test]
    fn the_tagger_agrees_with_a_scan_for_every_name((names, text) in names_and_text()) {
        prop_assert_eq!(matches(&names, &text), naive(&names, &text));
    }

    #[test]
    fn a_name_alone_is_found_as_listed_and_in_capitals(name in name()) {
        let names = [name.clone()];
        let capitals = if is_common(&name) { &name } else { &name.to_uppercase() };
        for text in [name.clone(), capitals.clone(), format!("({name})")] {
            let found: Vec<Span> = matches(&names, &text).iter().map(|found| found.0).collect();
            let start = text.find(|c| c != '(').unwrap_or(0);
            let end = text.trim_end_matches(')').len();
            prop_assert_eq!(found, [Span::new(start, end)], "{:?}", text);
        }
    }
}

#[test]
fn the_tagger_agrees_with_a_scan_on_texts_that_are_rare() {
    for (name, text) in [
        ("Læsø", "LÆSØ, Laeso, LAESO, Læso"),
        ("Wham !", "Wham !, Wham\u{a0}!, Wham  !, Wham\n!, Wham\n\n!"),
        ("Iran!", "Iran!\u{301}, Iran!x, Iran!!"),
        (".NET", ".NET, ASP.NET, ..NET, .NETs"),
        ("Zürich", "Zürich\u{301}, Zürichpublished at 04:28"),
    ] {
        let names = [name.to_owned()];
        let found: Vec<Span> = matches(&names, text).iter().map(|found| found.0).collect();
        let expected: Vec<Span> = naive(&names, text).iter().map(|(span, _)| *span).collect();
        assert_eq!(found, expected, "{name} in {text}");
    }
}

/// Found by chance: of scripts without spaces each letter is a word, and what stands before it none
/// of it.
#[test]
fn a_mark_before_a_letter_that_is_a_word_is_outside_the_name() {
    let names = ["习近平++".to_owned()];
    let text = "\u{301}习近平++`";
    let expected = [(Span::new(2, 13), 0)];
    assert_eq!(matches(&names, text), expected);
    assert_eq!(naive(&names, text), expected);
}
