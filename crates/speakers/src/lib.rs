//! The attributions of one article to who each source is. (The interface; the rules follow.)

use lexicon::Lexicon;
use text::{Article, Attribution, Document, Speakers};

/// What is known about names; shared by all threads.
pub struct Resolver {}

impl Resolver {
    /// Compiles the word lists.
    pub fn new(_lexicon: &Lexicon) -> Self {
        Self {}
    }

    /// Who the sources of an article's attributions are.
    pub fn resolve(&self, _article: &Article, _document: &Document, found: &[Attribution]) -> Speakers {
        Speakers { speakers: Vec::new(), resolutions: vec![None; found.len()] }
    }
}
