//! `sayso export`: results in the formats of other tools.

use crate::style::{self, paint};
use crate::{Outcome, shared::counted};
use clap::builder::{PossibleValue, PossibleValuesParser};
use std::io::Write;
use std::path::PathBuf;

/// Write results in the format of another tool.
///
/// Reads articles.jsonl and attributions.jsonl of an output folder of `sayso
/// extract`, which is left as it is, and writes a file or a folder. Offsets count
/// Unicode code points in every export, whatever those of the run count. A file
/// takes the place of an earlier one; a folder must be new.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  sayso export output/ --to csv                            output/attributions.csv
  sayso export output/ --to label-studio -o for-review/
  sayso export output/ --to webannotation                  output/annotations.jsonld

In CSV, cells that a spreadsheet would take for formulas (they begin with = + - @) have a ' before
them. Citron has no quotes without a cue; they are left out, and their number is told.")]
pub(crate) struct Arguments {
    /// Output folder of `sayso extract`.
    #[arg(value_name = "OUTPUT")]
    results: PathBuf,

    /// The format.
    #[arg(long, value_name = "FORMAT", value_parser = formats())]
    to: String,

    /// The file or folder to write [default: one in OUTPUT that is named after the
    /// format].
    #[arg(short, long, value_name = "PATH")]
    output: Option<PathBuf>,

    /// No summary; only what went wrong.
    #[arg(short, long)]
    quiet: bool,
}

fn formats() -> PossibleValuesParser {
    PossibleValuesParser::new(
        export::FORMATS.iter().map(|format| PossibleValue::new(format.name).help(format.about)),
    )
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let format = export::format(&arguments.to).expect("the command line takes no other");
    let target = arguments.output.clone().unwrap_or_else(|| arguments.results.join(format.target));
    let exported = export::export(&arguments.results, format, &target)?;
    if !arguments.quiet {
        let mut stderr = anstream::stderr().lock();
        let attributions = counted(exported.attributions, "quote or claim", "quotes and claims");
        let articles = counted(exported.articles, "article", "articles");
        writeln!(stderr, "{attributions} in {articles}: {}", paint(style::FIGURE, target.display()))?;
        if exported.left_out > 0 {
            let left_out = counted(exported.left_out, "has", "have");
            writeln!(stderr, "{left_out} no cue and cannot be told in this format")?;
        }
    }
    Ok(Outcome::Complete)
}
