//! Sends gold texts through the first stages to the trainer.

use crate::error::Error;
use crate::models;
use attribution::train::{self, Beside, Example, Gold, Settings, Words};
use attribution::{Convention, Detector, Model};
use corpus::{Reader, Record};
use lexicon::Lexicon;
use sentences::Splitter;
use std::path::PathBuf;

/// A gold text: its id, its text, its attributions, whose spans count bytes, and the
/// convention by which it was annotated.
pub type GoldText = (String, String, Vec<Gold>, Convention);

/// Trains a model on gold texts. Texts in which no article can be read are left out.
///
/// With files of weights of word taggers (`beside`) the model also learns how far to
/// trust such a tagger: the `k`th was trained without the texts `k`, `k + folds`,
/// `k + 2 folds` and so on. `progress` is told what is being done.
///
/// # Errors
/// If a file of weights cannot be read, or this build lacks word taggers.
pub fn train(
    lexicon: &Lexicon,
    gold: impl IntoIterator<Item = GoldText>,
    (beside, folds): (&[PathBuf], usize),
    settings: &Settings,
    progress: impl FnMut(&str),
) -> Result<Model, Error> {
    let mut detectors = Vec::new();
    for path in beside {
        let tagger = models::word_tagger(path)?;
        detectors.push(Detector::new(lexicon).with_words(tagger, 0.0));
    }
    let beside = Beside { detectors: &detectors, folds };
    Ok(train::train(&Detector::new(lexicon), &beside, &examples(lexicon, gold), settings, progress))
}

/// The words of gold texts with their labels, for a word tagger that is trained
/// outside this program; `gold` is as for [`train()`].
pub fn training_words(lexicon: &Lexicon, gold: impl IntoIterator<Item = GoldText>) -> Vec<Words> {
    train::words(&Detector::new(lexicon), &examples(lexicon, gold))
}

fn examples(lexicon: &Lexicon, gold: impl IntoIterator<Item = GoldText>) -> Vec<Example> {
    let (reader, splitter) = (Reader::new(lexicon), Splitter::new(lexicon));
    gold.into_iter()
        .filter_map(|(id, text, gold, convention)| {
            let article = reader.article(Record::of_text(&id, &text)).ok()?;
            let document = splitter.document(&article);
            Some(Example { article, document, gold, convention })
        })
        .collect()
}
