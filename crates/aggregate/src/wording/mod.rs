//! What is compared of words: of contents, of names, of roles.
//!
//! - `fold.rs` takes away what differs only in print: case, marks, accents.
//! - `names.rs` reduces a name to what all ways to print it have in common, and
//!   says when one name is an acronym or a part of another.
//! - `glued.rs` takes away what a scraper glued to a name; `name_words.rs` says what
//!   single words of names are, `gender.rs` whose titles and given names are.
//! - `gist.rs` keeps the words of a content or a role that carry its meaning.
//! - `words.rs` cuts a text into words that are compared one by one, and `numbers.rs`
//!   reads numbers however they are printed.
//! - `differences.rs` lists the words that differ between two versions of a quote.
//! - `tally.rs` counts values, and says which way to print them is the best.

mod differences;
mod fold;
mod gender;
mod gist;
mod glued;
mod name_words;
mod names;
mod numbers;
mod tally;
mod vocabulary;
mod words;

pub(crate) use differences::changes;
pub(crate) use fold::{fold, fold_words, is_capitalised, without_article};
pub(crate) use gender::Gender;
pub(crate) use gist::Gists;
pub use gist::{Stem, close_pairs, is_name, is_negation, is_number, plain};
pub(crate) use glued::links;
pub(crate) use name_words::NameWords;
pub(crate) use names::{is_acronym_of, is_part};
pub(crate) use tally::Tally;
pub use vocabulary::{Vocabulary, reads};
pub use words::{Word, WordClass};
