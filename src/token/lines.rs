//! Lines: which breaks say something, and what capitals mean in a line.

use super::{LineCase, Shape, Token};
use crate::lexicon::{Class, class};

/// Whether the line that begins at `start` is blank, or there is none.
pub(super) fn is_blank(text: &str, start: usize) -> bool {
    let rest = text.get(start..).unwrap_or_default();
    let line = rest.trim_start_matches([' ', '\t', '\r']);
    line.is_empty() || line.starts_with('\n')
}

/// Lines that are looked at to tell whether a text is wrapped.
const N_LINES: usize = 400;

/// The longest line of a wrapped text.
const WRAPPED: usize = 90;

/// Whether line breaks say nothing: many lines begin small, and nearly all are short.
pub(super) fn is_wrapped(text: &str) -> bool {
    let (mut n_lines, mut n_small, mut n_short) = (0, 0, 0);
    for line in text
        .lines()
        .filter(|line| !line.trim().is_empty())
        .take(N_LINES)
    {
        n_lines += 1;
        n_small += usize::from(line.trim_start().starts_with(char::is_lowercase));
        n_short += usize::from(line.len() <= WRAPPED);
    }
    n_small * 10 > n_lines * 3 && n_short * 10 > n_lines * 8
}

/// What capitals mean in the line of `tokens`.
pub(super) fn line_case(text: &str, tokens: &[Token]) -> LineCase {
    let (mut n_words, mut n_upper, mut n_content, mut n_capitals) = (0, 0, 0, 0);
    for token in tokens.iter().filter(|token| token.shape != Shape::Number) {
        n_words += 1;
        n_upper += usize::from(token.shape == Shape::Upper);
        let is_long = token.end - token.start > 3;
        n_content += usize::from(is_long || token.shape.is_capital());
        n_capitals += usize::from(token.shape.is_capital());
    }
    if n_upper * 10 >= n_words * 7 && (n_upper >= 3 || n_upper == n_words) && n_words > 0 {
        return LineCase::Capitals;
    }
    let last = tokens[tokens.len() - 1].end as usize;
    let rest = text[last..].lines().next().unwrap_or_default();
    let is_sentence = rest.trim_start_matches(['"', '”', ')']).starts_with('.');
    let is_title = n_words >= 4 && n_capitals * 5 >= n_content * 4 && !is_sentence;
    match is_title && has_ordinary_capitals(text, tokens) {
        true => LineCase::Title,
        false => LineCase::Sentence,
    }
}

/// Whether one of four capitals is on an ordinary word, as in a heading, and not in a list of
/// names.
fn has_ordinary_capitals(text: &str, tokens: &[Token]) -> bool {
    let capitals = tokens.iter().filter(|token| token.shape == Shape::Capital);
    let (mut n_all, mut n_ordinary) = (0, 0);
    for token in capitals {
        let class = class(token.span().of(text));
        n_all += 1;
        n_ordinary += usize::from(class.is(Class::ORDINARY) && !class.is(Class::FIRST));
    }
    n_ordinary * 4 >= n_all && n_ordinary > 0
}
