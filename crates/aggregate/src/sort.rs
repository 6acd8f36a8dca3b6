//! Sorting more than fits into memory.
//!
//! Pairs of keys and values, both plain bytes, are gathered up to a budget,
//! sorted and written to a temporary file as one run; at the end the runs are
//! merged. All runs stand in one file, which has no name where the system allows
//! that, so that nothing is left behind however the program ends. Pairs come out
//! by key and then by value, which makes their order a matter of what they are
//! and not of how they came in.

use crate::fields::{Fields, Frames, damaged, put_number};
use std::cmp::Ordering;
use std::collections::BinaryHeap;
use std::collections::binary_heap::PeekMut;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};

/// How many runs are merged at a time.
const FAN_IN: usize = 128;

/// Gathers pairs in any order.
#[derive(Debug)]
pub(crate) struct Sorter {
    folder: PathBuf,
    budget: usize,
    bytes: Vec<u8>,
    pairs: Vec<Pair>,
    spilled: Option<Spilled>,
}

/// Where a pair stands in the bytes, and how its key starts, so that most
/// comparisons need not look there.
#[derive(Clone, Copy, Debug)]
struct Pair {
    prefix: u64,
    start: usize,
    value: usize,
    end: usize,
}

impl Pair {
    fn of(self, bytes: &[u8]) -> (&[u8], &[u8]) {
        (&bytes[self.start..self.value], &bytes[self.value..self.end])
    }
}

/// A file of sorted runs.
#[derive(Debug)]
struct Spilled {
    file: File,
    runs: Vec<Range<u64>>,
}

impl Sorter {
    /// Holds `budget` bytes in memory before it writes to `folder`.
    pub(crate) fn new(folder: &Path, budget: usize) -> Self {
        Self { folder: folder.to_owned(), budget, bytes: Vec::new(), pairs: Vec::new(), spilled: None }
    }

    pub(crate) fn push(&mut self, key: &[u8], value: &[u8]) -> io::Result<()> {
        let held = self.bytes.len() + size_of_val(&self.pairs[..]);
        if held + key.len() + value.len() + size_of::<Pair>() > self.budget {
            self.spill()?;
        }
        let start = self.bytes.len();
        self.bytes.extend_from_slice(key);
        self.bytes.extend_from_slice(value);
        let pair = Pair { prefix: prefix(key), start, value: start + key.len(), end: self.bytes.len() };
        self.pairs.push(pair);
        Ok(())
    }

    /// Lets go of the memory, unless it holds all that there is.
    pub(crate) fn set_aside(&mut self) -> io::Result<()> {
        if self.spilled.is_some() {
            self.spill()?;
            (self.bytes, self.pairs) = Default::default();
        }
        Ok(())
    }

    /// The pairs in order.
    pub(crate) fn finish(mut self) -> io::Result<Sorted> {
        if self.spilled.is_some() {
            self.spill()?;
        }
        self.sort();
        let Self { bytes, pairs, spilled, budget, .. } = self;
        let source = match spilled {
            None => Source::Memory { bytes, pairs, next: 0 },
            Some(mut spilled) => {
                drop((bytes, pairs));
                // Few runs or many, what is read ahead stays a small part of the budget.
                let runs = spilled.runs.len().min(FAN_IN);
                let buffer = (budget / 8 / runs.max(1)).clamp(1 << 12, 1 << 16);
                while spilled.runs.len() > FAN_IN {
                    let first: Vec<_> = spilled.runs.drain(..FAN_IN).collect();
                    let mut merge = Merge::new(&spilled.file, first, buffer)?;
                    let mut run = RunWriter::new(&spilled.file)?;
                    merge.advance(&spilled.file)?;
                    while let Some((key, value)) = merge.current() {
                        run.write(key, value)?;
                        merge.advance(&spilled.file)?;
                    }
                    spilled.runs.push(run.finish()?);
                }
                let merge = Merge::new(&spilled.file, spilled.runs, buffer)?;
                Source::Disk { file: spilled.file, merge }
            }
        };
        Ok(Sorted { source, unread: false })
    }

    fn sort(&mut self) {
        let bytes = &self.bytes;
        self.pairs
            .sort_unstable_by(|a, b| a.prefix.cmp(&b.prefix).then_with(|| a.of(bytes).cmp(&b.of(bytes))));
    }

