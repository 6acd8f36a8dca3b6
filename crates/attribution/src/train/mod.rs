//! Training the models that work beside the rules, if the feature `train` is on.

mod crf;
mod examples;
mod ftrl;
mod gold;
mod ranker;

use crate::convention::Convention;
use crate::detector::Detector;
use crate::learned::label::Label;
use crate::learned::model::Model;
use crate::learned::ranker::Ranker;
use crate::learned::word_tagger::TaggerSize;
use crate::paragraph::marks::QuotePosition;
use gold::Sequence;

pub use examples::Example;
pub use ftrl::Rates;
pub use gold::Gold;

/// How models are trained.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// How often the CRF sees all examples.
    pub epochs: usize,
    /// Features seen in fewer elements are left out of the CRF.
    pub least_count: u32,
    /// How the CRF learns.
    pub crf: Rates,
    /// Into how many folds the articles are divided: the ranker sees what is said of
    /// each by a CRF that was trained on the others.
    pub folds: usize,
    /// How often the ranker sees all candidates.
    pub ranker_epochs: usize,
    /// How the ranker learns.
    pub ranker: Rates,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            epochs: 4,
            least_count: 3,
            crf: Rates { alpha: 0.1, l1: 2.0, l2: 2.0 },
            folds: 5,
            ranker_epochs: 5,
            ranker: Rates { alpha: 0.05, l1: 0.5, l2: 2.0 },
        }
    }
}

/// Trains a model: the CRF, and the ranker on what CRFs say of articles that they have
/// not seen. With detectors that have a word tagger (`beside`) the ranker also learns,
/// apart, what candidates are worth where such a tagger was asked. Its word tagger must
/// have learned nothing from the examples.
///
/// From what is `labelled` by a model instead of by people only the CRF learns, since the
/// ranker is to say how likely a candidate is right.
///
/// `progress` is told what is being done. The same examples give the same model.
pub fn train(
    detector: &Detector,
    beside: &[Detector],
    examples: &[Example],
    labelled: &[Example],
    s: &Settings,
    mut progress: impl FnMut(&str),
) -> Model {
    let sequences: Vec<Vec<Sequence>> = examples.iter().map(|example| example.sequences(detector)).collect();
    let labelled: Vec<Sequence> = labelled.iter().flat_map(|example| example.sequences(detector)).collect();
    let mut alone = Vec::new();
    let mut asked = [const { Vec::new() }; TaggerSize::ALL.len()];
    for fold in 0..s.folds {
        progress(&format!("CRF {} of {}", fold + 1, s.folds + 1));
        let others = sequences.iter().enumerate().filter(|(number, _)| number % s.folds != fold);
        let others: Vec<&Sequence> = others.flat_map(|(_, paragraphs)| paragraphs).chain(&labelled).collect();
        let model = Model { crf: crf::train(&others, s), ranker: Ranker::default() };
        for example in examples.iter().skip(fold).step_by(s.folds) {
            alone.extend(example.candidates(detector, &model));
            for beside in beside {
                let Some(second) = beside.second_opinion() else { continue };
                asked[second.size as usize].extend(example.candidates(beside, &model));
            }
        }
    }
    progress(&format!("CRF {} of {}", s.folds + 1, s.folds + 1));
    let crf = crf::train(&sequences.iter().flatten().chain(&labelled).collect::<Vec<_>>(), s);
    progress("ranker");
    let beside = asked.each_ref().map(|asked| ranker::train(asked, s));
    Model { crf, ranker: Ranker { alone: ranker::train(&alone, s), beside } }
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
