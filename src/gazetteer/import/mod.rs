//! Other people's lists in, rows of ours out; one file here per kind of list.
//!
//! All kinds are read a line at a time; what is kept grows with the rows, never with the file.

mod follow_the_money;

mod geonames;

mod names;

mod spacy;

mod wikidata;

use std::io::{self, BufRead, Write};

use crate::error::Fault;
use crate::span::Location;

use super::EntityType;

/// A kind of list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A dump of GeoNames, as `allCountries.txt` and `cities15000.txt`.
    GeoNames,
    /// Items of Wikidata, one a line, as in its JSON dumps.
    Wikidata,
    /// Entities of FollowTheMoney, one a line, as OpenSanctions and Aleph give them.
    FollowTheMoney,
    /// A name a line.
    Names,
    /// Patterns of spaCy's entity ruler, one a line.
    Spacy,
}

/// What to take, and what to write beside it.
#[derive(Clone, Debug)]
pub struct Options {
    /// The type of a list that tells none.
    pub entity_type: EntityType,
    /// The language of labels and aliases, where there are several.
    pub language: String,
    /// Only entries of this many people (GeoNames) or pages in Wikipedias (Wikidata).
    pub min_score: u64,
    /// Whether names in other languages, and weak ones, are taken as aliases.
    pub all_aliases: bool,
    /// Where the list is from, for the column `source`; the kind's own where there is none.
    pub source: Option<String>,
    /// Under which licence, for the column `licence`; the kind's own where there is none.
    pub licence: Option<String>,
}

/// An entry of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Entry {
    id: String,
    entity_type: EntityType,
    name: String,
    aliases: Vec<String>,
    /// The more, the earlier it comes where a name means several.
    score: u64,
    keys: Vec<(&'static str, String)>,
}

/// A line that is no entry: one that is not wanted, or that is broken.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Passed {
    Unwanted,
    Broken(String),
}

/// What became of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// The rows, the highest score first.
    pub rows: Vec<String>,
    /// Entries that are of no type we know, or under the threshold.
    pub n_unwanted: u64,
    /// Lines that could not be read.
    pub warnings: Vec<Fault>,
}

/// The columns of each row.
const HEAD: &str =
    "id\tname\ttype\taliases\tpopulation\tsitelinks\twikidata\tgeonames\tcountry\tsource\tlicence";

impl Kind {
    /// Where such lists are from, and under which licence, where that is always the same.
    fn origin(self) -> (&'static str, &'static str) {
        match self {
            Self::GeoNames => ("GeoNames", "CC BY 4.0"),
            Self::Wikidata => ("Wikidata", "CC0 1.0"),
            Self::FollowTheMoney | Self::Names | Self::Spacy => ("", ""),
        }
    }

    fn entry(self, line: &str, options: &Options) -> Result<Entry, Passed> {
        match self {
            Self::GeoNames => geonames::entry(line, options),
            Self::Wikidata => wikidata::entry(line, options),
            Self::FollowTheMoney => follow_the_money::entry(line, options),
            Self::Names => names::entry(line, options),
            Self::Spacy => spacy::entry(line),
        }
    }
}

/// Reads a list of a kind; `file` is the name faults are told under. Entries of one score keep
/// their order.
///
/// # Errors
///
/// Those of reading `input`.
pub fn import(
    kind: Kind,
    input: &mut impl BufRead,
    file: &str,
    options: &Options,
) -> io::Result<Imported> {
    let (source, licence) = kind.origin();
    let source = options.source.as_deref().unwrap_or(source);
    let licence = options.licence.as_deref().unwrap_or(licence);
    let mut imported = Imported::default();
    let mut rows: Vec<(u64, String)> = Vec::new();
    let mut bytes = Vec::new();
    for line in 0.. {
        bytes.clear();
        if input.read_until(b'\n', &mut bytes)? == 0 {
            break;
        }
        let text = String::from_utf8_lossy(&bytes);
        let text = text
            .trim_start_matches('\u{feff}')
            .trim_end_matches(['\r', '\n']);
        if text.trim().is_empty() {
            continue;
        }
        match kind.entry(text, options) {
            Ok(entry) if entry.score < options.min_score => imported.n_unwanted += 1,
            Ok(entry) => rows.push((entry.score, entry.row(source, licence))),
            Err(Passed::Unwanted) => imported.n_unwanted += 1,
            Err(Passed::Broken(what)) => {
                let what = format!("{what}; line skipped");
                let fault = Fault::new(file, what, "check that the list is of this kind");
                imported
                    .warnings
                    .push(fault.at(Location { line, column: 0 }));
            }
        }
    }
    rows.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    imported.rows = rows.into_iter().map(|(_, row)| row).collect();
    Ok(imported)
}

