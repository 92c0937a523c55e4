//! `--discover`: names that the gazetteer lacks, among its entities.

use comention::candidate::WORTH_A_LOOK;
use comention::error::Fault;
use comention::graph::Node;
use comention::pipeline::Built;
use comention::store::Store;

use super::{Failure, look};

/// Whether names that the gazetteer lacks are shown.
#[derive(clap::Args, Clone, Copy, Default)]
pub(crate) struct DiscoverArgs {
    /// Show names that the gazetteer lacks too, as candidates: those as clear as this, from 0.1 to 2
    #[arg(
        long,
        value_name = "STRENGTH",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "0.5", // `WORTH_A_LOOK`
        value_parser = strength
    )]
    discover: Option<f64>,
}

/// What stands before a candidate's name.
pub(crate) const MARK: &str = "? ";

/// What the mark says, below what has it.
pub(crate) const FOOTNOTE: &str = "? a candidate: a name that the gazetteer lacks";

fn warn(note: Option<Fault>) {
    look::warn_all(note.as_slice());
}

impl DiscoverArgs {
    /// The same, or with the usual strength where nobody said anything.
    pub(crate) fn or_usual(self) -> Self {
        Self {
            discover: self.discover.or(Some(WORTH_A_LOOK)),
        }
    }

    /// Adds candidates to what was built, if they are shown.
    pub(crate) fn add_to(self, built: &mut Built) -> Result<(), Failure> {
        if let Some(least) = self.discover {
            warn(built.discover(least)?);
        }
        Ok(())
    }

    /// How clear candidates must be, if they are shown.
    pub(crate) fn least(self) -> Option<f64> {
        self.discover
    }

    /// The store with candidates, if they are shown.
    pub(crate) fn of(self, store: Store) -> Result<Store, Failure> {
        match self.discover {
            Some(least) => {
                let store = store.with_candidates(least)?;
                warn(store.crowded());
                Ok(store)
            }
            None => Ok(store),
        }
    }

    /// The same as it is typed in behind a command; nothing where it is not.
    pub(crate) fn typed(self) -> String {
        match self.discover {
            None => String::new(),
            Some(least) if least == WORTH_A_LOOK => " --discover".to_owned(),
            Some(least) => format!(" --discover={least}"),
        }
    }

    /// Whether the other shows the same.
    pub(crate) fn is(self, other: Self) -> bool {
        self.discover == other.discover
    }
}

/// The mark of a node that is a candidate; nothing for others.
pub(crate) fn mark(node: &Node) -> &'static str {
    match node.is_candidate() {
        true => MARK,
        false => "",
    }
}

fn strength(text: &str) -> Result<f64, String> {
    let strength = text
        .parse()
        .ok()
        .filter(|strength| (0.0..=2.0).contains(strength));
    strength.ok_or_else(|| "use a number from 0.1, all, to 2, the clearest".to_owned())
}
