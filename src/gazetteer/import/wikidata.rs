//! An item of Wikidata in, an entity out: labels, aliases, and its type by `P31`, instance of.
//!
//! Both the form of the JSON dumps is read and the simplified one, in which a label is a string and
//! a claim an id. An item of another class than those below is passed over.

use serde_json::Value;

use super::{Entry, Options, Passed, object};
use crate::gazetteer::EntityType;

const HUMAN: &str = "Q5";

/// Country, state, province, county, municipality, city, town, village, settlement, neighborhood,
/// continent, region, island, mountain, river, lake, sea, ocean, desert, valley, peninsula, square,
/// street, building, church, bridge, airport, and the like of single countries.
const PLACES: &[&str] = &[
    "Q6256",
    "Q3624078",
    "Q7275",
    "Q107390",
    "Q35657",
    "Q10864048",
    "Q34876",
    "Q28575",
    "Q47168",
    "Q15284",
    "Q515",
    "Q1549591",
    "Q1637706",
    "Q208511",
    "Q5119",
    "Q1093829",
    "Q7930989",
    "Q3957",
    "Q532",
    "Q486972",
    "Q123705",
    "Q484170",
    "Q262166",
    "Q747074",
    "Q2074737",
    "Q3184121",
    "Q1907114",
    "Q82794",
    "Q5107",
    "Q23442",
    "Q33837",
    "Q34763",
    "Q8502",
    "Q46831",
    "Q4022",
    "Q23397",
    "Q165",
    "Q9430",
    "Q8514",
    "Q39816",
    "Q174782",
    "Q79007",
    "Q41176",
    "Q16970",
    "Q12280",
    "Q1248784",
];

/// Organisation, business, enterprise, public company, party, club, team, university, school,
/// institute, charity, international body, agency, ministry, government, parliament, newspaper,
/// magazine, news agency, station, bank, airline, label, band, unit, hospital, museum, think tank.
const ORGANISATIONS: &[&str] = &[
    "Q43229",
    "Q4830453",
    "Q783794",
    "Q6881511",
    "Q891723",
    "Q7278",
    "Q476028",
    "Q847017",
    "Q12973014",
    "Q3918",
    "Q875538",
    "Q902104",
    "Q38723",
    "Q3914",
    "Q31855",
    "Q163740",
    "Q79913",
    "Q484652",
    "Q245065",
    "Q327333",
    "Q2659904",
    "Q7210356",
    "Q17127659",
    "Q192350",
    "Q7188",
    "Q35749",
    "Q11032",
    "Q1110794",
    "Q41298",
    "Q192283",
    "Q1616075",
    "Q15265344",
    "Q14350",
    "Q22687",
    "Q46970",
    "Q18127",
    "Q215380",
    "Q5741069",
    "Q176799",
    "Q16917",
    "Q33506",
    "Q155271",
];

pub(super) fn entry(line: &str, options: &Options) -> Result<Entry, Passed> {
    let item = object(line)?;
    let id = item.get("id").and_then(Value::as_str);
    let id = id.ok_or_else(|| Passed::Broken("an item without an id".to_owned()))?;
    let classes = item.get("claims").and_then(|claims| claims.get("P31"));
    let classes = classes.and_then(Value::as_array).into_iter().flatten();
    let entity_type = classes.filter_map(class).find_map(entity_type);
    let label = item
        .get("labels")
        .and_then(|labels| labels.get(&options.language));
    let (Some(entity_type), Some(name)) = (entity_type, label.and_then(text)) else {
        return Err(Passed::Unwanted);
    };
    let mut entry = Entry::new(id, entity_type, name);
    entry.keys.push(("wikidata", id.to_owned()));
    let pages = item.get("sitelinks").and_then(Value::as_object);
    entry.score = pages.map_or(0, |pages| pages.len() as u64);
    if entry.score > 0 {
        entry.keys.push(("sitelinks", entry.score.to_string()));
    }
    let is_wanted = |language: &str| options.all_aliases || language == options.language;
    for key in ["labels", "aliases"] {
        let by_language = item
            .get(key)
            .and_then(Value::as_object)
            .into_iter()
            .flatten();
        for (_, names) in by_language.filter(|(language, _)| is_wanted(language)) {
            match names {
                Value::Array(names) => {
                    names
                        .iter()
                        .filter_map(text)
                        .for_each(|name| entry.add_alias(name));
                }
                name => text(name)
                    .into_iter()
                    .for_each(|name| entry.add_alias(name)),
            }
        }
    }
    Ok(entry)
}

/// `"x"`, or the value of `{"language": "en", "value": "x"}`.
fn text(value: &Value) -> Option<&str> {
    value.as_str().or_else(|| value.get("value")?.as_str())
}

/// The id of a class: a plain one, or that of a claim as the dumps have it.
fn class(claim: &Value) -> Option<&str> {
    let of_dump = || claim.pointer("/mainsnak/datavalue/value/id")?.as_str();
    claim.as_str().or_else(of_dump)
}

fn entity_type(class: &str) -> Option<EntityType> {
    if class == HUMAN {
        Some(EntityType::Person)
    } else if PLACES.contains(&class) {
        Some(EntityType::Place)
    } else if ORGANISATIONS.contains(&class) {
        Some(EntityType::Organisation)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check, options};
    use super::super::{Kind, Options};

    const TEXT: &str = r#"[
{"id":"Q1","labels":{"en":{"language":"en","value":"Oslo"},"fi":{"language":"fi","value":"Oslo"}},"aliases":{"en":[{"language":"en","value":"Christiania"}],"is":[{"language":"is","value":"Ósló"}]},"claims":{"P31":[{"mainsnak":{"datavalue":{"value":{"id":"Q515"}}}}]},"sitelinks":{"enwiki":{},"nowiki":{}}},
{"id":"Q2","labels":{"en":"Ida Moe"},"aliases":{},"claims":{"P31":["Q5"]}}
{"id":"Q3","labels":{"en":"a poem"},"claims":{"P31":["Q5185279"]}}
{"labels":{}}
]"#;

    #[test]
    fn dumps_and_simplified_items_are_read() {
        let expected = ["Q1 Oslo place Christiania", "Q2 Ida Moe person"];
        check(Kind::Wikidata, TEXT, &options(), &expected, (3, 1));
        let all = Options {
            all_aliases: true,
            min_score: 1,
            ..options()
        };
        check(
            Kind::Wikidata,
            TEXT,
            &all,
            &["Q1 Oslo place Christiania|Ósló"],
            (4, 1),
        );
    }
}
