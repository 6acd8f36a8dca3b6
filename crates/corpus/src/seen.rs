//! Which of many hashes have been seen before, in memory that hardly grows.

use rustc_hash::FxHashMap;
use std::fs::File;
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};

/// A set of hashes. The latest stand in memory; the others are sorted on disk, in
/// files without a name that vanish with the program, behind filters of ten bits a
/// hash. So a hundred million of them take some 130 MB of memory and not 3 GB.
///
/// Each may have some numbers of its own, `N` of them, for which one can ask.
#[derive(Debug, Default)]
pub struct Seen<const N: usize = 0> {
    latest: FxHashMap<u64, [u64; N]>,
    runs: Vec<Run<N>>,
}

/// Hashes on disk, sorted, each with its numbers.
#[derive(Debug)]
struct Run<const N: usize> {
    file: File,
    count: u64,
    filter: Vec<u64>,
}

impl Seen {
    /// Adds a hash; false if it has been there before.
    ///
    /// # Errors
    /// If the files cannot be written or read.
    pub fn insert(&mut self, hash: u64) -> io::Result<bool> {
        self.insert_with(hash, [])
    }
}

impl<const N: usize> Seen<N> {
    /// How many stand in memory.
    const HELD: usize = (1 << 20) / (1 + N);

    /// Adds a hash with its numbers; false, and nothing is changed, if it has been
    /// there before.
    ///
    /// # Errors
    /// If the files cannot be written or read.
    pub fn insert_with(&mut self, hash: u64, numbers: [u64; N]) -> io::Result<bool> {
        if self.get(hash)?.is_some() {
            return Ok(false);
        }
        self.latest.insert(hash, numbers);
        if self.latest.len() >= Self::HELD {
            let mut rows: Vec<(u64, [u64; N])> = self.latest.drain().collect();
            rows.sort_unstable();
            self.runs.push(Run::of(&rows)?);
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

impl<const N: usize> Run<N> {
    fn of(sorted: &[(u64, [u64; N])]) -> io::Result<Self> {
        let mut run = Self {
            file: tempfile::tempfile()?,
            count: sorted.len() as u64,
            filter: vec![0; (sorted.len() * 10).div_ceil(64)],
        };
        let mut out = BufWriter::with_capacity(1 << 16, &run.file);
        for (hash, numbers) in sorted {
            for number in [hash].into_iter().chain(numbers) {
                out.write_all(&number.to_le_bytes())?;
            }
        }
        out.flush()?;
        drop(out);
        for &(hash, _) in sorted {
            for bit in run.bits(hash) {
                run.filter[bit / 64] |= 1 << (bit % 64);
            }
        }
        Ok(run)
    }

    /// The seven bits of a hash in the filter.
    fn bits(&self, hash: u64) -> [usize; 7] {
        let bits = self.filter.len() as u64 * 64;
        // Hashes of ids are mixed well, and yet: numbers would do, too.
        let mixed = hash.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let step = mixed.rotate_left(32) | 1;
        std::array::from_fn(|n| (mixed.wrapping_add(step.wrapping_mul(n as u64)) % bits) as usize)
    }

    fn get(&mut self, hash: u64) -> io::Result<Option<[u64; N]>> {
        if !self.bits(hash).iter().all(|bit| self.filter[bit / 64] >> (bit % 64) & 1 == 1) {
            return Ok(None);
        }
        let (mut from, mut to) = (0, self.count);
        while from < to {
            let middle = from.midpoint(to);
            self.file.seek(SeekFrom::Start(middle * 8 * (1 + N as u64)))?;
            match self.number()?.cmp(&hash) {
                std::cmp::Ordering::Equal => {
                    let mut numbers = [0; N];
                    for number in &mut numbers {
                        *number = self.number()?;
                    }
                    return Ok(Some(numbers));
                }
                std::cmp::Ordering::Less => from = middle + 1,
                std::cmp::Ordering::Greater => to = middle,
            }
        }
        Ok(None)
    }

    fn number(&mut self) -> io::Result<u64> {
        let mut bytes = [0; 8];
        self.file.read_exact(&mut bytes)?;
        Ok(u64::from_le_bytes(bytes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_seen() {
        let mut seen = Seen::default();
        // Odd numbers, enough for two files and a half.
        let count = Seen::<0>::HELD as u64 * 5 / 2;
        for number in 0..count {
            assert!(seen.insert(2 * number + 1).unwrap());
        }
        assert_eq!((seen.runs.len(), seen.latest.len()), (2, Seen::<0>::HELD / 2));
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
