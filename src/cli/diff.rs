//! `comention diff`: what came, went, grew and shrank between two builds, or two periods of one.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use clap::ValueEnum;
use comention::date::Date;
use comention::export::{Difference, Passage, Picture};
use comention::graph::{Change, Fate, Graph, Node, Period, diff, six_digits};
use comention::store::{Evidence, Order, Part, Search};
use comention::whole::write_whole;
use serde_json::{Value, json};

use super::filter::GraphArgs;
use super::query::{bracketed, spot, write_wrapped};
use super::source::{Reach, Source};
use super::table::{self, Column, Form, Table};
use super::{Failure, look};

/// Tells which ties and entities came, went, grew and shrank, the surest changes first.
#[derive(clap::Args)]
#[command(after_help = HELP)]
pub(crate) struct Args {
    /// A store, the folder of one, or a period of the one of `--graph`: 2023, 2023-05, 2023-01..2023-06, ..2023
    old: String,

    /// Another
    new: String,

    /// What to compare
    #[arg(long, value_enum, default_value = "ties")]
    of: Of,

    /// Only changes that the change in volume does not explain: so few false alarms among them, as
    /// 0.05
    #[arg(long, value_name = "Q")]
    sure: Option<f64>,

    /// No passages
    #[arg(long)]
    brief: bool,

    #[command(flatten)]
    graph: GraphArgs,

    /// The form of the answer
    #[arg(long, value_enum, default_value = "table")]
    format: Form,

    /// So many changes; 0 for all. A picture has the 150 surest unless it is given
    #[arg(long, value_name = "N")]
    top: Option<usize>,

    /// Draw the ties that changed, too: a page, a picture or a graph, as the name ends in .html, .svg
    /// or .dot
    #[arg(long, value_name = "FILE")]
    picture: Option<PathBuf>,
}

/// As many changes as a table shows.
const N_ROWS: usize = 20;

/// As many ties as a picture shows legibly.
const N_DRAWN: usize = 150;

const HELP: &str = "\
Examples:
  comention diff last/graph.db out/graph.db      two builds
  comention diff 2022 2023-01..2023-06           two periods of out/graph.db
  comention diff 2022 2023 --of entities --sure 0.05
  comention diff 2022 2023 --picture changes.html

Weights are windows. g2 is the log-likelihood ratio of the shares of all windows then and now
(Rayson and Garside 2000), q the share of false alarms among changes so sure (Benjamini and Hochberg
1995); expected is the weight that the old share of the new windows would be.";

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Of {
    Ties,
    Entities,
}

/// One of the two that are compared.
struct Compared {
    source: Source,
    graph: Rc<Graph>,
    part: Part,
}

pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    let [old, new] = [args.side(&args.old)?, args.side(&args.new)?];
    let [then, now] = [&old, &new].map(|side| side.graph.corpus.window);
    if then != now {
        look::warn(&format!(
            "the one counts by the {then}, the other by the {now}: their weights do not compare"
        ));
    }
    let all = diff(&old.graph, &new.graph);
    if let Some(path) = &args.picture {
        let ties = all.ties.iter().filter(|tie| args.is_sure(tie));
        let ties: Vec<Change> = ties.take(shown(args.top, N_DRAWN)).cloned().collect();
        args.draw(&ties, [&old, &new], path)?;
    }
    let mut changes = match args.of {
        Of::Ties => all.ties,
        Of::Entities => all.entities,
    };
    changes.retain(|change| args.is_sure(change));
    if changes.is_empty() {
        let message = match args.sure {
            Some(sure) => format!("no change has a q of {sure} or less"),
            None => "nothing changed".to_owned(),
        };
        return Err(Failure::NothingFound(message));
    }
    let n_changes = changes.len();
    changes.truncate(shown(args.top, N_ROWS));
    let mut rows = Table::with_heads(columns(args.format));
    let mut passages = Vec::new();
    let graphs = [&*old.graph, &*new.graph];
    for change in &changes {
        let side = match change.fate {
            Fate::Went | Fate::Shrank => &old,
            Fate::Came | Fate::Grew => &new,
        };
        let passage = match args.brief {
            true => None,
            false => side.passage(change)?,
        };
        rows.push(row(change, graphs, passage.as_ref(), args.format));
        passages.extend(passage.map(|passage| (names(change, graphs).join(" – "), passage)));
    }
    let mut out = table::stdout();
    rows.write(args.format, &mut out)?;
    if args.format == Form::Table {
        let [then, now] = graphs.map(|graph| look::number(graph.corpus.windows));
        let n_shown = look::number(changes.len() as u64);
        let n_changes = look::count(n_changes as u64, "change");
        writeln!(
            out,
            "\n{n_shown} of {n_changes}, in {then} windows then and {now} now"
        )?;
        write_passages(&passages, &mut out)?;
    }
    Ok(out.flush()?)
}

fn write_passages(passages: &[(String, Evidence)], out: &mut impl Write) -> Result<(), Failure> {
    for (names, passage) in passages {
        writeln!(out, "\n{}   {}", look::clean(names), spot(passage))?;
        write_wrapped(&passage.text, &passage.marks, "  ", out)?;
    }
    Ok(())
}

/// How many to show: `usual` if nobody said, all for 0.
fn shown(top: Option<usize>, usual: usize) -> usize {
    match top {
        Some(0) => usize::MAX,
        top => top.unwrap_or(usual),
    }
}

impl Args {
    fn is_sure(&self, change: &Change) -> bool {
        self.sure.is_none_or(|sure| change.q <= sure)
    }

