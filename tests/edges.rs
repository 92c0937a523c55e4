//! Where names begin and end, what the words beside them tell, and what short forms stand for, by
//! example: with the list that ships, and with a short one.

mod support;

use comention::gazetteer::Index;
use comention::read::Document;
use support::linking::{discovered, index, shipped, shown};

const LIST: &str = r#"
    [[entity]]
    type = "person"
    name = "Ian Hall"
    [[entity]]
    type = "person"
    name = "Mikhail Kvistin"
    [[entity]]
    type = "place"
    name = "Oslo"
    [[entity]]
    type = "place"
    name = "Jordan"
    [[entity]]
    id = "jordan-person"
    type = "person"
    name = "Jordan"
    [[entity]]
    type = "organisation"
    name = "United Nations"
"#;

/// Expects what is found of each text by `index`.
#[track_caller]
fn check_by(index: &Index, cases: &[(&str, &[&str])]) {
    for (text, expected) in cases {
        let linked = discovered(&Document::new("1.txt", *text), index);
        assert_eq!(shown(text, &linked, index), *expected, "{text}");
    }
}

/// With the list that ships.
#[track_caller]
fn check(cases: &[(&str, &[&str])]) {
    check_by(shipped(), cases);
}

/// With a list that was written for such texts.
#[track_caller]
fn check_short(cases: &[(&str, &[&str])]) {
    check_by(&index(LIST), cases);
}

#[test]
fn acronyms_titles_and_speakers_are_no_part_of_a_name() {
    check(&[
        (
            "The Bank of the Norwegian People grew. They met the Society of German Engineers.",
            &[
                "Bank of the Norwegian People=?organisation:organisation-head",
                "Society of German Engineers=?organisation:organisation-head",
            ],
        ),
        (
            "They met the NATO Anna Kvist there.",
            &[
                "NATO=north-atlantic-treaty-organization:alias",
                "Anna Kvist=?person:first-name",
            ],
        ),
        (
            "The envoy of the UN Linda Farrow left, and the UN Hall stayed.",
            &[
                "UN=united-nations:alias",
                "Linda Farrow=?person:first-name",
                "UN Hall=?place:place-word",
            ],
        ),
        (
            "Oslo King Harris left.",
            &["Oslo=oslo:name", "Harris=?person:title"],
        ),
        (
            "He told Norway I was ill, and Peter I left.",
            &["Norway=norway:name", "Peter I=?person:first-name"],
        ),
        (
            "Texas Rep. Rosa Harlow met Ohio Atty. Gen. Ian Hall.",
            &[
                "Texas=texas:name",
                "Rosa Harlow=?person:title",
                "Ohio=ohio:name",
                "Ian Hall=?person:title",
            ],
        ),
        (
            "Hong Kong German Secretary Ian Hall left.",
            &[
                "Hong Kong=hong-kong:name",
                "German=german:name",
                "Ian Hall=?person:first-name",
            ],
        ),
        (
            "Anna Kvist Monday left. He met Xobost Monday. On Monday Anna left. May Hall left. June Treasury notes fell. June Hall left.",
            &[
                "Anna Kvist=?person:first-name",
                "Anna=?person:short",
                "Hall=?person:short",
                "Treasury=?organisation:organisation-suffix",
                "June Hall=?person:first-name",
            ],
        ),
        (
            "Telecoms operator Xobost left. They came to host Zarev. They met aunt Lukast.",
            &[
                "Xobost=?organisation:organisation-context",
                "Lukast=?person:title",
            ],
        ),
        (
            "Will Mark drop Bill? Will Xobost leave?",
            &["Will Xobost=?person:first-name"],
        ),
        (
            "Anna Kvist Jr. left. Kvist came. Anna came.",
            &[
                "Anna Kvist Jr.=?person:first-name",
                "Kvist=?person:short",
                "Anna=?person:short",
            ],
        ),
        (
            "St. Mary's High School won. Women's Hospital shut. Queen's University won. King's Cross fell. Xobost's High School won.",
            &[
                "St. Mary's High School=?organisation:organisation-suffix",
                "Women's Hospital=?organisation:organisation-suffix",
                "Queen's University=?organisation:organisation-suffix",
                "High School=?organisation:organisation-suffix",
            ],
        ),
    ]);
}

