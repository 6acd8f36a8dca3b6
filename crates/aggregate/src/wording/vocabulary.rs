//! What the word lists say, compiled once for all articles.

use super::gist::{self, Gists};
use super::name_words::{self, NameWords};
use super::names::{self, Names};
use lexicon::{Lexicon, Reads};

/// The classes of the word lists that this crate reads.
pub fn reads() -> impl Iterator<Item = &'static dyn Reads> {
    gist::READS.into_iter().chain(names::READS).chain(name_words::READS)
}

/// The word lists that names and contents are compared with.
#[derive(Clone, Debug)]
pub(crate) struct Vocabulary {
    pub(crate) names: Names,
    pub(crate) name_words: NameWords,
    pub(crate) gists: Gists,
}

impl Vocabulary {
    pub(crate) fn new(lexicon: &Lexicon) -> Self {
        let names = Names::new(lexicon);
        Self { names, name_words: NameWords::new(lexicon), gists: Gists::new(lexicon) }
    }
}
