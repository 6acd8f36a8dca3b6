//! Why there are no results.

use crate::parallel::ThreadsError;

/// What keeps a whole run from succeeding. A bad article is no error: it is
/// skipped and reported.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The user's word lists are malformed; the message names the file and line.
    #[error(transparent)]
    Lexicon(#[from] lexicon::Error),
    /// The model cannot be used; the message names the file and the reason.
    #[error("{0}")]
    Model(String),
    /// The threads could not be started.
    #[error(transparent)]
    Threads(#[from] ThreadsError),
    /// Another program is writing into the same folder.
    #[error(transparent)]
    Locked(#[from] records::Locked),
    /// A file could not be written; the message names it.
    #[error(transparent)]
    Write(#[from] records::Error),
    /// Articles could not be compared, or what they have in common could not be
    /// written; the message names the file or folder.
    #[error(transparent)]
    Aggregate(#[from] aggregate::Error),
    /// The index of the sources of a draft cannot be used; the message names the file or
    /// folder.
    #[error(transparent)]
    Verify(#[from] verify::Error),
    /// The results of an earlier run cannot be read; the message names the file
    /// and line.
    #[error(transparent)]
    Results(#[from] records::ReadError),
}
