//! From an output folder to a file or folder of a format.

use crate::article::Article;
use crate::authority::AuthorityColumns;
use crate::error::Error;
use crate::exporter::Format;
use records::{FolderLock, Results};
use std::path::Path;

/// What was exported.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Exported {
    /// Articles, including those without quotes and claims.
    pub articles: u64,
    /// Quotes and claims.
    pub attributions: u64,
    /// Quotes and claims that the format cannot express.
    pub left_out: u64,
}

/// Writes the results in the folder `output` to `target`: a file, which replaces an
/// earlier one, or for formats of many files a folder, which must be new.
///
/// # Errors
/// If the results cannot be read or the target cannot be written.
pub fn export(output: &Path, format: &Format, target: &Path) -> Result<Exported, Error> {
    FolderLock::check(output)?;
    let results = Results::open(output)?;
    let mut exporter = (format.open)(target, &AuthorityColumns::of_run(output)?)?;
    let mut exported = Exported::default();
    for lines in results {
        let lines = lines?;
        let article = Article::new(lines.parse()?)?;
        let left_out = exporter.article(&article)?;
        exported.articles += 1;
        exported.attributions += (article.attributions.len() - left_out) as u64;
        exported.left_out += left_out as u64;
    }
    exporter.finish()?;
    Ok(exported)
}
