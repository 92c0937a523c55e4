//! The rules of the house that no compiler checks: the order of imports, the size of files, a
//! sentence at the head of each.

use std::fs;
use std::path::{Path, PathBuf};

type Result<T = ()> = std::result::Result<T, Box<dyn std::error::Error>>;

/// The most lines of a file before its tests.
const MAX_LINES: usize = 400;

/// A file of `src`.
struct Source {
    /// Below `src`, as in `read/mod.rs`.
    path: PathBuf,
    /// All before its unit tests.
    code: String,
}

/// All files of `src`, sorted.
fn sources() -> Result<Vec<Source>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut folders = vec![root.clone()];
    let mut sources = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(&path)?;
                let code = text.split("\n#[cfg(test)]\nmod ").next().unwrap_or(&text);
                let (path, code) = (path.strip_prefix(&root)?.to_owned(), code.to_owned());
                sources.push(Source { path, code });
            }
        }
    }
    sources.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(sources)
}

/// Expects no file to break a rule; `fault` says how a file does.
#[track_caller]
fn check(fault: impl Fn(&Source) -> Option<String>) -> Result {
    let sources = sources()?;
    assert!(!sources.is_empty(), "there are sources");
    let faults: Vec<String> = sources
        .iter()
        .filter_map(|source| Some(format!("{}: {}", source.path.display(), fault(source)?)))
        .collect();
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
    Ok(())
}

/// The library's modules in the order of `lib.rs`.
fn modules() -> Result<Vec<String>> {
    let sources = sources()?;
    let library = sources
        .iter()
        .find(|source| source.path == Path::new("lib.rs"));
    let lines = library.ok_or("a library")?.code.lines();
    let names = lines.filter_map(|line| line.trim_start_matches("pub ").strip_prefix("mod "));
    Ok(names
        .map(|name| name.trim_end_matches(';').to_owned())
        .collect())
}

impl Source {
    /// The module of the library that the file belongs to.
    fn module(&self) -> Option<&str> {
        self.path.iter().next()?.to_str()?.split('.').next()
    }

    /// The lines that are not comments.
    fn lines_of_code(&self) -> impl Iterator<Item = &str> {
        let lines = self.code.lines();
        lines.filter(|line| !line.trim_start().starts_with("//"))
    }

    /// The modules named behind `crate::`, one by one or in braces.
    fn imports(&self) -> Vec<String> {
        let code: Vec<_> = self.lines_of_code().collect();
        let code = code.join("\n");
        let paths = code.split("crate::").skip(1);
        paths.flat_map(first_names).collect()
    }
}

/// The first name of each path at the head of `code`: `a` of `a::b;`, `a` and `b` of `{a, b::{c}}`.
fn first_names(code: &str) -> Vec<String> {
    let Some(list) = code.strip_prefix('{') else {
        return vec![first_name(code)];
    };
    let mut depth = 0;
    let mut outside = String::new();
    for c in list.chars() {
        match c {
            '}' if depth == 0 => break,
            '{' => depth += 1,
            '}' => depth -= 1,
            c if depth == 0 => outside.push(c),
            _ => {}
        }
    }
    let names = outside.split(',').map(|path| first_name(path.trim()));
    names.filter(|name| !name.is_empty()).collect()
}

fn first_name(path: &str) -> String {
    let is_part = |c: &char| c.is_alphanumeric() || *c == '_';
    path.chars().take_while(is_part).collect()
}

#[test]
fn first_names_are_those_of_modules() {
    for (code, expected) in [
        ("error::{Error, Result};", &["error"][..]),
        ("{segment, tag};", &["segment", "tag"]),
        ("{\n    a::{b, c},\n    d::e,\n};", &["a", "d"]),
        ("SCHEMA", &["SCHEMA"]),
    ] {
        assert_eq!(first_names(code), expected, "{code}");
    }
}

#[test]
fn a_module_imports_only_modules_above_it() -> Result {
    let modules = modules()?;
    let place = |name: &str| modules.iter().position(|module| module == name);
    assert!(modules.len() > 5, "{modules:?}");
    check(|source| {
        let own = place(source.module()?)?;
        let imports = source.imports();
        let below = imports
            .iter()
            .find(|name| place(name).is_some_and(|place| place > own))?;
        Some(format!("imports `{below}`, which stands below it"))
    })
}

#[test]
fn files_are_short() -> Result {
    check(|source| {
        let n_lines = source.code.lines().count();
        (n_lines > MAX_LINES).then(|| format!("{n_lines} lines before its tests"))
    })
}

#[test]
fn a_file_opens_with_what_it_is_for() -> Result {
    check(|source| {
        let is_told = source.code.starts_with("//! ");
        (!is_told).then(|| "does not open with `//!`".to_owned())
    })
}

#[test]
fn nothing_unfinished_is_left() -> Result {
    check(|source| {
        let marks = ["todo!", "dbg!", "unimplemented!"];
        let found = marks.iter().find(|mark| source.code.contains(**mark))?;
        Some(format!("has `{found}`"))
    })
}
