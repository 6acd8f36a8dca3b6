//! Text to sentences and words.
//!
//! The splitter looks only at the places where a sentence may end (a full
//! stop, a question mark, a line break) and decides there from what stands on
//! both sides: by default a sentence ends, and each rule names a case in which
//! it goes on. Word lists come from [`lexicon`] (`abbreviations.tsv`,
//! `openers.tsv`), so users can add their own.
//!
//! ```
//! let splitter = sentences::Splitter::new(&lexicon::Lexicon::embedded());
//! let text = "“Who paid?” Sen. Osei asked.  Nobody did.";
//! let mut found = Vec::new();
//! splitter.split(text, &mut found);
//! let found: Vec<_> = found.iter().map(|s| s.of(text)).collect();
//! assert_eq!(found, ["“Who paid?” Sen. Osei asked.", "Nobody did."]);
//! ```

mod boundaries;
mod characters;
mod lists;
mod tokens;
mod vocabulary;

use lexicon::Lexicon;
use text::{Article, Document, Sentence, Span};
use vocabulary::Vocabulary;
pub use vocabulary::reads;

/// Splits texts into sentences and words; one is shared by all threads.
#[derive(Debug)]
pub struct Splitter {
    vocabulary: Vocabulary,
}

impl Splitter {
    /// Compiles the word lists.
    pub fn new(lexicon: &Lexicon) -> Self {
        Self { vocabulary: Vocabulary::new(lexicon) }
    }

    /// The sentences of a whole text, with its own line breaks, appended to
    /// `sentences`: spans in bytes, in order, without white space at their ends,
    /// together covering everything that is not white space.
    pub fn split(&self, text: &str, sentences: &mut Vec<Span>) {
        for paragraph in text::paragraphs(text) {
            boundaries::split(text, paragraph, &self.vocabulary, sentences);
        }
    }

    /// The sentences and words of an article's title, headings and body.
    /// A sentence never crosses a paragraph.
    pub fn document(&self, article: &Article) -> Document {
        // English prose has a token about every five bytes.
        let tokens = Vec::with_capacity(article.text.len() / 5);
        let mut document = Document { sentences: Vec::new(), tokens };
        let mut spans = Vec::new();
        for (paragraph, at) in article.paragraphs.iter().enumerate().filter(|(_, p)| p.role.is_article()) {
            spans.clear();
            boundaries::split(&article.text, at.span.trim(&article.text), &self.vocabulary, &mut spans);
            for &span in &spans {
                let first = document.tokens.len();
                tokens::tokenize(&article.text, span, &self.vocabulary, &mut document.tokens);
                let tokens = first..document.tokens.len();
                document.sentences.push(Sentence { span, paragraph, tokens });
            }
        }
        document
    }
}
