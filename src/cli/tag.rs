//! `comention tag`: text to mentions.

use std::io::{self, IsTerminal, Write};

use clap::ValueEnum;
use comention::gazetteer::{EntityType, Gazetteer, Index};
use comention::link::Mention;
use comention::pipeline::{Analysis, analyse, for_each_document};
use serde_json::json;

use super::{Failure, input::InputArgs, look};

/// Finds the names of the gazetteer in text.
#[derive(clap::Args)]
#[command(
    after_help = "Example:\n  comention tag page.txt\n  comention tag articles/ --format tsv > mentions.tsv"
)]
pub(crate) struct Args {
    #[command(flatten)]
    input: InputArgs,

    /// The form of the answer; by default text on a terminal, TSV otherwise
    #[arg(long, value_enum)]
    format: Option<Format>,

    /// What start and end count
    #[arg(long, value_enum, default_value = "bytes")]
    offsets: Offsets,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// The text, its names in the colour of their type
    Text,
    /// document, start, end, surface, type, entity, how
    Tsv,
    /// The same as JSON Lines, with all candidates
    Jsonl,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Offsets {
    /// UTF-8 bytes
    Bytes,
    /// Unicode code points
    Chars,
}

pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    let inputs = args.input.inputs()?;
    let gazetteer = args.input.load_gazetteer()?;
    let index = Index::new(&gazetteer, args.input.matching());
    let format = args.format.unwrap_or(match io::stdout().is_terminal() {
        true => Format::Text,
        false => Format::Tsv,
    });
    let printer = Printer {
        gazetteer: &gazetteer,
        format,
        offsets: args.offsets,
    };
    args.input.on_threads(|| {
        let mut out: Box<dyn Write> = match format {
            Format::Text => Box::new(super::table::stdout()),
            Format::Tsv | Format::Jsonl => Box::new(io::BufWriter::new(io::stdout())),
        };
        if format == Format::Tsv {
            writeln!(out, "document\tstart\tend\tsurface\ttype\tentity\thow")?;
        }
        let mut written = Ok(());
        let mut skipped = Vec::new();
        for_each_document(
            &inputs,
            |document| printer.print(&analyse(document, &gazetteer, &index)),
            |result| {
                match result {
                    Ok(printed) if written.is_ok() => written = out.write_all(printed.as_bytes()),
                    Ok(_) => {}
                    Err(fault) => skipped.push(fault),
                }
                Ok(())
            },
        )?;
        written?;
        out.flush()?;
        look::warn_all(&skipped);
        Ok(())
    })
}

struct Printer<'a> {
    gazetteer: &'a Gazetteer,
    format: Format,
    offsets: Offsets,
}

impl Printer<'_> {
    fn print(&self, analysis: &Analysis) -> String {
        match self.format {
            Format::Text => self.text(analysis),
            Format::Tsv => self.rows(analysis, |row| {
                let Row {
                    document,
                    start,
                    end,
                    surface,
                    entity_type,
                    entity,
                    how,
                    ..
                } = row;
                let document = document.replace(['\t', '\n', '\r'], " ");
                format!("{document}\t{start}\t{end}\t{surface}\t{entity_type}\t{entity}\t{how}\n")
            }),
            Format::Jsonl => self.rows(analysis, |row| {
                let object = json!({
                    "document": row.document, "start": row.start, "end": row.end,
                    "surface": row.surface, "type": row.entity_type, "entity": row.entity,
                    "how": row.how, "candidates": row.candidates,
                });
                format!("{object}\n")
            }),
        }
    }

    fn rows(&self, analysis: &Analysis, show: impl Fn(Row<'_>) -> String) -> String {
        let text = &analysis.document.text;
        let mut counted = Counted {
            text,
            byte: 0,
            chars: 0,
        };
        let rows = analysis.mentions.iter().map(|mention| {
            let entity = self.gazetteer.entity(mention.entity);
            let mut offset = |byte| match self.offsets {
                Offsets::Bytes => byte,
                Offsets::Chars => counted.chars_before(byte),
            };
            show(Row {
                document: &analysis.document.id,
                start: offset(mention.span.start),
                end: offset(mention.span.end),
                surface: folded(mention.span.of(text)),
                entity_type: entity.entity_type.as_str(),
                entity: &entity.id,
                how: mention.how(),
                candidates: self.candidates(mention),
            })
        });
        rows.collect()
    }

    fn candidates(&self, mention: &Mention) -> Vec<&str> {
        let ids = mention.candidates.iter();
        ids.map(|&id| self.gazetteer.entity(id).id.as_str())
            .collect()
    }

    fn text(&self, analysis: &Analysis) -> String {
        let text = &analysis.document.text;
        let mut shown = format!(
            "{}{}{:#}\n",
            look::STRONG,
            look::clean(&analysis.document.id),
            look::STRONG
        );
        let mut from = 0;
        for mention in &analysis.mentions {
            let entity_type = &self.gazetteer.entity(mention.entity).entity_type;
            let style = look::style(entity_type).underline();
            shown.push_str(&lines(&text[from..mention.span.start]));
            shown.push_str(&format!(
                "{style}{}{style:#}",
                look::clean(mention.span.of(text))
            ));
            if *entity_type != EntityType::Other {
                let faint = look::FAINT;
                shown.push_str(&format!("{faint}·{}{faint:#}", look::letter(entity_type)));
            }
            from = mention.span.end;
        }
        shown.push_str(&lines(&text[from..]));
        shown.push('\n');
        shown
    }
}

struct Row<'a> {
    document: &'a str,
    start: usize,
    end: usize,
    surface: String,
    entity_type: &'a str,
    entity: &'a str,
    how: &'static str,
    candidates: Vec<&'a str>,
}

/// Counts code points along a text, forwards only.
struct Counted<'a> {
    text: &'a str,
    byte: usize,
    chars: usize,
}

impl Counted<'_> {
    fn chars_before(&mut self, byte: usize) -> usize {
        self.chars += self.text[self.byte..byte].chars().count();
        self.byte = byte;
        self.chars
    }
}

fn folded(surface: &str) -> String {
    surface.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Text as it is to be shown, its line breaks kept.
fn lines(text: &str) -> String {
    text.split('\n')
        .map(look::clean)
        .collect::<Vec<_>>()
        .join("\n")
}
