//! `sayso aggregate`: joins runs on several machines into one.

use crate::arguments::{IdentitiesArguments, JobsArguments, LexiconArguments};
use crate::numbers::{counted, grouped};
use crate::outcome::Outcome;
use crate::style::{self, paint};
use anyhow::bail;
use sayso::Aggregation;
use std::io::Write;
use std::path::PathBuf;

/// Join the results of several runs: who is who, and which quotes are the same.
///
/// Reads articles.jsonl and attributions.jsonl in each output folder of `sayso
/// extract` and writes speakers.jsonl, speakers.csv, clusters.jsonl, copies.jsonl and the summary
/// (summary.json, summary.csv): the same bytes that a single run over all of their
/// input would have written; and articles.jsonl and attributions.jsonl of all runs, with
/// who is who across them (speaker.id). The folders themselves are left as they are.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  sayso aggregate machine-1/ machine-2/ machine-3/ --output all/
  sayso aggregate output/ --identities who-is-who.tsv    again, over the files of that run
  sayso aggregate output/ --authority members.csv        with ids and parties from a table")]
pub(crate) struct Arguments {
    /// Output folders of `sayso extract`, in any order.
    #[arg(required = true, value_name = "OUTPUT")]
    runs: Vec<PathBuf>,

    /// The folder for what they have in common [default: the one OUTPUT given].
    #[arg(short, long, value_name = "FOLDER")]
    output: Option<PathBuf>,

    #[command(flatten)]
    jobs: JobsArguments,

    #[command(flatten)]
    identities: IdentitiesArguments,

    #[command(flatten)]
    lexicon: LexiconArguments,

    /// Print no summary, only what went wrong.
    #[arg(short, long)]
    quiet: bool,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let output = match (&arguments.output, &arguments.runs[..]) {
        (Some(output), _) => output.clone(),
        (None, [run]) => run.clone(),
        (None, _) => bail!("where should the joined results go? Name a folder with --output"),
    };
    let aggregated = sayso::aggregate(&Aggregation {
        runs: arguments.runs.clone(),
        output: output.clone(),
        jobs: arguments.jobs.get(),
        lexicon: arguments.lexicon.lexicon.clone(),
        identities: arguments.identities.identities.clone(),
        authority: arguments.identities.authority.clone(),
    })?;
    if !arguments.quiet {
        let summary = &aggregated.summary;
        let mut stderr = anstream::stderr().lock();
        writeln!(
            stderr,
            "{} in {}",
            paint(style::FIGURE, counted(aggregated.attributions, "quote or claim", "quotes and claims")),
            paint(style::FIGURE, counted(aggregated.articles, "article", "articles"))
        )?;
        for (name, text) in [
            ("speakers", format!("{} known by name", grouped(summary.speakers))),
            ("repeated", format!("{} in several articles", grouped(summary.clusters))),
            ("copies", format!("{} printed more than once", counted(summary.copies, "article", "articles"))),
            ("output", output.join("speakers.jsonl").display().to_string()),
            ("next", format!("sayso review {}", sayso::records::typed(&output))),
        ] {
            writeln!(stderr, "  {} {text}", paint(style::FAINT, format_args!("{name:<9}")))?;
        }
    }
    Ok(Outcome::Complete)
}
