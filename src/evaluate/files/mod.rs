//! Files of annotations in, [`Annotations`] out; one file here per form.

mod brat;

mod conll;

mod tsv;

mod webanno;

use super::{Annotation, Annotations, type_name};
use crate::error::Fault;
use crate::span::Location;

/// The form of a file of annotations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Rows of document, start, end, surface, type and perhaps entity.
    Tsv,
    /// A token a line, its last column a tag as `B-PER`; the text comes with it.
    Conll,
    /// brat's standoff: `T1`, type, start, end, surface, beside a text of the same name.
    Brat,
    /// WebAnno's and INCEpTION's TSV 3; the text comes with it.
    WebAnno,
}

impl Form {
    /// The form of a file, by its name and how it begins; none of a file that is no annotation by
    /// its name.
    pub fn of(file: &str, text: &str) -> Option<Self> {
        if text
            .trim_start_matches('\u{feff}')
            .starts_with("#FORMAT=WebAnno TSV 3")
        {
            return Some(Self::WebAnno);
        }
        match file.rsplit('.').next()?.to_lowercase().as_str() {
            "ann" => Some(Self::Brat),
            "conll" | "conllu" | "iob" | "iob2" | "bio" | "bilou" => Some(Self::Conll),
            "tsv" => Some(Self::Tsv),
            _ => None,
        }
    }
}

/// Reads the text of a file of annotations; `document` is what it is of where it does not say, and
/// `beside` is that document's text, which brat keeps apart.
///
/// Lines that cannot be read are told among the warnings.
///
/// # Errors
///
/// The fault of a file that has another form.
pub fn parse(
    form: Form,
    text: &str,
    file: &str,
    document: &str,
    beside: Option<&str>,
) -> Result<Annotations, Fault> {
    let text = text.trim_start_matches('\u{feff}');
    match form {
        Form::Tsv => tsv::parse(text, file, document),
        Form::Conll => Ok(conll::parse(text, document)),
        Form::Brat => Ok(brat::parse(text, file, document, beside)),
        Form::WebAnno => Ok(webanno::parse(text, file, document)),
    }
}

/// A line that was passed over.
fn skipped(file: &str, line: usize, what: impl Into<String>, remedy: &str) -> Fault {
    Fault::new(file, what, remedy).at(Location { line, column: 0 })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Expects `document start end type entity surface` of each annotation.
    pub(super) fn check(annotations: &Annotations, expected: &[&str]) {
        let shown = annotations.annotations.iter().map(|a| {
            let surface = match annotations.texts.get(&a.document) {
                Some(text) => text.chars().skip(a.start).take(a.end - a.start).collect(),
                None => a.surface.clone(),
            };
            let fields = [&a.document, &a.entity_type, &a.entity, &surface].map(String::as_str);
            let [document, entity_type, entity, surface] = fields;
            format!(
                "{document} {}-{} {entity_type} {entity} {surface}",
                a.start, a.end
            )
        });
        assert_eq!(shown.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn a_form_is_known_by_name_or_beginning() {
        for (file, text, expected) in [
            ("a.tsv", "x", Some(Form::Tsv)),
            ("a.tsv", "#FORMAT=WebAnno TSV 3.3\n", Some(Form::WebAnno)),
            ("a.ann", "T1", Some(Form::Brat)),
            ("a.b.CoNLL", "", Some(Form::Conll)),
            ("notes.md", "", None),
        ] {
            assert_eq!(Form::of(file, text), expected, "{file}");
        }
    }

    #[test]
    fn a_file_that_breaks_off_anywhere_is_no_panic() {
        let whole = "#FORMAT=WebAnno TSV 3.3\n#T_SP=x.NamedEntity|identifier|value\n#Text=é😀\n\
            1-1\t0-1\té\t*[1]\tPER[1]|\\_\t\n1-2\t1-3\t😀\tq\tPER[1]\t\n9-9\t5-4\tx\n\
            T1\tPerson 0 3;4 9\té\nN1\tReference T1 Q1\té\nT2\tX 9 1\nN2\n\
            start\tend\tdoc\ttype\n1\t2\n1\t2\td\tPER\n# newdoc id = é\nIda B-PER\n-DOCSTART-\n";
        let starts = whole.match_indices('\n').map(|(byte, _)| byte + 1);
        for start in std::iter::once(0).chain(starts) {
            for (end, _) in whole[start..].char_indices() {
                let text = &whole[start..start + end];
                for form in [Form::Tsv, Form::Conll, Form::Brat, Form::WebAnno] {
                    let _ = parse(form, text, "file", "document", Some("é"));
                }
            }
        }
    }
}
