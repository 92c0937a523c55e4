//! A CSV list with a head `id,name,type,aliases` (others are attributes) in, a [`Gazetteer`] out;
//! aliases are split by `|`.

use rustc_hash::FxHashMap;

use super::Gazetteer;
use super::tsv::Columns;
use crate::error::{Error, Fault, Result};
use crate::span::Location;

/// Reads the list; rows of one id are one entity. A bad row is passed over and told in
/// [`Gazetteer::warnings`].
///
/// # Errors
///
/// [`Error::Gazetteer`] if the head lacks `name` or `type`.
pub(super) fn parse(text: &str, file: &str) -> Result<Gazetteer> {
    let text = text.trim_start_matches('\u{feff}');
    let head = text.lines().next().unwrap_or_default();
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(match head.contains(';') && !head.contains(',') {
            true => b';',
            false => b',',
        })
        .flexible(true)
        .from_reader(text.as_bytes());
    let heads = reader.headers().cloned().unwrap_or_default();
    let columns = Columns::named(heads.iter().collect()).ok_or_else(|| {
        let what = "the head has no `name` or no `type`";
        let remedy = "begin the file with `id,name,type,aliases`";
        Error::Gazetteer(vec![Fault::new(file, what, remedy)])
    })?;
    let mut gazetteer = Gazetteer::default();
    let mut by_id = FxHashMap::default();
    for row in reader.records() {
        let entity = match &row {
            Ok(row) => {
                let fields: Vec<&str> = row.iter().map(str::trim).collect();
                let line = row.position().map_or(0, |place| place.line());
                columns.entity(&fields).map_err(|fault| (line, fault))
            }
            Err(error) => {
                let line = error.position().map_or(0, |place| place.line());
                Err((line, ("not CSV; row skipped".to_owned(), "mend the quotes")))
            }
        };
        match entity {
            Ok(entity) => drop(gazetteer.add(&mut by_id, entity)),
            Err((line, (what, remedy))) => {
                let line = (line as usize).saturating_sub(1);
                let fault = Fault::new(file, what, remedy).at(Location { line, column: 0 });
                gazetteer.warnings.push(fault);
            }
        }
    }
    Ok(gazetteer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_attributes_and_bad_rows() {
        let text = "name;type;aliases;note\n\"Acme; Ltd\";ORG;Acme|ACME;big\nNobody;XXX;;\n";
        let gazetteer = parse(text, "a.csv").expect("a head");
        let [acme] = gazetteer.entities.as_slice() else {
            panic!("one entity");
        };
        assert_eq!((acme.name.as_str(), acme.aliases.len()), ("Acme; Ltd", 2));
        assert_eq!(acme.attributes["note"], "big");
        let told = gazetteer.warnings[0].to_string();
        assert!(told.starts_with("a.csv:3:1: unknown type `XXX`"), "{told}");
        assert!(parse("a,b\n", "a.csv").is_err());
    }
}
