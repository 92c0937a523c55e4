//! A line of GeoNames' main table in, a place out.
//!
//! Source of the columns: the readme of GeoNames' export dumps.

use super::{Entry, Options, Passed};
use crate::gazetteer::EntityType;

/// Columns by their numbers.
const ID: usize = 0;
const NAME: usize = 1;
const ASCII_NAME: usize = 2;
const OTHER_NAMES: usize = 3;
const COUNTRY: usize = 8;
const PEOPLE: usize = 14;

pub(super) fn entry(line: &str, options: &Options) -> Result<Entry, Passed> {
    let fields: Vec<&str> = line.split('\t').collect();
    let is_row = fields.len() > PEOPLE && fields[ID].parse::<u64>().is_ok();
    if !is_row || fields[NAME].is_empty() {
        return Err(Passed::Broken("no row of GeoNames".to_owned()));
    }
    let id = format!("geonames:{}", fields[ID]);
    let mut entry = Entry::new(id, EntityType::Place, fields[NAME]);
    entry.score = fields[PEOPLE].parse().unwrap_or(0);
    entry.keys.push(("geonames", fields[ID].to_owned()));
    if entry.score > 0 {
        entry.keys.push(("population", entry.score.to_string()));
    }
    entry.keys.push(("country", fields[COUNTRY].to_owned()));
    if options.all_aliases {
        entry.add_alias(fields[ASCII_NAME]);
        fields[OTHER_NAMES]
            .split(',')
            .for_each(|name| entry.add_alias(name.trim()));
    }
    Ok(entry)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check, options};
    use super::super::{Kind, Options};

    const TEXT: &str = "1\tØy\tOy\tIsland,,Øya\t1\t2\tP\tPPL\tNO\t\t\t\t\t\t20\t\t\tEurope/Oslo\t2020\n\
        2\tBy\tBy\t\t1\t2\tP\tPPL\tNO\t\t\t\t\t\t300\t\t\tEurope/Oslo\t2020\nnothing\n";

    #[test]
    fn the_largest_come_first_and_other_names_only_when_asked_for() {
        let expected = ["geonames:2 By place", "geonames:1 Øy place"];
        check(Kind::GeoNames, TEXT, &options(), &expected, (0, 1));
        let all = Options {
            all_aliases: true,
            ..options()
        };
        let expected = ["geonames:2 By place", "geonames:1 Øy place Oy|Island|Øya"];
        check(Kind::GeoNames, TEXT, &all, &expected, (0, 1));
        let large = Options {
            min_score: 100,
            ..options()
        };
        check(
            Kind::GeoNames,
            TEXT,
            &large,
            &["geonames:2 By place"],
            (1, 1),
        );
    }
}
