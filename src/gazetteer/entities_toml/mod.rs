//! `entities.toml` in, a [`Gazetteer`] or all its faults out.

mod alias;

use std::collections::{BTreeMap, HashMap};

use globset::Glob;
use serde_json::Value;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::variants::{self, Variant};
use super::{Entity, EntityType, Gazetteer, List, slug};
use crate::error::{Error, Fault, Result};
use crate::span::LineIndex;

/// The most types a list may declare: their numbers are bytes.
const MAX_TYPES: usize = 250;

/// The keys of an entity that are not attributes.
const OWN_KEYS: [&str; 5] = ["id", "type", "name", "aliases", "documents"];

/// How alike a key must be to one of ours to be taken for a slip, from 0 to 1; `nane` for `name`
/// just is.
const SLIP_LIKENESS: f64 = 0.86;

type Node<'a> = Spanned<DeValue<'a>>;

pub(super) fn parse(text: &str, file: &str) -> Result<List> {
    let (table, errors) = DeTable::parse_recoverable(text);
    let mut reader = Reader::new(text, file);
    for error in &errors {
        let byte = error.span().map_or(0, |span| span.start);
        reader.fault(byte, first_line(error.message()), "mend the TOML");
    }
    if errors.is_empty() {
        reader.read_file(table.get_ref());
    }
    reader.finish()
}

/// What is known of the file so far.
struct Reader<'a> {
    text: &'a str,
    file: &'a str,
    lines: LineIndex,
    declared_types: Vec<String>,
    gazetteer: Gazetteer,
    ids: HashMap<String, usize>,
    faults: Vec<(usize, Fault)>,
    references: Vec<(usize, String)>,
    variants: Vec<Variant>,
}

impl<'a> Reader<'a> {
    fn new(text: &'a str, file: &'a str) -> Self {
        Self {
            text,
            file,
            lines: LineIndex::new(text),
            declared_types: Vec::new(),
            gazetteer: Gazetteer::default(),
            ids: HashMap::new(),
            faults: Vec::new(),
            references: Vec::new(),
            variants: Vec::new(),
        }
    }

    fn finish(mut self) -> Result<List> {
        for (byte, id) in std::mem::take(&mut self.references) {
            if !self.ids.contains_key(&id) {
                let what = format!("`part_of` names `{id}`, which is no entity's id");
                self.fault(byte, &what, "add that entity, or correct the id");
            }
        }
        if self.faults.is_empty() {
            let gazetteer = self.gazetteer;
            let grown = variants::grow(&gazetteer, &self.variants, self.file);
            return Ok(List { gazetteer, grown });
        }
        self.faults.sort_by_key(|(byte, _)| *byte);
        let faults = self.faults.into_iter().map(|(_, fault)| fault);
        Err(Error::Gazetteer(faults.collect()))
    }

    fn fault(&mut self, byte: usize, what: &str, remedy: &str) {
        let location = self.lines.location(self.text, byte);
        let fault = Fault::new(self.file, what, remedy).at(location);
        self.faults.push((byte, fault));
    }

    fn read_file(&mut self, file: &DeTable<'_>) {
        if let Some(types) = file.get("types") {
            self.read_types(types);
        }
        for (key, value) in file {
            match &**key.get_ref() {
                "types" => {}
                "ignore" => self.gazetteer.ignore = self.strings("ignore", value),
                "rejected" => self.gazetteer.rejected = self.strings("rejected", value),
                "variants" => self.read_variants(value),
                "entity" => self.read_entities(value),
                other => {
                    let what = format!("unknown key `{other}`");
                    let remedy = "use `ignore`, `rejected`, `variants`, `[types]` or `[[entity]]`";
                    self.fault(key.span().start, &what, remedy);
                }
            }
        }
    }

