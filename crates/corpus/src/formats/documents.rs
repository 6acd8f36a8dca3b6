//! Documents of word processors: RTF, DOCX and ODT. A file is one article, its text the
//! paragraphs of the document; or it is a [bundle](super::bundles), as the databases of news
//! deliver. Offsets count in that text.

use super::bundles::{self, Parts};
use super::cutter::{Cutter, Stop};
use super::format::{Draft, Format, Problem, RecordContext};
use super::raw_record::RawRecord;
use super::{office, rtf};
use crate::corpus::Corpus;
use std::io::{BufRead, Read};

/// A kind of document.
#[derive(Debug)]
pub(crate) struct Document {
    name: &'static str,
    extensions: &'static [&'static str],
    begins: &'static [u8],
    text: fn(&[u8], usize) -> Result<String, String>,
}

pub(crate) static RTF: Document =
    Document { name: "rtf", extensions: &["rtf"], begins: b"{\\rtf", text: |bytes, _| rtf::text(bytes) };
pub(crate) static DOCX: Document =
    Document { name: "docx", extensions: &["docx"], begins: b"", text: office::docx };
pub(crate) static ODT: Document =
    Document { name: "odt", extensions: &["odt"], begins: b"", text: office::odt };

/// How many times the bytes of the largest article a document may have: it may hold many
/// articles, and pictures.
pub(super) const DOCUMENT_LIMIT: usize = 16;

impl Format for Document {
    fn name(&self) -> &'static str {
        self.name
    }

    fn extensions(&self) -> &'static [&'static str] {
        self.extensions
    }

    fn begins(&self, first: &[u8]) -> bool {
        !self.begins.is_empty() && first.starts_with(self.begins)
    }

    fn replaces(&self, named: &str) -> bool {
        named == "text"
    }

    fn is_binary(&self) -> bool {
        true
    }

    fn cut(&self, file: &mut dyn BufRead, out: &mut Cutter<'_>) -> Result<(), Stop> {
        let limit = DOCUMENT_LIMIT * out.limit();
        let mut bytes = Vec::new();
        (&mut *file).take(limit as u64 + 1).read_to_end(&mut bytes)?;
        if bytes.len() > limit {
            return Err(Stop::Failed(format!("a document is over the limit of {limit} bytes")));
        }
        // Blank lines, since the lines of a paragraph may be wrapped.
        let text = (self.text)(&bytes, limit).map_err(Stop::Failed)?.replace('\n', "\n\n");
        match bundles::of_text(&text) {
            Some(bundle) => {
                let mut parts = Parts::new(bundle, out);
                text.lines().try_for_each(|line| parts.line(Some(line.as_bytes())))?;
                parts.finish()
            }
            None if text.len() > out.limit() => {
                let reason = out.too_long("an article", Some(text.len() as u64));
                out.put(None, Err(reason))
            }
            None => out.put(None, Ok(RawRecord::Bytes(text.into_bytes()))),
        }
    }

    fn own_id(&self, record: &RawRecord, _corpus: &Corpus) -> Option<String> {
        let RawRecord::Bytes(bytes) = record else { return None };
        let article = std::str::from_utf8(bytes).ok()?;
        bundles::BUNDLES.iter().find_map(|bundle| bundle.own_id(article))
    }

    fn draft(&self, record: RawRecord, _context: &RecordContext<'_>) -> Result<Draft, Problem> {
        let text = String::from_utf8(record.into_bytes()).map_err(|error| error.to_string())?;
        match bundles::of_text(&text) {
            Some(bundle) => bundles::draft(bundle, &text),
            None => Ok(Draft { text, ..Draft::default() }),
        }
    }
}
