//! Plain text: a file is one article, and its text is the file's own.
//!
//! The simplest format, and the one to copy for another.

use super::cutter::{Cutter, Stop};
use super::encoding::decoded;
use super::format::{Draft, Format, Problem, RecordContext};
use super::raw_record::RawRecord;
use std::io::BufRead;

#[derive(Debug)]
pub(crate) struct Text;

impl Format for Text {
    fn name(&self) -> &'static str {
        "text"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["txt"]
    }

    fn cut(&self, file: &mut dyn BufRead, out: &mut Cutter<'_>) -> Result<(), Stop> {
        out.whole(file)
    }

    fn draft(&self, record: RawRecord, context: &RecordContext<'_>) -> Result<Draft, Problem> {
        let text = decoded(record.into_bytes(), context.corpus.encoding.as_deref())?;
        Ok(Draft { text, ..Draft::default() })
    }
}
