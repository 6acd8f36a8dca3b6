//! `sayso train`: makes a model from gold annotations.

use crate::arguments::LexiconArguments;
use crate::outcome::Outcome;
use crate::style::{self, paint};
use anyhow::{Context, bail};
use sayso::{Convention, GoldText, TrainingGold, TrainingSettings};
use std::io::Write;
use std::path::PathBuf;

/// Train a model on your own annotations, to work beside the rules.
///
/// The same gold gives the same model, bit for bit.
#[derive(clap::Args)]
#[command(group(clap::ArgGroup::new("target").args(["output", "words"]).required(true)), after_help = "\
Examples:
  sayso train gold/ --output my.model
  sayso train brat/ reviewed.jsonl --output my.model
  sayso train news.jsonl --polnear polnear/train --output both.model
  sayso extract corpus/ --model my.model
  sayso train gold/ --words gold.words.jsonl   (for the recipe in training/)")]
pub(crate) struct Arguments {
    /// Folders with gold.jsonl or brat pairs (NAME.txt, NAME.ann), or files of JSONL, Label Studio or Prodigy.
    #[arg(required_unless_present = "polnear", value_name = "GOLD")]
    gold: Vec<PathBuf>,

    /// The same, annotated by the convention of PolNeAR: attitudes are attributions, and
    /// nothing inside of another content is. A model can learn from both.
    #[arg(long, value_name = "GOLD", num_args = 1..)]
    polnear: Vec<PathBuf>,

    /// The file for the model.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,

    /// Instead of a model, write a JSONL file from which the tagger in training/
    /// learns: the words of each paragraph with their places and labels, and the
    /// labels of each cue's own attributions.
    #[arg(long, value_name = "FILE")]
    words: Option<PathBuf>,

    /// Weights of the small network that the model learns to work with, as training/
    /// writes them [default: those of the program].
    #[arg(long, value_name = "FILE", requires = "output")]
    small: Option<PathBuf>,

    /// The same of the large one.
    #[arg(long, value_name = "FILE", requires = "output")]
    large: Option<PathBuf>,

    #[command(flatten)]
    lexicon: LexiconArguments,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let lexicon = arguments.lexicon.load()?;
    let mut gold: Vec<GoldText> = Vec::new();
    for (paths, convention) in
        [(&arguments.polnear, Convention::Polnear), (&arguments.gold, Convention::News)]
    {
        for path in paths {
            gold.extend(evaluation::gold(path)?.into_iter().map(|text| {
                let labelled = text.attributions.into_iter();
                let parts =
                    labelled.map(|a| TrainingGold { content: a.content, cue: a.cue, source: a.source });
                (text.id, text.text, parts.collect(), convention)
            }));
        }
    }
    let attributions: usize = gold.iter().map(|(_, _, attributions, _)| attributions.len()).sum();
    // Words are also written of texts that a tagger is to label.
    if attributions == 0 && arguments.words.is_none() {
        bail!("there is no attribution in the gold, so there is nothing to learn from");
    }
    let mut stderr = anstream::stderr();
    let _ = writeln!(stderr, "{} texts with {attributions} attributions", gold.len());
    if let Some(path) = &arguments.words {
        let words = sayso::training_words(&lexicon, gold);
        write_words(&words, path).with_context(|| path.display().to_string())?;
        let _ = writeln!(stderr, "{}: {} paragraphs", path.display(), words.len());
        return Ok(Outcome::Complete);
    }
    let Some(path) = &arguments.output else { bail!("--output or --words is missing") };
    let settings = TrainingSettings::default();
    let weights = [arguments.small.as_deref(), arguments.large.as_deref()];
    let model = sayso::train(&lexicon, gold, weights, &settings, |what| {
        let _ = writeln!(stderr, "{} {what}", paint(style::HEADING, "training"));
    })?;
    let bytes = model.to_bytes();
    std::fs::write(path, &bytes).with_context(|| path.display().to_string())?;
    let mut stderr = anstream::stderr();
    let _ = writeln!(stderr, "{}: {} bytes", path.display(), bytes.len());
    Ok(Outcome::Complete)
}

/// Writes one line for each paragraph. Places and labels are numbers, in the order of
/// [`sayso::Place`] and [`sayso::Label`].
fn write_words(words: &[sayso::TrainingWords], path: &std::path::Path) -> std::io::Result<()> {
    let mut file = std::io::BufWriter::new(std::fs::File::create(path)?);
    for paragraph in words {
        let places: Vec<u8> = paragraph.places.iter().map(|place| *place as u8).collect();
        let columns = |labels: &[sayso::Label]| labels.iter().map(|label| label.column()).collect::<Vec<_>>();
        let by_cue: Vec<Vec<usize>> = paragraph.by_cue.iter().map(|labels| columns(labels)).collect();
        let line = serde_json::json!({
            "article": paragraph.article, "convention": paragraph.convention.name(), "paragraph": paragraph.paragraph,
            "words": paragraph.words, "places": places, "labels": columns(&paragraph.labels),
            "by_cue": by_cue,
        });
        writeln!(file, "{line}")?;
    }
    file.flush()
}
