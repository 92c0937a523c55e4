//! Listed names in, further written forms of them out, where a list asks for them.
//!
//! A form that would make a name ambiguous is left out and told: whoever keeps the list decides
//! whom it means, by listing it.

mod legal_form;

mod person;

use std::collections::HashMap;
use std::sync::Arc;

use super::names::{self, Written};
use super::{Alias, Entity, EntityType, Gazetteer, fold};
use crate::error::Fault;

/// Entities that a warning names; of more only the number is told.
const N_TOLD: usize = 3;

/// A kind of forms that are made, not listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Variant {
    /// `Acme` of the organisation `Acme GmbH`.
    LegalForm,
    /// `Donald Trump` of the person `Donald J. Trump`.
    MiddleInitial,
    /// `Smith, John` of the person `John Smith`.
    Inverted,
}

impl Variant {
    /// The kind as lists spell it.
    pub(super) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "legal-form" => Self::LegalForm,
            "middle-initial" => Self::MiddleInitial,
            "inverted" => Self::Inverted,
            _ => return None,
        })
    }
}

/// A form that was made of a listed one, before it is known whether another entity has it too.
#[derive(Clone, Debug)]
pub(super) struct Grown {
    /// The entity's place in its gazetteer.
    entity: usize,
    alias: Alias,
    /// The list that asked for it.
    file: Arc<str>,
}

impl Grown {
    /// The same where the entities stand at other places.
    pub(super) fn moved(mut self, places: &[usize]) -> Self {
        self.entity = places[self.entity];
        self
    }
}

/// The forms of these kinds of all entities of a list.
pub(super) fn grow(gazetteer: &Gazetteer, kinds: &[Variant], file: &str) -> Vec<Grown> {
    let file: Arc<str> = Arc::from(file);
    let mut grown = Vec::new();
    for (entity_idx, entity) in gazetteer.entities.iter().enumerate() {
        let aliases = forms(entity, kinds).into_iter();
        grown.extend(aliases.map(|alias| Grown {
            entity: entity_idx,
            alias,
            file: Arc::clone(&file),
        }));
    }
    grown
}

/// Gives the entities what was grown, but what several of them have.
pub(super) fn settle(gazetteer: &mut Gazetteer, grown: &[Grown]) {
    if grown.is_empty() {
        return;
    }
    let claims = Claims::of(gazetteer, grown);
    gazetteer.warnings.extend(claims.warnings(gazetteer));
    for one in grown {
        let variants = &mut gazetteer.entities[one.entity].variants;
        if claims.is_clear(one) && !variants.contains(&one.alias) {
            variants.push(one.alias.clone());
        }
    }
}

/// The forms of these kinds that `entity` does not list itself; those of a form with conditions
/// have the same.
fn forms(entity: &Entity, kinds: &[Variant]) -> Vec<Alias> {
    let mut forms: Vec<Alias> = Vec::new();
    for listed in names::listed(entity) {
        for name in of_name(listed.text, &entity.entity_type, kinds) {
            let is_known = names::listed(entity).any(|known| known.text == name)
                || forms.iter().any(|known| known.name == name);
            if !is_known {
                forms.push(alias(name, &listed));
            }
        }
    }
    forms
}

fn alias(name: String, of: &Written<'_>) -> Alias {
    Alias {
        name,
        case: of.case,
        diacritics: of.diacritics,
        requires: of.requires.to_vec(),
    }
}

fn of_name(name: &str, entity_type: &EntityType, kinds: &[Variant]) -> Vec<String> {
    let wants = |kind: Variant| kinds.contains(&kind);
    match entity_type {
        EntityType::Organisation if wants(Variant::LegalForm) => {
            legal_form::without(name).into_iter().collect()
        }
        EntityType::Person => {
            let short = person::without_initials(name).filter(|_| wants(Variant::MiddleInitial));
            let orders = [Some(name), short.as_deref()].into_iter().flatten();
            let inverted = orders
                .filter(|_| wants(Variant::Inverted))
                .filter_map(person::inverted);
            let inverted: Vec<String> = inverted.collect();
            short.into_iter().chain(inverted).collect()
        }
        _ => Vec::new(),
    }
}

