//! Connected components on disk: large-star and small-star of Kiveris et al.
//! 2014, "Connected Components in MapReduce and Beyond".
//!
//! A star is a thing in the middle and things linked to it. Stars are joined by
//! sorting their links over and over until no two have a thing in common. That
//! takes few rounds, and no memory that grows with the input.

use super::links::{self, Links};
use crate::storage::{Scratch, Share, Sorter};
use std::io;

/// The share of the memory for one set of links. Two of them are held at a time,
/// one that is read and one that is written; a third is to spare.
const LINKS: Share = Share(1, 3);

/// Joins links into stars without a thing in common, around the smallest thing of
/// each. Both the links and the stars have the smaller thing last.
pub(super) fn joined(mut links: Sorter, scratch: Scratch<'_>) -> io::Result<Sorter> {
    loop {
        let around = in_both_directions(links, scratch)?;
        let (large, large_changed) = large_star(around, scratch)?;
        let (small, small_changed) = small_star(large, scratch)?;
        if !large_changed && !small_changed {
            return Ok(small);
        }
        links = small;
    }
}

/// Each link from both of its ends.
fn in_both_directions(links: Sorter, scratch: Scratch<'_>) -> io::Result<Sorter> {
    let mut around = scratch.sorter(LINKS);
    let mut links = Links::new(links)?;
    while let Some((thing, smaller)) = links.next()? {
        links::push(&mut around, thing, smaller)?;
        links::push(&mut around, smaller, thing)?;
    }
    Ok(around)
}

/// Links what is larger than a thing to the smallest of those around that thing.
/// Returns the links, and whether any is new.
fn large_star(around: Sorter, scratch: Scratch<'_>) -> io::Result<(Sorter, bool)> {
    let (mut large, mut changed) = (scratch.sorter(LINKS), false);
    let (mut around, mut middle, mut smallest) = (Links::new(around)?, None, 0);
    while let Some((thing, other)) = around.next()? {
        if middle.replace(thing) != Some(thing) {
            smallest = thing.min(other);
        }
        if other > thing {
            changed |= smallest != thing;
            links::push(&mut large, other, smallest)?;
        }
    }
    Ok((large, changed))
}

/// Links what is smaller than a thing to the smallest of those.
/// Returns the links, and whether any is new.
fn small_star(large: Sorter, scratch: Scratch<'_>) -> io::Result<(Sorter, bool)> {
    let (mut small, mut changed) = (scratch.sorter(LINKS), false);
    let (mut large, mut middle, mut smallest) = (Links::new(large)?, None, 0);
    while let Some((thing, smaller)) = large.next()? {
        if middle.replace(thing) == Some(thing) {
            changed = true;
            links::push(&mut small, smaller, smallest)?;
        } else {
            smallest = smaller;
            links::push(&mut small, thing, smallest)?;
        }
    }
    Ok((small, changed))
}
