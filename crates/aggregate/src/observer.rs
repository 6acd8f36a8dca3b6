//! The first step: from the records of one article to notes on it.

use crate::authority::Authority;
use crate::error::Error;
use crate::storage::Pairs;
use crate::wording::Vocabulary;
use crate::{clusters, copies, speakers, summary};
use lexicon::Lexicon;
use records::{Article, Attribution};
use std::path::Path;
use std::sync::Arc;

/// Takes from the records of an article what is compared across articles.
#[derive(Clone, Debug)]
pub struct Observer {
    pub(crate) vocabulary: Arc<Vocabulary>,
    pub(crate) authority: Authority,
}

/// What is compared of one article's records.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Notes {
    pub(crate) article: Pairs,
    pub(crate) speakers: Pairs,
    pub(crate) contents: Pairs,
    pub(crate) summary: Pairs,
    /// Hashes of what is counted over all articles.
    pub(crate) things: Vec<u32>,
    /// How many speakers have no name.
    pub(crate) unnamed: u64,
}

impl Observer {
    /// The titles and legal forms that names are compared without, and the words
    /// that carry no meaning, come from the word lists.
    pub fn new(lexicon: &Lexicon) -> Self {
        Self { vocabulary: Arc::new(Vocabulary::new(lexicon)), authority: Authority::default() }
    }

    /// Adds what the user knows about who is who: a file whose lines have a name, the
    /// identity that it stands for, and, where that depends, words that the role, the
    /// outlet or the article's id must contain, separated by tabs. Speakers with one
    /// identity are one, and nobody else is the same.
    ///
    /// # Errors
    /// If the file cannot be read or a line in it is not like that.
    pub fn with_identities(mut self, path: &Path) -> Result<Self, Error> {
        self.authority.add_identities(path)?;
        Ok(self)
    }

    /// Adds an authority file: a table in CSV or TSV with the columns `id` and `name`,
    /// maybe `aliases` (separated by `|`), `type`, `from` and `to`, and any others. A
    /// speaker with one of the names, in an article of the time between `from` and `to`,
    /// has that id; where several are meant, all are candidates.
    ///
    /// # Errors
    /// If the file cannot be read or a line in it cannot be used.
    pub fn with_authority(mut self, path: &Path) -> Result<Self, Error> {
        self.authority.add_table(path, &self.vocabulary)?;
        Ok(self)
    }

    /// Notes on one article.
    pub fn notes(&self, article: &Article<'_>, attributions: &[Attribution<'_>]) -> Notes {
        let Self { vocabulary, authority } = self;
        let mut notes = Notes::default();
        copies::note(article, &mut notes.article);
        let (speakers, things) = (&mut notes.speakers, &mut notes.things);
        notes.unnamed = speakers::note(vocabulary, authority, article, attributions, speakers, things);
        clusters::note(vocabulary, article, attributions, &mut notes.contents);
        summary::note(article, attributions, &mut notes.summary);
        notes
    }
}
