//! Articles in Arrow tables → quotes and claims in Arrow tables: what data frames of
//! any language are extracted with.
//!
//! A row is an article, read as a row of CSV is, so the attributions are those of
//! `sayso extract`. The columns of the result ([`schema`]) are those of
//! `attributions.parquet` (`sayso export --to parquet`), from the same definition.
//!
//! ```
//! use arrow_array::{RecordBatch, StringArray, cast::AsArray};
//! use std::sync::Arc;
//!
//! let column = |texts: &[&str]| Arc::new(StringArray::from(texts.to_vec())) as _;
//! let articles = RecordBatch::try_from_iter([
//!     ("link", column(&["n/1", "n/2"])),
//!     ("body", column(&["“It floats,” said Åse Lund.", ""])),
//! ])?;
//! let pipeline = sayso::Pipeline::new(&sayso::Lexicon::embedded(), sayso::ModelChoice::Fast.load()?);
//! let settings = frame::Settings { columns: vec![("id".into(), "link".into())], ..Default::default() };
//! let found = frame::extract_batch(&pipeline, &settings, articles)?;
//! assert_eq!(found.attributions["speaker"].as_string::<i32>().value(0), "Åse Lund");
//! assert_eq!(found.skipped[0].to_string(), "row 1: the row has no text");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! | file | what it does |
//! |---|---|
//! | `cells.rs` | columns of any type → texts |
//! | `records.rs` | batches → records, row by row |
//! | `table.rs` | attributions → a table |
//! | `extract.rs` | the whole, in parallel |

mod cells;
mod error;
mod extract;
mod progress;
mod records;
mod settings;
mod table;

pub use error::Error;
pub use extract::{DoubtfulRow, Extracted, SkippedRow, extract, extract_batch};
pub use progress::Progress;
pub use settings::Settings;
pub use table::schema;
