//! Which of many hashes have been seen before, in memory that hardly grows.

use rustc_hash::FxHashMap;
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Seek, SeekFrom, Write};

/// A set of hashes. The latest are in memory; the others are sorted on disk, in
/// temporary files that vanish with the program, behind Bloom filters of ten bits a
/// hash. So a hundred million of them take some 130 MB of memory and not 3 GB. Two
/// files of about the same size are merged, so that there are never many to search.
///
/// Each hash may have `N` numbers of its own, which [`get`](Self::get) returns.
#[derive(Debug, Default)]
pub struct Seen<const N: usize = 0> {
    latest: FxHashMap<u64, [u64; N]>,
    runs: Vec<SortedRun<N>>,
}

/// Bits of a filter for each hash, and how many of them are set: with ten and seven,
/// one in a hundred hashes that were not seen is searched for in vain.
const BITS_PER_HASH: usize = 10;
const BITS_SET: usize = 7;

/// Mixes the bits of a hash (2⁶⁴ divided by the golden ratio).
const MIXER: u64 = 0x9E37_79B9_7F4A_7C15;

/// How many numbers are in memory before they are written to disk, hashes included:
/// 2 MiB, and what the map adds. Chosen by hand: large enough for few files, small
/// enough not to be noticed.
const NUMBERS_HELD: usize = 1 << 18;

/// Bytes that are read or written at a time.
const BUFFER: usize = 1 << 16;

/// A hash with its numbers.
type SeenRow<const N: usize> = (u64, [u64; N]);

/// Hashes on disk, sorted, each with its numbers.
#[derive(Debug)]
struct SortedRun<const N: usize> {
    file: File,
    count: u64,
    filter: Vec<u64>,
}

impl Seen {
    /// Adds a hash; `false` if it has been added before.
    ///
    /// # Errors
    /// If the files cannot be written or read.
    pub fn insert(&mut self, hash: u64) -> io::Result<bool> {
        self.insert_with(hash, [])
    }
}

impl<const N: usize> Seen<N> {
    /// How many hashes are in memory.
    const HELD: usize = NUMBERS_HELD / (1 + N);

    /// Adds a hash with its numbers; `false`, without any change, if it has been added
    /// before.
    ///
    /// # Errors
    /// If the files cannot be written or read.
    pub fn insert_with(&mut self, hash: u64, numbers: [u64; N]) -> io::Result<bool> {
        if self.get(hash)?.is_some() {
            return Ok(false);
        }
        self.latest.insert(hash, numbers);
        if self.latest.len() >= Self::HELD {
            let mut rows: Vec<SeenRow<N>> = self.latest.drain().collect();
            rows.sort_unstable();
            let mut run = SortedRun::of(rows.len() as u64, rows.into_iter().map(Ok))?;
            while let Some(last) = self.runs.pop_if(|last| last.count <= run.count) {
                run = last.merged(run)?;
            }
            self.runs.push(run);
        }
        Ok(true)
    }

    /// The numbers of a hash, if it has been added.
    ///
    /// # Errors
    /// If the files cannot be read.
    pub fn get(&mut self, hash: u64) -> io::Result<Option<[u64; N]>> {
        if let Some(numbers) = self.latest.get(&hash) {
            return Ok(Some(*numbers));
        }
        for run in &mut self.runs {
            if let Some(numbers) = run.get(hash)? {
                return Ok(Some(numbers));
            }
        }
        Ok(None)
    }
}

impl<const N: usize> SortedRun<N> {
    /// Writes rows, which are sorted.
    fn of(count: u64, rows: impl Iterator<Item = io::Result<SeenRow<N>>>) -> io::Result<Self> {
        let filter = vec![0; (count as usize * BITS_PER_HASH).div_ceil(64)];
        let mut run = Self { file: tempfile::tempfile()?, count, filter };
        let mut out = BufWriter::with_capacity(BUFFER, run.file.try_clone()?);
        for row in rows {
            let (hash, numbers) = row?;
            for number in [hash].into_iter().chain(numbers) {
                out.write_all(&number.to_le_bytes())?;
            }
            for bit in run.bits(hash) {
                run.filter[bit / 64] |= 1 << (bit % 64);
            }
        }
        out.flush()?;
        Ok(run)
    }

