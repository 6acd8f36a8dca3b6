//! Whose a name of one word is: of the full names that it may stand for, the one
//! for which most speaks, if no other comes near.

use crate::likeness::Groups;
use crate::storage::{Fields, Scratch, Share, Sorter, put_descending, put_ordinal};
use std::io;

/// How many times as much must speak for one speaker as for any other, at least.
/// Chosen by hand: a wrong name is worse than a second line.
const LEAD: u64 = 2;

/// The memory is halved between sorting the candidates and those that are found.
const HALF: Share = Share(1, 2);

/// Adds a candidate: the places of the profiles with the single and the full name,
/// and how much speaks for it that they are one.
pub(super) fn push(candidates: &mut Sorter, single: u64, full: u64, score: usize) -> io::Result<()> {
    let mut value = Vec::with_capacity(16);
    put_ordinal(&mut value, single);
    put_ordinal(&mut value, score as u64);
    candidates.push(&full.to_be_bytes(), &value)
}

/// The group to which each single name belongs. `groups` are those of the full
/// names.
pub(super) fn resolve(candidates: Sorter, groups: &Groups, scratch: Scratch<'_>) -> io::Result<Groups> {
    let mut by_single = by_single(candidates, groups, scratch)?.finish()?;
    let mut resolved = Groups::new(scratch.part(HALF));
    let mut best: Option<Best> = None;
    loop {
        let next = match by_single.next()? {
            Some((single, value)) => Some(Best::read(single, value)?),
            None => None,
        };
        match (&mut best, next) {
            (Some(best), Some(next)) if best.single == next.single => best.compare(&next),
            (_, next) => {
                let ended = next.is_none();
                if let Some(best) = std::mem::replace(&mut best, next).filter(|best| !best.is_doubtful) {
                    resolved.push(best.single, best.group)?;
                }
                if ended {
                    return Ok(resolved);
                }
            }
        }
    }
}

/// The candidates by single name, the best first, with the groups of their full
/// names.
fn by_single(candidates: Sorter, groups: &Groups, scratch: Scratch<'_>) -> io::Result<Sorter> {
    let mut by_single = scratch.sorter(HALF);
    let mut groups = groups.read();
    let mut candidates = candidates.finish()?;
    while let Some((full, candidate)) = candidates.next()? {
        let full = Fields(full).ordinal()?;
        let mut fields = Fields(candidate);
        let (single, score) = (fields.ordinal()?, fields.ordinal()?);
        let mut value = Vec::with_capacity(24);
        put_descending(&mut value, score);
        put_descending(&mut value, full);
        put_ordinal(&mut value, groups.group_of(full)?.unwrap_or(full));
        by_single.push(&single.to_be_bytes(), &value)?;
    }
    Ok(by_single)
}

/// The best candidate for a single name.
struct Best {
    single: u64,
    score: u64,
    group: u64,
    /// Whether another speaker comes near.
    is_doubtful: bool,
}

impl Best {
    fn read(single: &[u8], value: &[u8]) -> io::Result<Self> {
        let mut fields = Fields(value);
        let (score, _full, group) = (u64::MAX - fields.ordinal()?, fields.ordinal()?, fields.ordinal()?);
        Ok(Self { single: Fields(single).ordinal()?, score, group, is_doubtful: false })
    }

    /// Takes in a worse candidate.
    fn compare(&mut self, other: &Self) {
        self.is_doubtful |= other.group != self.group && other.score * LEAD > self.score;
    }
}
