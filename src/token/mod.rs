//! A text in, its tokens out: words as names are made of, with their shape, what stands before
//! them, and the lines they stand in.

mod gaps;

mod letters;

mod lines;

mod starts;

use memchr::memchr_iter;

use crate::lexicon::{Class, class};
use crate::span::Span;
use gaps::{gap, is_space, opens, opens_sentence, starts_as_name};
use letters::n_letters;
use lines::{is_blank, is_wrapped, line_case};

pub use starts::Starts;

/// A word: letters and digits with inner apostrophes, hyphens and `&`; `'s` is left off.
#[derive(Clone, Copy, Debug)]
pub struct Token {
    /// Where it begins, in bytes of the text.
    pub start: u32,
    /// Where it ends; an abbreviation's dot is part of it where it is part of a name.
    pub end: u32,
    /// How its letters look.
    pub shape: Shape,
    /// What stands between it and the token before.
    pub gap: Gap,
    /// Whether a capital on it says nothing, as it begins a sentence, a quotation or an item.
    pub opens: bool,
    /// Whether `'s` or an apostrophe stands behind it.
    pub is_possessive: bool,
}

/// How the letters of a token look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Begins with a small letter.
    Small,
    /// Begins with a capital, and is not all capitals.
    Capital,
    /// Two capitals or more, and no small letter: `NATO`, `U.S.`.
    Upper,
    /// A single capital, with its dot.
    Initial,
    /// Begins with a digit.
    Number,
}

/// What stands between two tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gap {
    /// Spaces, or a line break inside a paragraph that is wrapped.
    Space,
    /// A comma.
    Comma,
    /// What ends a sentence.
    Stop,
    /// An opening bracket.
    Bracket,
    /// Anything else.
    Mark,
    /// The end of a line, or the beginning of the text.
    Line,
}

/// The tokens of a line, and what capitals mean in it.
#[derive(Clone, Copy, Debug)]
pub struct Line {
    /// Its first token.
    pub first: usize,
    /// The token behind its last.
    pub end: usize,
    /// What capitals mean.
    pub case: LineCase,
}

/// What capitals mean in a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineCase {
    /// They tell names.
    Sentence,
    /// Most words have one, as in headings.
    Title,
    /// Most letters are.
    Capitals,
}

/// The tokens of a text, in order, and its lines.
#[derive(Debug, Default)]
pub struct Tokens {
    /// All of them.
    pub all: Vec<Token>,
    /// The lines that hold any.
    pub lines: Vec<Line>,
    /// Those with a capital.
    pub starts: Starts,
}

impl Shape {
    /// Whether it may be a part of a name by its first letter.
    #[inline]
    pub fn is_capital(self) -> bool {
        matches!(self, Self::Capital | Self::Upper | Self::Initial)
    }
}

impl Token {
    /// Its place in the text.
    pub fn span(&self) -> Span {
        Span::new(self.start as usize, self.end as usize)
    }
}

/// Splits `text` into tokens and lines, in linear time. Texts from 4 GiB have none.
pub fn tokens(text: &str) -> Tokens {
    let mut tokens = Tokens::default();
    if u32::try_from(text.len()).is_err() {
        return tokens;
    }
    tokens.all.reserve(text.len() / 5);
    let is_wrapped = is_wrapped(text);
    let mut start = 0;
    let mut first = 0;
    for end in memchr_iter(b'\n', text.as_bytes()).chain([text.len()]) {
        let n_before = tokens.all.len();
        tokenise(text, start, end, &mut tokens.all);
        let goes_on = is_wrapped && !is_blank(text, end + 1);
        if let Some(token) = tokens.all.get_mut(n_before)
            && n_before > first
        {
            token.gap = Gap::Space;
            token.opens = false;
            let before = tokens.all[n_before - 1];
            let between = &text[before.end as usize..tokens.all[n_before].start as usize];
            let gap = gap(between, before.span().of(text));
            tokens.all[n_before].gap = gap;
            tokens.all[n_before].opens = opens(between, gap, before.shape);
        }
        if !goes_on {
            close_line(text, first, &mut tokens);
            first = tokens.all.len();
        }
        start = end + 1;
    }
    close_line(text, first, &mut tokens);
    tokens.starts = Starts::of(&tokens.all);
    tokens
}

fn close_line(text: &str, first: usize, tokens: &mut Tokens) {
    let end = tokens.all.len();
    if end > first {
        let case = line_case(text, &tokens.all[first..end]);
        tokens.lines.push(Line { first, end, case });
    }
}

