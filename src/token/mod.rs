//! A text in, its tokens out: words as names are made of, with their shape, what stands before
//! them, and the lines they stand in.

mod gaps;

mod letters;

mod lines;

mod starts;

mod word;

use memchr::memchr_iter;

use crate::span::Span;
use gaps::{gap, is_space, opens};
use lines::{is_blank, is_wrapped, line_case};
use word::{next_word, plain_word};

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
        check(
            "Acme Inc.'s men, Ada Jr.’s",
            &["Acme", "Inc.", "men", "Ada", "Jr."],
        );
        check(
            "in Oxby, Mo., with Mo. It",
            &["in", "Oxby", "Mo.", "with", "Mo", "It"],
        );
        check("World War II. Ann", &["World", "War", "II", "Ann"]);
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
