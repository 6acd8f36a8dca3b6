//! `sayso train`: gold annotations to a model.

use crate::style::{self, paint};
use crate::{Outcome, shared};
use anyhow::{Context, bail};
use sayso::{TrainingGold, TrainingSettings};
use std::io::Write;
use std::path::PathBuf;

/// Train a model on gold: what stands beside the rules, made from your own
/// annotations.
///
/// The same gold gives the same model, bit for bit.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  sayso train gold/ --output my.model
  sayso train brat/ reviewed.jsonl --output my.model
  sayso extract corpus/ --model my.model")]
pub(crate) struct Arguments {
    /// Folders of brat pairs (NAME.txt, NAME.ann) or gold JSONL files.
    #[arg(required = true, value_name = "GOLD")]
    gold: Vec<PathBuf>,

    /// The model's file.
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,

    #[command(flatten)]
    lexicon: shared::LexiconArguments,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let lexicon = arguments.lexicon.load()?;
    let mut gold = Vec::new();
    for path in &arguments.gold {
        gold.extend(evaluation::gold(path)?);
    }
    let attributions: usize = gold.iter().map(|text| text.attributions.len()).sum();
    if attributions == 0 {
        bail!("there is no attribution in the gold: nothing to learn from");
    }
    let mut stderr = anstream::stderr();
    let _ = writeln!(stderr, "{} texts with {attributions} attributions", gold.len());
    let gold = gold.into_iter().map(|text| {
        let labelled = text.attributions.into_iter();
        let parts = labelled.map(|a| TrainingGold { content: a.content, cue: a.cue, source: a.source });
        (text.id, text.text, parts.collect())
    });
    let model = sayso::train(&lexicon, gold, &TrainingSettings::default(), |what| {
        let _ = writeln!(stderr, "{} {what}", paint(style::HEADING, "training"));
    });
    let bytes = model.to_bytes();
    std::fs::write(&arguments.output, &bytes).with_context(|| arguments.output.display().to_string())?;
    let mut stderr = anstream::stderr();
    let _ = writeln!(stderr, "{}: {} bytes", arguments.output.display(), bytes.len());
    Ok(Outcome::Complete)
}
