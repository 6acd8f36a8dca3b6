//! One article as it is in its file, before anything is decoded.

use crate::corpus::Corpus;
use crate::formats::{Format, RawRecord, RecordPlace, Text};
use crate::options::Options;
use crate::skipped::Skipped;
use std::path::PathBuf;
use std::sync::Arc;

/// One article as it is in its file: bytes, and where they came from.
#[derive(Clone, Debug)]
pub struct Record {
    /// The article's id. No two records of a run have the same.
    pub id: String,
    /// The id that the article gives itself, if an earlier record of the run took
    /// it and this one had to be renamed (`wire/0012~2`).
    pub own_id: Option<String>,
    /// How many bytes of the whole input have been read with this record.
    pub read: u64,
    pub(crate) origin: Arc<Origin>,
    /// `None` for a file that is one article.
    pub(crate) place: Option<RecordPlace>,
    pub(crate) raw: Result<RawRecord, Skipped>,
    pub(crate) options: Arc<Options>,
}

/// The file, on disk or inside an archive, that a record was read from.
#[derive(Debug)]
pub(crate) struct Origin {
    pub(crate) path: PathBuf,
    pub(crate) corpus: Arc<Corpus>,
    /// Its path inside the corpus, without the extension, separated by `/`.
    pub(crate) stem: String,
    pub(crate) format: &'static dyn Format,
}

impl Origin {
    /// Why a record, or the whole file, gives no article.
    pub(super) fn skipped(&self, place: Option<RecordPlace>, reason: impl Into<String>) -> Skipped {
        let skipped = Skipped::new(&self.path, reason);
        match place {
            Some(RecordPlace { unit, number }) => skipped.at(format!("{unit} {number}")),
            None => skipped,
        }
    }
}

impl Record {
    /// A plain text that is in no file. It is read as if it were the file `ID.txt`
    /// of a corpus about which nothing is known, and in any language.
    pub fn of_text(id: &str, text: &str) -> Self {
        let origin = Origin {
            path: format!("{id}.txt").into(),
            corpus: Arc::default(),
            stem: id.to_owned(),
            format: &Text,
        };
        Self {
            id: id.to_owned(),
            own_id: None,
            read: text.len() as u64,
            origin: Arc::new(origin),
            place: None,
            raw: Ok(RawRecord::Bytes(text.as_bytes().to_vec())),
            options: Arc::new(Options { any_language: true, ..Options::default() }),
        }
    }

    /// The corpus that it belongs to.
    pub fn corpus(&self) -> &Arc<Corpus> {
        &self.origin.corpus
    }

    /// Where it is, for people: the file, and `:` with its number if the file holds
    /// many records.
    pub fn path(&self) -> String {
        let path = self.origin.path.display();
        self.place.map_or_else(|| path.to_string(), |place| format!("{path}:{}", place.number))
    }

    /// How many bytes it holds; 0 if it could not be read.
    pub fn size(&self) -> usize {
        self.raw.as_ref().map_or(0, RawRecord::size)
    }

    /// Why it gives no article.
    pub fn skipped(&self, reason: impl Into<String>) -> Skipped {
        self.origin.skipped(self.place, reason)
    }
}
