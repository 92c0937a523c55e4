//! Pages that were read before: to take them apart is dear, to know them again is cheap.

use std::hash::{DefaultHasher, Hash, Hasher};

use super::piece::Whole;
use super::{Document, Origin};
use crate::error::Fault;

/// The level of compression: the fastest.
const LEVEL: i32 = 1;

/// Something that keeps what pages came to. It may forget at any time, and need not say so.
pub trait Memory: Sync {
    /// The bytes that are kept under `key`.
    fn recall(&self, key: u64) -> Option<Vec<u8>>;

    /// Keeps `bytes` under `key`.
    fn keep(&self, key: u64, bytes: &[u8]);
}

/// What `read` makes of a page, if `memory` does not know it.
pub(super) fn recall_or_read(
    memory: &dyn Memory,
    page: Whole<'_>,
    read: fn(Whole<'_>) -> Result<Document, Fault>,
) -> Result<Document, Fault> {
    let key = key(&page.origin, &page.bytes);
    if let Some(result) = memory.recall(key).and_then(|bytes| unpack(&bytes)) {
        return result;
    }
    let result = read(page);
    memory.keep(key, &pack(&result));
    result
}

/// What tells a page from others: in a million of them, two are taken for one with a chance of one
/// in thirty million.
fn key(origin: &Origin, bytes: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    origin.place().hash(&mut hasher);
    bytes.hash(&mut hasher);
    hasher.finish()
}

fn pack(result: &Result<Document, Fault>) -> Vec<u8> {
    let json = serde_json::to_vec(result).expect("strings and numbers are JSON");
    zstd::stream::encode_all(json.as_slice(), LEVEL).expect("memory takes all")
}

/// What was packed, unless it is damaged.
fn unpack(bytes: &[u8]) -> Option<Result<Document, Fault>> {
    let json = zstd::stream::decode_all(bytes).ok()?;
    serde_json::from_slice(&json).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::{Format, Piece, Reading};

    #[test]
    fn what_is_packed_comes_back() {
        for page in [
            "<h1>On ice</h1><p>Nansen &amp; Johansen<time datetime=2024-05-17T03:28Z>",
            "<p>",
        ] {
            let piece = Piece::Bytes {
                origin: Origin::default(),
                format: Format::Html,
                bytes: page.into(),
            };
            let results = piece.documents(&Reading::default());
            assert_eq!(unpack(&pack(&results[0])).as_ref(), Some(&results[0]));
        }
        assert_eq!(unpack(b"no"), None);
    }
}
