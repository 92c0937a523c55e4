//! Archives in, what they hold out, a member at a time and within limits.

use std::io::{self, Cursor, Read, Seek, SeekFrom};
use std::rc::Rc;

use flate2::read::MultiGzDecoder;
use tar::EntryType;
use zip::ZipArchive;
use zip::result::ZipError;

use super::Origin;
use super::limits::{self, Meter, Packed, Unpacked};
use super::open::{Closed, Opened, Opener};
use crate::error::Fault;

/// What is packed, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Packing {
    Gzip,
    Zstd,
    Zip,
    Tar,
}

/// Where the mark of a tar archive stands in its first header.
const TAR_MARK: usize = 257;

impl Packing {
    pub(super) fn of_extension(extension: &str) -> Option<Self> {
        match extension.to_ascii_lowercase().as_str() {
            "gz" | "gzip" | "tgz" => Some(Self::Gzip),
            "zst" | "zstd" | "tzst" => Some(Self::Zstd),
            "zip" => Some(Self::Zip),
            "tar" => Some(Self::Tar),
            _ => None,
        }
    }

    /// By its first bytes. A zip archive only where it `may_be_zip`: many formats are one.
    pub(super) fn of_head(head: &[u8], may_be_zip: bool) -> Option<Self> {
        match head {
            [0x1f, 0x8b, ..] => Some(Self::Gzip),
            [0x28, 0xb5, 0x2f, 0xfd, ..] => Some(Self::Zstd),
            [b'P', b'K', 3, 4, ..] if may_be_zip => Some(Self::Zip),
            _ if head.get(TAR_MARK..TAR_MARK + 5) == Some(b"ustar") => Some(Self::Tar),
            _ => None,
        }
    }
}

/// Opens what is packed in `opened`.
pub(super) fn open(opener: &Opener, packing: Packing, opened: Opened<'_>) -> Result<(), Closed> {
    if opened.depth >= opener.limits.depth {
        let what = format!("archives in archives, more than {}", opener.limits.depth);
        let remedy = "unpack the outer ones";
        return opener.skip(Fault::new(opened.origin.place(), what, remedy));
    }
    match packing {
        Packing::Gzip | Packing::Zstd => open_stream(opener, packing, opened),
        Packing::Tar => open_tar(opener, opened),
        Packing::Zip => match opener.limits.read_all(opened.input, 0, &opened.origin) {
            Ok(bytes) => open_zip(opener, Cursor::new(bytes), &opened.origin, opened.depth),
            Err(fault) => opener.skip(fault),
        },
    }
}

/// Opens what is packed as one stream. What comes out is named as the whole, and known by its name
/// without the last extension.
fn open_stream(opener: &Opener, packing: Packing, opened: Opened<'_>) -> Result<(), Closed> {
    let meter = Meter::of(0);
    let packed = Packed {
        input: opened.input,
        meter: Rc::clone(&meter),
    };
    let input: Box<dyn Read> = match packing {
        Packing::Zstd => match zstd::stream::read::Decoder::new(packed) {
            Ok(decoder) => Box::new(decoder),
            Err(error) => return opener.skip(limits::fault(&opened.origin.place(), &error)),
        },
        _ => Box::new(MultiGzDecoder::new(packed)),
    };
    opener.open(Opened {
        input: Box::new(Unpacked {
            input,
            meter,
            ratio: opener.limits.ratio,
        }),
        name: inner_name(&opened.name),
        depth: opened.depth + 1,
        ..opened
    })
}

/// `a.csv` of `a.csv.gz`, `a.tar` of `a.tgz`; all of a name that does not say that it is packed.
fn inner_name(name: &str) -> String {
    match name.rsplit_once('.') {
        Some((stem, "tgz" | "tzst" | "TGZ")) => format!("{stem}.tar"),
        Some((stem, extension)) if Packing::of_extension(extension).is_some() => stem.to_owned(),
        _ => name.to_owned(),
    }
}

fn open_tar(opener: &Opener, opened: Opened<'_>) -> Result<(), Closed> {
    let meter = Meter::of(0);
    let mut archive = tar::Archive::new(Packed {
        input: opened.input,
        meter: Rc::clone(&meter),
    });
    let damaged = |error: &dyn std::fmt::Display| {
        let remedy = "pack it again, or get it again from where it came";
        Fault::new(opened.origin.place(), format!("damaged: {error}"), remedy)
    };
    let entries = match archive.entries() {
        Ok(entries) => entries,
        Err(error) => return opener.skip(damaged(&error)),
    };
    for entry in entries {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) if limits::is_told(&error) => {
                return opener.skip(limits::fault(&opened.origin.place(), &error));
            }
            Err(error) => return opener.skip(damaged(&error)),
        };
        let kind = entry.header().entry_type();
        let name = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
        let origin = match member(&opened.origin, &name) {
            Ok(Some(origin)) if is_text(kind) => origin,
            Ok(Some(_)) | Ok(None) => continue,
            Err(fault) => {
                opener.skip(fault)?;
                continue;
            }
        };
        let member = Member {
            n_left: entry.size(),
            input: entry,
        };
        let input = Unpacked {
            input: member,
            meter: Rc::clone(&meter),
            ratio: opener.limits.ratio,
        };
        opener.open(Opened {
            input: Box::new(input),
            name,
            origin,
            depth: opened.depth + 1,
            is_given: false,
        })?;
    }
    Ok(())
}

