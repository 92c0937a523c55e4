//! Texts in, linked mentions out: what all steps give together.

use super::*;
use crate::gazetteer::{Gazetteer, Matching};
use crate::read::Document;
use crate::{segment, tag};

const LIST: &str = r#"
        [[entity]]
        type = "person"
        name = "Vladimir Putin"
        [[entity]]
        type = "person"
        name = "Lyudmila Putin"
        [[entity]]
        type = "person"
        name = "Stephen Hall"
        [[entity]]
        type = "person"
        name = "Xi Jinping"
        aliases = ["Xi"]
        [[entity]]
        type = "place"
        name = "Kharkiv"
        [[entity]]
        id = "kharkiv-oblast"
        type = "place"
        name = "Kharkiv Oblast"
        aliases = [{ name = "Kharkiv", requires = ["region", "front line"] }]
        [[entity]]
        id = "paris-fr"
        type = "place"
        name = "Paris"
        [[entity]]
        id = "paris-us"
        type = "place"
        name = "Paris"
        aliases = ["Paris, Texas"]
        [[entity]]
        type = "organisation"
        name = "Swift Network"
        aliases = [{ name = "Swift", requires = ["bank"] }]
        [[entity]]
        type = "place"
        name = "Odesa"
        documents = ["ukraine/*"]
    "#;

