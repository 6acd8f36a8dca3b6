//! What can fail: writing the output, sorting, the user's files of who is who, and
//! two articles with one id.

use std::io;
use std::path::{Path, PathBuf};

/// Aggregation failed; the message names the file or folder.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub struct Error(ErrorKind);

#[derive(Debug, thiserror::Error)]
enum ErrorKind {
    #[error(transparent)]
    Output(records::Error),
    #[error("cannot sort in {}: {cause}{}", folder.display(), records::remedy(cause))]
    Sort { folder: PathBuf, cause: io::Error },
    #[error("{0}")]
    UserFile(String),
    #[error(
        "article “{id}” is there twice: in {first} and in {second}; leave one out, or extract again with names of their own in corpus.toml"
    )]
    DuplicateId { id: String, first: String, second: String },
}

impl Error {
    /// A problem of a file of the user, in a line counted from 1.
    pub(crate) fn user_file(path: &Path, line: Option<usize>, problem: &str) -> Self {
        let line = line.map(|line| format!(":{line}")).unwrap_or_default();
        Self(ErrorKind::UserFile(format!("{}{line}: {problem}", path.display())))
    }

    /// Two articles have one id; `first` and `second` say where they are from.
    pub(crate) fn duplicate_id(id: &str, first: &str, second: &str) -> Self {
        let (id, first, second) = (id.to_owned(), first.to_owned(), second.to_owned());
        Self(ErrorKind::DuplicateId { id, first, second })
    }
}

impl From<records::Error> for Error {
    fn from(error: records::Error) -> Self {
        Self(ErrorKind::Output(error))
    }
}

/// Makes an error of sorting in a folder.
pub(crate) fn sorting(folder: &Path) -> impl Fn(io::Error) -> Error {
    let folder = folder.to_owned();
    move |cause| Error(ErrorKind::Sort { folder: folder.clone(), cause })
}
