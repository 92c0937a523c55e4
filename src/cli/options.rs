//! The options that `comention.toml` sets: the defaults of a command's own.

use std::ffi::OsStr;
use std::path::Path;

use clap::{Arg, ArgAction, Args, Command, Id};
use comention::error::{Error, Fault};
use comention::project::{FILE_NAME, Project, Setting};

use super::Failure;
use super::input::InputArgs;

/// Names less alike than this are different options, not slips; tried on misspelt ones.
const SLIP_LIKENESS: f64 = 0.8;

/// An option and what it is where the command line does not say.
type Default = (Id, Vec<String>);

/// The program with the project's options as defaults of its subcommand `name`. They are those of
/// `build`; others have those of them that say what to read, how, and with which names.
pub(crate) fn with_project(program: Command, name: Option<&OsStr>) -> Result<Command, Failure> {
    let shared = InputArgs::augment_args(Command::new("shared"));
    let is_shared = |id: &Id| shared.get_arguments().any(|arg| arg.get_id() == id);
    let reads = |command: &&Command| command.get_arguments().any(|arg| is_shared(arg.get_id()));
    let command = name.and_then(|name| program.find_subcommand(name));
    let Some(name) = command.filter(reads).map(Command::get_name) else {
        return Ok(program);
    };
    let name = name.to_owned();
    let mut defaults = defaults(&program, &Project::load(Path::new("."))?.options)?;
    defaults.retain(|(id, _)| name == "build" || is_shared(id));
    Ok(program.mut_subcommand(name, |command| {
        command.mut_args(|arg| {
            let default = defaults.iter().find(|(id, _)| id == arg.get_id());
            match default {
                Some((_, values)) => arg.default_values(values),
                None => arg,
            }
        })
    }))
}

/// What `settings` make of the options of `build`, or all that is wrong with them.
fn defaults(program: &Command, settings: &[Setting]) -> Result<Vec<Default>, Error> {
    let build = program.find_subcommand("build").expect("a subcommand");
    let (mut defaults, mut faults) = (Vec::new(), Vec::new());
    for setting in settings {
        match default(build, setting) {
            Ok(default) => defaults.push(default),
            Err((what, remedy)) => {
                faults.push(Fault::new(FILE_NAME, what, remedy).at(setting.location));
            }
        }
    }
    match faults.is_empty() {
        true => Ok(defaults),
        false => Err(Error::Project(faults)),
    }
}

/// The option that `setting` means, with its values; or what is wrong, and what to do.
fn default(build: &Command, setting: &Setting) -> Result<Default, (String, String)> {
    let name = setting.name.as_str();
    let is_it = |arg: &&Arg| arg.get_long() == Some(name);
    let Some(arg) = build.get_arguments().find(is_it) else {
        return Err((format!("no option is called `{name}`"), alike(build, name)));
    };
    let values = &setting.values;
    if matches!(arg.get_action(), ArgAction::SetTrue) {
        let is_switch = matches!(values.as_slice(), [one] if one == "true" || one == "false");
        let what = || format!("`{name}` is on or off");
        return match is_switch {
            true => Ok((arg.get_id().clone(), values.clone())),
            false => Err((what(), "write true or false".to_owned())),
        };
    }
    let words = values.iter().map(|value| format!("--{name}={value}"));
    let alone = Command::new("build").no_binary_name(true).arg(arg.clone());
    match alone.try_get_matches_from(words) {
        Ok(_) => Ok((arg.get_id().clone(), values.clone())),
        Err(error) => Err(told(&error)),
    }
}

/// The option that is most like `name`, or where all stand.
fn alike(build: &Command, name: &str) -> String {
    let likeness = |long: &str| strsim::jaro_winkler(long, name);
    let longs = build.get_arguments().filter_map(Arg::get_long);
    let best = longs.max_by(|a, b| likeness(a).total_cmp(&likeness(b)));
    match best.filter(|long| likeness(long) >= SLIP_LIKENESS) {
        Some(long) => format!("did you mean `{long}`?"),
        None => "`comention build --help` lists them".to_owned(),
    }
}

/// What is wrong with a value, and what to do, as the command line says it.
fn told(error: &clap::Error) -> (String, String) {
    let message = error.to_string();
    let mut lines = message.lines().take_while(|line| !line.is_empty());
    let first = lines.next().unwrap_or_default();
    let first = first.strip_prefix("error: ").unwrap_or(first);
    let choices = lines.next().unwrap_or_default().trim();
    match first.split_once(": ") {
        Some((what, remedy)) => (what.to_owned(), remedy.to_owned()),
        None => (
            first.to_owned(),
            choices.trim_matches(['[', ']']).to_owned(),
        ),
    }
}
