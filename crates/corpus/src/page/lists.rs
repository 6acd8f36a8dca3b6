//! What the word lists say about pages, compiled once and shared by all threads.

use super::boilerplate::Boilerplate;
use super::datelines::Datelines;
use super::dates::Dates;
use super::no_article::NoArticle;
use super::publication::Publications;
use lexicon::Lexicon;

/// The word lists that recognise the parts of a page.
#[derive(Debug)]
pub(crate) struct PageLists {
    pub(super) boilerplate: Boilerplate,
    pub(super) publications: Publications,
    pub(super) datelines: Datelines,
    pub(crate) dates: Dates,
    pub(crate) no_article: NoArticle,
}

impl PageLists {
    pub(crate) fn new(lexicon: &Lexicon) -> Self {
        Self {
            boilerplate: Boilerplate::new(lexicon),
            publications: Publications::new(lexicon),
            datelines: Datelines::new(lexicon),
            dates: Dates::new(lexicon),
            no_article: NoArticle::new(lexicon),
        }
    }
}