impl Imported {
    /// Writes the rows as a list of ours.
    ///
    /// # Errors
    ///
    /// Those of `out`.
    pub fn write(&self, out: &mut impl Write) -> io::Result<()> {
        writeln!(out, "{HEAD}")?;
        self.rows.iter().try_for_each(|row| writeln!(out, "{row}"))
    }
}

impl Entry {
    fn new(id: impl Into<String>, entity_type: EntityType, name: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            entity_type,
            name: name.into(),
            aliases: Vec::new(),
            score: 0,
            keys: Vec::new(),
        }
    }

    /// Adds another name, if it is one and not known yet.
    fn add_alias(&mut self, alias: &str) {
        let is_name = alias.chars().any(char::is_alphanumeric);
        if is_name && alias != self.name && !self.aliases.iter().any(|known| known == alias) {
            self.aliases.push(alias.to_owned());
        }
    }

    fn row(&self, source: &str, licence: &str) -> String {
        let key = |wanted: &str| {
            let found = self.keys.iter().find(|(key, _)| *key == wanted);
            found.map_or(String::new(), |(_, value)| cell(value))
        };
        let aliases: Vec<String> = self.aliases.iter().map(|alias| cell(alias)).collect();
        let own_source = key("source");
        let source = if own_source.is_empty() {
            source
        } else {
            &own_source
        };
        [
            &cell(&self.id),
            &cell(&self.name),
            self.entity_type.as_str(),
            &aliases.join("|"),
            &key("population"),
            &key("sitelinks"),
            &key("wikidata"),
            &key("geonames"),
            &key("country"),
            source,
            licence,
        ]
        .join("\t")
    }
}

/// Text without what parts columns, rows and aliases.
fn cell(text: &str) -> String {
    let words: Vec<&str> = text.split(['\t', '\n', '\r', '|']).map(str::trim).collect();
    words.join(" ").trim().to_owned()
}

/// The number and the object of a line of JSON; a line of a JSON array may end in a comma.
fn object(line: &str) -> Result<serde_json::Map<String, serde_json::Value>, Passed> {
    let line = line.trim().trim_end_matches(',');
    if matches!(line, "[" | "]") {
        return Err(Passed::Unwanted);
    }
    serde_json::from_str(line).map_err(|error| Passed::Broken(format!("no JSON object ({error})")))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Expects the first four columns of the rows, the entries passed over, and the warnings.
    #[track_caller]
    pub(super) fn check(
        kind: Kind,
        text: &str,
        options: &Options,
        expected: &[&str],
        passed: (u64, usize),
    ) {
        let imported = import(kind, &mut text.as_bytes(), "list", options).expect("readable");
        let rows = imported.rows.iter().map(|row| {
            let cells: Vec<&str> = row.split('\t').take(4).collect();
            cells.join(" ").trim().to_owned()
        });
        assert_eq!(rows.collect::<Vec<_>>(), expected);
        assert_eq!((imported.n_unwanted, imported.warnings.len()), passed);
        let mut bytes = Vec::new();
        imported.write(&mut bytes).expect("room");
        let list = String::from_utf8(bytes).expect("text");
        let gazetteer = super::super::tsv::parse(&list, "list").expect("a list of ours");
        assert_eq!(gazetteer.warnings, []);
    }

    pub(super) fn options() -> Options {
        Options {
            entity_type: EntityType::Person,
            language: "en".to_owned(),
            min_score: 0,
            all_aliases: false,
            source: None,
            licence: None,
        }
    }

    #[test]
    fn the_origin_stands_in_each_row() {
        let options = Options {
            source: Some("my\tarchive".to_owned()),
            ..options()
        };
        let imported = import(
            Kind::Names,
            &mut "Ada|Lovelace\n".as_bytes(),
            "list",
            &options,
        );
        let row = &imported.expect("readable").rows[0];
        assert!(
            row.starts_with("ada-lovelace\tAda Lovelace\tperson\t\t"),
            "{row}"
        );
    }
}
