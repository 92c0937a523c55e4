//! Files that are whole: what stood there stays until the new one does.
//!
//! A file is written beside its place and renamed. A special file (`/dev/stdout`, a pipe) is
//! written to directly, as to put another in its place would break the system.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};

/// Bytes that are gathered before they go to the disk.
const BUFFER: usize = 1 << 18;

/// Writes the file at `path`, following links; `write` gives its bytes.
///
/// # Errors
///
/// [`Error::Write`], also for those of `write`; what stood there still does, unless it is no
/// ordinary file.
pub fn write_whole(
    path: &Path,
    write: impl FnOnce(&mut BufWriter<File>) -> io::Result<()>,
) -> Result<()> {
    let written = match fs::metadata(path) {
        Ok(there) if !there.is_file() => write_special(path, write),
        Ok(_) => fs::canonicalize(path).and_then(|file| write_beside(&file, write)),
        Err(_) => write_beside(path, write),
    };
    written.map_err(|error| Error::write(path, error))
}

/// Where a file is written before it is whole.
pub fn part_of(path: &Path) -> PathBuf {
    let mut part = path.as_os_str().to_owned();
    part.push(".part");
    part.into()
}

fn write_special(
    path: &Path,
    write: impl FnOnce(&mut BufWriter<File>) -> io::Result<()>,
) -> io::Result<()> {
    let file = File::options().write(true).open(path)?;
    let mut out = BufWriter::with_capacity(BUFFER, file);
    write(&mut out)?;
    out.flush()
}

fn write_beside(
    path: &Path,
    write: impl FnOnce(&mut BufWriter<File>) -> io::Result<()>,
) -> io::Result<()> {
    let part = part_of(path);
    let write_part = || -> io::Result<()> {
        let file = File::create(&part)?;
        if let Ok(there) = fs::metadata(path) {
            // Who could not read the old one cannot read the new one.
            file.set_permissions(there.permissions())?;
        }
        let mut out = BufWriter::with_capacity(BUFFER, file);
        write(&mut out)?;
        out.into_inner()?.sync_all()?;
        fs::rename(&part, path)
    };
    write_part().inspect_err(|_| {
        // The reason to tell is why the file could not be written.
        let _ = fs::remove_file(&part);
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_write_leaves_what_stood_there() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a");
        write_whole(&path, |out| out.write_all(b"old")).expect("room");
        let failed = write_whole(&path, |out| {
            out.write_all(b"new")?;
            Err(io::Error::other("full"))
        });
        assert!(failed.is_err());
        assert_eq!(fs::read(&path).expect("it stays"), b"old");
        assert!(!part_of(&path).exists());
        write_whole(&path, |out| out.write_all(b"new")).expect("room");
        assert_eq!(fs::read(&path).expect("it is new"), b"new");
    }

    #[cfg(unix)]
    #[test]
    fn a_file_keeps_who_may_read_it() {
        use std::os::unix::fs::PermissionsExt;

        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a");
        fs::write(&path, "old").expect("room");
        fs::set_permissions(&path, PermissionsExt::from_mode(0o600)).expect("our file");
        write_whole(&path, |out| out.write_all(b"new")).expect("room");
        let mode = fs::metadata(&path).expect("it is new").permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }

    #[cfg(unix)]
    #[test]
    fn special_files_and_links_stay_what_they_are() {
        use std::os::unix::fs::{FileTypeExt, symlink};

        let folder = tempfile::tempdir().expect("a folder");
        let (null, link) = (folder.path().join("null"), folder.path().join("link"));
        symlink("/dev/null", &null).expect("a link");
        write_whole(&null, |out| out.write_all(b"a")).expect("a device takes all");
        let there = fs::metadata(&null).expect("it stays");
        assert!(there.file_type().is_char_device());

        let file = folder.path().join("file");
        fs::write(&file, "old").expect("room");
        symlink(&file, &link).expect("a link");
        write_whole(&link, |out| out.write_all(b"new")).expect("room");
        assert!(link.is_symlink());
        assert_eq!(fs::read(&file).expect("it is new"), b"new");
    }
}
