//! Suggestions as rows: tables to read, and data to decide on.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;

use comention::gazetteer::EntityType;
use comention::suggest::{Doubt, Doubted, Suggestion};
use serde_json::Value;

use super::Found;
use crate::cli::table::{Column, Form, Table};
use crate::cli::{Failure, look};

/// The columns of data; `decision` is to be filled in.
pub(super) const COLUMNS: [&str; 13] = [
    "decision",
    "kind",
    "name",
    "type",
    "of",
    "aliases",
    "why",
    "mentions",
    "documents",
    "strength",
    "with",
    "passage",
    "list",
];

/// Entities that a suggestion shows as met.
const N_MET: usize = 3;

/// Between the items of a cell.
pub(super) const BETWEEN: &str = "|";

/// What entities stand beside the candidates, by name.
pub(super) type Beside = BTreeMap<String, Vec<(String, u64)>>;

/// All that there is to decide, up to `top` of each kind if it is not 0, one row each; `list` is
/// the fingerprint of the list it was compared with.
pub(super) fn data(found: &Found, list: &str, top: usize) -> Result<Table, Failure> {
    let beside = found.store.entities_beside_candidates()?;
    let mut table = Table::new(&COLUMNS);
    for one in limited(&found.suggestions, top) {
        let (place, text) = passage(found, one, 0)?;
        let kind = if one.alias_of.is_some() {
            "alias"
        } else {
            "entity"
        };
        let aliases: Vec<&str> = one.aliases().collect();
        table.push(vec![
            "".into(),
            kind.into(),
            one.name.clone().into(),
            type_of(one).into(),
            one.alias_of.clone().unwrap_or_default().into(),
            aliases.join(BETWEEN).into(),
            "".into(),
            one.mentions.into(),
            one.documents.into(),
            rounded(one.strength),
            met(found, one, &beside).join(BETWEEN).into(),
            format!("{place}: {text}").into(),
            list.into(),
        ]);
    }
    for one in limited(&found.doubted, top) {
        let row = ["", "doubt", &one.alias, "", &one.entity, "", &why(one)];
        let mut row: Vec<Value> = row.into_iter().map(Value::from).collect();
        row.extend([one.mentions.into(), Value::Null, Value::Null]);
        row.extend(["".into(), "".into(), list.into()]);
        table.push(row);
    }
    Ok(table)
}

/// The tables that a terminal shows.
pub(super) fn write_tables(found: &Found, top: usize, out: &mut impl Write) -> Result<(), Failure> {
    let (aliases, entities): (Vec<_>, Vec<_>) = found
        .suggestions
        .iter()
        .partition(|one| one.alias_of.is_some());
    if entities.is_empty() && aliases.is_empty() && found.doubted.is_empty() {
        let message = "the texts hold no name that the gazetteer lacks; `--min-strength 0.1` shows \
             doubtful ones too";
        return Err(Failure::NothingFound(message.to_owned()));
    }
    let beside = found.store.entities_beside_candidates()?;
    if !entities.is_empty() {
        let heads = ["type", "name", "also", "mentions"].map(Column::from);
        let heads = heads
            .into_iter()
            .chain([Column::headed("documents", "in docs")]);
        let heads = heads.chain(["strength", "with"].map(Column::from));
        let mut table = Table::with_heads(heads);
        for one in limited(&entities, top) {
            let forms: Vec<&str> = one.forms.iter().map(String::as_str).take(N_MET).collect();
            table.push(vec![
                shown_type(one).into(),
                one.name.clone().into(),
                forms.join(", ").into(),
                one.mentions.into(),
                one.documents.into(),
                one.strength.into(),
                met(found, one, &beside).join(", ").into(),
            ]);
        }
        table.write(Form::Table, out)?;
        tell_rest(entities.len(), top, "name", out)?;
    }
    if !aliases.is_empty() {
        let gap = if entities.is_empty() { "" } else { "\n" };
        writeln!(out, "{gap}Aliases of known entities")?;
        let mut table = Table::new(&["alias", "of", "mentions", "strength"]);
        for one in limited(&aliases, top) {
            let of = one.alias_of.clone().unwrap_or_default();
            let (mentions, strength) = (one.mentions.into(), one.strength.into());
            table.push(vec![one.name.clone().into(), of.into(), mentions, strength]);
        }
        table.write(Form::Table, out)?;
        tell_rest(aliases.len(), top, "alias", out)?;
    }
    if !found.doubted.is_empty() {
        let gap = if found.suggestions.is_empty() {
            ""
        } else {
            "\n"
        };
        writeln!(out, "{gap}Aliases that look wrong")?;
        let mut table = Table::new(&["alias", "of", "why"]);
        for one in limited(&found.doubted, top) {
            let (alias, of) = (one.alias.clone(), one.entity.clone());
            table.push(vec![alias.into(), of.into(), why(one).into()]);
        }
        table.write(Form::Table, out)?;
        tell_rest(found.doubted.len(), top, "alias", out)?;
    }
    writeln!(
        out,
        "\nNext: comention suggest --review\n      comention suggest --format csv > names.csv"
    )?;
    Ok(())
}

