//! Sorted runs in one temporary file, and reading them merged.
//!
//! A *run* is what a [`Sorter`](super::sorter::Sorter) held when its memory was
//! full, sorted. Runs lie one after the other in the file. Each pair in a run is
//! the length of its key, the length of its value, the key and the value.

use super::fields::{Fields, put_number};
use super::temporary::{self, damaged};
use std::cmp::Ordering;
use std::collections::BinaryHeap;
use std::collections::binary_heap::PeekMut;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::ops::Range;
use std::path::Path;

/// How many runs are merged at a time. It balances memory for reading ahead
/// (at most 8 MiB) against merging twice (a sorter that holds 32 MiB, an eighth of
/// the default budget, has to only beyond 4 GiB).
const FAN_IN: usize = 128;

/// An eighth of the sorter's memory is for reading ahead in all runs together:
/// little, since one sorter is read while others are filled.
const READ_AHEAD_DIVISOR: usize = 8;

/// How much of each run is read ahead, in bytes: never less than a page of the
/// disk, nor more than what makes reading sequential.
const MIN_READ_AHEAD: usize = 1 << 12;
const MAX_READ_AHEAD: usize = 1 << 16;

/// How many bytes are gathered before they are written.
const WRITE_BUFFER: usize = 1 << 18;

/// How long the two lengths before a pair are at most, in bytes.
const MAX_LENGTHS: usize = 20;

/// A file of sorted runs.
#[derive(Debug)]
pub(super) struct Runs {
    file: File,
    /// Which bytes of the file each run takes.
    runs: Vec<Range<u64>>,
}

impl Runs {
    pub(super) fn create(folder: &Path) -> io::Result<Self> {
        Ok(Self { file: temporary::create(folder)?, runs: Vec::new() })
    }

    /// Writes sorted pairs as a run.
    pub(super) fn push<'a>(&mut self, pairs: impl Iterator<Item = (&'a [u8], &'a [u8])>) -> io::Result<()> {
        let mut run = RunWriter::new(&self.file)?;
        for (key, value) in pairs {
            run.write(key, value)?;
        }
        self.runs.push(run.finish()?);
        Ok(())
    }

    /// All pairs in order. `memory` is that of the sorter, in bytes.
    pub(super) fn merge(mut self, memory: usize) -> io::Result<Merge> {
        let at_a_time = self.runs.len().min(FAN_IN);
        let read_ahead =
            (memory / READ_AHEAD_DIVISOR / at_a_time.max(1)).clamp(MIN_READ_AHEAD, MAX_READ_AHEAD);
        while self.runs.len() > FAN_IN {
            let first: Vec<_> = self.runs.drain(..FAN_IN).collect();
            let mut merged = Heap::new(&self.file, first, read_ahead)?;
            let mut run = RunWriter::new(&self.file)?;
            merged.advance(&self.file)?;
            while let Some((key, value)) = merged.current() {
                run.write(key, value)?;
                merged.advance(&self.file)?;
            }
            self.runs.push(run.finish()?);
        }
        let heap = Heap::new(&self.file, self.runs, read_ahead)?;
        Ok(Merge { file: self.file, heap })
    }
}

/// Appends one run to a file from which others may be read meanwhile.
struct RunWriter<'a> {
    file: &'a File,
    start: u64,
    /// Where the buffer goes.
    at: u64,
    buffer: Vec<u8>,
}

impl<'a> RunWriter<'a> {
    fn new(mut file: &'a File) -> io::Result<Self> {
        let start = file.seek(SeekFrom::End(0))?;
        Ok(Self { file, start, at: start, buffer: Vec::new() })
    }

    fn write(&mut self, key: &[u8], value: &[u8]) -> io::Result<()> {
        put_number(&mut self.buffer, key.len() as u64);
        put_number(&mut self.buffer, value.len() as u64);
        self.buffer.extend_from_slice(key);
        self.buffer.extend_from_slice(value);
        if self.buffer.len() >= WRITE_BUFFER { self.flush() } else { Ok(()) }
    }

    fn flush(&mut self) -> io::Result<()> {
        let mut file = self.file;
        file.seek(SeekFrom::Start(self.at))?;
        file.write_all(&self.buffer)?;
        self.at += self.buffer.len() as u64;
        self.buffer.clear();
        Ok(())
    }

