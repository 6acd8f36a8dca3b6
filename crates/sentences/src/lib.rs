//! Text to sentences and words. (The interface; the rules follow.)

use lexicon::Lexicon;
use text::{Article, Document, Span};

/// What the splitter knows; shared by all threads.
pub struct Splitter {}

impl Splitter {
    /// Compiles the word lists.
    pub fn new(_lexicon: &Lexicon) -> Self {
        Self {}
    }

    /// The sentences of a whole text, with its own line breaks, appended to `sentences`.
    pub fn split(&self, text: &str, sentences: &mut Vec<Span>) {
        sentences.extend(text::paragraphs(text));
    }

    /// The sentences and words of an article's title, headings and body.
    pub fn document(&self, _article: &Article) -> Document {
        Document::default()
    }
}