/// Whether a member of that kind holds bytes; links, folders and devices do not.
fn is_text(kind: EntryType) -> bool {
    kind.is_file() || kind.is_contiguous() || kind.is_gnu_sparse()
}

/// A member that is to be so long; the end of a torn archive is no end of its.
struct Member<R> {
    n_left: u64,
    input: R,
}

impl<R: Read> Read for Member<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.input.read(buffer)?;
        self.n_left = self.n_left.saturating_sub(n as u64);
        match n == 0 && self.n_left > 0 && !buffer.is_empty() {
            true => Err(io::Error::new(
                io::ErrorKind::UnexpectedEof,
                "its end is missing",
            )),
            false => Ok(n),
        }
    }
}

/// Opens the members of a zip archive, in its own order.
pub(super) fn open_zip(
    opener: &Opener,
    mut file: impl Read + Seek,
    origin: &Origin,
    depth: usize,
) -> Result<(), Closed> {
    let n_bytes = file.seek(SeekFrom::End(0)).unwrap_or(0);
    let whole = Meter::of(n_bytes);
    let mut archive = match ZipArchive::new(file) {
        Ok(archive) => archive,
        Err(error) => return opener.skip(zip_fault(&origin.place(), &error)),
    };
    if archive.has_duplicate_names() {
        let what = "several members have one name, of which the last is read";
        opener.skip(Fault::new(
            origin.place(),
            what,
            "unpack the others and give them besides",
        ))?;
    }
    for idx in 0..archive.len() {
        let entry = match archive.by_index(idx) {
            Ok(entry) => entry,
            Err(error) => {
                let place = format!("{}, member {}", origin.place(), idx + 1);
                opener.skip(zip_fault(&place, &error))?;
                continue;
            }
        };
        let name = entry.name().map(|name| name.into_owned());
        let name = name.unwrap_or_else(|_| format!("member {}", idx + 1));
        let origin = match member(origin, &name) {
            Ok(Some(origin)) if entry.is_file() => origin,
            Ok(Some(_)) | Ok(None) => continue,
            Err(fault) => {
                opener.skip(fault)?;
                continue;
            }
        };
        let own = Meter::of(entry.compressed_size());
        let ratio = opener.limits.ratio;
        let input = Unpacked {
            input: entry,
            meter: own,
            ratio,
        };
        let input = Unpacked {
            input,
            meter: Rc::clone(&whole),
            ratio,
        };
        opener.open(Opened {
            input: Box::new(input),
            name,
            origin,
            depth: depth + 1,
            is_given: false,
        })?;
    }
    Ok(())
}

fn zip_fault(place: &str, error: &ZipError) -> Fault {
    let is_locked = matches!(
        error,
        ZipError::InvalidPassword | ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)
    );
    let (what, remedy) = match error {
        _ if is_locked => (
            "locked with a password".to_owned(),
            "unpack it with its password",
        ),
        ZipError::CompressionMethodNotSupported(_) | ZipError::UnsupportedArchive(_) => {
            (error.to_string(), "unpack it with another program")
        }
        _ => (
            format!("damaged: {error}"),
            "pack it again, or get it again from where it came",
        ),
    };
    Fault::new(place, what, remedy)
}

/// The origin of the member `name`; None for one that is hidden.
///
/// # Errors
///
/// A path that leads out of the archive: whoever made it means harm, or packed it carelessly.
fn member(archive: &Origin, name: &str) -> Result<Option<Origin>, Fault> {
    let name = name.replace('\\', "/");
    let parts = || name.split('/');
    let is_drive = parts().next().is_some_and(|first| first.ends_with(':'));
    if name.starts_with('/') || is_drive || parts().any(|part| part == "..") {
        let place = format!("{}, member {name}", archive.place());
        let remedy = "pack it again with paths below the archive's own";
        return Err(Fault::new(
            place,
            "its path leads out of the archive",
            remedy,
        ));
    }
    let below: Vec<_> = parts()
        .filter(|part| !part.is_empty() && *part != ".")
        .collect();
    if below
        .iter()
        .any(|part| part.starts_with('.') || *part == "__MACOSX")
    {
        return Ok(None);
    }
    let below = below.join("/");
    let path = match &archive.member {
        Some(outer) => format!("{outer}/{below}"),
        None => below,
    };
    Ok(Some(Origin {
        member: Some(path),
        ..archive.clone()
    }))
}
