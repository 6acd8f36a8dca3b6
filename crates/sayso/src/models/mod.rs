//! Which detector is built: by the rules alone, or with which model beside them.
//!
//! A [`ModelChoice`] is what the user asked for, a [`LoadedModel`] is that choice
//! in memory, and [`detector`] puts it behind the rules. The pipeline comes after.

#[cfg(feature = "accurate")]
mod transformer;

use crate::error::Error;
use attribution::{Convention, Detector, Model, WordTagger};
use lexicon::Lexicon;
use std::path::{Path, PathBuf};

/// Which model works beside the rules.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum ModelChoice {
    /// The small model that ships with the program.
    #[default]
    Fast,
    /// The small model, with the transformer for the paragraphs about which it is
    /// unsure.
    Balanced,
    /// The small model, with the transformer for all paragraphs.
    Accurate,
    /// A file that `sayso train` wrote.
    File(PathBuf),
    /// No model: the rules alone.
    RulesOnly,
}

/// A model that has been read and checked.
#[derive(Debug)]
pub struct LoadedModel {
    model: Model,
    second_opinion: Option<SecondOpinion>,
    convention: Convention,
}

/// A tagger of single words that is asked as well as the CRF.
#[derive(Debug)]
struct SecondOpinion {
    tagger: Box<dyn WordTagger>,
    /// How many wrong labels and candidates a word the model must expect of a
    /// paragraph before the tagger is asked about it; 0 asks about every paragraph.
    doubt: f32,
}

/// How much doubt makes `balanced` ask the transformer, in expected wrong labels
/// and candidates for each word. Chosen on development data: the result stays within
/// a point of F1 of asking about everything. `model/README.md` has the table.
const DOUBT_OF_BALANCED: f32 = 0.06;

/// The doubt from which `accurate` asks: always.
const DOUBT_OF_ACCURATE: f32 = 0.0;

impl From<Model> for LoadedModel {
    fn from(model: Model) -> Self {
        Self { model, second_opinion: None, convention: Convention::default() }
    }
}

impl LoadedModel {
    /// The same, to read by another convention.
    pub fn with_convention(self, convention: Convention) -> Self {
        Self { convention, ..self }
    }
}

impl ModelChoice {
    /// Reads the chosen model; `None` if the rules work alone.
    ///
    /// # Errors
    /// If the file cannot be read or holds no model of this version, or if this
    /// build lacks the transformer.
    pub fn load(&self) -> Result<Option<LoadedModel>, Error> {
        match self {
            ModelChoice::Fast => Ok(Some(Model::embedded().into())),
            ModelChoice::Balanced => with_transformer(DOUBT_OF_BALANCED).map(Some),
            ModelChoice::Accurate => with_transformer(DOUBT_OF_ACCURATE).map(Some),
            ModelChoice::RulesOnly => Ok(None),
            ModelChoice::File(path) => {
                let bytes = std::fs::read(path).map_err(|e| refused(path, &e))?;
                Model::from_bytes(&bytes).map(|model| Some(model.into())).map_err(|e| refused(path, &e))
            }
        }
    }
}

/// The detector with these word lists and this model; without a model it goes by
/// the rules alone.
pub(crate) fn detector(lexicon: &Lexicon, model: Option<LoadedModel>) -> Detector {
    let rules = Detector::new(lexicon);
    let Some(LoadedModel { model, second_opinion, convention }) = model else { return rules };
    let detector = rules.with_model(model).with_convention(convention);
    match second_opinion {
        Some(SecondOpinion { tagger, doubt }) => detector.with_words(tagger, doubt),
        None => detector,
    }
}

fn refused(path: &Path, reason: &dyn std::fmt::Display) -> Error {
    Error::Model(format!("{}: {reason}", path.display()))
}

/// The small model with the transformer, which is asked from this much doubt on.
#[cfg(feature = "accurate")]
fn with_transformer(doubt: f32) -> Result<LoadedModel, Error> {
    let tagger = transformer::embedded();
    let second_opinion = Some(SecondOpinion { tagger, doubt });
    Ok(LoadedModel { second_opinion, ..Model::embedded().into() })
}

#[cfg(not(feature = "accurate"))]
fn with_transformer(_doubt: f32) -> Result<LoadedModel, Error> {
    Err(built_without_transformer())
}

/// The word tagger in a file of weights, for training a model that knows how far to trust it.
///
/// # Errors
/// If the file cannot be read or holds no weights, or if this build lacks the
/// transformer.
#[cfg(all(feature = "train", feature = "accurate"))]
pub(crate) fn word_tagger(path: &Path) -> Result<Box<dyn WordTagger>, Error> {
    let bytes = std::fs::read(path).map_err(|e| refused(path, &e))?;
    transformer::read(&bytes).map_err(|e| refused(path, &e))
}

#[cfg(all(feature = "train", not(feature = "accurate")))]
pub(crate) fn word_tagger(_: &Path) -> Result<Box<dyn WordTagger>, Error> {
    Err(built_without_transformer())
}

#[cfg(not(feature = "accurate"))]
fn built_without_transformer() -> Error {
    Error::Model(
        "this program was built without the models “balanced” and “accurate”; \
         `cargo install --path crates/cli` builds it with them"
            .to_owned(),
    )
}
