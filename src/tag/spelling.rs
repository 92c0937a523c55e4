//! A name and words of a text in; whether the text spells that name there, and how, out.

use super::Match;
use crate::gazetteer::{Case, Index, Name, NameId, fold};
use crate::span::Span;

/// How the letters in the text differ from the listed ones, from the closest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Spelling {
    /// Not at all, or in diacritics only.
    AsListed,
    /// They are all capitals.
    Capitals,
    /// In case.
    Folded,
}

impl Spelling {
    /// Whether a name that counts case so may be spelled so.
    pub fn is_allowed(self, case: Case) -> bool {
        match self {
            Self::AsListed => true,
            Self::Capitals => case >= Case::Smart,
            Self::Folded => case == Case::Fold,
        }
    }
}

/// Whether `words` of `text`, whose folded forms are those of `name`, spell it.
pub(super) fn check(index: &Index, id: NameId, text: &str, words: &[Span]) -> Option<Match> {
    let name = index.name(id);
    let start = words.first()?.start.checked_sub(name.prefix().len())?;
    match index.matching.plain {
        true => check_bytes(name, id, text, start),
        false => check_parts(index, name, id, text, words),
    }
}

/// Byte for byte, and on boundaries by the ASCII rule.
fn check_bytes(name: &Name, id: NameId, text: &str, start: usize) -> Option<Match> {
    let span = Span::new(start, start + name.text.len());
    let found = text.get(span.range())?;
    let spelling = match name.case {
        _ if *found == *name.text => Spelling::AsListed,
        Case::Smart if found == name.text.to_ascii_uppercase() => Spelling::Capitals,
        Case::Fold if found.eq_ignore_ascii_case(&name.text) => Spelling::Folded,
        _ => return None,
    };
    let is_word = |byte: Option<&u8>| {
        byte.is_some_and(|&b| b.is_ascii_alphanumeric() || b == b'_' || !b.is_ascii())
    };
    let before = start
        .checked_sub(1)
        .and_then(|byte| text.as_bytes().get(byte));
    let is_whole = !is_word(before) && !is_word(text.as_bytes().get(span.end));
    is_whole.then_some(Match {
        span,
        name: id,
        spelling,
    })
}

/// Word by word, gap by gap.
fn check_parts(
    index: &Index,
    name: &Name,
    id: NameId,
    text: &str,
    words: &[Span],
) -> Option<Match> {
    let (first, last) = (words.first()?, words.last()?);
    let start = starts_before(name.prefix(), text, first.start, index)?;
    let end = ends_after(name.suffix(), text, last.end, index)?;
    let gap = |pair: &[Span]| Span::new(pair[0].end, pair[1].start);
    let mut gaps = words.windows(2).zip(name.words.windows(2));
    if !gaps.all(|(ours, listed)| same_gap(gap(ours).of(text), gap(listed).of(&name.text))) {
        return None;
    }
    let spelling = spelling_of(name, text, words);
    let found = Match {
        span: Span::new(start, end),
        name: id,
        spelling,
    };
    spelling.is_allowed(name.case).then_some(found)
}

fn spelling_of(name: &Name, text: &str, words: &[Span]) -> Spelling {
    let pairs = || {
        let listed = name.words.iter().map(|word| word.of(&name.text));
        words.iter().map(|word| word.of(text)).zip(listed)
    };
    let is_same = |(found, listed): (&str, &str)| {
        found == listed || fold::strip_marks(found) == fold::strip_marks(listed)
    };
    let is_capitals = |(found, listed): (&str, &str)| {
        fold::strip_marks(found).to_uppercase() == fold::strip_marks(found)
            && fold::strip_marks(found) == fold::strip_marks(listed).to_uppercase()
    };
    if pairs().all(is_same) {
        Spelling::AsListed
    } else if pairs().all(is_capitals) {
        Spelling::Capitals
    } else {
        Spelling::Folded
    }
}

/// Where the match begins if `prefix` stands right before byte `start`, at a word boundary.
fn starts_before(prefix: &str, text: &str, start: usize, index: &Index) -> Option<usize> {
    if prefix.is_empty() {
        return Some(start);
    }
    let n_chars = prefix.chars().count();
    let (begin, _) = text[..start].char_indices().rev().nth(n_chars - 1)?;
    let before = text[..begin].chars().next_back();
    let is_whole = !before.is_some_and(|c| index.matching.word_rule().is_word(c));
    (is_whole && same_gap(&text[begin..start], prefix)).then_some(begin)
}

/// Where the match ends if `suffix` stands right after byte `end`, at a word boundary.
fn ends_after(suffix: &str, text: &str, end: usize, index: &Index) -> Option<usize> {
    if suffix.is_empty() {
        return Some(end);
    }
    let rest = &text[end..];
    let n_chars = suffix.chars().count();
    let length = rest
        .char_indices()
        .nth(n_chars)
        .map_or(rest.len(), |(byte, _)| byte);
    let after = rest[length..].chars().next();
    let is_whole = !after.is_some_and(|c| index.matching.word_rule().is_word(c));
    (is_whole && same_gap(&rest[..length], suffix)).then_some(end + length)
}

/// Whether two stretches between words are the same to a reader: any white space is a space, any
/// apostrophe an apostrophe, any hyphen a hyphen.
fn same_gap(found: &str, listed: &str) -> bool {
    found == listed || signs(found).eq(signs(listed))
}

/// The signs of a gap, with runs of white space as one space.
fn signs(gap: &str) -> impl Iterator<Item = char> {
    let mut was_space = false;
    gap.chars().filter_map(move |c| {
        let sign = sign(c);
        let repeats = sign == ' ' && was_space;
        was_space = sign == ' ';
        (!repeats).then_some(sign)
    })
}

fn sign(c: char) -> char {
    match c {
        '\u{2018}' | '\u{2019}' | '\u{201b}' | '\u{2032}' | '\u{ff07}' | '`' => '\'',
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        c if c.is_whitespace() => ' ',
        c => c,
    }
}
