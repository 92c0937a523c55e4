//! How far a text may be from a list: case and diacritics, for an alias and for a run.

use std::error::Error;
use std::fs;

use comention::gazetteer::{Case, Diacritics, Gazetteer, Index, Matching};
use comention::pipeline::analyse;
use comention::read::Document;
use comention::tag::Tagger;

type Outcome = Result<(), Box<dyn Error>>;

/// Expects the mentions in `text` to be those in brackets.
fn check(gazetteer: &Gazetteer, matching: Matching, expected: &str) {
    let text = expected.replace(['[', ']'], "");
    let index = Index::new(gazetteer, matching);
    let analysis = analyse(
        Document::new("a.txt", &*text),
        &Default::default(),
        &index,
        &mut Tagger::default(),
    );
    let mut marked = String::new();
    let mut from = 0;
    for mention in analysis.mentions {
        let (before, name) = (&text[from..mention.span.start], mention.span.of(&text));
        marked += &format!("{before}[{name}]");
        from = mention.span.end;
    }
    assert_eq!(marked + &text[from..], expected, "{matching:?}");
}

fn list(entities: &[&str]) -> Result<Gazetteer, Box<dyn Error>> {
    let entity = |keys: &&str| format!("[[entity]]\ntype = \"place\"\n{keys}\n");
    let list: String = entities.iter().map(entity).collect();
    Ok(Gazetteer::from_toml(&list, "test")?)
}

#[test]
fn an_alias_says_whether_its_diacritics_count() -> Outcome {
    let names = list(&[
        "name = 'Zürich'",
        "name = 'Skåne län'\naliases = [{ name = 'Skåne', diacritics = 'exact' }]",
        "name = 'Aland Islands'\naliases = [{ name = 'Aland', diacritics = 'exact' }]",
    ])?;
    let exact = Matching {
        diacritics: Diacritics::Exact,
        ..Matching::default()
    };
    let text =
        "[Zurich], [ZÜRICH]; [Skåne], [SKÅNE], [Ska\u{30a}ne], Skane; [Skane lan]; [Aland], Åland";
    check(&names, Matching::default(), text);
    let text =
        "Zurich, [ZÜRICH]; [Skåne], [SKÅNE], [Ska\u{30a}ne], Skane; Skane lan; [Aland], Åland";
    check(&names, exact, text);
    Ok(())
}

#[test]
fn a_list_in_capitals_is_found_in_any_case_and_told() -> Outcome {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("register.tsv");
    let rows: String = (0..10).map(|n| format!("MILL {n} LTD\tORG\n")).collect();
    fs::write(&path, format!("name\ttype\n{rows}"))?;
    let register = Gazetteer::load(&[path])?;
    assert!(register.warnings[0].to_string().contains("all in capitals"));
    let text = "[Mill 3 Ltd], [MILL 3 LTD], [mill 3 ltd]";
    check(&register, Matching::default(), text);
    let exact = Matching {
        case: Case::Exact,
        ..Matching::default()
    };
    check(&register, exact, "Mill 3 Ltd, [MILL 3 LTD], mill 3 ltd");
    Ok(())
}

#[test]
fn a_common_word_is_no_name_where_all_is_in_capitals() -> Outcome {
    let names = list(&["name = 'Nice'", "name = 'Halden'", "name = 'Cape Nice'"])?;
    let text =
        "He was in [Nice] and in [Halden].\n\nHE WAS IN NICE AND IN [HALDEN] AND IN [CAPE NICE].";
    check(&names, Matching::default(), text);
    Ok(())
}
