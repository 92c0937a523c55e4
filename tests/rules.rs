//! Rules of linking by example: each group with it and without it, and what comes of sentences of
//! many kinds of text with nothing but what ships.

mod support;

use std::fmt::Write;
use std::sync::LazyLock;

use comention::gazetteer::{EntityType, Gazetteer, Group, Groups, Index, Matching};
use comention::read::Document;
use support::linking::{self, discovered, shipped};

const LIST: &str = r#"
    [[entity]]
    type = "person"
    name = "Ian Hall"
    [[entity]]
    type = "person"
    name = "Mikhail Kvistin"
    [[entity]]
    type = "person"
    name = "Volodymyr Bergsky"
    [[entity]]
    type = "person"
    name = "Mrs Rask"
    aliases = ["Rask"]
    [[entity]]
    type = "person"
    name = "Olav Rask"
    [[entity]]
    id = "ann-old"
    type = "person"
    name = "Ann Kvist"
    born = 1850
    died = 1901
    [[entity]]
    id = "ann-new"
    type = "person"
    name = "Ann Kvist"
    born = "1960-02-03"
    [[entity]]
    type = "place"
    name = "Oslo"
    [[entity]]
    type = "place"
    name = "Reading"
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
    [[entity]]
    id = "lund-small"
    type = "place"
    name = "Lund"
    population = 900
    [[entity]]
    id = "lund-large"
    type = "place"
    name = "Lund"
    population = 90000
    [[entity]]
    type = "place"
    name = "Norway"
    [[entity]]
    id = "berg-norway"
    type = "place"
    name = "Berg"
    part_of = "norway"
    [[entity]]
    id = "berg-other"
    type = "place"
    name = "Berg"
"#;

/// So many that the list was not written for the texts at hand.
static LONG: LazyLock<Gazetteer> = LazyLock::new(|| {
    let mut list = LIST.to_owned();
    for number in 0..3_000 {
        writeln!(
            list,
            "[[entity]]\ntype = \"other\"\nname = \"Zzz Filler{number}\""
        )
        .expect("strings take all");
    }
    Gazetteer::from_toml(&list, "test").expect("a good list")
});

fn index(gazetteer: &Gazetteer, without: Groups) -> Index {
    let matching = Matching {
        without,
        ..Matching::default()
    };
    Index::new(gazetteer, matching)
}

fn shown(text: &str, date: Option<&str>, index: &Index) -> Vec<String> {
    let mut document = Document::new("1.txt", text);
    let date = date.map(|date| ("date".to_owned(), date.to_owned()));
    document.metadata.extend(date);
    linking::shown(text, &discovered(&document, index), index)
}

#[track_caller]
fn check(group: Group, text: &str, with: &[&str], without: &[&str]) {
    check_in(group, text, None, with, without);
}

/// Expects `with` of a text, and `without` where the group is left out.
#[track_caller]
fn check_in(group: Group, text: &str, date: Option<&str>, with: &[&str], without: &[&str]) {
    assert_eq!(shown(text, date, &index(&LONG, Groups::default())), with);
    let left = index(&LONG, [group].into_iter().collect());
    assert_eq!(
        shown(text, date, &left),
        without,
        "without {}",
        group.as_str()
    );
}

#[test]
fn groups_have_names() {
    for group in Group::ALL {
        assert_eq!(Group::named(group.as_str()), Some(group));
        let docs = include_str!("../docs/rules.md");
        assert!(
            docs.contains(&format!("| `{}` |", group.as_str())),
            "{group:?}"
        );
    }
}

#[test]
fn a_name_inside_a_longer_one_is_no_mention() {
    check(
        Group::Embedded,
        "He left the University of Oslo.",
        &["University of Oslo=?organisation:organisation-head"],
        &["Oslo=oslo:name"],
    );
}

#[test]
fn an_ordinary_word_is_no_name() {
    check(
        Group::Ordinary,
        "Reading is slow. He said so.",
        &[],
        &["Reading=reading:name"],
    );
}

#[test]
fn words_beside_it_tell_the_kind_of_a_name() {
    check(
        Group::Types,
        "He flew to Jordan and met nobody. In Jordan it rained.",
        &["Jordan=jordan:name/type", "Jordan=jordan:name/type"],
        &[
            "Jordan=jordan-person:name/type",
            "Jordan=jordan-person:name/type",
        ],
    );
}

#[test]
fn towns_in_results_are_teams() {
    check(
        Group::Sport,
        "The match ended the season.\nOslo 3 Lund 1",
        &["Oslo=?organisation:listed", "Lund=?organisation:listed"],
        &["Oslo=oslo:name", "Lund=lund-large:name/prior"],
    );
}

