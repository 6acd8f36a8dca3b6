//! How files hold articles: one module for each format.
//!
//! To add one, copy `text.rs`, the simplest, and name the copy in [`FORMATS`].
//! A format does two things, kept apart since the first is done by one thread
//! and the second by many: it cuts a file into records, cheaply and in bounded
//! memory, and it makes a [`Draft`] of one record.

mod csv;
mod html;
mod json;
mod jsonl;
mod markup;
mod news_xml;
mod parquet;
mod text;
#[cfg(feature = "parquet")]
mod thrift;
mod warc;

pub(crate) use self::text::Text;

use crate::fields::Fields;
use crate::records::{Cutter, Stop};
use crate::{Corpus, Options};
use std::io::BufRead;
use std::sync::Arc;

/// One way to hold articles in a file.
pub(crate) trait Format: std::fmt::Debug + Sync {
    /// What `format` in `corpus.toml` calls it.
    fn name(&self) -> &'static str;

    /// How the names of such files end, in small letters.
    fn extensions(&self) -> &'static [&'static str];

    /// Whether such a file begins like this, if its name does not tell.
    fn begins(&self, _first: &[u8]) -> bool {
        false
    }

    /// Whether the file is no text as a whole: then its bytes come as they are,
    /// and otherwise without a byte order mark and in no encoding that has a NUL
    /// for every other byte.
    fn is_binary(&self) -> bool {
        false
    }

    /// Puts the records of a file out, one by one. A record that is longer than
    /// the limit is read past and put out as what is wrong with it.
    fn cut(&self, file: &mut dyn BufRead, out: &mut Cutter<'_>) -> Result<(), Stop>;

    /// The id that a record has of its own. Asked by the thread that reads, so it
    /// should be quick; a broken record has none.
    fn own_id(&self, _content: &Content, _corpus: &Corpus) -> Option<String> {
        None
    }

    /// The names of what a record has besides and nobody reads.
    fn unused(&self, _content: &Content, _corpus: &Corpus) -> Vec<String> {
        Vec::new()
    }

    /// What one record says. Asked by many threads.
    fn draft(&self, content: Content, about: &About<'_>) -> Result<Draft, Problem>;
}

/// All formats.
pub(crate) static FORMATS: [&dyn Format; 8] = [
    &Text,
    &jsonl::JsonLines,
    &json::Json,
    &csv::Csv,
    &parquet::Parquet,
    &html::Html,
    &warc::Warc,
    &news_xml::NewsXml,
];

/// The format of files with this extension.
pub(crate) fn of_extension(extension: &str) -> Option<&'static dyn Format> {
    let extension = extension.to_ascii_lowercase();
    FORMATS.into_iter().find(|f| f.extensions().contains(&extension.as_str()))
}

/// The format of this name.
pub(crate) fn of_name(name: &str) -> Option<&'static dyn Format> {
    FORMATS.into_iter().find(|f| f.name() == name)
}

/// The format that a file must have that begins so.
pub(crate) fn of_beginning(first: &[u8]) -> Option<&'static dyn Format> {
    FORMATS.into_iter().find(|f| f.begins(first))
}

/// The extensions that are read, for messages.
pub(crate) fn extensions() -> String {
    let built = |format: &&&dyn Format| cfg!(feature = "parquet") || format.name() != "parquet";
    let all: Vec<_> =
        FORMATS.iter().filter(built).flat_map(|f| f.extensions()).map(|e| format!(".{e}")).collect();
    all.join(", ")
}

/// A record as it was cut out of its file.
#[derive(Clone, Debug)]
pub(crate) enum Content {
    /// Some bytes of the file.
    Bytes(Vec<u8>),
    /// A row of a table: the names of its columns, and its cells.
    Row(Arc<::csv::ByteRecord>, ::csv::ByteRecord),
}

impl Content {
    pub(crate) fn size(&self) -> usize {
        match self {
            Self::Bytes(bytes) => bytes.len(),
            Self::Row(_, cells) => cells.as_slice().len(),
        }
    }

    /// The bytes of a record that is no row.
    pub(crate) fn into_bytes(self) -> Vec<u8> {
        match self {
            Self::Bytes(bytes) => bytes,
            Self::Row(_, cells) => cells.as_slice().to_vec(),
        }
    }
}

/// What is known about a record besides its bytes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct About<'a> {
    pub(crate) corpus: &'a Corpus,
    pub(crate) options: &'a Options,
}

/// What a record says: the text and, as texts, what is known about it.
#[derive(Debug, Default)]
pub(crate) struct Draft {
    pub(crate) text: String,
    pub(crate) fields: Fields,
}

/// Why there is no article in a record.
#[derive(Debug)]
pub(crate) struct Problem {
    pub(crate) reason: String,
    /// Where in the record.
    pub(crate) place: Option<String>,
}

impl<R: Into<String>> From<R> for Problem {
    fn from(reason: R) -> Self {
        Self { reason: reason.into(), place: None }
    }
}

/// The text in some bytes.
fn decoded(bytes: Vec<u8>, declared: Option<&str>) -> Result<String, Problem> {
    crate::encoding::decode(bytes, declared).map(|decoded| decoded.text).map_err(|error| Problem {
        reason: error.reason.to_owned(),
        place: error.byte.map(|byte| format!("byte {byte}")),
    })
}
