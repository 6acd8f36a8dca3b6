//! What a file is wrapped in: compression (`.gz`, `.zst`) and archives (`.zip`,
//! `.tar`, `.tar.gz`, `.tgz`, `.tar.zst`). Opened here, streamed, never unpacked
//! to disk, so the paths inside an archive are names and nothing more.
//!
//! What comes out may be far larger than what went in. Nothing here holds more
//! than a buffer of it, and [`Bounded`] ends a stream that grows beyond all
//! measure.

use std::borrow::Cow;
use std::cell::Cell;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// How many archives and compressions may lie inside each other:
/// `a.tar.gz/b.jsonl.gz` are three.
pub(crate) const DEEPEST: usize = 4;

/// Up to here anything may expand: small files compress by any factor.
pub(crate) const HARMLESS: u64 = 64 << 20;

/// A zip file whose list of contents is larger than this is not opened, since
/// the list is held in memory.
const LARGEST_DIRECTORY: u64 = 64 << 20;

const BUFFER: usize = 1 << 17;

/// What a name says that a file is wrapped in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wrapping {
    Gzip,
    Zstd,
    Zip,
    Tar,
}

impl Wrapping {
    /// The outermost wrapping of a file of this name, and the name of what is in
    /// it: `wire.jsonl.gz` is gzip around `wire.jsonl`. For archives that is a
    /// name without the extension, under which their contents stand.
    pub(crate) fn of(name: &str) -> Option<(Self, String)> {
        let (stem, extension) = name.rsplit_once('.')?;
        let inner = |name: &str| name.to_owned();
        match extension.to_ascii_lowercase().as_str() {
            "gz" | "gzip" => Some((Self::Gzip, inner(stem))),
            "zst" | "zstd" => Some((Self::Zstd, inner(stem))),
            "tgz" => Some((Self::Gzip, format!("{stem}.tar"))),
            "tzst" => Some((Self::Zstd, format!("{stem}.tar"))),
            "zip" => Some((Self::Zip, inner(stem))),
            "tar" => Some((Self::Tar, inner(stem))),
            _ => None,
        }
    }

    /// Whether a file of this name is an archive, compressed or not.
    pub(crate) fn is_archive(name: &str) -> bool {
        match Self::of(name) {
            Some((Self::Tar | Self::Zip, _)) => true,
            Some((_, inner)) => Self::is_archive(&inner),
            None => false,
        }
    }

    /// What the first bytes of a file say, for compression only: an archive is
    /// known by its name.
    pub(crate) fn compression(first: &[u8]) -> Option<Self> {
        match first {
            [0x1f, 0x8b, ..] => Some(Self::Gzip),
            [0x28, 0xb5, 0x2f, 0xfd, ..] => Some(Self::Zstd),
            _ => None,
        }
    }
}

/// How much of a file has been read, known to all who read what is in it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Meter(Arc<AtomicU64>);

impl Meter {
    pub(crate) fn read(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

/// A file as it lies on disk, or standard input. Counts what is read.
#[derive(Debug)]
pub(crate) struct Metered<R> {
    inner: R,
    meter: Meter,
}

impl<R> Metered<R> {
    pub(crate) fn new(inner: R, meter: Meter) -> Self {
        Self { inner, meter }
    }
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.meter.0.fetch_add(count as u64, Ordering::Relaxed);
        Ok(count)
    }
}

impl<R: Seek> Seek for Metered<R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.inner.seek(to)
    }
}

/// How far the contents of a file may expand, measured against its size.
#[derive(Clone, Debug)]
pub(crate) struct Bound {
    pub(crate) meter: Meter,
    /// The size of the whole file; nothing for standard input.
    pub(crate) size: Option<u64>,
    pub(crate) times: u64,
    /// All that has come out so far, of every entry of an archive: entries may
    /// share their compressed bytes, and each be harmless by itself.
    pub(crate) out: Arc<AtomicU64>,
    /// How many entries have been given up.
    pub(crate) bombs: Arc<AtomicU64>,
}

/// So many entries of an archive may be bombs, and the others are read; with
/// more, nothing of the archive is.
const MOST_BOMBS: u64 = 8;

impl Bound {
    fn allows(&self, more: usize) -> bool {
        let out = self.out.fetch_add(more as u64, Ordering::Relaxed) + more as u64;
        // What is read twice counts once.
        let read = self.size.map_or(self.meter.read(), |size| self.meter.read().min(size));
        if out <= HARMLESS || out / self.times <= read {
            return true;
        }
        // The entries after it are not to suffer for it.
        if self.bombs.fetch_add(1, Ordering::Relaxed) < MOST_BOMBS {
            self.out.store(0, Ordering::Relaxed);
        }
        false
    }
}

/// Decompressed bytes that may not expand without measure.
struct Bounded<R> {
    inner: R,
    bound: Bound,
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        match self.bound.allows(count) {
            true => Ok(count),
            false => Err(io::Error::other(Bomb(self.bound.times))),
        }
    }
}

/// Why a stream was ended.
#[derive(Debug)]
struct Bomb(u64);

impl std::fmt::Display for Bomb {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "it expands to more than {} times its size", self.0)
    }
}

impl std::error::Error for Bomb {}

/// A compressed stream, decompressed.
pub(crate) fn decompressed<'r>(
    how: Wrapping,
    inner: impl BufRead + 'r,
    bound: &Bound,
) -> Box<dyn BufRead + 'r> {
    let bound = bound.clone();
    match how {
        // A gzip file may have many members, one for each WARC record; the
        // simpler decoder would stop after the first.
        Wrapping::Gzip => {
            let inner = flate2::bufread::MultiGzDecoder::new(inner);
            Box::new(BufReader::with_capacity(BUFFER, Bounded { inner, bound }))
        }
        _ => {
            let inner = ZstdFrames { source: inner, decoder: Box::default(), within: false };
            Box::new(BufReader::with_capacity(BUFFER, Bounded { inner, bound }))
        }
    }
}

