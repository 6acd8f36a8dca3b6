//! The entry point: a whole text or an article to its sentences and words.

use crate::vocabulary::Vocabulary;
use crate::{boundaries, tokens};
use lexicon::Lexicon;
use text::{Article, Document, Sentence, Span};

/// The mean length in bytes of a token of English prose and the space after it,
/// rounded down a little. It only sizes the token vector: too low wastes memory,
/// too high costs a reallocation.
const BYTES_PER_TOKEN: usize = 5;

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

    /// Appends to `sentences` the sentences of a whole plain text, whose
    /// paragraphs are found by its own line breaks: spans in bytes, in order,
    /// without white space at their ends, together covering everything that is
    /// not white space. An empty text has none.
    pub fn split(&self, text: &str, sentences: &mut Vec<Span>) {
        for paragraph in text::paragraphs(text) {
            boundaries::split(text, paragraph, &self.vocabulary, sentences);
        }
    }

    /// The sentences and words of an article's title, headings and body.
    /// A sentence never crosses a paragraph.
    pub fn document(&self, article: &Article) -> Document {
        let tokens = Vec::with_capacity(article.text.len() / BYTES_PER_TOKEN);
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
