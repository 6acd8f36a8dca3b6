//! What the columns are, and how to read them.

use sayso::{Offsets, corpus};
use std::num::NonZeroUsize;

/// The settings of [`extract`](crate::extract()).
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// Which column holds which field of an article, as in `("text", "body")`: the
    /// fields that `corpus.toml` has. The others are found by their usual names.
    pub columns: Vec<(String, String)>,
    /// The name of the corpus that the articles belong to.
    pub corpus: String,
    /// What the offsets in the output count.
    pub offsets: Offsets,
    /// Attributions with a lower confidence than this, from 0 to 1, are left out.
    pub min_confidence: f32,
    /// How many threads work. The output does not depend on it.
    pub jobs: NonZeroUsize,
    /// How large an article may be, and in which language.
    pub reading: corpus::Options,
}

impl Default for Settings {
    /// Finds all columns by their usual names, and uses one thread for each core.
    fn default() -> Self {
        let of_extract = sayso::Settings::default();
        Self {
            columns: Vec::new(),
            corpus: String::new(),
            offsets: of_extract.offsets,
            min_confidence: of_extract.min_confidence,
            jobs: of_extract.jobs,
            reading: of_extract.reading,
        }
    }
}
