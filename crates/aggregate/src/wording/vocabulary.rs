//! What the word lists say, compiled once for all articles.

use super::gist::Gists;
use super::names::Names;
use lexicon::Lexicon;

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
