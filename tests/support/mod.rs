//! What the tests of the binary share: where things are, and how to run it.

#![allow(dead_code, reason = "no test file needs all of it")]

pub(crate) mod linking;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

/// The result of a test, or of a step of one.
pub(crate) type Result<T = (), E = Box<dyn std::error::Error>> = std::result::Result<T, E>;

/// The folder of the package.
pub(crate) const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// A path below the folder of tests.
pub(crate) fn tests(path: &str) -> PathBuf {
    Path::new(ROOT).join("tests").join(path)
}

/// A path below the folder of fixtures.
pub(crate) fn fixture(path: &str) -> PathBuf {
    tests("fixtures").join(path)
}

/// The program, to be run in `folder`, without colours.
pub(crate) fn comention(folder: &Path) -> assert_cmd::Command {
    let mut command = assert_cmd::Command::new(env!("CARGO_BIN_EXE_comention"));
    command.current_dir(folder).env_remove("CLICOLOR_FORCE");
    command
}

/// What a command said on standard error.
pub(crate) fn stderr_of(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Copies what is in the folder `from` into the folder `to`.
pub(crate) fn copy_folder(from: &Path, to: &Path) -> Result {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let copy = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_folder(&entry.path(), &copy)?;
        } else {
            fs::copy(entry.path(), copy)?;
        }
    }
    Ok(())
}
