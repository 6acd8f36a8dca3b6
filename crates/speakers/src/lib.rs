//! The attributions of one article to who each source is.
//!
//! How a source becomes a speaker:
//!
//! 1. Every word of the article is looked up in the word lists, once (`words`).
//! 2. One pass over the article finds all names, decides which of them are the same
//!    person's or body's, and notes what is said beside them: titles, roles, ages,
//!    acronyms (`people`).
//! 3. The sources are resolved in the order of the text, each by the first way that
//!    applies: a name, a description in apposition to one, a document and its issuer,
//!    “the company”, a pronoun (`resolve`, with the order in `resolve/order.rs`).
//! 4. *He*, *she* and descriptions go to the likeliest of all who may be meant, by a model
//!    that was trained on gold (`resolve/ranker`, `model/README.md`); *it* and *they* to
//!    whoever has the highest score (`resolve/weights.rs`), if that is high enough.
//! 5. A source that leads to nobody with a name keeps its description, or stays open: a
//!    wrong name is worse than none.
//!
//! Gender comes from titles, given names and words such as *widow*. It serves to follow
//! *he* and *she*, and is never part of the output. What is, is by which pronouns and
//! titles the article itself refers to somebody (`resolve/references.rs`).
//!
//! ```
//! use speakers::Resolver;
//! use text::{Article, Document};
//!
//! let resolver = Resolver::new(&lexicon::Lexicon::embedded()); // Once, for all threads.
//! let speakers = resolver.resolve(&Article::default(), &Document::default(), &[]);
//! assert!(speakers.speakers.is_empty());
//! ```

mod people;
mod resolve;
mod words;

pub mod train;

pub use words::lists::reads;

use lexicon::Lexicon;
use text::{Article, Attribution, Document, Kind, Span, Speakers};

/// What is known about words and names; shared by all threads.
#[derive(Debug)]
pub struct Resolver {
    words: words::lists::Words,
    weights: resolve::ranker::weights::Weights,
}

impl Resolver {
    /// Compiles the word lists.
    pub fn new(lexicon: &Lexicon) -> Self {
        Self {
            words: words::lists::Words::new(lexicon),
            weights: resolve::ranker::weights::Weights::read(include_str!("../model/speakers.tsv")),
        }
    }

    /// Who the sources of an article's attributions are.
    ///
    /// `document` holds the sentences and tokens of the article. The result has one
    /// resolution for each attribution, `None` where nobody can be named, and the
    /// speakers in the order of their first attribution. Any text is fine: odd text
    /// gives odd answers, but no errors.
    pub fn resolve(&self, article: &Article, document: &Document, attributions: &[Attribution]) -> Speakers {
        self.resolve_with(article, document, attributions, &mut None)
    }

    fn resolve_with(
        &self,
        article: &Article,
        document: &Document,
        attributions: &[Attribution],
        teacher: &mut Option<resolve::ranker::teacher::Teacher>,
    ) -> Speakers {
        if attributions.is_empty() {
            return Speakers::default();
        }
        let mut page = words::page::Page::new(article, document, &self.words);
        page.note_cues(attributions.iter().flat_map(|attribution| &attribution.cue));
        let quotes = quotes(attributions);
        let lone = people::lone::people(&page, attributions, &quotes);
        let (people, mentions) = people::reading::read(&page, &quotes, &lone);
        resolve::article::resolve(&page, people, &mentions, attributions, &quotes, &self.weights, teacher)
    }
}

/// The contents of direct quotations, sorted.
fn quotes(attributions: &[Attribution]) -> Vec<Span> {
    let direct = attributions.iter().filter(|a| a.kind == Kind::Direct);
    let mut quotes: Vec<Span> = direct.flat_map(|a| a.content.iter().copied()).collect();
    quotes.sort_unstable();
    quotes
}
