//! The text of a list in, its written forms and their places out.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::Listed;
use crate::gazetteer::tsv::Columns;
use crate::gazetteer::{Entity, EntityType, json_list, slug};
use crate::span::{LineIndex, Location};

type Node<'a> = Spanned<DeValue<'a>>;

/// The forms of a list in the order in which it has them: of `entities.toml` with line and column,
/// of other lists with their line. What is no entity there is passed over: loading tells it.
pub fn listed(text: &str, file: &str) -> Vec<Listed> {
    match file.rsplit('.').next() {
        Some("toml") => of_toml(text, file),
        Some("jsonl" | "ndjson") => of_lines(text, file, 0, |line| json_list::entity(line).ok()),
        Some("csv") => of_csv(text, file),
        _ => {
            let (head, body) = text.split_once('\n').unwrap_or((text, ""));
            let columns = Columns::find(head.trim_end_matches('\r'));
            of_lines(body, file, 1, |line| {
                let fields: Vec<&str> = line.split('\t').map(str::trim).collect();
                columns.as_ref()?.entity(&fields).ok()
            })
        }
    }
}

fn of_lines(
    text: &str,
    file: &str,
    first_line: usize,
    entity: impl Fn(&str) -> Option<Entity>,
) -> Vec<Listed> {
    let mut listed = Vec::new();
    for (line, row) in text.lines().enumerate() {
        if let Some(entity) = entity(row) {
            let line = line + first_line;
            add_all(&mut listed, &entity, file, Location { line, column: 0 });
        }
    }
    listed
}

fn of_csv(text: &str, file: &str) -> Vec<Listed> {
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .from_reader(text.as_bytes());
    let heads = reader.headers().cloned().unwrap_or_default();
    let Some(columns) = Columns::named(heads.iter().collect()) else {
        return Vec::new();
    };
    let mut listed = Vec::new();
    for row in reader.records().flatten() {
        let fields: Vec<&str> = row.iter().map(str::trim).collect();
        if let Ok(entity) = columns.entity(&fields) {
            let line = row.position().map_or(0, |place| place.line() as usize);
            let line = line.saturating_sub(1);
            add_all(&mut listed, &entity, file, Location { line, column: 0 });
        }
    }
    listed
}

fn add_all(listed: &mut Vec<Listed>, entity: &Entity, file: &str, location: Location) {
    let aliases = entity
        .aliases
        .iter()
        .map(|alias| (alias.name.as_str(), false));
    for (form, is_name) in std::iter::once((entity.name.as_str(), true)).chain(aliases) {
        listed.push(Listed {
            file: file.to_owned(),
            location: Some(location),
            id: entity.id.clone(),
            entity_type: entity.entity_type.clone(),
            form: form.to_owned(),
            is_name,
            has_condition: false,
        });
    }
}

fn of_toml(text: &str, file: &str) -> Vec<Listed> {
    let (table, _) = DeTable::parse_recoverable(text);
    let lines = LineIndex::new(text);
    let mut listed = Vec::new();
    let entities = table
        .get_ref()
        .get("entity")
        .and_then(|list| list.get_ref().as_array());
    let tables = entities
        .into_iter()
        .flatten()
        .filter_map(|entity| entity.get_ref().as_table());
    for entity in tables {
        let string = |key: &str| entity.get(key).and_then(|node| node.get_ref().as_str());
        let (Some(name), Some(entity_type)) = (entity.get("name"), string("type")) else {
            continue;
        };
        let id = string("id").map(str::to_owned);
        let id = id
            .or_else(|| name.get_ref().as_str().map(slug))
            .unwrap_or_default();
        let aliases = entity
            .get("aliases")
            .and_then(|list| list.get_ref().as_array());
        let aliases = aliases.into_iter().flatten().map(|alias| (alias, false));
        for (node, is_name) in std::iter::once((name, true)).chain(aliases) {
            if let Some((form, has_condition)) = form(node) {
                listed.push(Listed {
                    file: file.to_owned(),
                    location: Some(lines.location(text, node.span().start)),
                    id: id.clone(),
                    entity_type: EntityType::named(entity_type),
                    form,
                    is_name,
                    has_condition: has_condition || entity.contains_key("documents"),
                });
            }
        }
    }
    listed
}

/// A form and whether it requires a word: `"x"`, or `{ name = "x", requires = ["y"] }`.
fn form(node: &Node<'_>) -> Option<(String, bool)> {
    if let Some(form) = node.get_ref().as_str() {
        return Some((form.to_owned(), false));
    }
    let table = node.get_ref().as_table()?;
    let name = table.get("name")?.get_ref().as_str()?;
    Some((name.to_owned(), table.contains_key("requires")))
}
