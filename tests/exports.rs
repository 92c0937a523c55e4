//! Graphs with names that hold all that formats give a meaning, in every format: each file is read
//! back by a reader of its own, and says what the graph says, attribute by attribute.

mod readers;
mod support;

use std::collections::BTreeMap;
use std::fs;

use comention::cooccur::{PairCounts, Window};
use comention::date::{Date, Dates};
use comention::export::{Export, Extent, Format, Options, Profile};
use comention::gazetteer::{EntityId, EntityType};
use comention::graph::{Corpus, Graph, Node, edge_values, node_values};
use petgraph::visit::EdgeRef;

use readers::{Attributes, Read, plain};
use support::Result;

/// More than a number of floating point holds.
const HUGE: u64 = (1 << 53) + 1;

fn names() -> Vec<String> {
    let mut names: Vec<String> = [
        r#"A "quoted" 'name', with; all | of: it"#,
        r"C:\N\G back\slash\",
        "Line\nbreak, tab\t and\r\nreturn",
        "Control\u{0}\u{7}\u{1b}[31m\u{85}\u{9b}",
        "Emoji 🙂👩‍👩‍👧 \u{1F1F3}\u{1F1F4}",
        "שלום \u{202e}evil\u{202c} مرحبا",
        r#"=HYPERLINK("http://example.org","x")"#,
        "+1-2@SUM(A1)",
        "&amp; &lt;b&gt; AT&T &#65; & <i>x</i>",
        "</script><script>alert(1)</script><!-- ]]> -->",
        "Two of them",
        "Two of them",
        "NA",
        " 007 ",
        "{\"a\": [1, 2]}",
        "node",
        "%s %n ${x} `x`",
    ]
    .map(str::to_owned)
    .to_vec();
    names.push("Długi ".repeat(1700));
    names
}

fn graph(names: &[String], ties: &[(usize, usize, u64)]) -> Graph {
    let dates = |idx: usize| {
        let date = |text: String| Date::of(&text).expect("a date");
        (!idx.is_multiple_of(3)).then(|| Dates {
            first: date(format!("19{:02}-02", 10 + idx)),
            last: date(format!("1999-01-{:02}T10:00Z", 1 + idx % 28)),
        })
    };
    let node = |(idx, name): (usize, &String)| Node {
        candidate: None,
        entity: EntityId(idx as u32),
        // In the order of the ids.
        id: format!("n{idx:03} {}", name.chars().take(30).collect::<String>()),
        name: name.clone(),
        entity_type: EntityType::named(
            ["person", "place", "organisation", "a & \"type\""][idx % 4],
        ),
        mentions: HUGE + idx as u64,
        documents: 2,
        windows: 2 * HUGE,
        dates: dates(idx),
        aliases: names.iter().skip(idx).take(2).cloned().collect(),
        attributes: BTreeMap::from([
            ("wikidata".to_owned(), format!("Q{idx}").into()),
            ("note <1>".to_owned(), name.as_str().into()),
        ]),
    };
    let counts = |idx: usize, weight| PairCounts {
        weight,
        sentences: weight,
        paragraphs: weight,
        sections: 1,
        documents: 2,
        paragraph_documents: 1,
        sentence_documents: 1,
        dates: dates(idx),
    };
    let corpus = Corpus {
        documents: 3,
        paragraphs: 9 * HUGE,
        windows: 9 * HUGE,
        window: Window::Paragraph,
    };
    let ties = ties.iter().enumerate();
    let ties = ties.map(|(idx, &(a, b, weight))| ((a, b), counts(idx, weight)));
    let nodes = names.iter().enumerate().map(node).collect();
    let mut graph = Graph::from_parts(nodes, ties.collect(), corpus);
    for (edge, name) in graph.network.edge_weights_mut().zip(names) {
        edge.about = vec![name.clone(), "word".to_owned()];
    }
    graph.measure_nodes();
    graph
}

fn graphs() -> Vec<Graph> {
    let names = names();
    let mut ties: Vec<_> = (1..names.len())
        .map(|idx| (idx - 1, idx, idx as u64))
        .collect();
    ties.extend([(0, 2, HUGE), (3, 9, 1)]);
    ties.sort_unstable();
    vec![
        graph(&[], &[]),
        graph(&names[..1], &[]),
        graph(&names, &[]),
        graph(&names, &ties),
    ]
}