    /// Returns which bytes of the file the run takes.
    fn finish(mut self) -> io::Result<Range<u64>> {
        self.flush()?;
        Ok(self.start..self.at)
    }
}

/// The pairs of all runs, merged while they are read.
#[derive(Debug)]
pub(super) struct Merge {
    file: File,
    heap: Heap,
}

impl Merge {
    /// Moves on to the next pair, at first to the first.
    pub(super) fn advance(&mut self) -> io::Result<()> {
        self.heap.advance(&self.file)
    }

    /// The current pair; `None` at the end.
    pub(super) fn current(&self) -> Option<(&[u8], &[u8])> {
        self.heap.current()
    }
}

/// Runs by their current pairs; the smallest pair is on top.
#[derive(Debug)]
struct Heap {
    runs: BinaryHeap<Run>,
    started: bool,
}

impl Heap {
    fn new(file: &File, runs: Vec<Range<u64>>, read_ahead: usize) -> io::Result<Self> {
        let mut heap = BinaryHeap::with_capacity(runs.len());
        for left in runs {
            let mut run = Run { left, buffer: Vec::new(), start: 0, key_end: 0, end: 0, read_ahead };
            if run.advance(file)? {
                heap.push(run);
            }
        }
        Ok(Self { runs: heap, started: false })
    }

    /// Moves on to the next pair, at first to the first.
    fn advance(&mut self, file: &File) -> io::Result<()> {
        if std::mem::replace(&mut self.started, true)
            && let Some(mut top) = self.runs.peek_mut()
            && !top.advance(file)?
        {
            PeekMut::pop(top);
        }
        Ok(())
    }

    fn current(&self) -> Option<(&[u8], &[u8])> {
        self.runs.peek().map(Run::pair)
    }
}

/// A sorted run on its way back into memory.
#[derive(Debug)]
struct Run {
    /// What is still to be read from the file.
    left: Range<u64>,
    buffer: Vec<u8>,
    /// Where in the buffer the current pair starts, and where its key and the
    /// pair end.
    start: usize,
    key_end: usize,
    end: usize,
    /// How many bytes to read at a time.
    read_ahead: usize,
}

impl Run {
    fn pair(&self) -> (&[u8], &[u8]) {
        (&self.buffer[self.start..self.key_end], &self.buffer[self.key_end..self.end])
    }

    /// Moves on to the next pair; false at the end.
    fn advance(&mut self, file: &File) -> io::Result<bool> {
        self.fill(MAX_LENGTHS, file)?;
        let ahead = &self.buffer[self.end..];
        if ahead.is_empty() {
            return Ok(false);
        }
        let mut fields = Fields(ahead);
        let (key, value) = (fields.number()? as usize, fields.number()? as usize);
        let head = ahead.len() - fields.0.len();
        let length = head.checked_add(key).and_then(|n| n.checked_add(value)).ok_or_else(damaged)?;
        self.fill(length, file)?;
        self.start = self.end + head;
        self.key_end = self.start + key;
        self.end = self.key_end + value;
        if self.end > self.buffer.len() { Err(damaged()) } else { Ok(true) }
    }

    /// Makes sure that `count` bytes lie ahead in the buffer, or all that are
    /// left of the run.
    fn fill(&mut self, count: usize, mut file: &File) -> io::Result<()> {
        let ahead = self.buffer.len() - self.end;
        let left = self.left.end - self.left.start;
        if ahead >= count || left == 0 {
            return Ok(());
        }
        self.buffer.drain(..self.end);
        (self.start, self.key_end, self.end) = (0, 0, 0);
        let more = left.min((count - ahead).max(self.read_ahead) as u64);
        file.seek(SeekFrom::Start(self.left.start))?;
        self.buffer.reserve_exact(more as usize);
        self.buffer.resize(ahead + more as usize, 0);
        file.read_exact(&mut self.buffer[ahead..])?;
        self.left.start += more;
        Ok(())
    }
}

// The heap gives its largest first, which has to be the pair that sorts first.
impl Ord for Run {
    fn cmp(&self, other: &Self) -> Ordering {
        other.pair().cmp(&self.pair())
    }
}

impl PartialOrd for Run {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Run {
    fn eq(&self, other: &Self) -> bool {
        self.pair() == other.pair()
    }
}

impl Eq for Run {}
