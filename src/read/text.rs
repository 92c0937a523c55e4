//! A file of plain text: one document, its text the file's own bytes where they are UTF-8.

use super::format::{Content, Reader};
use super::piece::Whole;
use super::{Document, Format, encoding};
use crate::error::Fault;

pub(super) const READER: Reader = Reader {
    name: "text",
    extensions: &["txt", "text"],
    is_like: |_| true,
    content: Content::Document(|whole| read(whole, Format::Text)),
};

/// Reads a text in which nothing need be parsed.
pub(super) fn read(mut whole: Whole<'_>, format: Format) -> Result<Document, Fault> {
    let bytes = std::mem::take(&mut whole.bytes);
    let text = encoding::decode(bytes, None, &whole.origin)?;
    if text
        .trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}')
        .is_empty()
    {
        let remedy = "there is nothing in it to read";
        return Err(Fault::new(whole.origin.place(), "empty", remedy));
    }
    Ok(whole.document(format, text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::{Origin, Reading};

    fn check(bytes: &[u8], expected: Result<&str, &str>) {
        let origin = Origin {
            file: "a.txt".to_owned(),
            ..Origin::default()
        };
        let whole = Whole {
            origin,
            bytes: bytes.to_vec(),
            reading: &Reading::default(),
        };
        let read = read(whole, Format::Text);
        let read = read
            .map(|document| document.text)
            .map_err(|f| f.to_string());
        assert_eq!(read.as_deref().map_err(|e| e.as_str()), expected);
    }

    #[test]
    fn the_files_own_bytes_are_kept() {
        check(b"\xEF\xBB\xBFone\r\ntwo\r\n", Ok("\u{feff}one\r\ntwo\r\n"));
    }

    #[test]
    fn empty_files_are_named() {
        let empty = "a.txt: empty; there is nothing in it to read";
        check(b" \n", Err(empty));
        check(b"\xEF\xBB\xBF\n", Err(empty));
    }
}