#[test]
fn peoples_belong_to_bodies_and_not_to_persons() {
    check(&[
        (
            "German Foreign Ministry officials met the French Interior Ministry.",
            &[
                "German=german:name",
                "Foreign Ministry=?organisation:organisation-suffix",
                "French=french:name",
                "Interior Ministry=?organisation:organisation-suffix",
            ],
        ),
        (
            "The Russian Defence Ministry denied it. Norwegian Police said so.",
            &[
                "Russian Defence Ministry=russian-defence-ministry:name",
                "Norwegian Police=?organisation:organisation-suffix",
            ],
        ),
        (
            "The Norwegian Supreme Court ruled. The Norwegian Embassy closed. The German Navy sailed.",
            &[
                "Norwegian=norwegian:name",
                "Supreme Court=supreme-court:name",
                "Norwegian=norwegian:name",
                "German Navy=?organisation:organisation-suffix",
            ],
        ),
        (
            "Fellow Anna Hill left. They met Fellow Ian Hall.",
            &[
                "Anna Hill=?person:first-name",
                "Ian Hall=?person:first-name",
            ],
        ),
        (
            "Young Oslo left. Greater New York left. Young New York left. Young United Nations left.",
            &[
                "Oslo=oslo:name",
                "New York=new-york-city:alias",
                "New York=new-york-city:alias",
                "United Nations=united-nations:name",
            ],
        ),
    ]);
}

#[test]
fn compounds_and_words_with_hyphens_are_parted() {
    check(&[
        (
            "London-based Ian Hall left. Then US-led forces left. The London-based Xobost Bank left. Xobost-born Ian Hall left.",
            &[
                "London=london:name",
                "Ian Hall=?person:first-name",
                "Xobost Bank=?organisation:organisation-suffix",
                "Ian Hall=?person:first-name",
            ],
        ),
        (
            "The Norway-United States talks began.",
            &["Norway=norway:name", "United States=united-states:name"],
        ),
        (
            "Later Radio Xobost left.",
            &["Radio Xobost=?organisation:organisation-suffix"],
        ),
        (
            "Jean-Paul Xobost left. Jean-paul Zarev left.",
            &[
                "Jean-Paul Xobost=?person:first-name",
                "Jean-paul Zarev=?person:shape",
            ],
        ),
    ]);
}

#[test]
fn bodies_are_named_by_of_for_and_and() {
    check(&[
        (
            "The Ministry of Defence and Justice met. The Ministry of Health and Oslo met.",
            &[
                "Ministry of Defence and Justice=?organisation:organisation-head",
                "Ministry of Health=?organisation:organisation-head",
                "Oslo=oslo:name",
            ],
        ),
        (
            "The Society for Xobost met. The Society for Young People met. The Ministry for the Environment met.",
            &[
                "Society for Young People=?organisation:organisation-head",
                "Ministry for the Environment=?organisation:organisation-head",
            ],
        ),
        (
            "They took the Oslo and Bergen Canal north.",
            &["Oslo and Bergen Canal=?place:place-word"],
        ),
        ("They took the Lund and Railway.", &[]),
        (
            "Anna Kvist and Ian Hall, Peter Lund & Maria Ortiz, Olav Torvik; Sid Ewing: Lothar Monk.",
            &[
                "Anna Kvist=?person:first-name",
                "Ian Hall=?person:first-name",
                "Peter Lund & Maria Ortiz=?organisation:organisation-suffix",
                "Olav Torvik=?person:first-name",
                "Sid Ewing=?person:first-name",
                "Lothar Monk=?person:first-name",
            ],
        ),
        (
            "Xobost & Zarev left. Xobost & sons left. Xobost & Zarev & Lund left.",
            &[
                "Xobost & Zarev=?organisation:organisation-suffix",
                "Xobost & Zarev & Lund=?organisation:organisation-suffix",
            ],
        ),
    ]);
}