    fn read_types(&mut self, types: &Node<'_>) {
        match types.get_ref().as_table() {
            Some(table) if table.len() > MAX_TYPES => {
                let what = format!("more than {MAX_TYPES} types");
                self.fault(types.span().start, &what, "declare fewer");
            }
            Some(table) => {
                let names = table.keys().map(|name| name.get_ref().to_string());
                self.declared_types = names.collect();
            }
            None => {
                let remedy = "write `[types]`, and `ship = {}` under it for a type `ship`";
                self.fault(types.span().start, "`types` is not a table", remedy);
            }
        }
    }

    fn read_variants(&mut self, variants: &Node<'_>) {
        let Some(items) = variants.get_ref().as_array() else {
            let remedy = "write `variants = [\"...\"]`";
            return self.fault(variants.span().start, "`variants` is not a list", remedy);
        };
        for item in items {
            let Some(name) = self.string("a variant", item) else {
                continue;
            };
            match Variant::named(&name) {
                Some(kind) => self.variants.push(kind),
                None => {
                    let what = format!("unknown variant `{name}`");
                    let remedy = "use `legal-form`, `middle-initial` or `inverted`";
                    self.fault(item.span().start, &what, remedy);
                }
            }
        }
    }

    fn read_entities(&mut self, entities: &Node<'_>) {
        let Some(list) = entities.get_ref().as_array() else {
            let byte = entities.span().start;
            return self.fault(byte, "`entity` is not a list", "write `[[entity]]`");
        };
        for entity in list {
            match entity.get_ref().as_table() {
                Some(table) => self.read_entity(table, entity.span().start),
                None => {
                    let byte = entity.span().start;
                    self.fault(byte, "an entity is not a table", "write `[[entity]]`");
                }
            }
        }
    }

    /// Everything in the entry is checked, even where something before was wrong.
    fn read_entity(&mut self, table: &DeTable<'_>, byte: usize) {
        self.check_keys(table);
        let name = self.required_name(table, byte);
        let entity_type = self.required_type(table, byte);
        let id_node = table.get("id");
        let own_id = id_node.and_then(|id| self.string("id", id));
        let id = own_id.or_else(|| name.as_deref().map(slug));
        if let Some(id) = &id {
            self.claim_id(id, id_node.map_or(byte, |node| node.span().start));
        }
        let aliases = table.get("aliases").map(|list| {
            let [name, id] = [&name, &id].map(|text| text.as_deref().unwrap_or_default());
            self.aliases(list, name, id)
        });
        let documents = table.get("documents").map(|list| self.globs(list));
        if let Some(whole) = table.get("part_of") {
            let reference = self.string("part_of", whole);
            self.references
                .extend(reference.map(|id| (whole.span().start, id)));
        }
        if let (Some(id), Some(name), Some(entity_type)) = (id, name, entity_type) {
            self.gazetteer.entities.push(Entity {
                id,
                entity_type,
                name,
                aliases: aliases.unwrap_or_default(),
                variants: Vec::new(),
                attributes: self.attributes(table),
                documents: documents.unwrap_or_default(),
                in_capitals: false,
            });
        }
    }

    /// A key that is almost one of ours is more likely a slip than an attribute.
    fn check_keys(&mut self, table: &DeTable<'_>) {
        for key in table.keys() {
            let name = &**key.get_ref();
            let meant = OWN_KEYS
                .iter()
                .find(|own| **own != name && strsim::jaro_winkler(own, name) >= SLIP_LIKENESS);
            if let Some(meant) = meant.filter(|_| !OWN_KEYS.contains(&name)) {
                let what = format!("unknown key `{name}`");
                self.fault(key.span().start, &what, &format!("write `{meant}`"));
            }
        }
    }

    fn required_name(&mut self, table: &DeTable<'_>, byte: usize) -> Option<String> {
        let Some(node) = table.get("name") else {
            self.fault(byte, "an entity without a name", "add `name = \"...\"`");
            return None;
        };
        let name = self.string("name", node)?;
        self.check_form(&name, node.span().start).then_some(name)
    }

