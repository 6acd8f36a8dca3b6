//! What every format has: a description, and a writer of articles.

use crate::article::Article;
use crate::authority::AuthorityColumns;
use crate::error::Error;
use std::path::Path;

/// A format to export to.
#[derive(Debug)]
pub struct Format {
    /// Its name on the command line.
    pub name: &'static str,
    /// What it is, in a line.
    pub about: &'static str,
    /// The usual name of its file or folder.
    pub target: &'static str,
    /// Starts to write a target; tables have columns for those of authority files, too.
    pub(crate) open: fn(&Path, &AuthorityColumns) -> Opened,
}

/// A writer that has begun.
pub(crate) type Opened = Result<Box<dyn Exporter>, Error>;

/// Writes articles in one format. The file or folder has its final name only when
/// it is finished.
pub(crate) trait Exporter {
    /// Adds an article; returns how many of its attributions the format cannot
    /// express.
    fn article(&mut self, article: &Article<'_>) -> Result<usize, Error>;

    /// Ends the export.
    fn finish(self: Box<Self>) -> Result<(), Error>;
}
