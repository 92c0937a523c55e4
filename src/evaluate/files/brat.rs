//! brat's standoff annotations in, annotations out.

use std::collections::{BTreeSet, HashMap};

use super::{Annotation, Annotations, skipped, type_name};

/// Reads `T` (names) and `N` (what they denote) lines; others are of no use here. A name in several
/// pieces counts from the first to the last.
pub(super) fn parse(text: &str, file: &str, document: &str, beside: Option<&str>) -> Annotations {
    let mut annotations = Annotations {
        documents: BTreeSet::from([document.to_owned()]),
        ..Annotations::default()
    };
    let mut places = HashMap::new();
    for (line, row) in text.lines().enumerate() {
        let fields: Vec<&str> = row.split('\t').collect();
        match fields.as_slice() {
            [id, marked, rest @ ..] if id.starts_with('T') => match extent(marked) {
                Some((label, start, end)) => {
                    places.insert(*id, annotations.annotations.len());
                    annotations.annotations.push(Annotation {
                        document: document.to_owned(),
                        start,
                        end,
                        entity_type: type_name(label),
                        surface: rest.first().copied().unwrap_or_default().to_owned(),
                        ..Annotation::default()
                    });
                }
                None => {
                    let what = format!("`{marked}` is no type with a start and an end");
                    let remedy = "write it as brat does: `T1`, `Person 0 4`, surface";
                    annotations.warnings.push(skipped(file, line, what, remedy));
                }
            },
            [id, reference, ..] if id.starts_with('N') => {
                let mut parts = reference.split(' ').skip(1);
                let place = parts.next().and_then(|name| places.get(name));
                if let (Some(&place), Some(entity)) = (place, parts.next()) {
                    annotations.annotations[place].entity = entity.to_owned();
                }
            }
            _ => {}
        }
    }
    if let Some(text) = beside {
        annotations
            .texts
            .insert(document.to_owned(), text.to_owned());
    }
    annotations
}

/// Type, start and end of `Person 0 5` and `Person 0 5;8 12`.
fn extent(marked: &str) -> Option<(&str, usize, usize)> {
    let (label, pieces) = marked.split_once(' ')?;
    let (start, _) = pieces.split_once(' ')?;
    let (_, end) = pieces.rsplit_once(' ')?;
    let (start, end) = (start.parse().ok()?, end.parse().ok()?);
    (start < end).then_some((label, start, end))
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;
    use super::*;

    #[test]
    fn names_their_entities_and_lines_that_are_none() {
        let text = "T1\tPerson 0 14\tRoald Amundsen\nT2\tLocation 20 24\tOslo\n\
                    T3\tOrganization 0 5;9 14\tRoald dsen\nR1\tlives Arg1:T1 Arg2:T2\n\
                    N1\tReference T1 Wikidata:Q926\tRoald Amundsen\nT4\tPerson x y\tz\n";
        let annotations = parse(text, "a.ann", "a", Some("Roald Amundsen left Oslo."));
        check(
            &annotations,
            &[
                "a 0-14 person Wikidata:Q926 Roald Amundsen",
                "a 20-24 place  Oslo",
                "a 0-14 organisation  Roald Amundsen",
            ],
        );
        assert_eq!(annotations.warnings.len(), 1);
    }
}