fn tell_rest(n: usize, top: usize, noun: &str, out: &mut impl Write) -> Result<(), Failure> {
    let n_more = n.saturating_sub(top);
    if top > 0 && n_more > 0 {
        let noun = if n_more == 1 {
            noun
        } else {
            &format!("{noun}{}", if noun == "alias" { "es" } else { "s" })
        };
        writeln!(
            out,
            "{} more {noun} (--top 0 for all)",
            look::number(n_more as u64)
        )?;
    }
    Ok(())
}

/// The place and the words of the `n`-th passage of a suggestion, its white space folded.
pub(super) fn passage(
    found: &Found,
    one: &Suggestion,
    n: usize,
) -> Result<(String, String), Failure> {
    let mut keys: Vec<i64> = one
        .places
        .iter()
        .map(|&place| found.mentions[place].passage)
        .collect();
    keys.dedup();
    let Some(&key) = keys.get(n) else {
        return Ok(Default::default());
    };
    let (document, line, text) = found.store.passage(key)?;
    let text: Vec<&str> = text.split_whitespace().collect();
    Ok((format!("{document}:{line}"), text.join(" ")))
}

/// The entities that a suggestion meets most, by name.
pub(super) fn met(found: &Found, one: &Suggestion, beside: &Beside) -> Vec<String> {
    let names: BTreeSet<&str> = one
        .places
        .iter()
        .map(|&place| found.mentions[place].name.as_str())
        .collect();
    let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
    for (entity, n) in names.iter().filter_map(|name| beside.get(*name)).flatten() {
        *counts.entry(entity).or_default() += n;
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    counts
        .into_iter()
        .take(N_MET)
        .map(|(name, _)| name.to_owned())
        .collect()
}

/// The type, if there is a guess.
pub(super) fn type_of(one: &Suggestion) -> &str {
    match one.entity_type {
        EntityType::Other => "",
        ref known => known.as_str(),
    }
}

fn shown_type(one: &Suggestion) -> &str {
    match type_of(one) {
        "" => "?",
        known => known,
    }
}

/// Why an alias is doubted, in words.
pub(super) fn why(doubted: &Doubted) -> String {
    match &doubted.doubt {
        Doubt::CommonWord => "a common word".to_owned(),
        Doubt::TwoEntities(id) => format!("{id} has it too"),
        Doubt::PartOfLonger(name) => format!("only inside longer names, as {name}"),
        Doubt::NeverMatched => "nowhere in the texts".to_owned(),
    }
}

fn limited<T>(rows: &[T], top: usize) -> &[T] {
    match top {
        0 => rows,
        top => &rows[..rows.len().min(top)],
    }
}

fn rounded(strength: f64) -> Value {
    ((strength * 100.0).round() / 100.0).into()
}
