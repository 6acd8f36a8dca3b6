//! The formats, a module each. A new one is added to [`FORMATS`].
//!
//! Each gets articles from `export.rs`, with offsets in code points, and writes
//! files (`files.rs`); those that are tables take their columns from `table.rs`.

mod brat;
mod citron;
mod csv;
mod label_studio;
mod parquet;
mod prodigy;
mod web_annotation;

use crate::exporter::Format;
pub use citron::citron;

/// All formats, in the order in which they are listed to users.
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
    FORMATS.iter().find(|format| format.name.eq_ignore_ascii_case(name))
}
