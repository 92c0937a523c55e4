//! Years, months and days, and from when to when something was.

use std::fmt;
use std::str::FromStr;

use jiff::civil;

/// A year, a month or a day, as in `2024`, `2024-05`, `2024-05-17`; they stand in the order of time,
/// a year before its months, a month before its days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    year: i16,
    /// From 1; 0 if it is a year.
    month: i8,
    /// From 1; 0 if it is a year or a month.
    day: i8,
}

/// The first and the last date of something, both in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dates {
    /// The earliest.
    pub first: Date,
    /// The latest.
    pub last: Date,
}

/// How long the stretches of a time line are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grain {
    /// Days, as `2024-05-17`.
    Day,
    /// Weeks from Monday on, as `2024-W20` (ISO 8601).
    Week,
    /// Months, as `2024-05`.
    Month,
    /// Years, as `2024`.
    Year,
    /// Sections, in the order of the documents.
    Section,
}

impl FromStr for Grain {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "day" => Ok(Self::Day),
            "week" => Ok(Self::Week),
            "month" => Ok(Self::Month),
            "year" => Ok(Self::Year),
            "section" => Ok(Self::Section),
            _ => Err("use `day`, `week`, `month`, `year` or `section`".to_owned()),
        }
    }
}

impl Date {
    /// The date that heads `time`, which is written as in ISO 8601, as far as it is one: of
    /// `2024-05-17T03:28Z` the day. None where there is no year, as in `--05-17`.
    pub fn of(time: &str) -> Option<Self> {
        let year = number(time, 0..4)?;
        let rest = time.get(4..).unwrap_or_default();
        if rest.starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        let month = part(rest, 12).unwrap_or(0);
        let day = match month {
            0 => 0,
            _ => part(rest.get(3..).unwrap_or_default(), 31).unwrap_or(0),
        };
        Some(Self { year, month, day })
    }

    /// Whether it is before `other`, as far as both are exact: no month is before its year.
    pub fn is_before(self, other: Self) -> bool {
        if self.month == 0 || other.month == 0 {
            return self.year < other.year;
        }
        if self.day == 0 || other.day == 0 {
            return (self.year, self.month) < (other.year, other.month);
        }
        self < other
    }

    /// The year, the month from 1 and the day from 1, as far as it has them.
    pub fn parts(self) -> (i16, Option<i8>, Option<i8>) {
        let known = |part: i8| (part > 0).then_some(part);
        (self.year, known(self.month), known(self.day))
    }

    /// The stretch that it is in: its number, which grows with time, and what it is called; none of
    /// sections, and none if the date is less exact.
    pub fn stretch(self, grain: Grain) -> Option<(i64, String)> {
        let (year, month, day) = self.parts();
        let year = i64::from(year);
        if grain == Grain::Year {
            return Some((year, format!("{year:04}")));
        }
        let month = i64::from(month?);
        if grain == Grain::Month {
            return Some((year * 12 + month, format!("{year:04}-{month:02}")));
        }
        let date = civil::Date::new(self.year, self.month, day?).ok()?;
        let monday = civil::Date::constant(1970, 1, 5);
        let place = i64::from(date.since(monday).ok()?.get_days());
        match grain {
            Grain::Day => Some((place, self.to_string())),
            Grain::Week => {
                let week = date.iso_week_date();
                let label = format!("{:04}-W{:02}", week.year(), week.week());
                Some((place.div_euclid(7), label))
            }
            Grain::Month | Grain::Year | Grain::Section => None,
        }
    }
}

/// The two digits behind a `-` at the head of `text`, from 1 to `most`.
fn part(text: &str, most: i8) -> Option<i8> {
    let part = text.strip_prefix('-')?;
    let is_long = part
        .get(2..)
        .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    let part = i8::try_from(number(part, 0..2)?).ok()?;
    (!is_long && (1..=most).contains(&part)).then_some(part)
}

fn number(text: &str, range: std::ops::Range<usize>) -> Option<i16> {
    let digits = text.get(range)?;
    let is_number = digits.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| digits.parse().ok())?
}

impl FromStr for Date {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let date = Self::of(text).filter(|date| date.to_string() == text);
        date.ok_or_else(|| "use YYYY, YYYY-MM or YYYY-MM-DD".to_owned())
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Digit by digit, as exports write millions.
        let mut text = *b"0000-00-00";
        let mut fill = |place: std::ops::Range<usize>, mut number: u16| {
            for digit in text[place].iter_mut().rev() {
                *digit += (number % 10) as u8;
                number /= 10;
            }
        };
        let [year, month, day] = [self.year, self.month.into(), self.day.into()];
        fill(0..4, year.unsigned_abs());
        fill(5..7, month.unsigned_abs());
        fill(8..10, day.unsigned_abs());
        let n_bytes = match (month, day) {
            (0, _) => 4,
            (_, 0) => 7,
            _ => 10,
        };
        f.write_str(str::from_utf8(&text[..n_bytes]).map_err(|_| fmt::Error)?)
    }
}

impl Dates {
    /// From the first of both to the last of both; none where neither has any.
    pub fn of_both(one: Option<Self>, other: Option<Self>) -> Option<Self> {
        let both = one.zip(other).map(|(one, other)| Self {
            first: one.first.min(other.first),
            last: one.last.max(other.last),
        });
        both.or(one).or(other)
    }
}

impl From<Date> for Dates {
    fn from(date: Date) -> Self {
        Self {
            first: date,
            last: date,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_begins_with_its_date() {
        for (time, expected) in [
            ("2024-05-17T03:28Z", Some("2024-05-17")),
            ("2024-05-17 10:00", Some("2024-05-17")),
            ("2024-05", Some("2024-05")),
            ("1926", Some("1926")),
            ("1926-1927", Some("1926")),
            ("2024-13-01", Some("2024")),
            ("--05-17T03:28Z", None),
            ("12 May 1926", None),
            ("20240517", None),
            ("été 1926", None),
            ("", None),
        ] {
            let found = Date::of(time).map(|date| date.to_string());
            assert_eq!(found.as_deref(), expected, "{time}");
        }
    }

    #[test]
    fn only_dates_are_read() {
        for text in ["2024", "2024-05", "2024-05-17"] {
            assert_eq!(
                text.parse::<Date>().map(|date| date.to_string()),
                Ok(text.to_owned())
            );
        }
        for text in [
            "May 2024",
            "2024-5",
            "2024-00",
            "2024-05-17T03:28Z",
            "2024-",
        ] {
            assert!(text.parse::<Date>().is_err(), "{text}");
        }
    }

    #[test]
    fn dates_reach_from_the_first_to_the_last() {
        let dates = |text: &str| text.parse::<Date>().ok().map(Dates::from);
        let both = Dates::of_both(dates("2024-05"), dates("2023-07-01"));
        let both = both.map(|dates| (dates.first.to_string(), dates.last.to_string()));
        assert_eq!(both, Some(("2023-07-01".to_owned(), "2024-05".to_owned())));
        assert_eq!(Dates::of_both(None, dates("2024")), dates("2024"));
        assert_eq!(Dates::of_both(None, None), None);
    }
}
