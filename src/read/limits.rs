//! How much may come out of an archive, or be one document.

use std::cell::Cell;
use std::io::{self, Read};
use std::rc::Rc;

use super::Origin;
use crate::error::{Fault, io_reason};

/// Unpacked bytes that no ratio is asked of: a short text of one letter packs well.
const FREE_BYTES: u64 = 64 << 10;

/// How far archives are unpacked, and how long one document may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Unpacked bytes to a packed one, at most; text seldom comes to 20.
    pub ratio: u64,
    /// The bytes of a document that is no record; it is held in memory as a whole.
    pub document_bytes: u64,
    /// A plain text in UTF-8 of more bytes is read in parts, each a document of the same id; none
    /// is, if this is not given. Each part is linked by itself.
    pub whole_bytes: Option<u64>,
    /// Archives within archives, at most; `a.tar.gz` is two.
    pub depth: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            ratio: 100,
            document_bytes: 1 << 30,
            whole_bytes: None,
            depth: 4,
        }
    }
}

impl Limits {
    /// All that `input` gives, unless that is too much for one document.
    /// About `n_bytes` are expected.
    pub(super) fn read_all(
        &self,
        input: impl Read,
        n_bytes: u64,
        origin: &Origin,
    ) -> Result<Vec<u8>, Fault> {
        let mut bytes = Vec::with_capacity(n_bytes.min(self.document_bytes) as usize + 1);
        let read = input
            .take(self.document_bytes.saturating_add(1))
            .read_to_end(&mut bytes);
        read.map_err(|error| fault(&origin.place(), &error))?;
        if bytes.len() as u64 > self.document_bytes {
            let n_mib = self.document_bytes >> 20;
            let what = format!("longer than a document may be ({n_mib} MiB)");
            let remedy = "split it, or allow more with `--max-document`";
            return Err(Fault::new(origin.place(), what, remedy));
        }
        Ok(bytes)
    }
}

/// How many bytes went into an unpacker, and how many came out.
#[derive(Debug, Default)]
pub(super) struct Meter {
    packed: Cell<u64>,
    unpacked: Cell<u64>,
}

impl Meter {
    /// For what is packed in so many bytes.
    pub(super) fn of(packed: u64) -> Rc<Self> {
        let meter = Self::default();
        meter.packed.set(packed);
        Rc::new(meter)
    }
}

/// Counts what goes into an unpacker.
pub(super) struct Packed<R> {
    pub(super) input: R,
    pub(super) meter: Rc<Meter>,
}

impl<R: Read> Read for Packed<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.input.read(buffer)?;
        self.meter.packed.update(|packed| packed + n as u64);
        Ok(n)
    }
}

/// Counts what comes out of an unpacker, and stops it at the limit.
pub(super) struct Unpacked<R> {
    pub(super) input: R,
    pub(super) meter: Rc<Meter>,
    pub(super) ratio: u64,
}

impl<R: Read> Read for Unpacked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.input.read(buffer).map_err(Damaged::wrap)?;
        self.meter.unpacked.update(|unpacked| unpacked + n as u64);
        let allowed = self.meter.packed.get().saturating_mul(self.ratio);
        if self.meter.unpacked.get() > allowed.saturating_add(FREE_BYTES) {
            return Err(io::Error::other(Bomb { ratio: self.ratio }));
        }
        Ok(n)
    }
}

/// Something unpacks to more than its ratio allows.
#[derive(Debug)]
struct Bomb {
    ratio: u64,
}

/// An archive that is not as it was packed.
#[derive(Debug)]
struct Damaged(io::Error);

impl Damaged {
    fn wrap(error: io::Error) -> io::Error {
        match is_told(&error) || error.kind() == io::ErrorKind::Interrupted {
            true => error,
            false => io::Error::other(Self(error)),
        }
    }
}

impl std::fmt::Display for Bomb {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "unpacks to more than {} times its size", self.ratio)
    }
}

impl std::fmt::Display for Damaged {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "damaged: {}", self.0)
    }
}

impl std::error::Error for Bomb {}

impl std::error::Error for Damaged {}

/// Why something could not be read, in words for whoever packed it.
pub(super) fn fault(place: &str, error: &io::Error) -> Fault {
    let reason = error.get_ref();
    if let Some(bomb) = reason.and_then(|reason| reason.downcast_ref::<Bomb>()) {
        let remedy = "if that is in order, allow more with `--max-ratio`";
        return Fault::new(place, bomb.to_string(), remedy);
    }
    if let Some(damaged) = reason.and_then(|reason| reason.downcast_ref::<Damaged>()) {
        let remedy = "pack it again, or get it again from where it came";
        return Fault::new(place, damaged.to_string(), remedy);
    }
    let (what, remedy) = io_reason(error, "readable");
    Fault::new(place, what, remedy)
}

/// Whether an unpacker has put the reason in words already.
pub(super) fn is_told(error: &io::Error) -> bool {
    error
        .get_ref()
        .is_some_and(|reason| reason.is::<Bomb>() || reason.is::<Damaged>())
}
