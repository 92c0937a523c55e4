//! A TSV list in, a [`Gazetteer`] out: a header `id name type aliases` (others are attributes),
//! no quoting, aliases split by `|`.

use std::collections::BTreeMap;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use serde_json::Value;

use super::hash::{self, Letters};
use super::{Alias, Entity, EntityType, Gazetteer, slug};
use crate::error::{Error, Fault, Result};
use crate::span::Location;

/// Bytes of rows that are read at once.
const PIECE: usize = 1 << 20;

/// Reads the list; rows of one id are one entity. A bad row is passed over and told in
/// [`Gazetteer::warnings`].
///
/// # Errors
///
/// [`Error::Gazetteer`] if the header lacks `name` or `type`.
pub(super) fn parse(text: &str, file: &str) -> Result<Gazetteer> {
    let (header, body) = text.split_once('\n').unwrap_or((text, ""));
    let columns = Columns::find(header.trim_end_matches('\r')).ok_or_else(|| {
        let what = "the header has no `name` or no `type`";
        let remedy = "begin the file with `id name type aliases`, parted by tabs";
        Error::Gazetteer(vec![Fault::new(file, what, remedy)])
    })?;
    let pieces: Vec<Piece> = pieces(body)
        .into_par_iter()
        .map(|piece| columns.piece(piece))
        .collect();
    let mut gazetteer = Gazetteer::default();
    let mut line = 1;
    for piece in &pieces {
        let faults = piece.faults.iter().map(|(at, what, remedy)| {
            let (line, column) = (line + at, 0);
            Fault::new(file, what, *remedy).at(Location { line, column })
        });
        gazetteer.warnings.extend(faults);
        line += piece.n_lines;
    }
    gather(pieces, &mut gazetteer);
    Ok(gazetteer)
}

/// Cuts the rows into pieces of some size, at the ends of lines.
fn pieces(mut body: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    while !body.is_empty() {
        let rest = body.as_bytes().get(PIECE..);
        let end = rest.and_then(|rest| memchr::memchr(b'\n', rest));
        let (piece, rest) = body.split_at(end.map_or(body.len(), |end| PIECE + end + 1));
        pieces.push(piece);
        body = rest;
    }
    pieces
}

/// Puts the entities together in their order; those of one id become one.
fn gather(pieces: Vec<Piece>, gazetteer: &mut Gazetteer) {
    let mut hashes: Vec<u64> = Vec::new();
    for piece in &pieces {
        hashes.extend(&piece.id_hashes);
    }
    hashes.par_sort_unstable();
    let twice = hashes.windows(2).filter(|pair| pair[0] == pair[1]);
    let twice: FxHashSet<u64> = twice.map(|pair| pair[0]).collect();
    gazetteer.entities.reserve(hashes.len());
    drop(hashes);
    // Few ids stand twice, and only those are worth a map.
    let mut by_id = FxHashMap::default();
    for piece in pieces {
        for (entity, hash) in piece.entities.into_iter().zip(piece.id_hashes) {
            match twice.contains(&hash) {
                true => drop(gazetteer.add(&mut by_id, entity)),
                false => gazetteer.entities.push(entity),
            }
        }
    }
}

/// What some rows hold.
#[derive(Default)]
struct Piece {
    n_lines: usize,
    entities: Vec<Entity>,
    /// Of the id of each entity.
    id_hashes: Vec<u64>,
    /// Lines, counted from the first of these, that were passed over.
    faults: Vec<Skipped>,
}

/// A line, what is wrong with it, and what to do.
type Skipped = (usize, String, &'static str);

/// Which column holds what.
pub(super) struct Columns<'a> {
    names: Vec<&'a str>,
    id: Option<usize>,
    name: usize,
    entity_type: usize,
    aliases: Option<usize>,
}

impl<'a> Columns<'a> {
    /// The columns that a head of a list names; none without `name` and `type`.
    pub(super) fn find(header: &'a str) -> Option<Self> {
        let header = header.trim_start_matches('\u{feff}');
        Self::named(header.trim_start_matches('#').split('\t').collect())
    }

