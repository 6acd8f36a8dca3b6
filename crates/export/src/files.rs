//! Folders of exports, which get their name only when they are complete, and names
//! of files, which are safe whatever the ids of the articles are.

use crate::error::Error;
use sha2::{Digest, Sha256};
use std::fs;
use std::path::{Path, PathBuf};

/// A folder of files that is being written.
#[derive(Debug)]
pub(crate) struct Folder {
    path: PathBuf,
    /// Its name while it is written.
    part: PathBuf,
}

impl Folder {
    /// Starts a folder under a temporary name. An unfinished export that is there is
    /// removed.
    ///
    /// # Errors
    /// If `path` exists or the folder cannot be created.
    pub(crate) fn create(path: &Path) -> Result<Self, Error> {
        if path.exists() {
            return Err(Error::Taken(path.to_owned()));
        }
        let part = records::JsonlWriter::part_of(path);
        let failed = |error| records::Error::new(&part, error);
        if part.exists() {
            fs::remove_dir_all(&part).map_err(failed)?;
        }
        fs::create_dir_all(&part).map_err(failed)?;
        Ok(Self { path: path.to_owned(), part })
    }

    /// Where a file of the folder is while it is written.
    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.part.join(name)
    }

    /// Writes a file.
    pub(crate) fn write(&self, name: &str, contents: impl AsRef<[u8]>) -> Result<(), Error> {
        let path = self.file(name);
        Ok(fs::write(&path, contents).map_err(|error| records::Error::new(&path, error))?)
    }

    /// Gives the folder its final name.
    pub(crate) fn finish(self) -> Result<(), Error> {
        Ok(fs::rename(&self.part, &self.path).map_err(|error| records::Error::new(&self.path, error))?)
    }
}

/// The longest name, in bytes, without a hash and an extension: file systems take
/// 255.
const LONGEST_NAME: usize = 200;

/// How many bytes of a hash are in a name. Six make a collision of two ids in a
/// million articles less likely than one in 500.
const HASH_BYTES: usize = 6;

/// The name of a file, without an extension, for an article's id. If the id itself
/// is not a safe name, because it is too long or has characters other than letters,
/// digits, `-`, `_` and `.`, the start of its hash is appended, so that two ids do
/// not share a file.
pub(crate) fn name_of(id: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let mut name: String = id.chars().map(|c| if plain(c) { c } else { '_' }).collect();
    name.truncate(LONGEST_NAME);
    let odd = name != id || name.is_empty() || name.starts_with(['.', '-']) || name.ends_with('.');
    if odd {
        let hash = Sha256::digest(id);
        let name = name.trim_matches(['.', '-']);
        return format!(
            "{name}-{}",
            hash.iter().take(HASH_BYTES).map(|byte| format!("{byte:02x}")).collect::<String>()
        );
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_safe_and_distinct() {
        for id in ["2024-10-17-tarrow-bridge", "a_b", "x.y", "1"] {
            assert_eq!(name_of(id), id);
        }
        let odd = ["../../etc/passwd", "a/b", "a:b", "a b", "", ".", "..", "-rf", "ü", "con\0", ".hidden"];
        let long = ["x".repeat(201), "x".repeat(202), "é".repeat(300)];
        let mut names: Vec<_> = odd.into_iter().chain(long.iter().map(String::as_str)).map(name_of).collect();
        for name in &names {
            assert!(
                name.len() < 240 && !name.starts_with('.') && !name.contains(['/', '\\', '\0', ' ']),
                "{name}"
            );
        }
        let count = names.len();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), count);
    }
}
