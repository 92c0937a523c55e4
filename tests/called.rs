//! What names of a short list, written for the texts at hand, are called in them, by example.

mod support;

use comention::gazetteer::Ambiguous;
use support::linking::{self, index, linked};

const LIST: &str = r#"
    [[entity]]
    type = "person"
    name = "Mary Kvist"
    aliases = ["Mary"]
    [[entity]]
    type = "person"
    name = "Mary Jane Berg"
    [[entity]]
    id = "tom-berg"
    type = "person"
    name = "Tom Berg"
    aliases = ["Tom"]
    [[entity]]
    id = "tom-kvist"
    type = "person"
    name = "Tom Kvist"
    aliases = ["Tom"]
    [[entity]]
    type = "person"
    name = "Widow Strand"
    [[entity]]
    type = "person"
    name = "Monsieur Hallier"
    [[entity]]
    type = "person"
    name = "Madame Hallier"
    [[entity]]
    type = "person"
    name = "M. Brossard"
    [[entity]]
    type = "place"
    name = "St. Kvist"
    [[entity]]
    type = "person"
    name = "Michael Tarnow"
    [[entity]]
    type = "person"
    name = "Ann Lund-Moen"
    [[entity]]
    type = "person"
    name = "Blachemont"
    [[entity]]
    type = "place"
    name = "Saint Olsen"
    [[entity]]
    type = "place"
    name = "Lundby (village)"
    [[entity]]
    type = "place"
    name = "Bristow"
    [[entity]]
    id = "bristow-rovers"
    type = "organisation"
    name = "Bristow Rovers F.C."
    [[entity]]
    id = "bristow-bulls"
    type = "organisation"
    name = "Bristow Bulls"
    [[entity]]
    id = "molde-fc"
    type = "organisation"
    name = "Molde F.C."
    [[entity]]
    id = "reading-fc"
    type = "organisation"
    name = "Reading F.C."
    [[entity]]
    type = "organisation"
    name = "European Union"
"#;

/// Expects `surface=entity:how` of each mention.
#[track_caller]
fn check(text: &str, expected: &[&str]) {
    assert_eq!(shown(text, Ambiguous::Best), expected, "{text}");
}

fn shown(text: &str, ambiguous: Ambiguous) -> Vec<String> {
    let index = index(LIST);
    let linked = linked(text, &index).resolved(ambiguous);
    linking::shown(text, &linked, &index)
}

#[test]
fn two_first_names_are_not_one_of_them() {
    check("Mary Jane left.", &["Mary Jane=mary-jane-berg:alias"]);
    check("Mary left.", &["Mary=mary-kvist:alias"]);
    check("Mary Berg left.", &["Mary Berg=mary-jane-berg:alias"]);
}

#[test]
fn what_several_persons_share_denotes_none_of_them() {
    check("Then Tom left.", &[]);
    let expected = ["Tom Kvist=tom-kvist:name", "Tom=tom-kvist:alias/nearest"];
    check("Tom Kvist came. Then Tom left.", &expected);
    let each = ["Tom=tom-berg:alias/shared", "Tom=tom-kvist:alias/shared"];
    assert_eq!(shown("Then Tom left.", Ambiguous::All), each);
}

#[test]
fn a_title_alone_denotes_who_is_listed_by_it_and_named() {
    let expected = [
        "Widow Strand=widow-strand:name",
        "the widow=widow-strand:alias",
    ];
    check("Widow Strand came. Then the widow left.", &expected);
    check("Then the widow left.", &[]);
}

#[test]
fn titles_and_saints_are_written_short_or_long() {
    check(
        "Then M. Hallier left.",
        &["M. Hallier=monsieur-hallier:name"],
    );
    check(
        "Then Mme Hallier left.",
        &["Mme Hallier=madame-hallier:name"],
    );
    check("He went to St. Olsen.", &["St. Olsen=saint-olsen:name"]);
    check(
        "Then Monsieur Brossard left.",
        &["Monsieur Brossard=m-brossard:name"],
    );
    check(
        "He saw St Kvist, not Saint Kvist.",
        &["St Kvist=st-kvist:name", "Saint Kvist=st-kvist:name"],
    );
}

#[test]
fn fond_first_names_and_halves_of_surnames_are_the_same_person() {
    check(
        "Then Mike Tarnow left.",
        &["Mike Tarnow=michael-tarnow:spelling"],
    );
    check("Then Anna Tarnow left.", &[]);
    check("Then Ann Lund left.", &["Ann Lund=ann-lund-moen:alias"]);
    check("Then Blachemond left.", &["Blachemond=blachemont:spelling"]);
    check("He saw Lundby.", &["Lundby=lundby-village:alias"]);
}

#[test]
fn clubs_go_by_town_players_and_letters() {
    let sport = "The league match of the season, a goal in the final.\n\n";
    let with = |text: &str| format!("{sport}{text}");
    check(
        &with("Bristow Rovers won. The Bulls lost."),
        &[
            "Bristow Rovers=bristow-rovers:alias",
            "Bulls=bristow-bulls:alias",
        ],
    );
    check(
        &with("Molde 3 Reading 2\n\nBristow 1 Molde 0"),
        &[
            "Molde=molde-fc:alias",
            "Reading=reading-fc:alias",
            "Bristow=bristow-rovers:alias/company",
            "Molde=molde-fc:alias",
        ],
    );
    check(&with("European sides won."), &[]);
    check("The bulls ran. Reading is slow.", &[]);
}

#[test]
fn what_is_no_such_form_denotes_nobody() {
    check(
        "Anna Blachemond left. Mr Blachemond left. Blachemond.",
        &[
            "Blachemond=blachemont:spelling",
            "Blachemond=blachemont:spelling",
        ],
    );
    check(
        "Blachemont left and Blachemond came.",
        &["Blachemont=blachemont:name"],
    );
    check(
        "Widow Strand came. Then the widow Strand left. Then the widow's house.",
        &[
            "Widow Strand=widow-strand:name",
            "the widow=widow-strand:alias",
            "the widow=widow-strand:alias",
        ],
    );
    check(
        "Widow Strand came. The Widow left. THE widow left. A widow left. The\nwidow left.",
        &[
            "Widow Strand=widow-strand:name",
            "THE widow=widow-strand:alias",
            "The\nwidow=widow-strand:alias",
        ],
    );
    check(
        "Tom left. Tom Kvist came.",
        &["Tom=tom-kvist:alias/nearest", "Tom Kvist=tom-kvist:name"],
    );
    check(
        "Hall of Fame. Brown of Oslo left. He saw Reading of Books.",
        &[],
    );
}

#[test]
fn clubs_go_by_town_where_the_text_is_about_sport() {
    check(
        "A goal. The goal of the season in the league match. He scored in the match for the team. The coach of the club. Bristow left.",
        &["Bristow=bristow-rovers:alias/first"],
    );
    check(
        "The league match.\n\nBulls won. Rovers lost to the Bristow bulls.",
        &["Bristow=bristow-rovers:alias/first"],
    );
    check(
        "The league match of the season, a goal in the final.\n\nThe Bulls lost. The European sides won. Bristow won.",
        &[
            "Bulls=bristow-bulls:alias",
            "Bristow=bristow-bulls:alias/company",
        ],
    );
    check(
        "The league match of the season, a goal in the final.\n\nReading 4 1 2\nMolde 3 0 1",
        &["Reading=reading-fc:alias", "Molde=molde-fc:alias"],
    );
}
