//! Where temporary data goes, and how much memory it may take.

use super::sorter::Sorter;
use super::spool::Spool;
use std::path::Path;

/// A folder for temporary files, and the bytes of memory that may be filled
/// before they are needed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Scratch<'a> {
    folder: &'a Path,
    memory: usize,
}

/// A share of the memory: `Share(3, 4)` is three quarters.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Share(pub(crate) usize, pub(crate) usize);

impl<'a> Scratch<'a> {
    /// `memory` is in bytes. With 0 everything goes to disk.
    pub(crate) fn new(folder: &'a Path, memory: usize) -> Self {
        Self { folder, memory }
    }

    /// The same folder with a share of the memory.
    pub(crate) fn part(self, Share(parts, whole): Share) -> Self {
        Self { memory: self.memory / whole * parts, ..self }
    }

    pub(crate) fn folder(self) -> &'a Path {
        self.folder
    }

    /// The bytes of memory.
    pub(crate) fn memory(self) -> usize {
        self.memory
    }

    /// An empty sorter that may take a share of the memory.
    pub(crate) fn sorter(self, share: Share) -> Sorter {
        Sorter::new(self.folder, self.part(share).memory)
    }

    /// An empty spool that may take a share of the memory.
    pub(crate) fn spool(self, share: Share) -> Spool {
        Spool::new(self.folder, self.part(share).memory)
    }
}
