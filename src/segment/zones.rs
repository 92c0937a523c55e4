//! The name of a time zone in, its distance from UTC out.
//!
//! Offsets are those of the IANA time zone database; of abbreviations that stand for several zones
//! the one that news pages in English mean is listed (`IST` is India's, `CST` America's).

use std::sync::LazyLock;

use super::phrases::Phrases;

/// How far a zone is from UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Offset {
    /// Minutes east of UTC.
    Minutes(i16),
    /// What the clocks show at a place, named as in the IANA time zone database.
    Place(&'static str),
}

use Offset::{Minutes, Place};

/// A zone's name and its offset.
type Row = (&'static str, &'static [&'static str], Offset);

/// The full name, the other names, the offset.
const ZONES: &[Row] = &[
    (
        "Coordinated Universal Time",
        &["UTC", "Universal Time"],
        Minutes(0),
    ),
    ("Greenwich Mean Time", &["GMT"], Minutes(0)),
    ("British Summer Time", &["BST"], Minutes(60)),
    (
        "UK",
        &["UK time", "London time", "London"],
        Place("Europe/London"),
    ),
    (
        "Irish time",
        &["Irish Standard Time", "Dublin time"],
        Place("Europe/Dublin"),
    ),
    ("Western European Time", &["WET"], Minutes(0)),
    ("Western European Summer Time", &["WEST"], Minutes(60)),
    ("Central European Time", &["CET", "MEZ"], Minutes(60)),
    (
        "Central European Summer Time",
        &["CEST", "MESZ"],
        Minutes(120),
    ),
    ("Paris time", &["heure de Paris"], Place("Europe/Paris")),
    ("Berlin time", &[], Place("Europe/Berlin")),
    ("Brussels time", &[], Place("Europe/Brussels")),
    ("Madrid time", &[], Place("Europe/Madrid")),
    ("Rome time", &[], Place("Europe/Rome")),
    ("Eastern European Time", &["EET"], Minutes(120)),
    ("Eastern European Summer Time", &["EEST"], Minutes(180)),
    ("Kyiv time", &["Kiev time"], Place("Europe/Kyiv")),
    (
        "Moscow Standard Time",
        &["MSK", "Moscow time"],
        Minutes(180),
    ),
    ("Turkey Time", &["TRT", "Istanbul time"], Minutes(180)),
    ("Israel Standard Time", &[], Minutes(120)),
    ("Israel Daylight Time", &["IDT"], Minutes(180)),
    (
        "Israel time",
        &["Jerusalem time", "Gaza time"],
        Place("Asia/Jerusalem"),
    ),
    ("South African Standard Time", &["SAST"], Minutes(120)),
    ("Central Africa Time", &["CAT"], Minutes(120)),
    ("West Africa Time", &["WAT"], Minutes(60)),
    ("East Africa Time", &["EAT"], Minutes(180)),
    ("Gulf Standard Time", &["GST", "Dubai time"], Minutes(240)),
    ("Tehran time", &["Iran Standard Time", "IRST"], Minutes(210)),
    ("Pakistan Standard Time", &["PKT"], Minutes(300)),
    (
        "India Standard Time",
        &["IST", "Indian Standard Time"],
        Minutes(330),
    ),
    ("Western Indonesia Time", &["WIB"], Minutes(420)),
    ("China Standard Time", &["Beijing time"], Minutes(480)),
    ("Hong Kong Time", &["HKT"], Minutes(480)),
    ("Singapore Time", &["SGT"], Minutes(480)),
    ("Philippine Time", &["PHT"], Minutes(480)),
    ("Australian Western Standard Time", &["AWST"], Minutes(480)),
    ("Japan Standard Time", &["JST", "Tokyo time"], Minutes(540)),
    ("Korea Standard Time", &["KST", "Seoul time"], Minutes(540)),
    ("Australian Central Standard Time", &["ACST"], Minutes(570)),
    ("Australian Central Daylight Time", &["ACDT"], Minutes(630)),
    ("Australian Eastern Standard Time", &["AEST"], Minutes(600)),
    ("Australian Eastern Daylight Time", &["AEDT"], Minutes(660)),
    ("Sydney time", &["AET"], Place("Australia/Sydney")),
    ("New Zealand Standard Time", &["NZST"], Minutes(720)),
    ("New Zealand Daylight Time", &["NZDT"], Minutes(780)),
    ("Brasilia Time", &["BRT"], Minutes(-180)),
    ("Argentina Time", &["ART"], Minutes(-180)),
    ("Atlantic Standard Time", &[], Minutes(-240)),
    ("Atlantic Daylight Time", &["ADT"], Minutes(-180)),
    ("Eastern Standard Time", &["EST"], Minutes(-300)),
    ("Eastern Daylight Time", &["EDT"], Minutes(-240)),
    ("Eastern Time", &["ET"], Place("America/New_York")),
    ("Central Standard Time", &["CST"], Minutes(-360)),
    ("Central Daylight Time", &["CDT"], Minutes(-300)),
    ("Central Time", &["CT"], Place("America/Chicago")),
    ("Mountain Standard Time", &["MST"], Minutes(-420)),
    ("Mountain Daylight Time", &["MDT"], Minutes(-360)),
    ("Mountain Time", &["MT"], Place("America/Denver")),
    ("Pacific Standard Time", &["PST"], Minutes(-480)),
    ("Pacific Daylight Time", &["PDT"], Minutes(-420)),
    ("Pacific Time", &["PT"], Place("America/Los_Angeles")),
    ("Alaska Standard Time", &["AKST"], Minutes(-540)),
    ("Alaska Daylight Time", &["AKDT"], Minutes(-480)),
    ("Hawaii Standard Time", &["HST"], Minutes(-600)),
];

/// The words that names begin with.
static FIRST_WORDS: LazyLock<Phrases> = LazyLock::new(|| {
    let names = ZONES.iter();
    Phrases::new(
        names.flat_map(|&(name, others, _)| std::iter::once(name).chain(others.iter().copied())),
    )
});

/// A time zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Zone {
    pub(super) name: &'static str,
    pub(super) offset: Offset,
}

/// The zone whose name, in any case, begins `text`, and the name's length in bytes: the longest of
/// those that end with a word. `GMT+3` and `UTC-05:30` are understood.
pub(super) fn zone(text: &str) -> Option<(Zone, usize)> {
    let names = FIRST_WORDS.candidates(text).iter().copied();
    let written = names
        .filter(|written| begins(text, written))
        .max_by_key(|written| written.len())?;
    let zone = named(written)?;
    let after = &text[written.len()..];
    match (zone.offset, shift(after)) {
        (Minutes(0), Some((minutes, length))) => {
            let offset = Minutes(minutes);
            Some((Zone { offset, ..zone }, written.len() + length))
        }
        _ => Some((zone, written.len())),
    }
}

/// The zone of a name as it is listed.
fn named(written: &str) -> Option<Zone> {
    let is_it = |&&(name, others, _): &&Row| name == written || others.contains(&written);
    let &(name, _, offset) = ZONES.iter().find(is_it)?;
    Some(Zone { name, offset })
}

fn begins(text: &str, written: &str) -> bool {
    let Some(start) = text.get(..written.len()) else {
        return false;
    };
    let is_same = match written.len() {
        // Abbreviations that may be words of small letters.
        ..=5 => start == written,
        _ => start.eq_ignore_ascii_case(written),
    };
    is_same && !text[written.len()..].starts_with(char::is_alphanumeric)
}

/// `+3`, `-05:30`: minutes, and the length in bytes.
fn shift(text: &str) -> Option<(i16, usize)> {
    let sign = match text.chars().next()? {
        '+' => 1,
        '-' => -1,
        _ => return None,
    };
    let digits = |from: usize| {
        let rest = text.get(from..).unwrap_or_default();
        let length = rest.bytes().take(2).take_while(u8::is_ascii_digit).count();
        Some((rest[..length].parse::<i16>().ok()?, from + length))
    };
    let (hours, end) = digits(1)?;
    let minutes = match text[end..].starts_with(':') {
        true => digits(end + 1),
        false => None,
    };
    let (minutes, end) = minutes.unwrap_or((0, end));
    (hours <= 14 && minutes < 60).then_some((sign * (60 * hours + minutes), end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<(&str, Offset, usize)>) {
        let found = zone(text).map(|(zone, length)| (zone.name, zone.offset, length));
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn the_longest_name_counts() {
        check("BST", Some(("British Summer Time", Minutes(60), 3)));
        check(
            "British Summer Time 17 May",
            Some(("British Summer Time", Minutes(60), 19)),
        );
        check(
            "ET, May 17",
            Some(("Eastern Time", Place("America/New_York"), 2)),
        );
        check(
            "Moscow time",
            Some(("Moscow Standard Time", Minutes(180), 11)),
        );
        check("GMT+3)", Some(("Greenwich Mean Time", Minutes(180), 5)));
        check(
            "UTC-03:30",
            Some(("Coordinated Universal Time", Minutes(-210), 9)),
        );
        check("ETA", None);
        check("west of it", None);
    }
}
