//! `comention.toml`: what a project reads, with which names and options, and what it knows of its
//! sites.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use toml::{Spanned, Value};

use crate::error::{Error, Fault, Result};
use crate::read::{Site, SiteKeys};
use crate::span::{LineIndex, Location};

/// The file's name, in the folder of the project.
pub const FILE_NAME: &str = "comention.toml";

/// A project; all of it may be left out, and a flag of a command overrides it.
#[derive(Debug, Default)]
pub struct Project {
    /// Files and folders to read where a command names none.
    pub inputs: Vec<PathBuf>,
    /// Lists of names where a command names none.
    pub gazetteers: Vec<PathBuf>,
    /// A table of metadata.
    pub metadata: Option<PathBuf>,
    /// Selectors for pages.
    pub sites: Vec<Site>,
    /// Options of commands, in the order of the file; whether there are such is for the commands to
    /// say.
    pub options: Vec<Setting>,
}

/// An option as a project sets it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// Its name, without hyphens before it.
    pub name: String,
    /// Its values as on a command line; of a switch `true` or `false`.
    pub values: Vec<String>,
    /// Where the name stands in the file.
    pub location: Location,
}

/// The file as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Keys {
    #[serde(default)]
    inputs: Vec<PathBuf>,
    #[serde(default)]
    gazetteers: Vec<PathBuf>,
    metadata: Option<PathBuf>,
    #[serde(default, rename = "site")]
    sites: Vec<Spanned<SiteKeys>>,
    #[serde(default)]
    options: BTreeMap<Spanned<String>, Value>,
}

impl Project {
    /// Reads `comention.toml` in `folder`; an empty project if there is none. Its paths are as they
    /// are written, from the folder the program runs in.
    ///
    /// # Errors
    ///
    /// [`Error::Read`] if it cannot be read, [`Error::Project`] with its flaws.
    pub fn load(folder: &Path) -> Result<Self> {
        let path = folder.join(FILE_NAME);
        match std::fs::read_to_string(&path) {
            Ok(text) => Self::parse(&text),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Self::default()),
            Err(error) => Err(Error::read(&path, error)),
        }
    }

    /// Reads the text of a `comention.toml`.
    ///
    /// # Errors
    ///
    /// [`Error::Project`] with its flaws.
    ///
    /// ```
    /// use comention::project::Project;
    ///
    /// let project = Project::parse(r#"
    ///     inputs = ["articles"]
    ///
    ///     [[site]]
    ///     match = ["https://example.org/*", "example/*.html"]
    ///     posts = "article.post"
    ///     date = "time"
    /// "#)?;
    /// assert_eq!(project.sites.len(), 1);
    /// # Ok::<(), comention::error::Error>(())
    /// ```
    pub fn parse(text: &str) -> Result<Self> {
        let lines = LineIndex::new(text);
        let fault = |what: String, remedy: &str, byte: usize| {
            Fault::new(FILE_NAME, what, remedy).at(lines.location(text, byte))
        };
        let keys: Keys = toml::from_str(text).map_err(|error| {
            let byte = error.span().map_or(0, |span| span.start.min(text.len()));
            let remedy = "the keys are inputs, gazetteers, metadata, [options] and [[site]]";
            Error::Project(vec![fault(
                error.message().replace('\n', " "),
                remedy,
                byte,
            )])
        })?;
        let (mut sites, mut faults) = (Vec::new(), Vec::new());
        for site in &keys.sites {
            match Site::new(site.get_ref()) {
                Ok(site) => sites.push(site),
                Err(what) => faults.push(fault(what, "mend this site", site.span().start)),
            }
        }
        let mut options = Vec::new();
        for (name, value) in &keys.options {
            match values(value) {
                Some(values) => options.push(Setting {
                    name: name.get_ref().clone(),
                    values,
                    location: lines.location(text, name.span().start),
                }),
                None => {
                    let what = format!("`{}` is no value of an option", name.get_ref());
                    let remedy = "write a string, a whole number, true, false, or a list of such";
                    faults.push(fault(what, remedy, name.span().start));
                }
            }
        }
        options.sort_by_key(|setting| setting.location);
        if !faults.is_empty() {
            return Err(Error::Project(faults));
        }
        Ok(Self {
            inputs: keys.inputs,
            gazetteers: keys.gazetteers,
            metadata: keys.metadata,
            sites,
            options,
        })
    }
}

/// The values of an option as on a command line.
fn values(value: &Value) -> Option<Vec<String>> {
    let one = |value: &Value| match value {
        Value::String(value) => Some(value.clone()),
        Value::Integer(value) => Some(value.to_string()),
        Value::Boolean(value) => Some(value.to_string()),
        _ => None,
    };
    match value {
        Value::Array(values) => values.iter().map(one).collect(),
        value => one(value).map(|value| vec![value]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let message = match Project::parse(text) {
            Ok(_) => String::new(),
            Err(error) => error.to_string(),
        };
        assert!(message.starts_with(expected), "{message}");
    }

    #[test]
    fn flaws_are_told_with_their_places() {
        check("inputs = [\"a\"]\n", "");
        check(
            "input = \"a\"\n",
            "comention.toml:1:1: unknown field `input`",
        );
        let site = "inputs = []\n\n[[site]]\nmatch = [\"*\"]\nbody = \"div >\"\n";
        check(
            site,
            "comention.toml:3:1: `body`: `div >` is no CSS selector",
        );
        check(
            "[options]\nyear = 2025.5\n",
            "comention.toml:2:1: `year` is no value of an option; ",
        );
        check(
            "[[site]]\nmatch = [\"a[\"]\n",
            "comention.toml:1:1: `match`: ",
        );
    }
}
