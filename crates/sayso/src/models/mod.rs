//! Which detector is built: by the rules alone, or with which model beside them.
//!
//! A [`ModelChoice`] is what the user asked for, a [`LoadedModel`] is that choice
//! in memory, and [`detector`] puts it behind the rules. The pipeline comes after.

mod transformer;

use crate::error::Error;
use attribution::{Convention, Detector, Model, TaggerSize, WordTagger};
use lexicon::Lexicon;
use std::path::{Path, PathBuf};

/// Which model works beside the rules.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum ModelChoice {
    /// The CRF, with a small transformer for the paragraphs about which it is unsure.
    #[default]
    Fast,
    /// The CRF, with a larger transformer for all paragraphs.
    Accurate,
    /// A file that `sayso train` wrote.
    File(PathBuf),
    /// No model: the rules alone.
    RulesOnly,
}

/// A model that has been read and checked; by default none, so that the rules work alone.
#[derive(Debug, Default)]
pub struct LoadedModel {
    /// None if the rules work alone.
    model: Option<Model>,
    second_opinion: Option<SecondOpinion>,
    convention: Convention,
}

/// A tagger of single words that is asked as well as the CRF.
#[derive(Debug)]
struct SecondOpinion {
    tagger: Box<dyn WordTagger>,
    size: TaggerSize,
    /// How many wrong decisions a word the model must expect of a paragraph before the
    /// tagger is asked about it; 0 asks about every paragraph.
    doubt: f32,
}

/// How much doubt makes `fast` ask its transformer, in wrong decisions to be expected for
/// each word. Chosen so that `fast` takes some three times as long as the version before it,
/// which had no transformer; `model/README.md` has the table.
const DOUBT_OF_FAST: f32 = 0.016;

/// The doubt from which `accurate` asks: always.
const DOUBT_OF_ACCURATE: f32 = 0.0;

impl From<Model> for LoadedModel {
    fn from(model: Model) -> Self {
        Self { model: Some(model), ..Self::default() }
    }
}

impl LoadedModel {
    /// The same, to read by another convention.
    pub fn with_convention(self, convention: Convention) -> Self {
        Self { convention, ..self }
    }
}

impl ModelChoice {
    /// Reads the chosen model.
    ///
    /// # Errors
    /// If the file cannot be read or holds no model of this version.
    pub fn load(&self) -> Result<LoadedModel, Error> {
        match self {
            ModelChoice::Fast => Ok(with_transformer(Model::embedded(), TaggerSize::Small, DOUBT_OF_FAST)),
            ModelChoice::Accurate => {
                Ok(with_transformer(Model::embedded(), TaggerSize::Large, DOUBT_OF_ACCURATE))
            }
            ModelChoice::RulesOnly => Ok(LoadedModel::default()),
            ModelChoice::File(path) => {
                let bytes = std::fs::read(path).map_err(|e| refused(path, &e))?;
                let model = Model::from_bytes(&bytes).map_err(|e| refused(path, &e))?;
                Ok(with_transformer(model, TaggerSize::Small, DOUBT_OF_FAST))
            }
        }
    }
}

/// The detector with these word lists and this model.
pub(crate) fn detector(lexicon: &Lexicon, loaded: LoadedModel) -> Detector {
    let LoadedModel { model, second_opinion, convention } = loaded;
    let rules = Detector::new(lexicon).with_convention(convention);
    let Some(model) = model else { return rules };
    let detector = rules.with_model(model);
    match second_opinion {
        Some(SecondOpinion { tagger, size, doubt }) => detector.with_words(tagger, size, doubt),
        None => detector,
    }
}

fn refused(path: &Path, reason: &dyn std::fmt::Display) -> Error {
    Error::Model(format!("{}: {reason}", path.display()))
}

/// A model with one of the transformers, which is asked from this much doubt on.
fn with_transformer(model: Model, size: TaggerSize, doubt: f32) -> LoadedModel {
    let second_opinion = Some(SecondOpinion { tagger: transformer::embedded(size), size, doubt });
    LoadedModel { second_opinion, ..model.into() }
}

/// A word tagger for training a model that knows how far to trust it: the one in a file of
/// weights, or the one that ships with the program.
///
/// # Errors
/// If the file cannot be read or holds no weights.
#[cfg(feature = "train")]
pub(crate) fn word_tagger(size: TaggerSize, path: Option<&Path>) -> Result<Box<dyn WordTagger>, Error> {
    let Some(path) = path else { return Ok(transformer::embedded(size)) };
    let bytes = std::fs::read(path).map_err(|e| refused(path, &e))?;
    transformer::read(&bytes).map_err(|e| refused(path, &e))
}
