//! The results of a run in the formats of other tools.
//!
//! [`export()`] reads an output folder as a stream, article by article, and writes
//! the file or folder that a tool expects. [`FORMATS`] lists the formats; each is a
//! module in `formats/`. To add one, copy `formats/citron.rs`, the simplest, and add
//! the copy to the list in `formats/mod.rs`.
//!
//! [`citron()`] makes Citron's JSON of one article that is in memory.
//!
//! Offsets count **Unicode code points** in every export, whatever those of the run
//! count, because all of these tools do so; `article.rs` converts them.
//!
//! [`attribution_rows`] gives the rows of the table of quotes and claims to whoever
//! makes tables in memory.
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
mod authority;
mod error;
mod export;
mod exporter;
mod files;
mod formats;
mod table;

pub use error::Error;
pub use export::{Exported, export};
pub use exporter::Format;
pub use formats::{FORMATS, citron, format};
pub use table::{ATTRIBUTIONS, Cell, CellType, attribution_rows};
