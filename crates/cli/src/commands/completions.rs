//! `sayso completions`: what the Tab key offers in a shell.

use crate::outcome::Outcome;
use clap_complete::Shell;
use std::io::Write;

/// Print the completions for a shell, so that the Tab key knows commands and options.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  sayso completions bash > ~/.local/share/bash-completion/completions/sayso
  sayso completions zsh > ~/.zfunc/_sayso
  sayso completions fish > ~/.config/fish/completions/sayso.fish")]
pub(crate) struct Arguments {
    /// The shell.
    shell: Shell,
}

pub(crate) fn run(arguments: &Arguments, mut program: clap::Command) -> anyhow::Result<Outcome> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut program, "sayso", &mut script);
    std::io::stdout().write_all(&script)?;
    Ok(Outcome::Complete)
}