#[test]
fn short_forms_stand_for_full_names() {
    check(
        Group::Short,
        "Ian Hall left. Then Hall came back.",
        &["Ian Hall=ian-hall:name", "Hall=ian-hall:surname"],
        &["Ian Hall=ian-hall:name"],
    );
}

#[test]
fn everybody_knows_some_short_forms() {
    check(
        Group::Known,
        "They asked the UN for help.",
        &["UN=united-nations:alias"],
        &["UN=?organisation:acronym"],
    );
}

#[test]
fn one_place_tells_what_a_word_is_in_another() {
    check(
        Group::Repeats,
        "He lives in Reading now. Reading grew.",
        &["Reading=reading:name", "Reading=reading:name"],
        &["Reading=reading:name"],
    );
}

#[test]
fn titles_tell_persons() {
    check(
        Group::Titles,
        "They met Mr Xobost there.",
        &["Xobost=?person:title"],
        &[],
    );
}

#[test]
fn first_names_tell_persons() {
    check(
        Group::FirstNames,
        "They met Anna Xobost there.",
        &["Anna Xobost=?person:first-name"],
        &["Anna Xobost=?person:shape"],
    );
}

#[test]
fn initials_tell_persons() {
    check(
        Group::Initials,
        "They met J. Xobost there.",
        &["J. Xobost=?person:initial"],
        &[],
    );
}

#[test]
fn persons_speak() {
    check(
        Group::Speech,
        "\"Not yet,\" said Xobost.",
        &["Xobost=?person:speech"],
        &[],
    );
}

#[test]
fn words_tell_organisations() {
    check(
        Group::Bodies,
        "They own Xobost Bank now.",
        &["Xobost Bank=?organisation:organisation-suffix"],
        &[],
    );
    check(
        Group::Bodies,
        "The University of Xobost grew.",
        &["University of Xobost=?organisation:organisation-head"],
        &[],
    );
}

#[test]
fn words_tell_places() {
    check(
        Group::Places,
        "It flows to the Xobost River.",
        &["Xobost River=?place:place-word"],
        &["Xobost River=?organisation:shape"],
    );
}

#[test]
fn words_beside_it_tell_a_name() {
    check(
        Group::Context,
        "He lives in Xobosto.",
        &["Xobosto=?place:place-context"],
        &[],
    );
    check(
        Group::Context,
        "Xobosto is a village by the sea.",
        &["Xobosto=?place:place-context"],
        &[],
    );
}

#[test]
fn works_and_events_are_none_of_the_three() {
    check(
        Group::Others,
        "They watched Anna Xobost Week together.",
        &[],
        &["Anna Xobost Week=?person:first-name"],
    );
}

#[test]
fn unknown_capitals_are_most_often_a_person() {
    check(
        Group::Shape,
        "We saw Xobost Zarev there.",
        &["Xobost Zarev=?person:shape"],
        &[],
    );
}

#[test]
fn what_an_entity_belongs_to_decides() {
    check(
        Group::Company,
        "Norway is far. They saw Berg too.",
        &["Norway=norway:name", "Berg=berg-norway:name/company"],
        &["Norway=norway:name", "Berg=berg-norway:name/first"],
    );
}

#[test]
fn the_larger_of_two_is_meant() {
    check(
        Group::Prior,
        "They saw Lund too.",
        &["Lund=lund-large:name/prior"],
        &["Lund=lund-small:name/first"],
    );
}

#[test]
fn other_sexes_and_first_names_are_other_persons() {
    check(
        Group::Vetoes,
        "Ian Hall met Peter Hall. Then Hall left.",
        &[
            "Ian Hall=ian-hall:name",
            "Peter Hall=?person:first-name",
            "Hall=?person:short",
        ],
        &[
            "Ian Hall=ian-hall:name",
            "Peter Hall=?person:first-name",
            "Hall=ian-hall:surname",
        ],
    );
    check(
        Group::Vetoes,
        "Ian Hall spoke. Then Mrs Hall left.",
        &["Ian Hall=ian-hall:name", "Hall=?person:short"],
        &["Ian Hall=ian-hall:name", "Hall=ian-hall:surname"],
    );
    check(
        Group::Vetoes,
        "Mrs Rask met Olav Rask. Rask left with Mrs Rask.",
        &[
            "Mrs Rask=mrs-rask:name",
            "Olav Rask=olav-rask:name",
            "Rask=olav-rask:surname",
            "Mrs Rask=mrs-rask:name",
        ],
        &[
            "Mrs Rask=mrs-rask:name",
            "Olav Rask=olav-rask:name",
            "Rask=olav-rask:surname",
            "Mrs Rask=mrs-rask:name",
        ],
    );
    check_in(
        Group::Vetoes,
        "They saw Ann Kvist.",
        Some("1990-05-01"),
        &["Ann Kvist=ann-new:name"],
        &["Ann Kvist=ann-old:name/first"],
    );
    check_in(
        Group::Vetoes,
        "They saw Ann Kvist.",
        Some("1890"),
        &["Ann Kvist=ann-old:name"],
        &["Ann Kvist=ann-old:name/first"],
    );
}

