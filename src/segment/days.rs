//! The times of a page's posts as they are written, some with a day and most without, in; each with
//! its day and zone out.

use super::time::{Day, Written};
use super::zones::Zone;

/// What is known of a page's time besides that of its posts.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Known {
    /// A day near to those of the posts, or their own.
    pub(super) day: Option<Day>,
    /// The year of days without one.
    pub(super) year: Option<i16>,
    /// The zone of times without one.
    pub(super) zone: Option<Zone>,
}

/// A step back by fewer minutes is disorder, a longer one a midnight. Arbitrary: pages hold posts
/// that were moved, and pauses at night.
const DISORDER: i32 = 180;

/// Gives days and zones to the times that lack them; `times` are in the order of the page.
///
/// A day counts for the times behind it too, until the next; where the clock jumps against the order
/// of the page (most pages run from the newest post to the oldest) there was a midnight between. A
/// time before the first day takes it from there. Without any, the oldest is of the known day.
pub(super) fn carry(times: &mut [Written], known: Known) {
    let mut zone = known.zone.or(times.iter().find_map(|time| time.zone));
    for time in times.iter_mut() {
        zone = time.zone.or(zone);
        time.zone = time.clock.and(zone);
        time.day = time.day.and_then(|day| with_year(day, known));
    }
    let is_newest_first = is_newest_first(times);
    if let Some(first) = times.iter().position(|time| time.day.is_some()) {
        carry_on(&mut times[first..], is_newest_first);
        times[..=first].reverse();
        carry_on(&mut times[..=first], !is_newest_first);
        times[..=first].reverse();
    } else if let Some(day) = known.day {
        if is_newest_first {
            times.reverse();
        }
        if let Some(oldest) = times.iter_mut().find(|time| time.clock.is_some()) {
            oldest.day = Some(day);
        }
        let first = times.iter().position(|time| time.day.is_some());
        carry_on(&mut times[first.unwrap_or(0)..], false);
        if is_newest_first {
            times.reverse();
        }
    }
}

/// The day in its year: the one nearest to the known day, else the known one.
fn with_year(day: Day, known: Known) -> Option<Day> {
    match (known.day, known.year) {
        (Some(other), _) if other.year.is_some() => day.near(other),
        (_, Some(year)) => day.in_year(year),
        _ => Some(day),
    }
}

/// Whether days, or where these say nothing clocks, go back more often than on.
fn is_newest_first(times: &[Written]) -> bool {
    let days: Vec<Day> = times.iter().filter_map(|time| time.day).collect();
    let by_days = days.windows(2).map(|pair| pair[1].cmp(&pair[0]) as i32);
    let clocks: Vec<i32> = times.iter().filter_map(minutes).collect();
    let by_clocks = clocks
        .windows(2)
        .map(|pair| shorter_way(pair[1] - pair[0]).signum());
    match by_days.sum::<i32>() {
        0 => by_clocks.sum::<i32>() <= 0,
        balance => balance < 0,
    }
}

/// A step of so many minutes, or the other way through midnight if that is shorter.
fn shorter_way(step: i32) -> i32 {
    const HALF_DAY: i32 = 12 * 60;
    (step + HALF_DAY).rem_euclid(2 * HALF_DAY) - HALF_DAY
}

/// Carries the day of the first to the others.
fn carry_on(times: &mut [Written], is_newest_first: bool) {
    let mut last: Option<(Day, i32)> = None;
    for time in times {
        let Some(now) = minutes(time) else {
            continue;
        };
        if let (None, Some((day, before))) = (time.day, last) {
            time.day = match (is_newest_first, now - before) {
                (true, step) if step > DISORDER => day.plus(-1),
                (false, step) if step < -DISORDER => day.plus(1),
                _ => Some(day),
            };
        }
        last = time.day.map(|day| (day, now)).or(last);
    }
}

fn minutes(time: &Written) -> Option<i32> {
    let clock = time.clock?;
    Some(60 * i32::from(clock.hour()) + i32::from(clock.minute()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segment::stamp;
    use crate::span::Span;

    /// The stamps of a page, `/` between them, and the times they come to.
    fn check(stamps: &str, known: Known, expected: &str) {
        let written = |line: &str| stamp::whole(line, Span::new(0, line.len()));
        let mut times: Vec<Written> = stamps
            .split(" / ")
            .map(|line| written(line).map_or(Written::default(), |stamp| stamp.written))
            .collect();
        carry(&mut times, known);
        let shown = times.iter().map(|time| match time.resolve() {
            Some(time) => time.to_string(),
            None => "-".to_owned(),
        });
        assert_eq!(shown.collect::<Vec<_>>().join(" "), expected);
    }

    fn day(iso: &str) -> Known {
        Known {
            day: Day::iso(iso),
            ..Known::default()
        }
    }

    #[test]
    fn a_day_counts_for_the_times_behind_it_and_before_it() {
        let expected = "2024-05-17T08:00Z 2024-05-17T07:30Z 2024-05-17T07:00Z";
        check(
            "08:00 / 07:30 GMT 17 May 2024 / 07:00",
            Known::default(),
            expected,
        );
    }

    #[test]
    fn midnight_lies_where_the_clock_jumps_against_the_order() {
        let expected = "2024-05-17T00:20 2024-05-16T23:50 2024-05-16T23:55 2024-05-15T23:10";
        check(
            "00:20 17 May 2024 / 23:50 / 23:55 / 23:10 15 May 2024",
            Known::default(),
            expected,
        );
        check(
            "22:00 / 23:50 / 00:10",
            day("2024-12-31"),
            "2024-12-31T22:00 2024-12-31T23:50 2025-01-01T00:10",
        );
        check(
            "00:10 / 23:50 / 22:00",
            day("2024-12-31"),
            "2025-01-01T00:10 2024-12-31T23:50 2024-12-31T22:00",
        );
    }

    #[test]
    fn years_come_from_the_page_or_from_whoever_asks() {
        check(
            "01:00 BST 1 January / 23:00",
            day("2024-12-30"),
            "2025-01-01T00:00Z 2024-12-31T22:00Z",
        );
        let year = Known {
            year: Some(2024),
            ..Known::default()
        };
        check("10:00 17 May / ago", year, "2024-05-17T10:00 -");
        check(
            "10:00 17 May / 09:00",
            Known::default(),
            "--05-17T10:00 --05-17T09:00",
        );
        check("10:00 / 09:00", Known::default(), "T10:00 T09:00");
    }
}