    /// The columns of these names; none without `name` and `type`.
    pub(super) fn named(names: Vec<&'a str>) -> Option<Self> {
        let find = |wanted: &str| names.iter().position(|name| name.trim() == wanted);
        Some(Self {
            id: find("id"),
            name: find("name")?,
            entity_type: find("type")?,
            aliases: find("aliases"),
            names,
        })
    }

    fn piece(&self, rows: &str) -> Piece {
        let mut piece = Piece::default();
        let mut fields = Vec::new();
        for row in rows.lines() {
            let line = piece.n_lines;
            piece.n_lines += 1;
            if row.trim().is_empty() {
                continue;
            }
            fields.clear();
            fields.extend(row.split('\t').map(str::trim));
            match self.entity(&fields) {
                Ok(entity) => {
                    let id = entity.id.as_bytes();
                    let hash = hash::word(id, 0, id.len(), Letters::AsTheyAre);
                    piece.id_hashes.push(hash);
                    piece.entities.push(entity);
                }
                Err((what, remedy)) => piece.faults.push((line, what, remedy)),
            }
        }
        piece
    }

    /// The entity of a row, or what is wrong with it and what to do.
    pub(super) fn entity(&self, fields: &[&str]) -> Result<Entity, (String, &'static str)> {
        let field = |idx: usize| fields.get(idx).copied().unwrap_or("");
        let name = field(self.name);
        if !name.chars().any(char::is_alphanumeric) {
            let what = format!("the name `{name}` has no letter and no digit; row skipped");
            return Err((what, "write the name as it stands in texts"));
        }
        let type_name = field(self.entity_type);
        let entity_type = EntityType::known(type_name).ok_or_else(|| {
            let what = format!("unknown type `{type_name}`; row skipped");
            (what, "use PER, LOC, ORG, MISC or the full words")
        })?;
        let id = self.id.map(field).filter(|id| !id.is_empty());
        let aliases = self.aliases.map_or("", field).split('|').map(str::trim);
        let aliases =
            aliases.filter(|form| *form != name && form.chars().any(char::is_alphanumeric));
        Ok(Entity {
            id: id.map_or_else(|| slug(name), str::to_owned),
            entity_type,
            name: name.to_owned(),
            aliases: aliases.map(Alias::plain).collect(),
            variants: Vec::new(),
            attributes: self.attributes(fields),
            documents: Vec::new(),
            in_capitals: false,
        })
    }

    fn attributes(&self, fields: &[&str]) -> BTreeMap<String, Value> {
        let own = [
            self.id,
            Some(self.name),
            Some(self.entity_type),
            self.aliases,
        ];
        let others = self.names.iter().zip(fields).enumerate();
        others
            .filter(|(idx, (_, value))| !own.contains(&Some(*idx)) && !value.is_empty())
            .map(|(_, (name, value))| (name.trim().to_owned(), Value::from(*value)))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_one_id_are_one_entity_and_bad_rows_are_told() {
        let text = "#id\tname\ttype\taliases\tpopulation\n\
                    q1\tParis\tLOC\tParee|City of Light\t2000000\n\
                    q2\tSomeone\tXXX\t\n\
                    q1\tLutetia\tLOC\n\
                    \tJane Doe\tperson\n";
        let gazetteer = parse(text, "x.tsv").expect("a good header");
        let ids: Vec<_> = gazetteer.entities.iter().map(|e| e.id.as_str()).collect();
        assert_eq!(ids, ["q1", "jane-doe"]);
        let paris = &gazetteer.entities[0];
        let forms: Vec<_> = paris.aliases.iter().map(|a| a.name.as_str()).collect();
        assert_eq!(forms, ["Paree", "City of Light", "Lutetia"]);
        assert_eq!(paris.attributes["population"], "2000000");
        let told: Vec<_> = gazetteer.warnings.iter().map(ToString::to_string).collect();
        let remedy = "use PER, LOC, ORG, MISC or the full words";
        assert_eq!(
            told,
            [format!(
                "x.tsv:3:1: unknown type `XXX`; row skipped; {remedy}"
            )]
        );
    }

    #[test]
    fn a_file_without_the_header_is_refused() {
        let error = parse("Paris\nLondon\n", "names.txt").expect_err("no header");
        assert!(
            error
                .to_string()
                .starts_with("names.txt: the header has no")
        );
    }
}
