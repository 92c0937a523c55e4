//! WebAnno's and INCEpTION's TSV 3 in, annotations and the text that the tokens make out.
//!
//! The layer read is the first whose name holds `NamedEntity`, else the first; its feature `value`
//! (else the first) is the type, `identifier` the entity. Places in the file are UTF-16 units.
//! Source: the WebAnno TSV 3.3 format, INCEpTION's user guide, appendix on formats.

use std::collections::BTreeSet;

use super::{Annotation, Annotations, skipped, type_name};
use crate::error::Fault;

/// The widest gap between tokens that is taken as meant.
const MAX_GAP: usize = 10_000;

/// Which columns hold the layer of names.
#[derive(Clone, Copy, Default)]
struct Layer {
    value: Option<usize>,
    identifier: Option<usize>,
    is_named: bool,
}

/// A text that grows by tokens, with the code point of each UTF-16 unit.
#[derive(Default)]
struct Text {
    text: String,
    chars: Vec<usize>,
    n_chars: usize,
}

/// Reads the tokens of `document`.
pub(super) fn parse(text: &str, file: &str, document: &str) -> Annotations {
    let layer = layer(text);
    let mut built = Text::default();
    let mut annotations = Annotations {
        documents: BTreeSet::from([document.to_owned()]),
        ..Annotations::default()
    };
    // Names of several tokens, by their numbers in the file.
    let mut open: Vec<(String, usize)> = Vec::new();
    let mut gap = ' ';
    for (line, row) in text.lines().enumerate() {
        if row.starts_with('#') {
            continue;
        }
        if row.trim().is_empty() {
            gap = '\n';
            continue;
        }
        let fields: Vec<&str> = row.split('\t').collect();
        let extent = match extent(&fields).and_then(|units| built.push(units, &fields, gap)) {
            Some(extent) => extent,
            None => {
                annotations.warnings.push(no_token(file, line));
                continue;
            }
        };
        gap = ' ';
        for (label, entity, number) in layer.marks(&fields) {
            let known = number.as_ref().and_then(|number| {
                let known = open.iter().rev().find(|(other, _)| other == number);
                known.map(|&(_, place)| place)
            });
            match known {
                Some(place) => annotations.annotations[place].end = extent.1,
                None => {
                    let place = annotations.annotations.len();
                    open.extend(number.map(|number| (number, place)));
                    open.drain(..open.len().saturating_sub(MAX_OPEN));
                    annotations.annotations.push(Annotation {
                        document: document.to_owned(),
                        start: extent.0,
                        end: extent.1,
                        entity_type: type_name(&label),
                        entity,
                        ..Annotation::default()
                    });
                }
            }
        }
    }
    annotations.texts.insert(document.to_owned(), built.text);
    annotations
}

/// Names that may go on at the next token.
const MAX_OPEN: usize = 64;

fn no_token(file: &str, line: usize) -> Fault {
    let what = "this row has no place of a token";
    skipped(file, line, what, "export the document again")
}

/// Start and end of a token, in UTF-16 units.
fn extent(fields: &[&str]) -> Option<(usize, usize)> {
    let (start, end) = fields.get(1)?.split_once('-')?;
    let (start, end) = (start.parse().ok()?, end.parse().ok()?);
    (start < end).then_some((start, end))
}

/// Finds the layer of names among the heads `#T_SP=layer|feature|feature`.
fn layer(text: &str) -> Layer {
    let mut found = Layer::default();
    let mut column = 3;
    for head in text.lines().take_while(|line| !line.starts_with("#Text=")) {
        let Some((kind, layer)) = head
            .strip_prefix("#T_")
            .and_then(|rest| rest.split_once('='))
        else {
            continue;
        };
        let features: Vec<&str> = layer.split('|').skip(1).collect();
        let is_named = layer.contains("NamedEntity");
        if kind == "SP" && (found.value.is_none() || is_named && !found.is_named) {
            let place = |name| features.iter().position(|feature| *feature == name);
            found = Layer {
                value: Some(column + place("value").unwrap_or(0)),
                identifier: place("identifier").map(|place| column + place),
                is_named,
            };
        }
        column += features.len().max(1);
    }
    found
}

