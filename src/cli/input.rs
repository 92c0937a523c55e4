//! The arguments that commands share: what to read, how, and with which names.

use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use comention::error::Fault;
use comention::gazetteer::{Ambiguous, BUILTIN, Gazetteer, Index, MOST_NAMESAKES, Matching};
use comention::project::Project;
use comention::read::{Format, Input, Limits, MetadataTable, Reading};
use comention::segment;

use super::{Failure, look, tolerance::ToleranceArgs};

const NO_GAZETTEER: &str = "there is no entities.toml here, so the names are those that come with \
    comention; `comention init` writes an entities.toml of those in your texts, `-g FILE` takes another \
    list";

/// The list that is taken where none is named.
const USUAL: &str = "entities.toml";

/// More threads than any machine has cores for.
const MOST_THREADS: i64 = 1_024;

/// What to read, and how.
#[derive(Args)]
pub(crate) struct ReadArgs {
    /// Files, folders and archives to read; `-` or a pipe is standard input
    #[arg(value_name = "INPUT")]
    inputs: Vec<PathBuf>,

    /// The format of standard input, and of files whose names do not tell it: text, markdown, html,
    /// json, jsonl, csv, tsv
    #[arg(long, value_name = "FORMAT")]
    input_format: Option<Format>,

    /// A table of titles, dates and the like, by the `path` of the document or its `id`
    #[arg(long, value_name = "FILE")]
    metadata: Option<PathBuf>,

    /// Unpack archives to this many times their size at most
    #[arg(long, value_name = "N", default_value_t = Limits::default().ratio)]
    max_ratio: u64,

    /// Read documents of this many MiB at most; files of records may be longer
    #[arg(long, value_name = "MIB", default_value_t = Limits::default().document_bytes >> 20)]
    max_document: u64,

    /// The year of the times in live pages, where the page tells none
    #[arg(long, value_name = "YEAR", value_parser = clap::value_parser!(i16).range(1000..3000))]
    year: Option<i16>,

    /// Threads to work with; 0 for one per core
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = clap::value_parser!(u16).range(..=MOST_THREADS))]
    threads: u16,
}

/// What to read, how, and with which names.
#[derive(Args)]
pub(crate) struct InputArgs {
    #[command(flatten)]
    pub(crate) read: ReadArgs,

    /// The names to look for: entities.toml, TSV, or `builtin` for those that come with comention;
    /// may be given several times [default: entities.toml, else builtin]
    #[arg(short, long, value_name = "FILE")]
    gazetteer: Vec<PathBuf>,

    #[command(flatten)]
    tolerance: ToleranceArgs,

    /// What a name is that several entities have, where the text does not decide: the best known,
    /// all of them, or none
    #[arg(long, value_enum, default_value = "best")]
    ambiguous: AmbiguousArg,

    /// Take names byte for byte as they are listed, and nothing more
    #[arg(long)]
    pub(crate) plain: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum AmbiguousArg {
    Best,
    All,
    Drop,
}

impl ReadArgs {
    /// What to read: as given, else as the project says, else standard input.
    pub(crate) fn inputs(&self) -> Result<Vec<Input>, Failure> {
        let project = Project::load(Path::new("."))?;
        let paths = match self.inputs.is_empty() {
            true => &project.inputs,
            false => &self.inputs,
        };
        if paths.is_empty() {
            if io::stdin().is_terminal() {
                let message =
                    "nothing to read; give files or folders, as in `comention build articles/`";
                return Err(Failure::Usage(message.to_owned()));
            }
            return Ok(vec![Input::Stdin]);
        }
        let inputs = paths.iter().map(|path| match path.to_str() {
            Some("-") => Input::Stdin,
            _ => Input::Path(path.clone()),
        });
        Ok(inputs.collect())
    }

    /// What to read, as it would be typed in.
    pub(crate) fn shown(&self) -> Result<String, Failure> {
        let inputs = self.inputs()?;
        let shown = inputs.iter().map(|input| match input {
            Input::Stdin => "-".to_owned(),
            Input::Path(path) => look::clean(&path.to_string_lossy()),
        });
        Ok(shown.collect::<Vec<_>>().join(" "))
    }

