//! The aliases of an entity, as `entities.toml` lists them.

use std::collections::HashSet;

use super::{Node, Reader};
use crate::gazetteer::{Alias, Case, Diacritics};

impl Reader<'_> {
    pub(super) fn aliases(&mut self, list: &Node<'_>, name: &str, id: &str) -> Vec<Alias> {
        let Some(items) = list.get_ref().as_array() else {
            let byte = list.span().start;
            self.fault(
                byte,
                "`aliases` is not a list",
                "write `aliases = [\"...\"]`",
            );
            return Vec::new();
        };
        let mut aliases: Vec<Alias> = Vec::new();
        let mut seen = HashSet::from([Alias::plain(name)]);
        for item in items {
            let Some(alias) = self.alias(item) else {
                continue;
            };
            if seen.insert(alias.clone()) {
                aliases.push(alias);
            } else {
                let what = format!("`{}` is listed for `{id}` twice", alias.name);
                self.fault(item.span().start, &what, "remove one");
            }
        }
        aliases
    }

    fn alias(&mut self, node: &Node<'_>) -> Option<Alias> {
        let Some(table) = node.get_ref().as_table() else {
            let name = self.string("an alias", node)?;
            let is_good = self.check_form(&name, node.span().start);
            return is_good.then(|| Alias::plain(name));
        };
        let mut alias = Alias::plain(self.required_name(table, node.span().start)?);
        for (key, value) in table {
            match &**key.get_ref() {
                "name" => {}
                "case" => alias.case = self.case(value),
                "diacritics" => alias.diacritics = self.diacritics(value),
                "requires" => alias.requires = self.strings("requires", value),
                other => {
                    let what = format!("unknown key `{other}` in an alias");
                    let remedy = "use `name`, `case`, `diacritics` or `requires`";
                    self.fault(key.span().start, &what, remedy);
                }
            }
        }
        Some(alias)
    }

    fn case(&mut self, node: &Node<'_>) -> Option<Case> {
        let name = self.string("case", node)?;
        let case = Case::named(&name);
        if case.is_none() {
            let what = format!("unknown case `{name}`");
            self.fault(node.span().start, &what, "use `exact`, `fold` or `smart`");
        }
        case
    }

    fn diacritics(&mut self, node: &Node<'_>) -> Option<Diacritics> {
        let name = self.string("diacritics", node)?;
        let diacritics = Diacritics::named(&name);
        if diacritics.is_none() {
            let what = format!("`diacritics` is `{name}`");
            self.fault(node.span().start, &what, "use `exact` or `fold`");
        }
        diacritics
    }
}