#[test]
fn other_spellings_are_one_name() {
    check(
        Group::Spelling,
        "Mikhail Kvistyn came. Then Kvistin left.",
        &[
            "Mikhail Kvistyn=mikhail-kvistin:spelling",
            "Kvistin=mikhail-kvistin:spelling",
        ],
        &["Mikhail Kvistyn=?person:first-name"],
    );
    check(
        Group::Spelling,
        "Volodymyr Bergsky came. Then Bergskiy left.",
        &[
            "Volodymyr Bergsky=volodymyr-bergsky:name",
            "Bergskiy=volodymyr-bergsky:spelling",
        ],
        &["Volodymyr Bergsky=volodymyr-bergsky:name"],
    );
    check(
        Group::Spelling,
        "Volodymyr Bergsky came. Then Anna Bergskiy left.",
        &[
            "Volodymyr Bergsky=volodymyr-bergsky:name",
            "Anna Bergskiy=?person:first-name",
        ],
        &[
            "Volodymyr Bergsky=volodymyr-bergsky:name",
            "Anna Bergskiy=?person:first-name",
        ],
    );
    check(
        Group::Spelling,
        "Mikhail Kvistin came. Then Kvistina left.",
        &["Mikhail Kvistin=mikhail-kvistin:name"],
        &["Mikhail Kvistin=mikhail-kvistin:name"],
    );
}

/// `surface=type` of the mentions of persons, places and organisations, listed or not.
fn names(text: &str) -> Vec<String> {
    let index = shipped();
    let linked = discovered(&Document::new("1.txt", text), index);
    let mentions = linked
        .mentions
        .iter()
        .map(|one| (one.span, index.entity(one.entity).entity_type));
    let found = linked
        .found
        .iter()
        .map(|one| (one.span, one.kind.entity_type()));
    let mut all: Vec<_> = mentions.chain(found).collect();
    all.retain(|(_, kind)| *kind != EntityType::Other);
    all.sort_by_key(|(span, _)| span.start);
    let shown = all
        .iter()
        .map(|(span, kind)| format!("{}={}", span.of(text), &kind.as_str()[..3]));
    shown.collect()
}

#[track_caller]
fn check_names(cases: &[(&str, &[&str])]) {
    for (text, expected) in cases {
        assert_eq!(names(text), *expected, "{text}");
    }
}

