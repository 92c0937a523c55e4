//! Dates as people and machines write them in, ISO 8601 out.

use jiff::civil::DateTime;
use jiff::fmt::rfc2822::DateTimeParser;
use jiff::fmt::strtime;
use jiff::fmt::temporal::Pieces;
use jiff::tz::Offset;
use jiff::{SignedDuration, Timestamp};

/// Ways to write a day; those whose order of day and month is a guess are not among them.
const DAYS: [&str; 9] = [
    "%d %B %Y",
    "%B %d, %Y",
    "%d %b %Y",
    "%b %d, %Y",
    "%A, %d %B %Y",
    "%A, %B %d, %Y",
    "%Y/%m/%d",
    "%d.%m.%Y",
    "%Y%m%d",
];

/// Ways to write a time behind a day.
const TIMES: [&str; 6] = [
    "",
    " %H:%M",
    " %H:%M:%S",
    ", %H:%M",
    " %H:%M %:z",
    " %I:%M %p",
];

/// `date` as ISO 8601: a year, a month, a day, or a day and a time, with the offset of its zone if
/// that is known. None if it is impossible, or of no known form.
pub(super) fn normalised(date: &str) -> Option<String> {
    let date = date.trim();
    partial(date)
        .or_else(|| iso(date))
        .or_else(|| rfc_2822(date))
        .or_else(|| epoch(date))
        .or_else(|| written(date))
}

/// The day or the month that the name of the file at `path` begins with, as many archives of pages
/// have it: `2024-05-17-harbin.html`.
pub(super) fn of_file(path: &str) -> Option<String> {
    let name = path.rsplit('/').next()?;
    let is_date = |c: char| c.is_ascii_digit() || c == '-';
    let date = name.split(|c| !is_date(c)).next()?.trim_end_matches('-');
    match date.len() {
        7 => partial(date),
        10 => iso(date),
        _ => None,
    }
}

/// A year, a year and month, or a month and day, as it is.
fn partial(date: &str) -> Option<String> {
    let digits: Vec<&str> = date.split('-').collect();
    let is_number = |part: &str, len| part.len() == len && part.bytes().all(|b| b.is_ascii_digit());
    let is_month = |part: &str| is_number(part, 2) && ("01"..="12").contains(&part);
    let is_good = match digits.as_slice() {
        [year] => is_number(year, 4),
        [year, month] => is_number(year, 4) && is_month(month),
        ["", "", month, day] => is_month(month) && is_number(day, 2) && *day <= "31",
        _ => false,
    };
    is_good.then(|| date.to_owned())
}

fn iso(date: &str) -> Option<String> {
    let pieces = Pieces::parse(date).ok()?;
    let Some(time) = pieces.time() else {
        return Some(pieces.date().to_string());
    };
    let at = pieces.date().to_datetime(time);
    Some(printed(at, pieces.to_numeric_offset()))
}

/// As feeds and mails have it: `Fri, 17 May 2024 04:28:00 +0100`.
fn rfc_2822(date: &str) -> Option<String> {
    let parser = DateTimeParser::new().relaxed_weekday(true);
    let at = parser.parse_zoned(date).ok()?;
    Some(printed(at.datetime(), Some(at.offset())))
}

/// Seconds or milliseconds since 1970.
fn epoch(date: &str) -> Option<String> {
    let number: i64 = date.parse().ok()?;
    let at = match date.len() {
        10 => Timestamp::from_second(number),
        13 => Timestamp::from_millisecond(number),
        _ => return None,
    };
    let at = Offset::UTC.to_datetime(at.ok()?);
    Some(printed(at, Some(Offset::UTC)))
}

fn written(date: &str) -> Option<String> {
    let words: Vec<&str> = date.split_whitespace().collect();
    let date = words.join(" ");
    DAYS.iter().find_map(|day| {
        let mut times = TIMES.iter();
        times.find_map(|time| {
            let read = strtime::parse(format!("{day}{time}"), &date).ok()?;
            match time.is_empty() {
                true => Some(read.to_date().ok()?.to_string()),
                false => Some(printed(read.to_datetime().ok()?, read.offset())),
            }
        })
    })
}

/// To the second.
fn printed(at: DateTime, offset: Option<Offset>) -> String {
    let whole = SignedDuration::from_nanos(i64::from(at.subsec_nanosecond()));
    let at = at.saturating_sub(whole).strftime("%Y-%m-%dT%H:%M:%S");
    match offset {
        None => at.to_string(),
        Some(offset) if offset.seconds() == 0 => format!("{at}Z"),
        Some(offset) => {
            let (sign, minutes) = (offset.seconds().signum(), offset.seconds().abs() / 60);
            let sign = if sign < 0 { '-' } else { '+' };
            format!("{at}{sign}{:02}:{:02}", minutes / 60, minutes % 60)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_may_be_named_by_its_date() {
        for (path, expected) in [
            ("a/2024-05-17-harbin.html", Some("2024-05-17")),
            ("2024-05-17.txt", Some("2024-05-17")),
            ("2024-05_harbin.txt", Some("2024-05")),
            ("2024-13-17.txt", None),
            ("2024-02-30.txt", None),
            ("000_2024-05-17.txt", None),
            ("1984.txt", None),
            ("2024-05-171.txt", None),
            ("17-05-2024.txt", None),
        ] {
            assert_eq!(of_file(path).as_deref(), expected, "{path}");
        }
    }

    #[test]
    fn dates_come_out_as_iso_8601() {
        for (date, expected) in [
            ("2024-05-17", Some("2024-05-17")),
            (" 2024-05 ", Some("2024-05")),
            ("--05-17", Some("--05-17")),
            ("1911", Some("1911")),
            ("2024-05-17T03:28:00.5Z", Some("2024-05-17T03:28:00Z")),
            (
                "2024-05-17 04:28:00+01:00",
                Some("2024-05-17T04:28:00+01:00"),
            ),
            (
                "2024-05-17T04:28:00-03:30",
                Some("2024-05-17T04:28:00-03:30"),
            ),
            ("2024-05-17 04:28", Some("2024-05-17T04:28:00")),
            (
                "Fri, 17 May 2024 04:28:00 +0100",
                Some("2024-05-17T04:28:00+01:00"),
            ),
            ("17 May 2024", Some("2024-05-17")),
            ("May 7, 2024", Some("2024-05-07")),
            ("17 May 2024  04:28", Some("2024-05-17T04:28:00")),
            ("17.5.2024", Some("2024-05-17")),
            ("20240517", Some("2024-05-17")),
            ("1715916480", Some("2024-05-17T03:28:00Z")),
            ("2024-02-31", None),
            ("31 June 2024", None),
            ("2024-13", None),
            ("05/06/2024", None),
            ("yesterday", None),
            ("", None),
        ] {
            assert_eq!(normalised(date).as_deref(), expected, "{date:?}");
        }
    }
}
