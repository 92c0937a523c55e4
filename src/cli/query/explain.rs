//! `query explain`: how the numbers of a tie come about, or why a line is read so.

use std::io::Write;

use comention::graph::{Edge, Graph, six_digits};
use comention::store::{Meaning, Reading};
use petgraph::graph::NodeIndex;
use serde_json::Value;

use super::Answer;
use crate::cli::source::{Reach, Source};
use crate::cli::table::{Column, Table};
use crate::cli::{Failure, look};

#[derive(clap::Args)]
pub(super) struct Args {
    /// An entity, or a line of a document as `DOCUMENT:LINE`
    what: String,

    /// The entity that it is tied to
    with: Option<String>,

    #[command(flatten)]
    pub(super) answer: Answer,
}

pub(super) fn explain(args: &Args, source: &Source, out: &mut impl Write) -> Result<(), Failure> {
    let table = match &args.with {
        Some(with) => {
            let names = [args.what.as_str(), with.as_str()];
            let (graph, nodes) = args.answer.part(source, &names, Reach::Whole)?;
            tie(&graph, nodes[0], nodes[1])?
        }
        None => line(&args.what, source)?,
    };
    Ok(table.write(args.answer.format, out)?)
}

fn tie(graph: &Graph, a: NodeIndex, b: NodeIndex) -> Result<Table, Failure> {
    let [one, other] = [a, b].map(|node| &graph.network[node]);
    let Some(edge) = graph.network.find_edge(a, b) else {
        let (one, other, window) = (&one.name, &other.name, graph.corpus.window);
        let message = format!("`{one}` and `{other}` share no {window}");
        return Err(Failure::NothingFound(message));
    };
    let edge = &graph.network[edge];
    let mut rows = Table::with_heads([
        Column::from("measure"),
        Column::from("value"),
        Column::headed("how", "how it comes about"),
    ]);
    for (measure, value, how) in counts(graph, a, b, edge)
        .into_iter()
        .chain(measures(graph, a, b, edge))
    {
        rows.push(vec![measure.into(), value, how.into()]);
    }
    Ok(rows)
}

