//! A place in a text in, the word that stands there out.

use super::gaps::{opens_sentence, starts_as_name};
use super::letters::n_letters;
use super::{Gap, Shape, Token};
use crate::lexicon::{Class, class};

/// What a byte may be in a word.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Byte {
    Gap,
    Small,
    Capital,
    Digit,
    High,
    Inner,
    Dot,
}

const BYTES: [Byte; 256] = {
    let mut bytes = [Byte::Gap; 256];
    let mut byte = 0;
    while byte < 256 {
        bytes[byte] = match byte as u8 {
            b'a'..=b'z' => Byte::Small,
            b'A'..=b'Z' => Byte::Capital,
            b'0'..=b'9' => Byte::Digit,
            b'\'' | b'-' | b'&' => Byte::Inner,
            b'.' => Byte::Dot,
            0x80.. => Byte::High,
            _ => Byte::Gap,
        };
        byte += 1;
    }
    bytes
};

/// The first word of `text[from..end]`, or a lone `&`.
pub(super) fn next_word(text: &str, from: usize, end: usize) -> Option<Token> {
    let bytes = text.as_bytes();
    let mut at = from;
    while at < end {
        match BYTES[usize::from(bytes[at])] {
            Byte::Small | Byte::Capital | Byte::Digit => return Some(word_at(text, at, end)),
            Byte::High => {
                let c = text[at..].chars().next()?;
                if c.is_alphanumeric() {
                    return Some(word_at(text, at, end));
                }
                at += c.len_utf8();
            }
            Byte::Inner if bytes[at] == b'&' && at > from && bytes[at - 1] == b' ' => {
                return Some(Token {
                    start: at as u32,
                    end: at as u32 + 1,
                    shape: Shape::Small,
                    gap: Gap::Space,
                    opens: false,
                    is_possessive: false,
                });
            }
            _ => at += 1,
        }
    }
    None
}

/// The word that begins at `start`.
fn word_at(text: &str, start: usize, end: usize) -> Token {
    let plain = plain_word(&text.as_bytes()[..end], start);
    plain.unwrap_or_else(|| any_word(text, start, end))
}

/// The word that begins at `start`, behind a space, if it is of small ASCII letters, perhaps behind
/// one capital, and what ends it is plain too.
#[inline(always)]
pub(super) fn plain_word(line: &[u8], start: usize) -> Option<Token> {
    let is_capital = line.get(start)?.is_ascii_uppercase();
    let n = n_letters(&line[start..]);
    let end = start + n;
    let stop = line
        .get(end)
        .map_or(Byte::Gap, |&byte| BYTES[usize::from(byte)]);
    // Without a branch on the capital, which cannot be guessed.
    let is_stop = (stop == Byte::Gap) | (stop == Byte::Dot) & !is_capital;
    if !(is_stop & (n > usize::from(is_capital))) {
        return None;
    }
    let shape = match is_capital {
        true => Shape::Capital,
        false => Shape::Small,
    };
    Some(Token {
        start: start as u32,
        end: end as u32,
        shape,
        gap: Gap::Space,
        opens: false,
        is_possessive: false,
    })
}

