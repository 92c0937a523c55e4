//! Lists and texts in, what linking makes of them out, as examples show it.

use std::path::Path;
use std::sync::LazyLock;

use comention::gazetteer::{BUILTIN, Gazetteer, Index, Matching};
use comention::link::{Linked, discover, link};
use comention::read::Document;
use comention::segment::segment;
use comention::tag::{Tagger, tag};

/// The index of a list in TOML.
pub(crate) fn index(list: &str) -> Index {
    let gazetteer = Gazetteer::from_toml(list, "test").expect("a good list");
    Index::new(&gazetteer, Matching::default())
}

/// The index of the list that ships.
pub(crate) fn shipped() -> &'static Index {
    static INDEX: LazyLock<Index> = LazyLock::new(|| {
        let gazetteer = Gazetteer::load(&[Path::new(BUILTIN)]).expect("a good list");
        Index::new(&gazetteer, Matching::default())
    });
    &INDEX
}

/// The mentions of listed entities, and nothing else.
pub(crate) fn linked(text: &str, index: &Index) -> Linked {
    let structure = segment(&Document::new("1.txt", text), &Default::default());
    let matches = tag(text, &[], index, &mut Tagger::default());
    Linked {
        mentions: link("1.txt", text, &structure, &matches, index),
        ..Linked::default()
    }
}

/// The mentions, and the names that the list lacks.
pub(crate) fn discovered(document: &Document, index: &Index) -> Linked {
    let Document { id, text, .. } = document;
    let structure = segment(document, &Default::default());
    let matches = tag(text, &[], index, &mut Tagger::default());
    discover(id, text, &structure, &matches, index)
}

/// `surface=entity:how` of each mention, `surface=?type:cue` of each name that is not listed; in
/// order.
pub(crate) fn shown(text: &str, linked: &Linked, index: &Index) -> Vec<String> {
    let mentions = linked.mentions.iter().map(|one| {
        let id = index.entity(one.entity).id;
        (one.span, format!("{id}:{}", one.how()))
    });
    let found = linked.found.iter().map(|one| {
        let kind = one.kind.entity_type();
        (one.span, format!("?{}:{}", kind.as_str(), one.cue.as_str()))
    });
    let mut all: Vec<_> = mentions.chain(found).collect();
    all.sort_by_key(|(span, _)| span.start);
    let shown = all.iter();
    let shown = shown.map(|(span, what)| format!("{}={what}", span.of(text)));
    shown.collect()
}
