//! What can go wrong, with the file and the position.

use std::io;
use std::path::{Path, PathBuf};

/// Something in an output folder that cannot be used, or a server that cannot
/// start.
#[derive(Debug, thiserror::Error)]
#[error("{}{}{problem}", path.display(), if path.as_os_str().is_empty() { "" } else { ": " })]
pub struct Error {
    path: PathBuf,
    problem: Problem,
}

#[derive(Debug, thiserror::Error)]
pub(crate) enum Problem {
    #[error("{0}{remedy}", remedy = records::remedy(.0))]
    Io(#[from] io::Error),
    #[error("{0}")]
    NoResults(#[from] records::NoResults),
    #[error("{0}")]
    Locked(#[from] records::Locked),
    #[error("leads out of the output folder")]
    Outside,
    #[error("byte {at}: {cause}")]
    Json { at: u64, cause: serde_json::Error },
    #[error("there is no article {0:?}")]
    NoArticle(String),
    #[error("{0}")]
    Decision(String),
    #[error("the articles take more than {0} MB; choose some with --article, or let in more with --most")]
    TooMuch(u64),
    #[error("cannot listen on {0}: {1}")]
    Listen(std::net::SocketAddr, io::Error),
}

impl Error {
    pub(crate) fn new(path: &Path, problem: impl Into<Problem>) -> Self {
        Self { path: path.to_owned(), problem: problem.into() }
    }

    /// An error that is not about a file.
    pub(crate) fn plain(problem: impl Into<Problem>) -> Self {
        Self { path: PathBuf::new(), problem: problem.into() }
    }

    /// Whether the request was wrong, rather than the folder.
    pub(crate) fn is_bad_request(&self) -> bool {
        matches!(self.problem, Problem::NoArticle(_) | Problem::Decision(_))
    }
}
