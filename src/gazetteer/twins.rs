//! Entities in, those that another list knows by the same id elsewhere out.

use rustc_hash::FxHashMap;
use serde_json::Value;

use super::Entity;

/// Where the entities with ids of other catalogues stand, by those ids.
pub(super) struct Twins(FxHashMap<String, usize>);

impl Twins {
    pub(super) fn new(entities: &[Entity]) -> Self {
        let mut places = FxHashMap::default();
        for (idx, entity) in entities.iter().enumerate() {
            for id in ids_elsewhere(entity) {
                places.entry(id).or_insert(idx);
            }
        }
        Self(places)
    }

    /// The first entity that shares one of those ids with `entity`.
    pub(super) fn of(&self, entity: &Entity) -> Option<usize> {
        let ids = ids_elsewhere(entity);
        ids.filter_map(|id| self.0.get(&id).copied()).next()
    }
}

/// `wikidata:Q585`, `geonames:3143244`, and what `same_as` lists.
pub(super) fn ids_elsewhere(entity: &Entity) -> impl Iterator<Item = String> {
    let catalogues = ["wikidata", "geonames"].into_iter();
    let named = catalogues.filter_map(|catalogue| {
        let id = match entity.attributes.get(catalogue)? {
            Value::String(id) => id.clone(),
            Value::Number(id) => id.to_string(),
            _ => return None,
        };
        (!id.is_empty()).then(|| format!("{catalogue}:{id}"))
    });
    named.chain(entity.attributes.get("same_as").into_iter().flat_map(texts))
}

/// Two values of a key that may have several, each once.
pub(super) fn joined(known: Value, later: Value) -> Value {
    let mut all = texts(&known);
    for text in texts(&later) {
        if !all.contains(&text) {
            all.push(text);
        }
    }
    match (known, all.as_slice()) {
        (Value::Array(_), _) => all.into(),
        (_, [only]) => only.as_str().into(),
        _ => all.join("; ").into(),
    }
}

fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => text.split("; ").map(str::to_owned).collect(),
        Value::Array(items) => {
            let items = items.iter().filter_map(Value::as_str);
            items.map(str::to_owned).collect()
        }
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use crate::gazetteer::Gazetteer;

    #[test]
    fn lists_that_share_an_id_elsewhere_share_the_entity() {
        let folder = tempfile::tempdir().expect("a folder");
        let write = |name: &str, text: &str| {
            let path = folder.path().join(name);
            fs::write(&path, text).expect("room");
            path
        };
        let mine = "[[entity]]\nname = \"Oslo\"\ntype = \"place\"\nsource = \"mine\"\n\
                    same_as = [\"geonames:3143244\"]\n[[entity]]\nname = \"Rome\"\ntype = \"place\"\n";
        let theirs = "id\tname\ttype\taliases\tgeonames\tsource\nno-1\tChristiania\tplace\t\t3143244\tG\n\
                      it-1\tRome\tplace\t\t3169070\tG\n";
        let lists = [write("mine.toml", mine), write("theirs.tsv", theirs)];
        let gazetteer = Gazetteer::load(&lists).expect("good lists");
        let ids: Vec<_> = gazetteer.entities.iter().map(|e| e.id.as_str()).collect();
        assert_eq!(ids, ["oslo", "rome", "it-1"]);
        let oslo = &gazetteer.entities[0];
        assert_eq!(oslo.name, "Oslo");
        assert_eq!(oslo.aliases[0].name, "Christiania");
        assert_eq!(oslo.attributes["source"], "mine; G");
    }
}
