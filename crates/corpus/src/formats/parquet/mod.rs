//! Parquet: a row is an article, as in a table of CSV. Only the columns that hold
//! fields of an article are read, so pictures and the like cost nothing.
//!
//! Read only by programs that are built with the feature `parquet`, which is on by
//! default; others say how to get it.

#[cfg(feature = "parquet")]
mod checks;
#[cfg(feature = "parquet")]
mod rows;
#[cfg(feature = "parquet")]
mod thrift;

use super::csv;
use super::cutter::{Cutter, Stop};
use super::format::{Draft, Format, Problem, RecordContext};
use super::raw_record::RawRecord;
use crate::corpus::Corpus;
use std::io::BufRead;

#[derive(Debug)]
pub(crate) struct Parquet;

impl Format for Parquet {
    fn name(&self) -> &'static str {
        "parquet"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["parquet"]
    }

    fn begins(&self, first: &[u8]) -> bool {
        first.starts_with(b"PAR1")
    }

    fn is_binary(&self) -> bool {
        true
    }

    #[cfg(not(feature = "parquet"))]
    fn cut(&self, _: &mut dyn BufRead, _: &mut Cutter<'_>) -> Result<(), Stop> {
        let how = "`cargo install --path crates/cli` includes it";
        Err(Stop::Failed(format!("this program was built without Parquet; {how}")))
    }

    #[cfg(feature = "parquet")]
    fn cut(&self, file: &mut dyn BufRead, out: &mut Cutter<'_>) -> Result<(), Stop> {
        // The library panics on some damaged files.
        let cut = std::panic::AssertUnwindSafe(|| rows::cut(file, out));
        std::panic::catch_unwind(cut)
            .unwrap_or_else(|_| Err(Stop::Failed("cannot be read: the file is damaged".to_owned())))
    }

    fn own_id(&self, record: &RawRecord, corpus: &Corpus) -> Option<String> {
        csv::Csv.own_id(record, corpus)
    }

    fn values(&self, record: &RawRecord) -> Vec<(String, String)> {
        csv::Csv.values(record)
    }

    fn draft(&self, record: RawRecord, context: &RecordContext<'_>) -> Result<Draft, Problem> {
        csv::Csv.draft(record, context)
    }
}
