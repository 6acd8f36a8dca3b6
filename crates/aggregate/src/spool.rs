//! Records that are written once and read again by their place.

use crate::fields::{Fields, damaged, put_number};
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// Keeps records in memory up to a budget, and those beyond in a file without a
/// name.
#[derive(Debug)]
pub(crate) struct Spool {
    folder: PathBuf,
    budget: usize,
    file: Option<File>,
    /// How much is in the file.
    written: u64,
    /// What comes after that.
    bytes: Vec<u8>,
}

/// How much of a record to read at once from the file; most are shorter.
const READ: usize = 1 << 10;

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
                none => {
                    std::fs::create_dir_all(&self.folder)?;
                    none.insert(tempfile::tempfile_in(&self.folder)?)
                }
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

    /// The record at a place.
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
    /// Where in it the record read last ends.
    end: usize,
    /// How much of the file has been read, or of the spool after that.
    read: u64,
}

/// How much of the file to read at once.
const READ_AHEAD: usize = 1 << 16;

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
            let record = framed(&bytes[at..])?.ok_or_else(damaged)?;
            self.held.clear();
            self.end = 0;
            self.read = place + record.end as u64;
            return Ok(Some((place, &bytes[at..][record])));
        }
        let mut file = file.as_ref().ok_or_else(damaged)?;
        let record = loop {
            if let Some(record) = framed(&self.held[self.end..])? {
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

/// Where the first record stands in `bytes`; nothing if it goes on after them.
fn framed(bytes: &[u8]) -> io::Result<Option<std::ops::Range<usize>>> {
    let mut fields = Fields(bytes);
    let Ok(length) = fields.number() else {
        return if bytes.len() < 10 { Ok(None) } else { Err(damaged()) };
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
