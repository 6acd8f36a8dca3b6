//! Gold texts through the first stages to the trainer.

use attribution::training::{self, Example, Gold, Settings};
use attribution::{Detector, Model};
use corpus::{Reader, Record};
use lexicon::Lexicon;
use sentences::Splitter;

/// Trains a model on gold texts: id, text and attributions, spans in bytes.
/// Texts in which no article can be read are left out.
///
/// `progress` is told what is being done.
pub fn train(
    lexicon: &Lexicon,
    gold: impl IntoIterator<Item = (String, String, Vec<Gold>)>,
    settings: &Settings,
    progress: impl FnMut(&str),
) -> Model {
    let (reader, splitter) = (Reader::new(lexicon), Splitter::new(lexicon));
    let examples: Vec<Example> = gold
        .into_iter()
        .filter_map(|(id, text, gold)| {
            let article = reader.article(Record::of_text(&id, &text)).ok()?;
            let document = splitter.document(&article);
            Some(Example { article, document, gold })
        })
        .collect();
    training::train(&Detector::new(lexicon), &examples, settings, progress)
}
