//! `sayso eval`: scores the pipeline against gold annotations.

use crate::arguments::{LexiconArguments, ModelArguments};
use crate::outcome::{Outcome, nothing_decided};
use anyhow::{Context, bail};
use evaluation::{Category, Gold, Predictions, Wanted};
use sayso::corpus::Record;
use sayso::text::{Act, Kind};
use sayso::{LoadedModel, Pipeline, Settings};
use std::io::{BufRead, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

/// Score the pipeline against gold annotations.
///
/// Reads the texts of GOLD as if they were plain-text files and prints precision,
/// recall and F1 of contents, sources and cues, overall and by kind; if the gold
/// names speakers, also how often the right one was named.
#[derive(clap::Args)]
#[command(after_help = "\
GOLD is a folder of brat pairs (NAME.txt, NAME.ann) or of marked cases, what Label Studio (JSON) or
Prodigy (db-out) exports, or a JSONL file with \"id\", \"text\" and \"attributions\" in each line; or
with \"spans\" instead, to score sentences. A folder of .marked files scores who is who and which
quotes are the same across articles, in B-cubed F1.

Examples:
  sayso eval gold/dev.jsonl
  sayso eval gold/dev.jsonl --acts speech,writing,evidence --errors 20 --kind indirect
  sayso eval sentences-dev.jsonl --errors 50
  sayso eval --decisions output/             by the decisions made with `sayso review`")]
pub(crate) struct Arguments {
    /// The gold annotations: a folder of brat pairs, or a file of JSONL, Label Studio or Prodigy.
    #[arg(required_unless_present = "decisions")]
    gold: Option<PathBuf>,

    /// Measure an output folder by the decisions that people made about it.
    ///
    /// Precision is that of the decided quotes and recall that of the articles that
    /// were read whole, both with 95 % confidence intervals.
    #[arg(long, value_name = "OUTPUT", conflicts_with_all = ["gold", "predictions"])]
    decisions: Option<PathBuf>,

    /// Score these predictions instead of running the pipeline.
    ///
    /// The output folder of `sayso extract`, or a JSONL file in the format of
    /// the gold.
    #[arg(long, value_name = "PATH")]
    predictions: Option<PathBuf>,

    /// Score only predictions with one of these acts: speech, writing, evidence, attitude.
    #[arg(long, value_name = "ACT,…", value_delimiter = ',', value_parser = act)]
    acts: Vec<Act>,

    /// Show what the confidence is worth: how often it is right, and the figures above each threshold.
    #[arg(long)]
    confidence: bool,

    /// List N mistakes with their texts, spread evenly over the gold.
    #[arg(long, value_name = "N", default_value_t = 0)]
    errors: usize,

    /// Leave out the first N mistakes, when you have read them.
    #[arg(long, value_name = "N", default_value_t = 0)]
    skip: usize,

    /// List only mistakes of this category: miss, false-alarm, borders, source, speaker, inexact.
    #[arg(long, value_name = "CATEGORY")]
    only: Option<Category>,

    /// List only mistakes about contents of this kind: direct, mixed, indirect.
    #[arg(long, value_name = "KIND", value_parser = kind)]
    kind: Option<Kind>,

    /// Print all counts as JSON.
    #[arg(long)]
    json: bool,

    /// Write the counts of each document to this file, to keep and compare: a row for each kind.
    #[arg(long, value_name = "FILE", conflicts_with = "decisions")]
    csv: Option<PathBuf>,

    #[command(flatten)]
    lexicon: LexiconArguments,

    #[command(flatten)]
    model: ModelArguments,
}

fn act(name: &str) -> Result<Act, String> {
    by_name(name, [Act::Speech, Act::Writing, Act::Evidence, Act::Attitude], Act::name)
}

fn kind(name: &str) -> Result<Kind, String> {
    by_name(name, [Kind::Direct, Kind::Mixed, Kind::Indirect], Kind::name)
}

fn by_name<T: Copy, const N: usize>(
    text: &str,
    all: [T; N],
    name: fn(T) -> &'static str,
) -> Result<T, String> {
    let found = all.into_iter().find(|&one| name(one) == text);
    found.ok_or_else(|| format!("it is not one of {}", all.map(name).join(", ")))
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let shown = match (&arguments.decisions, &arguments.gold) {
        (Some(output), _) => decisions(arguments, output)?,
        (None, Some(gold)) if evaluation::across::is_gold(gold) => across(arguments, gold)?,
        (None, Some(gold)) if holds_sentences(gold)? => sentences(arguments, gold)?,
        (None, Some(gold)) => attributions(arguments, gold)?,
        (None, None) => bail!("GOLD or --decisions is missing"),
    };
    writeln!(anstream::stdout().lock(), "{shown}").context("cannot write to standard output")?;
    Ok(Outcome::Complete)
}

/// Whether the gold is of sentences, which its first line tells.
fn holds_sentences(gold: &Path) -> anyhow::Result<bool> {
    let context = || gold.display().to_string();
    if std::fs::metadata(gold).with_context(context)?.is_dir() {
        return Ok(false);
    }
    let mut first = Vec::new();
    let mut file = std::io::BufReader::new(std::fs::File::open(gold).with_context(context)?);
    while first.trim_ascii().is_empty() {
        first.clear();
        if file.read_until(b'\n', &mut first).with_context(context)? == 0 {
            bail!("{} is empty", gold.display());
        }
    }
    // If the line is broken, whoever reads all lines reports it.
    let fields: serde_json::Value = serde_json::from_slice(&first).unwrap_or_default();
    let others = ["attributions", "tokens"].iter().any(|field| fields.get(field).is_some());
    Ok(fields.get("spans").is_some() && !others)
}

fn decisions(arguments: &Arguments, output: &Path) -> anyhow::Result<String> {
    let assessment = review::assess(output)?;
    if assessment.articles == 0 {
        return Err(nothing_decided(output));
    }
    Ok(if arguments.json { serde_json::to_string_pretty(&assessment)? } else { assessment.table() })
}

fn attributions(arguments: &Arguments, gold: &Path) -> anyhow::Result<String> {
    let gold = evaluation::gold(gold)?;
    let mut predictions = match &arguments.predictions {
        Some(path) => evaluation::predictions(path, &gold)?,
        None => predict(&Pipeline::new(&arguments.lexicon.load()?, arguments.model.load()?), &gold),
    };
    if !arguments.acts.is_empty() {
        let wanted =
            |name: &Option<String>| arguments.acts.iter().any(|act| name.as_deref() == Some(act.name()));
        predictions.iter_mut().for_each(|text| text.attributions.retain(|found| wanted(&found.act)));
    }
    if let Some(path) = &arguments.csv {
        std::fs::write(path, evaluation::by_document(&gold, &predictions))
            .with_context(|| path.display().to_string())?;
    }
    let report = evaluation::score(&gold, &predictions);
    let details = evaluation::details(&gold, &predictions);
    if arguments.json {
        let mut all = serde_json::to_value(&report)?;
        if let (Some(details), Some(all)) = (&details, all.as_object_mut()) {
            all.insert("details".to_owned(), serde_json::to_value(details)?);
        }
        if let (true, Some(all)) = (arguments.confidence, all.as_object_mut()) {
            all.insert(
                "confidence".to_owned(),
                serde_json::to_value(evaluation::confidence(&gold, &predictions))?,
            );
        }
        return Ok(serde_json::to_string_pretty(&all)?);
    }
    let mut shown = report.table();
    if let Some(details) = details {
        shown += "\n\n";
        shown += &details.table();
    }
    if arguments.confidence {
        let figures = evaluation::confidence(&gold, &predictions);
        shown += "\n\n";
        shown += &figures.map_or("no prediction has a confidence".to_owned(), |c| c.table());
    }
    if arguments.errors > 0 {
        let wanted = Wanted {
            category: arguments.only,
            kind: arguments.kind,
            skip: arguments.skip,
            count: arguments.errors,
        };
        shown += &format!("\n\n{}", evaluation::errors(&gold, &predictions, &wanted));
    }
    Ok(shown)
}

/// What the pipeline finds in the gold texts, which are read like plain-text files.
fn predict(pipeline: &Pipeline, gold: &[Gold]) -> Vec<Predictions> {
    let mut worker = pipeline.worker();
    let one = |gold: &Gold| {
        // In a text that gives no article, nothing was found.
        let article = pipeline.read(Record::of_text(&gold.id, &gold.text)).ok()?;
        let found = worker.analyse(&article);
        Some(Predictions::new(&gold.id, &article.text, &found.attributions, &found.speakers))
    };
    gold.iter().filter_map(one).collect()
}

/// Does a whole run over the articles, since only its end knows what they have in
/// common.
fn across(arguments: &Arguments, gold: &Path) -> anyhow::Result<String> {
    let gold = evaluation::across::gold(gold)?;
    let folder = tempfile::tempdir().context("cannot create a temporary folder")?;
    let output = match &arguments.predictions {
        Some(output) => output.clone(),
        None => {
            let (input, output) = (folder.path().join("articles.jsonl"), folder.path().join("output"));
            let mut lines = String::new();
            for article in &gold {
                lines += &serde_json::to_string(article)?;
                lines.push('\n');
            }
            std::fs::write(&input, lines).with_context(|| input.display().to_string())?;
            let settings = Settings {
                input: vec![input],
                output: output.clone(),
                lexicon: arguments.lexicon.lexicon.clone(),
                model: arguments.model.choice(),
                convention: arguments.model.convention(),
                ..Settings::default()
            };
            sayso::extract(&settings, &mut |_| ControlFlow::Continue(()))?;
            output
        }
    };
    let report = evaluation::across::score(&gold, &output)?;
    if arguments.json {
        return Ok(serde_json::to_string_pretty(&report)?);
    }
    let listed = report.mistakes().skip(arguments.skip).take(arguments.errors);
    Ok([report.table()].into_iter().chain(listed.map(|line| format!("\n{line}"))).collect())
}

fn sentences(arguments: &Arguments, gold: &Path) -> anyhow::Result<String> {
    let gold = evaluation::sentences::gold(gold)?;
    let found = match &arguments.predictions {
        Some(path) => evaluation::sentences::predictions(path, &gold)?,
        None => {
            let pipeline = Pipeline::new(&arguments.lexicon.load()?, LoadedModel::default());
            gold.iter().map(|item| pipeline.sentences(&item.text)).collect()
        }
    };
    let mut score = evaluation::sentences::Score::default();
    let mut wrong = Vec::new();
    for (item, found) in gold.iter().zip(&found) {
        score.add(item, found);
        let errors = evaluation::sentences::errors(item, found);
        wrong.extend(errors.into_iter().map(|line| format!("{}: {line}", item.id)));
    }
    if arguments.json {
        return Ok(serde_json::to_string_pretty(&score)?);
    }
    let listed = wrong.iter().skip(arguments.skip).take(arguments.errors);
    Ok([score.table()].into_iter().chain(listed.map(|line| format!("\n{line}"))).collect())
}
