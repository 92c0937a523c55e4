//! `comention tag`: text to mentions.

use std::borrow::Cow;
use std::io::{self, IsTerminal, Write};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use clap::ValueEnum;
use comention::error::{Error, Fault};
use comention::gazetteer::{EntityType, Group, Index, slug};
use comention::link::{self, Found, Mention};
use comention::pipeline::{Aim, Analysis, Documents, Meter, Source, for_each_document};
use comention::span::Span;

use super::table::json;
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

    /// End with the figures of the run on stderr, as one JSON object
    #[arg(long, value_enum, value_name = "FORMAT")]
    stats: Option<StatsForm>,

    /// Show names that the gazetteer lacks, too, as candidates: their ids begin with `?`
    #[arg(long)]
    discover: bool,

    /// Leave out groups of rules, to measure what they pay: see docs/rules.md
    #[arg(long, hide = true, value_name = "GROUP", value_delimiter = ',', value_parser = group)]
    without: Vec<Group>,

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
enum StatsForm {
    /// documents, bytes, mentions, threads, seconds
    Json,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Offsets {
    /// UTF-8 bytes
    Bytes,
    /// Unicode code points
    Chars,
}

/// The group of rules of that name.
fn group(name: &str) -> Result<Group, String> {
    let names = || Group::ALL.map(Group::as_str).join(", ");
    Group::named(name).ok_or_else(|| format!("no group of rules; there are {}", names()))
}

/// A longer text is tagged in parts: with its mentions it would fill the memory.
const WHOLE_BYTES: u64 = 64 << 20;

pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    let started = Instant::now();
    let inputs = args.input.read.inputs()?;
    let mut reading = args.input.read.reading()?;
    reading.limits.whole_bytes = Some(WHOLE_BYTES);
    let mut index = args.input.load_index()?;
    index.matching.without = args.without.iter().copied().collect();
    let gazetteer = started.elapsed();
    let meter = Meter::default();
    let format = args.format.unwrap_or(match io::stdout().is_terminal() {
        true => Format::Text,
        false => Format::Tsv,
    });
    let printer = Printer {
        index: &index,
        format,
        offsets: args.offsets,
        aim: if args.discover {
            Aim::Names
        } else {
            Aim::Mentions
        },
    };
    let source = Source {
        inputs: &inputs,
        reading: &reading,
        segmenting: args.input.read.segmenting(),
        index: &index,
        exports: "",
        shard: None,
    };
    let faults = args
        .input
        .read
        .on_threads(|| printer.print_all(source, &meter))?;
    look::warn_all(&faults);
    if args.stats.is_some() {
        print_stats(
            &meter,
            gazetteer,
            started.elapsed(),
            args.input.read.n_threads(),
        );
    }
    Ok(())
}

/// One JSON object on stderr; `read` is what is left of the time besides the other steps.
fn print_stats(meter: &Meter, gazetteer: Duration, total: Duration, n_threads: usize) {
    let count = |sum: &AtomicU64| sum.load(Ordering::Relaxed);
    let busy = |nanos: &AtomicU64| count(nanos) as f64 / 1e9 / n_threads as f64;
    let (tag, print) = (busy(&meter.tag_nanos), busy(&meter.finish_nanos));
    let (gazetteer, total) = (gazetteer.as_secs_f64(), total.as_secs_f64());
    let stats = serde_json::json!({
        "documents": count(&meter.documents),
        "bytes": count(&meter.bytes),
        "mentions": count(&meter.mentions),
        "threads": n_threads,
        "seconds": {
            "gazetteer": gazetteer,
            "read": (total - gazetteer - tag - print).max(0.0),
            "tag": tag,
            "total": total,
        },
    });
    // Whoever closed stderr wants no figures.
    let _ = writeln!(io::stderr(), "{stats}");
}

struct Printer<'a> {
    index: &'a Index,
    format: Format,
    offsets: Offsets,
    aim: Aim,
}

