//! A stretch of time, and what lies in it.

use crate::date::Date;

/// From a date to a date, both in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Period {
    /// Where it begins; open if there is none.
    pub since: Option<Date>,
    /// Where it ends; open if there is none.
    pub until: Option<Date>,
}

impl Period {
    /// Whether it has no bounds.
    pub fn is_open(&self) -> bool {
        self.since.is_none() && self.until.is_none()
    }

    /// Whether `time` is in it: a date or a time as ISO 8601 writes them, which begin with a year. A
    /// time without one is in an open period only.
    pub fn holds(&self, time: &str) -> bool {
        self.admits(Date::of(time))
    }

    /// Whether `date` is in it, as far as both are exact; no date is in an open period only.
    pub fn admits(&self, date: Option<Date>) -> bool {
        let is_inside = |date: Date| {
            self.since.is_none_or(|since| !date.is_before(since))
                && self.until.is_none_or(|until| !until.is_before(date))
        };
        self.is_open() || date.is_some_and(is_inside)
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
    }
}