/// A file of Zstandard frames, one after the other, some to be skipped.
struct ZstdFrames<R> {
    source: R,
    decoder: Box<ruzstd::decoding::FrameDecoder>,
    /// Whether a frame has been begun and not read to its end.
    within: bool,
}

impl<R: BufRead> ZstdFrames<R> {
    /// Begins the next frame; false at the end of the file.
    fn begin(&mut self) -> io::Result<bool> {
        use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
        while !self.source.fill_buf()?.is_empty() {
            match self.decoder.reset(&mut self.source) {
                Ok(()) => {
                    self.within = true;
                    return Ok(true);
                }
                Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame {
                    length,
                    ..
                })) => {
                    io::copy(&mut self.source.by_ref().take(u64::from(length)), &mut io::sink())?;
                }
                Err(error) => return Err(io::Error::new(io::ErrorKind::InvalidData, error)),
            }
        }
        Ok(false)
    }

    fn end(&mut self) -> io::Result<()> {
        self.within = false;
        match (self.decoder.get_checksum_from_data(), self.decoder.get_calculated_checksum()) {
            (Some(stated), Some(found)) if stated != found => {
                Err(io::Error::new(io::ErrorKind::InvalidData, "the checksum is wrong"))
            }
            _ => Ok(()),
        }
    }
}

impl<R: BufRead> Read for ZstdFrames<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        use ruzstd::decoding::BlockDecodingStrategy::UptoBlocks;
        loop {
            if !self.within && !self.begin()? {
                return Ok(0);
            }
            while self.decoder.can_collect() == 0 && !self.decoder.is_finished() {
                let decoded = self.decoder.decode_blocks(&mut self.source, UptoBlocks(1));
                decoded.map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))?;
            }
            let count = self.decoder.read(buffer)?;
            if count > 0 || buffer.is_empty() {
                return Ok(count);
            }
            self.end()?;
        }
    }
}

/// A file inside an archive, or why it cannot be had.
pub(crate) enum Entry<'r> {
    /// Its path there, as the archive gives it, and its contents.
    File(&'r str, &'r mut dyn BufRead),
    /// Neither a file nor a folder, or not to be read: its path and the reason.
    Other(&'r str, String),
}

/// Hands over the files of a tar archive one by one, in the order in which they
/// lie there.
pub(crate) fn tar<E: From<io::Error>>(
    archive: impl Read,
    mut take: impl FnMut(Entry<'_>) -> Result<(), E>,
) -> Result<(), E> {
    let mut archive = ::tar::Archive::new(archive);
    let ended = Cell::new(false);
    for entry in archive.entries()? {
        let entry = match entry {
            // That has been told of the last file.
            Err(_) if ended.get() => break,
            entry => entry?,
        };
        let name = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
        match entry.header().entry_type() {
            kind if kind.is_dir() => {}
            kind if kind.is_file() || kind.is_contiguous() || kind.is_gnu_sparse() => {
                // Not the buffered reader but the archive itself keeps the place.
                let rest = Exact { left: entry.size(), inner: entry, ended: &ended };
                let mut rest = BufReader::with_capacity(BUFFER, rest);
                take(Entry::File(&name, &mut rest))?;
            }
            _ => take(Entry::Other(&name, "neither a file nor a folder".to_owned()))?,
        }
    }
    Ok(())
}

/// Hands over the files of a zip archive one by one, sorted as they are listed.
pub(crate) fn zip<E: From<io::Error>>(
    mut archive: impl Read + Seek,
    bound: &Bound,
    mut take: impl FnMut(Entry<'_>) -> Result<(), E>,
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
                take(Entry::Other(&listed, format!("cannot be read: {error}")))?;
                continue;
            }
        };
        if entry.is_dir() {
            continue;
        }
        if entry.is_symlink() {
            take(Entry::Other(&listed, "neither a file nor a folder".to_owned()))?;
            continue;
        }
        let mut entry = BufReader::with_capacity(BUFFER, Bounded { inner: entry, bound: bound.clone() });
        take(Entry::File(&listed, &mut entry))?;
    }
    Ok(())
}

/// How large the list at the end of a zip file says that it is; 0 where there is
/// none.
fn directory_size(archive: &mut (impl Read + Seek)) -> io::Result<u64> {
    let length = archive.seek(SeekFrom::End(0))?;
    let tail = length.min(22 + 65_535);
    archive.seek(SeekFrom::Start(length - tail))?;
    let mut bytes = Vec::new();
    archive.by_ref().take(tail).read_to_end(&mut bytes)?;
    archive.rewind()?;
    let Some(at) = memchr::memmem::rfind(&bytes, b"PK\x05\x06") else { return Ok(0) };
    let Some(size) = bytes.get(at + 12..at + 16) else { return Ok(0) };
    let size = u32::from_le_bytes(size.try_into().unwrap_or_default());
    // All ones: the true number stands elsewhere, and is larger than this one.
    Ok(if size == u32::MAX { length } else { u64::from(size) })
}

/// A file in an archive that must have as many bytes as the archive says.
struct Exact<'e, R> {
    inner: R,
    left: u64,
    /// Told when it has not.
    ended: &'e Cell<bool>,
}

impl<R: Read> Read for Exact<'_, R> {
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

/// The last component of a path inside an archive or outside.
pub(crate) fn file_name(path: &str) -> &str {
    Path::new(path).file_name().and_then(|name| name.to_str()).unwrap_or(path)
}
