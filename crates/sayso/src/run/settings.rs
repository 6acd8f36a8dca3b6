//! What to read, how, and where the results go.

use crate::error::Error;
use crate::models::{LoadedModel, ModelChoice};
use attribution::Convention;
use corpus::Input;
use lexicon::Lexicon;
use records::Offsets;
use std::num::NonZeroUsize;
use std::path::PathBuf;

/// The settings of [`extract`](crate::extract()) and [`stream`](crate::stream()).
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// Files and folders with articles.
    pub input: Vec<PathBuf>,
    /// The folder for the results; created if it does not exist.
    pub output: PathBuf,
    /// How many threads work. The output does not depend on it.
    pub jobs: NonZeroUsize,
    /// What the offsets in the output count.
    pub offsets: Offsets,
    /// Attributions with a lower confidence than this, from 0 to 1, are left out.
    pub min_confidence: f32,
    /// A folder with the user's own word lists.
    pub lexicon: Option<PathBuf>,
    /// A file in which the user says who is who.
    pub identities: Option<PathBuf>,
    /// Tables in which the user says who people and bodies are.
    pub authority: Vec<PathBuf>,
    /// Which model works beside the rules.
    pub model: ModelChoice,
    /// By which convention it reads.
    pub convention: Convention,
    /// How to read the input.
    pub reading: corpus::Options,
    /// Start over, whatever an earlier run left behind.
    pub again: bool,
}

impl Default for Settings {
    /// Reads nothing, writes to `output`, and uses one thread for each core.
    fn default() -> Self {
        Self {
            input: Vec::new(),
            output: "output".into(),
            jobs: std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN),
            offsets: Offsets::default(),
            min_confidence: 0.0,
            identities: None,
            authority: Vec::new(),
            model: ModelChoice::default(),
            convention: Convention::default(),
            lexicon: None,
            reading: corpus::Options::default(),
            again: false,
        }
    }
}

impl Settings {
    /// The model that works beside the rules.
    pub(super) fn load_model(&self) -> Result<LoadedModel, Error> {
        Ok(self.model.load()?.with_convention(self.convention))
    }

    /// The built-in word lists, extended by those of the corpora and then by those
    /// of the user.
    pub(super) fn word_lists(&self, input: &Input) -> Result<Lexicon, Error> {
        let mut lexicon = Lexicon::embedded();
        for folder in input.lexicons().into_iter().chain(self.lexicon.as_deref()) {
            lexicon.extend_from(folder)?;
        }
        Ok(lexicon)
    }
}
