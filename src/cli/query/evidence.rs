//! `query evidence`: the passages behind an entity or a tie.

use std::io::Write;

use clap::ValueEnum;
use comention::store::{Evidence, Order, Search};

use super::Answer;
use super::passage::{bracketed, place, write_wrapped};
use super::quotes::write_quote;
use crate::cli::source::{Reach, Source};
use crate::cli::table::{Column, Form, Table};
use crate::cli::{Failure, look};

#[derive(clap::Args)]
pub(super) struct Args {
    /// An entity
    name: String,

    /// Another, if the passages are to mention both
    with: Option<String>,

    /// Which passages come first
    #[arg(long, value_enum, default_value = "text")]
    order: OrderArg,

    /// So many more passages of the document that mention anybody, before and after each
    #[arg(long, value_name = "N", default_value_t = 0)]
    context: usize,

    /// A link to each passage, with {document}, {origin}, {line}, {section}, {start}, {end} or
    /// {date} in it, as in `https://example.org/{document}#L{line}`
    #[arg(long, value_name = "TEMPLATE")]
    link: Option<String>,

    #[command(flatten)]
    pub(super) answer: Answer,
}

#[derive(Clone, Copy, ValueEnum)]
enum OrderArg {
    /// Those of the first documents, as they stand in them
    Text,
    /// The latest
    Newest,
    /// Those in which two stand nearest together, or that name one most often
    Strongest,
}

pub(super) fn evidence(args: &Args, source: &Source, out: &mut impl Write) -> Result<(), Failure> {
    let names: Vec<&str> = [Some(&args.name), args.with.as_ref()]
        .into_iter()
        .flatten()
        .map(String::as_str)
        .collect();
    let (graph, mut nodes) = args.answer.part(source, &names, Reach::Ties)?;
    nodes.dedup();
    let ids: Vec<&str> = nodes
        .iter()
        .map(|&node| graph.network[node].id.as_str())
        .collect();
    let search = Search {
        order: match args.order {
            OrderArg::Text => Order::Text,
            OrderArg::Newest => Order::Newest,
            OrderArg::Strongest => Order::Strongest,
        },
        part: args.answer.graph.counted(),
        n: args.answer.n_rows(),
        context: args.context,
    };
    let (n_found, shown) = source.store.search(&ids, &search)?;
    if let (&[one, other], 0) = (nodes.as_slice(), n_found) {
        let (one, other) = (&graph.network[one].name, &graph.network[other].name);
        let message = format!("`{one}` and `{other}` share no {}", graph.corpus.window);
        return Err(Failure::NothingFound(message));
    }
    match args.answer.format {
        Form::Table => args.write_passages(&shown, n_found, out),
        Form::Md => Ok(shown.iter().try_for_each(|evidence| {
            write_quote(evidence, args.link_to(evidence).as_deref(), out)
        })?),
        form => Ok(args.table(&shown).write(form, out)?),
    }
}

impl Args {
    fn write_passages(
        &self,
        shown: &[Evidence],
        n_found: usize,
        out: &mut impl Write,
    ) -> Result<(), Failure> {
        for evidence in shown {
            writeln!(out, "{}", place(evidence))?;
            if let Some(link) = self.link_to(evidence) {
                writeln!(out, "  {}", look::clean(&link))?;
            }
            write_wrapped(&evidence.text, &evidence.marks, "  ", out)?;
            writeln!(out)?;
        }
        let all = match shown.len() < n_found {
            true => " (--top 0 for all)",
            false => "",
        };
        let n_shown = look::number(shown.len() as u64);
        let passages = look::count(n_found as u64, "passage");
        Ok(writeln!(out, "{n_shown} of {passages}{all}")?)
    }

    fn table(&self, shown: &[Evidence]) -> Table {
        let columns = [
            "document", "line", "date", "section", "start", "end", "time",
        ];
        let link = self.link.as_ref().map(|_| Column::from("link"));
        let columns = columns.map(Column::from).into_iter().chain(link);
        let mut rows = Table::with_heads(columns.chain([Column::from("passage")]));
        for evidence in shown {
            let values = [
                evidence.document.as_str().into(),
                evidence.line.into(),
                evidence.date.clone().into(),
                evidence.heading.clone().into(),
                evidence.span.start.into(),
                evidence.span.end.into(),
                evidence.time.clone().into(),
            ];
            let link = self.link_to(evidence).map(Into::into);
            let passage = bracketed(evidence).into();
            rows.push(values.into_iter().chain(link).chain([passage]).collect());
        }
        rows
    }

    /// The template filled in, each value once and as it stands.
    fn link_to(&self, evidence: &Evidence) -> Option<String> {
        let value = |key: &str| match key {
            "document" => Some(evidence.document.clone()),
            "origin" => Some(evidence.origin.clone()),
            "line" => Some(evidence.line.to_string()),
            "section" => Some(evidence.section.to_string()),
            "start" => Some(evidence.span.start.to_string()),
            "end" => Some(evidence.span.end.to_string()),
            "date" => Some(evidence.date.clone().unwrap_or_default()),
            _ => None,
        };
        let mut rest = self.link.as_deref()?;
        let mut link = String::new();
        while let Some((before, behind)) = rest.split_once('{') {
            link.push_str(before);
            match behind
                .split_once('}')
                .and_then(|(key, rest)| Some((value(key)?, rest)))
            {
                Some((value, behind)) => {
                    link.push_str(&value);
                    rest = behind;
                }
                None => {
                    link.push('{');
                    rest = behind;
                }
            }
        }
        link.push_str(rest);
        Some(link)
    }
}
