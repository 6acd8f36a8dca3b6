//! `sayso report`: writes the page for reviewing as one file, to be mailed.

use crate::arguments::file_at;
use crate::outcome::Outcome;
use anyhow::Context;
use indicatif::DecimalBytes;
use review::ReportOptions;
use std::io::Write;
use std::path::PathBuf;

/// What the page is called where nobody says how.
const REPORT: &str = "report.html";

/// Write what was found and decided as one page, to mail to a colleague.
///
/// The file is the page of `sayso review` without a server: articles with their
/// quotes, the decisions, figures and repeated quotes. It loads and sends nothing.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  sayso report output/ --output report.html
  sayso report output/ --decided --output reviewed.html
  sayso report output/ --article wire/storm --article wire/bridge")]
pub(crate) struct Arguments {
    /// The folder that `sayso extract` wrote.
    #[arg(default_value = "output", value_name = "OUTPUT")]
    folder: PathBuf,

    /// The file to write, or the folder to write it to.
    #[arg(short, long, value_name = "FILE", default_value = REPORT)]
    output: PathBuf,

    /// Include only this article; may be given several times.
    #[arg(long, value_name = "ID")]
    article: Vec<String>,

    /// Include only articles about which somebody has decided something.
    #[arg(long, conflicts_with = "article")]
    decided: bool,

    /// Refuse to write more than about this many megabytes.
    #[arg(long, value_name = "MB", default_value_t = ReportOptions::default().most >> 20)]
    most: usize,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let options = ReportOptions {
        articles: arguments.article.clone(),
        decided: arguments.decided,
        most: arguments.most << 20,
    };
    let page = review::report(&arguments.folder, &options)?;
    let file = file_at(&arguments.output, REPORT);
    let context = || format!("cannot write {}", file.display());
    if let Some(folder) = file.parent() {
        std::fs::create_dir_all(folder).with_context(context)?;
    }
    std::fs::write(&file, &page).with_context(context)?;
    let _ = writeln!(anstream::stderr(), "{}: {}", file.display(), DecimalBytes(page.len() as u64));
    Ok(Outcome::Complete)
}