/// Text as files can hold it: no control characters, and spaces for line breaks and tabs.
fn held(text: &str) -> String {
    let spaced = text
        .chars()
        .map(|c| if "\n\r\t".contains(c) { ' ' } else { c });
    spaced.filter(|c| !c.is_control()).collect()
}

/// Every attribute of the nodes and of the edges, as text.
fn told(graph: &Graph) -> (Vec<Attributes>, Vec<Attributes>) {
    let nodes = graph.network.node_indices().map(|node| {
        let values = node_values(graph, node).into_iter();
        values
            .map(|(name, value)| (name, held(&plain(&value))))
            .collect()
    });
    let edges = graph.network.edge_weights().map(|edge| {
        let values = edge_values(edge);
        values
            .map(|(name, value)| (name.to_owned(), held(&plain(&value))))
            .collect()
    });
    (nodes.collect(), edges.collect())
}

fn written(graph: &Graph, format: Format, profile: Profile) -> Result<Vec<String>> {
    let options = Options {
        extent: Extent::All,
        profile,
        ..Options::default()
    };
    let folder = tempfile::tempdir()?;
    Export::new(graph, None, options).write_into(format, folder.path())?;
    let names = format.file_names().iter();
    Ok(names
        .map(|name| fs::read_to_string(folder.path().join(name)))
        .collect::<Result<_, _>>()?)
}

/// Whether both are the same number, which is no whole one, as near as readers read: `1.0` may stand
/// for `1`.
fn is_same_fraction(value: &str, found: Option<&str>) -> bool {
    let number = |text: &str| text.parse::<f64>().ok();
    let is_whole = value.chars().all(|c| c.is_ascii_digit());
    let both = number(value).zip(found.and_then(number));
    !is_whole && both.is_some_and(|(one, other)| (one - other).abs() <= one.abs() * 1e-12)
}

/// Expects all of the graph in what was read; `renamed` are columns that a format calls otherwise,
/// or lacks (`-`).
#[track_caller]
fn expect(graph: &Graph, read: &Read, what: &str, renamed: &[(&str, &str)]) {
    let (nodes, edges) = told(graph);
    let name_of = |name: &str| {
        let found = renamed.iter().find(|(known, _)| *known == name);
        found.map_or(name, |(_, other)| other).to_owned()
    };
    let check = |expected: &Attributes, found: &Attributes, kind: &str| {
        for (name, value) in expected {
            let name = name_of(name);
            if name == "-" || name == format!("{kind}-") {
                continue;
            }
            let found = found.get(&name).map(String::as_str);
            let is_same = found == Some(value) || is_same_fraction(value, found);
            // What is empty may be left out.
            assert!(
                is_same || (value.is_empty() && found.is_none()),
                "{what}: {kind} {name} is {found:?} instead of {value:?}"
            );
        }
    };
    assert_eq!(read.nodes.len(), nodes.len(), "{what}");
    assert_eq!(read.edges.len(), edges.len(), "{what}");
    for (expected, (_, found)) in nodes.iter().zip(&read.nodes) {
        check(expected, found, "node");
    }
    let ids: Vec<&String> = read.nodes.iter().map(|(id, _)| id).collect();
    let ends = graph.network.edge_references();
    let ends = ends.map(|edge| [edge.source(), edge.target()].map(|end| ids[end.index()]));
    for ((expected, (found_ends, found)), ends) in edges.iter().zip(&read.edges).zip(ends) {
        check(expected, found, "edge");
        assert_eq!([&found_ends[0], &found_ends[1]], ends, "{what}");
    }
    let mut different = ids;
    different.sort_unstable();
    different.dedup();
    assert_eq!(different.len(), nodes.len(), "{what}: ids are different");
}

