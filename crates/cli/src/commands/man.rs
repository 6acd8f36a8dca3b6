//! `sayso man`: the program's pages for `man`.

use crate::outcome::Outcome;
use anyhow::Context;
use clap_mangen::Man;
use std::fs;
use std::io::Write;
use std::path::PathBuf;

/// Print the manual page of the program, or write those of all its commands.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  sayso man | man -l -
  sayso man --output ~/.local/share/man/man1/        sayso.1, sayso-extract.1, …")]
pub(crate) struct Arguments {
    /// Write a page for each command into this folder.
    #[arg(short, long, value_name = "FOLDER")]
    output: Option<PathBuf>,
}

pub(crate) fn run(arguments: &Arguments, program: clap::Command) -> anyhow::Result<Outcome> {
    let Some(folder) = &arguments.output else {
        let mut page = Vec::new();
        Man::new(program).render(&mut page)?;
        std::io::stdout().write_all(&page)?;
        return Ok(Outcome::Complete);
    };
    let cannot = || format!("cannot write manual pages to {}", folder.display());
    fs::create_dir_all(folder).with_context(cannot)?;
    clap_mangen::generate_to(program.disable_help_subcommand(true), folder).with_context(cannot)?;
    Ok(Outcome::Complete)
}
