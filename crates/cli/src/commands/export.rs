//! `sayso export`: writes results in the formats of other tools, and decisions as gold.

use crate::arguments::file_at;
use crate::numbers::counted;
use crate::outcome::Outcome;
use crate::style::{self, paint};
use clap::builder::{PossibleValue, PossibleValuesParser};
use std::io::Write;
use std::path::{Path, PathBuf};

/// Write results in the format of another tool, or what people decided as gold.
///
/// Reads an output folder of `sayso extract` and writes a file or a folder. Offsets
/// count Unicode code points in every export, whatever those of the output count. An
/// existing file is replaced; a folder must not exist yet.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  sayso export output/ --to csv                            output/attributions.csv
  sayso export output/ --to label-studio -o for-review/
  sayso export output/ --to webannotation                  output/annotations.jsonld
  sayso export output/ --gold gold/                        gold.jsonl and brat/, from decisions
  sayso train gold/ --output my.model

In CSV, cells that a spreadsheet would take for formulas (they begin with = + - @) are preceded by
a '. Citron has no quotes without a cue; they are left out and counted.")]
pub(crate) struct Arguments {
    /// Output folder of `sayso extract`.
    #[arg(default_value = "output", value_name = "OUTPUT")]
    results: PathBuf,

    /// The format.
    #[arg(long, value_name = "FORMAT", value_parser = formats(), ignore_case = true, required_unless_present = "gold")]
    to: Option<String>,

    /// The file or folder to write, or for a file the folder to write it to [default: one in
    /// OUTPUT, named after the format].
    #[arg(short, long, value_name = "PATH", conflicts_with = "gold")]
    output: Option<PathBuf>,

    /// Write gold annotations to this folder, made from the decisions of `sayso
    /// review`: gold.jsonl, and brat/ with pairs of files, for all articles that
    /// somebody has read whole (key d).
    #[arg(long, value_name = "FOLDER", conflicts_with = "to")]
    gold: Option<PathBuf>,

    /// Print no summary, only what went wrong.
    #[arg(short, long)]
    quiet: bool,
}

/// What the formats are called on the command line.
pub(crate) fn formats() -> PossibleValuesParser {
    PossibleValuesParser::new(
        export::FORMATS.iter().map(|format| PossibleValue::new(format.name).help(format.about)),
    )
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    match (&arguments.gold, &arguments.to) {
        (Some(folder), _) => gold(arguments, folder),
        (None, Some(format)) => {
            results(&arguments.results, format, arguments.output.as_deref(), arguments.quiet)
        }
        (None, None) => anyhow::bail!("--to or --gold is missing"),
    }
}

/// Writes the results in a folder in a format, to `target` or where that format goes.
pub(crate) fn results(
    results: &Path,
    format: &str,
    target: Option<&Path>,
    quiet: bool,
) -> anyhow::Result<Outcome> {
    let format = export::format(format).expect("the command line accepts no other format");
    let writes_a_file = Path::new(format.target).extension().is_some();
    let target = match target {
        None => results.join(format.target),
        Some(target) if writes_a_file => file_at(target, format.target),
        Some(target) => target.to_owned(),
    };
    let exported = export::export(results, format, &target)?;
    if !quiet {
        let mut stderr = anstream::stderr().lock();
        let attributions = counted(exported.attributions, "quote or claim", "quotes and claims");
        let articles = counted(exported.articles, "article", "articles");
        writeln!(stderr, "{attributions} in {articles}: {}", paint(style::FIGURE, target.display()))?;
        if exported.left_out > 0 {
            let left_out = counted(exported.left_out, "has", "have");
            writeln!(stderr, "{left_out} no cue and cannot be expressed in this format")?;
        }
    }
    Ok(Outcome::Complete)
}

fn gold(arguments: &Arguments, folder: &Path) -> anyhow::Result<Outcome> {
    let review::Exported { articles, attributions, unfinished } = review::export(&arguments.results, folder)?;
    if articles == 0 {
        let page = format!("`sayso review {}`", sayso::records::typed(&arguments.results));
        anyhow::bail!(
            "nobody has read an article whole yet (key d on the page of {page}), and others are no gold"
        );
    }
    if !arguments.quiet {
        let mut stderr = anstream::stderr().lock();
        writeln!(stderr, "articles read whole: {articles}, with quotes and claims: {attributions}")?;
        if unfinished > 0 {
            writeln!(
                stderr,
                "  left out: {unfinished} with decisions, which nobody has read whole (key d on the page)"
            )?;
        }
    }
    Ok(Outcome::Complete)
}
