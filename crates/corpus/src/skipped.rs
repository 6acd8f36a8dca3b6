//! What could not be used, and why.

use std::fmt;
use std::path::PathBuf;

/// A piece of input that gave no article. It is reported and the run continues.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Skipped {
    /// The file or folder.
    pub path: PathBuf,
    /// Where in the file: `line 12`, `line 12, column 40`, `byte 311`. `None` if
    /// the whole file is meant.
    pub place: Option<String>,
    /// Why, in one line, for people.
    pub reason: String,
}

impl Skipped {
    /// A whole file or folder, skipped for this reason.
    pub(crate) fn new(path: impl Into<PathBuf>, reason: impl Into<String>) -> Self {
        Self { path: path.into(), place: None, reason: reason.into() }
    }

    /// The same, at this place.
    pub(crate) fn at(mut self, place: impl Into<String>) -> Self {
        self.place = Some(place.into());
        self
    }
}

/// `path, place: reason`.
impl fmt::Display for Skipped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.path.display())?;
        if let Some(place) = &self.place {
            write!(f, ", {place}")?;
        }
        write!(f, ": {}", self.reason)
    }
}

impl std::error::Error for Skipped {}
