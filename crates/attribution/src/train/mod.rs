//! Training the ranker that works beside the rules, if the feature `train` is on.

mod examples;
mod ftrl;
mod gold;
mod ranker;

use crate::convention::Convention;
use crate::detector::Detector;
use crate::learned::label::Label;
use crate::learned::model::Model;
use crate::learned::transitions::Transitions;
use crate::paragraph::marks::QuotePosition;

pub use examples::Example;
pub use ftrl::Rates;
pub use gold::Gold;

/// How the ranker is trained.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// How often it sees all candidates.
    pub epochs: usize,
    /// How it learns.
    pub rates: Rates,
}

impl Default for Settings {
    fn default() -> Self {
        Self { epochs: 5, rates: Rates { alpha: 0.05, l1: 0.5, l2: 2.0 } }
    }
}

/// Trains a model: what candidates are worth beside the word tagger of each of some
/// detectors, which must have learned nothing from the examples.
///
/// `progress` is told what is being done. The same examples give the same model.
pub fn train(
    detectors: &[Detector],
    examples: &[Example],
    s: &Settings,
    mut progress: impl FnMut(&str),
) -> Model {
    let mut model = Model::default();
    let Some(first) = detectors.first() else { return model };
    for convention in Convention::ALL {
        let own = examples.iter().filter(|example| example.convention == convention);
        let labels: Vec<Vec<Label>> = own.flat_map(|example| example.labels(first)).collect();
        model.transitions[convention as usize] = Transitions::counted(labels.iter().map(Vec::as_slice));
    }
    for (number, detector) in detectors.iter().enumerate() {
        progress(&format!("ranker {} of {}", number + 1, detectors.len()));
        let Some(learned) = detector.learned() else { continue };
        let candidates: Vec<_> =
            examples.iter().flat_map(|example| example.candidates(detector, learned, &model)).collect();
        model.ranker.0[learned.size as usize] = ranker::train(&candidates, s);
    }
    model
}

/// The words of one paragraph and their labels, for a tagger that is trained
/// elsewhere.
pub struct Words {
    /// The article's id.
    pub article: String,
    /// The convention by which it was annotated.
    pub convention: Convention,
    /// The paragraph, as an index into `Article::paragraphs`.
    pub paragraph: usize,
    /// The words and marks, as they are written.
    pub words: Vec<String>,
    /// Where each lies relative to quotations.
    pub places: Vec<QuotePosition>,
    /// The label of each.
    pub labels: Vec<Label>,
    /// The labels of each cue's own attributions, everything else being outside.
    pub by_cue: Vec<Vec<Label>>,
}

/// The words of all paragraphs from which a tagger may learn: those of the body
/// without a speaker's label, in the order of the examples.
pub fn words(detector: &Detector, examples: &[Example]) -> Vec<Words> {
    let mut worker = detector.worker();
    examples.iter().flat_map(|example| example.words(&mut worker)).collect()
}
