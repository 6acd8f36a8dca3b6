//! Links between two things, as they are sorted on disk.

use crate::storage::{Fields, Sorted, Sorter};
use std::io;

/// Adds a link.
pub(super) fn push(links: &mut Sorter, thing: u64, other: u64) -> io::Result<()> {
    links.push(&thing.to_be_bytes(), &other.to_be_bytes())
}

/// Links in order, each once.
#[derive(Debug)]
pub(super) struct Links {
    sorted: Sorted,
    last: Option<(u64, u64)>,
}

impl Links {
    pub(super) fn new(links: Sorter) -> io::Result<Self> {
        Ok(Self { sorted: links.finish()?, last: None })
    }

    pub(super) fn next(&mut self) -> io::Result<Option<(u64, u64)>> {
        while let Some((thing, other)) = self.sorted.next()? {
            let link = (Fields(thing).ordinal()?, Fields(other).ordinal()?);
            if self.last.replace(link) != Some(link) {
                return Ok(Some(link));
            }
        }
        Ok(None)
    }
}