    /// The rows of both; no hash is in both.
    fn merged(self, other: Self) -> io::Result<Self> {
        let count = self.count + other.count;
        let (mut one, mut other) = (self.rows()?.peekable(), other.rows()?.peekable());
        let rows = std::iter::from_fn(|| match (one.peek(), other.peek()) {
            (Some(Ok(a)), Some(Ok(b))) if b < a => other.next(),
            (None, _) => other.next(),
            _ => one.next(),
        });
        Self::of(count, rows)
    }

    /// All rows, in order.
    fn rows(mut self) -> io::Result<impl Iterator<Item = io::Result<SeenRow<N>>>> {
        self.file.rewind()?;
        let mut file = BufReader::with_capacity(BUFFER, self.file);
        Ok((0..self.count).map(move |_| {
            let hash = number(&mut file)?;
            let mut numbers = [0; N];
            for one in &mut numbers {
                *one = number(&mut file)?;
            }
            Ok((hash, numbers))
        }))
    }

    /// The bits of a hash in the filter.
    fn bits(&self, hash: u64) -> [usize; BITS_SET] {
        let bits = self.filter.len() as u64 * 64;
        // Hashes of ids are well mixed; this lets plain numbers serve as well.
        let mixed = hash.wrapping_mul(MIXER);
        let step = mixed.rotate_left(32) | 1;
        std::array::from_fn(|n| (mixed.wrapping_add(step.wrapping_mul(n as u64)) % bits) as usize)
    }

    /// The numbers of a hash, if it is in this run.
    fn get(&mut self, hash: u64) -> io::Result<Option<[u64; N]>> {
        if !self.bits(hash).iter().all(|bit| self.filter[bit / 64] >> (bit % 64) & 1 == 1) {
            return Ok(None);
        }
        let (mut from, mut to) = (0, self.count);
        while from < to {
            let middle = from.midpoint(to);
            self.file.seek(SeekFrom::Start(middle * 8 * (1 + N as u64)))?;
            match number(&self.file)?.cmp(&hash) {
                std::cmp::Ordering::Equal => {
                    let mut numbers = [0; N];
                    for one in &mut numbers {
                        *one = number(&self.file)?;
                    }
                    return Ok(Some(numbers));
                }
                std::cmp::Ordering::Less => from = middle + 1,
                std::cmp::Ordering::Greater => to = middle,
            }
        }
        Ok(None)
    }
}

fn number(mut file: impl Read) -> io::Result<u64> {
    let mut bytes = [0; 8];
    file.read_exact(&mut bytes)?;
    Ok(u64::from_le_bytes(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_seen() {
        let mut seen = Seen::default();
        // Odd numbers, enough for a file of four, one of two, one, and a half.
        let count = Seen::<0>::HELD as u64 * 15 / 2;
        for number in 0..count {
            assert!(seen.insert(2 * number + 1).unwrap());
        }
        let sizes: Vec<_> = seen.runs.iter().map(|run| run.count / Seen::<0>::HELD as u64).collect();
        assert_eq!((sizes, seen.latest.len()), (vec![4, 2, 1], Seen::<0>::HELD / 2));
        for number in (0..count).step_by(997) {
            assert!(!seen.insert(2 * number + 1).unwrap() && seen.get(2 * number).unwrap().is_none());
        }
        assert!(seen.get(0).unwrap().is_none() && seen.get(u64::MAX).unwrap().is_none());
    }

    #[test]
    fn what_was_noted() {
        let mut seen = Seen::<2>::default();
        let count = Seen::<2>::HELD as u64 * 5 / 2;
        for number in 0..count {
            assert!(seen.insert_with(number * 7, [number, !number]).unwrap());
        }
        assert!(!seen.insert_with(7, [0, 0]).unwrap());
        for number in (0..count).step_by(991) {
            assert_eq!(seen.get(number * 7).unwrap(), Some([number, !number]));
            assert_eq!(seen.get(number * 7 + 1).unwrap(), None);
        }
    }
}