/// Who has, or would have, the forms that were grown.
struct Claims<'a> {
    by_form: HashMap<String, Claim<'a>>,
    /// Their forms in the order they were grown.
    order: Vec<String>,
}

struct Claim<'a> {
    first: &'a Grown,
    /// The entities that would have it.
    by: Vec<usize>,
    /// Those that list it.
    listed_by: Vec<usize>,
}

impl<'a> Claims<'a> {
    fn of(gazetteer: &Gazetteer, grown: &'a [Grown]) -> Self {
        let (mut by_form, mut order) = (HashMap::new(), Vec::new());
        for one in grown {
            let key = key(&one.alias.name);
            let claim = by_form.entry(key).or_insert_with_key(|key| {
                order.push(String::clone(key));
                Claim {
                    first: one,
                    by: Vec::new(),
                    listed_by: Vec::new(),
                }
            });
            add(&mut claim.by, one.entity);
        }
        for (idx, entity) in gazetteer.entities.iter().enumerate() {
            for listed in names::listed(entity) {
                if let Some(claim) = by_form.get_mut(&key(listed.text)) {
                    add(&mut claim.listed_by, idx);
                }
            }
        }
        Self { by_form, order }
    }

    /// Whether no other entity has that form.
    fn is_clear(&self, one: &Grown) -> bool {
        let claim = &self.by_form[&key(&one.alias.name)];
        claim.is_clear()
    }

    /// One for each form that is left out, in the order they were grown.
    fn warnings(&self, gazetteer: &Gazetteer) -> Vec<Fault> {
        let claims = self.order.iter().map(|form| &self.by_form[form]);
        let unclear = claims.filter(|claim| !claim.is_clear());
        unclear.map(|claim| claim.warning(gazetteer)).collect()
    }
}

impl Claim<'_> {
    fn is_clear(&self) -> bool {
        let is_own = |idx: &usize| self.by == [*idx];
        self.by.len() == 1 && self.listed_by.iter().all(is_own)
    }

    fn warning(&self, gazetteer: &Gazetteer) -> Fault {
        let form = &self.first.alias.name;
        let mut all = self.by.clone();
        self.listed_by.iter().for_each(|&idx| add(&mut all, idx));
        let told = all.iter().take(N_TOLD);
        let ids: Vec<String> = told
            .map(|&idx| format!("`{}`", gazetteer.entities[idx].id))
            .collect();
        let more = match all.len().saturating_sub(N_TOLD) {
            0 => String::new(),
            n => format!(" and {n} more"),
        };
        let what = format!(
            "the variant `{form}` is left out, as it could be {}{more}",
            ids.join(" or ")
        );
        let remedy = "list it under `aliases` of the one it means";
        Fault::new(&*self.first.file, what, remedy)
    }
}

fn add(list: &mut Vec<usize>, idx: usize) {
    if !list.contains(&idx) {
        list.push(idx);
    }
}

