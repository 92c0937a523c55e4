//! What holds for every text and every list of names, tried on generated ones: parts cover the
//! text, matches spell names, and the tagger agrees with a plain scan.

mod bodies;

use std::collections::HashMap;

use bodies::matcher::{
    GLUE, JOINTS, PREFIXES, SUFFIXES, WORDS, canonical, is_common, is_spelling, matches, naive,
};
use bodies::reading::segmenter;
use comention::cooccur::{Counting, Spot, Window, place};
use comention::gazetteer::fold;
use comention::read::Document;
use comention::segment::{WordRule, segment, words};
use comention::span::Span;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

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

/// Checks the windows of all words of a text.
fn windows(text: &str, window: &str) {
    let document = Document::new("a", text);
    let structure = segment(&document, &Default::default());
    let inside = |span: Span| words(text, span, WordRule::Unicode);
    let paragraphs = structure.paragraphs.iter();
    let names: Vec<Span> = paragraphs.flat_map(|one| inside(one.span)).collect();
    let window: Window = window.parse().expect("a window");
    let counting = Counting {
        window,
        keeps_boilerplate: true,
        ..Counting::default()
    };
    let places = place(text, &structure, &names, counting);
    assert_eq!(places.spots.len(), names.len());
    let windows: Vec<u32> = places.spots.iter().flat_map(|spot| spot.window).collect();
    assert_eq!(windows.len(), names.len(), "every name is in a window");
    assert!(windows.is_sorted());
    assert!(
        windows
            .last()
            .is_none_or(|last| (*last as usize) < places.n_windows)
    );
    for (spot, name) in places.spots.iter().zip(&names) {
        let sentence = places.sentences[spot.sentence as usize];
        assert!(sentence.contains(name.start));
        let paragraph = structure.paragraphs[spot.paragraph as usize];
        assert!(paragraph.span.contains(name.start));
        assert_eq!(paragraph.section_idx, spot.section as usize);
    }
    for pair in places.spots.windows(2) {
        let unit = |spot: &Spot| match window {
            Window::Sentence => Some(spot.sentence),
            Window::Paragraph => Some(spot.paragraph),
            Window::Section => Some(spot.section),
            Window::Document => Some(0),
            Window::Words(_) => None,
        };
        if let (Some(one), Some(other)) = (unit(&pair[0]), unit(&pair[1])) {
            assert_eq!(one == other, pair[0].window == pair[1].window);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn parts_are_in_order_and_cover_all_that_is_visible(text in text(), is_markdown: bool) {
        segmenter(&[&[u8::from(is_markdown)], text.as_bytes()].concat());
    }

    #[test]
    fn windows_cover_every_name_and_hold_what_their_unit_holds(
        text in text(),
        window in select(vec!["sentence", "paragraph", "section", "document", "words:1", "words:5"]),
    ) {
        windows(&text, window);
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
