//! A long text in, its parts out, so that a file of any length can be read in bounded memory.

use std::io::{self, Read};

use memchr::{memmem, memrchr};

use super::Before;

/// About the bytes of a part.
const PART: u64 = 4 << 20;

/// The parts of a text, each with what stands before it: cut behind a blank line, or where there is
/// none, behind a line, a space or a character.
pub(super) struct Parts<R> {
    input: R,
    before: Before,
    /// Bytes behind the last cut.
    rest: Vec<u8>,
}

impl<R: Read> Parts<R> {
    pub(super) fn new(input: R) -> Self {
        Self {
            input,
            before: Before::default(),
            rest: Vec::new(),
        }
    }

    fn read(&mut self) -> io::Result<Option<(Before, Vec<u8>)>> {
        let mut bytes = std::mem::take(&mut self.rest);
        (&mut self.input).take(PART).read_to_end(&mut bytes)?;
        if bytes.len() as u64 >= PART {
            self.rest = bytes.split_off(cut(&bytes));
        }
        let before = self.before;
        self.before.bytes += bytes.len();
        self.before.chars += bytes.iter().filter(|&&byte| is_first(byte)).count();
        Ok((!bytes.is_empty()).then_some((before, bytes)))
    }
}

impl<R: Read> Iterator for Parts<R> {
    type Item = io::Result<(Before, Vec<u8>)>;

    fn next(&mut self) -> Option<Self::Item> {
        self.read().transpose()
    }
}

/// Where a part ends that begins so.
fn cut(bytes: &[u8]) -> usize {
    let behind_blank_line = memmem::rfind(bytes, b"\n\n").map(|at| at + 2);
    let behind = |byte: u8| memrchr(byte, bytes).map(|at| at + 1);
    let before_character = || bytes.iter().rposition(|&byte| is_first(byte));
    behind_blank_line
        .or_else(|| behind(b'\n'))
        .or_else(|| behind(b' '))
        .or_else(before_character)
        .filter(|&end| end > 0)
        .unwrap_or(bytes.len())
}

/// Whether a byte is the first of a character of UTF-8.
fn is_first(byte: u8) -> bool {
    byte & 0b1100_0000 != 0b1000_0000
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str) {
        let parts: Vec<_> = Parts::new(text.as_bytes())
            .collect::<io::Result<_>>()
            .expect("memory can be read");
        let mut whole = String::new();
        for (before, bytes) in parts {
            assert_eq!(
                (before.bytes, before.chars),
                (whole.len(), whole.chars().count())
            );
            whole.push_str(std::str::from_utf8(&bytes).expect("no character is cut"));
        }
        assert!(whole == text);
    }

    #[test]
    fn parts_make_the_whole_whatever_there_is_to_cut_behind() {
        let n_bytes = 2 * PART as usize + 5;
        for piece in ["Ice.\n\n", "Ice.\n", "Ice ", "Eis", "氷"] {
            check(&piece.repeat(n_bytes / piece.len()));
        }
        check("");
        check("short");
    }
}
