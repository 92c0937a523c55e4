//! Rows in, annotations out: with a head that names the columns, or without one `document start end
//! surface type`, or `document start end type`.

use std::collections::BTreeSet;

use super::{Annotation, Annotations, skipped, type_name};
use crate::error::Fault;

/// Columns by what they hold.
#[derive(Default)]
struct Columns {
    document: Option<usize>,
    start: usize,
    end: usize,
    surface: Option<usize>,
    entity_type: Option<usize>,
    entity: Option<usize>,
    status: Option<usize>,
}

/// Reads the rows; where no column names the document, all are of `document`.
pub(super) fn parse(text: &str, file: &str, document: &str) -> Result<Annotations, Fault> {
    let mut annotations = Annotations::default();
    let mut columns: Option<Columns> = None;
    for (line, row) in text.lines().enumerate() {
        let fields: Vec<&str> = row.split('\t').map(str::trim).collect();
        if row.trim().is_empty() {
            continue;
        }
        if let Some(named) = Columns::named(&fields) {
            columns = Some(named);
            continue;
        }
        if row.starts_with('#') {
            continue;
        }
        let counted = Columns::counted(fields.len());
        let known = columns.as_ref().or(counted.as_ref());
        match known.and_then(|known| known.annotation(&fields, document)) {
            Some(annotation) => annotations.annotations.push(annotation),
            None => {
                let what = "this row has no start and end";
                let remedy = "write document, start, end, surface and type, parted by tabs";
                annotations.warnings.push(skipped(file, line, what, remedy));
            }
        }
    }
    if annotations.annotations.is_empty() && !annotations.warnings.is_empty() {
        let remedy = "give TSV with document, start, end, surface and type, CoNLL, brat or WebAnno";
        return Err(Fault::new(file, "no row of it is an annotation", remedy));
    }
    if columns.is_some_and(|columns| columns.document.is_none()) {
        annotations.documents = BTreeSet::from([document.to_owned()]);
    }
    Ok(annotations)
}

impl Columns {
    fn named(fields: &[&str]) -> Option<Self> {
        let find = |names: &[&str]| {
            let mut plain = fields.iter().map(|field| field.trim_start_matches('#'));
            plain.position(|field| names.contains(&field))
        };
        Some(Self {
            start: find(&["start", "begin"])?,
            end: find(&["end"])?,
            document: find(&["document", "doc"]),
            surface: find(&["surface", "text"]),
            entity_type: find(&["type", "label"]),
            entity: find(&["entity", "wikidata", "id", "geonameid"]),
            status: find(&["status"]),
        })
    }

    fn counted(n_columns: usize) -> Option<Self> {
        let with_surface = n_columns > 4;
        (n_columns >= 4).then(|| Self {
            document: Some(0),
            start: 1,
            end: 2,
            surface: with_surface.then_some(3),
            entity_type: Some(if with_surface { 4 } else { 3 }),
            ..Self::default()
        })
    }

    fn annotation(&self, fields: &[&str], document: &str) -> Option<Annotation> {
        let number = |column: usize| fields.get(column)?.parse().ok();
        let (start, end): (usize, usize) = (number(self.start)?, number(self.end)?);
        let field = |column: Option<usize>| {
            let field = column.and_then(|column| fields.get(column));
            field.copied().unwrap_or_default()
        };
        let document = match self.document {
            Some(column) => fields.get(column)?,
            None => document,
        };
        let status = field(self.status);
        (start < end).then(|| Annotation {
            document: document.to_owned(),
            start,
            end,
            surface: field(self.surface).to_owned(),
            entity_type: match self.entity_type {
                Some(_) => type_name(field(self.entity_type)),
                None => String::new(),
            },
            entity: field(self.entity).to_owned(),
            is_optional: !matches!(status, "" | "required"),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;
    use super::*;

    #[test]
    fn rows_with_and_without_a_head() {
        let plain = parse(
            "a\t0\t4\tOslo\tLOC\nb.txt\t1\t2\tORG\nc\t1\t2\n",
            "x.tsv",
            "x",
        )
        .expect("rows");
        check(&plain, &["a 0-4 place  Oslo", "b.txt 1-2 organisation  "]);
        assert_eq!(plain.warnings.len(), 1, "a row too short is told");
        let text = "start\tend\tsurface\ttype\tentity\tstatus\n0\t4\tOslo\tplace\toslo\toptional\n";
        let whole = parse(text, "002.tsv", "002").expect("rows");
        check(&whole, &["002 0-4 place oslo Oslo"]);
        assert!(whole.annotations[0].is_optional);
        assert!(whole.documents.contains("002"));
        let untyped = parse("#doc\tstart\tend\tid\na\t0\t4\tQ585\n", "x.tsv", "x").expect("rows");
        check(&untyped, &["a 0-4  Q585 "]);
    }

    #[test]
    fn another_form_is_refused_and_nothing_at_all_is_no_fault() {
        assert!(parse("Roald B-PER\nsailed O\n", "x.tsv", "x").is_err());
        assert!(
            parse("", "x.tsv", "x")
                .expect("empty")
                .annotations
                .is_empty()
        );
    }
}
