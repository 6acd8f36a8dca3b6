//! The attributions of one article to who each source is.
//!
//! A source in the text may be a full name, a surname, an acronym, a pronoun or
//! a description. [`Resolver::resolve`] reads the names of the whole article
//! once, notes what the article says about them (titles, roles, ages, short
//! forms) and then follows the sources in the order of the text. Gender comes
//! from titles, given names and words such as *widow*, serves to follow *he*
//! and *she*, and is never put out.
//!
//! Where it is unsure it would rather name nobody, or keep the description,
//! than name the wrong one.

mod names;
mod page;
mod people;
mod resolve;
mod roles;
mod slots;
mod words;

pub use words::reads;

use lexicon::Lexicon;
use text::{Article, Attribution, Document, Speakers};

/// What is known about names; shared by all threads.
#[derive(Debug)]
pub struct Resolver {
    words: words::Words,
}

impl Resolver {
    /// Compiles the word lists.
    pub fn new(lexicon: &Lexicon) -> Self {
        Self { words: words::Words::new(lexicon) }
    }

    /// Who the sources of an article's attributions are.
    ///
    /// There is one resolution for each attribution; speakers stand in the order
    /// of their first attribution.
    pub fn resolve(&self, article: &Article, document: &Document, found: &[Attribution]) -> Speakers {
        if found.is_empty() {
            return Speakers::default();
        }
        let page = page::Page::new(article, document, &self.words);
        resolve::resolve(&page, found)
    }
}