#[test]
fn words_beside_a_name_tell_its_kind() {
    check(&[
        (
            "Xobost, 43, left. They met Zarev (27) there. They met Lukast, 430, there.",
            &["Xobost=?person:title", "Zarev=?person:title"],
        ),
        (
            "Xobost shares fell. Xobost news agency said. Xobost news left. The newspaper Xobost left. The Newspaper Xobost left.",
            &[
                "Xobost=?organisation:organisation-context",
                "Xobost=?organisation:organisation-context",
                "Xobost=?organisation:organisation-context",
            ],
        ),
        (
            "He came from Reading, Norway. Near Lund it rained. Lund, Norway. In Bath it rained. They saw Nice.",
            &[
                "Norway=norway:name",
                "Lund=?place:place-context",
                "Lund=?place:place-context",
                "Norway=norway:name",
            ],
        ),
        (
            "They saw Xobost, Norway. They saw Zarev, Lukast.",
            &["Xobost=?place:place-context", "Norway=norway:name"],
        ),
        (
            "In Xobost 3 it rained. In Zarev Lund Berg it rained.",
            &["Zarev Lund Berg=?place:place-context"],
        ),
        ("XOBOST — It rained.", &["XOBOST=?place:place-context"]),
        (
            "They met the Anna Xobost. In Anna Zarev it rained.",
            &[
                "Anna Xobost=?person:first-name",
                "Anna Zarev=?person:first-name",
            ],
        ),
        (
            "Young Xobost is a town. Xobost Zarev Lund Berg Kvist is a town.",
            &["Xobost=?place:place-context"],
        ),
        (
            "Xobost was the capital. Zarev is a company. Lukast was an engineer.",
            &[
                "Xobost=?place:place-context",
                "Zarev=?organisation:organisation-context",
                "Lukast=?person:title",
            ],
        ),
        (
            "Zarev is a man who lives in the town. Lukast is a very old and very large town.",
            &[],
        ),
    ]);
}

#[test]
fn words_of_places_and_persons_tell_their_kind() {
    check(&[
        (
            "He lives in the City of Xobost by the Gulf of Zarev near the Bay of Lukast.",
            &[
                "City of Xobost=?place:place-word",
                "Gulf of Zarev=?place:place-word",
                "Bay of Lukast=?place:place-word",
            ],
        ),
        (
            "He saw the town of Xobost. He saw Zarev province. He saw the village Lukast.",
            &[
                "Xobost=?place:place-context",
                "Zarev=?place:place-context",
                "Lukast=?place:place-context",
            ],
        ),
        (
            "He came from Uxobo, went to Uxobo, came from Uxobo again.",
            &[
                "Uxobo=?place:recurring",
                "Uxobo=?place:recurring",
                "Uxobo=?place:recurring",
            ],
        ),
        (
            "They own Anna Banks. They own Anna Ford. They own Anna College. They own Mary Church.",
            &[
                "Anna Banks=?person:first-name",
                "Anna Ford=?person:first-name",
                "Anna College=?organisation:organisation-suffix",
                "Mary Church=?organisation:organisation-suffix",
            ],
        ),
        (
            "They say Xobost Zarev said so. They say Xobost Zarev Lund Berg said so. They met Uxobo, who left.",
            &[
                "Xobost Zarev=?person:speech",
                "Xobost Zarev Lund Berg=?person:speech",
                "Uxobo=?person:speech",
            ],
        ),
        (
            "Mr Xobost-Zarev left. Xobost-Zarev left. Anna-Maria Kvist left. Anna-Maria left.",
            &[
                "Xobost-Zarev=?person:title",
                "Xobost-Zarev=?person:title",
                "Anna-Maria Kvist=?person:first-name",
            ],
        ),
        (
            "Xobost is a large town. Zarev was the old Norwegian capital. Lukast, a town, fell. Uxobo is a man in a town.",
            &[
                "Xobost=?place:place-context",
                "Zarev=?place:place-context",
                "Norwegian=norwegian:name",
            ],
        ),
        (
            "Will Young came. Will he go? Young left. They saw Will and Young there.",
            &[
                "Will Young=?person:first-name",
                "Young=?person:short",
                "Will=?person:short",
                "Young=?person:short",
            ],
        ),
    ]);
}