#[test]
fn every_format_reads_back() -> Result {
    for graph in graphs() {
        let text =
            |format| -> Result<String> { Ok(written(&graph, format, Profile::Gephi)?.remove(0)) };
        expect(
            &graph,
            &readers::graphml(&text(Format::GraphMl)?)?,
            "graphml",
            &[("note <1>", "note__1_")],
        );
        expect(&graph, &readers::gexf(&text(Format::Gexf)?)?, "gexf", &[]);
        expect(
            &graph,
            &readers::gexf(&text(Format::DynamicGexf)?)?,
            "dynamic gexf",
            &[],
        );
        expect(&graph, &readers::json(&text(Format::Json)?)?, "json", &[]);
        expect(&graph, &readers::cyjs(&text(Format::Cyjs)?)?, "cyjs", &[]);
        expect(&graph, &readers::html(&text(Format::Html)?)?, "html", &[]);
        let tables = written(&graph, Format::Csv, Profile::Gephi)?;
        let mut read = readers::csv([&tables[0], &tables[1]], "Id", ["Source", "Target"])?;
        let nodes = read.nodes.iter_mut().map(|(_, told)| told);
        for told in nodes.chain(read.edges.iter_mut().map(|(_, told)| told)) {
            for date in ["first", "last"] {
                told.entry(date.to_owned())
                    .and_modify(|date| *date = date.replace('/', "-"));
            }
        }
        expect(
            &graph,
            &read,
            "csv",
            &[("label", "Label"), ("weight", "Weight")],
        );
        let said = [("aliases", "alternateName"), ("note <1>", "note%20%3C1%3E")];
        expect(
            &graph,
            &readers::turtle(&text(Format::Turtle)?)?,
            "turtle",
            &said,
        );
        expect(
            &graph,
            &readers::jsonld(&text(Format::JsonLd)?)?,
            "jsonld",
            &said,
        );
    }
    Ok(())
}

#[cfg(feature = "parquet")]
#[test]
fn parquet_reads_back() -> Result {
    for graph in graphs() {
        let [folder, again] = [tempfile::tempdir()?, tempfile::tempdir()?];
        let export = Export::new(&graph, None, Options::default());
        export.write_into(Format::Parquet, folder.path())?;
        export.write_into(Format::Parquet, again.path())?;
        let bytes = |folder: &tempfile::TempDir, name| fs::read(folder.path().join(name));
        for name in Format::Parquet.file_names() {
            assert_eq!(bytes(&folder, name)?, bytes(&again, name)?, "{name} twice");
        }
        let mut read = readers::parquet(folder.path())?;
        let nodes = read.nodes.iter_mut().map(|(_, told)| told);
        for told in nodes.chain(read.edges.iter_mut().map(|(_, told)| told)) {
            told.values_mut().for_each(|value| *value = held(value));
        }
        expect(&graph, &read, "parquet", &[("label", "-")]);
    }
    Ok(())
}

#[test]
fn tables_for_neo4j_read_back() -> Result {
    for graph in graphs() {
        let tables = written(&graph, Format::Csv, Profile::Neo4j)?;
        let mut read = readers::csv([&tables[0], &tables[1]], "id:ID", [":START_ID", ":END_ID"])?;
        let all = read.nodes.iter_mut().map(|(_, told)| told);
        for told in all.chain(read.edges.iter_mut().map(|(_, told)| told)) {
            let bare = std::mem::take(told).into_iter();
            *told = bare
                .filter(|(name, _)| !name.ends_with("[]"))
                .map(|(name, value)| (name.split(':').next().unwrap_or_default().to_owned(), value))
                .collect();
        }
        let left = ["label", "type", "aliases", "about"].map(|name| (name, "-"));
        expect(&graph, &read, "neo4j", &left);
    }
    Ok(())
}

/// A picture for Graphviz has the names, the types and the weights.
#[test]
fn a_drawing_reads_back() -> Result {
    for graph in graphs() {
        let read = readers::dot(&written(&graph, Format::Dot, Profile::Gephi)?.remove(0))?;
        let (nodes, edges) = told(&graph);
        let parts = |all: &[Attributes], names: &[&str]| -> Vec<Vec<Option<String>>> {
            let part = |told: &Attributes| -> Vec<Option<String>> {
                names.iter().map(|name| told.get(*name).cloned()).collect()
            };
            all.iter().map(part).collect()
        };
        let found: Vec<Attributes> = read.nodes.iter().map(|(_, told)| told.clone()).collect();
        let names = ["label", "type", "mentions"];
        assert_eq!(parts(&found, &names), parts(&nodes, &names));
        let found: Vec<Attributes> = read.edges.iter().map(|(_, told)| told.clone()).collect();
        assert_eq!(parts(&found, &["weight"]), parts(&edges, &["weight"]));
    }
    Ok(())
}

