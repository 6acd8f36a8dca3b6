//! Temporary files, and what is wrong when one does not hold what was written.

use std::fs::File;
use std::io;
use std::path::Path;

/// Creates a file without a name in `folder`, and the folder if it is missing.
pub(super) fn create(folder: &Path) -> io::Result<File> {
    std::fs::create_dir_all(folder)?;
    tempfile::tempfile_in(folder)
}

/// The error for bytes on disk that are not those that were written.
pub(crate) fn damaged() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "a temporary file is damaged")
}
