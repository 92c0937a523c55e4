//! `comention completions` and `comention man`: what a shell and a reader of manuals want.

use std::fs;
use std::io::Write;
use std::path::PathBuf;

use clap::Command;
use clap_complete::Shell;
use comention::error::Error;

use super::{Failure, table};

/// Prints what completes commands and options in a shell.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  comention completions bash > ~/.local/share/bash-completion/completions/comention
  comention completions fish > ~/.config/fish/completions/comention.fish")]
pub(crate) struct CompletionsArgs {
    /// The shell
    shell: Shell,
}

/// Prints the manual page, or writes one for each command into a folder.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  comention man | man -l -
  comention man -o ~/.local/share/man/man1")]
pub(crate) struct ManArgs {
    /// The folder for a page of each command
    #[arg(short, long, value_name = "FOLDER")]
    output: Option<PathBuf>,
}

pub(crate) fn completions(args: &CompletionsArgs, mut command: Command) -> Result<(), Failure> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut command, "comention", &mut script);
    let mut out = table::stdout();
    out.write_all(&script)?;
    Ok(out.flush()?)
}

pub(crate) fn man(args: &ManArgs, command: Command) -> Result<(), Failure> {
    let Some(folder) = &args.output else {
        let mut out = table::stdout();
        clap_mangen::Man::new(command).render(&mut out)?;
        return Ok(out.flush()?);
    };
    let write = || {
        fs::create_dir_all(folder)?;
        clap_mangen::generate_to(command, folder)
    };
    Ok(write().map_err(|error| Error::write(folder, error))?)
}
