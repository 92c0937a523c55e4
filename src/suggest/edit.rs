//! Decisions in, an `entities.toml` that says so out: its comments, order and blank lines stay.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use toml_edit::{Array, ArrayOfTables, DocumentMut, Item, RawString, Table, Value, value};

use crate::candidate::key;
use crate::error::{Error, Fault, Result};
use crate::gazetteer::{EntityType, Gazetteer, slug};
use crate::whole::write_whole;

/// What a person decided on a suggestion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// It is an entity.
    Entity {
        /// Its name.
        name: String,
        /// Its type.
        entity_type: EntityType,
        /// Its other forms.
        aliases: Vec<String>,
    },
    /// These are aliases of the entity with this id.
    Aliases {
        /// The id.
        of: String,
        /// The aliases.
        aliases: Vec<String>,
    },
    /// This alias of the entity with this id is wrong.
    Remove {
        /// The id.
        of: String,
        /// The alias.
        alias: String,
    },
    /// It is not wanted, and is not to be suggested again.
    Reject(String),
}

/// A list that is being changed.
#[derive(Debug)]
pub struct Edit {
    path: PathBuf,
    before: String,
    document: DocumentMut,
    ids: BTreeSet<String>,
    forms: BTreeSet<String>,
}

impl Edit {
    /// Opens the list at `path`; one that does not exist is empty.
    ///
    /// # Errors
    ///
    /// [`Error::Read`], or [`Error::Gazetteer`] if it cannot be loaded as it is.
    pub fn open(path: &Path) -> Result<Self> {
        let before = read(path)?;
        let file = path.to_string_lossy();
        let gazetteer = Gazetteer::from_toml(&before, &file)?;
        let document = before.parse::<DocumentMut>().map_err(|error| {
            let what = error.message().lines().next().unwrap_or("not TOML");
            Error::Gazetteer(vec![Fault::new(&*file, what, "mend the TOML")])
        })?;
        let mut edit = Self {
            path: path.to_owned(),
            before,
            document,
            ids: BTreeSet::new(),
            forms: gazetteer.rejected.iter().map(|name| key(name)).collect(),
        };
        for entity in gazetteer.entities {
            let aliases = entity.aliases.iter().map(|alias| key(&alias.name));
            edit.forms.extend(aliases);
            edit.forms.insert(key(&entity.name));
            edit.ids.insert(entity.id);
        }
        Ok(edit)
    }

    /// The list as it is on the disk.
    pub fn before(&self) -> &str {
        &self.before
    }

    /// What tells the list as it is on the disk from others: 12 hexadecimal digits.
    pub fn fingerprint(&self) -> String {
        let digest = Sha256::digest(&self.before);
        digest
            .iter()
            .take(6)
            .map(|byte| format!("{byte:02x}"))
            .collect()
    }

    /// The list as it would be.
    pub fn after(&self) -> String {
        self.document.to_string()
    }

    /// Carries out `decision`; `false` if the list says so already.
    ///
    /// # Errors
    ///
    /// Why it cannot be carried out, in words: there is no such entity, or it is written in a way
    /// that cannot be added to.
    pub fn apply(&mut self, decision: &Decision) -> Result<bool, String> {
        match decision {
            Decision::Entity {
                name,
                entity_type,
                aliases,
            } => self.add_entity(name, entity_type, aliases),
            Decision::Aliases { of, aliases } => self.add_aliases(of, aliases),
            Decision::Remove { of, alias } => self.remove_alias(of, alias),
            Decision::Reject(name) => self.reject(name),
        }
    }

    /// Writes the list, under another name first, so that it is never half written.
    ///
    /// # Errors
    ///
    /// [`Error::Gazetteer`] if it changed on the disk since it was opened or could not be loaded
    /// afterwards, [`Error::Write`].
    pub fn write(&self) -> Result<()> {
        let file = self.path.to_string_lossy();
        if read(&self.path)? != self.before {
            let what = "it was changed while this command ran";
            let fault = Fault::new(&*file, what, "nothing was written; run the command again");
            return Err(Error::Gazetteer(vec![fault]));
        }
        let after = self.after();
        Gazetteer::from_toml(&after, &file)?;
        write_whole(&self.path, |out| out.write_all(after.as_bytes()))
    }

    fn add_entity(
        &mut self,
        name: &str,
        entity_type: &EntityType,
        aliases: &[String],
    ) -> Result<bool, String> {
        if !self.forms.insert(key(name)) {
            return Ok(false);
        }
        let mut table = Table::new();
        if let Some(id) = self.free_id(name) {
            table["id"] = value(id);
        }
        table["type"] = value(entity_type.as_str());
        table["name"] = value(name);
        let new = self.new_forms(aliases);
        if !new.is_empty() {
            table["aliases"] = value(new.into_iter().collect::<Array>());
        }
        if !self.before.is_empty() {
            table.decor_mut().set_prefix("\n");
        }
        let none = || Item::ArrayOfTables(ArrayOfTables::new());
        let entities = self.document.entry("entity").or_insert_with(none);
        let list = entities.as_array_of_tables_mut().ok_or(INLINE)?;
        list.push(table);
        Ok(true)
    }

