//! Which of many numbers have been seen before, in memory that hardly grows.

use rustc_hash::FxHashSet;
use std::fs::File;
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};

/// A set of hashes. The latest stand in memory; the others are sorted on disk, in
/// files without a name that vanish with the program, behind filters of ten bits a
/// hash. So a hundred million of them take some 130 MB of memory and not 3 GB.
#[derive(Debug, Default)]
pub struct Seen {
    latest: FxHashSet<u64>,
    runs: Vec<Run>,
}

/// How many stand in memory.
const HELD: usize = 1 << 20;

/// Hashes on disk, sorted.
#[derive(Debug)]
struct Run {
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
        if self.contains(hash)? {
            return Ok(false);
        }
        self.latest.insert(hash);
        if self.latest.len() >= HELD {
            let mut hashes: Vec<u64> = self.latest.drain().collect();
            hashes.sort_unstable();
            self.runs.push(Run::of(&hashes)?);
        }
        Ok(true)
    }

    /// Whether a hash has been added.
    ///
    /// # Errors
    /// If the files cannot be read.
    pub fn contains(&mut self, hash: u64) -> io::Result<bool> {
        if self.latest.contains(&hash) {
            return Ok(true);
        }
        for run in &mut self.runs {
            if run.contains(hash)? {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

impl Run {
    fn of(sorted: &[u64]) -> io::Result<Self> {
        let mut run = Self {
            file: tempfile::tempfile()?,
            count: sorted.len() as u64,
            filter: vec![0; (sorted.len() * 10).div_ceil(64)],
        };
        let mut out = BufWriter::with_capacity(1 << 16, &run.file);
        for &hash in sorted {
            out.write_all(&hash.to_le_bytes())?;
        }
        out.flush()?;
        drop(out);
        for &hash in sorted {
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

    fn contains(&mut self, hash: u64) -> io::Result<bool> {
        if !self.bits(hash).iter().all(|bit| self.filter[bit / 64] >> (bit % 64) & 1 == 1) {
            return Ok(false);
        }
        let (mut from, mut to) = (0, self.count);
        while from < to {
            let middle = from.midpoint(to);
            let mut bytes = [0; 8];
            self.file.seek(SeekFrom::Start(middle * 8))?;
            self.file.read_exact(&mut bytes)?;
            match u64::from_le_bytes(bytes).cmp(&hash) {
                std::cmp::Ordering::Equal => return Ok(true),
                std::cmp::Ordering::Less => from = middle + 1,
                std::cmp::Ordering::Greater => to = middle,
            }
        }
        Ok(false)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_seen() {
        let mut seen = Seen::default();
        // Odd numbers, enough for two files and a half.
        let count = HELD as u64 * 5 / 2;
        for number in 0..count {
            assert!(seen.insert(2 * number + 1).unwrap());
        }
        assert_eq!((seen.runs.len(), seen.latest.len()), (2, HELD / 2));
        for number in (0..count).step_by(997) {
            assert!(!seen.insert(2 * number + 1).unwrap() && !seen.contains(2 * number).unwrap());
        }
        assert!(!seen.contains(0).unwrap() && !seen.contains(u64::MAX).unwrap());
    }
}
