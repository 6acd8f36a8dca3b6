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
  sayso extract corpus/ --model my.model
  sayso train gold/ --words gold.words.jsonl   (for the recipe in training/)")]
pub(crate) struct Arguments {
    /// Folders of brat pairs (NAME.txt, NAME.ann) or gold JSONL files.
    #[arg(required = true, value_name = "GOLD")]
    gold: Vec<PathBuf>,

    /// The model's file.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,

    /// Write the words of each paragraph, their places and labels, and the labels
    /// of each cue's own attributions, to a JSONL file instead: what the tagger in
    /// training/ learns from.
    #[arg(long, value_name = "FILE", conflicts_with = "output", required_unless_present = "output")]
    words: Option<PathBuf>,

    /// Weights of a word tagger, as training/ writes them, that is to stand beside
    /// the model; the judge learns from what it says.
    ///
    /// Of N such files the Kth is asked about every Nth text from the Kth on: those
    /// that it was trained without (training/run.sh --fold K-1 --folds N). Needs a
    /// build with `--features accurate`.
    #[arg(long, value_name = "FILE", requires = "output")]
    beside: Vec<PathBuf>,

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
    if let Some(path) = &arguments.words {
        let words = sayso::training_words(&lexicon, gold);
        write_words(&words, path).with_context(|| path.display().to_string())?;
        let _ = writeln!(stderr, "{}: {} paragraphs", path.display(), words.len());
        return Ok(Outcome::Complete);
    }
    let Some(path) = &arguments.output else { bail!("--output or --words is missing") };
    let settings = TrainingSettings::default();
    let model = sayso::train(&lexicon, gold, &arguments.beside, &settings, |what| {
        let _ = writeln!(stderr, "{} {what}", paint(style::HEADING, "training"));
    })?;
    let bytes = model.to_bytes();
    std::fs::write(path, &bytes).with_context(|| path.display().to_string())?;
    let mut stderr = anstream::stderr();
    let _ = writeln!(stderr, "{}: {} bytes", path.display(), bytes.len());
    Ok(Outcome::Complete)
}

/// One line a paragraph; places and labels are numbers, in the order of
/// [`sayso::QuotePosition`] and of the labels of [`sayso::TrainingWords`].
fn write_words(words: &[sayso::TrainingWords], path: &std::path::Path) -> std::io::Result<()> {
    let mut file = std::io::BufWriter::new(std::fs::File::create(path)?);
    for w in words {
        let places: Vec<u8> = w.places.iter().map(|place| *place as u8).collect();
        let line = serde_json::json!({
            "article": w.article, "paragraph": w.paragraph,
            "words": w.words, "places": places, "labels": w.labels, "by_cue": w.by_cue,
        });
        writeln!(file, "{line}")?;
    }
    file.flush()
}
