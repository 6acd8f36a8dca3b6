//! What only a whole run knows: who speaks in several articles, and which quotes
//! and claims travel from one article to the next.
//!
//! The input is the output records of `sayso extract`, either just made or read
//! from the files of an earlier run. It takes two steps:
//!
//! 1. An [`Observer`] takes from the records of one article what will be compared:
//!    its [`Notes`]. The observer is shared, and many threads may call it at once.
//! 2. The [`Aggregator`] gathers the notes on all articles and writes
//!    `speakers.jsonl`, `clusters.jsonl`, `copies.jsonl` and the summary. It returns
//!    the [`Identities`]: which of these speakers is meant in each article.
//!
//! Memory stays within a budget, however many articles there are: what exceeds it
//! is sorted on disk, in temporary files that vanish with the program, however it
//! ends. What is written depends neither on the budget nor on the order in which
//! the notes arrive, so the shards of a corpus make the same bytes as one run.
//!
//! ```
//! use aggregate::{Aggregator, Observer, Settings};
//!
//! # let folder = tempfile::tempdir().unwrap();
//! # let output = folder.path();
//! let observer = Observer::new(&lexicon::Lexicon::embedded());
//! let mut aggregator = Aggregator::new(&observer, output, Settings::default());
//! let articles: &[(records::Article, Vec<records::Attribution>)] = &[];
//! for (article, attributions) in articles {
//!     aggregator.add(&observer.notes(article, attributions))?;
//! }
//! let (summary, _) = aggregator.finish()?;
//! assert_eq!((summary.speakers, summary.clusters), (0, 0));
//! assert!(output.join("speakers.jsonl").exists() && output.join("clusters.jsonl").exists());
//! # Ok::<(), aggregate::Error>(())
//! ```
//!
//! Inside, `copies` finds articles that are nearly identical, then `speakers` and
//! `clusters` join what is one, and `summary` counts; `authority` has what the user
//! knows about who is who, and `identities` what comes of it for each article. These
//! rest on `likeness`, which finds what is alike among very many things; on `wording`,
//! which says what is compared of words; and on `storage`, which sorts more than fits
//! into memory. [`steps`] is the same one by one, for engines that sort and join by themselves.
//! What contents and speakers are compared by is also for those who compare
//! a draft with its sources: [`Vocabulary::words`] and [`Voice`].

mod aggregator;
mod authority;
mod clusters;
mod copies;
mod error;
mod identities;
mod likeness;
mod observer;
mod speakers;
pub mod steps;
mod storage;
mod summary;
mod wording;

pub use aggregator::{Aggregator, FILES, Settings, Summary};
pub use clusters::{Voice, VoiceMatch};
pub use error::Error;
pub use identities::{Identities, Identity};
pub use observer::{Notes, Observer};
pub use wording::{
    Stem, Vocabulary, Word, WordClass, close_pairs, is_name, is_negation, is_number, plain, reads,
};
