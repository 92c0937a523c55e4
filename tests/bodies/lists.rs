//! Lists of names, compiled ones, conditions, projects, annotations.

use std::fs;
use std::sync::OnceLock;

use comention::evaluate::files::{Form, parse};
use comention::gazetteer::import::{Kind, Options, import};
use comention::gazetteer::{EntityId, EntityType, Gazetteer, Index, Matching};
use comention::graph::Condition;
use comention::pipeline::analyse;
use comention::project::Project;
use comention::read::Document;
use comention::suggest::{Decision, Edit};
use comention::tag::Tagger;

use super::{patched, split};

/// Loads `bytes` as a list of the kind that the first of them says.
pub fn lists(bytes: &[u8]) {
    let (choice, bytes) = split(bytes);
    let kinds = [
        Kind::GeoNames,
        Kind::Wikidata,
        Kind::FollowTheMoney,
        Kind::Names,
        Kind::Spacy,
    ];
    match choice % 9 {
        place @ 0..4 => load(bytes, [".toml", ".tsv", ".csv", ".jsonl"][place]),
        place => import_and_load(bytes, kinds[place - 4]),
    }
}

fn import_and_load(bytes: &[u8], kind: Kind) {
    let options = Options {
        entity_type: EntityType::Person,
        language: "en".to_owned(),
        min_score: 0,
        all_aliases: true,
        source: None,
        licence: None,
    };
    let Ok(imported) = import(kind, &mut &bytes[..], "x", &options) else {
        return;
    };
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("x.tsv");
    let head = "id\tname\ttype\taliases\tpopulation\tsitelinks\twikidata\tgeonames\tcountry\tsource\tlicence";
    fs::write(&path, format!("{head}\n{}\n", imported.rows.join("\n"))).expect("room");
    Gazetteer::load(&[path]).expect("what was imported is a list");
}

/// Loads a list from a file, and, if it is one, tags and edits with it.
pub fn load(bytes: &[u8], extension: &str) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(format!("list{extension}"));
    fs::write(&path, bytes).expect("room");
    match Gazetteer::load(&[&path]) {
        Ok(gazetteer) => {
            let index = Index::new(&gazetteer, Matching::default());
            let document = Document::new("x", "Iran Air flies to Zürich, x and y.");
            analyse(
                document,
                &Default::default(),
                &index,
                &mut Tagger::default(),
            );
            if extension == ".toml" {
                edit(&path, &gazetteer);
            }
        }
        Err(error) => assert!(!error.to_string().is_empty()),
    }
}

/// What a decision makes of a good list is a good list, with all that was in it.
fn edit(path: &std::path::Path, gazetteer: &Gazetteer) {
    let mut edit = Edit::open(path).expect("it was loaded before");
    let decision = Decision::Entity {
        name: "Qzx Wvut".to_owned(),
        entity_type: EntityType::Person,
        aliases: vec!["Wvut".to_owned()],
    };
    if edit.apply(&decision) == Ok(true) {
        edit.write().expect("room");
        let after = Gazetteer::load(&[path]).expect("an edited list is a list");
        assert_eq!(after.entities.len(), gazetteer.entities.len() + 1);
    }
}

/// Opens a compiled list some bytes of which are others, and uses all that is in it.
pub fn compiled(patch: &[u8]) {
    static GOOD: OnceLock<Vec<u8>> = OnceLock::new();
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("x.gaz");
    let good = GOOD.get_or_init(|| {
        let list = "ignore = [\"TV Licence\"]\n\
            [[entity]]\nname = \"Roald E. G. Amundsen\"\ntype = \"person\"\nwikidata = \"Q926\"\n\
            [[entity]]\nname = \"Łódź\"\ntype = \"place\"\ndocuments = [\"x*\"]\n\
            aliases = [\"Lodz\", { name = \"the town\", requires = [\"Poland\"] }]\n";
        let gazetteer = Gazetteer::from_toml(list, "test").expect("a good list");
        Index::compile(&gazetteer, Matching::default(), &path).expect("room");
        fs::read(&path).expect("it was written")
    });
    fs::write(&path, patched(good, patch)).expect("room");
    match Index::open(&path, Matching::default()) {
        Ok(index) => {
            for id in 0..=index.n_entities().min(1000) {
                let entity = index.entity(EntityId(id as u32));
                let _ = (entity.name(), entity.aliases(), entity.attributes());
            }
            let text = "Roald Amundsen left Łódź, the town in Poland. Lodz! TV Licence.";
            let document = Document::new("x", text);
            analyse(
                document,
                &Default::default(),
                &index,
                &mut Tagger::default(),
            );
        }
        Err(error) => assert!(!error.to_string().is_empty()),
    }
    let _ = Index::verify(&path);
}

/// Reads `bytes` as what `--where` takes.
pub fn conditions(bytes: &[u8]) {
    match String::from_utf8_lossy(bytes).parse::<Condition>() {
        Ok(condition) => drop(condition.needs_standings()),
        Err(message) => assert!(!message.is_empty()),
    }
}

/// Reads `bytes` as a `comention.toml`.
pub fn projects(bytes: &[u8]) {
    if let Err(error) = Project::parse(&String::from_utf8_lossy(bytes)) {
        assert!(!error.to_string().is_empty());
    }
}

/// Reads `bytes` as annotations in the form that the first of them says.
pub fn annotations(bytes: &[u8]) {
    let (choice, bytes) = split(bytes);
    let form = [Form::Tsv, Form::Conll, Form::Brat, Form::WebAnno][choice % 4];
    let text = String::from_utf8_lossy(bytes);
    let _ = parse(form, &text, "x", "x", Some("Iran Air. Zürich"));
}