#[test]
fn reports_of_agencies() {
    check_names(&[
        (
            "LAGOS, March 4 (Reuters) - Nigerian President Ayo Bankole met Ghana's finance minister Kwesi Mensah-Boateng on Tuesday.",
            &[
                "LAGOS=pla",
                "Reuters=org",
                "Ayo Bankole=per",
                "Ghana=pla",
                "Kwesi Mensah-Boateng=per",
            ],
        ),
        (
            "Shares in Harlow & Pike Plc fell 3 percent after its chief executive, Dame Rosalind Archer, resigned.",
            &["Harlow & Pike Plc=org", "Rosalind Archer=per"],
        ),
        (
            "The Kestrel Liberation Front (KLF) said its fighters had left Bandari. A KLF spokesman declined to comment.",
            &["Kestrel Liberation Front=org", "KLF=org", "KLF=org"],
        ),
        (
            "German Foreign Minister Klaus von Rehbein told the Bundestag that talks with Iran's Hossein Tavakoli had failed.",
            &[
                "Klaus von Rehbein=per",
                "Bundestag=org",
                "Iran=pla",
                "Hossein Tavakoli=per",
            ],
        ),
        (
            "Police in Cape Town arrested Sipho Ndlovu, 34, and his brother Thabo.",
            &["Cape Town=pla", "Sipho Ndlovu=per", "Thabo=per"],
        ),
        (
            "Well, I'm Mario Lucesti, and Don Maitland joined the board at the General Meeting.",
            &["Mario Lucesti=per", "Don Maitland=per"],
        ),
        (
            "Sen. Rosa Harlow, R-Wichita, and Texas Gov. Ian Pike took the Lund and Berg Railway.",
            &[
                "Rosa Harlow=per",
                "Wichita=pla",
                "Texas=pla",
                "Ian Pike=per",
                "Lund and Berg Railway=org",
            ],
        ),
        (
            "The Dalai Lama met Archbishop Desmond Tutu in Dharamsala.",
            &["Dalai Lama=per", "Desmond Tutu=per", "Dharamsala=pla"],
        ),
        (
            "The U.S. Environmental Protection Agency fined Tarrow Chemical Corp. The EPA said Tarrow had polluted the Big Sandy River.",
            &[
                "U.S. Environmental Protection Agency=org",
                "Tarrow Chemical Corp=org",
                "EPA=org",
                "Tarrow=org",
                "Big Sandy River=pla",
            ],
        ),
        (
            "14:32 GMT: Russian forces have entered Severny, says Ukraine's General Staff.",
            &["Ukraine=pla", "General Staff=org"],
        ),
        (
            "Ukraine's Ministry of Defence said that the Kerch Bridge was hit. The General Staff denied it.",
            &[
                "Ukraine=pla",
                "Ministry of Defence=org",
                "Kerch Bridge=pla",
                "General Staff=org",
            ],
        ),
        (
            "The company, a unit of Kvistholm Holdings Ltd., has offices in Rome. It employs 300 people.",
            &["Kvistholm Holdings Ltd.=org", "Rome=pla"],
        ),
        (
            "\"We will not negotiate,\" said Foreign Ministry spokesman Bilal Haddad in Damascus.",
            &["Foreign Ministry=org", "Bilal Haddad=per", "Damascus=pla"],
        ),
        (
            "The Kvist Daily Star said on Sunday that the Islamic Kvist Front had claimed the attack.",
            &["Kvist Daily Star=org", "Islamic Kvist Front=org"],
        ),
        (
            "Shares of Kvist Motors Inc. rose. The carmaker said so.",
            &["Kvist Motors Inc.=org"],
        ),
    ]);
}

#[test]
fn articles_of_an_encyclopaedia() {
    check_names(&[
        (
            "Ludwig Amadeus Brenner (12 May 1843 – 3 June 1901) was an Austrian botanist born in Graz. Brenner studied at the University of Vienna.",
            &[
                "Ludwig Amadeus Brenner=per",
                "Graz=pla",
                "Brenner=per",
                "University of Vienna=org",
            ],
        ),
        (
            "The Treaty of Varnstead was signed in 1713 by Queen Anne and Louis XIV of France.",
            &["Anne=per", "Louis XIV=per", "France=pla"],
        ),
        (
            "Calder Valley Railway was a British railway company founded in 1845 in Halifax, West Yorkshire.",
            &[
                "Calder Valley Railway=org",
                "Halifax=pla",
                "West Yorkshire=pla",
            ],
        ),
        (
            "He played for Sheffield Wednesday, Crystal Palace and Nottingham Forest before moving to Real Sociedad.",
            &[
                "Sheffield Wednesday=org",
                "Crystal Palace=org",
                "Nottingham Forest=org",
                "Real Sociedad=org",
            ],
        ),
        (
            "The Battle of Kessler Ridge took place during the Second World War between the Red Army and the Wehrmacht.",
            &["Red Army=org"],
        ),
        (
            "Nintendo released the Game Boy in Japan in April 1989; Sega and Atari followed.",
            &["Nintendo=org", "Japan=pla"],
        ),
        (
            "Mount Arvon, on the border of Baraga County, Michigan, is the highest point in the state.",
            &["Mount Arvon=pla", "Baraga County=pla", "Michigan=pla"],
        ),
        (
            "The Royal Society of Chemistry awarded her the Davy Medal in 1998.",
            &["Royal Society of Chemistry=org"],
        ),
        (
            "Kvistora is a genus of moths of the family Noctuidae. It was described by Francis Walker in 1865.",
            &["Francis Walker=per"],
        ),
    ]);
}

#[test]
fn interviews_with_labels() {
    check_names(&[
        (
            "INTERVIEWER: Where did you grow up, Marcus?",
            &["Marcus=per"],
        ),
        (
            "MARCUS WEBB: I grew up in Leeds, and then my mum moved us to Bristol.",
            &["MARCUS WEBB=per", "Leeds=pla", "Bristol=pla"],
        ),
        (
            "MARCUS WEBB: And your mother?\nHOST: She left.\nWEBB: When was that?",
            &["MARCUS WEBB=per", "WEBB=per"],
        ),
        (
            "Q: When did you meet Dr. Halvorsen?  A: Oh, Ingrid? We met at MIT in 2004.",
            &["Halvorsen=per", "Ingrid=per", "MIT=org"],
        ),
        (
            "Well, I think Google and Facebook changed everything. But Tim always said so.",
            &["Google=org", "Facebook=org", "Tim=per"],
        ),
        (
            "Yeah, I mean, Wikinews contacted the Prime Minister's Office, but Downing Street said nothing.",
            &["Wikinews=org", "Downing Street=pla"],
        ),
    ]);
}

