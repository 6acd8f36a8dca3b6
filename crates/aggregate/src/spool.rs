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

    /// Shows all records with their places, in order.
    pub(crate) fn each(&self, mut show: impl FnMut(u64, &[u8]) -> io::Result<()>) -> io::Result<()> {
        let mut place = 0;
        let mut held = Vec::new();
        let mut file = self.file.as_ref();
        while let Some(file) = file.as_mut().filter(|_| place + (held.len() as u64) < self.written) {
            let next = place + held.len() as u64;
            file.seek(SeekFrom::Start(next))?;
            file.take((self.written - next).min(1 << 20)).read_to_end(&mut held)?;
            let used = whole(&held, place, &mut show)?;
            held.drain(..used);
            place += used as u64;
        }
        whole(&self.bytes, self.written, &mut show).map(|_| ())
    }
}

/// Shows the records that stand in `bytes` as a whole; returns where they end.
fn whole(bytes: &[u8], place: u64, show: &mut impl FnMut(u64, &[u8]) -> io::Result<()>) -> io::Result<usize> {
    let mut fields = Fields(bytes);
    loop {
        let at = bytes.len() - fields.0.len();
        let Ok(record) = fields.number().and_then(|length| fields.bytes(length as usize)) else {
            return Ok(at);
        };
        show(place + at as u64, record)?;
    }
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
            let mut n = 0;
            let each = spool.each(|place, bytes| {
                assert!(place == places[n] && bytes == record(n));
                n += 1;
                Ok(())
            });
            each.unwrap();
            assert_eq!(n, 1_000);
        }
    }
}
