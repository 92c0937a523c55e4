//! Titles and words of places that are written short: `M. Hall` where `Monsieur Hall` is listed.

use std::borrow::Cow;

use super::targets::{Conditions, Targets};
use crate::span::Span;
use crate::token::{Gap, Tokens};

/// What may be written either way.
const PAIRS: &[(&str, &str)] = &[
    ("M", "Monsieur"),
    ("Mme", "Madame"),
    ("Mlle", "Mademoiselle"),
    ("Mr", "Mister"),
    ("Dr", "Doctor"),
    ("Prof", "Professor"),
    ("Rev", "Reverend"),
    ("Gen", "General"),
    ("Col", "Colonel"),
    ("Maj", "Major"),
    ("Capt", "Captain"),
    ("Lt", "Lieutenant"),
    ("Sgt", "Sergeant"),
    ("Gov", "Governor"),
    ("Sen", "Senator"),
    ("St", "Saint"),
    ("St", "St"),
    ("Mt", "Mount"),
    ("Ft", "Fort"),
];

/// The bytes of the longest of them, with a dot.
pub(super) const LONGEST_ABBREVIATED: usize = 12;

/// The most words of a name behind such a word.
const MOST_WORDS: usize = 3;

/// The listed name that begins at a token, if it begins with a word that is listed in its other
/// way, and what it denotes.
pub(super) fn name_at<'a>(
    conditions: &Conditions<'a>,
    tokens: &Tokens,
    first: usize,
) -> Option<(Span, Targets<'a>)> {
    let word = tokens.all[first].span().of(conditions.text);
    let plain = word.strip_suffix('.').unwrap_or(word);
    let ways = PAIRS.iter().filter_map(|(short, long)| match plain {
        _ if plain == *short => Some([Cow::from(*long), dotted(word)]),
        _ if plain == *long => Some([Cow::from(*short), format!("{short}.").into()]),
        _ => None,
    });
    let ways: Vec<Cow<'_, str>> = ways.flatten().collect();
    if ways.is_empty() {
        return None;
    }
    let rest = tokens.all[first + 1..]
        .iter()
        .take(MOST_WORDS)
        .take_while(|token| token.gap == Gap::Space && token.shape.is_capital());
    let ends: Vec<usize> = rest.map(|token| token.end as usize).collect();
    let from = tokens.all.get(first + 1)?.start as usize;
    let index = conditions.index;
    ends.iter().rev().find_map(|&end| {
        let rest = Span::new(from, end).of(conditions.text);
        let names = ways
            .iter()
            .filter_map(|way| index.find(&format!("{way} {rest}")));
        let targets: Targets<'a> = names
            .flat_map(|name| index.targets(name))
            .filter(|target| target.requires.is_empty())
            .collect();
        let span = Span::new(tokens.all[first].start as usize, end);
        (!targets.is_empty()).then_some((span, targets))
    })
}

/// `St` as `St.`, `St.` as `St`.
fn dotted(word: &str) -> Cow<'_, str> {
    match word.strip_suffix('.') {
        Some(plain) => plain.into(),
        None => format!("{word}.").into(),
    }
}
