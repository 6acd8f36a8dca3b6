//! Which learned model stands beside the rules.

use crate::Error;
use attribution::{Model, WordTagger};
use std::path::{Path, PathBuf};

/// The choice of model.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Learned {
    /// The one that comes with the program.
    #[default]
    Fast,
    /// The same, with a small transformer for the paragraphs of which it is unsure.
    Balanced,
    /// The same, with a small transformer for all paragraphs.
    Accurate,
    /// A file that `sayso train` wrote.
    File(PathBuf),
    /// None: the rules alone.
    Nothing,
}

/// A model that has been read.
#[derive(Debug)]
pub struct Loaded {
    pub(crate) model: Model,
    /// A tagger of words beside it, the model with the judge behind both, and
    /// how much doubt it takes to ask it.
    pub(crate) words: Option<(Box<dyn WordTagger>, Model, f32)>,
}

impl From<Model> for Loaded {
    fn from(model: Model) -> Self {
        Self { model, words: None }
    }
}

impl Learned {
    /// The model, if one is wanted.
    ///
    /// # Errors
    /// If the file cannot be read or is no model of this version, or if this
    /// build is without the transformer.
    pub fn load(&self) -> Result<Option<Loaded>, Error> {
        match self {
            Learned::Fast => Ok(Some(Model::embedded().into())),
            Learned::Balanced => accurate(BALANCED).map(Some),
            Learned::Accurate => accurate(0.0).map(Some),
            Learned::Nothing => Ok(None),
            Learned::File(path) => {
                let bytes = std::fs::read(path).map_err(|e| refused(path, &e))?;
                Model::from_bytes(&bytes).map(|model| Some(model.into())).map_err(|e| refused(path, &e))
            }
        }
    }
}

fn refused(path: &Path, why: &dyn std::fmt::Display) -> Error {
    Error::Model(format!("{}: {why}", path.display()))
}

/// The word tagger of a file of weights, for training what stands behind it.
#[cfg(all(feature = "train", feature = "accurate"))]
pub(crate) fn word_tagger(path: &Path) -> Result<Box<dyn WordTagger>, Error> {
    let bytes = std::fs::read(path).map_err(|e| refused(path, &e))?;
    crate::accurate::read(&bytes).map_err(|e| refused(path, &e))
}

/// The word tagger of a file of weights, of which this build has none.
#[cfg(all(feature = "train", not(feature = "accurate")))]
pub(crate) fn word_tagger(_: &Path) -> Result<Box<dyn WordTagger>, Error> {
    Err(without())
}

/// Where so much is in doubt the balanced model asks the transformer: within a point
/// of what it gives when it is asked about everything.
const BALANCED: f32 = 0.06;

#[cfg(feature = "accurate")]
fn accurate(doubt: f32) -> Result<Loaded, Error> {
    let (words, beside) = crate::accurate::embedded();
    Ok(Loaded { model: Model::embedded(), words: Some((words, beside, doubt)) })
}

#[cfg(not(feature = "accurate"))]
fn accurate(_doubt: f32) -> Result<Loaded, Error> {
    Err(without())
}

/// Why this build cannot do what it was asked for.
#[cfg(not(feature = "accurate"))]
fn without() -> Error {
    Error::Model(
        "this program was built without the models \"balanced\" and \"accurate\": build it with \
         `cargo build --release --features accurate`"
            .to_owned(),
    )
}
