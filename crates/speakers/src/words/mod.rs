//! What the word lists say about the words of an article.
//!
//! [`lists`] compiles the lists of `lexicon` once into one table, which gives each
//! word its [`traits`]; [`page`] looks every word of an article up, once. All later
//! questions about a token (“is it a title?”) are asked of the page, and [`phrases`]
//! says where noun phrases begin and end. Before this come the sentences of the crate
//! `sentences`; after it, `people` looks for names.

pub(crate) mod keys;
pub(crate) mod lists;
pub(crate) mod offices;
pub(crate) mod page;
pub(crate) mod phrases;
pub(crate) mod traits;
