//! From the bytes of one record to an article.

use crate::dates::When;
use crate::fields::Field;
use crate::input::Format;
use crate::json::Fields;
use crate::page::Pages;
use crate::records::BOM;
use crate::{Record, Skipped};
use jiff::civil::Date;
use lexicon::Lexicon;
use std::sync::Arc;
use text::{Article, Metadata};

/// Makes articles of records. Built once, shared by all threads.
#[derive(Debug)]
pub struct Reader {
    pages: Pages,
}

impl Reader {
    /// Compiles the word lists that it needs.
    pub fn new(lexicon: &Lexicon) -> Self {
        Self { pages: Pages::new(lexicon) }
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
        let corpus = Arc::clone(record.corpus());
        let mut metadata = Metadata::default();
        let text = match record.file.format {
            Format::Text => text,
            Format::JsonLines => {
                let mut fields = Fields::parse(&text, &corpus).map_err(|reason| record.skipped(reason))?;
                self.fill(&mut metadata, &mut fields);
                fields.take(Field::Text).ok_or_else(|| record.skipped("the record has no text"))?
            }
        };
        let paragraphs = self.pages.read(&text, &mut metadata);
        metadata.outlet = metadata.outlet.or_else(|| corpus.outlet.clone());
        metadata.date = metadata.date.or_else(|| self.date_in_name(&record.file.stem));
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

/// What the fields of a record say about it.
impl Reader {
    fn fill(&self, metadata: &mut Metadata, fields: &mut Fields) {
        let mut line = |field| fields.take(field).map(|value| value.trim().to_owned());
        metadata.title = line(Field::Title);
        metadata.subtitle = line(Field::Subtitle);
        metadata.outlet = line(Field::Outlet);
        metadata.author = line(Field::Author);
        metadata.editor = line(Field::Editor);
        metadata.section = line(Field::Section);
        metadata.url = line(Field::Url);
        let dates = &self.pages.dates;
        let (date, time) = line(Field::Date).map_or((None, None), |value| dates.of_field(&value));
        metadata.date = date;
        metadata.time = time.or_else(|| line(Field::Time).and_then(|value| dates.of_field(&value).1));
    }

    /// `2016-09-12` in `wire/2016-09-12_port-deal`: better than no date.
    fn date_in_name(&self, stem: &str) -> Option<Date> {
        let found = self.pages.dates.find(stem);
        found.into_iter().find_map(|f| if let When::Date(date) = f.what { Some(date) } else { None })
    }
}

/// The text in some bytes, without its byte order mark; else what is wrong and
/// at which byte.
fn decode(mut bytes: Vec<u8>) -> Result<String, (String, Option<usize>)> {
    if bytes.is_empty() {
        return Err(("the file is empty".to_owned(), None));
    }
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
        return Err(("nothing in it but white space".to_owned(), None));
    }
    Ok(text)
}
