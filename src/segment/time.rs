//! The time of a post, resolved to UTC as far as it is known.

use std::fmt;

use jiff::civil::{self, Date};
use jiff::tz::TimeZoneDatabase;
use jiff::{SignedDuration, ToSpan};

use super::zones::{Offset, Zone};

/// A year for arithmetic where none is known; it has a 29th of February.
const ANY_YEAR: i16 = 2000;

/// When a post was written, as far as its text and its document tell: with or without a year, a day,
/// a zone.
///
/// Shown as in ISO 8601: `2024-05-17T03:28Z`; `--05-17T03:28Z` without a year; `T03:28Z` without a
/// day; `2024-05-17T04:28`, without the `Z`, where the zone is not known or says nothing without a
/// year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Time {
    day: Option<Day>,
    clock: Option<civil::Time>,
    is_utc: bool,
    zone: Option<Zone>,
}

impl Time {
    /// The name of the zone that the text gives the time in.
    pub fn zone(&self) -> Option<&'static str> {
        self.zone.map(|zone| zone.name)
    }

    /// Its year, if that is known.
    pub fn year(&self) -> Option<i16> {
        self.day.and_then(|day| day.year)
    }

    /// Whether its day is known but for the year, so that it has no place on a time line.
    pub fn is_yearless(&self) -> bool {
        self.day.is_some_and(|day| day.year.is_none())
    }
}

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(day) = self.day {
            match day.year {
                Some(year) => write!(f, "{year:04}-{:02}-{:02}", day.month, day.of_month)?,
                None => write!(f, "--{:02}-{:02}", day.month, day.of_month)?,
            }
        }
        match self.clock {
            Some(clock) => {
                let end = if self.is_utc { "Z" } else { "" };
                write!(f, "T{:02}:{:02}{end}", clock.hour(), clock.minute())
            }
            None => Ok(()),
        }
    }
}

/// A day of a year that need not be known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Day {
    pub(super) year: Option<i16>,
    month: i8,
    of_month: i8,
}

impl Day {
    /// The day, if there is such a one.
    pub(super) fn new(year: Option<i16>, month: i8, of_month: i8) -> Option<Self> {
        Date::new(year.unwrap_or(ANY_YEAR), month, of_month).ok()?;
        Some(Self {
            year,
            month,
            of_month,
        })
    }

    /// The day that an ISO 8601 date begins with.
    pub(super) fn iso(text: &str) -> Option<Self> {
        let mut parts = text.get(..10)?.split('-');
        let mut next = || parts.next()?.parse().ok();
        let (year, month, of_month) = (next()?, next()?, next()?);
        Self::new(
            Some(year),
            month.try_into().ok()?,
            of_month.try_into().ok()?,
        )
    }

    /// The day so many days later.
    pub(super) fn plus(self, n_days: i64) -> Option<Self> {
        let date = self.date()?.checked_add(n_days.days()).ok()?;
        Some(Self::of_date(date, self.year.is_some()))
    }

    /// The same day in `year`, unless its own is known.
    pub(super) fn in_year(self, year: i16) -> Option<Self> {
        Self::new(self.year.or(Some(year)), self.month, self.of_month)
    }

    /// The same day in the year that brings it nearest to `other`, unless its own is known.
    pub(super) fn near(self, other: Self) -> Option<Self> {
        let (None, Some(year)) = (self.year, other.year) else {
            return Some(self);
        };
        let there = other.date()?;
        let distance = |day: &Self| day.date().map(|date| (date - there).get_days().abs());
        (year - 1..=year + 1)
            .filter_map(|year| self.in_year(year))
            .min_by_key(distance)
    }

    fn date(self) -> Option<Date> {
        Date::new(self.year.unwrap_or(ANY_YEAR), self.month, self.of_month).ok()
    }

    fn of_date(date: Date, has_year: bool) -> Self {
        Self {
            year: has_year.then_some(date.year()),
            month: date.month(),
            of_month: date.day(),
        }
    }
}

/// A time as it is written.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Written {
    pub(super) day: Option<Day>,
    pub(super) clock: Option<civil::Time>,
    pub(super) zone: Option<Zone>,
}

impl Written {
    /// The time in UTC, as far as that can be told; nothing of nothing.
    pub(super) fn resolve(self) -> Option<Time> {
        let local = Time {
            day: self.day,
            clock: self.clock,
            is_utc: false,
            zone: self.zone,
        };
        let (Some(clock), Some(zone)) = (self.clock, self.zone) else {
            return (self.day.is_some() || self.clock.is_some()).then_some(local);
        };
        let day = self.day.and_then(Day::date);
        let date = day.unwrap_or(civil::date(ANY_YEAR, 1, 2));
        let has_year = self.day.is_some_and(|day| day.year.is_some());
        let Some(utc) = to_utc(date.to_datetime(clock), zone.offset, has_year) else {
            return Some(local);
        };
        Some(Time {
            day: self.day.map(|_| Day::of_date(utc.date(), has_year)),
            clock: Some(utc.time()),
            is_utc: true,
            zone: self.zone,
        })
    }
}

/// A place's clocks say nothing without a year.
fn to_utc(local: civil::DateTime, offset: Offset, has_year: bool) -> Option<civil::DateTime> {
    match offset {
        Offset::Minutes(minutes) => {
            let east = SignedDuration::from_mins(minutes.into());
            local.checked_sub(east).ok()
        }
        Offset::Place(name) if has_year => {
            let zone = TimeZoneDatabase::bundled().get(name).ok()?;
            let timestamp = zone.to_timestamp(local).ok()?;
            Some(jiff::tz::Offset::UTC.to_datetime(timestamp))
        }
        Offset::Place(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segment::zones::zone;

    fn check(day: Option<Day>, clock: (i8, i8), zone_name: &str, expected: &str) {
        let written = Written {
            day,
            clock: Some(civil::time(clock.0, clock.1, 0, 0)),
            zone: zone(zone_name).map(|(zone, _)| zone),
        };
        let time = written.resolve().expect("a clock is there");
        assert_eq!(time.to_string(), expected);
    }

    #[test]
    fn times_are_resolved_as_far_as_they_are_known() {
        let may = Day::new(None, 5, 17);
        let new_year = Day::new(Some(2025), 1, 1);
        check(may, (4, 28), "BST", "--05-17T03:28Z");
        check(may, (0, 10), "BST", "--05-16T23:10Z");
        check(may, (4, 28), "", "--05-17T04:28");
        check(None, (0, 10), "CET", "T23:10Z");
        check(new_year, (0, 10), "CET", "2024-12-31T23:10Z");
        check(new_year, (9, 0), "ET", "2025-01-01T14:00Z");
        check(
            Day::new(Some(2024), 7, 1),
            (9, 0),
            "ET",
            "2024-07-01T13:00Z",
        );
        check(may, (9, 0), "ET", "--05-17T09:00");
    }

    #[test]
    fn a_day_takes_the_year_that_brings_it_nearest() {
        let near = |day: Option<Day>, iso| {
            let found = day.and_then(|day| day.near(Day::iso(iso)?));
            found.and_then(|day| day.year)
        };
        assert_eq!(near(Day::new(None, 12, 31), "2025-01-01T08:00"), Some(2024));
        assert_eq!(near(Day::new(None, 5, 17), "2024-05-16"), Some(2024));
        assert_eq!(near(Day::new(Some(1999), 5, 17), "2024-05-16"), Some(1999));
        assert!(Day::new(None, 2, 30).is_none());
        assert!(Day::new(Some(2023), 2, 29).is_none());
    }
}
