//! Which detector is built: by the rules alone, or with which model beside them.
//!
//! A [`ModelChoice`] is what the user asked for, a [`LoadedModel`] is that choice
//! in memory, and [`detector`] puts it behind the rules. The pipeline comes after.

mod tagger;

use crate::error::Error;
#[cfg(feature = "train")]
use attribution::WordTagger;
use attribution::{Convention, Detector, Model, TaggerSize};
use lexicon::Lexicon;
use std::path::{Path, PathBuf};

/// Which model works beside the rules.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum ModelChoice {
    /// With a small recurrent network.
    #[default]
    Fast,
    /// With a transformer, which takes some thirty times as long.
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
    learned: Option<(Model, TaggerSize)>,
    convention: Convention,
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
        let learned = match self {
            ModelChoice::Fast => Some((Model::embedded(), TaggerSize::Small)),
            ModelChoice::Accurate => Some((Model::embedded(), TaggerSize::Large)),
            ModelChoice::RulesOnly => None,
            ModelChoice::File(path) => {
                let bytes = std::fs::read(path).map_err(|e| refused(path, &e))?;
                let model = Model::from_bytes(&bytes).map_err(|e| refused(path, &e))?;
                Some((model, TaggerSize::Small))
            }
        };
        Ok(LoadedModel { learned, ..LoadedModel::default() })
    }
}

/// The detector with these word lists and this model.
pub(crate) fn detector(lexicon: &Lexicon, loaded: LoadedModel) -> Detector {
    let LoadedModel { learned, convention } = loaded;
    let rules = Detector::new(lexicon).with_convention(convention);
    match learned {
        Some((model, size)) => rules.with_model(model, tagger::embedded(size), size),
        None => rules,
    }
}

fn refused(path: &Path, reason: &dyn std::fmt::Display) -> Error {
    Error::Model(format!("{}: {reason}", path.display()))
}

/// A word tagger for training a model that knows how far to trust it: the one in a file of
/// weights, or the one that ships with the program.
///
/// # Errors
/// If the file cannot be read or holds no weights.
#[cfg(feature = "train")]
pub(crate) fn word_tagger(size: TaggerSize, path: Option<&Path>) -> Result<Box<dyn WordTagger>, Error> {
    let Some(path) = path else { return Ok(tagger::embedded(size)) };
    let bytes = std::fs::read(path).map_err(|e| refused(path, &e))?;
    tagger::read(&bytes).map_err(|e| refused(path, &e))
}
