//! What must hold whatever bytes come: a function for each thing that reads what others wrote. It
//! panics where something does not hold. `tests/garbage.rs` calls them with what proptest makes up,
//! the programs in `fuzz/` with what libFuzzer does.

#![allow(
    dead_code,
    unreachable_pub,
    reason = "no test file needs all of it, `fuzz` does"
)]

pub mod exports;

pub mod lists;

pub mod matcher;

pub mod reading;

pub mod stores;

/// The first byte, to choose by, and the others.
fn split(bytes: &[u8]) -> (usize, &[u8]) {
    match bytes {
        [first, rest @ ..] => (usize::from(*first), rest),
        [] => (0, &[]),
    }
}

/// `whole` with some of its bytes changed: each three of `patch` are a place and what stands there.
/// One of 255 cuts the file there.
fn patched(whole: &[u8], patch: &[u8]) -> Vec<u8> {
    let mut bytes = whole.to_vec();
    for change in patch.chunks_exact(3) {
        let place = usize::from(u16::from_le_bytes([change[0], change[1]]));
        match change[2] {
            255 => bytes.truncate(place.max(1)),
            other => {
                let place = place % bytes.len();
                bytes[place] = other;
            }
        }
    }
    bytes
}