/// Expects `surface=entity:how` for each mention.
fn check(text: &str, expected: &[&str]) {
    let gazetteer = Gazetteer::from_toml(LIST, "test").expect("a good list");
    let index = Index::new(&gazetteer, Matching::default());
    let structure = segment::segment(&Document::new("usa/1.txt", text), &Default::default());
    let matches = tag::tag(text, &[], &index, &mut tag::Tagger::default());
    let mentions = link("usa/1.txt", text, &structure, &matches, &index);
    let all = discover("usa/1.txt", text, &structure, &matches, &index);
    assert_eq!(mentions, all.mentions, "what is not judged changes nothing");
    let found: Vec<String> = mentions
        .iter()
        .map(|mention| {
            let id = index.entity(mention.entity).id;
            format!("{}={id}:{}", mention.span.of(text), mention.how())
        })
        .collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn a_surname_links_to_the_full_name_nearest_before() {
    check(
        "Vladimir Putin spoke. Putin left. Lyudmila Putin stayed, Putin said.",
        &[
            "Vladimir Putin=vladimir-putin:name",
            "Putin=vladimir-putin:surname",
            "Lyudmila Putin=lyudmila-putin:name",
            "Putin=lyudmila-putin:surname",
        ],
    );
}

#[test]
fn a_surname_before_the_only_full_name_links_too_and_without_one_it_is_none() {
    let expected = [
        "Putin=vladimir-putin:surname",
        "Vladimir Putin=vladimir-putin:name",
    ];
    check("Putin spoke. Vladimir Putin left.", &expected);
    check("Putin spoke.", &[]);
    check("Xi spoke.", &["Xi=xi-jinping:alias"]);
}

#[test]
fn a_surname_in_a_longer_unknown_name_is_none() {
    let stephen = "Stephen Hall=stephen-hall:name";
    let hall = "Hall=stephen-hall:surname";
    check("Stephen Hall spoke in the Great Hall.", &[stephen]);
    check("Stephen Hall met Peter Hall.", &[stephen]);
    check(
        "Stephen Hall. But Hall said. Mr Hall left.",
        &[stephen, hall, hall],
    );
    check("Stephen Hall. In Hall Street.", &[stephen]);
}

#[test]
fn a_condition_that_is_met_decides() {
    check("Kharkiv fell.", &["Kharkiv=kharkiv:name"]);
    let expected = ["Kharkiv=kharkiv-oblast:alias/required"];
    check("In the Kharkiv region.", &expected);
    check("The front\nline at Kharkiv.", &expected);
    check("The regions of Kharkiv.", &["Kharkiv=kharkiv:name"]);
    check("Odesa fell.", &[]);
}

#[test]
fn of_two_entities_of_one_name_the_one_named_in_full_is_meant() {
    check("Paris it is.", &["Paris=paris-fr:name/first"]);
    let expected = ["Paris, Texas=paris-us:alias", "Paris=paris-us:name/nearest"];
    check("Paris, Texas. Not far from Paris.", &expected);
}

#[test]
fn a_title_of_the_other_sex_is_another_person() {
    let stephen = "Stephen Hall=stephen-hall:name";
    check("Stephen Hall spoke. Mrs Hall left.", &[stephen]);
    check(
        "Stephen Hall spoke. Mr Hall left.",
        &[stephen, "Hall=stephen-hall:surname"],
    );
}

#[test]
fn the_first_person_behind_a_name_is_no_part_of_it() {
    let stephen = "Stephen Hall=stephen-hall:name";
    check("He told Stephen Hall I was ill.", &[stephen]);
    check(
        "In Odesa, Texas, and Kharkiv I was ill.",
        &["Kharkiv=kharkiv:name"],
    );
}

/// Expects `surface=why:detail` for each listed name that is no mention.
fn check_dropped(text: &str, expected: &[&str]) {
    let gazetteer = Gazetteer::from_toml(LIST, "test").expect("a good list");
    let index = Index::new(&gazetteer, Matching::default());
    let structure = segment::segment(&Document::new("usa/1.txt", text), &Default::default());
    let matches = tag::tag(text, &[], &index, &mut tag::Tagger::default());
    let linked = discover("usa/1.txt", text, &structure, &matches, &index);
    let dropped = linked.dropped.iter().map(|dropped| {
        let detail = dropped.why.detail(text).unwrap_or_default();
        format!(
            "{}={}:{detail}",
            dropped.span.of(text),
            dropped.why.as_str()
        )
    });
    assert_eq!(dropped.collect::<Vec<_>>(), expected, "{text}");
}

#[test]
fn what_drops_a_name_is_told() {
    for (text, expected) in [
        ("Vladimir Putin met Stephen Hall.", &[][..]),
        ("Odesa fell.", &["Odesa=documents:"]),
        ("Swift runs.", &["Swift=requires:bank"]),
        ("A bank left Swift.", &[]),
        ("Putin spoke.", &["Putin=surname:"]),
        (
            "Lyudmila Putin met Stephen Putin.",
            &["Putin=inside:Stephen Putin"],
        ),
        ("He met Paris Hilton.", &["Paris=inside:Paris Hilton"]),
        (
            "The University of Paris grew.",
            &["Paris=inside:University of Paris"],
        ),
        ("Kharkiv Oblast fell.", &["Kharkiv=longer:Kharkiv Oblast"]),
        ("The Mercedes-Paris fell.", &["Paris=part-of-word:"]),
        (
            "Stephen Hall spoke. Peter Hall left. Hall said so.",
            &["Hall=inside:Peter Hall", "Hall=another:Peter Hall"],
        ),
        ("Stephen Hall spoke. Mrs Hall left.", &["Hall=sex:"]),
        ("Mr Paris left.", &["Paris=type:person"]),
    ] {
        check_dropped(text, expected);
    }
}

#[test]
fn a_name_inside_a_longer_one_is_none() {
    check("He met Paris Hilton.", &[]);
    check("He left Paris Airways Ltd.", &[]);
    check("Odesa and the University of Paris.", &[]);
    check("He lives in Paris.", &["Paris=paris-fr:name/first"]);
}

/// Expects `surface=type:cue` for each name that is found and not listed.
fn check_found(text: &str, expected: &[&str]) {
    let gazetteer = Gazetteer::from_toml(LIST, "test").expect("a good list");
    let index = Index::new(&gazetteer, Matching::default());
    let structure = segment::segment(&Document::new("1.txt", text), &Default::default());
    let linked = discover("1.txt", text, &structure, &[], &index);
    let found: Vec<String> = linked
        .found
        .iter()
        .map(|found| {
            let kind = found.kind.entity_type();
            format!(
                "{}={}:{}",
                found.span.of(text),
                kind.as_str(),
                found.cue.as_str()
            )
        })
        .collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn names_are_found_by_their_words_and_those_beside_them() {
    for (text, expected) in [
        (
            "We met Anna Kvist there.",
            &["Anna Kvist=person:first-name"][..],
        ),
        ("We met J. Kvist there.", &["J. Kvist=person:initial"]),
        ("We met Mr Kvist there.", &["Kvist=person:title"]),
        (
            "Then striker Xobo Kvist left.",
            &["Xobo Kvist=person:title"],
        ),
        (
            "They own Kvist Bank now.",
            &["Kvist Bank=organisation:organisation-suffix"],
        ),
        (
            "The University of Kvist grew.",
            &["University of Kvist=organisation:organisation-head"],
        ),
        (
            "It flows to Kvist River.",
            &["Kvist River=place:place-word"],
        ),
        ("He lives in Kvistholm.", &["Kvistholm=place:place-context"]),
        (
            "Kvistholm is a village by the sea.",
            &["Kvistholm=place:place-context"],
        ),
        ("They won the Kvist Cup.", &[]),
        ("On Monday the German won.", &[]),
    ] {
        check_found(text, expected);
    }
}

#[test]
fn short_forms_stand_for_the_full_name() {
    check_found(
        "Anna Kvist left. Later Kvist came back, Anna said.",
        &[
            "Anna Kvist=person:first-name",
            "Kvist=person:short",
            "Anna=person:short",
        ],
    );
    check_found(
        "The Kvist Trade Union (KTU) met. He left the KTU.",
        &[
            "Kvist Trade Union=organisation:organisation-suffix",
            "KTU=organisation:short",
            "KTU=organisation:short",
        ],
    );
}

#[test]
fn what_tells_nothing_gives_nothing_and_no_text_is_slow() {
    check_found("all in small letters, anna kvist too", &[]);
    let cells = "Kvist\tBerg\tLund\t12\n".repeat(20_000);
    let names = "Anna Kvist, ".repeat(20_000);
    let one = "Kvist ".repeat(100_000);
    for text in [&cells, &names, &one, &one.to_uppercase()] {
        let gazetteer = Gazetteer::from_toml(LIST, "test").expect("a good list");
        let index = Index::new(&gazetteer, Matching::default());
        let structure = segment::segment(&Document::new("1", &**text), &Default::default());
        let linked = discover("1", text, &structure, &[], &index);
        assert!(linked.mentions.is_empty());
    }
}
