//! Finds things that are nearly alike among very many.
//!
//! Things that have a rare feature in common are *candidates*; two sorts find
//! them, so that the cost is about linear, and none of it needs random access.
//! Only candidates are compared. What is alike is joined, and what is alike to
//! that as well.

use crate::components::{Components, Groups};
use crate::fields::Fields;
use crate::sort::Sorter;
use crate::spool::Spool;
use std::io;
use std::path::{Path, PathBuf};

/// Among things with one feature, each is a candidate with this many before it.
const NEIGHBOURS: usize = 4;

/// A feature that no more things have is rare: one in common makes candidates.
/// Of others it takes two.
const RARE: usize = 6;

/// Of a feature that more things have than this, only the next ones may be
/// candidates.
const FREQUENT: usize = 32;

/// How many features of a thing count: those with the smallest values, which are
/// a sample that agrees between things.
const SAMPLE: usize = 16;

/// Gathers things and their features.
#[derive(Debug)]
pub(crate) struct Near {
    folder: PathBuf,
    memory: usize,
    things: Spool,
    features: Sorter,
    pairs: Sorter,
}

impl Near {
    pub(crate) fn new(folder: &Path, memory: usize) -> Self {
        Self {
            folder: folder.to_owned(),
            memory,
            things: Spool::new(folder, memory / 2),
            features: Sorter::new(folder, memory / 3),
            pairs: Sorter::new(folder, memory / 6),
        }
    }

    /// Adds a thing with its features in order; returns its place. `order`, bytes of one length, says which
    /// things of a frequent feature are neighbours.
    pub(crate) fn push(&mut self, thing: &[u8], order: [u8; 4], features: &[u64]) -> io::Result<u64> {
        let place = self.things.push(thing)?;
        let mut value = [0; 12];
        value[..4].copy_from_slice(&order);
        value[4..].copy_from_slice(&place.to_be_bytes());
        for feature in features.iter().take(SAMPLE) {
            self.features.push(&feature.to_be_bytes(), &value)?;
        }
        Ok(place)
    }

    /// Joins what `alike` finds alike, given with its place.
    pub(crate) fn join(
        self,
        mut alike: impl FnMut((u64, &[u8]), (u64, &[u8])) -> io::Result<bool>,
    ) -> io::Result<Groups> {
        let Self { folder, memory, things, features, mut pairs } = self;
        let mut features = features.finish()?;
        let (mut last, mut same, mut frequent) = ([0; 8], Vec::new(), false);
        while let Some((feature, value)) = features.next()? {
            if feature != last {
                candidates(&same, same.len() <= RARE && !frequent, &mut pairs)?;
                same.clear();
                frequent = false;
                last.copy_from_slice(feature);
            }
            same.push(Fields(&value[4..]).ordinal()?);
            // However many there are of one, they need not be held.
            if same.len() == if frequent { 2 } else { FREQUENT } {
                candidates(&same, false, &mut pairs)?;
                same.drain(..same.len() - 1);
                frequent = true;
            }
        }
        candidates(&same, same.len() <= RARE && !frequent, &mut pairs)?;
        drop(features);

        let mut groups = Components::new(&folder, memory / 3);
        let mut pairs = pairs.finish()?;
        let (mut last, mut shared, mut seen, mut first_read) = ([0; 16], 0, false, None);
        let (mut first, mut second) = (Vec::new(), Vec::new());
        while let Some((pair, rare)) = pairs.next()? {
            if pair != last || shared == 0 {
                last.copy_from_slice(pair);
                (shared, seen) = (0, false);
            }
            shared += 1;
            if seen || shared == 1 && rare == [0] {
                continue;
            }
            seen = true;
            let mut fields = Fields(pair);
            let (one, other) = (fields.ordinal()?, fields.ordinal()?);
            if groups.are_together(one, other) {
                continue;
            }
            if first_read.replace(one) != Some(one) {
                things.read(one, &mut first)?;
            }
            things.read(other, &mut second)?;
            if alike((one, &first), (other, &second))? {
                groups.join(one, other)?;
            }
        }
        groups.finish()
    }
}

/// Notes which things of one feature are candidates.
fn candidates(same: &[u64], rare: bool, pairs: &mut Sorter) -> io::Result<()> {
    for (at, &one) in same.iter().enumerate() {
        for &other in same[..at].iter().rev().take(NEIGHBOURS) {
            let mut pair = [0; 16];
            pair[..8].copy_from_slice(&one.min(other).to_be_bytes());
            pair[8..].copy_from_slice(&one.max(other).to_be_bytes());
            pairs.push(&pair, &[u8::from(rare)])?;
        }
    }
    Ok(())
}
