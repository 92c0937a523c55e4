//! What a listed name means where it may mean several things, or none, by example: with a list that
//! was written for such texts, and with one so long that it was not.

mod support;

use std::fmt::Write;

use support::linking::{index, linked, shown};

const LIST: &str = r#"
    [[entity]]
    type = "place"
    name = "Kharkiv"
    [[entity]]
    id = "kharkiv-oblast"
    type = "place"
    name = "Kharkiv Oblast"
    aliases = ["Kharkiv"]
    [[entity]]
    type = "person"
    name = "Mrs Strandby"
    [[entity]]
    type = "person"
    name = "Peter Strandby"
    aliases = ["Strandby"]
    [[entity]]
    type = "person"
    name = "Olga Strandby"
    aliases = ["Strandby"]
    [[entity]]
    type = "organisation"
    name = "NEW WORLD"
    [[entity]]
    id = "new-world-place"
    type = "place"
    name = "New World"
    [[entity]]
    type = "place"
    name = "Walker"
    [[entity]]
    id = "molde-town"
    type = "place"
    name = "Molde"
    [[entity]]
    id = "molde-club"
    type = "organisation"
    name = "Molde"
    [[entity]]
    type = "place"
    name = "Dole"
    [[entity]]
    id = "dole-person"
    type = "person"
    name = "Dole"
    [[entity]]
    type = "place"
    name = "Reading"
    [[entity]]
    type = "person"
    name = "Hall"
    [[entity]]
    id = "may-place"
    type = "place"
    name = "May"
    [[entity]]
    id = "may-person"
    type = "person"
    name = "May"
    [[entity]]
    type = "other"
    name = "Monday"
    [[entity]]
    type = "organisation"
    name = "Group"
    [[entity]]
    type = "person"
    name = "Xobost Zarevich"
    [[entity]]
    type = "person"
    name = "Mikhail Slyusareva"
    [[entity]]
    type = "place"
    name = "Norway"
    [[entity]]
    type = "place"
    name = "Oslo"
    [[entity]]
    type = "organisation"
    name = "Oslo Council"
    [[entity]]
    type = "person"
    name = "Anna Kvist"
    [[entity]]
    type = "place"
    name = "Paris"
    [[entity]]
    type = "person"
    name = "Mrs Lund"
    aliases = ["Lund"]
    [[entity]]
    id = "tom-lund"
    type = "person"
    name = "Tom Lund"
    aliases = ["Lund"]
    [[entity]]
    type = "place"
    name = "1984"
    [[entity]]
    type = "organisation"
    name = "Long Xobost Form"
    [[entity]]
    type = "other"
    name = "German"
    [[entity]]
    type = "person"
    name = "King"
"#;

/// Expects `surface=entity:how` of each mention, with `list`.
#[track_caller]
fn check(list: &str, cases: &[(&str, &[&str])]) {
    let index = index(list);
    for (text, expected) in cases {
        let found = shown(text, &linked(text, &index), &index);
        assert_eq!(found, *expected, "{text}");
    }
}

/// [`LIST`] among so many others that it was not written for the texts at hand.
fn long() -> String {
    let mut list = LIST.to_owned();
    for number in 0..3_000 {
        writeln!(
            list,
            "[[entity]]\ntype = \"other\"\nname = \"Zzz Filler{number}\""
        )
        .expect("strings take all");
    }
    list
}

#[test]
fn what_stands_beside_a_name_decides() {
    check(
        LIST,
        &[
            (
                "In May it rained. They saw May there. May said so. On Monday it rained.",
                &["May=may-person:name/type", "May=may-person:name/type"],
            ),
            (
                "Tom Lund met Mrs Lund. Lund left.",
                &[
                    "Tom Lund=tom-lund:name",
                    "Mrs Lund=mrs-lund:name",
                    "Lund=tom-lund:alias/nearest",
                ],
            ),
            (
                "Mikhail Slyusareva came. Mikhail Slioussareva left. Mikhail Sliusarova stayed.",
                &[
                    "Mikhail Slyusareva=mikhail-slyusareva:name",
                    "Mikhail Slioussareva=mikhail-slyusareva:spelling",
                    "Mikhail Sliusarova=mikhail-slyusareva:spelling",
                ],
            ),
            (
                "NEW WORLD began. They saw the New World.",
                &[
                    "NEW WORLD=new-world-place:name",
                    "New World=new-world-place:name",
                ],
            ),
            (
                "Kharkiv oblast fell. Kharkiv fell. The Kharkiv region fell.",
                &[
                    "Kharkiv=kharkiv-oblast:alias/type",
                    "Kharkiv=kharkiv:name/first",
                    "Kharkiv=kharkiv-oblast:alias/type",
                ],
            ),
            ("1984 fell. They saw 1984 there.", &[]),
            (
                "Xobost Zarevich came. Xobost left. Zarevich stayed.",
                &[
                    "Xobost Zarevich=xobost-zarevich:name",
                    "Xobost=xobost-zarevich:grown",
                    "Zarevich=xobost-zarevich:surname",
                ],
            ),
            (
                "Strandby left. Mrs Strandby left. Peter Strandby met Olga Strandby. Strandby left.",
                &[
                    "Strandby=peter-strandby:alias/nearest",
                    "Mrs Strandby=mrs-strandby:name",
                    "Peter Strandby=peter-strandby:name",
                    "Olga Strandby=olga-strandby:name",
                    "Strandby=olga-strandby:alias/nearest",
                ],
            ),
            (
                "Long Xobost Form met. LXF left.",
                &[
                    "Long Xobost Form=long-xobost-form:name",
                    "LXF=long-xobost-form:grown",
                ],
            ),
        ],
    );
}

#[test]
fn ordinary_words_and_surnames_of_a_long_list_need_more_than_a_capital() {
    check(
        &long(),
        &[
            (
                "He told Anna Kvist I was ill.",
                &["Anna Kvist=anna-kvist:name"],
            ),
            // It may be the first of that name.
            ("He told King I was ill.", &[]),
            (
                "WALKER, May 3 - It rained. Walker said so.",
                &["WALKER=walker:name"],
            ),
            ("They went to Hall of Fame. Hall left.", &[]),
            (
                "In Walker it rained. Walker said so.",
                &["Walker=walker:name", "Walker=walker:name"],
            ),
            (
                "They saw Dole. They saw Dole there.",
                &["Dole=dole-person:name/type", "Dole=dole-person:name/type"],
            ),
            ("They saw Walker. Walker grew.", &[]),
        ],
    );
}
