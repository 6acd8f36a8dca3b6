//! What belongs together, read in the order of the things.

use crate::storage::{Fields, Records, Scratch, Share, Spool, ordinals};
use std::io;

/// Which things belong together. A thing is a number.
#[derive(Debug)]
pub(crate) struct Groups(Spool);

impl Groups {
    /// Nothing belongs together yet.
    pub(crate) fn new(scratch: Scratch<'_>) -> Self {
        Self(scratch.spool(Share(1, 1)))
    }

    /// Adds a thing and its group; things come in order.
    pub(crate) fn push(&mut self, thing: u64, group: u64) -> io::Result<()> {
        self.0.push(&ordinals(thing, group)).map(|_| ())
    }

    pub(crate) fn read(&self) -> GroupsInOrder<'_> {
        GroupsInOrder { records: self.0.records(), ahead: None }
    }
}

/// Tells the groups of things that are asked for in order.
#[derive(Debug)]
pub(crate) struct GroupsInOrder<'a> {
    records: Records<'a>,
    /// The thing read last, and its group.
    ahead: Option<(u64, u64)>,
}

impl GroupsInOrder<'_> {
    /// The group of a thing, which is the smallest thing in it; `None` for a thing
    /// that belongs with no other.
    pub(crate) fn group_of(&mut self, thing: u64) -> io::Result<Option<u64>> {
        while self.ahead.is_none_or(|(ahead, _)| ahead < thing) {
            let Some((_, record)) = self.records.next()? else { return Ok(None) };
            let mut fields = Fields(record);
            self.ahead = Some((fields.ordinal()?, fields.ordinal()?));
        }
        Ok(self.ahead.filter(|&(ahead, _)| ahead == thing).map(|(_, group)| group))
    }
}
