//! Damaged stores.

use std::fs;
use std::sync::OnceLock;

use comention::export::{Detail, Export, Format, Options};
use comention::gazetteer::{Gazetteer, Index, Matching};
use comention::pipeline::{Keep, Meter, Source, build};
use comention::read::{Input, Reading};
use comention::store::{Kinds, Order, Part, Search, Store};

use super::patched;

/// Opens a store some bytes of which are others, and asks it everything.
pub fn stores(patch: &[u8]) {
    static GOOD: OnceLock<Vec<u8>> = OnceLock::new();
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("graph.db");
    let good = GOOD.get_or_init(|| {
        let text = folder.path().join("a.txt");
        fs::write(&text, "Ada Marsh left Oslo. Marsh said so on 17 May 2024.").expect("room");
        let list = "[[entity]]\nname = \"Ada Marsh\"\ntype = \"person\"\n\
            [[entity]]\nname = \"Oslo\"\ntype = \"place\"\naliases = [\"Christiania\"]\n";
        let gazetteer = Gazetteer::from_toml(list, "test").expect("a good list");
        let source = Source {
            inputs: &[Input::Path(text)],
            reading: &Reading::default(),
            segmenting: Default::default(),
            index: &Index::new(&gazetteer, Matching::default()),
            exports: "",
            shard: None,
        };
        let keep = Keep::FreshStore(&path);
        let mut built =
            build(source, Default::default(), &Meter::default(), keep).expect("a good text");
        built.finish(Detail::All).expect("room");
        fs::read(&path).expect("it was written")
    });
    fs::write(&path, patched(good, patch)).expect("room");
    let Ok(store) = Store::open(&path) else {
        return;
    };
    let _ = (store.about(), store.types(), store.faults(), store.inputs());
    let _ = store.nodes_alone(Kinds::Usual);
    let search = Search {
        order: Order::Newest,
        part: Part::default(),
        n: 9,
        context: 1,
    };
    let _ = (
        store.search(&["oslo"], &search),
        store.search(&["ada-marsh", "oslo"], &search),
    );
    let _ = (
        store.mention_kinds(),
        store.candidate_mentions(),
        store.moments(&["oslo"]),
    );
    if let Ok(graph) = store.graph() {
        let export = Export::new(&graph, Some(&store), Options::default());
        let _ = export.write(Format::Html, std::io::sink());
    }
}