    /// Whether any input was named.
    pub(crate) fn names_inputs(&self) -> bool {
        !self.inputs.is_empty()
    }

    /// How to read it: flags, and what the project says.
    pub(crate) fn reading(&self) -> Result<Reading, Failure> {
        let project = Project::load(Path::new("."))?;
        let metadata = self.metadata.as_ref().or(project.metadata.as_ref());
        let metadata = metadata.map(|path| MetadataTable::load(path)).transpose()?;
        Ok(Reading {
            format: self.input_format,
            sites: project.sites,
            metadata: metadata.unwrap_or_default(),
            limits: Limits {
                ratio: self.max_ratio,
                document_bytes: self.max_document.saturating_mul(1 << 20),
                ..Limits::default()
            },
        })
    }

    /// What is known of the texts besides them.
    pub(crate) fn segmenting(&self) -> segment::Options {
        segment::Options { year: self.year }
    }

    /// How many threads that are.
    pub(crate) fn n_threads(&self) -> usize {
        match self.threads {
            0 => std::thread::available_parallelism().map_or(1, usize::from),
            n => usize::from(n),
        }
    }

    /// Runs `work` on as many threads as were asked for.
    pub(crate) fn on_threads<T: Send>(
        &self,
        work: impl FnOnce() -> Result<T, Failure> + Send,
    ) -> Result<T, Failure>
    where
        Failure: Send,
    {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(self.n_threads())
            .build();
        let pool = pool.map_err(|error| Failure::Usage(format!("threads: {error}")))?;
        pool.install(work)
    }
}

impl InputArgs {
    /// Whether nobody named a list, so that the one that ships is taken.
    pub(crate) fn has_no_list(&self) -> Result<bool, Failure> {
        let project = Project::load(Path::new("."))?;
        Ok(
            self.gazetteer.is_empty()
                && project.gazetteers.is_empty()
                && !Path::new(USUAL).exists(),
        )
    }

    /// The names to look for, ready for use; what is odd in the lists is told on stderr.
    pub(crate) fn load_index(&self) -> Result<Index, Failure> {
        let lists = self.gazetteers()?;
        let index = match lists.as_slice() {
            [only] if Index::is_compiled(only) => Index::open(only, self.matching())?,
            lists => {
                let gazetteer = Gazetteer::load(lists)?;
                look::warn_all(&gazetteer.warnings);
                Index::new(&gazetteer, self.matching())
            }
        };
        look::warn_all(&namesakes(&index));
        Ok(index)
    }

    /// The lists of names: as given, else as the project says, else `entities.toml`, else the one
    /// that ships.
    fn gazetteers(&self) -> Result<Vec<PathBuf>, Failure> {
        if !self.gazetteer.is_empty() {
            return Ok(self.gazetteer.clone());
        }
        let lists = Project::load(Path::new("."))?.gazetteers;
        let usual = PathBuf::from(USUAL);
        match lists.is_empty() {
            false => Ok(lists),
            true if usual.exists() => Ok(vec![usual]),
            true => {
                look::warn(NO_GAZETTEER);
                Ok(vec![PathBuf::from(BUILTIN)])
            }
        }
    }

    fn matching(&self) -> Matching {
        Matching {
            ambiguous: match self.ambiguous {
                AmbiguousArg::Best => Ambiguous::Best,
                AmbiguousArg::All => Ambiguous::All,
                AmbiguousArg::Drop => Ambiguous::Drop,
            },
            ..self.tolerance.matching(self.plain)
        }
    }
}

/// What to say of names that too many entities have.
fn namesakes(index: &Index) -> Vec<Fault> {
    let number = |n| look::number(u64::from(n));
    let fault = |(name, n): &(String, u32)| {
        let (n, most) = (number(*n), number(MOST_NAMESAKES));
        let what = format!("a name of {n} entities, of which the first {most} are looked at");
        Fault::new(format!("`{name}`"), what, "list those first that are meant")
    };
    index.namesakes().iter().map(fault).collect()
}
