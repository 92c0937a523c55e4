//! A file of UTF-8 text, plain or Markdown: one document, its text the file's own bytes.

use std::fs;
use std::path::Path;

use super::{Document, Format};
use crate::error::{Fault, io_reason};

pub(super) fn read(path: &Path, id: String, format: Format) -> Result<Document, Fault> {
    match fs::read(path) {
        Ok(bytes) => decode(bytes, id, format),
        Err(error) => {
            let (what, remedy) = io_reason(&error, "readable");
            Err(Fault::new(id, what, remedy))
        }
    }
}

pub(super) fn decode(bytes: Vec<u8>, id: String, format: Format) -> Result<Document, Fault> {
    let text = String::from_utf8(bytes).map_err(|error| {
        let byte = error.utf8_error().valid_up_to();
        let what = format!("not valid UTF-8 at byte {byte}");
        Fault::new(
            &id,
            what,
            "convert it to UTF-8, as `iconv -f latin1 -t utf-8` does",
        )
    })?;
    if text.trim().is_empty() {
        let remedy = "there is nothing in it to read";
        return Err(Fault::new(id, "empty", remedy));
    }
    Ok(Document {
        format,
        ..Document::new(id, text)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], expected: Result<&str, &str>) {
        let read = decode(bytes.to_vec(), "a.txt".into(), Format::Text);
        let read = read
            .map(|document| document.text)
            .map_err(|f| f.to_string());
        assert_eq!(read.as_deref().map_err(|e| e.as_str()), expected);
    }

    #[test]
    fn the_files_own_bytes_are_kept() {
        check(b"\xEF\xBB\xBFone\r\ntwo\r\n", Ok("\u{feff}one\r\ntwo\r\n"));
        check(b"a\0b", Ok("a\0b"));
    }

    #[test]
    fn other_encodings_and_empty_files_are_named() {
        let latin = "a.txt: not valid UTF-8 at byte 1; convert it to UTF-8, as `iconv -f latin1 -t utf-8` does";
        check(b"Z\xFCrich", Err(latin));
        let empty = "a.txt: empty; there is nothing in it to read";
        check(b" \n", Err(empty));
    }
}
