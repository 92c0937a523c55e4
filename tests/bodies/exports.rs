//! Names of any characters, written in every format and read again.

use comention::cooccur::{PairCounts, Window};
use comention::export::{Export, Format, Options};
use comention::gazetteer::{EntityId, EntityType};
use comention::graph::{Corpus, Graph, Node};
use quick_xml::Reader;
use quick_xml::events::Event;
use serde_json::Value;

/// Writes a graph whose ids and names are the lines of `bytes`, each tied to the first, and reads
/// it again.
pub fn exports(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let mut names: Vec<&str> = text.split('\n').take(12).collect();
    names.sort_unstable();
    names.dedup();
    let graph = graph_of(&names);
    let export = Export::new(&graph, None, Options::default());
    for format in Format::ALL.into_iter().filter(Format::is_text) {
        // Not into files: they wait for the disk, and a fuzzer would with them.
        let text = |part| {
            let mut bytes = Vec::new();
            let written = export.write_part(format, part, &mut bytes);
            written.expect("memory takes all");
            String::from_utf8(bytes).expect("UTF-8")
        };
        let texts: Vec<String> = (0..format.file_names().len()).map(text).collect();
        for text in &texts {
            let odd = text
                .chars()
                .find(|&c| c.is_control() && c != '\n' && c != '\t');
            assert_eq!(odd, None, "{format}");
        }
        let (n_nodes, n_edges) = (names.len(), names.len() - 1);
        match format {
            Format::Json => json(&texts[0], ("nodes", "edges"), (n_nodes, n_edges), &names),
            Format::Cyjs => cyjs(&texts[0], (n_nodes, n_edges)),
            Format::JsonLd => drop(value(&texts[0])),
            Format::GraphMl | Format::Gexf | Format::DynamicGexf => {
                xml(&texts[0], (n_nodes, n_edges))
            }
            Format::Svg => drop(elements(&texts[0], "g")),
            Format::Csv => {
                assert_eq!(ids(&texts[0]).len(), n_nodes);
                assert_eq!(rows(&texts[1]), n_edges);
            }
            Format::Dot => dot(&texts[0]),
            Format::Html => page(&texts[0], (n_nodes, n_edges)),
            #[cfg(feature = "parquet")]
            Format::Parquet => unreachable!("it is no text"),
            Format::Turtle => assert_eq!(texts[0].matches("\"\"\"").count(), 0),
        }
    }
}

fn graph_of(names: &[&str]) -> Graph {
    let node = |(idx, name): (usize, &&str)| Node {
        entity: EntityId(idx as u32),
        id: (*name).to_owned(),
        name: (*name).to_owned(),
        entity_type: EntityType::named(["person", "place", name][idx % 3]),
        candidate: None,
        mentions: 3,
        documents: 1,
        windows: 2,
        dates: None,
        aliases: vec![(*name).to_owned(), "z".to_owned()],
        attributes: [((*name).to_owned(), (*name).into())].into(),
    };
    let counts = PairCounts {
        weight: 2,
        sentences: 1,
        paragraphs: 2,
        sections: 1,
        documents: 1,
        paragraph_documents: 1,
        sentence_documents: 1,
        dates: None,
    };
    let nodes = names.iter().enumerate().map(node).collect();
    let edges = (1..names.len()).map(|other| ((0, other), counts)).collect();
    let corpus = Corpus {
        documents: 1,
        paragraphs: 4,
        windows: 4,
        window: Window::Paragraph,
    };
    Graph::from_parts(nodes, edges, corpus)
}

fn value(text: &str) -> Value {
    serde_json::from_str(text).expect("it is JSON")
}

fn json(text: &str, keys: (&str, &str), counts: (usize, usize), names: &[&str]) {
    let value = value(text);
    let lists = [&value[keys.0], &value[keys.1]].map(|list| list.as_array().expect("a list"));
    assert_eq!((lists[0].len(), lists[1].len()), counts);
    let is_plain = |name: &&str| !name.chars().any(|c| c.is_control() || c > '\u{ff}');
    let labels: Vec<_> = lists[0].iter().map(|node| node["label"].as_str()).collect();
    for name in names.iter().copied().filter(is_plain) {
        assert!(labels.contains(&Some(name)), "{name:?} in {labels:?}");
    }
}

fn cyjs(text: &str, counts: (usize, usize)) {
    let value = value(text);
    let elements = &value["elements"];
    let n = |key: &str| elements[key].as_array().expect("a list").len();
    assert_eq!((n("nodes"), n("edges")), counts);
}

fn xml(text: &str, counts: (usize, usize)) {
    assert_eq!((elements(text, "node"), elements(text, "edge")), counts);
}

/// How many elements of this name a file of XML has.
fn elements(text: &str, name: &str) -> usize {
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_end_names = true;
    let mut n = 0;
    loop {
        match reader.read_event().expect("it is XML") {
            Event::Start(tag) | Event::Empty(tag) => {
                n += usize::from(tag.name().as_ref() == name);
                for attribute in tag.attributes() {
                    attribute.expect("attributes are whole");
                }
            }
            Event::Eof => return n,
            _ => {}
        }
    }
}

fn rows(text: &str) -> usize {
    let rows = csv::Reader::from_reader(text.as_bytes()).into_records();
    rows.inspect(|row| assert!(row.is_ok(), "all rows are of one length"))
        .count()
}

/// The first column, no two cells of which are the same.
fn ids(text: &str) -> Vec<String> {
    let rows = csv::Reader::from_reader(text.as_bytes()).into_records();
    let ids = rows.map(|row| row.expect("all rows are of one length")[0].to_owned());
    let mut ids: Vec<String> = ids.collect();
    let n_ids = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), n_ids);
    ids
}

/// Quotes are closed and brackets outside of them too.
fn dot(text: &str) {
    let (mut is_quoted, mut is_escaped, mut depth) = (false, false, 0);
    for c in text.chars() {
        match c {
            _ if is_escaped => is_escaped = false,
            '\\' if is_quoted => is_escaped = true,
            '"' => is_quoted = !is_quoted,
            '{' | '[' if !is_quoted => depth += 1,
            '}' | ']' if !is_quoted => depth -= 1,
            _ => {}
        }
        assert!(depth >= 0);
    }
    assert!(!is_quoted && depth == 0);
}

/// The data of a page end where they should.
fn page(text: &str, counts: (usize, usize)) {
    let begin = "<script type=\"application/json\"";
    let data = text.split_once(begin).and_then(|(_, rest)| {
        let (_, rest) = rest.split_once('>')?;
        Some(rest.split_once("</script>")?.0)
    });
    let value = value(data.expect("a page has data"));
    let n = |key: &str| value[key].as_array().expect("a list").len();
    assert_eq!((n("nodes"), n("edges")), counts);
}
