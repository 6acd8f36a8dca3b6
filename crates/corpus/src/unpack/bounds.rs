//! How much of a file has been read, and how far its contents may expand.

use std::io::{self, Read, Seek, SeekFrom};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Bytes that may come out of any file, whatever its size: 64 MiB. Small files
/// compress by any factor, and this much hurts nobody.
pub(crate) const HARMLESS: u64 = 64 << 20;

/// How many entries of an archive may expand without measure while the others are
/// still read. With more of them, reading the archive ends. Chosen by hand: more
/// than an accident makes, and few enough for a hostile archive to end soon.
const MOST_BOMBS: u64 = 8;

/// Bytes of unpacked data that a stream holds at a time.
pub(super) const BUFFER: usize = 1 << 17;

/// How much of a file has been read, shared by all who read what is in it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Meter(Arc<AtomicU64>);

impl Meter {
    /// The bytes read so far.
    pub(crate) fn read(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

/// A file as it is on disk, or standard input; counts what is read of it.
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
    meter: Meter,
    /// The size of the whole file; `None` for standard input.
    size: Option<u64>,
    /// How many times its size the file may expand to.
    times: u64,
    /// All that has come out so far, of every entry of an archive: entries may
    /// share their compressed bytes, and each be harmless by itself.
    out: Arc<AtomicU64>,
    /// How many entries have been given up.
    bombs: Arc<AtomicU64>,
}

impl Bound {
    /// For a file of this size, if it is known, that may expand to `times` the bytes that
    /// the meter has counted.
    pub(crate) fn new(meter: Meter, size: Option<u64>, times: u64) -> Self {
        Self { meter, size, times, out: Arc::default(), bombs: Arc::default() }
    }

    /// The bytes of the file read so far. What was read twice counts once.
    pub(crate) fn read(&self) -> u64 {
        self.size.map_or(self.meter.read(), |size| self.meter.read().min(size))
    }

    /// Whether `more` bytes may come out.
    fn allows(&self, more: usize) -> bool {
        let out = self.out.fetch_add(more as u64, Ordering::Relaxed) + more as u64;
        if out <= HARMLESS || out / self.times <= self.read() {
            return true;
        }
        // The entries that follow are not to suffer for this one.
        if self.bombs.fetch_add(1, Ordering::Relaxed) < MOST_BOMBS {
            self.out.store(0, Ordering::Relaxed);
        }
        false
    }
}

/// Decompressed bytes; an error where they expand beyond their bound.
pub(super) struct Bounded<R> {
    inner: R,
    bound: Bound,
}

impl<R> Bounded<R> {
    pub(super) fn new(inner: R, bound: &Bound) -> Self {
        Self { inner, bound: bound.clone() }
    }
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

/// Why a stream was ended: it expands to more than this many times its size.
#[derive(Debug)]
struct Bomb(u64);

impl std::fmt::Display for Bomb {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "it expands to more than {} times its size", self.0)
    }
}

impl std::error::Error for Bomb {}
