//! Records that are written once, and read again by their place or in order.

use super::fields::{Fields, put_number};
use super::temporary::{self, damaged};
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};

/// How much of a record is read from the file at once, in bytes; most records
/// are shorter.
const READ: usize = 1 << 10;

/// How much of the file is read at once where all records are read, in bytes.
const READ_AHEAD: usize = 1 << 16;

/// How long the length before a record is at most, in bytes.
const MAX_LENGTH: usize = 10;

/// Keeps records in memory up to a budget, and those beyond it in a temporary
/// file. A record's *place* is where it begins, counted in bytes over all.
#[derive(Debug)]
pub(crate) struct Spool {
    folder: PathBuf,
    /// In bytes.
    budget: usize,
    file: Option<File>,
    /// How many bytes are in the file.
    written: u64,
    /// What comes after the file.
    bytes: Vec<u8>,
}

impl Spool {
    /// Holds `budget` bytes in memory before it writes to `folder`.
    pub(crate) fn new(folder: &Path, budget: usize) -> Self {
        Self { folder: folder.to_owned(), budget, file: None, written: 0, bytes: Vec::new() }
    }

    /// Adds a record; returns its place. Places grow from record to record.
    pub(crate) fn push(&mut self, record: &[u8]) -> io::Result<u64> {
        if self.bytes.len() + record.len() > self.budget && !self.bytes.is_empty() {
            let file = match &mut self.file {
                Some(file) => file,
                none => none.insert(temporary::create(&self.folder)?),
            };
            file.seek(SeekFrom::Start(self.written))?;
            file.write_all(&self.bytes)?;
            self.written += self.bytes.len() as u64;
            self.bytes.clear();
        }
        let place = self.written + self.bytes.len() as u64;
        put_number(&mut self.bytes, record.len() as u64);
        self.bytes.extend_from_slice(record);
        Ok(place)
    }

    /// Reads the record at a place into `record`.
    pub(crate) fn read(&self, place: u64, record: &mut Vec<u8>) -> io::Result<()> {
        record.clear();
        let Some(mut file) = self.file.as_ref().filter(|_| place < self.written) else {
            let mut fields = Fields(self.bytes.get((place - self.written) as usize..).ok_or_else(damaged)?);
            let length = fields.number()? as usize;
            record.extend_from_slice(fields.bytes(length)?);
            return Ok(());
        };
        file.seek(SeekFrom::Start(place))?;
        record.resize(READ.min((self.written - place) as usize), 0);
        file.read_exact(record)?;
        let mut fields = Fields(record);
        let length = fields.number()? as usize;
        let head = record.len() - fields.0.len();
        let held = record.len();
        if length > (self.written - place) as usize {
            return Err(damaged());
        }
        record.resize(head + length, 0);
        if head + length > held {
            file.read_exact(&mut record[held..])?;
        }
        record.drain(..head);
        Ok(())
    }

    /// All records, in order.
    pub(crate) fn records(&self) -> Records<'_> {
        Records { spool: self, held: Vec::new(), end: 0, read: 0 }
    }
}

/// Reads the records of a spool one after the other.
#[derive(Debug)]
pub(crate) struct Records<'a> {
    spool: &'a Spool,
    /// A part of the file.
    held: Vec<u8>,
    /// Where in `held` the record read last ends.
    end: usize,
    /// How many bytes have been read: those of the file, then those after it.
    read: u64,
}

impl Records<'_> {
    /// The next record with its place.
    pub(crate) fn next(&mut self) -> io::Result<Option<(u64, &[u8])>> {
        let Spool { written, bytes, file, .. } = self.spool;
        let place = self.read - (self.held.len() - self.end) as u64;
        if place >= *written {
            let at = (place - written) as usize;
            if at >= bytes.len() {
                return Ok(None);
            }
            let record = first_record(&bytes[at..])?.ok_or_else(damaged)?;
            self.held.clear();
            self.end = 0;
            self.read = place + record.end as u64;
            return Ok(Some((place, &bytes[at..][record])));
        }
        let mut file = file.as_ref().ok_or_else(damaged)?;
        let record = loop {
            if let Some(record) = first_record(&self.held[self.end..])? {
                break record;
            }
            self.held.drain(..self.end);
            self.end = 0;
            file.seek(SeekFrom::Start(self.read))?;
            let more = (written - self.read).min(READ_AHEAD.max(self.held.len()) as u64);
            let read = file.take(more).read_to_end(&mut self.held)?;
            if read == 0 {
                return Err(damaged());
            }
            self.read += read as u64;
        };
        let start = self.end + record.start;
        self.end += record.end;
        Ok(Some((place, &self.held[start..self.end])))
    }
}

/// Where the first record is in `bytes`, after its length; `None` if it does not
/// end there.
fn first_record(bytes: &[u8]) -> io::Result<Option<Range<usize>>> {
    let mut fields = Fields(bytes);
    let Ok(length) = fields.number() else {
        return if bytes.len() < MAX_LENGTH { Ok(None) } else { Err(damaged()) };
    };
    let start = bytes.len() - fields.0.len();
    let end = start.checked_add(length as usize).ok_or_else(damaged)?;
    Ok((end <= bytes.len()).then_some(start..end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_pushed_comes_back() {
        let folder = tempfile::tempdir().unwrap();
        let record = |n: usize| vec![n as u8; n * 37 % 5_000];
        for budget in [0, 10_000, usize::MAX] {
            let mut spool = Spool::new(folder.path(), budget);
            let places: Vec<u64> = (0..1_000).map(|n| spool.push(&record(n)).unwrap()).collect();
            let mut read = Vec::new();
            for (n, &place) in places.iter().enumerate().rev() {
                spool.read(place, &mut read).unwrap();
                assert!(read == record(n), "record {n} with a budget of {budget}");
            }
            let mut records = spool.records();
            for (n, &place) in places.iter().enumerate() {
                assert!(records.next().unwrap() == Some((place, &record(n)[..])), "record {n}");
            }
            assert!(records.next().unwrap().is_none());
        }
    }
}
