//! A text that somebody else read in, a [`Document`] out, as if it had stood in a file.

use std::collections::BTreeMap;

use super::{Document, Format, Origin, Piece, Reading, metadata};
use crate::error::Fault;

/// The first bytes of a text that may tell its format.
const HEAD_BYTES: usize = 1024;

/// The document `id` of this text, in any encoding, and of what is known of it besides, under the
/// usual names or any other. Without a `format`, it is Markdown or a page if `id` ends so (`.md`, `.html`), and plain
/// text otherwise; what ends like a page and does not begin like one is plain text too.
///
/// # Errors
///
/// A fault for a text that its format does not allow.
pub fn given(
    id: &str,
    text: Vec<u8>,
    known: BTreeMap<String, String>,
    format: Option<Format>,
    reading: &Reading,
) -> Result<Document, Fault> {
    let piece = Piece::Bytes {
        origin: Origin {
            file: id.to_owned(),
            ..Origin::default()
        },
        format: format.unwrap_or_else(|| format_of(id, &text)),
        bytes: text,
    };
    let mut documents = piece.documents(reading).into_iter();
    let read = documents.next().unwrap_or_else(|| {
        let remedy = "give each row one document";
        Err(Fault::new(id, "there is no document in it", remedy))
    });
    let mut document = read?;
    document.id = id.to_owned();
    let known = known.into_iter().filter(|(_, value)| !value.is_empty());
    document.metadata.extend(metadata::renamed(known.collect()));
    reading.metadata.complete(&mut document);
    Ok(document)
}

fn format_of(id: &str, text: &[u8]) -> Format {
    let extension = id.rsplit_once('.').map_or("", |(_, extension)| extension);
    match Format::of_extension(extension) {
        Some(Format::Markdown) => Format::Markdown,
        Some(Format::Html) => {
            let head = &text[..text.len().min(HEAD_BYTES)];
            let head = String::from_utf8_lossy(head);
            match Format::of_head(&head) {
                Format::Html => Format::Html,
                _ => Format::Text,
            }
        }
        _ => Format::Text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn format(id: &str, text: &str) -> Format {
        let read = given(
            id,
            text.as_bytes().to_owned(),
            BTreeMap::new(),
            None,
            &Reading::default(),
        );
        read.expect("it can be read").format
    }

    #[test]
    fn the_end_of_an_id_tells_the_format_if_the_text_goes_with_it() {
        for (id, text, expected) in [
            ("a.txt", "# A", Format::Text),
            ("a.md", "# A", Format::Markdown),
            (
                "https://example.org/a.html",
                "<!doctype html><p>A",
                Format::Html,
            ),
            ("https://example.org/a.html", "A was there.", Format::Text),
            ("17", "{\"text\": \"a\"}", Format::Text),
        ] {
            assert_eq!(format(id, text), expected, "{id}");
        }
    }

    #[test]
    fn what_is_known_has_its_usual_names() {
        let known = [
            ("published", "17 May 2024"),
            ("headline", "Ice"),
            ("note", ""),
        ];
        let known = known.map(|(key, value)| (key.to_owned(), value.to_owned()));
        let document = given("a", "A".into(), known.into(), None, &Reading::default());
        let metadata = document.expect("it can be read").metadata;
        assert_eq!(metadata["date"], "2024-05-17");
        assert_eq!(metadata["title"], "Ice");
        assert_eq!(metadata.len(), 2);
    }
}
