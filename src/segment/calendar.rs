//! A text in, the day that it begins with out, in figures or with the name of a month.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::time::Day;

/// The twelve months in English, German, French, Spanish, Italian and Russian; three letters of a
/// name or more will do.
pub(super) const MONTHS: [&[&str]; 12] = [
    &["january", "januar", "janvier", "enero", "gennaio", "января"],
    &[
        "february",
        "februar",
        "février",
        "febrero",
        "febbraio",
        "февраля",
    ],
    &["march", "märz", "mars", "marzo", "марта"],
    &["april", "avril", "abril", "aprile", "апреля"],
    &["may", "mai", "mayo", "maggio", "мая", "май"],
    &["june", "juni", "juin", "junio", "giugno", "июня"],
    &["july", "juli", "juillet", "julio", "luglio", "июля"],
    &["august", "août", "agosto", "августа"],
    &[
        "september",
        "septembre",
        "septiembre",
        "settembre",
        "сентября",
    ],
    &[
        "october",
        "oktober",
        "octobre",
        "octubre",
        "ottobre",
        "октября",
    ],
    &["november", "novembre", "noviembre", "ноября"],
    &[
        "december",
        "dezember",
        "décembre",
        "diciembre",
        "dicembre",
        "декабря",
    ],
];

/// All that a month's name begins with, and the month, from 1; what several begin with is the first's.
static BEGINNINGS: LazyLock<FxHashMap<&str, i8>> = LazyLock::new(|| {
    let months = MONTHS.iter().zip(1..=12).rev();
    let names = months.flat_map(|(names, month)| names.iter().map(move |name| (name, month)));
    names
        .flat_map(|(name, month)| beginnings(name).map(move |beginning| (beginning, month)))
        .collect()
});

/// All that `name` begins with, from three letters on.
pub(super) fn beginnings(name: &'static str) -> impl Iterator<Item = &'static str> {
    let ends = name
        .char_indices()
        .map(|(byte, c)| byte + c.len_utf8())
        .skip(2);
    ends.map(|end| &name[..end])
}

/// A number of one to `most` digits, and what follows.
pub(super) fn number(text: &str, most: usize) -> Option<(u16, &str)> {
    let length = text
        .bytes()
        .take(most)
        .take_while(u8::is_ascii_digit)
        .count();
    Some((text[..length].parse().ok()?, &text[length..]))
}

/// The day that `text` begins with, and what follows.
pub(super) fn day(text: &str) -> Option<(Day, &str)> {
    iso_day(text)
        .or_else(|| numeric_day(text))
        .or_else(|| day_and_month(text))
        .or_else(|| month_and_day(text))
}

/// A year of four digits, behind a comma or a space.
fn year(text: &str) -> Option<(i16, &str)> {
    let digits = text.trim_start_matches([',', ' ', '\u{a0}']);
    let (year, rest) = number(digits, 4)?;
    let is_year = (1000..3000).contains(&year) && !rest.starts_with([':', '.']);
    is_year.then_some((year.try_into().ok()?, rest))
}

fn with_year(month: i8, of_month: u16, rest: &str) -> Option<(Day, &str)> {
    let (year, rest) = match year(rest) {
        Some((year, rest)) => (Some(year), rest),
        None => (None, rest),
    };
    Some((Day::new(year, month, of_month.try_into().ok()?)?, rest))
}

fn iso_day(text: &str) -> Option<(Day, &str)> {
    let day = Day::iso(text)?;
    let rest = &text[10..];
    Some((day, rest.strip_prefix('T').unwrap_or(rest)))
}

/// Day, month, year, as most of the world writes it; with slashes only where it can be nothing else.
fn numeric_day(text: &str) -> Option<(Day, &str)> {
    let (of_month, rest) = number(text, 2)?;
    let sign = rest.chars().next().filter(|c| ['.', '/'].contains(c))?;
    let (month, rest) = number(rest.strip_prefix(sign)?, 2)?;
    let (year, rest) = number(rest.strip_prefix(sign)?, 4).filter(|(year, _)| *year >= 1000)?;
    let is_clear = sign == '.' || of_month > 12 || of_month == month;
    let day = Day::new(
        Some(year.try_into().ok()?),
        month.try_into().ok()?,
        of_month.try_into().ok()?,
    );
    Some((day.filter(|_| is_clear)?, rest))
}

fn day_and_month(text: &str) -> Option<(Day, &str)> {
    let (of_month, rest) = number(text, 2)?;
    let endings = ["st", "nd", "rd", "th", "er", "."];
    let rest = endings
        .iter()
        .find_map(|end| rest.strip_prefix(end))
        .unwrap_or(rest);
    let rest = rest.strip_prefix([' ', '\u{a0}', '-'])?;
    let rest = rest
        .strip_prefix("of ")
        .or(rest.strip_prefix("de "))
        .unwrap_or(rest);
    let (month, rest) = month(rest)?;
    with_year(month, of_month, rest.strip_prefix(" de").unwrap_or(rest))
}

fn month_and_day(text: &str) -> Option<(Day, &str)> {
    let (month, rest) = month(text)?;
    let (of_month, rest) = number(rest.strip_prefix(' ')?, 2)?;
    if rest.starts_with([':', '.', 'h']) || rest.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let endings = ["st", "nd", "rd", "th"];
    let rest = endings
        .iter()
        .find_map(|end| rest.strip_prefix(end))
        .unwrap_or(rest);
    with_year(month, of_month, rest)
}

fn month(text: &str) -> Option<(i8, &str)> {
    let end = text.find(|c: char| !c.is_alphabetic());
    let (word, rest) = text.split_at(end.unwrap_or(text.len()));
    if !(3..=20).contains(&word.len()) {
        return None;
    }
    let &month = BEGINNINGS.get(word.to_lowercase().as_str())?;
    Some((month, rest.strip_prefix('.').unwrap_or(rest)))
}
