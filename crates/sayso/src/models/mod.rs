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
    /// With a transformer as well, which takes some twenty-five times as long.
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

impl From<Model> for LoadedModel {
    /// A model beside the small network.
    fn from(model: Model) -> Self {
        Self { learned: Some((model, TaggerSize::Small)), ..Self::default() }
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
        Ok(match self {
            ModelChoice::Fast => Model::embedded().into(),
            ModelChoice::Accurate => LoadedModel {
                learned: Some((Model::embedded(), TaggerSize::Large)),
                ..LoadedModel::default()
            },
            ModelChoice::RulesOnly => LoadedModel::default(),
            ModelChoice::File(path) => {
                let bytes = std::fs::read(path).map_err(|e| refused(path, &e))?;
                Model::from_bytes(&bytes).map_err(|e| refused(path, &e))?.into()
            }
        })
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

/// A word tagger for training a model that knows how far to trust it, of networks that ship
/// with the program or, if it is given, are in a file of weights: the `[small, large]` one.
///
/// # Errors
/// If a file cannot be read or holds no weights.
#[cfg(feature = "train")]
pub(crate) fn word_tagger(size: TaggerSize, files: [Option<&Path>; 2]) -> Result<Box<dyn WordTagger>, Error> {
    let read =
        |path: Option<&Path>| path.map(|path| std::fs::read(path).map_err(|e| refused(path, &e))).transpose();
    let weights = [read(files[0])?, read(files[1])?];
    tagger::read(size, |size| weights[size as usize].clone())
        .map_err(|(size, error)| refused(files[size as usize].unwrap_or(Path::new("")), &error))
}