    /// Notes the id of a new entity; one that must be written down as its name's is taken.
    fn free_id(&mut self, name: &str) -> Option<String> {
        let usual = slug(name);
        if self.ids.insert(usual.clone()) {
            return None;
        }
        let mut numbered = (2..).map(|n| format!("{usual}-{n}"));
        numbered.find(|id| self.ids.insert(id.clone()))
    }

    /// Those of `forms` that the list does not have, once each.
    fn new_forms(&mut self, forms: &[String]) -> Vec<String> {
        let new = forms.iter().filter(|form| self.forms.insert(key(form)));
        new.cloned().collect()
    }

    fn add_aliases(&mut self, of: &str, aliases: &[String]) -> Result<bool, String> {
        self.entity(of)?;
        let new = self.new_forms(aliases);
        let table = self.entity(of)?;
        let item = table
            .entry("aliases")
            .or_insert_with(|| value(Array::new()));
        let list = item.as_array_mut().ok_or("its `aliases` are not a list")?;
        let is_changed = !new.is_empty();
        for alias in new {
            push(list, &alias);
        }
        Ok(is_changed)
    }

    fn remove_alias(&mut self, of: &str, alias: &str) -> Result<bool, String> {
        let table = self.entity(of)?;
        let Some(list) = table.get_mut("aliases").and_then(Item::as_array_mut) else {
            return Ok(false);
        };
        let is_meant = |item: &Value| {
            let named = item
                .as_inline_table()
                .and_then(|table| table.get("name")?.as_str());
            item.as_str().or(named) == Some(alias)
        };
        let Some(at) = list.iter().position(is_meant) else {
            return Ok(false);
        };
        remove(list, at);
        Ok(true)
    }

    fn reject(&mut self, name: &str) -> Result<bool, String> {
        if !self.forms.insert(key(name)) {
            return Ok(false);
        }
        if !self.document.contains_key("rejected") {
            self.document["rejected"] = value(Array::new());
            self.keep_head_first();
        }
        let list = self.document["rejected"].as_array_mut();
        push(list.ok_or("`rejected` is not a list")?, name);
        Ok(true)
    }

    /// A comment at the head of the file, parted from what follows by a blank line, stays there:
    /// `rejected` comes behind it, before the first entity.
    fn keep_head_first(&mut self) {
        if self.document.len() != 2 {
            return; // Other keys stand before it.
        }
        let first = self
            .document
            .get_mut("entity")
            .and_then(Item::as_array_of_tables_mut);
        let Some(table) = first.and_then(|list| list.get_mut(0)) else {
            return;
        };
        let prefix = table.decor().prefix().and_then(|prefix| prefix.as_str());
        let prefix = prefix.unwrap_or_default().to_owned();
        let at = prefix.rfind("\n\n").map_or(0, |at| at + 2);
        let (head, own) = prefix.split_at(at);
        table.decor_mut().set_prefix(format!("\n{own}"));
        let head = head.to_owned();
        if let Some(mut key) = self.document.key_mut("rejected") {
            key.leaf_decor_mut().set_prefix(head);
        }
    }

    fn entity(&mut self, id: &str) -> Result<&mut Table, String> {
        let entities = self.document.get_mut("entity");
        let list = entities.ok_or_else(|| format!("there is no entity `{id}`"))?;
        let mut tables = list.as_array_of_tables_mut().ok_or(INLINE)?.iter_mut();
        let text = |table: &Table, key: &str| table.get(key)?.as_str().map(str::to_owned);
        let found = tables.find(|table| {
            let own = text(table, "id");
            own.or_else(|| Some(slug(&text(table, "name")?))).as_deref() == Some(id)
        });
        found.ok_or_else(|| format!("there is no entity `{id}`"))
    }
}

const INLINE: &str = "its entities are not written as `[[entity]]`";

/// Adds `text` to `list` as its other items are written: a line each, or one behind the other. A
/// comment behind the last item stays there.
fn push(list: &mut Array, text: &str) {
    let written = |text: Option<&RawString>| {
        let text = text.and_then(RawString::as_str);
        text.unwrap_or_default().to_owned()
    };
    let n = list.len();
    let last = n.checked_sub(1).and_then(|last| list.get_mut(last));
    let Some(decor) = last.map(Value::decor_mut) else {
        return list.push(text);
    };
    let (prefix, suffix) = (written(decor.prefix()), written(decor.suffix()));
    if !prefix.contains('\n') {
        return list.push(text);
    }
    decor.set_suffix("");
    let behind = format!("{suffix}{}", written(Some(list.trailing())));
    let mut item = Value::from(text);
    item.decor_mut()
        .set_prefix(format!("{}{prefix}", behind.trim_end()));
    list.push_formatted(item);
    list.set_trailing_comma(true);
    list.set_trailing("\n");
}