fn any_word(text: &str, start: usize, end: usize) -> Token {
    let bytes = text.as_bytes();
    let (mut n_small, mut n_capitals, mut n_dots) = (0, 0, 0);
    let mut at = start;
    let mut is_possessive = false;
    while at < end {
        match BYTES[usize::from(bytes[at])] {
            Byte::Small => {
                n_small += 1;
                at += 1;
            }
            Byte::Capital => {
                n_capitals += 1;
                at += 1;
            }
            Byte::Digit => at += 1,
            Byte::High => {
                let c = text[at..].chars().next().unwrap_or(' ');
                if c == '’' {
                    is_possessive = is_genitive(bytes, at + 3, end);
                    if is_possessive || !letter_at(text, at + 3, end) {
                        is_possessive |= bytes[at - 1] == b's';
                        break;
                    }
                } else if !c.is_alphanumeric() && !is_joining(c) {
                    break;
                }
                n_small += usize::from(c.is_lowercase());
                n_capitals += usize::from(c.is_uppercase());
                at += c.len_utf8();
            }
            Byte::Inner => {
                let is_apostrophe = bytes[at] == b'\'';
                is_possessive = is_apostrophe && is_genitive(bytes, at + 1, end);
                if is_possessive || !letter_at(text, at + 1, end) {
                    is_possessive |= is_apostrophe && bytes[at - 1] == b's';
                    break;
                }
                at += 1;
            }
            Byte::Dot => {
                // `U.S.`, `J.`: a dot behind each capital.
                let is_dotted =
                    n_small == 0 && n_capitals == n_dots + 1 && at == start + 2 * n_capitals - 1;
                if !is_dotted {
                    break;
                }
                n_dots += 1;
                at += 1;
                if at >= end || !bytes[at].is_ascii_uppercase() || bytes.get(at + 1) != Some(&b'.')
                {
                    break;
                }
            }
            Byte::Gap => break,
        }
    }
    if at < end && bytes[at] == b'.' && n_capitals > 0 && keeps_dot(text, start, at) {
        let rest = &text[at + 1..end];
        // `Acme Inc.'s`
        let sign = rest.chars().next().filter(|c| matches!(c, '\'' | '’'));
        is_possessive = sign.is_some_and(|sign| is_genitive(bytes, at + 1 + sign.len_utf8(), end));
        let rest = rest.trim_start();
        let is_last = rest.is_empty() || rest.starts_with(['"', '”', '’', '\'']);
        at += usize::from(is_possessive || !is_last && !opens_sentence(rest));
    }
    Token {
        start: start as u32,
        end: at as u32,
        shape: shape(&text[start..at], n_small, n_capitals),
        gap: Gap::Space,
        opens: false,
        is_possessive,
    }
}

/// Whether a dot behind `text[start..end]` belongs to it and ends no sentence: `Inc.`, `Jr.`; behind
/// a town, `Mo.`; not behind the number of `World War II.`
fn keeps_dot(text: &str, start: usize, end: usize) -> bool {
    let word = &text[start..end];
    let class = class(word);
    let is_numeral = || word.bytes().all(|byte| matches!(byte, b'I' | b'V'));
    class.is(Class::LEGAL_FORM)
        || class.is(Class::NAME_SUFFIX) && !is_numeral()
        || class.is(Class::STATE) && is_behind_town(&text[..start])
        || matches!(word, "St" | "Ste" | "Mt" | "Ft" | "Bros" | "Univ" | "Dept")
}

/// Whether `before` ends with a capitalised word and a comma.
fn is_behind_town(before: &str) -> bool {
    let town = before
        .strip_suffix(", ")
        .and_then(|before| before.rsplit([' ', '\n']).next());
    town.is_some_and(|town| town.starts_with(char::is_uppercase))
}

fn shape(word: &str, n_small: usize, n_capitals: usize) -> Shape {
    let first = word.chars().next().unwrap_or(' ');
    match (n_small, n_capitals) {
        _ if first.is_numeric() => Shape::Number,
        _ if !first.is_uppercase() => match starts_as_name(word) {
            true => Shape::Capital,
            false => Shape::Small,
        },
        (0, 1) if word.chars().filter(|c| *c != '.').count() == 1 => Shape::Initial,
        (0, 2..) => Shape::Upper,
        // `FBI-led` stays a capital, `NATOs` too.
        _ => Shape::Capital,
    }
}

/// Whether `s` and the end of the word stand at `at`.
fn is_genitive(bytes: &[u8], at: usize, end: usize) -> bool {
    let follows = |at: usize| at < end && BYTES[usize::from(bytes[at])] != Byte::Gap;
    at < end
        && matches!(bytes[at], b's' | b'S')
        && !(follows(at + 1) && bytes[at + 1].is_ascii_alphanumeric())
}

fn letter_at(text: &str, at: usize, end: usize) -> bool {
    at < end && text[at..].chars().next().is_some_and(char::is_alphanumeric)
}

/// Marks above letters, and soft hyphens.
fn is_joining(c: char) -> bool {
    matches!(
        c,
        '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{2010}' | '\u{2011}'
    )
}
