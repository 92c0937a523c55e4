//! A pattern of spaCy's entity ruler in, an entity out.
//!
//! Patterns of tokens are taken where each token is one word (`ORTH`, `TEXT`, `LOWER`); a word in
//! small letters is taken with a capital, as names have them.

use serde_json::Value;

use super::{Entry, Passed, object};
use crate::gazetteer::{EntityType, slug};

pub(super) fn entry(line: &str) -> Result<Entry, Passed> {
    let pattern = object(line)?;
    let label = pattern.get("label").and_then(Value::as_str);
    let label = label.ok_or_else(|| Passed::Broken("a pattern without a label".to_owned()))?;
    let name = match pattern.get("pattern") {
        Some(Value::String(name)) => Some(name.clone()),
        Some(Value::Array(tokens)) => tokens
            .iter()
            .map(word)
            .collect::<Option<Vec<_>>>()
            .map(|w| w.join(" ")),
        _ => return Err(Passed::Broken("a line without a pattern".to_owned())),
    };
    let name = name.filter(|name| name.chars().any(char::is_alphanumeric));
    let name = name.ok_or(Passed::Unwanted)?;
    let id = pattern.get("id").and_then(Value::as_str);
    let id = id.map_or_else(|| slug(&name), str::to_owned);
    Ok(Entry::new(id, entity_type(label), name))
}

/// The word of a token's pattern, if it is no more than that.
fn word(token: &Value) -> Option<String> {
    let token = token.as_object().filter(|token| token.len() == 1)?;
    let (key, value) = token.iter().next()?;
    let word = value.as_str()?;
    match key.as_str() {
        "ORTH" | "TEXT" => Some(word.to_owned()),
        "LOWER" => {
            let mut letters = word.chars();
            let first = letters.next()?;
            Some(first.to_uppercase().chain(letters).collect())
        }
        _ => None,
    }
}

fn entity_type(label: &str) -> EntityType {
    match label {
        "PERSON" | "PER" => EntityType::Person,
        "GPE" | "LOC" | "FAC" => EntityType::Place,
        "ORG" => EntityType::Organisation,
        label => EntityType::known(&label.to_lowercase()).unwrap_or(EntityType::Other),
    }
}

#[cfg(test)]
mod tests {
    use super::super::Kind;
    use super::super::tests::{check, options};

    #[test]
    fn phrases_and_plain_tokens_are_names() {
        let text = r#"{"label":"ORG","pattern":"Acme Works","id":"acme"}
{"label":"GPE","pattern":[{"LOWER":"san"},{"LOWER":"francisco"}]}
{"label":"PRODUCT","pattern":"Fram"}
{"label":"GPE","pattern":[{"IS_TITLE":true},{"ORTH":"City"}]}
{"pattern":"X"}
"#;
        let expected = [
            "acme Acme Works organisation",
            "san-francisco San Francisco place",
            "fram Fram other",
        ];
        check(Kind::Spacy, text, &options(), &expected, (1, 1));
    }
}
