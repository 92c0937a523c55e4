//! A name and words of a text in; whether the text spells that name there, and how, out.

use super::Match;
use crate::gazetteer::{Case, Record, fold};
use crate::segment::WordRule;
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

/// Whether the words `span` of `text`, whose hashes are those of the name, spell it byte for byte.
#[inline]
pub(super) fn check_plain(
    record: &Record<'_>,
    text: &str,
    span: Span,
    case: Case,
) -> Option<Match> {
    let start = span.start.checked_sub(record.prefix)?;
    let end = start + record.form.len();
    let found = text.as_bytes().get(start..end)?;
    let spelling = if found == record.form {
        Spelling::AsListed
    } else if case == Case::Fold && found.eq_ignore_ascii_case(record.form) {
        Spelling::Folded
    } else {
        return None;
    };
    let is_word = |byte: Option<&u8>| {
        byte.is_some_and(|&b| b.is_ascii_alphanumeric() || b == b'_' || !b.is_ascii())
    };
    let before = start
        .checked_sub(1)
        .and_then(|byte| text.as_bytes().get(byte));
    let is_whole = (record.prefix == 0 || !is_word(before))
        && (end == span.end || !is_word(text.as_bytes().get(end)));
    is_whole.then_some(Match {
        span: Span::new(start, end),
        name: record.id,
        spelling,
    })
}

/// Whether the words `span` of `text`, whose hashes are those of the name, spell it as readers see
/// it, in a case that it allows.
#[inline]
pub(super) fn check(record: &Record<'_>, text: &str, span: Span) -> Option<Match> {
    let found = text.as_bytes().get(span.range())?;
    if found == record.form {
        return Some(Match {
            span,
            name: record.id,
            spelling: Spelling::AsListed,
        });
    }
    check_parts(record, text, span)
}

#[cold]
fn check_parts(record: &Record<'_>, text: &str, span: Span) -> Option<Match> {
    let form = std::str::from_utf8(record.form).ok()?;
    let is_word = |c: char| WordRule::Unicode.is_word(c);
    let suffix = form.rfind(is_word).map_or("", |last| {
        let length = form[last..].chars().next().map_or(0, char::len_utf8);
        &form[last + length..]
    });
    let start = starts_before(form.get(..record.prefix)?, text, span.start)?;
    let end = ends_after(suffix, text, span.end)?;
    let found = fold::normal(text.get(start..end)?)?;
    let spelling = spelling_of(&found, form, text.get(span.range())?)?;
    let found = Match {
        span: Span::new(start, end),
        name: record.id,
        spelling,
    };
    spelling.is_allowed(record.case()).then_some(found)
}

/// How `found` differs from `form`; `None` if in more than case.
fn spelling_of(found: &str, form: &str, body: &str) -> Option<Spelling> {
    if found == form {
        return Some(Spelling::AsListed);
    }
    let is_capitals = !body.chars().any(char::is_lowercase);
    if is_capitals && found.to_uppercase() == form.to_uppercase() {
        return Some(Spelling::Capitals);
    }
    (found.to_lowercase() == form.to_lowercase()).then_some(Spelling::Folded)
}

/// Where the match begins if `prefix` stands right before byte `start`, at a word boundary.
fn starts_before(prefix: &str, text: &str, start: usize) -> Option<usize> {
    let mut before = &text[..start];
    for listed in prefix.chars().rev() {
        let shorter = match listed {
            ' ' => before.trim_end(),
            _ => before.strip_suffix(|c| fold::sign(c) == listed)?,
        };
        if shorter.len() == before.len() {
            return None;
        }
        before = shorter;
    }
    let is_whole = prefix.is_empty() || !before.ends_with(|c| WordRule::Unicode.is_word(c));
    is_whole.then_some(before.len())
}

/// Where the match ends if `suffix` stands right after byte `end`, at a word boundary.
fn ends_after(suffix: &str, text: &str, end: usize) -> Option<usize> {
    let mut after = &text[end..];
    for listed in suffix.chars() {
        let shorter = match listed {
            ' ' => after.trim_start(),
            _ => after.strip_prefix(|c| fold::sign(c) == listed)?,
        };
        if shorter.len() == after.len() {
            return None;
        }
        after = shorter;
    }
    let is_whole = suffix.is_empty() || !after.starts_with(|c| WordRule::Unicode.is_word(c));
    is_whole.then_some(text.len() - after.len())
}
