//! What the word lists say, compiled once for all articles.

use super::gist::{self, Gists};
use super::names::{self, Names};
use lexicon::{Lexicon, Reads};

/// The classes of the word lists that this crate reads.
pub fn reads() -> impl Iterator<Item = &'static dyn Reads> {
    gist::READS.into_iter().chain(names::READS)
}

/// The word lists that names and contents are compared with.
#[derive(Clone, Debug)]
pub(crate) struct Vocabulary {
    pub(crate) names: Names,
    pub(crate) gists: Gists,
}

impl Vocabulary {
    pub(crate) fn new(lexicon: &Lexicon) -> Self {
        Self { names: Names::new(lexicon), gists: Gists::new(lexicon) }
    }
}
