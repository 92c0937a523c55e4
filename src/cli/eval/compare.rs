//! `comention eval GOLD`: mentions, links and the edges between them.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;

use comention::error::Error;
use comention::evaluate::{
    Annotation, Annotations, Comparison, ErrorKind, Offsets, Options, Score,
    compare as side_by_side,
};
use comention::gazetteer::Index;
use comention::graph::six_digits;
use comention::pipeline::{Aim, Analysis, Documents, Meter, analyse, for_each_document};
use comention::read::Document;
use comention::tag::Tagger;
use serde_json::{Value, json};

use super::{GoldArgs, Show, errors, files};
use crate::cli::table::{Column, Form, Table};
use crate::cli::{Failure, look};

/// Documents that only one side knows, named if they are so few.
const N_LONELY: usize = 3;

pub(super) fn compare(args: &GoldArgs, gold: &Path, out: &mut impl Write) -> Result<(), Failure> {
    let gold = files::annotations(gold)?;
    let predicted = match &args.predicted {
        Some(path) => files::annotations(path)?,
        None => found(args, &gold)?,
    };
    look::warn_all(&gold.warnings);
    look::warn_all(&predicted.warnings);
    let mut predicted = predicted;
    if args.predicted.is_some() && args.input.read.names_inputs() {
        predicted.texts = texts(args)?;
    }
    let comparison = side_by_side(&gold, &predicted, &options(args));
    tell_doubts(&comparison);
    match args.show {
        Show::Scores => print_scores(args, &comparison, out)?,
        Show::Errors => errors::print(&comparison.mistakes(), args.top, args.format, out)?,
    }
    Ok(out.flush()?)
}

fn options(args: &GoldArgs) -> Options {
    Options {
        map: args.map.clone(),
        types: args.types.clone(),
        ignore: args.ignore.clone(),
        documents: args.documents.as_ref().map(|glob| glob.compile_matcher()),
        offsets: args.offsets.into(),
    }
}

/// Tags the inputs, or the texts that the gold brings.
fn found(args: &GoldArgs, gold: &Annotations) -> Result<Annotations, Failure> {
    let index = args.input.load_index()?;
    let offsets = args.offsets.into();
    let mut found = Annotations::default();
    if !args.input.read.names_inputs() && !gold.texts.is_empty() {
        let segmenting = args.input.read.segmenting();
        let mut tagger = Tagger::default();
        for (name, text) in &gold.texts {
            let document = Document::new(name.as_str(), text.as_str());
            let analysis = analyse(document, &segmenting, &index, &mut tagger);
            found.extend(annotations(analysis, &index, offsets));
        }
        return Ok(found);
    }
    let (inputs, reading) = (args.input.read.inputs()?, args.input.read.reading()?);
    let documents = Documents::find(&inputs, &reading)?;
    args.input.read.on_threads(|| {
        for_each_document(
            documents,
            &args.input.read.segmenting(),
            &index,
            Aim::Counts,
            &Meter::default(),
            |analysis| annotations(analysis, &index, offsets),
            |(_, result)| {
                match result {
                    Ok(annotations) => found.extend(annotations),
                    Err(fault) => found.warnings.push(fault),
                }
                Ok(())
            },
        )?;
        Ok(())
    })?;
    Ok(found)
}

/// The texts of the inputs, for passages and paragraphs; what cannot be read has none.
fn texts(args: &GoldArgs) -> Result<BTreeMap<String, String>, Failure> {
    let (inputs, reading) = (args.input.read.inputs()?, args.input.read.reading()?);
    let mut texts = BTreeMap::new();
    Documents::find(&inputs, &reading)?.for_each_batch(|batch| {
        let documents = batch.into_iter().filter_map(|(_, document)| document.ok());
        texts.extend(documents.map(|document| (document.id, document.text)));
        Ok::<_, Error>(())
    })?;
    Ok(texts)
}