#[test]
fn capitals_without_a_known_word_tell_little() {
    check(&[
        (
            "They met the Xobost Zarev. They met XOBOST Zarev.",
            &["Xobost Zarev=?organisation:shape"],
        ),
        ("They met Xobost Young.", &["Xobost Young=?person:shape"]),
        (
            "They met Ux there, saw Ux go, and asked Ux to come, and Ux came.",
            &[],
        ),
        (
            "They met Uxo there, saw Uxo go, and asked Uxo to come, and Uxo came.",
            &[
                "Uxo=?organisation:recurring",
                "Uxo=?organisation:recurring",
                "Uxo=?organisation:recurring",
                "Uxo=?organisation:recurring",
            ],
        ),
        (
            "They liked Nashville and Andersonville, and Xobostburg.",
            &[
                "Nashville=nashville:name/type",
                "Andersonville=?place:place-word",
                "Xobostburg=?place:place-word",
            ],
        ),
        (
            "Upper Xobost is far. They saw Upper Xobost. New House is far. They saw Lake Xobost. They saw Lake House.",
            &[
                "Xobost=?place:place-context",
                "Upper Xobost=?place:place-word",
                "New House=?place:place-word",
                "Lake Xobost=?place:place-word",
                "Lake House=?place:place-word",
            ],
        ),
        (
            "They saw Carnegie Hall, Oslo Hall and Reading Hall.",
            &[
                "Carnegie Hall=?place:place-word",
                "Oslo Hall=?place:place-word",
                "Reading Hall=?place:place-word",
            ],
        ),
    ]);
}

#[test]
fn lines_of_capitals_and_headings() {
    check(&[
        (
            "ANNA KVIST WINS\n\nAnna Kvist won the race in the end and went home.",
            &["ANNA KVIST=?person:short", "Anna Kvist=?person:first-name"],
        ),
        (
            "Anna Kvist won the race in the end and went home.\n\nANNA KVIST WINS AGAIN\n\nKVIST HAPPY AS ANNA SMILES",
            &[
                "Anna Kvist=?person:first-name",
                "ANNA KVIST=?person:short",
                "KVIST=?person:short",
                "ANNA=?person:short",
            ],
        ),
        (
            "The European\nUnion voted. The European Union's council. EUROPEAN UNION VOTES",
            &[
                "European Union=european-union:name",
                "EUROPEAN UNION=european-union:name",
            ],
        ),
        (
            "UNITED NATIONS MEETS IN OSLO",
            &["UNITED NATIONS=united-nations:name", "OSLO=oslo:name"],
        ),
        (
            "How The Supreme Court Met The White House In New York",
            &[
                "Supreme Court=supreme-court:name",
                "White House=white-house:name",
                "New York=new-york-city:alias",
            ],
        ),
        (
            "XOBOST, Texas, where the line goes on and on without any dash until far behind - It rained.",
            &["XOBOST=?organisation:acronym", "Texas=texas:name"],
        ),
        (
            "He kept \"Xobost Zarev\" but not (\"Lukast Kvist\").",
            &["Lukast Kvist=?person:shape"],
        ),
        (
            "They met the Minister of Trade and Ann Hall.",
            &["Ann Hall=?person:first-name"],
        ),
        (
            "Why The Oslo Council Is Losing Its Young Voters",
            &["Oslo Council=?organisation:organisation-suffix"],
        ),
        (
            "ANN HALL: Yes.\nIAN XOBOST: No.\nXOBOST ZAREV: So.\nHALL: Well.",
            &[
                "ANN HALL=?person:speech",
                "IAN XOBOST=?person:speech",
                "HALL=?person:short",
            ],
        ),
    ]);
}

#[test]
fn short_forms_stand_for_the_names_before_them() {
    check(&[
        (
            "The Xobost Trade Union met. The XTU left.",
            &[
                "Xobost Trade Union=?organisation:organisation-suffix",
                "XTU=?organisation:short",
            ],
        ),
        (
            "Anna van der Kvist left. Then van der Kvist came. Der Kvist left. Kvist came.",
            &[
                "Anna van der Kvist=?person:first-name",
                "van der Kvist=?person:short",
                "Der Kvist=?person:short",
                "Kvist=?person:short",
            ],
        ),
        (
            "Anna Maria Kvist Berg left. Kvist Berg came. Berg came. Maria came.",
            &[
                "Anna Maria Kvist Berg=?person:first-name",
                "Kvist Berg=?person:short",
                "Berg=?person:short",
            ],
        ),
        (
            "Xo Chemical Corp said so. Xo left.",
            &["Xo Chemical Corp=?organisation:organisation-suffix"],
        ),
        (
            "Xobost Motors Ltd left. Xobost Motors came.",
            &[
                "Xobost Motors Ltd=?organisation:organisation-suffix",
                "Xobost Motors=?organisation:short",
            ],
        ),
        (
            "Washington, D.C. is far. Xobost, Inc. is far. Xobost, Zarev is far.",
            &[
                "Washington, D.C.=washington:alias",
                "Xobost, Inc.=?organisation:organisation-suffix",
                "Xobost=?organisation:short",
            ],
        ),
        (
            "The Walker left. Walker is far. In Walker it rained. Walker said so. Walker grew.",
            &["Walker=?place:place-context", "Walker=?person:speech"],
        ),
    ]);
}

