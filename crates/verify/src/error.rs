//! What can fail: reading and writing the index of the sources.

use std::io;
use std::path::{Path, PathBuf};

/// The index of the sources cannot be used; the message names the file or folder.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub struct Error(ErrorKind);

#[derive(Debug, thiserror::Error)]
enum ErrorKind {
    #[error("the index of the sources cannot be used: {}: {cause}{}", path.display(), records::remedy(cause))]
    Index { path: PathBuf, cause: io::Error },
    #[error(transparent)]
    Write(#[from] records::Error),
}

impl Error {
    pub(crate) fn new(path: &Path, cause: impl Into<io::Error>) -> Self {
        Self(ErrorKind::Index { path: path.to_owned(), cause: cause.into() })
    }
}

impl From<records::Error> for Error {
    fn from(error: records::Error) -> Self {
        Self(ErrorKind::Write(error))
    }
}