    /// Writes what is held as a run of its own.
    fn spill(&mut self) -> io::Result<()> {
        if self.pairs.is_empty() {
            return Ok(());
        }
        self.sort();
        let spilled = match &mut self.spilled {
            Some(spilled) => spilled,
            none => {
                std::fs::create_dir_all(&self.folder)?;
                none.insert(Spilled { file: tempfile::tempfile_in(&self.folder)?, runs: Vec::new() })
            }
        };
        let mut run = RunWriter::new(&spilled.file)?;
        for pair in &self.pairs {
            let (key, value) = pair.of(&self.bytes);
            run.write(key, value)?;
        }
        spilled.runs.push(run.finish()?);
        self.bytes.clear();
        self.pairs.clear();
        Ok(())
    }
}

/// The first eight bytes, as a number that sorts as they do.
fn prefix(key: &[u8]) -> u64 {
    let mut bytes = [0; 8];
    let length = key.len().min(8);
    bytes[..length].copy_from_slice(&key[..length]);
    u64::from_be_bytes(bytes)
}

/// Appends one run to a file that others may read from meanwhile.
struct RunWriter<'a> {
    file: &'a File,
    start: u64,
    /// Where the buffer goes.
    at: u64,
    buffer: Vec<u8>,
}

/// How much is written at a time.
const WRITE: usize = 1 << 18;

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
        if self.buffer.len() >= WRITE { self.flush() } else { Ok(()) }
    }

    fn flush(&mut self) -> io::Result<()> {
        let mut file = self.file;
        file.seek(SeekFrom::Start(self.at))?;
        file.write_all(&self.buffer)?;
        self.at += self.buffer.len() as u64;
        self.buffer.clear();
        Ok(())
    }

    fn finish(mut self) -> io::Result<Range<u64>> {
        self.flush()?;
        Ok(self.start..self.at)
    }
}

/// Pairs in order.
#[derive(Debug)]
pub(crate) struct Sorted {
    source: Source,
    /// Whether the pair read last is to be read again.
    unread: bool,
}

#[derive(Debug)]
enum Source {
    Memory { bytes: Vec<u8>, pairs: Vec<Pair>, next: usize },
    Disk { file: File, merge: Merge },
}

impl Sorted {
    /// The next key and value.
    pub(crate) fn next(&mut self) -> io::Result<Option<(&[u8], &[u8])>> {
        let again = std::mem::take(&mut self.unread);
        match &mut self.source {
            Source::Memory { bytes, pairs, next } => {
                *next += usize::from(!again);
                Ok(pairs.get(*next - 1).map(|pair| pair.of(bytes)))
            }
            Source::Disk { merge, file } => {
                if !again {
                    merge.advance(file)?;
                }
                Ok(merge.current())
            }
        }
    }

    /// All that is left of one key: true while there is any. `group` then holds
    /// its key with each of its values, in order.
    pub(crate) fn next_group(&mut self, group: &mut Frames) -> io::Result<bool> {
        group.clear();
        while let Some((key, value)) = self.next()? {
            if group.iter().next().is_some_and(|(first, _)| first != key) {
                self.unread = true;
                break;
            }
            group.push(key, |to| to.extend_from_slice(value));
        }
        Ok(group.len() > 0)
    }
}

/// Runs, merged as they are read. The smallest pair is on top of the heap.
#[derive(Debug)]
struct Merge {
    heap: BinaryHeap<Run>,
    started: bool,
}

impl Merge {
    fn new(file: &File, runs: Vec<Range<u64>>, buffer: usize) -> io::Result<Self> {
        let mut heap = BinaryHeap::with_capacity(runs.len());
        for left in runs {
            let mut run = Run { left, buffer: Vec::new(), start: 0, value: 0, end: 0, read: buffer };
            if run.advance(file)? {
                heap.push(run);
            }
        }
        Ok(Self { heap, started: false })
    }

    /// Goes on to the next pair, at the start to the first.
    fn advance(&mut self, file: &File) -> io::Result<()> {
        if std::mem::replace(&mut self.started, true)
            && let Some(mut top) = self.heap.peek_mut()
            && !top.advance(file)?
        {
            PeekMut::pop(top);
        }
        Ok(())
    }

    fn current(&self) -> Option<(&[u8], &[u8])> {
        self.heap.peek().map(Run::pair)
    }
}

/// A sorted run on its way back into memory.
#[derive(Debug)]
struct Run {
    /// What is still to be read from the file.
    left: Range<u64>,
    buffer: Vec<u8>,
    /// In the buffer: the key of the current pair, its value, and its end.
    start: usize,
    value: usize,
    end: usize,
    /// How much to read at a time.
    read: usize,
}

