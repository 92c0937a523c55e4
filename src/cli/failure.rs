//! What stops a command, and the exit code it gives.

use std::io;
use std::process::ExitCode;

use comention::error::Error;

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
    pub(crate) fn report(self) -> ExitCode {
        let (message, code) = match self {
            Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                return ExitCode::SUCCESS;
            }
            Self::Library(Error::Write { source, .. })
                if source.kind() == io::ErrorKind::BrokenPipe =>
            {
                return ExitCode::SUCCESS;
            }
            Self::Output(error) => (format!("standard output: {error}"), 2),
            Self::Library(error @ Error::UnknownName { .. }) => (error.to_string(), 1),
            Self::Library(error) => (error.to_string(), 2),
            Self::NothingFound(message) => (message, 1),
            Self::Usage(message) => (message, 2),
        };
        for line in message.lines() {
            anstream::eprintln!("{ERROR}error:{ERROR:#} {line}");
        }
        ExitCode::from(code)
    }
}

const ERROR: anstyle::Style = anstyle::AnsiColor::Red.on_default().bold();
