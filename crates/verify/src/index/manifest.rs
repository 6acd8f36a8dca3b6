//! What is in an index: `index.json`.

use super::PART_FILE;
use crate::Error;
use records::Skipped;
use serde::{Deserialize, Serialize};
use std::path::Path;

/// The segments of an index.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Manifest {
    /// What made it: the version of the program, and how it reads.
    maker: String,
    pub(super) segments: Vec<Segment>,
}

/// Some files of the sources.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Segment {
    /// What tells the files, and whether they are as they were.
    pub(super) files: Vec<String>,
    /// The numbers of its parts.
    pub(super) parts: Vec<u64>,
    pub(super) skipped: Vec<Skipped>,
}

pub(super) const NAME: &str = "index.json";

impl Manifest {
    /// What is in the index in a folder: nothing if there is none, or none of this maker.
    pub(super) fn read(folder: &Path, maker: &str) -> Self {
        let manifest = std::fs::read(folder.join(NAME)).ok();
        let manifest: Option<Self> = manifest.and_then(|bytes| serde_json::from_slice(&bytes).ok());
        let known = manifest.filter(|manifest| manifest.maker == maker);
        known.unwrap_or_else(|| Self { maker: maker.to_owned(), segments: Vec::new() })
    }

    pub(super) fn write(&self, folder: &Path) -> Result<(), Error> {
        Ok(records::write_json(&folder.join(NAME), self)?)
    }

    /// A number that no part has.
    pub(super) fn next_part(&self) -> u64 {
        self.segments.iter().flat_map(|segment| &segment.parts).max().map_or(0, |last| last + 1)
    }

    /// Removes the parts of segments that are gone, and of those that were not finished.
    pub(super) fn remove_others(&self, folder: &Path) {
        let known: Vec<u64> = self.segments.iter().flat_map(|segment| segment.parts.clone()).collect();
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let name = entry.file_name();
            let number = name.to_str().and_then(|name| name.split_once(PART_FILE)?.0.parse::<u64>().ok());
            if number.is_some_and(|number| !known.contains(&number)) {
                // What cannot be removed is overwritten later.
                let _ = std::fs::remove_file(entry.path());
            }
        }
    }
}
