//! `sayso sentences`: prints where sentences begin and end, for other programs.

use crate::arguments::{JobsArguments, LexiconArguments, any_language};
use crate::outcome::{Outcome, Tally};
use sayso::text::CodePoints;
use sayso::{LoadedModel, Pipeline};
use std::io::Write;
use std::path::PathBuf;

/// Print where the sentences of articles begin and end.
///
/// Writes one JSON line for each article to standard output: {"id": …, "spans":
/// [[start, end], …]}. The spans are half-open and count Unicode code points of the
/// article's text. All of the text is split, including what is not the article's body.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  sayso sentences corpus/ > sentences.jsonl
  sayso sentences article.txt")]
pub(crate) struct Arguments {
    /// Files, archives or folders of them.
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,

    #[command(flatten)]
    jobs: JobsArguments,

    #[command(flatten)]
    lexicon: LexiconArguments,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let pipeline = Pipeline::new(&arguments.lexicon.load()?, LoadedModel::default());
    let input = sayso::corpus::Input::find(&arguments.paths, &any_language());
    let mut tally = Tally::default();
    for skipped in input.skipped() {
        tally.skipped(skipped);
    }
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    sayso::each_article(
        &pipeline,
        &input,
        arguments.jobs.get(),
        0,
        |_, _, article| line(&article.id, &article.text, &pipeline.sentences(&article.text)),
        |done| match done.result {
            Ok(line) => {
                tally.used();
                Ok(out.write_all(line.as_bytes())?)
            }
            Err(skipped) => {
                tally.skipped(&skipped);
                anyhow::Ok(())
            }
        },
    )?;
    out.flush()?;
    tally.outcome(&arguments.paths)
}

fn line(id: &str, text: &str, sentences: &[sayso::text::Span]) -> String {
    let points = CodePoints::new(text);
    let spans: Vec<_> = sentences.iter().map(|&span| points.span(span)).collect();
    let mut line = serde_json::json!({ "id": id, "spans": spans }).to_string();
    line.push('\n');
    line
}
