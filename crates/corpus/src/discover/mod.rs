//! Which files there are to read, in which order, and to which corpus each belongs:
//! the first step. Nothing is opened here but folders and `corpus.toml`.
//!
//! After: [`feed`](crate::feed) reads the files.

mod companions;
mod corpus_toml;
mod listed_file;
mod nearest;
mod search;

pub(crate) use companions::is_companion;
pub(crate) use listed_file::{FileSource, ListedFile};
pub use search::holds_results;
pub(crate) use search::search;
