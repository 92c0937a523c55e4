//! A line in, the time stamp that it is, ends with or begins with out.
//!
//! Understood are the forms that news pages use: `10:42 BST`, `2.15pm GMT`, `5h ago(13:05 GMT)`,
//! `published at 04:28 British Summer Time 17 May`, `May 17, 2024, 4:28 a.m. ET`, `Updated at 14.20
//! CET`, `Thu 16 May 2024 05.42 BST`, `17.05.2024 14:20 Uhr`.

use std::sync::LazyLock;

use jiff::civil;
use memchr::memmem;

use super::calendar::{self, MONTHS, number};
use super::phrases::Phrases;
use super::time::{Day, Written};
use super::zones;
use crate::span::Span;

/// The days of the week in English and German, and how they are cut.
const WEEKDAYS: &[&str] = &[
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "mon",
    "tue",
    "tues",
    "wed",
    "thu",
    "thur",
    "thurs",
    "fri",
    "sat",
    "sun",
    "montag",
    "dienstag",
    "mittwoch",
    "donnerstag",
    "freitag",
    "samstag",
    "sonnabend",
    "sonntag",
];

/// Words that say that a text went out.
const PUBLISHED: &[&str] = &[
    "published",
    "posted",
    "first published",
    "publié",
    "veröffentlicht",
];

/// Words that say that it was changed later.
const UPDATED: &[&str] = &[
    "updated",
    "last updated",
    "last modified",
    "edited",
    "aktualisiert",
    "mis à jour",
];

/// Small words and marks between the parts of a stamp.
const BETWEEN: &[&str] = &["at", "on", "um", "à", "le", "uhr", "h", "and"];

/// What the words before a time say of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lead {
    /// Nothing: the time stands by itself.
    Bare,
    /// That the text went out.
    Published,
    /// That it was changed.
    Updated,
}

/// A time in a line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Stamp {
    /// With the words that lead it.
    pub(super) span: Span,
    pub(super) lead: Lead,
    pub(super) written: Written,
    /// Whether it says how long ago (`5h ago`).
    pub(super) is_relative: bool,
}

/// The stamp that all of `line` is.
pub(super) fn whole(text: &str, line: Span) -> Option<Stamp> {
    let stamp = beginning(text, line)?;
    (stamp.span.end == line.end).then_some(stamp)
}

/// The stamp that `line` begins with.
pub(super) fn beginning(text: &str, line: Span) -> Option<Stamp> {
    if !may_begin(line.of(text)) {
        return None;
    }
    let mut reader = Reader {
        rest: line.of(text),
    };
    let lead = reader.lead();
    let mut stamp = Stamp {
        span: line,
        lead,
        written: Written::default(),
        is_relative: false,
    };
    let mut end = None;
    let mut has_mark = true;
    loop {
        reader.skip_marks();
        if !reader.part(&mut stamp, has_mark) {
            break;
        }
        end = Some(line.end - reader.rest.trim_start_matches([')', '.']).len());
        has_mark = !reader.rest.starts_with(char::is_alphabetic);
    }
    let is_time = stamp.written.clock.is_some() || stamp.written.day.is_some() || stamp.is_relative;
    let end = end.filter(|_| is_time)?;
    Some(Stamp {
        span: Span::new(line.start, end),
        ..stamp
    })
}

/// Whether a stamp may begin like `line`: with a digit, or a word that may lead one.
fn may_begin(line: &str) -> bool {
    let first = line.trim_start_matches(['(', '+', ' ', '–', '-', '•']);
    match first.as_bytes() {
        [b'0'..=b'9' | 0x80.., ..] => true,
        [b'A'..=b'Z' | b'a'..=b'z', ..] => !FIRST_WORDS.candidates(first).is_empty(),
        _ => false,
    }
}

/// The words that a stamp may begin with, and the beginnings of months and days.
static FIRST_WORDS: LazyLock<Phrases> = LazyLock::new(|| {
    let months = MONTHS.iter().flat_map(|names| names.iter());
    let months = months.flat_map(|name| calendar::beginnings(name));
    let words = PUBLISHED
        .iter()
        .chain(UPDATED)
        .chain(BETWEEN)
        .chain(&["just"]);
    Phrases::new(months.chain(words.copied()).chain(WEEKDAYS.iter().copied()))
});

/// What the words have in common that a stamp glued to a heading begins with.
static AT: LazyLock<memmem::Finder<'static>> = LazyLock::new(|| memmem::Finder::new("ed "));

/// The words that a stamp glued to a heading begins with.
static GLUED: LazyLock<[memmem::FinderRev<'static>; 4]> = LazyLock::new(|| {
    let leads = ["published at", "posted at", "updated at", "published on"];
    leads.map(memmem::FinderRev::new)
});