    /// Draws `ties` into the file at `path`.
    fn draw(
        &self,
        ties: &[Change],
        [old, new]: [&Compared; 2],
        path: &Path,
    ) -> Result<(), Failure> {
        let Some(picture) = Picture::of_path(path) else {
            let message = format!(
                "{}: what is it to be? name it .html, .svg or .dot",
                path.display()
            );
            return Err(Failure::Usage(message));
        };
        let note = format!(
            "From {} to {}, the {} surest changes of ties.",
            self.old,
            self.new,
            ties.len()
        );
        let difference = Difference::new(&old.graph, &new.graph, ties, &note);
        let side = |change: &Change| match change.fate {
            Fate::Went | Fate::Shrank => old,
            Fate::Came | Fate::Grew => new,
        };
        let passage = |change: &Change| {
            let found = side(change).passage(change).ok().flatten();
            found
                .map(|evidence| told(&evidence))
                .filter(|_| !self.brief)
        };
        Ok(write_whole(path, |out| {
            difference.write(picture, passage, out)
        })?)
    }

    /// The store, or the period, that `text` names.
    fn side(&self, text: &str) -> Result<Compared, Failure> {
        let folder = Path::new(text).join("graph.db");
        let path = match folder.exists() {
            true => &folder,
            false => Path::new(text),
        };
        let graph = match path.is_file() {
            true => self.graph.with(Some(path), None),
            false => {
                let period = period(text).map_err(|()| {
                    let message = format!(
                        "{text}: there is no such file, nor is it a period; use as in 2023, 2023-05 \
                         or 2023-01..2023-06"
                    );
                    Failure::Usage(message)
                })?;
                self.graph.with(None, Some(period))
            }
        };
        let source = graph.source()?;
        let (part, _) = graph.part(&source, &[], Reach::Whole)?;
        Ok(Compared {
            source,
            graph: part,
            part: graph.counted(),
        })
    }
}

/// `FROM..TO`, with either left out, or one date that is both.
fn period(text: &str) -> Result<Period, ()> {
    let (since, until) = text.split_once("..").unwrap_or((text, text));
    let date = |text: &str| match text {
        "" => Ok(None),
        text => text.parse::<Date>().map(Some).map_err(|_| ()),
    };
    let (since, until) = (date(since)?, date(until)?);
    match since.is_none() && until.is_none() {
        true => Err(()),
        false => Ok(Period { since, until }),
    }
}

impl Compared {
    /// A passage that speaks for a change.
    fn passage(&self, change: &Change) -> Result<Option<Evidence>, Failure> {
        let ids: Vec<&str> = change.ids.iter().map(String::as_str).collect();
        let search = Search {
            order: Order::Strongest,
            part: self.part.clone(),
            n: 1,
            context: 0,
        };
        Ok(self.source.store.search(&ids, &search)?.1.pop())
    }
}

/// A passage in parts, names apart.
fn told(evidence: &Evidence) -> Passage {
    let mut text = Vec::new();
    let mut from = 0;
    for mark in &evidence.marks {
        text.push((evidence.text[from..mark.start].to_owned(), false));
        text.push((mark.of(&evidence.text).to_owned(), true));
        from = mark.end;
    }
    text.push((evidence.text[from..].to_owned(), false));
    Passage {
        place: spot(evidence),
        text,
    }
}

fn columns(format: Form) -> Vec<Column> {
    let mut columns = vec![
        Column::from("change"),
        Column::headed("names", "who"),
        Column::headed("old", "then"),
        Column::headed("new", "now"),
        Column::from("expected"),
        Column::headed("old_rank", "rank then"),
        Column::headed("new_rank", "now"),
        Column::data_only("g2"),
        Column::from("q").with_digits(4),
    ];
    if format != Form::Table {
        columns.extend([Column::from("ids"), Column::from("passage")]);
    }
    columns
}

fn row(
    change: &Change,
    graphs: [&Graph; 2],
    passage: Option<&Evidence>,
    format: Form,
) -> Vec<Value> {
    let kind = match change.fate {
        Fate::Came => "came",
        Fate::Went => "went",
        Fate::Grew => "grew",
        Fate::Shrank => "shrank",
    };
    let mut row: Vec<Value> = vec![
        kind.into(),
        names(change, graphs).join(" – ").into(),
        change.old.windows.into(),
        change.new.windows.into(),
        six_digits(change.expected).into(),
        change.old.rank.into(),
        change.new.rank.into(),
        six_digits(change.g2).into(),
        six_digits(change.q).into(),
    ];
    if format != Form::Table {
        let told = |evidence: &Evidence| {
            let passage = bracketed(evidence);
            match format {
                Form::Md => format!("{} ({}:{})", passage, evidence.document, evidence.line).into(),
                _ => json!({"document": evidence.document, "line": evidence.line, "text": passage}),
            }
        };
        row.push(change.ids.join(" ").into());
        row.push(passage.map_or(Value::Null, told));
    }
    row
}

/// The names of the ends of a change, as the newer graph that has them gives them.
fn names(change: &Change, graphs: [&Graph; 2]) -> Vec<String> {
    let name = |id: &String| {
        let named = graphs.iter().rev().find_map(|graph| node(graph, id));
        named.map_or(id, |node| &node.name).clone()
    };
    change.ids.iter().map(name).collect()
}

/// The node of an id; nodes stand in the order of their ids.
fn node<'a>(graph: &'a Graph, id: &str) -> Option<&'a Node> {
    let nodes = graph.network.raw_nodes();
    let place = nodes.binary_search_by(|node| node.weight.id.as_str().cmp(id));
    place.ok().map(|place| &nodes[place].weight)
}
