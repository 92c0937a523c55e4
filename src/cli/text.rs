//! `comention text`: what the program sees of a document.

use std::fmt::Write as _;
use std::io::Write;

use comention::error::Error;
use comention::pipeline::{Documents, Got};
use comention::read::Document;
use comention::segment::{self, Section, segment};
use comention::span::LineIndex;
use rayon::prelude::*;

use super::{Failure, input::ReadArgs, look, table};

/// Prints texts as the program sees them, section by section, after what is known of each.
#[derive(clap::Args)]
#[command(after_help = "Example:\n  comention text page.html")]
pub(crate) struct Args {
    #[command(flatten)]
    read: ReadArgs,
}

pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    let inputs = args.read.inputs()?;
    let reading = args.read.reading()?;
    let segmenting = args.read.segmenting();
    let faults = args.read.on_threads(|| {
        let mut out = table::stdout();
        let (mut faults, mut skipped) = (Vec::new(), Vec::new());
        let mut written = Ok(());
        let mut n_documents = 0;
        Documents::find(&inputs, &reading)?.for_each_batch(|documents| {
            let show = |(_, document): Got<Document>| {
                document.map(|document| (shown(&document, &segmenting), document.notes))
            };
            let results: Vec<_> = documents.into_par_iter().map(show).collect();
            for result in results {
                match result {
                    Ok((shown, notes)) => {
                        n_documents += 1;
                        faults.extend(notes);
                        let so_far = std::mem::replace(&mut written, Ok(()));
                        written = so_far.and_then(|()| out.write_all(shown.as_bytes()));
                    }
                    Err(fault) => skipped.push(fault),
                }
            }
            Ok::<_, Error>(())
        })?;
        if n_documents == 0 {
            return Err(Error::NoDocument { skipped }.into());
        }
        written?;
        out.flush()?;
        faults.extend(skipped);
        Ok(faults)
    })?;
    look::warn_all(&faults);
    Ok(())
}

/// A document: its id, its metadata, and its sections with their text.
fn shown(document: &Document, segmenting: &segment::Options) -> String {
    let (strong, faint) = (look::STRONG, look::FAINT);
    let text = &document.text;
    let structure = segment(document, segmenting);
    let lines = LineIndex::new(text);
    let mut shown = format!("{strong}{}{strong:#}\n", look::clean(&document.id));
    for (key, value) in &document.metadata {
        let (key, value) = (look::clean(key), look::clean(value));
        // A String takes whatever is written to it.
        let _ = writeln!(shown, "{faint}{key}: {value}{faint:#}");
    }
    for section in &structure.sections {
        let head = head(text, section, &lines);
        let body = section.span.of(text).trim_matches(['\n', '\r']);
        let _ = writeln!(shown, "\n{faint}{head}{faint:#}");
        for line in body.lines() {
            let _ = writeln!(shown, "{}", look::clean(line));
        }
    }
    shown.push('\n');
    shown
}

/// The lines of a section and its heading.
fn head(text: &str, section: &Section, lines: &LineIndex) -> String {
    let span = section.span;
    let end = span.start + span.of(text).trim_end().len();
    let (first, last) = (
        lines.line(span.start) + 1,
        lines.line(end.max(span.start)) + 1,
    );
    let time = section.time.map(|time| time.to_string());
    let words =
        [section.heading, section.byline].map(|span| span.map(|span| look::clean(span.of(text))));
    let parts = std::iter::once(time).chain(words).flatten();
    let said: Vec<String> = parts.collect();
    match said.is_empty() {
        false => format!("── lines {first}–{last}: {}", said.join(" · ")),
        true => format!("── lines {first}–{last}"),
    }
}