impl Printer<'_> {
    /// Prints the mentions of all documents; gives back what could not be read, or is odd in what
    /// could.
    fn print_all(&self, source: Source<'_>, meter: &Meter) -> Result<Vec<Fault>, Failure> {
        let mut out: Box<dyn Write + Send> = match self.format {
            Format::Text => Box::new(super::table::stdout()),
            Format::Tsv | Format::Jsonl => Box::new(io::BufWriter::new(io::stdout())),
        };
        let (mut skipped, mut faults) = (Vec::new(), Vec::new());
        let mut head = match self.format {
            Format::Tsv => Some("document\tstart\tend\tsurface\ttype\tentity\thow\n"),
            Format::Text | Format::Jsonl => None,
        };
        let mut written = Ok(());
        let mut n_documents = 0;
        for_each_document(
            Documents::find(source.inputs, source.reading)?,
            &source.segmenting,
            self.index,
            self.aim,
            meter,
            |analysis| (self.print(&analysis), analysis.document.notes),
            |(_, result)| {
                match result {
                    Ok((printed, notes)) => {
                        faults.extend(notes);
                        n_documents += 1;
                        for part in [head.take().unwrap_or_default(), &printed] {
                            let so_far = std::mem::replace(&mut written, Ok(()));
                            written = so_far.and_then(|()| out.write_all(part.as_bytes()));
                        }
                    }
                    Err(fault) => skipped.push(fault),
                }
                Ok(())
            },
        )?;
        if n_documents == 0 {
            return Err(Error::NoDocument { skipped }.into());
        }
        written?;
        out.flush()?;
        faults.extend(skipped);
        Ok(faults)
    }

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
                let document = document.replace(char::is_control, " ");
                format!("{document}\t{start}\t{end}\t{surface}\t{entity_type}\t{entity}\t{how}\n")
            }),
            Format::Jsonl => self.rows(analysis, |row| {
                let object = serde_json::json!({
                    "document": row.document, "start": row.start, "end": row.end,
                    "surface": row.surface, "type": row.entity_type, "entity": row.entity,
                    "how": row.how, "candidates": row.candidates,
                });
                format!("{}\n", json(&object))
            }),
        }
    }

    fn rows(&self, analysis: &Analysis, show: impl Fn(Row<'_>) -> String) -> String {
        let (text, before) = (&analysis.document.text, analysis.document.before);
        let mut counted = Counted {
            text,
            byte: 0,
            chars: 0,
        };
        let rows = names(analysis).into_iter().map(|name| {
            let mut offset = |byte| match self.offsets {
                Offsets::Bytes => before.bytes + byte,
                Offsets::Chars => before.chars + counted.chars_before(byte),
            };
            let span = name.span();
            show(Row {
                document: &analysis.document.id,
                start: offset(span.start),
                end: offset(span.end),
                surface: folded(span.of(text)),
                ..self.row(analysis, name)
            })
        });
        rows.collect()
    }

    /// What a row says besides the place.
    fn row<'a>(&'a self, analysis: &Analysis, name: Name<'a>) -> Row<'a> {
        match name {
            Name::Known(mention) => {
                let entity = self.index.entity(mention.entity);
                Row {
                    entity_type: entity.entity_type.as_str().to_owned(),
                    entity: Cow::Borrowed(entity.id),
                    how: link::how(mention, &analysis.structure),
                    candidates: self.candidates(mention),
                    ..Row::default()
                }
            }
            Name::Found(found) => Row {
                entity_type: found.kind.entity_type().as_str().to_owned(),
                entity: format!("?{}", slug(&found.name)).into(),
                how: format!("candidate/{}", found.cue.as_str()).into(),
                ..Row::default()
            },
        }
    }

    fn candidates(&self, mention: &Mention) -> Vec<&str> {
        let candidates = mention.candidates();
        candidates
            .map(|entity| self.index.entity(entity).id)
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
            let entity_type = self.index.entity(mention.entity).entity_type;
            let style = look::style(&entity_type).underline();
            shown.push_str(&lines(&text[from..mention.span.start]));
            shown.push_str(&format!(
                "{style}{}{style:#}",
                look::clean(mention.span.of(text))
            ));
            if entity_type != EntityType::Other {
                let faint = look::FAINT;
                shown.push_str(&format!("{faint}·{}{faint:#}", look::letter(&entity_type)));
            }
            from = mention.span.end;
        }
        shown.push_str(&lines(&text[from..]));
        shown.push('\n');
        shown
    }
}

#[derive(Default)]
struct Row<'a> {
    document: &'a str,
    start: usize,
    end: usize,
    surface: String,
    entity_type: String,
    entity: Cow<'a, str>,
    how: Cow<'static, str>,
    candidates: Vec<&'a str>,
}

/// A name in a text.
#[derive(Clone, Copy)]
enum Name<'a> {
    Known(&'a Mention),
    Found(&'a Found),
}

impl Name<'_> {
    fn span(self) -> Span {
        match self {
            Self::Known(mention) => mention.span,
            Self::Found(found) => found.span,
        }
    }
}

/// All names, in order.
fn names(analysis: &Analysis) -> Vec<Name<'_>> {
    let known = analysis.mentions.iter().map(Name::Known);
    let found = analysis.found.iter().map(Name::Found);
    let mut names: Vec<Name<'_>> = known.chain(found).collect();
    names.sort_by_key(|name| name.span().start);
    names
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