fn annotations(analysis: Analysis, index: &Index, offsets: Offsets) -> Annotations {
    let Analysis {
        document, mentions, ..
    } = analysis;
    let mut found = Annotations::default();
    let (mut byte, mut n_chars) = (0, 0);
    let mut place = |to: usize| match offsets {
        Offsets::Bytes => to,
        Offsets::Chars => {
            n_chars += document.text[byte..to].chars().count();
            byte = to;
            n_chars
        }
    };
    for mention in &mentions {
        let entity = index.entity(mention.entity);
        found.annotations.push(Annotation {
            document: document.id.clone(),
            start: place(mention.span.start),
            end: place(mention.span.end),
            entity_type: entity.entity_type.as_str().to_owned(),
            entity: entity.id.to_owned(),
            surface: mention.span.of(&document.text).to_owned(),
            is_optional: false,
        });
    }
    found.documents.insert(document.id.clone());
    found.texts.insert(document.id, document.text);
    found
}

/// Tells what makes a comparison less than it seems.
fn tell_doubts(comparison: &Comparison) {
    let (n_wrong, n_all) = comparison.misplaced();
    if n_wrong * 10 > n_all {
        look::warn(&format!(
            "{} of {} names of the gold do not stand where it says; give its texts as they were, \
             or `--offsets bytes` if that is what it counts",
            look::number(n_wrong as u64),
            look::number(n_all as u64)
        ));
    }
    let lonely = &comparison.lonely;
    for (names, what) in [
        (
            &lonely.gold,
            "of the gold not read; what it has there counts as missed",
        ),
        (
            &lonely.predicted,
            "without a name in the gold; what was found there counts as wrong",
        ),
    ] {
        if !names.is_empty() {
            let n = look::count(names.len() as u64, "document");
            let shown = &names[..names.len().min(N_LONELY)];
            let dots = if names.len() > shown.len() {
                ", …"
            } else {
                ""
            };
            look::warn(&format!(
                "{n} {what} ({}{dots}); `--in` leaves documents out",
                shown.join(", ")
            ));
        }
    }
}

fn print_scores(
    args: &GoldArgs,
    comparison: &Comparison,
    out: &mut impl Write,
) -> Result<(), Failure> {
    let scores = comparison.scores(args.by_document);
    table(&scores, args.by_document).write(args.format, out)?;
    if args.format == Form::Table {
        let mistakes = comparison.mistakes();
        let counts = ErrorKind::ALL.map(|kind| {
            let n = mistakes
                .iter()
                .filter(|mistake| mistake.kind == kind)
                .count();
            (kind.as_str(), n)
        });
        let counts = counts.iter().filter(|(_, n)| *n > 0);
        let counts: Vec<String> = counts
            .map(|(kind, n)| format!("{} {kind}", look::number(*n as u64)))
            .collect();
        if !counts.is_empty() {
            writeln!(
                out,
                "\nErrors: {}; `--show errors` lists them",
                counts.join(", ")
            )?;
        }
    }
    Ok(())
}

fn table(scores: &[Score], by_document: bool) -> Table {
    let document: Column = match by_document {
        true => "document".into(),
        false => Column::data_only("document"),
    };
    let columns = [
        "measure".into(),
        "type".into(),
        document,
        "gold".into(),
        Column::headed("predicted", "found"),
        "right".into(),
        Column::headed("precision", "P"),
        Column::headed("recall", "R"),
        Column::headed("f1", "F1"),
    ];
    let mut table = Table::with_heads(columns);
    for score in scores {
        let count = score.count;
        let percent = |share: f64| Value::from(six_digits(100.0 * share));
        table.push(vec![
            json!(score.measure),
            json!(score.entity_type.as_deref().unwrap_or_default()),
            json!(score.document.as_deref().unwrap_or_default()),
            json!(count.gold),
            json!(count.predicted),
            json!(count.right),
            percent(count.precision()),
            percent(count.recall()),
            percent(count.f1()),
        ]);
    }
    table
}