type Row = (&'static str, Value, String);

fn counts(graph: &Graph, a: NodeIndex, b: NodeIndex, edge: &Edge) -> Vec<Row> {
    let [one, other] = [a, b].map(|node| &graph.network[node]);
    let (window, counts) = (graph.corpus.window, &edge.counts);
    let row = |measure, value: u64, how: String| (measure, value.into(), how);
    vec![
        row(
            "windows",
            graph.corpus.windows,
            format!("all windows, each a {window}: N"),
        ),
        row(
            "windows_one",
            one.windows,
            format!("those with {}: n1", one.name),
        ),
        row(
            "windows_other",
            other.windows,
            format!("those with {}: n2", other.name),
        ),
        row("weight", counts.weight, "those with both: n12".to_owned()),
        row(
            "sentences",
            counts.sentences,
            "sentences with both".to_owned(),
        ),
        row(
            "paragraphs",
            counts.paragraphs,
            "paragraphs with both".to_owned(),
        ),
        row(
            "documents",
            counts.documents,
            "documents with such a window".to_owned(),
        ),
    ]
}

fn measures(graph: &Graph, a: NodeIndex, b: NodeIndex, edge: &Edge) -> Vec<Row> {
    let [one, other] = [a, b].map(|node| graph.network[node].windows as f64);
    let expected = one * other / (graph.corpus.windows as f64).max(1.0);
    let measures = &edge.measures;
    let alpha = |node| {
        let (weight, strength) = (edge.counts.weight as f64, graph.strength(node));
        format!(
            "(1 - {weight}/{strength})^{}",
            graph.degree(node).saturating_sub(1)
        )
    };
    let row = |measure, value: f64, how: &str| (measure, six_digits(value).into(), how.to_owned());
    vec![
        row(
            "expected",
            expected,
            "windows with both by chance: n1 n2 / N",
        ),
        row("pmi", measures.pmi, "log2(n12 N / (n1 n2))"),
        row("npmi", measures.npmi, "pmi / -log2(n12 / N), from -1 to 1"),
        row(
            "g2",
            measures.g2,
            "log-likelihood of the windows with both, one, none; 3.84 is 1 in 20",
        ),
        row("jaccard", measures.jaccard, "n12 / (n1 + n2 - n12)"),
        row("association", measures.association, "n12 / (n1 n2)"),
        row(
            "alpha",
            measures.alpha,
            &format!("the smaller of {} and {}", alpha(a), alpha(b)),
        ),
        row(
            "score",
            measures.score,
            "documents, paragraphs and sentences with both, against others'",
        ),
    ]
}

fn line(place: &str, source: &Source) -> Result<Table, Failure> {
    let parts = place.rsplit_once(':');
    let parts = parts.and_then(|(document, line)| Some((document, line.parse::<u64>().ok()?)));
    let Some((document, line)) = parts else {
        let message = format!("`{place}` is no line; give two entities, or DOCUMENT:LINE");
        return Err(Failure::Usage(message));
    };
    let documents = source.store.documents_called(document)?;
    let id = match documents.as_slice() {
        [] => {
            return Err(Failure::NothingFound(format!(
                "no document is called `{document}`"
            )));
        }
        [id] => id,
        several => {
            let several = several.join("`, `");
            let message = format!("`{document}` may be `{several}`; give the whole id");
            return Err(Failure::Usage(message));
        }
    };
    let readings = source.store.readings(id, line)?;
    if readings.is_empty() {
        let message = format!("no name begins on line {line} of `{id}`");
        return Err(Failure::NothingFound(message));
    }
    let mut rows = Table::with_heads([
        Column::headed("surface", "name"),
        Column::headed("entity", "is"),
        "type".into(),
        Column::data_only("how"),
        Column::headed("why", "because"),
        Column::data_only("candidates"),
        Column::data_only("counts"),
    ]);
    // What is listed and dropped needs no second row that tells it as a candidate.
    let is_dropped = |reading: &Reading| {
        readings.iter().any(|other| {
            matches!(other.meaning, Meaning::Dropped { .. })
                && (other.start, &other.surface) == (reading.start, &reading.surface)
        })
    };
    for reading in &readings {
        if !matches!(reading.meaning, Meaning::Unlisted { .. }) || !is_dropped(reading) {
            rows.push(row(reading));
        }
    }
    Ok(rows)
}

fn row(reading: &Reading) -> Vec<Value> {
    let left_out = match (&reading.meaning, reading.is_counted) {
        (Meaning::Dropped { .. }, _) | (_, true) => "",
        (_, false) => "; not counted: boilerplate or a repeat",
    };
    let (entity, how, why, candidates) = match &reading.meaning {
        Meaning::Entity {
            id,
            name,
            how,
            candidates,
        } => {
            let why = because(how, name, id, candidates);
            (id.as_str(), how, why, candidates.as_slice())
        }
        Meaning::Unlisted {
            name,
            cue,
            strength,
        } => {
            let why = lacking(reading, name, cue, *strength);
            ("(none)", cue, why, &[][..])
        }
        Meaning::Dropped {
            entities,
            why,
            detail,
        } => {
            let because = dropping(why, detail.as_deref(), entities);
            ("(none)", why, because, entities.as_slice())
        }
    };
    vec![
        reading.surface.as_str().into(),
        entity.into(),
        reading.entity_type.as_str().into(),
        how.as_str().into(),
        look::clean(&format!("{why}{left_out}")).into(),
        candidates.into(),
        reading.is_counted.into(),
    ]
}

/// Why a name is no entity of the gazetteer, in words.
fn lacking(reading: &Reading, name: &str, cue: &str, strength: f64) -> String {
    let told = match cue {
        "undecided" => "nothing tells what it is".to_owned(),
        "short" if name != reading.surface => format!("short for {name}"),
        cue => format!(
            "known by {} (strength {strength:.1})",
            cue.replace('-', " ")
        ),
    };
    format!("the gazetteer lacks it; {told}")
}

/// Why a listed name is no mention, in words.
fn dropping(why: &str, detail: Option<&str>, entities: &[String]) -> String {
    let detail = detail.unwrap_or_default();
    let ids = entities.join(", ");
    let reason = match why {
        "ignored" => return "the gazetteer says that it is never a mention".to_owned(),
        "letters" => "not listed in these letters".to_owned(),
        "documents" => "listed for other documents".to_owned(),
        "requires" => format!("its paragraph holds none of the words it requires: {detail}"),
        "longer" => format!("inside {detail}, a longer name of the gazetteer"),
        "inside" => format!("inside {detail}, which the gazetteer lacks"),
        "part-of-word" => "only a part of the word".to_owned(),
        "number" => "digits alone".to_owned(),
        "line" => "reaches over the end of a line".to_owned(),
        "ordinary/opening" => "an ordinary word that opens a sentence".to_owned(),
        "ordinary/heading" => "an ordinary word in a heading".to_owned(),
        "ordinary/capitals" => "an ordinary word in a line of capitals".to_owned(),
        "ordinary" => "an ordinary word".to_owned(),
        "calendar" => "a day or a month".to_owned(),
        "left-off" => "left off the name beside it, as titles, offices and peoples are".to_owned(),
        "type" => format!("the words beside it tell a name of the type {detail}"),
        "people" => "a name of many people, and no word tells a place".to_owned(),
        "surname" => "a surname whose full name does not stand in the document".to_owned(),
        "another" => format!("short for {detail}, whom the gazetteer lacks"),
        "sex" => "the title before it is of the other sex".to_owned(),
        "undecided" => "nothing beside it tells that it is a name".to_owned(),
        "ambiguous" => "nothing decides between them, and such names are dropped".to_owned(),
        other => other.to_owned(),
    };
    format!("not {ids}: {reason}")
}

/// The reasons of `how`, in words.
fn because(how: &str, name: &str, id: &str, candidates: &[String]) -> String {
    let mut words = how.split('/');
    let form = words.next().unwrap_or_default();
    let form = match form {
        "name" => "the gazetteer's name".to_owned(),
        "alias" => format!("an alias of {name}"),
        "surname" => format!("surname of {name}, named in full in the document"),
        "grown" => format!("short for {name}, as the document says"),
        "spelling" => format!("another spelling of {name}"),
        other => other.to_owned(),
    };
    let reasons = words.map(|reason| match reason {
        "required" => "a word that it requires is in the paragraph".to_owned(),
        "nearest" => "the one named in full nearest before".to_owned(),
        "type" => "its type fits the words beside it".to_owned(),
        "company" => "it is often mentioned with the others here".to_owned(),
        "prior" => "the best known of that name".to_owned(),
        "first" => "the first that is listed".to_owned(),
        place => format!("stands in a {place}"),
    });
    let over: Vec<&str> = (candidates.iter())
        .map(String::as_str)
        .filter(|candidate| *candidate != id)
        .collect();
    let over = (!over.is_empty()).then(|| format!("over {}", over.join(", ")));
    let parts = std::iter::once(form).chain(reasons).chain(over);
    parts.collect::<Vec<String>>().join("; ")
}
