//! `sayso estimate`: shares of what was found, corrected by what people decided.

use crate::outcome::{Outcome, nothing_decided};
use crate::style::{self, paint};
use std::io::Write;
use std::path::PathBuf;

/// Correct shares for the mistakes of the extraction, with 95 % intervals.
///
/// How much comes from sources without a name, is indirect speech, is said by women, by men
/// or by one speaker: as it was found, and as it is likely to be, judging by the decisions
/// that people made with `sayso review` about a sample. Says how many more to review.
#[derive(clap::Args)]
#[command(after_help = "\
Decide some of the “fair sample” on the page of `sayso review`: at least 30 quotes; better 200. Read
ten articles or more whole (key d) to have what was missed included.

Examples:
  sayso estimate output/
  sayso estimate output/ --speaker \"Ingrid Vasquez-Holm\" --points 1
  sayso estimate output/ --json")]
pub(crate) struct Arguments {
    /// The folder that `sayso extract` wrote, with the decisions of `sayso review`.
    #[arg(default_value = "output", value_name = "OUTPUT")]
    output: PathBuf,

    /// Estimate the share of this speaker, too; may be given several times.
    ///
    /// The name or the id in speakers.jsonl.
    #[arg(long, value_name = "NAME|ID")]
    speaker: Vec<String>,

    /// How far the interval may reach on either side of the share, in percentage points,
    /// to say how many more quotes to review for it.
    #[arg(long, value_name = "POINTS", default_value_t = 2.0, value_parser = points)]
    points: f64,

    /// Print one JSON object instead of a table.
    #[arg(long)]
    json: bool,
}

fn points(text: &str) -> Result<f64, String> {
    let points: f64 = text.parse().map_err(|_| "not a number".to_owned())?;
    if points > 0.0 && points <= 50.0 { Ok(points) } else { Err("more than 0, at most 50".to_owned()) }
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let report = estimate::shares(&arguments.output, &arguments.speaker, arguments.points)?;
    if !arguments.json && report.reviewed + report.articles_read + report.problems.len() == 0 {
        return Err(nothing_decided(&arguments.output));
    }
    let printed = match arguments.json {
        true => serde_json::to_string_pretty(&report)?,
        false => report.table(),
    };
    writeln!(anstream::stdout(), "{printed}")?;
    for problem in &report.problems {
        let _ = writeln!(anstream::stderr(), "{} {problem}", paint(style::WARNING, "passed over:"));
    }
    if !report.says_something() {
        let review = format!("sayso review {}", sayso::records::typed(&arguments.output));
        let _ = writeln!(anstream::stderr(), "{} shows quotes to decide", paint(style::FIGURE, review));
    }
    Ok(match (report.says_something(), report.problems.is_empty()) {
        (false, _) => Outcome::NothingDone,
        (true, false) => Outcome::SomeSkipped,
        (true, true) => Outcome::Complete,
    })
}
