//! Sends gold texts through the first stages to the trainer.

use crate::error::Error;
use crate::models;
use attribution::train::{self, Example, Gold, Settings, Words};
use attribution::{Convention, Detector, Model, TaggerSize};
use corpus::{Reader, Record};
use lexicon::Lexicon;
use rayon::prelude::*;
use sentences::Splitter;
use std::path::Path;
use text::{Act, Attribution};

/// A gold text: its id, its text, its attributions, whose spans count bytes, and the
/// convention by which it was annotated.
pub type GoldText = (String, String, Vec<Gold>, Convention);

/// Trains a model on gold texts. Texts in which no article can be read are left out.
///
/// The model also learns how far to trust each of the word taggers beside it: those that
/// come with the program, or those in files of weights (`small`, `large`), which must not
/// have learned from these texts. With `texts` without gold, each an id and a text, it learns
/// twice: the model learned first and the large tagger label them, and from these labels the
/// CRF of the second learns as well (distillation; Hinton and others 2015). `progress` is told
/// what is being done.
///
/// # Errors
/// If a file of weights cannot be read.
pub fn train(
    lexicon: &Lexicon,
    gold: impl IntoIterator<Item = GoldText>,
    texts: Vec<(String, String)>,
    [small, large]: [Option<&Path>; 2],
    settings: &Settings,
    mut progress: impl FnMut(&str),
) -> Result<Model, Error> {
    let rules = Detector::new(lexicon);
    let mut detectors = Vec::new();
    for (size, path) in [(TaggerSize::Small, small), (TaggerSize::Large, large)] {
        let tagger = models::word_tagger(size, path)?;
        detectors.push(Detector::new(lexicon).with_words(tagger, size, ALWAYS));
    }
    let examples = examples(lexicon, gold);
    let learn = |labelled: &[Example], progress: &mut dyn FnMut(&str)| {
        train::train(&rules, &detectors, &examples, labelled, settings, progress)
    };
    let model = learn(&[], &mut progress);
    if texts.is_empty() {
        return Ok(model);
    }
    progress(&format!("labels for {} texts", texts.len()));
    let large = models::word_tagger(TaggerSize::Large, large)?;
    let teacher = Detector::new(lexicon).with_model(model).with_words(large, TaggerSize::Large, ALWAYS);
    Ok(learn(&labelled(lexicon, &teacher, texts), &mut progress))
}

/// The doubt from which a word tagger is asked about every paragraph.
const ALWAYS: f32 = 0.0;

/// Texts with what a detector finds in them. Attitudes are left out, which gold by the
/// convention of news does not have.
fn labelled(lexicon: &Lexicon, teacher: &Detector, texts: Vec<(String, String)>) -> Vec<Example> {
    let texts = texts.into_iter().map(|(id, text)| (id, text, Vec::new(), Convention::News));
    let label = |worker: &mut attribution::Worker<'_>, mut example: Example| {
        let found = worker.detect(&example.article, &example.document).into_iter();
        example.gold = found
            .filter(|attribution| attribution.act != Act::Attitude)
            .map(|Attribution { content, cue, source, .. }| Gold { content, cue, source })
            .collect();
        example
    };
    examples(lexicon, texts).into_par_iter().map_init(|| teacher.worker(), label).collect()
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
