//! Tables in Parquet: a folder with `attributions.parquet`, which has the columns of
//! the CSV with types, and `articles.parquet`, which has the texts.
//!
//! Only in programs that are built with the feature `parquet`; others name the
//! format, and say so when it is asked for.

#[cfg(feature = "parquet")]
mod writer;

use crate::exporter::Format;
#[cfg(feature = "parquet")]
use writer::open;

pub(crate) const FORMAT: Format = Format {
    name: "parquet",
    about: "a folder with attributions.parquet and articles.parquet, for DuckDB, pandas and the like",
    target: "parquet",
    open,
};

#[cfg(not(feature = "parquet"))]
fn open(
    _: &std::path::Path,
    _: &crate::authority::AuthorityColumns,
) -> Result<Box<dyn crate::exporter::Exporter>, crate::error::Error> {
    Err(crate::error::Error::WithoutParquet)
}
