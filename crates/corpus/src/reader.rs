//! From the bytes of one record to an article.

use crate::fields::Field;
use crate::input::Format;
use crate::json::Fields;
use crate::records::BOM;
use crate::{Record, Skipped};
use lexicon::Lexicon;
use text::{Article, Metadata, Paragraph, Role};

/// Makes articles of records. Built once, shared by all threads.
#[derive(Debug)]
pub struct Reader {}

impl Reader {
    /// Compiles the word lists that it needs.
    pub fn new(_lexicon: &Lexicon) -> Self {
        Self {}
    }

    /// The article in a record.
    ///
    /// # Errors
    /// If there is none: the record could not be read, is empty or not text, is
    /// not valid UTF-8 or JSON, or has no text.
    pub fn article(&self, mut record: Record) -> Result<Article, Skipped> {
        let bytes = std::mem::replace(&mut record.content, Ok(Vec::new()))?;
        let text = decode(bytes).map_err(|(reason, byte)| {
            let skipped = record.skipped(reason);
            match (byte, &record.line) {
                (Some(byte), Some(line)) => skipped.at(format!("line {line}, byte {byte}")),
                (Some(byte), None) => skipped.at(format!("byte {byte}")),
                (None, _) => skipped,
            }
        })?;
        let corpus = std::sync::Arc::clone(record.corpus());
        let mut metadata = Metadata::default();
        let text = match record.file.format {
            Format::Text => text,
            Format::JsonLines => {
                let mut fields = Fields::parse(&text, &corpus).map_err(|reason| record.skipped(reason))?;
                metadata.title = fields.take(Field::Title);
                fields.take(Field::Text).ok_or_else(|| record.skipped("the record has no text"))?
            }
        };
        metadata.outlet = metadata.outlet.or_else(|| corpus.outlet.clone());
        let paragraphs =
            text::paragraphs(&text).into_iter().map(|span| Paragraph { span, role: Role::Body }).collect();
        Ok(Article {
            path: record.path(),
            id: record.id,
            corpus: corpus.name.clone(),
            text,
            metadata,
            paragraphs,
        })
    }
}

/// The text in some bytes, without its byte order mark; else what is wrong and
/// at which byte.
fn decode(mut bytes: Vec<u8>) -> Result<String, (String, Option<usize>)> {
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        return Err(("UTF-16, and only UTF-8 can be read".to_owned(), None));
    }
    if let Some(at) = memchr::memchr(0, &bytes) {
        return Err(("not text: there is a NUL byte".to_owned(), Some(at)));
    }
    let dropped = if bytes.starts_with(BOM) { BOM.len() } else { 0 };
    bytes.drain(..dropped);
    let text = String::from_utf8(bytes)
        .map_err(|error| ("not valid UTF-8".to_owned(), Some(dropped + error.utf8_error().valid_up_to())))?;
    if text.trim().is_empty() {
        return Err(("empty, or nothing but white space".to_owned(), None));
    }
    Ok(text)
}
