//! What the user knows about who is who: names that stand for an id.
//!
//! It comes from files. [`table`] reads authority files, which say of people and bodies
//! what they are called, from when to when, and whatever else is known of them;
//! [`identities_file`] reads the short form without any of that. [`matching`] says whom a
//! speaker's name means. All that is known of them is noted with the speaker, so that
//! nothing after this has to have the files.

mod identities_file;
mod matching;
mod table;

use crate::error::Error;
use crate::wording::Vocabulary;
use jiff::civil::Date;
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;
use std::path::Path;
use text::SpeakerType;

pub(crate) use matching::Known;

/// The names and ids of all files.
#[derive(Clone, Debug, Default)]
pub(crate) struct Authority {
    entries: Vec<Entry>,
    /// Of identities, by the folded name.
    identities: FxHashMap<String, Vec<usize>>,
    /// Of authority files, by the name without what varies in print: a line of each id
    /// that has the name.
    names: FxHashMap<String, Vec<usize>>,
    /// Of authority files, by id.
    lines: FxHashMap<String, Vec<usize>>,
}

/// What a line of a file says of somebody.
#[derive(Clone, Debug)]
struct Entry {
    id: String,
    /// What they are; `None` if the file does not say.
    kind: Option<SpeakerType>,
    /// The first and the last day on which the line applies.
    from: Option<Date>,
    to: Option<Date>,
    /// Folded words that the role, the outlet or the article's id must contain for the
    /// line to apply.
    condition: Option<String>,
    /// All other cells that are not empty, by column.
    cells: Vec<(String, String)>,
}

impl Authority {
    /// Adds a file of identities: lines of `NAME`, `IDENTITY` and maybe `CONDITION`,
    /// separated by tabs.
    ///
    /// # Errors
    /// If the file cannot be read or a line is not like that.
    pub(crate) fn add_identities(&mut self, path: &Path) -> Result<(), Error> {
        identities_file::read(path, |name, entry| {
            self.identities.entry(name).or_default().push(self.entries.len());
            self.entries.push(entry);
        })
    }

    /// The columns of all authority files but the id, by name.
    pub(crate) fn columns(&self) -> Vec<String> {
        let cells = self.entries.iter().flat_map(|entry| &entry.cells);
        let columns: BTreeSet<&String> = cells.map(|(column, _)| column).collect();
        columns.into_iter().cloned().collect()
    }

    /// Adds an authority file.
    ///
    /// # Errors
    /// If the file cannot be read or a line of it cannot be used.
    pub(crate) fn add_table(&mut self, path: &Path, vocabulary: &Vocabulary) -> Result<(), Error> {
        table::read(path, |names, entry| {
            let kinds = match entry.kind {
                Some(kind) => vec![kind],
                None => vec![SpeakerType::Person, SpeakerType::Organization],
            };
            for name in names {
                for &kind in &kinds {
                    let places = self.names.entry(vocabulary.names.key(name, kind)).or_default();
                    if places.last() != Some(&self.entries.len()) {
                        places.push(self.entries.len());
                    }
                }
            }
            self.lines.entry(entry.id.clone()).or_default().push(self.entries.len());
            self.entries.push(entry);
        })
    }
}
