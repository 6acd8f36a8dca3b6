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

    /// The reason without its details, by which much that was skipped can be told in few
    /// lines: what comes before the first mark or digit, as in `cannot be read` of `cannot
    /// be read: permission denied`, and in `no reader for` of `no reader for .png`.
    pub fn kind(&self) -> &str {
        let is_detail = |c: char| !(c.is_alphabetic() || matches!(c, ' ' | ',' | '-' | '’'));
        self.reason.split(is_detail).next().unwrap_or_default().trim_end()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_of_reasons() {
        for (reason, kind) in [
            ("no reader for .xlsx; save it as CSV first", "no reader for"),
            ("no reader for files without an extension", "no reader for files without an extension"),
            ("cannot be read: permission denied", "cannot be read"),
            ("an article is over the limit of 1000 bytes", "an article is over the limit of"),
            ("the id “a” is taken by an earlier article", "the id"),
            ("3 cells in a row, and 2 columns", ""),
        ] {
            assert_eq!(Skipped::new("a", reason).kind(), kind);
        }
    }
}
