//! JSON lines: every line is an object, and every object an article. Blank lines
//! are ignored.

use super::cutter::{Cutter, RecordPlace, Stop};
use super::encoding::decoded;
use super::format::{Draft, Format, Problem, RecordContext};
use super::json;
use super::lines::{RawLine, RawLines};
use super::raw_record::RawRecord;
use crate::corpus::Corpus;
use std::io::BufRead;

#[derive(Debug)]
pub(crate) struct JsonLines;

impl Format for JsonLines {
    fn name(&self) -> &'static str {
        "jsonl"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["jsonl", "ndjson"]
    }

    fn begins(&self, first: &[u8]) -> bool {
        first.trim_ascii_start().starts_with(b"{\"")
    }

    fn cut(&self, file: &mut dyn BufRead, out: &mut Cutter<'_>) -> Result<(), Stop> {
        let mut lines = RawLines::new(file, out.limit());
        let mut number = 0;
        while let Some(RawLine { bytes, length }) = lines.next()? {
            number += 1;
            let place = Some(RecordPlace { unit: "line", number });
            match bytes {
                Some(bytes) if bytes.trim_ascii().is_empty() => {}
                Some(bytes) => out.put(place, Ok(RawRecord::Bytes(bytes)))?,
                None => out.put(place, Err(out.too_long("a line", Some(length))))?,
            }
        }
        Ok(())
    }

    fn own_id(&self, record: &RawRecord, corpus: &Corpus) -> Option<String> {
        json::own_id(record, corpus)
    }

    fn values(&self, record: &RawRecord) -> Vec<(String, String)> {
        json::values_of(record)
    }

    fn draft(&self, record: RawRecord, context: &RecordContext<'_>) -> Result<Draft, Problem> {
        let line = decoded(record.into_bytes(), context.corpus.encoding.as_deref())?;
        json::draft(&line, context)
    }
}
