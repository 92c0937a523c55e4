//! A stretch of time, and what lies in it.

use std::fmt;
use std::str::FromStr;

/// A year, a month or a day, as in `2024`, `2024-05`, `2024-05-17`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date(String);

/// From a date to a date, both in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Period {
    /// Where it begins; open if there is none.
    pub since: Option<Date>,
    /// Where it ends; open if there is none.
    pub until: Option<Date>,
}

impl FromStr for Date {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let lengths: Vec<usize> = text.split('-').map(str::len).collect();
        let is_known = matches!(lengths.as_slice(), [4] | [4, 2] | [4, 2, 2]);
        match is_known && text.chars().all(|c| c.is_ascii_digit() || c == '-') {
            true => Ok(Self(text.to_owned())),
            false => Err("use YYYY, YYYY-MM or YYYY-MM-DD".to_owned()),
        }
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Period {
    /// Whether it has no bounds.
    pub fn is_open(&self) -> bool {
        self.since.is_none() && self.until.is_none()
    }

    /// Whether `time` is in it: a date or a time as ISO 8601 writes them, which begin with a year. A
    /// time without one is in an open period only.
    pub fn holds(&self, time: &str) -> bool {
        let has_year = time.len() >= 4 && time.bytes().take(4).all(|byte| byte.is_ascii_digit());
        let is_late = |since: &Date| time >= since.0.as_str() || since.0.starts_with(time);
        let is_early = |until: &Date| time < until.0.as_str() || time.starts_with(&until.0);
        let is_inside =
            self.since.as_ref().is_none_or(is_late) && self.until.as_ref().is_none_or(is_early);
        self.is_open() || (has_year && is_inside)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(since: &str, until: &str, time: &str, expected: bool) {
        let date = |text: &str| (!text.is_empty()).then(|| text.parse().expect("a date"));
        let period = Period {
            since: date(since),
            until: date(until),
        };
        assert_eq!(period.holds(time), expected, "{since}..{until}: {time}");
    }

    #[test]
    fn both_ends_are_in_it() {
        for (since, until, time, expected) in [
            ("2024", "2024", "2024-05-17T03:28Z", true),
            ("2024-05-17", "2024-05-17", "2024-05-17T23:28Z", true),
            ("2024-05-18", "", "2024-05-17T23:28Z", false),
            ("2024-05", "2024-06", "2024-07-01", false),
            ("2024-05", "2024-06", "2024-06-30", true),
            ("2024-05-17", "", "2024-05", true),
            ("", "2023", "2024", false),
            ("", "2023", "--05-17T03:28Z", false),
            ("", "", "--05-17T03:28Z", true),
        ] {
            check(since, until, time, expected);
        }
        assert!("May 2024".parse::<Date>().is_err());
    }
}
