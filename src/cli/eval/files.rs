//! Paths in, annotations or texts out: what `eval` reads from the disk.

use std::fs;
use std::path::{Path, PathBuf};

use comention::error::Error;
use comention::evaluate::Annotations;
use comention::evaluate::files::{self, Form};

use crate::cli::Failure;

/// The text of a file.
pub(super) fn read(path: &Path) -> Result<String, Failure> {
    let bytes = fs::read(path).map_err(|error| Error::read(path, error))?;
    String::from_utf8(bytes).map_err(|error| {
        let byte = error.utf8_error().valid_up_to();
        let place = path.display();
        Failure::Usage(format!(
            "{place}: not valid UTF-8 at byte {byte}; convert the file to UTF-8"
        ))
    })
}

/// The annotations of a file, or of all files of annotations in a folder, in the order of their
/// names.
pub(super) fn annotations(path: &Path) -> Result<Annotations, Failure> {
    let mut all = Annotations::default();
    if !path.is_dir() {
        let text = read(path)?;
        let form = Form::of(&path.to_string_lossy(), &text).unwrap_or(Form::Tsv);
        add(&mut all, form, path, &text)?;
        return Ok(all);
    }
    let entries = fs::read_dir(path).map_err(|error| Error::read(path, error))?;
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    let mut n_files = 0;
    for path in paths.iter().filter(|path| path.is_file()) {
        if Form::of(&path.to_string_lossy(), "").is_none() {
            continue;
        }
        let text = read(path)?;
        if let Some(form) = Form::of(&path.to_string_lossy(), &text) {
            add(&mut all, form, path, &text)?;
            n_files += 1;
        }
    }
    match n_files {
        0 => Err(Failure::Usage(format!(
            "{}: no file of annotations there; give .tsv, .conll or .ann files",
            path.display()
        ))),
        _ => Ok(all),
    }
}

fn add(all: &mut Annotations, form: Form, path: &Path, text: &str) -> Result<(), Failure> {
    let document = path.file_stem().unwrap_or_default().to_string_lossy();
    let beside = match form {
        Form::Brat => fs::read_to_string(path.with_extension("txt")).ok(),
        Form::Tsv | Form::Conll | Form::WebAnno => None,
    };
    let file = path.to_string_lossy();
    let annotations = files::parse(form, text, &file, &document, beside.as_deref());
    all.extend(annotations.map_err(|fault| Failure::Usage(fault.to_string()))?);
    Ok(())
}