    fn required_type(&mut self, table: &DeTable<'_>, byte: usize) -> Option<EntityType> {
        let Some(node) = table.get("type") else {
            self.fault(byte, "an entity without a type", "add `type = \"person\"`");
            return None;
        };
        let name = self.string("type", node)?;
        if self.declared_types.contains(&name) {
            return Some(EntityType::Declared(name));
        }
        let known = EntityType::known(&name);
        if known.is_none() {
            let what = format!("unknown type `{name}`");
            let remedy =
                "use `person`, `place`, `organisation` or `other`, or declare it under `[types]`";
            self.fault(node.span().start, &what, remedy);
        }
        known
    }

    fn claim_id(&mut self, id: &str, byte: usize) {
        if id.is_empty() {
            let what = "an entity with an empty id";
            return self.fault(byte, what, "give it an `id`");
        }
        if let Some(first) = self.ids.get(id) {
            let what = format!("the id `{id}` is taken since line {}", first + 1);
            return self.fault(byte, &what, "give one of the two another `id`");
        }
        let line = self.lines.line(byte);
        self.ids.insert(id.to_owned(), line);
    }

    fn globs(&mut self, node: &Node<'_>) -> Vec<String> {
        let patterns = self.strings("documents", node);
        for pattern in &patterns {
            if let Err(error) = Glob::new(pattern) {
                let what = format!("`{pattern}` is no pattern: {}", error.kind());
                self.fault(node.span().start, &what, "use `*`, `?`, `[...]`, `{a,b}`");
            }
        }
        patterns
    }

    fn attributes(&self, table: &DeTable<'_>) -> BTreeMap<String, Value> {
        let others = table
            .iter()
            .filter(|(key, _)| !OWN_KEYS.contains(&&**key.get_ref()));
        others
            .map(|(key, value)| (key.get_ref().to_string(), json(value.get_ref())))
            .collect()
    }

    fn string(&mut self, what: &str, node: &Node<'_>) -> Option<String> {
        let string = node.get_ref().as_str().map(str::to_owned);
        if string.is_none() {
            let what = format!("{what} is {}, not a string", article(node.get_ref()));
            self.fault(node.span().start, &what, "put it in quotes");
        }
        string
    }

    fn strings(&mut self, what: &str, node: &Node<'_>) -> Vec<String> {
        let Some(items) = node.get_ref().as_array() else {
            let what = format!("`{what}` is not a list");
            self.fault(node.span().start, &what, "write `[\"...\", \"...\"]`");
            return Vec::new();
        };
        let strings = items.iter().map(|item| self.string(what, item));
        strings.collect::<Vec<_>>().into_iter().flatten().collect()
    }

    /// A form must hold a letter or a digit, or it could match nothing.
    fn check_form(&mut self, form: &str, byte: usize) -> bool {
        let is_good = form.chars().any(char::is_alphanumeric);
        if !is_good {
            let what = format!("the name `{form}` has no letter and no digit");
            self.fault(byte, &what, "write the name as it stands in texts");
        }
        is_good
    }
}

fn first_line(message: &str) -> &str {
    message.lines().next().unwrap_or("not TOML")
}

fn article(value: &DeValue<'_>) -> String {
    match value.type_str() {
        name @ ("array" | "integer" | "inline table") => format!("an {name}"),
        name => format!("a {name}"),
    }
}

