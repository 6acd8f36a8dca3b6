//! Archives: the files inside a tar or zip file, one after the other.

use super::bounds::{BUFFER, Bound, Bounded};
use std::borrow::Cow;
use std::cell::Cell;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};

/// The largest list of contents, in bytes, with which a zip file is opened. The
/// list is held in memory; this one would have about a million files.
const LARGEST_DIRECTORY: u64 = 64 << 20;

/// A file inside an archive, or why it cannot be read.
pub(crate) enum ArchiveEntry<'r> {
    /// Its path as the archive gives it, and its contents.
    File(&'r str, &'r mut dyn BufRead),
    /// Its path, and why there are no contents.
    Unreadable(&'r str, String),
}

/// Why links, devices and the like are not read.
const NO_FILE: &str = "neither a file nor a folder";

/// Hands over the files of a tar archive one by one, in the order of the archive.
///
/// # Errors
/// If the archive cannot be read, or `take` fails.
pub(crate) fn tar<E: From<io::Error>>(
    archive: impl Read,
    mut take: impl FnMut(ArchiveEntry<'_>) -> Result<(), E>,
) -> Result<(), E> {
    let mut archive = ::tar::Archive::new(archive);
    let ended = Cell::new(false);
    for entry in archive.entries()? {
        let entry = match entry {
            // The last file was cut short, and that has been reported.
            Err(_) if ended.get() => break,
            entry => entry?,
        };
        let name = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
        match entry.header().entry_type() {
            kind if kind.is_dir() => {}
            kind if kind.is_file() || kind.is_contiguous() || kind.is_gnu_sparse() => {
                // The archive itself keeps the position, not the buffered reader.
                let contents = ExactEntry { left: entry.size(), inner: entry, ended: &ended };
                let mut contents = BufReader::with_capacity(BUFFER, contents);
                take(ArchiveEntry::File(&name, &mut contents))?;
            }
            _ => take(ArchiveEntry::Unreadable(&name, NO_FILE.to_owned()))?,
        }
    }
    Ok(())
}

/// Hands over the files of a zip archive one by one, in the order of its list of
/// contents.
///
/// # Errors
/// If the archive cannot be read or its list of contents is too large, or `take`
/// fails.
pub(crate) fn zip<E: From<io::Error>>(
    mut archive: impl Read + Seek,
    bound: &Bound,
    mut take: impl FnMut(ArchiveEntry<'_>) -> Result<(), E>,
) -> Result<(), E> {
    let end = DirectoryEnd::find(&mut archive)?;
    if let Some(DirectoryEnd { size, .. }) = end.filter(|end| end.size > LARGEST_DIRECTORY) {
        return Err(io::Error::other(format!("its list of contents has {size} bytes")).into());
    }
    if let Some(end) = end.filter(DirectoryEnd::is_here) {
        for (name, reason) in end.differences(&mut archive)? {
            take(ArchiveEntry::Unreadable(&name, reason))?;
        }
    }
    archive.rewind()?;
    let mut archive = ::zip::ZipArchive::new(archive).map_err(io::Error::other)?;
    for index in 0..archive.len() {
        let listed = archive.name_for_index(index).and_then(Result::ok).map_or("?".into(), Cow::into_owned);
        let entry = match archive.by_index(index) {
            Ok(entry) => entry,
            Err(error) => {
                take(ArchiveEntry::Unreadable(&listed, format!("cannot be read: {error}")))?;
                continue;
            }
        };
        if entry.is_dir() {
            continue;
        }
        if entry.is_symlink() {
            take(ArchiveEntry::Unreadable(&listed, NO_FILE.to_owned()))?;
            continue;
        }
        let mut entry = BufReader::with_capacity(BUFFER, Bounded::new(entry, bound));
        take(ArchiveEntry::File(&listed, &mut entry))?;
    }
    Ok(())
}

/// The last record of a zip file: its signature, and where it states how many files there
/// are, and how large the list of contents is and where it begins.
const END_SIGNATURE: &[u8] = b"PK\x05\x06";
const END_COUNT: usize = 10;
const END_SIZE: usize = 12;
const END_OFFSET: usize = 16;

/// The last record has 22 bytes and a comment of at most 65,535.
const LONGEST_END: u64 = 22 + 65_535;

/// A record of the list of contents, and that before a file: where the bytes of its name
/// are counted, and the name itself; and where the file begins.
const LISTED_SIGNATURE: &[u8] = b"PK\x01\x02";
const LISTED_LENGTHS: [usize; 3] = [28, 30, 32];
const LISTED_OFFSET: usize = 42;
const LISTED_NAME: usize = 46;
const FILE_LENGTH: usize = 26;
const FILE_NAME: u64 = 30;

/// What the end of a zip file says of its list of contents.
#[derive(Clone, Copy)]
struct DirectoryEnd {
    count: u64,
    size: u64,
    offset: u64,
    /// Where the list ends: here.
    at: u64,
}

/// A number in some bytes, the lowest byte first; 0 where they end.
fn number(bytes: &[u8], at: usize, length: usize) -> u64 {
    let bytes = bytes.get(at..at + length).unwrap_or_default();
    bytes.iter().rev().fold(0, |number, &byte| number << 8 | u64::from(byte))
}

impl DirectoryEnd {
    /// Finds it; `None` if there is none.
    fn find(archive: &mut (impl Read + Seek)) -> io::Result<Option<Self>> {
        let length = archive.seek(SeekFrom::End(0))?;
        let tail = length.min(LONGEST_END);
        let bytes = read_at(archive, length - tail, tail)?;
        let Some(at) = memchr::memmem::rfind(&bytes, END_SIGNATURE) else { return Ok(None) };
        let end = &bytes[at..];
        let size = number(end, END_SIZE, 4);
        Ok(Some(Self {
            count: number(end, END_COUNT, 2),
            // All ones: the true number is elsewhere, and larger than this one.
            size: if size == u64::from(u32::MAX) { length } else { size },
            offset: number(end, END_OFFSET, 4),
            at: length - tail + at as u64,
        }))
    }

    /// Whether the numbers are the true ones, which large files have elsewhere.
    fn is_here(&self) -> bool {
        self.count < u64::from(u16::MAX) && self.offset < u64::from(u32::MAX) && self.size <= self.at
    }

    /// Where the list of contents and the files themselves differ: the names of files, and
    /// what to say of them.
    fn differences(&self, archive: &mut (impl Read + Seek)) -> io::Result<Vec<(String, String)>> {
        let start = self.at - self.size;
        let list = read_at(archive, start, self.size)?;
        let mut found = Vec::new();
        let (mut count, mut rest) = (0, &list[..]);
        while rest.starts_with(LISTED_SIGNATURE) {
            count += 1;
            let [name_length, ..] = LISTED_LENGTHS;
            let name_end = LISTED_NAME + number(rest, name_length, 2) as usize;
            let listed = rest.get(LISTED_NAME..name_end).unwrap_or_default();
            // Something may be before the archive, such as a program that unpacks it.
            let before = start.saturating_sub(self.offset);
            let at = before + number(rest, LISTED_OFFSET, 4);
            let header = read_at(archive, at, FILE_NAME)?;
            let own = read_at(archive, at + FILE_NAME, number(&header, FILE_LENGTH, 2))?;
            if own != listed {
                let shown = String::from_utf8_lossy(listed).into_owned();
                let reason = format!("the list of contents of the archive calls it “{shown}”");
                found.push((String::from_utf8_lossy(&own).into_owned(), reason));
            }
            let length =
                LISTED_NAME + LISTED_LENGTHS.iter().map(|&at| number(rest, at, 2) as usize).sum::<usize>();
            rest = rest.get(length..).unwrap_or_default();
        }
        if count != self.count {
            let reason = format!("the archive says that it has {} files, and lists {count}", self.count);
            found.push(("list of contents".to_owned(), reason));
        }
        Ok(found)
    }
}

/// So many bytes from a place on, or those that there are.
fn read_at(archive: &mut (impl Read + Seek), at: u64, length: u64) -> io::Result<Vec<u8>> {
    archive.seek(SeekFrom::Start(at))?;
    let mut bytes = Vec::new();
    archive.by_ref().take(length).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// A file in an archive that must have as many bytes as the archive says.
struct ExactEntry<'e, R> {
    inner: R,
    left: u64,
    /// Set if the archive ends before the file does.
    ended: &'e Cell<bool>,
}

impl<R: Read> Read for ExactEntry<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.left = self.left.saturating_sub(count as u64);
        match count {
            0 if !buffer.is_empty() && self.left > 0 => {
                self.ended.set(true);
                Err(io::Error::new(io::ErrorKind::UnexpectedEof, "the archive ends in the middle of it"))
            }
            count => Ok(count),
        }
    }
}
