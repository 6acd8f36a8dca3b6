//! Sentences to attributions. (The interface; the rules follow.)

use lexicon::Lexicon;
use text::{Article, Attribution, Document};

/// What the detector knows; shared by all threads.
pub struct Detector {}

impl Detector {
    /// Compiles the word lists.
    pub fn new(_lexicon: &Lexicon) -> Self {
        Self {}
    }

    /// A worker for one thread; it owns the scratch space.
    pub fn worker(&self) -> Worker<'_> {
        Worker { _detector: self }
    }
}

/// Detects in one article at a time.
pub struct Worker<'d> {
    _detector: &'d Detector,
}

impl Worker<'_> {
    /// The attributions of an article, in order of their content.
    pub fn detect(&mut self, _article: &Article, _document: &Document) -> Vec<Attribution> {
        Vec::new()
    }
}