#[test]
fn local_news() {
    check_names(&[
        (
            "The Fairview City Council voted 5-2 Monday to rename Elm Street after the late Councilwoman Harriet Boyle.",
            &[
                "Fairview City Council=org",
                "Elm Street=pla",
                "Harriet Boyle=per",
            ],
        ),
        (
            "St. Mary's High School beat Lincoln High, 3-1, at Memorial Stadium in Springfield, Ohio.",
            &[
                "St. Mary's High School=org",
                "Memorial Stadium=pla",
                "Springfield=pla",
                "Ohio=pla",
            ],
        ),
        (
            "Funeral services for Edna Mae Lovell, 87, of Cedar Falls will be at Grace Lutheran Church.",
            &[
                "Edna Mae Lovell=per",
                "Cedar Falls=pla",
                "Grace Lutheran Church=org",
            ],
        ),
        (
            "Mayor Linda Kowalski told the Daily Courier that Riverside Park will reopen in May.",
            &[
                "Linda Kowalski=per",
                "Daily Courier=org",
                "Riverside Park=pla",
            ],
        ),
        (
            "The Women's Hospital on Maple Avenue and Queen's University signed the pact.",
            &[
                "Women's Hospital=org",
                "Maple Avenue=pla",
                "Queen's University=org",
            ],
        ),
    ]);
}

#[test]
fn results() {
    check_names(&[
        (
            "Manchester United beat Leeds United 2-1 at Old Trafford, with Ryan Giggs scoring twice.",
            &[
                "Manchester United=org",
                "Leeds United=org",
                "Old Trafford=pla",
                "Ryan Giggs=per",
            ],
        ),
        (
            "1. Hans Keller (Switzerland) 1:45.32",
            &["Hans Keller=per", "Switzerland=pla"],
        ),
        (
            "Dynamo Minsk drew with FC Twente; Maccabi Haifa lost to AC Fiorentina.",
            &[
                "Dynamo Minsk=org",
                "FC Twente=org",
                "Maccabi Haifa=org",
                "AC Fiorentina=org",
            ],
        ),
        (
            "Oslo Kvist (Norway) beat Maria Hansen (Denmark) 6-2 6-3 in the first round.",
            &[
                "Oslo Kvist=per",
                "Norway=pla",
                "Maria Hansen=per",
                "Denmark=pla",
            ],
        ),
    ]);
}

#[test]
fn novels() {
    check_names(&[
        (
            "\"You are late, Mr. Thackery,\" said Lady Windham. \"Miss Cora has gone to Bath.\"",
            &["Thackery=per", "Windham=per", "Cora=per"],
        ),
        (
            "The widow Carlin and Aunt Prue sat by the fire while old Jonas Pettibone told of the Indies.",
            &["Carlin=per", "Prue=per", "Jonas Pettibone=per"],
        ),
        (
            "Madame Lavoisier and Monsieur de Courcy came from Dijon.",
            &["Lavoisier=per", "de Courcy=per", "Dijon=pla"],
        ),
        (
            "\"Come here, Pip!\" cried Joe. Pip came, and Joe laughed.",
            &["Joe=per", "Joe=per"],
        ),
        (
            "\"Not yet,\" said Trenneth, and Captain Ruvey smiled. They all liked Ruvey and Trenneth.",
            &["Trenneth=per", "Ruvey=per", "Ruvey=per", "Trenneth=per"],
        ),
        (
            "The Marquise de Lorvaux danced with the Abbé Tirlin.",
            &["de Lorvaux=per", "Tirlin=per"],
        ),
        (
            "She wrote \"The Willow Road\" and \"Quiet Harbour,\" and Emily Brook read both to John King Harris.",
            &["Emily Brook=per", "John King Harris=per"],
        ),
    ]);
}