/// Removes an item; a comment before it, on the line of the item before, stays.
fn remove(list: &mut Array, at: usize) {
    let item = list.remove(at);
    let before = item.decor().prefix().and_then(RawString::as_str);
    let comment = before.filter(|text| text.contains('#')).map(str::trim_end);
    let Some(comment) = comment else {
        return;
    };
    let joined = |behind: Option<&RawString>| {
        let behind = behind.and_then(RawString::as_str).unwrap_or_default();
        format!("{comment}{behind}")
    };
    match list.get_mut(at).map(Value::decor_mut) {
        Some(decor) => decor.set_prefix(joined(decor.prefix())),
        None => list.set_trailing(joined(Some(list.trailing()))),
    }
}

fn read(path: &Path) -> Result<String> {
    match fs::read_to_string(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(String::new()),
        text => text.map_err(|error| Error::read(path, error)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIST: &str = "\
# Who is in it.

# The first.
[[entity]] # one
name = \"Ada Marsh\"   # so written
type = \"person\"
aliases = [
    \"A. Marsh\", # in letters
]

[[entity]]
type = \"place\"
name = \"Port Süd\"
";

    /// Expects the list after `decisions`.
    #[track_caller]
    fn check(before: &str, decisions: &[Decision], expected: &str) {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("entities.toml");
        fs::write(&path, before).expect("it can be written");
        let mut edit = Edit::open(&path).expect("a good list");
        for decision in decisions {
            edit.apply(decision).expect("it can be done");
        }
        edit.write().expect("it can be written");
        assert_eq!(fs::read_to_string(&path).expect("a list"), expected);
    }

    fn entity(name: &str) -> Decision {
        Decision::Entity {
            name: name.to_owned(),
            entity_type: EntityType::Organisation,
            aliases: vec!["NIB".to_owned()],
        }
    }

    #[test]
    fn what_was_there_stays_as_it_is() {
        check(LIST, &[], LIST);
        let added = "
[[entity]]
type = \"organisation\"
name = \"Northern Ice Board\"
aliases = [\"NIB\"]
";
        let (new, again) = (entity("Northern Ice Board"), entity("Northern ice board"));
        check(LIST, &[new.clone(), again], &format!("{LIST}{added}"));
        check("", &[new], added.trim_start());
    }

    #[test]
    fn an_alias_is_written_as_those_beside_it() {
        let alias = |of: &str, alias: &str| Decision::Aliases {
            of: of.to_owned(),
            aliases: vec![alias.to_owned()],
        };
        let expected = LIST.replace(" # in letters\n", " # in letters\n    \"Marsh, A.\",\n");
        check(LIST, &[alias("ada-marsh", "Marsh, A.")], &expected);
        let expected = LIST.replace("Süd\"\n", "Süd\"\naliases = [\"Portsüd\"]\n");
        check(LIST, &[alias("port-sud", "Portsüd")], &expected);
        let folder = tempfile::tempdir().expect("a folder");
        let mut edit = Edit::open(&folder.path().join("none.toml")).expect("an empty list");
        let told = edit.apply(&alias("x", "y")).expect_err("there is none");
        assert_eq!(told, "there is no entity `x`");
    }

    #[test]
    fn comments_stay_where_an_alias_goes() {
        let long = LIST.replace("letters\n", "letters\n    \"Will\",\n");
        let will = Decision::Remove {
            of: "ada-marsh".to_owned(),
            alias: "Will".to_owned(),
        };
        check(&long, &[will], LIST);
    }

    #[test]
    fn what_is_rejected_stands_before_the_entities() {
        let reject = |name: &str| Decision::Reject(name.to_owned());
        let expected = LIST.replace(
            "# The first.",
            "rejected = [\"Great Debate\", \"Northern\"]\n\n# The first.",
        );
        let decisions = [
            reject("Great Debate"),
            reject("Northern"),
            reject("northern"),
        ];
        check(LIST, &decisions, &expected);
    }

    #[test]
    fn a_list_that_changed_meanwhile_is_not_written() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("entities.toml");
        fs::write(&path, LIST).expect("it can be written");
        let mut edit = Edit::open(&path).expect("a good list");
        edit.apply(&entity("X Board")).expect("it can be done");
        fs::write(&path, "").expect("it can be written");
        let told = edit.write().expect_err("it changed").to_string();
        assert!(told.contains("changed while"), "{told}");
        assert_eq!(fs::read_to_string(&path).expect("a list"), "");
    }
}