impl Layer {
    /// Type, entity and number of each name at a token.
    fn marks(self, fields: &[&str]) -> Vec<(String, String, Option<String>)> {
        let values = |column: Option<usize>| {
            let field = column.and_then(|column| fields.get(column));
            field.map_or(Vec::new(), |field| split(field))
        };
        let identifiers = values(self.identifier);
        let marks = values(self.value).into_iter().enumerate();
        let marks = marks.filter(|(_, (label, _))| label != "_");
        marks
            .map(|(idx, (label, number))| {
                let entity = identifiers.get(idx).map(|(entity, _)| entity.clone());
                let entity = entity.filter(|entity| !matches!(entity.as_str(), "_" | "*"));
                (label, entity.unwrap_or_default(), number)
            })
            .collect()
    }
}

/// The values of a cell, `PER[1]|ORG`, each with its number.
fn split(cell: &str) -> Vec<(String, Option<String>)> {
    let mut values = vec![String::new()];
    let mut is_escaped = false;
    for c in cell.chars() {
        match c {
            '\\' if !is_escaped => {
                is_escaped = true;
                continue;
            }
            '|' if !is_escaped => values.push(String::new()),
            _ => values.last_mut().expect("there is one").push(c),
        }
        is_escaped = false;
    }
    let with_number = |value: String| match value.strip_suffix(']').and_then(|v| v.rsplit_once('['))
    {
        Some((label, number)) => (label.to_owned(), Some(number.to_owned())),
        None => (value, None),
    };
    values.into_iter().map(with_number).collect()
}

impl Text {
    /// Puts a token in its place, if it is behind all others; gives its place in code points. Parts
    /// of tokens (`1-1.1`) stand in the token already.
    fn push(
        &mut self,
        (start, end): (usize, usize),
        fields: &[&str],
        gap: char,
    ) -> Option<(usize, usize)> {
        if start >= self.chars.len() {
            if start - self.chars.len() > MAX_GAP {
                return None;
            }
            while self.chars.len() < start {
                self.push_char(gap);
            }
            fields.get(2)?.chars().for_each(|c| self.push_char(c));
        }
        let first = *self.chars.get(start)?;
        Some((first, *self.chars.get(end - 1)? + 1))
    }

    fn push_char(&mut self, c: char) {
        self.chars
            .extend(std::iter::repeat_n(self.n_chars, c.len_utf16()));
        self.text.push(c);
        self.n_chars += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;
    use super::*;

    #[test]
    fn the_layer_of_names_over_tokens_and_utf16() {
        let text = "#FORMAT=WebAnno TSV 3.3\n#T_SP=webanno.custom.Mood|value\n\
            #T_SP=de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity|identifier|value\n\n\n\
            #Text=😀 Roald Amundsen left\n\
            1-1\t0-2\t😀\t_\t_\t_\t\n1-2\t3-8\tRoald\tx\thttp://q/Q926[1]\tPER[1]\t\n\
            1-3\t9-17\tAmundsen\t_\thttp://q/Q926[1]\tPER[1]\t\n1-4\t18-22\tleft\t_\t_\t_\t\n\n\
            #Text=Oslo\n2-1\t23-27\tOslo\t_\t*|*\tLOC|ORG[2]\t\n2-2\tx\ty\n";
        let annotations = parse(text, "a.tsv", "a");
        check(
            &annotations,
            &[
                "a 2-16 person http://q/Q926 Roald Amundsen",
                "a 22-26 place  Oslo",
                "a 22-26 organisation  Oslo",
            ],
        );
        assert_eq!(annotations.texts["a"], "😀 Roald Amundsen left\nOslo");
        assert_eq!(annotations.warnings.len(), 1);
    }
}