/// A picture has a circle for each name, which is told in full, and a line for each tie.
#[test]
fn a_picture_shows_all() -> Result {
    for graph in graphs() {
        let elements = readers::elements(&written(&graph, Format::Svg, Profile::Gephi)?[0])?;
        let titles = |wanted: &str| -> Vec<String> {
            let pairs = elements.windows(2).filter(|pair| pair[0].0 == wanted);
            pairs.map(|pair| pair[1].2.clone()).collect()
        };
        let (nodes, edges) = told(&graph);
        let (circles, lines) = (titles("circle"), titles("line"));
        assert!(circles.len() >= nodes.len() && lines.len() == edges.len());
        for (node, title) in nodes.iter().zip(&circles) {
            assert!(
                title.starts_with(&node["name"]),
                "{title} of {}",
                node["name"]
            );
        }
    }
    Ok(())
}

/// Where the nodes of a GEXF file stand, by their ids.
fn places(text: &str) -> Result<BTreeMap<String, [f64; 2]>> {
    let mut places = BTreeMap::new();
    let mut id = String::new();
    for (tag, told, _) in readers::elements(text)? {
        match tag.as_str() {
            "node" => id = told["id"].clone(),
            "viz:position" => {
                places.insert(id.clone(), [told["x"].parse()?, told["y"].parse()?]);
            }
            _ => {}
        }
    }
    Ok(places)
}

#[test]
fn a_rebuilt_graph_looks_as_before() -> Result {
    let folder = tempfile::tempdir()?;
    let folder = folder.path();
    support::copy_folder(&support::fixture("sample"), &folder.join("texts"))?;
    fs::copy(
        format!("{}/entities.toml", support::ROOT),
        folder.join("entities.toml"),
    )?;
    let run = |line: &str| -> Result<String> {
        let output = support::comention(folder).args(line.split(' ')).output()?;
        assert!(
            output.status.success(),
            "{line}: {}",
            support::stderr_of(&output)
        );
        Ok(String::from_utf8(output.stdout)?)
    };
    run("build texts -o before --format gexf")?;
    let mut texts: Vec<_> = fs::read_dir(folder.join("texts"))?.collect::<Result<_, _>>()?;
    texts.sort_by_key(fs::DirEntry::path);
    fs::remove_file(texts[0].path())?;
    run("build texts -o after --format gexf")?;
    let before = places(&fs::read_to_string(folder.join("before/graph.gexf"))?)?;
    let moved = |text: &str| -> Result<f64> {
        let after = places(text)?;
        let both = after
            .iter()
            .filter_map(|(id, at)| Some((at, before.get(id)?)));
        let mut moves: Vec<f64> = both.map(|([x, y], [u, v])| (x - u).hypot(y - v)).collect();
        moves.sort_by(f64::total_cmp);
        Ok(moves[moves.len() / 2])
    };
    let fresh = moved(&fs::read_to_string(folder.join("after/graph.gexf"))?)?;
    let mut texts = Vec::new();
    for from in ["before/graph.gexf", "before/graph.db"] {
        let line = format!("export --format gexf --graph after/graph.db --layout-from {from}");
        let text = run(&line)?;
        assert_eq!(text, run(&line)?, "{from}");
        let kept = moved(&text)?;
        assert!(
            kept < fresh / 3.0,
            "{from}: moved by {kept}, a fresh one by {fresh}"
        );
        texts.push(text);
    }
    run("build texts -o after --format gexf --fresh --layout-from before/graph.gexf")?;
    assert_eq!(
        fs::read_to_string(folder.join("after/graph.gexf"))?,
        texts[0]
    );
    Ok(())
}