impl Run {
    fn pair(&self) -> (&[u8], &[u8]) {
        (&self.buffer[self.start..self.value], &self.buffer[self.value..self.end])
    }

    /// Goes on to the next pair; false at the end.
    fn advance(&mut self, file: &File) -> io::Result<bool> {
        // The two lengths take ten bytes each at most.
        self.fill(20, file)?;
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
        self.value = self.start + key;
        self.end = self.value + value;
        if self.end > self.buffer.len() { Err(damaged()) } else { Ok(true) }
    }

    /// Sees to it that `count` bytes lie ahead in the buffer, or all that are
    /// left.
    fn fill(&mut self, count: usize, mut file: &File) -> io::Result<()> {
        let ahead = self.buffer.len() - self.end;
        let left = self.left.end - self.left.start;
        if ahead >= count || left == 0 {
            return Ok(());
        }
        self.buffer.drain(..self.end);
        (self.start, self.value, self.end) = (0, 0, 0);
        let more = left.min((count - ahead).max(self.read) as u64);
        file.seek(SeekFrom::Start(self.left.start))?;
        self.buffer.reserve_exact(more as usize);
        self.buffer.resize(ahead + more as usize, 0);
        file.read_exact(&mut self.buffer[ahead..])?;
        self.left.start += more;
        Ok(())
    }
}

// The heap's largest is the pair that sorts first.
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

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted(pairs: &[(Vec<u8>, Vec<u8>)], budget: usize) -> Sorted {
        let folder = tempfile::tempdir().unwrap();
        let mut sorter = Sorter::new(folder.path(), budget);
        for (key, value) in pairs {
            sorter.push(key, value).unwrap();
        }
        let sorted = sorter.finish().unwrap();
        #[cfg(unix)]
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "a temporary file has a name");
        sorted
    }

    /// Pairs of all lengths, from a generator that is the same everywhere.
    fn pairs(count: usize) -> Vec<(Vec<u8>, Vec<u8>)> {
        let mut state = 88_172_645_463_325_252_u64;
        let mut random = move |below: u64| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            state % below
        };
        let mut bytes = |longest| (0..random(longest)).map(|_| random(4) as u8 * 85).collect();
        (0..count).map(|_| (bytes(12), bytes(300))).collect()
    }

    #[test]
    fn any_budget_sorts_alike() {
        for count in [0, 1, 2, 5_000] {
            let input = pairs(count);
            let mut expected = input.clone();
            expected.sort();
            // With no budget each pair is a run: two passes of merging and more.
            for budget in [0, 1_000, 20_000, usize::MAX] {
                let mut sorted = sorted(&input, budget);
                let mut output = Vec::new();
                while let Some((key, value)) = sorted.next().unwrap() {
                    output.push((key.to_vec(), value.to_vec()));
                }
                assert!(output == expected, "{count} pairs with a budget of {budget} bytes");
                assert!(sorted.next().unwrap().is_none(), "the end stays the end");
            }
        }
    }

    #[test]
    fn pairs_larger_than_every_buffer() {
        let input: Vec<_> = (0..5_u8).rev().map(|i| (vec![i; 700_000], vec![i; 900_000])).collect();
        let mut sorted = sorted(&input, 1_000);
        for (key, value) in input.iter().rev() {
            assert!(sorted.next().unwrap() == Some((key, value)));
        }
    }

    #[test]
    fn groups_hold_each_key_once() {
        let input = [("b", "2"), ("a", "1"), ("", "0"), ("b", "1"), ("ab", "1"), ("b", "2")];
        let input = input.map(|(k, v)| (k.as_bytes().to_vec(), v.as_bytes().to_vec()));
        for budget in [0, usize::MAX] {
            let mut sorted = sorted(&input, budget);
            let mut group = Frames::default();
            let mut seen = Vec::new();
            while sorted.next_group(&mut group).unwrap() {
                let (keys, values): (Vec<_>, Vec<_>) = group.iter().unzip();
                assert!(keys.windows(2).all(|pair| pair[0] == pair[1]));
                seen.push((keys[0].to_vec(), values.concat()));
            }
            let expected = [("", "0"), ("a", "1"), ("ab", "1"), ("b", "122")];
            assert_eq!(seen, expected.map(|(k, v)| (k.as_bytes().to_vec(), v.as_bytes().to_vec())));
        }
    }

    #[test]
    fn a_folder_that_cannot_be_written_is_an_error() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let mut sorter = Sorter::new(&file.path().join("folder"), 0);
        sorter.push(b"a", b"").unwrap();
        assert!(sorter.push(b"b", b"").is_err());
    }
}