#[test]
fn names_of_a_short_list_are_taken_as_meant() {
    check_short(&[
        ("He told Ian Hall I was ill.", &["Ian Hall=ian-hall:name"]),
        ("He told Jordan I was ill.", &["Jordan=jordan:name/type"]),
        ("JORDAN 2024-05-01 said he.", &["JORDAN=jordan:name/type"]),
        (
            "Anna Maria Kvist Berg left. Kvist Berg came. Berg came. Maria came.",
            &[
                "Anna Maria Kvist Berg=?person:first-name",
                "Kvist Berg=?person:short",
                "Berg=?person:short",
            ],
        ),
        (
            "Anna van der Kvist left. Then van der Kvist came. Der Kvist left. Kvist came.",
            &[
                "Anna van der Kvist=?person:first-name",
                "van der Kvist=?person:short",
                "Der Kvist=?person:short",
                "Kvist=?person:short",
            ],
        ),
        (
            "They saw the striker Young and Mr German.",
            &["Young=?person:title"],
        ),
        (
            "Mikhail Kvistin came. Then Bvistin left.",
            &["Mikhail Kvistin=mikhail-kvistin:name"],
        ),
        (
            "Mikhail Kvistin came. Xobost's Kvistyn left.",
            &[
                "Mikhail Kvistin=mikhail-kvistin:name",
                "Kvistyn=mikhail-kvistin:spelling",
            ],
        ),
        (
            "Anna Kvistin came. Mikhail Kvistyn came.",
            &[
                "Anna Kvistin=?person:first-name",
                "Mikhail Kvistyn=mikhail-kvistin:spelling",
            ],
        ),
        ("Mercedes-Oslo left. He saw Oslo-Benz.", &[]),
        (
            "The match of the league and the goal. Paris beat Rome. They played against Oslo. Oslo fans left. They beat Jordan.",
            &[
                "Oslo=oslo:name",
                "Oslo=oslo:name",
                "Jordan=jordan-person:name/type",
            ],
        ),
    ]);
}

/// Expects `surface=why` of each listed name that is none where it stands, and behind them the words
/// of which nothing is known, with the list that ships.
#[track_caller]
fn check_left(text: &str, dropped: &[&str], undecided: &[&str]) {
    let linked = discovered(&Document::new("1.txt", text), shipped());
    let found = linked.dropped.iter();
    let found = found.map(|one| format!("{}={}", one.span.of(text), one.why.as_str()));
    assert_eq!(found.collect::<Vec<_>>(), dropped, "{text}");
    let found = linked.undecided.iter().map(|span| span.of(text));
    assert_eq!(found.collect::<Vec<_>>(), undecided, "{text}");
}

#[test]
fn what_is_no_name_is_told_with_its_reason() {
    check_left(
        "Young Oslo left. Then Young New York left.",
        &["Young=left-off", "Young=left-off", "York=longer"],
        &[],
    );
    check_left(
        "Why The Oslo Council Is Losing Its Young Voters",
        &["Oslo=inside", "Young=ordinary/heading"],
        &[],
    );
    check_left(
        "Pro-Oslo forces held the Oslo-Rome road.",
        &["Oslo=part-of-word"],
        &["Pro-Oslo"],
    );
    check_left(
        "They left. The European\nUnion voted.",
        &["European\nUnion=line", "European=longer"],
        &["Union"],
    );
    check_left(
        "Oslo King Harris left.",
        &["King=left-off", "Harris=surname"],
        &[],
    );
}
