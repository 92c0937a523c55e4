//! The program: hands its arguments to the command line of the library.

use std::process::ExitCode;

/// Many small texts and lists are taken and given back on all threads.
#[global_allocator]
static GLOBAL: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    comention::cli::run(std::env::args_os()).into()
}
