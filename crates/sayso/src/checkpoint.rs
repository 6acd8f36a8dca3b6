//! How a run that was stopped, in whatever way, goes on where it was.
//!
//! Every few seconds the files so far are handed to the system and their lengths
//! noted in `checkpoint.json`. The next run with the same fingerprint cuts them
//! to these lengths, tells the aggregator what stands in them, and reads on after
//! the last record noted. So what comes out is what an undisturbed run writes.

use crate::{Error, Settings};
use corpus::Input;
use records::{JsonlWriter, RunCounts};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

/// The file of it.
const FILE: &str = "checkpoint.json";

/// The files that grow while articles are read.
pub(crate) const GROWING: [&str; 3] = ["articles.jsonl", "attributions.jsonl", "skipped.jsonl"];

/// How far a run is.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Checkpoint {
    pub(crate) fingerprint: String,
    /// Records of the input dealt with.
    pub(crate) records: u64,
    /// How many good bytes the files have, in the order of [`GROWING`].
    pub(crate) written: [u64; 3],
    pub(crate) counts: RunCounts,
    pub(crate) renamed: u64,
    /// Whether all records are dealt with, and files may have their final names.
    pub(crate) finishing: bool,
}

impl Checkpoint {
    /// The one that a run with this fingerprint left in a folder, its files put
    /// back under the names of files that are not whole; `None` if there is none
    /// or they are not as it says.
    pub(crate) fn load(folder: &Path, fingerprint: &str) -> Option<Self> {
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

    pub(crate) fn save(&self, folder: &Path) -> Result<(), Error> {
        Ok(records::write_json(&folder.join(FILE), self)?)
    }

    pub(crate) fn remove(folder: &Path) -> Result<(), Error> {
        Ok(crate::extract::remove(&folder.join(FILE))?)
    }
}

/// Changes with the program, the settings and the input.
pub(crate) fn fingerprint(settings: &Settings, described: &str, stages: &str, input: &Input) -> String {
    let mut all = format!("{stages} {described} {}\n", input.fingerprint());
    settings.identities.iter().for_each(|path| stamp(path, &mut all));
    format!("{:x}", Sha256::digest(all))
}

/// Changes with whatever decides what is found in an article that has been read:
/// the program, the word lists, the model, and what is left out of the results.
pub(crate) fn stages(settings: &Settings, input: &Input) -> String {
    let Settings { learned, offsets, min_confidence, .. } = settings;
    let mut all = format!("{} {learned:?} {offsets:?} {min_confidence}\n", env!("CARGO_PKG_VERSION"));
    if let Ok(program) = std::env::current_exe() {
        stamp(&program, &mut all);
    }
    if let crate::Learned::File(path) = &settings.learned {
        stamp(path, &mut all);
    }
    for folder in input.lexicons().into_iter().chain(settings.lexicon.as_deref()) {
        let entries = fs::read_dir(folder).into_iter().flatten().flatten();
        let mut lists: Vec<_> = entries.map(|entry| entry.path()).collect();
        lists.sort();
        lists.iter().for_each(|list| stamp(list, &mut all));
    }
    format!("{:x}", Sha256::digest(all))
}

/// Notes the size of a file and when it was changed.
fn stamp(path: &Path, to: &mut String) {
    let metadata = fs::metadata(path);
    let known = metadata.as_ref().ok().map(|m| (m.len(), m.modified().ok()));
    let _ = writeln!(to, "{} {known:?}", path.display());
}

/// The lines at the start of a file.
pub(crate) struct GoodLines {
    reader: BufReader<io::Take<File>>,
    line: Vec<u8>,
}

impl GoodLines {
    /// Those in the first `bytes` of a file.
    pub(crate) fn open(path: &Path, bytes: u64) -> io::Result<Self> {
        let reader = BufReader::with_capacity(1 << 18, File::open(path)?.take(bytes));
        Ok(Self { reader, line: Vec::new() })
    }

    /// The next line, without its line break.
    pub(crate) fn next(&mut self) -> io::Result<Option<&[u8]>> {
        self.line.clear();
        let count = self.reader.read_until(b'\n', &mut self.line)?;
        Ok((count > 0).then(|| self.line.trim_ascii_end()))
    }
}
