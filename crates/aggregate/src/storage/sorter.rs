//! Sorting more than fits into memory.
//!
//! Pairs of a key and a value are gathered up to a budget, sorted and written to
//! a temporary file as one run; at the end the runs are merged. Pairs come out
//! by key and then by value, so their order depends only on what they are, not
//! on how they came in.

use super::pairs::Pairs;
use super::runs::{Merge, Runs};
use std::io;
use std::path::{Path, PathBuf};

/// Gathers pairs in any order.
#[derive(Debug)]
pub(crate) struct Sorter {
    folder: PathBuf,
    /// In bytes.
    budget: usize,
    bytes: Vec<u8>,
    pairs: Vec<PairAt>,
    spilled: Option<Runs>,
}

/// Where in the bytes a pair is, and how its key starts, so that most
/// comparisons need not look there.
#[derive(Clone, Copy, Debug)]
struct PairAt {
    /// The first eight bytes of the key, as a number that sorts as they do.
    prefix: u64,
    start: usize,
    key_end: usize,
    end: usize,
}

impl PairAt {
    fn read(self, bytes: &[u8]) -> (&[u8], &[u8]) {
        (&bytes[self.start..self.key_end], &bytes[self.key_end..self.end])
    }
}

impl Sorter {
    /// Holds `budget` bytes in memory before it writes to `folder`.
    pub(crate) fn new(folder: &Path, budget: usize) -> Self {
        Self { folder: folder.to_owned(), budget, bytes: Vec::new(), pairs: Vec::new(), spilled: None }
    }

    pub(crate) fn push(&mut self, key: &[u8], value: &[u8]) -> io::Result<()> {
        let held = self.bytes.len() + size_of_val(&self.pairs[..]);
        if held + key.len() + value.len() + size_of::<PairAt>() > self.budget {
            self.spill()?;
        }
        let start = self.bytes.len();
        self.bytes.extend_from_slice(key);
        self.bytes.extend_from_slice(value);
        let key_end = start + key.len();
        self.pairs.push(PairAt { prefix: prefix(key), start, key_end, end: self.bytes.len() });
        Ok(())
    }

    /// Frees the memory, unless all pairs fit into it.
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
        let held = match spilled {
            None => Held::Memory { bytes, pairs, next: 0 },
            Some(runs) => {
                drop((bytes, pairs));
                Held::Disk(runs.merge(budget)?)
            }
        };
        Ok(Sorted { held, unread: false })
    }

    fn sort(&mut self) {
        let bytes = &self.bytes;
        self.pairs
            .sort_unstable_by(|a, b| a.prefix.cmp(&b.prefix).then_with(|| a.read(bytes).cmp(&b.read(bytes))));
    }

    /// Writes what is held as a run of its own.
    fn spill(&mut self) -> io::Result<()> {
        if self.pairs.is_empty() {
            return Ok(());
        }
        self.sort();
        let runs = match &mut self.spilled {
            Some(runs) => runs,
            none => none.insert(Runs::create(&self.folder)?),
        };
        runs.push(self.pairs.iter().map(|pair| pair.read(&self.bytes)))?;
        self.bytes.clear();
        self.pairs.clear();
        Ok(())
    }
}

fn prefix(key: &[u8]) -> u64 {
    let mut bytes = [0; 8];
    let length = key.len().min(8);
    bytes[..length].copy_from_slice(&key[..length]);
    u64::from_be_bytes(bytes)
}

/// Pairs in order.
#[derive(Debug)]
pub(crate) struct Sorted {
    held: Held,
    /// Whether the pair read last is to be read again.
    unread: bool,
}

/// Where the pairs are.
#[derive(Debug)]
enum Held {
    Memory { bytes: Vec<u8>, pairs: Vec<PairAt>, next: usize },
    Disk(Merge),
}

impl Sorted {
    /// The next key and value.
    pub(crate) fn next(&mut self) -> io::Result<Option<(&[u8], &[u8])>> {
        let again = std::mem::take(&mut self.unread);
        match &mut self.held {
            Held::Memory { bytes, pairs, next } => {
                *next += usize::from(!again);
                Ok(pairs.get(*next - 1).map(|pair| pair.read(bytes)))
            }
            Held::Disk(merge) => {
                if !again {
                    merge.advance()?;
                }
                Ok(merge.current())
            }
        }
    }

    /// Reads all that is left of one key into `group`: the key with each of its
    /// values, in order. False at the end.
    pub(crate) fn next_group(&mut self, group: &mut Pairs) -> io::Result<bool> {
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
            let mut group = Pairs::default();
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
