//! The arguments that say how far a text may be from a list.

use clap::{Args, ValueEnum};
use comention::gazetteer::{Case, Diacritics, Matching};

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
            ..Matching::default()
        }
    }
}