#[test]
fn offices_and_acronyms_before_names() {
    check_names(&[
        (
            "US President Ann Tolley met the envoy to the UN Linda Farrow.",
            &["US=pla", "Ann Tolley=per", "UN=org", "Linda Farrow=per"],
        ),
        (
            "It was Oslo City Manager Olav Torvik who called Mayor-President Sid Ewing.",
            &["Oslo=pla", "Olav Torvik=per", "Sid Ewing=per"],
        ),
        (
            "HARWELL, Texas (AP) - Every Harwell Town Council member left at midnight. (Photo) Every Harwell Town Council member came back.",
            &[
                "HARWELL=pla",
                "Texas=pla",
                "AP=org",
                "Harwell Town Council=org",
                "Harwell Town Council=org",
            ],
        ),
        (
            "Tavrik Chemical Corp said on Monday that Tavrik would close.",
            &["Tavrik Chemical Corp=org", "Tavrik=org"],
        ),
        (
            "The critics praised Lothar Monk. Min 2: a corner.",
            &["Lothar Monk=per"],
        ),
    ]);
}

#[test]
fn headlines_and_small_letters() {
    check_names(&[
        (
            "PRESIDENT BANKOLE MEETS UN CHIEF IN GENEVA",
            &["UN=org", "GENEVA=pla"],
        ),
        (
            "Why Oslo Is Losing Its Young Voters To Right-Wing Parties",
            &["Oslo=pla"],
        ),
        ("then anna kvist went to paris and met the mayor", &[]),
        ("ANNA KVIST WINS IN PARIS", &["PARIS=pla"]),
        ("so i told him we should go to london and he said no", &[]),
    ]);
}

#[test]
fn names_of_many_lands() {
    check_names(&[
        (
            "Angela von Trotha und Herr Müller trafen Bundeskanzler Olaf Scholz in Düsseldorf.",
            &[
                "Angela von Trotha=per",
                "Müller=per",
                "Olaf Scholz=per",
                "Düsseldorf=pla",
            ],
        ),
        (
            "Jean-Luc de La Rochefoucauld a rencontré Madame Dupont à Lyon, dit Le Monde.",
            &[
                "Jean-Luc de La Rochefoucauld=per",
                "Dupont=per",
                "Lyon=pla",
                "Le Monde=org",
            ],
        ),
        (
            "José Luis Rodríguez Zapatero y María del Carmen Ruiz hablaron en Zaragoza.",
            &[
                "José Luis Rodríguez Zapatero=per",
                "María del Carmen Ruiz=per",
                "Zaragoza=pla",
            ],
        ),
        (
            "Dmitry Anatolyevich Peskov said Lavrov would meet Sergei Shoigu at the Kremlin. Peskov added nothing.",
            &[
                "Dmitry Anatolyevich Peskov=per",
                "Lavrov=per",
                "Sergei Shoigu=per",
                "Kremlin=org",
                "Peskov=per",
            ],
        ),
        (
            "Volodymyr Zelenskyy met Andriy Yermak; Yermak thanked President Zelenskyy.",
            &[
                "Volodymyr Zelenskyy=per",
                "Andriy Yermak=per",
                "Yermak=per",
                "Zelenskyy=per",
            ],
        ),
        (
            "Mohammed bin Salman met Sheikh Tamim bin Hamad al-Thani in Doha, where al-Thani thanked King Abdullah II.",
            &[
                "Mohammed bin Salman=per",
                "Tamim bin Hamad al-Thani=per",
                "Doha=pla",
                "al-Thani=per",
                "King Abdullah II=per",
            ],
        ),
        (
            "Xi Jinping met Li Keqiang; Zhang Yimou and Yao Ming were present with Kim Jong-un.",
            &[
                "Xi Jinping=per",
                "Li Keqiang=per",
                "Zhang Yimou=per",
                "Yao Ming=per",
                "Kim Jong-un=per",
            ],
        ),
        (
            "Ruud van Nistelrooy and Edwin van der Sar played for Ajax; Van der Sar retired.",
            &[
                "Ruud van Nistelrooy=per",
                "Edwin van der Sar=per",
                "Ajax=org",
                "Van der Sar=per",
            ],
        ),
        (
            "Jordan King and Chelsea Clinton flew to Sydney; Paris Hilton stayed in Florence.",
            &[
                "Jordan King=per",
                "Chelsea Clinton=per",
                "Sydney=pla",
                "Paris Hilton=per",
                "Florence=pla",
            ],
        ),
        (
            "Will Mark drop Bill? May will decide in May. April Jones met Rose in Summer.",
            &["April Jones=per"],
        ),
        (
            "Putin met Alexander Novak and Yuri Borisov; Novak flew to Baku.",
            &[
                "Putin=per",
                "Alexander Novak=per",
                "Yuri Borisov=per",
                "Novak=per",
                "Baku=pla",
            ],
        ),
        (
            "Oleksandr Kvistenko, a deputy of the Verkhovna Rada, spoke in Lviv. Kvistenko is from Poltava.",
            &[
                "Oleksandr Kvistenko=per",
                "Verkhovna Rada=org",
                "Lviv=pla",
                "Kvistenko=per",
                "Poltava=pla",
            ],
        ),
        (
            "Ursula von der Leyen and Jens Stoltenberg met in Brussels. Von der Leyen spoke first.",
            &[
                "Ursula von der Leyen=per",
                "Jens Stoltenberg=per",
                "Brussels=pla",
                "Von der Leyen=per",
            ],
        ),
        (
            "Charles de Gaulle left Paris; de Gaulle went to London.",
            &[
                "Charles de Gaulle=per",
                "Paris=pla",
                "de Gaulle=per",
                "London=pla",
            ],
        ),
        (
            "Gabriel García Márquez wrote in Bogotá; García Márquez had a house in Cartagena.",
            &[
                "Gabriel García Márquez=per",
                "Bogotá=pla",
                "García Márquez=per",
                "Cartagena=pla",
            ],
        ),
        (
            "Present: Anna Kvist, Peter Lund, Maria del Mar Ortiz, J. P. Zarev.",
            &[
                "Anna Kvist=per",
                "Peter Lund=per",
                "Maria del Mar Ortiz=per",
                "J. P. Zarev=per",
            ],
        ),
        (
            "Chapter IV tells how Henry VIII married.",
            &["Henry VIII=per"],
        ),
        (
            "Damon Hill and Benny Hill met at Victoria Park, near Hyde Park Corner.",
            &["Damon Hill=per", "Benny Hill=per", "Victoria Park=pla"],
        ),
    ]);
}

