//! How a run that was stopped, in whatever way, continues where it was.
//!
//! Every few seconds the files written so far are handed to the system and their
//! lengths noted in `checkpoint.json`. The next run with the same fingerprint cuts
//! the files back to these lengths, tells the aggregator what is in them, and reads
//! on after the last record noted. So the result is what an undisturbed run writes.

use records::{JsonlWriter, RunCounts};
use serde::{Deserialize, Serialize};
use std::fs;
use std::path::Path;

/// The name of the file in the output folder.
const FILE: &str = "checkpoint.json";

/// The files that grow while articles are read.
pub(super) const GROWING: [&str; 3] = ["articles.jsonl", "attributions.jsonl", "skipped.jsonl"];

/// How far a run has come.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Checkpoint {
    pub(super) fingerprint: String,
    /// Records of the input dealt with.
    pub(super) records: u64,
    /// How many valid bytes the files have, in the order of [`GROWING`].
    pub(super) written: [u64; 3],
    pub(super) counts: RunCounts,
    pub(super) renamed: u64,
    /// Whether all records are dealt with, so that some files may have their final
    /// names already.
    pub(super) finishing: bool,
}

impl Checkpoint {
    /// The checkpoint that a run with this fingerprint left in a folder. Files that
    /// have their final names already are renamed back to those of unfinished files.
    /// `None` if there is no checkpoint, it is of another run, or the files are not
    /// as it says.
    pub(super) fn load(folder: &Path, fingerprint: &str) -> Option<Self> {
        let text = fs::read_to_string(folder.join(FILE)).ok()?;
        let noted: Self = serde_json::from_str(&text).ok().filter(|n: &Self| n.fingerprint == fingerprint)?;
        for (name, written) in GROWING.iter().zip(noted.written) {
            let path = folder.join(name);
            let part = JsonlWriter::part_of(&path);
            let length = |path: &Path| fs::metadata(path).ok().filter(fs::Metadata::is_file).map(|m| m.len());
            match length(&part) {
                Some(length) if length >= written => {}
                None if noted.finishing && length(&path) == Some(written) => fs::rename(&path, &part).ok()?,
                _ => return None,
            }
        }
        Some(noted)
    }

    pub(super) fn save(&self, folder: &Path) -> Result<(), records::Error> {
        records::write_json(&folder.join(FILE), self)
    }

    /// Removes the checkpoint from a folder, if it has one.
    pub(super) fn remove(folder: &Path) -> Result<(), records::Error> {
        remove(&folder.join(FILE))
    }
}

/// Renames the files of a run that cannot be continued (`attributions.jsonl.damaged`), so
/// that nothing is lost.
pub(super) fn set_aside(folder: &Path) -> Result<(), records::Error> {
    for name in GROWING {
        let part = JsonlWriter::part_of(&folder.join(name));
        let aside = folder.join(format!("{name}.damaged"));
        match fs::rename(&part, &aside) {
            Err(e) if e.kind() != std::io::ErrorKind::NotFound => return Err(records::Error::new(&aside, e)),
            _ => {}
        }
    }
    Ok(())
}

/// Removes a file if it exists.
pub(super) fn remove(path: &Path) -> Result<(), records::Error> {
    match fs::remove_file(path) {
        Err(e) if e.kind() != std::io::ErrorKind::NotFound => Err(records::Error::new(path, e)),
        _ => Ok(()),
    }
}
