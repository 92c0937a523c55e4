//! A CSV with decisions in, a changed entities.toml out.

use std::path::Path;

use comention::error::{Error, Fault};
use comention::gazetteer::EntityType;
use comention::suggest::{Decision, Edit};

use super::rows::BETWEEN;
use super::write;
use crate::cli::{Failure, look};

/// Carries out the decisions in the table at `path`.
pub(super) fn run(path: &Path, gazetteer: &Path, is_dry_run: bool) -> Result<(), Failure> {
    let decided = read(path)?;
    let mut edit = Edit::open(gazetteer)?;
    let mine = edit.fingerprint();
    let mut faults = Vec::new();
    let mut n_known = 0;
    for row in &decided {
        let outcome = row.decision().and_then(|decision| match decision {
            Some(decision) => edit.apply(&decision),
            None => Ok(true),
        });
        match outcome {
            Ok(is_new) => n_known += u64::from(!is_new),
            Err(what) => {
                let place = format!("{}:{}", path.display(), row.line);
                faults.push(Fault::new(place, what, "correct the row"));
            }
        }
    }
    if !faults.is_empty() {
        return Err(Error::Gazetteer(faults).into());
    }
    if decided
        .iter()
        .any(|row| !row.list.is_empty() && row.list != mine)
    {
        look::warn(&format!(
            "{} was changed since these names were suggested; what it says already stays as it is",
            gazetteer.display()
        ));
    }
    if n_known > 0 {
        look::warn(&format!(
            "{} in {} already",
            look::count(n_known, "decision"),
            gazetteer.display()
        ));
    }
    write(&edit, gazetteer, is_dry_run)
}

/// A row of the table, with the line it stands on.
#[derive(Default)]
struct Row {
    line: u64,
    decision: String,
    kind: String,
    name: String,
    entity_type: String,
    of: String,
    aliases: Vec<String>,
    list: String,
}

fn read(path: &Path) -> Result<Vec<Row>, Failure> {
    let bytes = std::fs::read(path).map_err(|error| Error::read(path, error))?;
    let fault = |what: String, remedy: &str| {
        Error::Gazetteer(vec![Fault::new(path.to_string_lossy(), what, remedy)])
    };
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .from_reader(bytes.as_slice());
    let bad = |error: csv::Error| fault(error.to_string(), "save it as CSV in UTF-8");
    let heads = reader.headers().map_err(bad)?.clone();
    let column = |name: &str| {
        let is_same = |head: &str| {
            head.trim_start_matches('\u{feff}')
                .eq_ignore_ascii_case(name)
        };
        heads.iter().position(is_same)
    };
    for needed in ["decision", "name"] {
        if column(needed).is_none() {
            let what = format!("it has no column `{needed}`");
            return Err(fault(what, "begin with `comention suggest --format csv`").into());
        }
    }
    let places = ["decision", "kind", "name", "type", "of", "aliases", "list"].map(column);
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(bad)?;
        let cell = |at: Option<usize>| at.and_then(|at| record.get(at)).unwrap_or_default().trim();
        let [decision, kind, name, entity_type, of, aliases, list] =
            places.map(cell).map(str::to_owned);
        rows.push(Row {
            line: record.position().map_or(0, csv::Position::line),
            decision,
            kind,
            name,
            entity_type,
            of,
            aliases: split(&aliases),
            list,
        });
    }
    Ok(rows)
}

fn split(cell: &str) -> Vec<String> {
    let items = cell.split(BETWEEN).map(str::trim);
    items
        .filter(|item| !item.is_empty())
        .map(str::to_owned)
        .collect()
}

impl Row {
    /// What was decided; nothing where the cell is empty.
    fn decision(&self) -> Result<Option<Decision>, String> {
        let word = self.decision.to_lowercase();
        let is_doubt = self.kind == "doubt";
        if let Some(id) = word.strip_prefix("merge") {
            return Ok(Some(self.aliases_of(id.trim())));
        }
        Ok(match word.as_str() {
            "" | "skip" | "s" => None,
            "accept" | "a" | "yes" | "y" if is_doubt => Some(Decision::Remove {
                of: self.of.clone(),
                alias: self.name.clone(),
            }),
            "accept" | "a" | "yes" | "y" if self.of.is_empty() => {
                Some(self.entity(&self.entity_type)?)
            }
            "accept" | "a" | "yes" | "y" => Some(self.aliases_of(&self.of)),
            "reject" | "r" | "no" | "n" if is_doubt => {
                Some(Decision::Reject(format!("{}: {}", self.of, self.name)))
            }
            "reject" | "r" | "no" | "n" => Some(Decision::Reject(self.name.clone())),
            other => Some(self.entity(other).map_err(|_| {
                format!(
                    "`{}` is no decision; accept, reject, a type, `merge ID` or nothing",
                    self.decision
                )
            })?),
        })
    }

    fn entity(&self, entity_type: &str) -> Result<Decision, String> {
        let known = EntityType::known(entity_type);
        let entity_type = known.ok_or("a type is wanted: person, place, organisation or other")?;
        Ok(Decision::Entity {
            name: self.name.clone(),
            entity_type,
            aliases: self.aliases.clone(),
        })
    }

    fn aliases_of(&self, id: &str) -> Decision {
        let name = std::iter::once(self.name.clone());
        Decision::Aliases {
            of: id.to_owned(),
            aliases: name.chain(self.aliases.iter().cloned()).collect(),
        }
    }
}