/// Equal for forms that some way of matching takes for one.
fn key(form: &str) -> String {
    let normal = fold::normal(form).unwrap_or_default();
    fold::word(&normal).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The entities of `rows` (type and name), the variants of each, and the warnings.
    fn check(kinds: &str, rows: &[(&str, &str)], expected: &[&[&str]], told: &[&str]) {
        let entities = rows
            .iter()
            .map(|(kind, name)| format!("[[entity]]\ntype = \"{kind}\"\nname = \"{name}\"\n"));
        let list = format!("variants = [{kinds}]\n{}", entities.collect::<String>());
        let gazetteer = Gazetteer::from_toml(&list, "x.toml").expect("a good list");
        let variants = gazetteer.entities.iter().map(|entity| &entity.variants);
        let names = |variants: &Vec<Alias>| -> Vec<String> {
            variants.iter().map(|alias| alias.name.clone()).collect()
        };
        assert_eq!(variants.map(names).collect::<Vec<_>>(), expected);
        let warnings: Vec<_> = gazetteer.warnings.iter().map(ToString::to_string).collect();
        assert_eq!(warnings, told);
    }

    const ALL: &str = "\"legal-form\", \"middle-initial\", \"inverted\"";

    #[test]
    fn each_kind_is_for_its_type() {
        let rows = [
            ("organisation", "Acme GmbH"),
            ("person", "Donald J. Trump"),
            ("place", "Port T. Co."),
            ("other", "Acme Prize Inc."),
        ];
        let short = "Donald Trump";
        let all = [short, "Trump, Donald J.", "Trump, Donald"];
        check(ALL, &rows, &[&["Acme"], &all, &[], &[]], &[]);
        check("\"legal-form\"", &rows, &[&["Acme"], &[], &[], &[]], &[]);
        check("\"middle-initial\"", &rows, &[&[], &[short], &[], &[]], &[]);
        check("\"inverted\"", &rows, &[&[], &all[1..2], &[], &[]], &[]);
        check("", &rows, &[&[], &[], &[], &[]], &[]);
    }

    #[test]
    fn a_form_of_two_is_of_neither_and_told_once() {
        check(
            "\"legal-form\", \"middle-initial\"",
            &[
                ("organisation", "Acme GmbH"),
                ("organisation", "Acme Corp."),
                ("organisation", "ACME, Inc."),
                ("organisation", "ACME AG"),
                ("organisation", "Ford Company"),
                ("place", "Ford"),
                ("person", "George H. W. Bush"),
                ("person", "George W. Bush"),
            ],
            &[&[] as &[&str]; 8],
            &[
                "x.toml: the variant `Acme` is left out, as it could be `acme-gmbh` or \
                 `acme-corp` or `acme-inc` and 1 more; list it under `aliases` of the one it means",
                "x.toml: the variant `Ford` is left out, as it could be `ford-company` or \
                 `ford`; list it under `aliases` of the one it means",
                "x.toml: the variant `George Bush` is left out, as it could be \
                 `george-h-w-bush` or `george-w-bush`; list it under `aliases` of the one it means",
            ],
        );
    }

    #[test]
    fn conditions_go_along_and_aliases_grow_too() {
        let list = r#"
            variants = ["legal-form"]
            [[entity]]
            type = "organisation"
            name = "Swift Ltd."
            aliases = [{ name = "SWFT AG", requires = ["bank"], case = "exact" }, "Swift"]
        "#;
        let gazetteer = Gazetteer::from_toml(list, "x.toml").expect("a good list");
        let [variant] = gazetteer.entities[0].variants.as_slice() else {
            panic!("one variant");
        };
        assert_eq!(variant.name, "SWFT");
        assert_eq!(variant.requires, ["bank"]);
        assert_eq!(variant.case, Some(super::super::Case::Exact));
    }
    #[test]
    fn another_list_may_hold_what_one_would_grow() -> Result<(), Box<dyn std::error::Error>> {
        let folder = tempfile::tempdir()?;
        let [ours, theirs] = ["ours.toml", "theirs.tsv"].map(|name| folder.path().join(name));
        let first = "variants = [\"legal-form\"]\n[[entity]]\ntype = \"organisation\"\nname = ";
        std::fs::write(&ours, format!("{first}\"Acme Inc\"\n"))?;
        std::fs::write(&theirs, "name\ttype\nAcme\tplace\nRoe Ltd\torganisation\n")?;
        for paths in [[&ours, &theirs], [&theirs, &ours]] {
            let gazetteer = Gazetteer::load(&paths)?;
            assert!(gazetteer.entities.iter().all(|e| e.variants.is_empty()));
            assert_eq!(gazetteer.warnings.len(), 1);
        }
        let gazetteer = Gazetteer::load(&[ours])?;
        assert_eq!(gazetteer.entities[0].variants, [Alias::plain("Acme")]);
        Ok(())
    }
}
