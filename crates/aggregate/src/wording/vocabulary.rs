//! What the word lists say, compiled once for all articles.

use super::gist::{self, Gists};
use super::name_words::{self, NameWords};
use super::names::{self, Names};
use super::numbers;
use super::words::{self, Word, Words};
use lexicon::{Lexicon, Reads};
use text::Span;

/// The classes of the word lists that this crate reads.
pub fn reads() -> impl Iterator<Item = &'static dyn Reads> {
    let words = gist::READS.into_iter().chain(numbers::READS).chain(words::READS);
    words.chain(names::READS).chain(name_words::READS)
}

/// The word lists that names and contents are compared with.
#[derive(Clone, Debug)]
pub struct Vocabulary {
    pub(crate) names: Names,
    pub(crate) name_words: NameWords,
    pub(crate) gists: Gists,
    words: Words,
}

impl Vocabulary {
    /// Compiles the word lists.
    pub fn new(lexicon: &Lexicon) -> Self {
        Self {
            names: Names::new(lexicon),
            name_words: NameWords::new(lexicon),
            gists: Gists::new(lexicon),
            words: Words::new(lexicon),
        }
    }

    /// The words of a part of a text, in order. Marks are none; words with hyphens are
    /// several.
    pub fn words(&self, text: &str, part: Span) -> Vec<Word> {
        self.words.of(&self.gists, text, part)
    }
}
