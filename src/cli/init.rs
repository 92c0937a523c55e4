//! `comention init`: a first entities.toml, of the strongest names in a corpus.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use comention::error::Error;
use comention::gazetteer::{EntityType, Gazetteer, Index, Matching, slug};
use comention::pipeline::{Aim, Analysis, Documents, Got, Meter, for_each_document};
use comention::store::CandidateMention;
use comention::suggest::{Suggestion, WORTH_A_LOOK, suggest};

use super::input::ReadArgs;
use super::{Failure, look, progress, table};

/// Reads text and writes an entities.toml of the strongest names in it, to start from.
#[derive(clap::Args)]
#[command(after_help = "Example:\n  comention init articles/\n  comention build articles/")]
pub(crate) struct Args {
    #[command(flatten)]
    read: ReadArgs,

    /// The file to write; one that exists is left alone
    #[arg(short, long, value_name = "FILE", default_value = "entities.toml")]
    output: PathBuf,

    /// So many names
    #[arg(long, value_name = "N", default_value_t = 200)]
    top: usize,
}

pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    refuse_to_overwrite(&args.output)?;
    let names = find(args)?;
    let is_clear =
        |one: &&Suggestion| one.strength >= WORTH_A_LOOK && one.entity_type != EntityType::Other;
    let mut names: Vec<&Suggestion> = names.iter().filter(is_clear).take(args.top).collect();
    names.sort_by_key(|one| one.entity_type.clone());
    if names.is_empty() {
        let message = "no name stands out in these texts; write an entities.toml by hand";
        return Err(Failure::NothingFound(message.to_owned()));
    }
    refuse_to_overwrite(&args.output)?;
    let part = args.output.with_extension("toml.part");
    fs::write(&part, list(&names))
        .and_then(|()| fs::rename(&part, &args.output))
        .map_err(|error| Error::write(&args.output, error))?;
    let mut out = table::stdout();
    let n = look::count(names.len() as u64, "name");
    let file = args.output.display();
    writeln!(out, "Wrote {file} with {n}; look it through, then\n")?;
    let list = match args.output.as_path() == Path::new("entities.toml") {
        true => String::new(),
        false => format!(" -g {file}"),
    };
    let inputs = args.read.shown()?;
    writeln!(
        out,
        "Next: comention build {}{list}\n      comention suggest{list}",
        inputs
    )?;
    Ok(out.flush()?)
}

fn refuse_to_overwrite(path: &Path) -> Result<(), Failure> {
    match path.exists() {
        true => Err(Failure::Usage(format!(
            "{} is there already; `comention suggest` adds to it, `-o FILE` writes another",
            path.display()
        ))),
        false => Ok(()),
    }
}

/// What the texts suggest to an empty gazetteer.
fn find(args: &Args) -> Result<Vec<Suggestion>, Failure> {
    let inputs = args.read.inputs()?;
    let reading = args.read.reading()?;
    let index = Index::new(&Gazetteer::default(), Matching::default());
    let meter = Meter::default();
    let mut mentions = Vec::new();
    let mut skipped = Vec::new();
    let mut n_documents = 0;
    progress::show(&meter, || {
        let work = || {
            let take = |(_, result): Got<Vec<CandidateMention>>| {
                match result {
                    Ok(found) => {
                        mentions.extend(found.into_iter().map(|mention| CandidateMention {
                            document: n_documents,
                            ..mention
                        }))
                    }
                    Err(fault) => skipped.push(fault),
                }
                n_documents += 1;
                Ok(())
            };
            let documents = Documents::find(&inputs, &reading)?;
            let segmenting = args.read.segmenting();
            let finish = |analysis: Analysis| candidates(&analysis);
            Ok(for_each_document(
                documents,
                &segmenting,
                &index,
                Aim::Counts,
                &meter,
                finish,
                take,
            )?)
        };
        args.read.on_threads(work)
    })?;
    look::warn_all(&skipped);
    Ok(suggest(&mentions, &Gazetteer::default())?)
}

fn candidates(analysis: &Analysis) -> Vec<CandidateMention> {
    let text = &analysis.document.text;
    let found = analysis.found.iter();
    found
        .map(|found| CandidateMention::new(text, found))
        .collect()
}

/// The names as an entities.toml, by type and then the strongest first.
fn list(names: &[&Suggestion]) -> String {
    let mut list = HEAD.to_owned();
    let mut ids = std::collections::BTreeSet::new();
    for one in names.iter().filter(|one| ids.insert(slug(&one.name))) {
        let aliases: Vec<String> = one.aliases().map(quoted).collect();
        let aliases = match aliases.is_empty() {
            true => String::new(),
            false => format!("aliases = [{}]\n", aliases.join(", ")),
        };
        let mentions = look::count(one.mentions, "mention");
        let documents = look::count(one.documents, "document");
        list.push_str(&format!(
            "\n[[entity]] # {mentions} in {documents}\ntype = \"{}\"\nname = {}\n{aliases}",
            one.entity_type.as_str(),
            quoted(&one.name),
        ));
    }
    list
}

const HEAD: &str = "\
# The people, places and organisations to look for. Names were found by the words in them and beside
# them, and so were their types: strike out what is none, correct what is wrong, add what is missing.
#
#   aliases    other written forms; a person's surname is found without being listed
#   id         by default the name in small letters; any further key becomes an attribute
#   type       person, place, organisation, or other: for what only looks like one
#
# ignore = [\"...\"]   names that are never meant
";

/// A TOML string.
fn quoted(text: &str) -> String {
    toml::Value::from(text).to_string()
}
