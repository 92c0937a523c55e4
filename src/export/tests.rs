//! Graphs that are hard to write, in every format.

use super::*;
use crate::cooccur::{PairCounts, Window};
use crate::gazetteer::{EntityId, EntityType};
use crate::graph::{Corpus, Node};

fn graph_of(names: &[&str], edges: Vec<((usize, usize), u64)>) -> Graph {
    let node = |(idx, name): (usize, &&str)| Node {
        entity: EntityId(idx as u32),
        id: format!("n {idx}"),
        name: (*name).to_owned(),
        entity_type: EntityType::named(["person", "place", "ship"][idx % 3]),
        candidate: None,
        mentions: 40 - idx as u64,
        documents: 1,
        windows: 2,
        dates: None,
        aliases: vec!["x|y".into(), "z".into()],
        attributes: [("label".to_owned(), 7.into())].into(),
    };
    let counts = |weight| PairCounts {
        weight,
        sentences: 1,
        paragraphs: weight,
        sections: 1,
        documents: 1,
        paragraph_documents: 1,
        sentence_documents: 1,
        dates: None,
    };
    let corpus = Corpus {
        documents: 1,
        paragraphs: 4,
        windows: 4,
        window: Window::Paragraph,
    };
    let nodes = names.iter().enumerate().map(node).collect();
    let edges = edges
        .into_iter()
        .map(|(ends, weight)| (ends, counts(weight)));
    Graph::from_parts(nodes, edges.collect(), corpus)
}

/// Three nodes with names that hold all that formats give a meaning.
pub(super) fn odd_graph() -> Graph {
    let names = ["A \"quoted\" \\N <b> & Co", "Line\nbreak\u{7}", "Łódź"];
    graph_of(&names, vec![((0, 1), 2)])
}

/// A place for each node.
pub(super) fn places(graph: &Graph) -> Vec<Place> {
    layout::layout(graph, &Default::default())
}

fn written(graph: &Graph, format: Format) -> Vec<String> {
    let export = Export::new(graph, None, Options::default());
    let parts = 0..format.file_names().len();
    let texts = parts.map(|part| {
        let mut bytes = Vec::new();
        export
            .write_part(format, part, &mut bytes)
            .expect("a vector takes all");
        String::from_utf8(bytes).expect("UTF-8")
    });
    texts.collect()
}

#[test]
fn every_format_takes_a_graph_of_any_size() {
    for graph in [
        graph_of(&[], vec![]),
        graph_of(&["One"], vec![]),
        graph_of(&["No", "ties"], vec![]),
        odd_graph(),
        graph_of(&["Same", "Same", ""], vec![((0, 1), (1 << 53) + 1)]),
    ] {
        for format in Format::ALL.into_iter().filter(Format::is_text) {
            let texts = written(&graph, format);
            assert!(texts.iter().all(|text| text.ends_with('\n')), "{format}");
            assert_eq!(texts, written(&graph, format), "{format} twice");
        }
    }
}

#[test]
fn control_characters_reach_no_file() {
    for format in Format::ALL.into_iter().filter(Format::is_text) {
        for text in written(&odd_graph(), format) {
            let odd = text
                .chars()
                .find(|&c| c.is_control() && c != '\n' && c != '\t');
            assert_eq!(odd, None, "{format}");
        }
    }
}
