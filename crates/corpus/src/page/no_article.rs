//! Pages that are no article, told by their titles (`no_article.tsv`): “Page not found |
//! Harbour Post”. They are read all the same, since a headline may say as much.

use super::phrases::{Phrases, fold};
use lexicon::{ClassTable, Lexicon, Reads};

/// A text with more bytes is an article in spite of its title: errors and walls of consent
/// have a few sentences. Chosen by hand.
const LONGEST: usize = 2_000;

/// What is said of such a page.
const DOUBT: &str = "its title is that of an error, a search or a wall, so it may be no article";

bitflags::bitflags! {
    /// The classes of an entry of `no_article.tsv`; the head of that file explains them.
    #[derive(Clone, Copy, Debug, Default)]
    struct TitleClasses: u8 {
        const TITLE = 1;
        const START = 1 << 1;
    }
}

const NO_ARTICLE: ClassTable<TitleClasses> = ClassTable {
    list: "no_article",
    meanings: &[("title", TitleClasses::TITLE), ("start", TitleClasses::START)],
};

pub(super) const READS: [&dyn Reads; 1] = [&NO_ARTICLE];

/// Recognises titles of pages that are no article.
#[derive(Debug)]
pub(crate) struct NoArticle(Phrases<TitleClasses>);

impl NoArticle {
    pub(super) fn new(lexicon: &Lexicon) -> Self {
        Self(Phrases::new(lexicon.list(NO_ARTICLE.list), |entry| NO_ARTICLE.of(entry)))
    }

    /// What is doubtful about a text with this title, if it may be no article.
    pub(crate) fn doubt(&self, title: &str, text: &str) -> Option<&'static str> {
        let mut folded = String::new();
        fold(title, &mut folded);
        let is_over = |rest: &str| !rest.trim_start().starts_with(|c: char| c.is_alphanumeric() || c == ',');
        let fits = |(classes, rest): (&TitleClasses, &str)| {
            classes.intersects(TitleClasses::START)
                || classes.intersects(TitleClasses::TITLE) && text.len() <= LONGEST && is_over(rest)
        };
        self.0.starting(&folded).any(fits).then_some(DOUBT)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles() {
        let lists = NoArticle::new(&Lexicon::embedded());
        let short = "The page has gone.";
        let long = "The ferry sails again. ".repeat(200);
        for (title, text, doubtful) in [
            ("Page not found", short, true),
            ("404 – Page Not Found | Harbour Post", short, true),
            ("Just a moment…", short, true),
            ("Search results for “ferry”", long.as_str(), true),
            ("Access denied: the ferry that nobody may board", long.as_str(), false),
            ("Error in the timetable strands ferry", short, false),
            ("Search for ferry goes on", short, false),
            ("Sign in, please: a hotel keeps its old book", short, false),
            ("", short, false),
        ] {
            assert_eq!(lists.doubt(title, text).is_some(), doubtful, "{title}");
        }
    }
}
