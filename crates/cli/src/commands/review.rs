//! `sayso review`: serves the page on which people read and correct what was found.

use crate::outcome::Outcome;
use crate::style::{self, paint};
use anyhow::Context;
use review::{Review, Server};
use std::io::{IsTerminal, Write};
use std::path::PathBuf;
use std::sync::Arc;

/// Read and correct what was found, on a page in the browser.
///
/// Serves the page to this machine alone and prints its address. Everything that the
/// page needs is in the program. Your decisions are appended at once to
/// decisions.jsonl in OUTPUT; several people may review the same folder. Press Ctrl-C
/// to stop.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  sayso review output/
  sayso review output/ --reviewer ana --port 7070 --no-open
  sayso eval --decisions output/                     how good the output is, by your decisions
  sayso estimate output/                             shares, corrected by your decisions
  sayso export output/ --gold gold/                  your decisions as gold for sayso train")]
pub(crate) struct Arguments {
    /// The folder that `sayso extract` wrote.
    #[arg(default_value = "output", value_name = "OUTPUT")]
    output: PathBuf,

    /// Listen on this port of 127.0.0.1 [default: 7117 or, if it is taken, a free one].
    #[arg(long, value_name = "PORT")]
    port: Option<u16>,

    /// Whose decisions these are; can be changed on the page [default: your user name].
    #[arg(long, value_name = "NAME")]
    reviewer: Option<String>,

    /// Only print the address, and open no browser.
    #[arg(long)]
    no_open: bool,
}

/// The same port each time, so that addresses of views remain valid.
const PORT: u16 = 7117;

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let review = Arc::new(Review::open(&arguments.output)?);
    let reviewer = arguments.reviewer.clone().or_else(user).unwrap_or_else(|| "somebody".to_owned());
    let start = |port| Server::new(Arc::clone(&review), port, &reviewer);
    let server = match arguments.port {
        Some(port) => start(Some(port))?,
        None => start(Some(PORT)).or_else(|_| start(None))?,
    };
    let address = server.address();
    writeln!(std::io::stdout(), "{address}").context("cannot write to standard output")?;
    let mut stderr = anstream::stderr();
    let _ = writeln!(
        stderr,
        "{} to stop; decisions are stored as you make them",
        paint(style::HEADING, "Ctrl-C")
    );
    if !arguments.no_open && std::io::stdout().is_terminal() {
        // If no browser opens, there still is the printed address.
        let _ = open::that_detached(&address);
    }
    server.run(|filled| {
        if let Err(error) = filled {
            let _ = writeln!(anstream::stderr(), "{} {error}", paint(style::ERROR, "error:"));
        }
    })?;
    Ok(Outcome::Complete)
}

/// The name of the user of this machine.
fn user() -> Option<String> {
    ["USER", "USERNAME", "LOGNAME"]
        .iter()
        .find_map(|name| std::env::var(name).ok().filter(|name| !name.is_empty()))
}
