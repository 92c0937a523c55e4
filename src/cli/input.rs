//! The arguments that `build` and `tag` share: what to read, with which names, how.

use std::io::{self, IsTerminal};
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use comention::gazetteer::{Case, Diacritics, Gazetteer, Index, Matching};
use comention::read::Input;
use comention::segment;

use super::Failure;

const NO_GAZETTEER: &str = "no gazetteer: there is no entities.toml here; write one, or give a list \
    with `-g FILE`";

#[derive(Args)]
pub(crate) struct InputArgs {
    /// Files and folders to read; `-` or a pipe is standard input
    #[arg(value_name = "INPUT")]
    inputs: Vec<PathBuf>,

    /// The names to look for: entities.toml or TSV; may be given several times
    #[arg(short, long, value_name = "FILE", default_value = "entities.toml")]
    gazetteer: Vec<PathBuf>,

    #[command(flatten)]
    tolerance: ToleranceArgs,

    /// Take names byte for byte as they are listed, and nothing more
    #[arg(long)]
    plain: bool,

    /// The year of the times in live pages, where the page tells none
    #[arg(long, value_name = "YEAR", value_parser = clap::value_parser!(i16).range(1000..3000))]
    year: Option<i16>,

    /// Threads to work with; 0 for one per core
    #[arg(long, value_name = "N", default_value_t = 0)]
    threads: usize,
}

/// How far the letters of a text may be from the listed ones, for those who match or compile.
#[derive(Args)]
pub(crate) struct ToleranceArgs {
    /// How case counts where a name does not say: smart takes names as written or all in capitals
    #[arg(long, value_enum, default_value = "smart")]
    case: CaseArg,

    /// How diacritics count where a name does not say: fold takes Zürich for Zurich
    #[arg(long, value_enum, default_value = "fold")]
    diacritics: DiacriticsArg,
}

#[derive(Clone, Copy, ValueEnum)]
enum CaseArg {
    Exact,
    Fold,
    Smart,
}

#[derive(Clone, Copy, ValueEnum)]
enum DiacriticsArg {
    Fold,
    Exact,
}

impl ToleranceArgs {
    pub(crate) fn matching(&self, plain: bool) -> Matching {
        Matching {
            case: match self.case {
                CaseArg::Exact => Case::Exact,
                CaseArg::Fold => Case::Fold,
                CaseArg::Smart => Case::Smart,
            },
            diacritics: match self.diacritics {
                DiacriticsArg::Fold => Diacritics::Fold,
                DiacriticsArg::Exact => Diacritics::Exact,
            },
            plain,
        }
    }
}

impl InputArgs {
    /// What to read.
    pub(crate) fn inputs(&self) -> Result<Vec<Input>, Failure> {
        if self.inputs.is_empty() {
            if io::stdin().is_terminal() {
                let message =
                    "nothing to read; give files or folders, as in `comention build articles/`";
                return Err(Failure::Usage(message.to_owned()));
            }
            return Ok(vec![Input::Stdin]);
        }
        let inputs = self.inputs.iter().map(|path| match path.to_str() {
            Some("-") => Input::Stdin,
            _ => Input::Path(path.clone()),
        });
        Ok(inputs.collect())
    }

    /// The names to look for, ready for use; what is odd in the lists is told on stderr.
    pub(crate) fn load_index(&self) -> Result<Index, Failure> {
        if let [only] = self.gazetteer.as_slice() {
            if only.as_os_str() == "entities.toml" && !only.exists() {
                return Err(Failure::Usage(NO_GAZETTEER.to_owned()));
            }
            if Index::is_compiled(only) {
                return Ok(Index::open(only, self.matching())?);
            }
        }
        let gazetteer = Gazetteer::load(&self.gazetteer)?;
        super::look::warn_all(&gazetteer.warnings);
        Ok(Index::new(&gazetteer, self.matching()))
    }

    fn matching(&self) -> Matching {
        self.tolerance.matching(self.plain)
    }

    /// What is known of the texts besides them.
    pub(crate) fn segment_options(&self) -> segment::Options {
        segment::Options { year: self.year }
    }

    /// How many threads that are.
    pub(crate) fn n_threads(&self) -> usize {
        match self.threads {
            0 => std::thread::available_parallelism().map_or(1, usize::from),
            n => n,
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
