//! Gold texts through the first stages to the trainer.

use crate::Error;
use attribution::train::{self as training, Example, Gold, Settings, Words};
use attribution::{Detector, Model};
use corpus::{Reader, Record};
use lexicon::Lexicon;
use sentences::Splitter;
use std::path::PathBuf;

/// Trains a model on gold texts: id, text and attributions, spans in bytes.
/// Texts in which no article can be read are left out.
///
/// With files of weights of word taggers the model's judge is one that stands
/// behind such a tagger; of N files the Kth was trained without the texts K, K + N
/// and so on. `progress` is told what is being done.
///
/// # Errors
/// If a file of weights cannot be read, or this build is without word taggers.
pub fn train(
    lexicon: &Lexicon,
    gold: impl IntoIterator<Item = (String, String, Vec<Gold>)>,
    beside: &[PathBuf],
    settings: &Settings,
    progress: impl FnMut(&str),
) -> Result<Model, Error> {
    let mut detectors = Vec::new();
    for path in beside {
        let tagger = crate::learned::word_tagger(path)?;
        detectors.push(Detector::new(lexicon).with_words(tagger, Model::embedded(), 0.0));
    }
    if detectors.is_empty() {
        detectors.push(Detector::new(lexicon));
    }
    Ok(training::train(&detectors, &examples(lexicon, gold), settings, progress))
}

/// The words of gold texts with their labels, for a tagger that is trained
/// elsewhere; see [`train`] for the rest.
pub fn training_words(
    lexicon: &Lexicon,
    gold: impl IntoIterator<Item = (String, String, Vec<Gold>)>,
) -> Vec<Words> {
    training::words(&Detector::new(lexicon), &examples(lexicon, gold))
}

fn examples(lexicon: &Lexicon, gold: impl IntoIterator<Item = (String, String, Vec<Gold>)>) -> Vec<Example> {
    let (reader, splitter) = (Reader::new(lexicon), Splitter::new(lexicon));
    gold.into_iter()
        .filter_map(|(id, text, gold)| {
            let article = reader.article(Record::of_text(&id, &text)).ok()?;
            let document = splitter.document(&article);
            Some(Example { article, document, gold })
        })
        .collect()
}
