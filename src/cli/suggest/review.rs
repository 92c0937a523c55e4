//! One suggestion, or one alias that looks wrong, at a time, with a letter for each decision.

use std::io::{self, BufRead};
use std::path::Path;

use comention::gazetteer::EntityType;
use comention::suggest::{Decision, Doubted, Edit, Suggestion};

use super::rows::{self, Beside};
use super::{Found, print_now, write};
use crate::cli::{Failure, look};

const ALIAS_KEYS: &str = "[r]emove it  [k]eep it  [s]kip  [q]uit > ";

const KEYS: &str = "[a]ccept  [r]eject  [t]ype …  [m]erge into …  [p]assages  [s]kip  [q]uit > ";

/// Passages that `p` shows.
const N_PASSAGES: usize = 5;

/// What is to be done next.
enum Step {
    Next,
    Stay,
    Quit,
}

/// Asks about each suggestion, then about each doubted alias, and writes what was decided.
pub(super) fn run(
    found: &Found,
    mut edit: Edit,
    path: &Path,
    is_dry_run: bool,
) -> Result<(), Failure> {
    let beside = found.store.entities_beside_candidates()?;
    let mut is_over = false;
    for (idx, one) in found.suggestions.iter().enumerate() {
        if is_over {
            break;
        }
        show(found, one, idx, &beside)?;
        is_over = ask(KEYS, |line| step(found, one, line, &mut edit))?;
    }
    for (idx, one) in found.doubted.iter().enumerate() {
        if is_over {
            break;
        }
        let (n, alias, of) = (found.doubted.len(), look::clean(&one.alias), &one.entity);
        let why = look::clean(&rows::why(one));
        let strong = look::STRONG;
        let count = format!("{} of {n}", idx + 1);
        print_now(&format!(
            "\n{count}   {strong}{alias}{strong:#}   alias of {of}: {why}\n"
        ))?;
        is_over = ask(ALIAS_KEYS, |line| step_alias(one, line, &mut edit))?;
    }
    print_now("\n")?;
    write(&edit, path, is_dry_run)
}

/// Asks until something is decided; whether nothing more is to be asked.
fn ask(keys: &str, mut step: impl FnMut(&str) -> Result<Step, Failure>) -> Result<bool, Failure> {
    loop {
        print_now(keys)?;
        let Some(line) = io::stdin().lock().lines().next().transpose()? else {
            return Ok(true);
        };
        match step(line.trim())? {
            Step::Next => return Ok(false),
            Step::Stay => {}
            Step::Quit => return Ok(true),
        }
    }
}

fn show(found: &Found, one: &Suggestion, idx: usize, beside: &Beside) -> io::Result<()> {
    let n = found.suggestions.len();
    let (strong, name) = (look::STRONG, look::clean(&one.name));
    let what = match (&one.alias_of, rows::type_of(one)) {
        (Some(id), _) => format!("alias of {id}?"),
        (None, "") => "of no clear type".to_owned(),
        (None, known) => format!("{known}?"),
    };
    let mentions = look::count(one.mentions, "mention");
    let documents = look::count(one.documents, "document");
    let met = rows::met(found, one, beside);
    let with = match met.is_empty() {
        true => String::new(),
        false => format!("; with {}", look::clean(&met.join(", "))),
    };
    let also = match one.forms.is_empty() {
        true => String::new(),
        false => format!("\n  also: {}", look::clean(&one.forms.join(", "))),
    };
    let (place, text) = rows::passage(found, one, 0).unwrap_or_default();
    print_now(&format!(
        "\n{} of {n}   {strong}{name}{strong:#}   {what}   strength {:.1}\n  {mentions} in {documents}{with}{also}\n  {}: {}\n",
        idx + 1,
        one.strength,
        look::clean(&place),
        look::clean(&text),
    ))
}

fn step(found: &Found, one: &Suggestion, line: &str, edit: &mut Edit) -> Result<Step, Failure> {
    let (key, rest) = line.split_at(line.chars().next().map_or(0, char::len_utf8));
    let rest = rest.trim_start_matches(char::is_alphabetic).trim();
    let aliases: Vec<String> = one.aliases().map(str::to_owned).collect();
    let entity = |entity_type| Decision::Entity {
        name: one.name.clone(),
        entity_type,
        aliases: aliases.clone(),
    };
    let merged = |of: &str| Decision::Aliases {
        of: of.to_owned(),
        aliases: std::iter::once(one.name.clone())
            .chain(aliases.clone())
            .collect(),
    };
    let decision = match (key, &one.alias_of) {
        ("a", Some(id)) => merged(id),
        ("a", None) if rows::type_of(one).is_empty() => {
            print_now("  no type is clear; give one, as `t person`\n")?;
            return Ok(Step::Stay);
        }
        ("a", None) => entity(one.entity_type.clone()),
        ("r", _) => Decision::Reject(one.name.clone()),
        ("t", _) => match EntityType::known(rest) {
            Some(known) => entity(known),
            None => {
                print_now("  `t person`, `t place`, `t organisation` or `t other`\n")?;
                return Ok(Step::Stay);
            }
        },
        ("m", _) => merged(rest),
        ("p", _) => {
            for n in 0..N_PASSAGES {
                let (place, text) = rows::passage(found, one, n)?;
                if !place.is_empty() {
                    print_now(&format!(
                        "  {}: {}\n",
                        look::clean(&place),
                        look::clean(&text)
                    ))?;
                }
            }
            return Ok(Step::Stay);
        }
        ("s", _) => return Ok(Step::Next),
        ("q", _) => return Ok(Step::Quit),
        _ => return Ok(Step::Stay),
    };
    apply(edit, &decision)
}

fn step_alias(one: &Doubted, line: &str, edit: &mut Edit) -> Result<Step, Failure> {
    let decision = match line.chars().next() {
        Some('r') => Decision::Remove {
            of: one.entity.clone(),
            alias: one.alias.clone(),
        },
        Some('k') => Decision::Reject(one.mark()),
        Some('s') => return Ok(Step::Next),
        Some('q') => return Ok(Step::Quit),
        _ => return Ok(Step::Stay),
    };
    apply(edit, &decision)
}

fn apply(edit: &mut Edit, decision: &Decision) -> Result<Step, Failure> {
    match edit.apply(decision) {
        Ok(_) => Ok(Step::Next),
        Err(what) => {
            print_now(&format!("  {}\n", look::clean(&what)))?;
            Ok(Step::Stay)
        }
    }
}