/// Words before a dot that belongs to them and ends no sentence.
fn keeps_dot(word: &str) -> bool {
    let class = class(word);
    class.is(Class::LEGAL_FORM | Class::NAME_SUFFIX)
        || matches!(word, "St" | "Ste" | "Mt" | "Ft" | "Bros" | "Univ" | "Dept")
}

fn tokenise(text: &str, start: usize, end: usize, tokens: &mut Vec<Token>) {
    let first = tokens.len();
    let mut from = start;
    while let Some(word) = next_word(text, from, end) {
        let (gap, opens) = match tokens.last() {
            Some(before) if tokens.len() > first && is_space(text, before.end, word.start) => {
                (Gap::Space, false)
            }
            Some(before) if tokens.len() > first => {
                let between = &text[before.end as usize..word.start as usize];
                let gap = gap(between, before.span().of(text));
                (gap, opens(between, gap, before.shape))
            }
            _ => (Gap::Line, true),
        };
        let next = Token { gap, opens, ..word };
        tokens.push(next);
        from = match next.is_possessive {
            true => next.end as usize + genitive(text, &next),
            false => plain_words(&text.as_bytes()[..end], next.end as usize, tokens),
        };
    }
}

/// Takes the plain words that stand one space behind the other from `from`, the end of a word, on:
/// most words do. Tells where the last one ends.
fn plain_words(line: &[u8], from: usize, tokens: &mut Vec<Token>) -> usize {
    let mut end = from;
    while line.get(end) == Some(&b' ')
        && let Some(token) = plain_word(line, end + 1)
    {
        end = token.end as usize;
        tokens.push(token);
    }
    end
}

/// The bytes of the `'s` behind a token.
fn genitive(text: &str, token: &Token) -> usize {
    let rest = &text[token.end as usize..];
    let sign = rest.chars().next().filter(|_| token.is_possessive);
    sign.map_or(0, |c| {
        c.len_utf8() + usize::from(rest[c.len_utf8()..].starts_with(['s', 'S']))
    })
}

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
fn next_word(text: &str, from: usize, end: usize) -> Option<Token> {
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
fn plain_word(line: &[u8], start: usize) -> Option<Token> {
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
    if at < end && bytes[at] == b'.' && n_capitals > 0 && keeps_dot(&text[start..at]) {
        let rest = text[at + 1..end].trim_start();
        let is_last = rest.is_empty() || rest.starts_with(['"', '”', '’', '\'']);
        at += usize::from(!is_last && !opens_sentence(rest));
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

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found = tokens(text);
        let found: Vec<&str> = found
            .all
            .iter()
            .map(|token| token.span().of(text))
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn words_keep_what_is_inside_and_leave_off_the_genitive() {
        check(
            "Xi's O’Brien’s pro-Kyiv AT&T",
            &["Xi", "O’Brien", "pro-Kyiv", "AT&T"],
        );
        check(
            "the U.S. and J. R. Smith.",
            &["the", "U.S.", "and", "J.", "R.", "Smith"],
        );
        check(
            "Acme Inc. grew. Acme Inc.",
            &["Acme", "Inc.", "grew", "Acme", "Inc"],
        );
        check("Smith & Sons, Łódź", &["Smith", "&", "Sons", "Łódź"]);
    }

    #[test]
    fn shapes_and_gaps() {
        let text = "Mr. Smith (NATO) said: \"Go.\" He went, 43 men";
        let found = tokens(text).all;
        let shapes: Vec<_> = found.iter().map(|token| (token.shape, token.gap)).collect();
        use Shape::{Capital, Number, Small, Upper};
        let expected = [
            (Capital, Gap::Line),
            (Capital, Gap::Space),
            (Upper, Gap::Bracket),
            (Small, Gap::Mark),
            (Capital, Gap::Mark),
            (Capital, Gap::Stop),
            (Small, Gap::Space),
            (Number, Gap::Comma),
            (Small, Gap::Space),
        ];
        assert_eq!(shapes, expected);
        assert!(found[4].opens && found[5].opens && !found[1].opens);
    }

    #[test]
    fn lines_tell_what_capitals_mean() {
        for (text, expected) in [
            ("He went to Rome with Ann.", LineCase::Sentence),
            ("Why Ann Went to Rome Early", LineCase::Title),
            ("ANN GOES TO ROME", LineCase::Capitals),
        ] {
            assert_eq!(tokens(text).lines[0].case, expected, "{text}");
        }
    }

    #[test]
    fn a_wrapped_text_has_lines_of_paragraphs() {
        let text = "He went to New\nyork and then\nsaw the man of\nwhom they spoke\n\nNext";
        assert_eq!(tokens(text).lines.len(), 2);
    }
}
