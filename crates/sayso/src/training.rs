//! Sends gold texts through the first stages to the trainer.

use crate::error::Error;
use crate::models;
use attribution::train::{self, Example, Gold, Settings, Words};
use attribution::{Convention, Detector, Model, TaggerSize};
use corpus::{Reader, Record};
use lexicon::Lexicon;
use sentences::Splitter;
use std::path::Path;

/// A gold text: its id, its text, its attributions, whose spans count bytes, and the
/// convention by which it was annotated.
pub type GoldText = (String, String, Vec<Gold>, Convention);

/// Trains a model on gold texts: how far to trust the rules and each of the word taggers,
/// those that come with the program or those with networks in files of `weights` (small, large), which
/// must not have learned from these texts. Texts in which no article can be read are left
/// out. `progress` is told what is being done.
///
/// # Errors
/// If a file of weights cannot be read.
pub fn train(
    lexicon: &Lexicon,
    gold: impl IntoIterator<Item = GoldText>,
    weights: [Option<&Path>; 2],
    settings: &Settings,
    progress: impl FnMut(&str),
) -> Result<Model, Error> {
    let mut detectors = Vec::new();
    for size in TaggerSize::ALL {
        let tagger = models::word_tagger(size, weights)?;
        detectors.push(Detector::new(lexicon).with_model(Model::default(), tagger, size));
    }
    Ok(train::train(&detectors, &examples(lexicon, gold), settings, progress))
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
