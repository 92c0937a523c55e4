//! `query --batch`: questions as JSON Lines, answers as JSON Lines.

use std::io::{self, BufRead, Write};
use std::path::Path;

use clap::Parser;
use serde_json::{Map, Value};

use super::Verb;
use crate::cli::Failure;
use crate::cli::discover::DiscoverArgs;
use crate::cli::source::Source;
use crate::cli::table::json;

/// A question as arguments.
#[derive(Parser)]
struct Question {
    #[command(subcommand)]
    verb: Verb,
}

/// Answers each line of standard input with a line: the question, and its `answer`, rows as of
/// `--format json`, or its `error`.
///
/// A question has a `verb`, what it is `of` (a name, or a list of them), and options by their names
/// without dashes.
pub(super) fn batch(path: &Path, out: &mut impl Write) -> Result<(), Failure> {
    let mut sources = Sources {
        path,
        open: Vec::new(),
    };
    sources.showing(DiscoverArgs::default())?;
    for line in io::stdin().lock().split(b'\n') {
        let line = line.map_err(|error| Failure::Usage(format!("standard input: {error}")))?;
        if line.trim_ascii().is_empty() {
            continue;
        }
        let reply = match serde_json::from_slice(&line) {
            Ok(Value::Object(question)) => reply(question, &mut sources)?,
            _ => {
                let question = String::from_utf8_lossy(&line).into_owned();
                let error = "not a JSON object; ask as in {\"verb\": \"show\", \"of\": \"Oslo\"}";
                serde_json::json!({"question": question, "error": error})
            }
        };
        writeln!(out, "{}", json(&reply))?;
        out.flush()?;
    }
    Ok(())
}

/// The graph, as the questions so far wanted to see it; each is read once.
struct Sources<'a> {
    path: &'a Path,
    open: Vec<Source>,
}

impl Sources<'_> {
    fn showing(&mut self, discover: DiscoverArgs) -> Result<&Source, Failure> {
        let open = self.open.iter();
        let known = open.clone().position(|source| source.discover.is(discover));
        let place = match known {
            Some(place) => place,
            None => {
                let source = Source::open(self.path, discover)?;
                source.load()?;
                self.open.push(source);
                self.open.len() - 1
            }
        };
        Ok(&self.open[place])
    }
}

fn reply(question: Map<String, Value>, sources: &mut Sources<'_>) -> Result<Value, Failure> {
    let answer = arguments(&question).and_then(|arguments| {
        let parsed = Question::try_parse_from(arguments);
        let verb = parsed.map_err(|error| said(&error.to_string()))?.verb;
        let mut answer = Vec::new();
        let source = sources.showing(verb.answer().graph.discover);
        let asked = source.and_then(|source| verb.ask(source, &mut answer));
        asked.map_err(|failure| failure.told().0)?;
        let answer: Value = serde_json::from_slice(&answer).map_err(|error| error.to_string())?;
        Ok(answer)
    });
    Ok(match answer {
        Ok(answer) => serde_json::json!({"question": question, "answer": answer}),
        Err(error) => serde_json::json!({"question": question, "error": error}),
    })
}

/// The question as it would be typed in.
fn arguments(question: &Map<String, Value>) -> Result<Vec<String>, String> {
    let verb = question.get("verb").and_then(Value::as_str);
    let verb = verb.ok_or("no `verb`; ask as in {\"verb\": \"show\", \"of\": \"Oslo\"}")?;
    let mut arguments = vec!["comention".to_owned(), verb.to_owned()];
    let (mut options, mut names) = (vec!["--format=json".to_owned()], Vec::new());
    for (key, value) in question {
        match key.as_str() {
            "verb" => {}
            "of" => names = plain(key, value)?,
            "format" | "graph" => return Err(format!("`{key}` is the same for all questions")),
            _ => options.extend(option(key, value)?),
        }
    }
    arguments.append(&mut options);
    arguments.push("--".to_owned());
    arguments.append(&mut names);
    Ok(arguments)
}

fn option(key: &str, value: &Value) -> Result<Vec<String>, String> {
    let dashes = if key.chars().count() == 1 { "-" } else { "--" };
    let key = key.replace('_', "-");
    match value {
        Value::Bool(true) => Ok(vec![format!("{dashes}{key}")]),
        Value::Bool(false) | Value::Null => Ok(Vec::new()),
        value => {
            let values = plain(&key, value)?.into_iter();
            Ok(values
                .map(|value| format!("{dashes}{key}={value}"))
                .collect())
        }
    }
}

/// A value, or the values of a list.
fn plain(key: &str, value: &Value) -> Result<Vec<String>, String> {
    match value {
        Value::String(text) => Ok(vec![text.clone()]),
        Value::Number(number) => Ok(vec![number.to_string()]),
        Value::Array(values) => {
            let values = values.iter().map(|value| match value {
                Value::Array(_) => Err(format!("`{key}` is a list in a list")),
                value => plain(key, value),
            });
            Ok(values.collect::<Result<Vec<_>, _>>()?.concat())
        }
        _ => Err(format!("`{key}` is neither text, a number nor a list")),
    }
}

/// What clap says before it comes to the usage, on one line.
fn said(message: &str) -> String {
    let lines = message.lines().take_while(|line| !line.is_empty());
    let said: Vec<&str> = lines.map(str::trim).collect();
    said.join(" ").trim_start_matches("error: ").to_owned()
}