#[test]
fn bodies_and_acronyms() {
    check_names(&[
        (
            "The World Health Organization and Médecins Sans Frontières opened a clinic run by the Gates Foundation.",
            &[
                "World Health Organization=org",
                "Médecins Sans Frontières=org",
                "Gates Foundation=org",
            ],
        ),
        (
            "Harvard professor Steven Lukes and Yale's Amy Chua wrote in The New Yorker and the Wall Street Journal.",
            &[
                "Harvard=org",
                "Steven Lukes=per",
                "Yale=org",
                "Amy Chua=per",
                "The New Yorker=org",
                "Wall Street Journal=org",
            ],
        ),
        (
            "The Supreme Court ruled against Microsoft, and the Securities and Exchange Commission (SEC) appealed.",
            &[
                "Supreme Court=org",
                "Microsoft=org",
                "Securities and Exchange Commission=org",
                "SEC=org",
            ],
        ),
        (
            "The African Development Bank will lend Kenya Airways $20 million, Treasury Secretary Njuguna Ndung'u said.",
            &[
                "African Development Bank=org",
                "Kenya Airways=org",
                "Njuguna Ndung'u=per",
            ],
        ),
        (
            "He works for the Ministry of Foreign Affairs, the House of Commons and the Bank of England.",
            &[
                "Ministry of Foreign Affairs=org",
                "House of Commons=org",
                "Bank of England=org",
            ],
        ),
        (
            "Obama's Chicago office, Ford's Detroit plant and Marks & Spencer's Oxford Street shop closed.",
            &[
                "Obama=per",
                "Chicago=pla",
                "Detroit=pla",
                "Marks & Spencer=org",
                "Oxford Street=pla",
            ],
        ),
        ("The CEO of the NGO sent a PDF by GPS to the ICU.", &[]),
        (
            "The Book of Genesis and the New Testament are read in St. Peter's Basilica in Vatican City.",
            &["St. Peter's Basilica=pla", "Vatican City=pla"],
        ),
        (
            "She studied at King's College London, then at the London School of Economics and ETH Zurich.",
            &[
                "King's College London=org",
                "London School of Economics=org",
                "ETH Zurich=org",
            ],
        ),
    ]);
}

#[test]
fn states_stand_behind_towns() {
    check_names(&[
        (
            "GRANLUND, Miss. - The mayor of Oxby, Mo., and a man from Ashdale, KY, were late.",
            &[
                "GRANLUND=pla",
                "Miss.=pla",
                "Oxby=pla",
                "Mo.=pla",
                "Ashdale=pla",
                "KY=pla",
            ],
        ),
        (
            "She moved to Granlund, Wash. Ian Hall lives in Denby, CO 80202.",
            &[
                "Granlund=pla",
                "Wash.=pla",
                "Ian Hall=per",
                "Denby=pla",
                "CO=pla",
            ],
        ),
        ("Then, OK, she left, as we did.", &[]),
        (
            "It was after World War II. Robert Kvist came home at 68.5, India at 68.84 percent.",
            &["Robert Kvist=per", "India=pla"],
        ),
    ]);
}

