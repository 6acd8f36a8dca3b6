//! Sends gold texts through the first stages to the trainer.

use crate::error::Error;
use crate::models;
use attribution::training::{self, Example, Gold, Settings, Words};
use attribution::{Detector, Model};
use corpus::{Reader, Record};
use lexicon::Lexicon;
use sentences::Splitter;
use std::path::PathBuf;

/// Trains a model on gold texts, each with its id, its text and its attributions,
/// whose spans count bytes. Texts in which no article can be read are left out.
///
/// `beside` are files with the weights of word taggers. With them, the model's judge
/// learns to work behind such a tagger. If there are N files, the Kth (from 1) must
/// have been trained without texts K, K + N, K + 2N and so on, so that the judge
/// sees what the tagger says about texts it does not know. `progress` is told what
/// is being done.
///
/// # Errors
/// If a file of weights cannot be read, or this build lacks word taggers.
pub fn train(
    lexicon: &Lexicon,
    gold: impl IntoIterator<Item = (String, String, Vec<Gold>)>,
    beside: &[PathBuf],
    settings: &Settings,
    progress: impl FnMut(&str),
) -> Result<Model, Error> {
    let mut detectors = Vec::new();
    for path in beside {
        let tagger = models::word_tagger(path)?;
        detectors.push(Detector::new(lexicon).with_words(tagger, Model::embedded(), 0.0));
    }
    if detectors.is_empty() {
        detectors.push(Detector::new(lexicon));
    }
    Ok(training::train(&detectors, &examples(lexicon, gold), settings, progress))
}

/// The words of gold texts with their labels, for a word tagger that is trained
/// outside this program; `gold` is as for [`train`].
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
