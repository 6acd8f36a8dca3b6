//! Where a format puts the records that it cuts out of a file.

use super::raw_record::RawRecord;
use crate::corpus::Corpus;
use crate::options::Options;
use std::io::{self, BufRead, Read};
use std::path::Path;

/// Where in a file a record is: the unit (`line`, `row`), and its number, counted
/// from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct RecordPlace {
    pub(crate) unit: &'static str,
    pub(crate) number: usize,
}

/// Why the reading of a file ends before the file does.
#[derive(Debug)]
pub(crate) enum Stop {
    /// Nobody wants any more records.
    Unwanted,
    /// The rest of the file cannot be read, for this reason.
    Failed(String),
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        Self::Failed(format!("cannot be read: {error}"))
    }
}

/// Takes a record, or what is wrong with it; its place is `None` if it is the
/// whole file.
type TakeRecord<'f> = dyn FnMut(Option<RecordPlace>, Result<RawRecord, String>) -> Result<(), Stop> + 'f;

/// Takes the records of one file, and knows what a format may want to know about
/// the file.
pub(crate) struct Cutter<'f> {
    take: &'f mut TakeRecord<'f>,
    corpus: &'f Corpus,
    options: &'f Options,
    on_disk: Option<&'f Path>,
    count: usize,
    last: Option<RecordPlace>,
}

impl<'f> Cutter<'f> {
    /// For a file of this corpus, whose records go to `take`. `on_disk` is the file on disk
    /// that the bytes come from, if they do not come from an archive or the like.
    pub(crate) fn new(
        corpus: &'f Corpus,
        options: &'f Options,
        on_disk: Option<&'f Path>,
        take: &'f mut TakeRecord<'f>,
    ) -> Self {
        Self { take, corpus, options, on_disk, count: 0, last: None }
    }

    /// The bytes that a record may have at most.
    pub(crate) fn limit(&self) -> usize {
        self.options.largest
    }

    pub(crate) fn corpus(&self) -> &'f Corpus {
        self.corpus
    }

    /// Whether records are wanted although they have no text, to see what they have.
    pub(crate) fn wants_all(&self) -> bool {
        self.options.textless
    }

    /// How many times its size a file may expand to.
    #[cfg_attr(not(feature = "parquet"), expect(dead_code))]
    pub(crate) fn expansion(&self) -> u64 {
        self.options.expansion
    }

    /// The file on disk that the bytes come from, which may be compressed; `None`
    /// if they come from an archive, from memory or from standard input.
    #[cfg_attr(not(feature = "parquet"), expect(dead_code))]
    pub(crate) fn on_disk(&self) -> Option<&'f Path> {
        self.on_disk
    }

    /// How many records have been taken, complaints included.
    pub(crate) fn count(&self) -> usize {
        self.count
    }

    /// Where the last record was that had a place.
    pub(crate) fn last(&self) -> Option<RecordPlace> {
        self.last
    }

    /// Takes a record, or what is wrong with it.
    ///
    /// # Errors
    /// If nobody wants any more records.
    pub(crate) fn put(
        &mut self,
        place: Option<RecordPlace>,
        record: Result<RawRecord, String>,
    ) -> Result<(), Stop> {
        self.count += 1;
        self.last = place.or(self.last);
        (self.take)(place, record)
    }

    /// Takes all of a file as one record.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub(crate) fn whole(&mut self, file: &mut dyn BufRead) -> Result<(), Stop> {
        match self.all(file)? {
            Some(bytes) => self.put(None, Ok(RawRecord::Bytes(bytes))),
            None => Ok(()),
        }
    }

    /// All bytes of a file. `None` if they are over the limit; then the complaint
    /// has been put out.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub(crate) fn all(&mut self, file: &mut dyn BufRead) -> Result<Option<Vec<u8>>, Stop> {
        let mut bytes = Vec::new();
        (&mut *file).take(self.limit() as u64 + 1).read_to_end(&mut bytes)?;
        if bytes.len() > self.limit() {
            self.put(None, Err(self.too_long("an article", None)))?;
            return Ok(None);
        }
        Ok(Some(bytes))
    }

    /// What to say of a record over the limit, `what` being “a row” or the like.
    pub(crate) fn too_long(&self, what: &str, length: Option<u64>) -> String {
        self.options.too_long(what, length)
    }
}
