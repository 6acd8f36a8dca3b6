//! Why there is no export.

use std::path::PathBuf;

/// Why there is no export.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// They are being written just now.
    #[error(transparent)]
    Locked(#[from] records::Locked),
    /// The results cannot be read; the message names the file and the line.
    #[error(transparent)]
    Results(#[from] records::ReadError),
    /// An offset of this attribution or article is not on the border of a character
    /// of its text.
    #[error(
        "{id}: offset {offset} is not in its text: do attributions.jsonl and articles.jsonl belong together?"
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
    /// There is already something where the export should go.
    #[error("{} is there already; remove it, or name another place", .0.display())]
    Taken(PathBuf),
    /// The program was built without this format.
    #[error("this program was built without Parquet; `cargo install --path crates/cli` includes it")]
    WithoutParquet,
}
