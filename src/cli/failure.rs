//! What stops a command, and the exit code it gives.

use std::io::{self, Write};

use comention::error::Error;

use super::look;

/// Why a command ended early.
pub(crate) enum Failure {
    /// The library's reason.
    Library(Error),
    /// Standard output could not be written.
    Output(io::Error),
    /// What was asked for is not there: words for the user.
    NothingFound(String),
    /// The command cannot be carried out as given: words for the user.
    Usage(String),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Library(error)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

impl Failure {
    /// Tells the user, and gives the exit code. A closed pipe is success: whoever read had enough.
    pub(crate) fn report(self) -> u8 {
        if let Self::Output(source) | Self::Library(Error::Write { source, .. }) = &self
            && source.kind() == io::ErrorKind::BrokenPipe
        {
            return 0;
        }
        let (message, code) = self.told();
        for line in message.lines() {
            // A stderr that is closed hears nothing; the code tells all the same.
            let _ = writeln!(
                anstream::stderr(),
                "{ERROR}error:{ERROR:#} {}",
                look::clean(line)
            );
        }
        code
    }

    /// The words for the user, and the exit code.
    pub(crate) fn told(&self) -> (String, u8) {
        match self {
            Self::Output(error) => (format!("standard output: {error}"), 2),
            Self::Library(error @ Error::UnknownName { .. }) => (error.to_string(), 1),
            Self::Library(error) => (error.to_string(), 2),
            Self::NothingFound(message) => (message.clone(), 1),
            Self::Usage(message) => (message.clone(), 2),
        }
    }
}

const ERROR: anstyle::Style = anstyle::AnsiColor::Red.on_default().bold();
