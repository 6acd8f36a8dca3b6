//! Gold texts through the first stages to the trainer.

use attribution::training::{self, Example, Gold, Labelled, Settings, Words};
use attribution::{Detector, Model};
use corpus::{Reader, Record};
use lexicon::Lexicon;
use sentences::Splitter;

/// Trains a model on gold texts: id, text and attributions, spans in bytes.
/// Texts in which no article can be read are left out.
///
/// With what a word tagger has said of the texts, the model's judge is one that
/// stands behind such a tagger. `progress` is told what is being done.
pub fn train(
    lexicon: &Lexicon,
    gold: impl IntoIterator<Item = (String, String, Vec<Gold>)>,
    labelled: Option<Labelled>,
    settings: &Settings,
    progress: impl FnMut(&str),
) -> Model {
    let rules = Detector::new(lexicon);
    let detector = match labelled {
        Some(labelled) => rules.with_words(Box::new(labelled), Model::embedded(), 0.0),
        None => rules,
    };
    training::train(&detector, &examples(lexicon, gold), settings, progress)
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
