//! The command line: arguments in, one library call per subcommand, errors to exit codes.

mod cli;

use std::process::ExitCode;

/// Many small texts and lists are taken and given back on all threads.
#[global_allocator]
static GLOBAL: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    cli::run()
}
