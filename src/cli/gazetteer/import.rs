//! `comention gazetteer import`: other people's lists to a list of ours.

use std::fs::File;
use std::io::{BufReader, Write};
use std::path::PathBuf;

use clap::ValueEnum;
use comention::error::Error;
use comention::gazetteer::EntityType;
use comention::gazetteer::import::{Kind, Options, import as read};
use comention::whole::write_whole;

use crate::cli::{Failure, look, table};

#[derive(clap::Args)]
pub(super) struct Args {
    /// The list
    file: PathBuf,

    /// What kind of list it is
    #[arg(long, value_enum)]
    from: KindArg,

    /// The file to write, TSV; standard output if it is not given
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,

    /// The type of names in a list that tells none
    #[arg(long = "type", value_name = "TYPE", default_value = "person")]
    entity_type: String,

    /// The language of labels and aliases (Wikidata)
    #[arg(long, value_name = "CODE", default_value = "en")]
    language: String,

    /// Only entries of so many people (GeoNames) or pages in Wikipedias (Wikidata)
    #[arg(long, value_name = "N", default_value_t = 0)]
    min_score: u64,

    /// Take names in other languages, and weak ones, as aliases too
    #[arg(long)]
    all_aliases: bool,

    /// Where the list is from, for the column `source`
    #[arg(long, value_name = "TEXT")]
    source: Option<String>,

    /// Under which licence, for the column `licence`
    #[arg(long, value_name = "TEXT")]
    licence: Option<String>,
}

#[derive(Clone, Copy, ValueEnum)]
enum KindArg {
    /// A dump of GeoNames: allCountries.txt, cities15000.txt, NO.txt
    Geonames,
    /// Items of Wikidata as JSON, one a line
    Wikidata,
    /// Entities of FollowTheMoney as JSON, one a line: OpenSanctions, Aleph
    Ftm,
    /// A name a line
    Names,
    /// Patterns of spaCy's entity ruler as JSON, one a line
    Spacy,
}

pub(super) fn import(args: &Args) -> Result<(), Failure> {
    let entity_type = EntityType::known(&args.entity_type).ok_or_else(|| {
        let name = look::clean(&args.entity_type);
        Failure::Usage(format!(
            "unknown type `{name}`; use `person`, `place`, `organisation` or `other`"
        ))
    })?;
    if let Some(output) = &args.output {
        super::spare(std::slice::from_ref(&args.file), output)?;
    }
    let options = Options {
        entity_type,
        language: args.language.clone(),
        min_score: args.min_score,
        all_aliases: args.all_aliases,
        source: args.source.clone(),
        licence: args.licence.clone(),
    };
    let failed = |error| Error::read(&args.file, error);
    let mut input = BufReader::new(File::open(&args.file).map_err(failed)?);
    let file = args.file.to_string_lossy();
    let imported = read(args.from.kind(), &mut input, &file, &options).map_err(failed)?;
    look::warn_all(&imported.warnings);
    if imported.rows.is_empty() {
        return Err(Failure::NothingFound(format!(
            "{}: no entry to take; check `--from` and `--min-score`",
            args.file.display()
        )));
    }
    let mut out = table::stdout();
    let Some(output) = &args.output else {
        imported.write(&mut out)?;
        return Ok(out.flush()?);
    };
    write_whole(output, |out| imported.write(out))?;
    let n_rows = look::count(imported.rows.len() as u64, "entity");
    let n_unwanted = look::number(imported.n_unwanted);
    writeln!(
        out,
        "{n_rows} in {}; {n_unwanted} passed over",
        output.display()
    )?;
    Ok(out.flush()?)
}

impl KindArg {
    fn kind(self) -> Kind {
        match self {
            Self::Geonames => Kind::GeoNames,
            Self::Wikidata => Kind::Wikidata,
            Self::Ftm => Kind::FollowTheMoney,
            Self::Names => Kind::Names,
            Self::Spacy => Kind::Spacy,
        }
    }
}