fn json(value: &DeValue<'_>) -> Value {
    match value {
        DeValue::String(string) => Value::from(&**string),
        DeValue::Integer(integer) => integer
            .as_str()
            .parse::<i64>()
            .map_or_else(|_| Value::from(integer.as_str()), Value::from),
        DeValue::Float(float) => float
            .as_str()
            .parse::<f64>()
            .map_or_else(|_| Value::from(float.as_str()), Value::from),
        DeValue::Boolean(boolean) => Value::from(*boolean),
        DeValue::Datetime(datetime) => Value::from(datetime.to_string()),
        DeValue::Array(items) => items.iter().map(|item| json(item.get_ref())).collect(),
        DeValue::Table(table) => table
            .iter()
            .map(|(key, value)| (key.get_ref().to_string(), json(value.get_ref())))
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gazetteer::Case;

    fn faults(text: &str) -> String {
        match Gazetteer::from_toml(text, "entities.toml") {
            Ok(gazetteer) => format!("{} entities", gazetteer.entities.len()),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn a_full_entry_is_read_whole() {
        let text = r#"
            ignore = ["TV Licence"]
            [types]
            ship = {}
            [[entity]]
            type = "organization"
            name = "Swift"
            aliases = [{ name = "SWIFT", case = "exact" }, { name = "Swift", requires = ["bank"] }]
            wikidata = "Q1"
            founded = 1973
            documents = ["ukraine/*"]
            [[entity]]
            id = "fram"
            type = "ship"
            name = "Fram"
            part_of = "swift"
        "#;
        let gazetteer = Gazetteer::from_toml(text, "entities.toml").expect("a good file");
        let [swift, fram] = gazetteer.entities.as_slice() else {
            panic!("two entities");
        };
        assert_eq!(swift.id, "swift");
        assert_eq!(swift.entity_type, EntityType::Organisation);
        assert_eq!(swift.aliases[0].case, Some(Case::Exact));
        assert_eq!(swift.aliases[1].requires, ["bank"]);
        assert_eq!(swift.attributes["founded"], 1973);
        assert_eq!(swift.documents, ["ukraine/*"]);
        assert_eq!(fram.entity_type, EntityType::Declared("ship".into()));
        assert_eq!(gazetteer.ignore, ["TV Licence"]);
    }

    #[test]
    fn all_faults_are_told_at_once_with_their_places() {
        let text = r#"ignored = []
variants = ["inverted", "reversed", 1]
[[entity]]
type = "persn"
name = "Xi"
[[entity]]
type = "place"
name = "Paris"
aliases = ["Paree", "Paree", "--", { name = "P", cse = "fold" }]
[[entity]]
id = "paris"
name = 7
type = "place"
part_of = "france"
[[entity]]
id = "paris"
name = "Paris (Texas)"
type = "place"
part_of = "france"
"#;
        let expected = "\
entities.toml:1:1: unknown key `ignored`; use `ignore`, `rejected`, `variants`, `[types]` or `[[entity]]`
entities.toml:2:25: unknown variant `reversed`; use `legal-form`, `middle-initial` or `inverted`
entities.toml:2:37: a variant is an integer, not a string; put it in quotes
entities.toml:4:8: unknown type `persn`; use `person`, `place`, `organisation` or `other`, or declare it under `[types]`
entities.toml:9:21: `Paree` is listed for `paris` twice; remove one
entities.toml:9:30: the name `--` has no letter and no digit; write the name as it stands in texts
entities.toml:9:50: unknown key `cse` in an alias; use `name`, `case`, `diacritics` or `requires`
entities.toml:11:6: the id `paris` is taken since line 6; give one of the two another `id`
entities.toml:12:8: name is an integer, not a string; put it in quotes
entities.toml:14:11: `part_of` names `france`, which is no entity's id; add that entity, or correct the id
entities.toml:16:6: the id `paris` is taken since line 6; give one of the two another `id`
entities.toml:19:11: `part_of` names `france`, which is no entity's id; add that entity, or correct the id
12 faults; nothing was done";
        assert_eq!(faults(text), expected);
    }

    #[test]
    fn a_misspelt_key_is_no_attribute() {
        let text = "[[entity]]\nname = \"Xi\"\ntpye = \"person\"\nalias = [\"X\"]\nborn = 1953\n";
        let expected = "\
entities.toml:1:1: an entity without a type; add `type = \"person\"`
entities.toml:3:1: unknown key `tpye`; write `type`
entities.toml:4:1: unknown key `alias`; write `aliases`
3 faults; nothing was done";
        assert_eq!(faults(text), expected);
    }

    #[test]
    fn broken_toml_is_told_with_its_place() {
        let told = faults("[[entity]]\nname = \"Xi\ntype = 1\n");
        assert!(told.starts_with("entities.toml:2:"), "{told}");
    }

    #[test]
    fn an_empty_file_is_an_empty_gazetteer() {
        assert_eq!(faults(""), "0 entities");
    }
}
