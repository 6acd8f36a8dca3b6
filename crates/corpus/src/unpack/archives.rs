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
    let size = directory_size(&mut archive)?;
    if size > LARGEST_DIRECTORY {
        return Err(io::Error::other(format!("its list of contents has {size} bytes")).into());
    }
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

/// The last record of a zip file: its signature, and the bytes in which it states
/// the size of the list of contents.
const END_SIGNATURE: &[u8] = b"PK\x05\x06";
const STATED_SIZE: std::ops::Range<usize> = 12..16;

/// The last record has 22 bytes and a comment of at most 65,535.
const LONGEST_END: u64 = 22 + 65_535;

/// How many bytes a zip file says that its list of contents has; 0 if it has
/// none.
fn directory_size(archive: &mut (impl Read + Seek)) -> io::Result<u64> {
    let length = archive.seek(SeekFrom::End(0))?;
    let tail = length.min(LONGEST_END);
    archive.seek(SeekFrom::Start(length - tail))?;
    let mut bytes = Vec::new();
    archive.by_ref().take(tail).read_to_end(&mut bytes)?;
    archive.rewind()?;
    let Some(at) = memchr::memmem::rfind(&bytes, END_SIGNATURE) else { return Ok(0) };
    let Some(size) = bytes[at..].get(STATED_SIZE) else { return Ok(0) };
    let size = u32::from_le_bytes(size.try_into().unwrap_or_default());
    // All ones: the true number is elsewhere, and larger than this one.
    Ok(if size == u32::MAX { length } else { u64::from(size) })
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