#[test]
fn names_in_a_series_are_of_one_kind() {
    check_names(&[
        (
            "They drove through Oslo, Kvistby and Rome.",
            &["Oslo=pla", "Kvistby=pla", "Rome=pla"],
        ),
        (
            "The children, Rachel and Tovika, were found.",
            &["Rachel=per", "Tovika=per"],
        ),
        (
            "He had a word with Ian Hall, Ospry chairman of old.",
            &["Ian Hall=per"],
        ),
        (
            "On the field were Ian, Tovik, Bravik, Ann, Okvist and Berg.",
            &[
                "Ian=per",
                "Tovik=per",
                "Bravik=per",
                "Ann=per",
                "Okvist=per",
                "Berg=per",
            ],
        ),
    ]);
}

#[test]
fn what_stands_behind_tells_a_place() {
    check_names(&[
        (
            "The road meets Interstate 95 and State Highway 9.",
            &["Interstate 95=pla", "State Highway 9=pla"],
        ),
        (
            "The plane landed at Kvistad airport, east of Tovby, by the Ospry river.",
            &["Kvistad=pla", "Tovby=pla", "Ospry=pla"],
        ),
        (
            "He was born in Fuente del Kvist and fell at Okverra on Sunday.",
            &["Fuente del Kvist=pla", "Okverra=pla"],
        ),
        (
            "They lived near Oxdal. The Oxdal jail was empty.",
            &["Oxdal=pla", "Oxdal=pla"],
        ),
        (
            "He was held in the Lund County Jail.",
            &["Lund County Jail=pla"],
        ),
    ]);
}

#[test]
fn bodies_have_genitives_and_symbols() {
    check_names(&[
        (
            "The Lund County Sheriff's Department and the National Brewers' Association met Lund County Sheriff's Deputy Ian Kvist.",
            &[
                "Lund County Sheriff's Department=org",
                "National Brewers' Association=org",
                "Lund County=pla",
                "Ian Kvist=per",
            ],
        ),
        (
            "Shares of Reuters Nasdaq fell, and with them Kvistal Inc.'s.",
            &["Reuters Nasdaq=org", "Kvistal Inc.=org"],
        ),
        (
            "Kvistal.com Inc rose, as did Tovikon.com. Then it fell.",
            &["Kvistal.com Inc=org", "Tovikon.com=org"],
        ),
        (
            "A King County court sat at Duke University and at the Kvist Funeral Home.",
            &[
                "King County=pla",
                "Duke University=org",
                "Kvist Funeral Home=org",
            ],
        ),
        (
            "He invested in Kvistal Widgetry Works (KWW); with him came Ian Hall (IH), the chair.",
            &["Kvistal Widgetry Works=org", "KWW=org", "Ian Hall=per"],
        ),
        (
            "The bill is in Parliament, KVP Chief Tovik Hall said.",
            &["Parliament=org", "KVP=org", "Tovik Hall=per"],
        ),
        (
            "She is in the Ski Hall of Fame. Lake Granby City Manager Ann Kvist is not.",
            &["Ski Hall of Fame=org", "Lake Granby=pla", "Ann Kvist=per"],
        ),
        (
            "The Zoning Board of Appeals Chairman Sam Tovik left.",
            &["Zoning Board of Appeals=org", "Sam Tovik=per"],
        ),
    ]);
}

#[test]
fn offices_and_calls_tell_persons() {
    check_names(&[
        (
            "Councilmember Kvist Tovik and Mayor-elect Osk Granberg met new coach Darvik Ham.",
            &["Kvist Tovik=per", "Osk Granberg=per", "Darvik Ham=per"],
        ),
        (
            "\"Thank you, Tovik,\" she said. \"No, Europe is far.\"",
            &["Tovik=per", "Europe=pla"],
        ),
        (
            "\"Oh!\" exclaimed Violet. She treated Violet well.",
            &["Violet=per", "Violet=per"],
        ),
        (
            "Plant scientist Matt Hall met Gail Day and Pierre de la Tour.",
            &["Matt Hall=per", "Gail Day=per", "Pierre de la Tour=per"],
        ),
    ]);
}

#[test]
fn rows_of_results_name_teams() {
    check_names(&[(
        "League matches on Saturday: goals were few in the second half of the season.\nKvistovia 3 Tovby 2\nOspry 1 Granlund 0\nAttendance 300",
        &["Kvistovia=org", "Tovby=org", "Ospry=org", "Granlund=org"],
    )]);
}
