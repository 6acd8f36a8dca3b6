//! The results of a run in the formats of other tools.
//!
//! [`export`] reads an output folder as a stream, article by article, and writes
//! the file or folder that a tool wants: one module for each format. To add one,
//! copy `citron.rs`, the simplest, and name the copy in [`FORMATS`].
//!
//! Offsets count **Unicode code points** in every export, whatever those of the
//! run count: so do all of these tools, and [`Article`] converts.
//!
//! ```
//! # let folder = tempfile::tempdir().unwrap();
//! # let (output, target) = (folder.path(), folder.path().join("citron"));
//! # for name in ["articles.jsonl", "attributions.jsonl"] {
//! #     std::fs::write(output.join(name), "").unwrap();
//! # }
//! let citron = export::format("citron").unwrap();
//! let exported = export::export(output, citron, &target)?;
//! assert_eq!(exported.articles, 0);
//! # Ok::<(), export::Error>(())
//! ```

mod article;
mod brat;
mod citron;
mod csv;
mod files;
mod label_studio;
mod parquet;
mod prodigy;
mod table;
mod web_annotation;

pub use article::{Article, Part};

use records::Results;
use std::path::{Path, PathBuf};

/// A format to export to.
#[derive(Debug)]
pub struct Format {
    /// What the command line calls it.
    pub name: &'static str,
    /// What it is for, in a line.
    pub about: &'static str,
    /// The usual name of its file or folder.
    pub target: &'static str,
    /// Starts to write a target.
    open: fn(&Path) -> Result<Box<dyn Exporter>, Error>,
}

/// All formats.
pub static FORMATS: [Format; 7] = [
    csv::FORMAT,
    parquet::FORMAT,
    brat::FORMAT,
    prodigy::FORMAT,
    label_studio::FORMAT,
    citron::FORMAT,
    web_annotation::FORMAT,
];

/// The format of this name.
pub fn format(name: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.name == name)
}

/// Writes articles in one format. What it writes has its final name only when it
/// is finished.
trait Exporter {
    /// Adds an article; returns how many of its attributions the format cannot
    /// tell.
    fn article(&mut self, article: &Article<'_>) -> Result<usize, Error>;

    /// Ends the export.
    fn finish(self: Box<Self>) -> Result<(), Error>;
}

/// What was exported.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Exported {
    /// Articles, those without quotes and claims included.
    pub articles: u64,
    /// Quotes and claims.
    pub attributions: u64,
    /// Those of the results that the format cannot tell.
    pub left_out: u64,
}

/// Why there is no export.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The results cannot be read; the message names the file and the line.
    #[error(transparent)]
    Results(#[from] records::ReadError),
    /// An offset of this attribution or article is none of its text.
    #[error(
        "{id}: offset {offset} is none of its text: do attributions.jsonl and articles.jsonl belong together?"
    )]
    Offset {
        /// The attribution or article.
        id: String,
        /// The offset, as it is written there.
        offset: usize,
    },
    /// A file could not be written; the message names it.
    #[error(transparent)]
    Write(#[from] records::Error),
    /// There is something already where the export is to go.
    #[error("{} is there already; remove it, or name another place", .0.display())]
    Taken(PathBuf),
    /// The program was built without this format.
    #[error(
        "this program was built without Parquet; `cargo install --path crates/cli --features parquet` builds it with"
    )]
    WithoutParquet,
}

/// Writes the results in the folder `output` to `target`: a file, in the place of
/// an earlier one, or for formats of many files a folder, which must be new.
///
/// # Errors
/// If the results cannot be read or the target cannot be written.
pub fn export(output: &Path, format: &Format, target: &Path) -> Result<Exported, Error> {
    let results = Results::open(output)?;
    let mut exporter = (format.open)(target)?;
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
