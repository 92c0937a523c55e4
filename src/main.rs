//! The command line: arguments in, one library call per subcommand, errors to exit codes.

mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::run()
}
