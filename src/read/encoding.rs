//! Bytes in any encoding in, text out.
//!
//! A byte order mark decides; else what is UTF-8 is taken as such; else what the file declares, or
//! the statistics of its bytes.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, ISO_2022_JP, UTF_8, UTF_16BE, UTF_16LE};

use super::Origin;
use crate::error::Fault;

/// The byte order mark of UTF-8.
pub(super) const BOM: &[u8] = b"\xEF\xBB\xBF";

/// How many bytes are searched for one that no text has.
const HEAD_BYTES: usize = 8000;

/// Characters of UTF-8 for each broken one, from which on a text is taken for damaged UTF-8.
const UTF8_CHARS: usize = 4;

/// The text of a file. One in UTF-8 keeps its bytes, byte order mark and line ends too.
///
/// `declared` is the encoding's name as the file gives it, if it does.
pub(super) fn decode(
    bytes: Vec<u8>,
    declared: Option<&str>,
    origin: &Origin,
) -> Result<String, Fault> {
    if let Some((encoding, mark)) = Encoding::for_bom(&bytes)
        && encoding != UTF_8
    {
        return Ok(plain(encoding, &bytes[mark..]));
    }
    if is_binary(&bytes) {
        let remedy = "convert it to text, as pdftotext and pandoc do";
        return Err(Fault::new(origin.place(), "not a text", remedy));
    }
    let declared = declared.and_then(|name| Encoding::for_label(name.as_bytes()));
    if declared == Some(ISO_2022_JP) {
        return Ok(plain(ISO_2022_JP, &bytes));
    }
    String::from_utf8(bytes).or_else(|error| Ok(guessed(error.as_bytes(), declared)))
}

/// A line of a file that is UTF-8 for the most part.
pub(super) fn line(bytes: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => Cow::Owned(guessed(bytes, None)),
    }
}

/// Whether a file that begins so is no text: it holds a zero byte, and is not UTF-16.
pub(super) fn is_binary(head: &[u8]) -> bool {
    let head = &head[..head.len().min(HEAD_BYTES)];
    !is_utf16(head) && memchr::memchr(0, head).is_some()
}

/// Whether a byte order mark says UTF-16.
pub(super) fn is_utf16(head: &[u8]) -> bool {
    Encoding::for_bom(head).is_some_and(|(encoding, _)| encoding != UTF_8)
}

/// The text of the first bytes of a file.
pub(super) fn head(bytes: &[u8]) -> Cow<'_, str> {
    match is_utf16(bytes) {
        true => UTF_8.decode(bytes).0,
        false => String::from_utf8_lossy(bytes),
    }
}

/// Decodes what is not UTF-8, or not all of it.
fn guessed(bytes: &[u8], declared: Option<&'static Encoding>) -> String {
    let declared = declared.filter(|encoding| ![UTF_8, UTF_16LE, UTF_16BE].contains(encoding));
    let encoding = match declared {
        Some(encoding) => encoding,
        None if is_damaged_utf8(bytes) => UTF_8,
        None => {
            let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
            detector.feed(bytes, true);
            detector.guess(None, Utf8Detection::Deny)
        }
    };
    plain(encoding, bytes)
}

/// Whether there are many characters of several bytes to each broken one.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut n_chars, mut n_broken) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        n_chars += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        n_broken += usize::from(!chunk.invalid().is_empty());
    }
    n_chars >= UTF8_CHARS * n_broken
}

fn plain(encoding: &'static Encoding, bytes: &[u8]) -> String {
    encoding.decode_without_bom_handling(bytes).0.into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], declared: Option<&str>, expected: Result<&str, &str>) {
        let origin = Origin {
            file: "a.txt".to_owned(),
            ..Origin::default()
        };
        let decoded = decode(bytes.to_vec(), declared, &origin).map_err(|fault| fault.to_string());
        assert_eq!(decoded.as_deref().map_err(|e| e.as_str()), expected);
    }

    #[test]
    fn utf8_keeps_its_bytes() {
        check(b"\xEF\xBB\xBFone\r\n", None, Ok("\u{feff}one\r\n"));
        check("Zürich".as_bytes(), Some("latin1"), Ok("Zürich"));
    }

    #[test]
    fn marks_declarations_and_statistics_tell_other_encodings() {
        check(b"\xFF\xFEZ\0\xFC\0", None, Ok("Zü"));
        check(b"\xFE\xFF\0Z\0\xFC", None, Ok("Zü"));
        check(b"Z\xFCrich", None, Ok("Zürich"));
        check(b"\xC6\xEE", Some("windows-1251"), Ok("Жо"));
        check(b"\x1B$B$\"\x1B(B", Some("iso-2022-jp"), Ok("あ"));
    }

    #[test]
    fn a_broken_character_does_not_cost_the_others() {
        let damaged = "Zürich, Genève, Köln, Malmö, Århus".as_bytes();
        let cut = &damaged[..damaged.len() - 5];
        check(cut, None, Ok("Zürich, Genève, Köln, Malmö, \u{fffd}"));
    }

    #[test]
    fn a_zero_byte_is_no_text() {
        let message = "a.txt: not a text; convert it to text, as pdftotext and pandoc do";
        check(b"\x7FELF\0\0", None, Err(message));
    }
}
