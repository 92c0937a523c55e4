//! A TSV list in, a [`Gazetteer`] out: a header `id name type aliases` (others are attributes),
//! no quoting, aliases split by `|`.

use std::collections::{BTreeMap, HashMap};

use serde_json::Value;

use super::{Alias, Entity, EntityType, Gazetteer, slug};
use crate::error::{Error, Fault, Result};
use crate::span::Location;

/// Reads the list; rows of one id are one entity. A bad row is passed over and told in
/// [`Gazetteer::warnings`].
///
/// # Errors
///
/// [`Error::Gazetteer`] if the header lacks `name` or `type`.
pub(super) fn parse(text: &str, file: &str) -> Result<Gazetteer> {
    let mut lines = text.lines().enumerate();
    let header = lines.next().map_or("", |(_, line)| line);
    let columns = Columns::find(header).ok_or_else(|| {
        let what = "the header has no `name` or no `type`";
        let remedy = "begin the file with `id name type aliases`, parted by tabs";
        Error::Gazetteer(vec![Fault::new(file, what, remedy)])
    })?;
    let mut gazetteer = Gazetteer::default();
    let mut by_id = HashMap::new();
    for (line, row) in lines.filter(|(_, row)| !row.trim().is_empty()) {
        match columns.entity(row) {
            Ok(entity) => add(&mut gazetteer, &mut by_id, entity),
            Err((what, remedy)) => {
                let at = Location { line, column: 0 };
                let fault = Fault::new(file, what, remedy).at(at);
                gazetteer.warnings.push(fault);
            }
        }
    }
    Ok(gazetteer)
}

fn add(gazetteer: &mut Gazetteer, by_id: &mut HashMap<String, usize>, entity: Entity) {
    let entities = &mut gazetteer.entities;
    match by_id.get(&entity.id) {
        Some(&idx) => entities[idx].extend(entity),
        None => {
            by_id.insert(entity.id.clone(), entities.len());
            entities.push(entity);
        }
    }
}

/// Which column holds what.
struct Columns<'a> {
    names: Vec<&'a str>,
    id: Option<usize>,
    name: usize,
    entity_type: usize,
    aliases: Option<usize>,
}

impl<'a> Columns<'a> {
    fn find(header: &'a str) -> Option<Self> {
        let header = header.trim_start_matches('\u{feff}');
        let names: Vec<_> = header.trim_start_matches('#').split('\t').collect();
        let find = |wanted: &str| names.iter().position(|name| name.trim() == wanted);
        Some(Self {
            id: find("id"),
            name: find("name")?,
            entity_type: find("type")?,
            aliases: find("aliases"),
            names,
        })
    }

    fn entity(&self, row: &str) -> Result<Entity, (String, &'static str)> {
        let fields: Vec<_> = row.split('\t').map(str::trim).collect();
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
            attributes: self.attributes(&fields),
            documents: Vec::new(),
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
