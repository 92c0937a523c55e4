//! Tokens in columns in, annotations and the text that the tokens make out.
//!
//! The last column is the tag: `B-`, `I-` and `O`, with `E-`, `S-`, `L-`, `U-` too; `I-` behind
//! another type begins a name (IOB1). Tokens are joined by spaces, sentences (parted by blank
//! lines) by line breaks; `-DOCSTART-` or `# newdoc` begins a document.

use super::{Annotation, Annotations, type_name};

/// What is known of the file so far.
struct Reader {
    annotations: Annotations,
    stem: String,
    document: String,
    text: String,
    n_chars: usize,
    n_documents: usize,
    open: Option<Annotation>,
    begins_line: bool,
}

/// Reads the tokens; the documents are called by `document` and, where there are several, a number.
pub(super) fn parse(text: &str, document: &str) -> Annotations {
    let mut reader = Reader {
        annotations: Annotations::default(),
        stem: document.to_owned(),
        document: document.to_owned(),
        text: String::new(),
        n_chars: 0,
        n_documents: 0,
        open: None,
        begins_line: true,
    };
    for line in text.lines() {
        reader.read(line);
    }
    reader.close_document();
    reader.annotations
}

impl Reader {
    fn read(&mut self, line: &str) {
        let fields: Vec<&str> = line.split_whitespace().collect();
        match fields.as_slice() {
            [] => {
                self.close();
                self.begins_line = true;
            }
            ["-DOCSTART-", ..] => self.close_document(),
            ["#", "newdoc", rest @ ..] => {
                self.close_document();
                if let ["id", "=", id] = rest {
                    self.document = (*id).to_owned();
                }
            }
            ["#", .., _] if line.contains(" = ") => {}
            [number, token, .., tag] if is_number(number) && fields.len() >= 10 => {
                self.token(token, tag);
            }
            [token, .., tag] => self.token(token, tag),
            [token] => self.token(token, "O"),
        }
    }

    fn token(&mut self, token: &str, tag: &str) {
        let (mark, label) = tag.split_once('-').unwrap_or((tag, ""));
        let entity_type = type_name(label);
        let goes_on = matches!(mark, "I" | "E" | "L") && !self.begins_line;
        let is_open = self
            .open
            .as_ref()
            .is_some_and(|open| open.entity_type == entity_type);
        if !(goes_on && is_open) {
            self.close();
        }
        if !self.text.is_empty() {
            self.text.push(if self.begins_line { '\n' } else { ' ' });
            self.n_chars += 1;
        }
        let start = self.n_chars;
        self.text.push_str(token);
        self.n_chars += token.chars().count();
        self.begins_line = false;
        if mark == "O" || label.is_empty() {
            return;
        }
        let open = self.open.get_or_insert_with(|| Annotation {
            document: self.document.clone(),
            start,
            entity_type,
            ..Annotation::default()
        });
        open.end = self.n_chars;
        if !open.surface.is_empty() {
            open.surface.push(' ');
        }
        open.surface.push_str(token);
        if matches!(mark, "E" | "L" | "S" | "U") {
            self.close();
        }
    }

    fn close(&mut self) {
        self.annotations.annotations.extend(self.open.take());
    }

    fn close_document(&mut self) {
        self.close();
        self.begins_line = true;
        if !self.text.is_empty() {
            let text = std::mem::take(&mut self.text);
            self.annotations.documents.insert(self.document.clone());
            self.annotations.texts.insert(self.document.clone(), text);
            self.n_documents += 1;
            self.document = format!("{}-{}", self.stem, self.n_documents + 1);
        }
        self.n_chars = 0;
    }
}

fn is_number(field: &str) -> bool {
    field.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;
    use super::*;

    #[test]
    fn tags_of_all_schemes() {
        let text = "-DOCSTART- O\n\nRoald NNP B-PER\nAmundsen NNP I-PER\nleft VB O\nOslo NNP I-LOC\n\n\
                    Oslo NNP I-LOC\nFram NNP I-MISC\nNew B-LOC\nYork L-LOC\nNome U-LOC\n\
                    -DOCSTART- O\nÅlesund S-LOC\nOslo B-LOC\n";
        check(
            &parse(text, "x"),
            &[
                "x 0-14 person  Roald Amundsen",
                "x 20-24 place  Oslo",
                "x 25-29 place  Oslo",
                "x 30-34 other  Fram",
                "x 35-43 place  New York",
                "x 44-48 place  Nome",
                "x-2 0-7 place  Ålesund",
                "x-2 8-12 place  Oslo",
            ],
        );
    }
}
