//! What a format is, what goes into one and what comes out.

use super::cutter::{Cutter, Stop};
use super::raw_record::RawRecord;
use crate::corpus::Corpus;
use crate::fields::Fields;
use crate::options::Options;
use std::io::BufRead;

/// One way to hold articles in a file.
pub(crate) trait Format: std::fmt::Debug + Sync {
    /// What `format` in `corpus.toml` calls it.
    fn name(&self) -> &'static str;

    /// The extensions of such files, in lower case.
    fn extensions(&self) -> &'static [&'static str];

    /// Whether a file whose name does not tell its format begins like this one.
    fn begins(&self, _first: &[u8]) -> bool {
        false
    }

    /// Whether a file that begins like this one is read as this one although its name says
    /// that it is in the format `named`.
    fn replaces(&self, _named: &str) -> bool {
        false
    }

    /// Whether the file as a whole is binary. Then its bytes come as they are;
    /// otherwise they come without a byte order mark, and UTF-16 as UTF-8.
    fn is_binary(&self) -> bool {
        false
    }

    /// Hands the records of a file to `out`, one by one. A record over the limit
    /// is read past, and a complaint is handed over in its place.
    ///
    /// # Errors
    /// If the rest of the file cannot be read, or nobody wants more records.
    fn cut(&self, file: &mut dyn BufRead, out: &mut Cutter<'_>) -> Result<(), Stop>;

    /// The id that a record gives itself. The reading thread asks for it, so it
    /// should be quick; a broken record has none.
    fn own_id(&self, _record: &RawRecord, _corpus: &Corpus) -> Option<String> {
        None
    }

    /// The values of a record, as texts, with the names that `corpus.toml` can give them.
    /// None if the format knows by itself what is what.
    fn values(&self, _record: &RawRecord) -> Vec<(String, String)> {
        Vec::new()
    }

    /// What one record says. Called by many threads.
    ///
    /// # Errors
    /// If there is no article in the record.
    fn draft(&self, record: RawRecord, context: &RecordContext<'_>) -> Result<Draft, Problem>;
}

/// What is known about a record apart from its bytes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RecordContext<'a> {
    pub(crate) corpus: &'a Corpus,
    pub(crate) options: &'a Options,
}

/// What a record says: the text, and the fields that describe it.
#[derive(Debug, Default)]
pub(crate) struct Draft {
    pub(crate) text: String,
    pub(crate) fields: Fields,
    /// Whether a field of a record held the text as HTML.
    pub(crate) markup: bool,
    /// What a reader of the article should know: that half of it may be missing, say.
    pub(crate) doubts: Vec<&'static str>,
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