/// The stamp that ends `line` and begins with a word like `published`, glued or not.
pub(super) fn ending(text: &str, line: Span) -> Option<Stamp> {
    let inside = line.of(text).as_bytes();
    AT.find(inside)?;
    let places = GLUED.iter().filter_map(|lead| lead.rfind(inside));
    let start = line.start + places.max()?;
    whole(text, Span::new(start, line.end))
}

/// What of a line is left to read.
struct Reader<'a> {
    rest: &'a str,
}

impl Reader<'_> {
    fn lead(&mut self) -> Lead {
        let leads = UPDATED.iter().map(|word| (*word, Lead::Updated));
        let leads = leads.chain(PUBLISHED.iter().map(|word| (*word, Lead::Published)));
        for (word, lead) in leads {
            if self.take_word(word) {
                return lead;
            }
        }
        Lead::Bare
    }

    fn skip_marks(&mut self) {
        self.rest = self.rest.trim_start_matches(|c: char| {
            c.is_whitespace()
                || matches!(
                    c,
                    ',' | '-' | '–' | '—' | '|' | '·' | '•' | '(' | ':' | '/' | '+' | ')'
                )
        });
    }

    /// Reads the next part of a stamp, if it is one. A zone counts behind a clock only.
    fn part(&mut self, stamp: &mut Stamp, has_mark: bool) -> bool {
        if self.rest.is_empty() {
            return false;
        }
        if self.relative() {
            stamp.is_relative = true;
            return true;
        }
        let written = &mut stamp.written;
        if written.day.is_none()
            && let Some(day) = self.day()
        {
            written.day = Some(day);
            return true;
        }
        if written.clock.is_none()
            && let Some(clock) = self.clock(stamp.lead != Lead::Bare || written.day.is_some())
        {
            written.clock = Some(clock);
            return true;
        }
        if written.clock.is_some()
            && written.zone.is_none()
            && let Some((zone, length)) = zones::zone(self.rest)
        {
            written.zone = Some(zone);
            self.rest = &self.rest[length..];
            return true;
        }
        has_mark && (self.weekday() || BETWEEN.iter().any(|word| self.take_word(word)))
    }

    /// `5h ago`, `1 hr 20 min ago`, `just now`.
    fn relative(&mut self) -> bool {
        if self.take_word("just now") {
            return true;
        }
        if !self.rest.starts_with(|c: char| c.is_ascii_digit()) {
            return false;
        }
        let Some(byte) = self
            .rest
            .get(..self.rest.len().min(24))
            .and_then(|head| head.find("ago"))
        else {
            return false;
        };
        const UNITS: &[&str] = &[
            "s", "sec", "secs", "second", "seconds", "m", "min", "mins", "minute", "minutes", "h",
            "hr", "hrs", "hour", "hours", "d", "day", "days",
        ];
        let mut words = self.rest[..byte].split(|c: char| !c.is_ascii_alphabetic());
        let is_unit = |word: &str| word.is_empty() || UNITS.contains(&word);
        let is_relative = words.all(is_unit);
        if is_relative {
            self.rest = &self.rest[byte + 3..];
        }
        is_relative
    }

    /// `10:42`, `10:42:15`, `2.15pm`, `4 a.m.`, `14h05`; `2.15` where `is_told` to be a time, or a
    /// zone follows.
    fn clock(&mut self, is_told: bool) -> Option<civil::Time> {
        let (hour, rest) = number(self.rest, 2)?;
        let sign = rest.chars().next().filter(|c| [':', '.', 'h'].contains(c));
        let minute = sign
            .and_then(|_| number(&rest[1..], 2).filter(|(_, after)| rest.len() - after.len() == 3));
        let (minute, after) = minute.map_or((None, rest), |(minute, after)| (Some(minute), after));
        let after = match after
            .strip_prefix(':')
            .and_then(|seconds| number(seconds, 2))
        {
            Some((_, after)) if sign == Some(':') => after,
            _ => after,
        };
        let (half, after) = half_of_day(after);
        let is_sure = match (minute, half, sign) {
            (None, half, _) => half.is_some(),
            (_, Some(_), _) | (_, None, Some(':' | 'h')) => true,
            _ => {
                is_told
                    || zones::zone(after.trim_start()).is_some()
                    || after.trim_start().starts_with("Uhr")
            }
        };
        let hour = match half {
            Some(_) if !(1..=12).contains(&hour) => return None,
            Some(Half::Morning) => hour % 12,
            Some(Half::Evening) => hour % 12 + 12,
            None => hour,
        };
        let time = civil::Time::new(
            hour.try_into().ok()?,
            minute.unwrap_or(0).try_into().ok()?,
            0,
            0,
        );
        let time = time
            .ok()
            .filter(|_| is_sure && !after.starts_with(|c: char| c.is_ascii_digit()))?;
        self.rest = after;
        Some(time)
    }

    /// `17 May`, `17th of May 2024`, `May 17, 2024`, `2024-05-17`, `17.05.2024`.
    fn day(&mut self) -> Option<Day> {
        let (day, rest) = calendar::day(self.rest)?;
        self.rest = rest;
        Some(day)
    }

    fn weekday(&mut self) -> bool {
        let is_day = WEEKDAYS.iter().any(|day| self.take_word(day));
        self.rest = self.rest.trim_start_matches('.');
        is_day
    }

    /// Reads `word`, in any case, if it stands here as a word.
    fn take_word(&mut self, word: &str) -> bool {
        let Some(rest) = self.rest.get(word.len()..) else {
            return false;
        };
        let is_here = self.rest[..word.len()].eq_ignore_ascii_case(word)
            && !rest.starts_with(char::is_alphanumeric);
        if is_here {
            self.rest = rest;
        }
        is_here
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Half {
    Morning,
    Evening,
}

fn half_of_day(text: &str) -> (Option<Half>, &str) {
    let trimmed = text.trim_start_matches([' ', '\u{a0}', '\u{202f}']);
    for (half, forms) in [
        (Half::Morning, ["a.m.", "am"]),
        (Half::Evening, ["p.m.", "pm"]),
    ] {
        for form in forms {
            let Some(rest) = trimmed.get(form.len()..) else {
                continue;
            };
            let is_here = trimmed[..form.len()].eq_ignore_ascii_case(form)
                && !rest.starts_with(char::is_alphanumeric);
            if is_here {
                return (Some(half), rest);
            }
        }
    }
    (None, text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn resolved(stamp: &Stamp) -> String {
        let time = stamp.written.resolve();
        time.map_or("ago".to_owned(), |time| time.to_string())
    }

    fn check(line: &str, expected: Option<&str>) {
        let found = whole(line, Span::new(0, line.len()));
        assert_eq!(found.as_ref().map(resolved).as_deref(), expected, "{line}");
    }

    #[test]
    fn forms_of_news_pages() {
        for (line, expected) in [
            ("10:42 BST", "T09:42Z"),
            ("10:42:15", "T10:42"),
            ("2.15pm GMT", "T14:15Z"),
            ("08.30 CEST", "T06:30Z"),
            ("5h ago", "ago"),
            ("1 hr 20 min ago", "ago"),
            ("5h ago(13:05 GMT)", "T13:05Z"),
            ("3d ago05.42 BST", "T04:42Z"),
            (
                "published at 04:28 British Summer Time 17 May",
                "--05-17T03:28Z",
            ),
            (
                "published at 12:50 Greenwich Mean Time 21 March 2023",
                "2023-03-21T12:50Z",
            ),
            ("Updated at 14.20 CET", "T13:20Z"),
            (
                "Last modified on Thu 16 May 2024 05.42 BST",
                "2024-05-16T04:42Z",
            ),
            ("May 17, 2024, 4:28 a.m. ET", "2024-05-17T08:28Z"),
            ("6:42 a.m. ET, May 17, 2024", "2024-05-17T10:42Z"),
            ("May 17, 20244:28 AM UTC", "2024-05-17T04:28Z"),
            ("Published On 17 May 2024", "2024-05-17"),
            ("17.05.2024 14:20 Uhr", "2024-05-17T14:20"),
            ("14.20 Uhr", "T14:20"),
            ("14h05", "T14:05"),
            ("17 мая 2024, 10:42", "2024-05-17T10:42"),
            ("2024-05-17T10:42", "2024-05-17T10:42"),
            ("Friday 17 May", "--05-17"),
            ("12:05 am UTC+3", "T21:05Z"),
        ] {
            check(line, Some(expected));
        }
    }

    #[test]
    fn what_is_no_stamp() {
        for line in [
            "",
            "2.15",
            "10",
            "25:10 BST",
            "May 2024",
            "10:42 in Kyiv",
            "The 17 May",
            "31 February 2024",
            "10:42 and all that",
            "Published",
            "3-2",
            "17 Mayfair",
            "Sun",
            "é",
        ] {
            check(line, None);
        }
    }

    #[test]
    fn a_stamp_glued_to_a_heading_ends_it() {
        let line = "Behind high wallspublished at 03:58 British Summer Time 17 May";
        let found = ending(line, Span::new(0, line.len())).expect("a stamp");
        assert_eq!(&line[..found.span.start], "Behind high walls");
        assert_eq!(found.lead, Lead::Published);
    }

    #[test]
    fn a_line_may_begin_with_a_stamp() {
        let line = "10:42 – Talks begin";
        let found = beginning(line, Span::new(0, line.len())).expect("a stamp");
        assert_eq!(&line[..found.span.end], "10:42");
    }
}
