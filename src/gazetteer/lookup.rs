//! A name in, what a gazetteer would make of it out: whom it may denote and why, and the longer
//! names that it would be a part of.

use super::{Entity, Form, Gazetteer, names, slug};

/// How a listed form stands to a name that was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Relation {
    /// It is the same, so that the name may denote its entity.
    Same,
    /// It holds the name, and goes before it where it stands in full.
    Longer,
    /// The name holds it, so that it is found inside where nothing longer is.
    Inside,
}

/// A form that has to do with a name.
#[derive(Clone, Debug)]
pub struct Found<'a> {
    /// How.
    pub relation: Relation,
    /// The form; one that is never a mention has no entity.
    pub form: &'a str,
    /// What the form is of its entity.
    pub kind: Option<Form>,
    /// The entity.
    pub entity: Option<&'a Entity>,
    /// Words one of which must stand near it; none where it is empty.
    pub requires: &'a [String],
}

/// Finds all forms that have to do with `name`: the same ones, longer ones, and those inside it;
/// of each kind in the gazetteer's order, and of an entity the first longer one only. Linear in the
/// number of forms.
pub fn lookup<'a>(gazetteer: &'a Gazetteer, name: &str) -> Vec<Found<'a>> {
    let wanted = padded(name);
    let mut found = Vec::new();
    if wanted.len() <= 2 {
        return found;
    }
    for entity in &gazetteer.entities {
        let forms = names::listed(entity).chain(names::variants(entity));
        let forms = forms.chain(names::surnames(entity));
        let related = forms.filter_map(|written| {
            Some(Found {
                relation: relation(&wanted, written.text)?,
                form: written.text,
                kind: Some(written.form),
                entity: Some(entity),
                requires: written.requires,
            })
        });
        let mut related: Vec<Found<'_>> = related.collect();
        related.sort_by_key(|one| one.relation);
        let is_same = related
            .first()
            .is_some_and(|one| one.relation == Relation::Same);
        related.retain(|one| !is_same || one.relation == Relation::Same);
        related.dedup_by_key(|one| one.relation);
        found.extend(related);
    }
    for form in &gazetteer.ignore {
        if let Some(relation) = relation(&wanted, form) {
            found.push(Found {
                relation,
                form,
                kind: None,
                entity: None,
                requires: &[],
            });
        }
    }
    found.sort_by_key(|one| one.relation);
    found
}

fn relation(wanted: &str, form: &str) -> Option<Relation> {
    let form = padded(form);
    if form == wanted {
        Some(Relation::Same)
    } else if form.contains(wanted) {
        Some(Relation::Longer)
    } else if form.len() > 2 && wanted.contains(form.as_str()) {
        Some(Relation::Inside)
    } else {
        None
    }
}

/// The words of a form without case and marks, each between two `-`.
fn padded(form: &str) -> String {
    format!("-{}-", slug(form))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_the_longer_and_those_inside() {
        let list = r#"
            ignore = ["Bath Gazette"]
            [[entity]]
            type = "organisation"
            name = "University of Bath"
            [[entity]]
            type = "person"
            name = "Ida Bath"
            [[entity]]
            type = "place"
            name = "Bath"
            [[entity]]
            type = "place"
            name = "Bathgate"
        "#;
        let gazetteer = Gazetteer::from_toml(list, "test").expect("a good list");
        let shown = |name: &str| -> Vec<String> {
            let found = lookup(&gazetteer, name).into_iter();
            let shown = found.map(|one| {
                let id = one.entity.map_or("-", |entity| entity.id.as_str());
                format!("{:?} {} {id}", one.relation, one.form)
            });
            shown.collect()
        };
        let expected = [
            "Same Bath ida-bath",
            "Same Bath bath",
            "Longer University of Bath university-of-bath",
            "Longer Bath Gazette -",
        ];
        assert_eq!(shown("BATH"), expected);
        assert_eq!(shown("Great Bathgate"), ["Inside Bathgate bathgate"]);
        assert_eq!(shown("--"), Vec::<String>::new());
    }
}
