//! `sayso review`: serves the page on which people read and correct what was found.

use crate::numbers::counted;
use crate::outcome::{Outcome, outcome};
use crate::style::{self, paint};
use anyhow::Context;
use review::{Review, Server, Taken};
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
  sayso review output/ --take project-1.json         what was annotated in another tool
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

    /// Show no page, but take over the annotations in this file as decisions.
    ///
    /// What Label Studio or Prodigy saved of the tasks of `sayso export`, or other gold of
    /// articles of OUTPUT: what is marked there as it was found is accepted, what is marked
    /// otherwise corrected, what is not marked rejected, and the article has been read whole.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["port", "no_open"])]
    take: Vec<PathBuf>,

    /// Only print the address, and open no browser.
    #[arg(long)]
    no_open: bool,
}

/// The same port each time, so that addresses of views remain valid.
const PORT: u16 = 7117;

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let reviewer = arguments.reviewer.clone().or_else(user).unwrap_or_else(|| "somebody".to_owned());
    if !arguments.take.is_empty() {
        return take(arguments, &reviewer);
    }
    let review = Arc::new(Review::open(&arguments.output)?);
    let start = |port| Server::new(Arc::clone(&review), port, &reviewer);
    let server = match arguments.port {
        Some(port) => start(Some(port))?,
        None => start(Some(PORT)).or_else(|_| start(None))?,
    };
    let address = server.address();
    writeln!(std::io::stdout(), "{address}").context("cannot write to standard output")?;
    let mut stderr = anstream::stderr();
    let (stop, decisions) =
        (paint(style::HEADING, "Ctrl-C"), paint(style::WARNING, "decisions cannot be stored:"));
    let _ = match review.check_writable() {
        Ok(()) => writeln!(stderr, "{stop} to stop; decisions are stored as you make them"),
        Err(problem) => writeln!(stderr, "{stop} to stop; {decisions} {problem}"),
    };
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

/// Makes decisions of annotations.
fn take(arguments: &Arguments, reviewer: &str) -> anyhow::Result<Outcome> {
    let (mut used, mut skipped) = (0, 0);
    let mut stderr = anstream::stderr();
    for file in &arguments.take {
        let annotated = evaluation::gold(file)?;
        let taken = review::take(&arguments.output, &annotated, reviewer)?;
        let Taken { articles, accepted, rejected, corrected, added, foreign } = taken;
        for id in &foreign {
            let _ = writeln!(
                stderr,
                "{} {}: {} has no article “{id}” with this text",
                paint(style::WARNING, "skipped:"),
                file.display(),
                arguments.output.display()
            );
        }
        let articles_read = counted(articles as u64, "article", "articles");
        let what = match accepted + corrected + rejected + added {
            0 => "nothing that is not decided already".to_owned(),
            _ => format!(
                "quotes and claims: {accepted} accepted, {corrected} corrected, {rejected} rejected, {added} added"
            ),
        };
        let _ = writeln!(stderr, "{}: {articles_read}, {what}", file.display());
        used += articles as u64;
        skipped += foreign.len() as u64;
    }
    outcome(used, skipped, &arguments.take)
}

/// The name of the user of this machine.
fn user() -> Option<String> {
    ["USER", "USERNAME", "LOGNAME"]
        .iter()
        .find_map(|name| std::env::var(name).ok().filter(|name| !name.is_empty()))
}
