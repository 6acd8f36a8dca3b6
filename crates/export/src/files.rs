//! Where exports go: a folder that has its name only when it is whole, and names
//! for files that are safe whatever the ids of the articles are.

use crate::Error;
use sha2::{Digest, Sha256};
use std::fs;
use std::path::{Path, PathBuf};

/// A folder of files that is being written.
#[derive(Debug)]
pub(crate) struct Folder {
    path: PathBuf,
    part: PathBuf,
}

impl Folder {
    /// Starts a folder under a name of its own, in the place of what an export
    /// left there that did not come to its end.
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

    /// Gives the folder its name.
    pub(crate) fn finish(self) -> Result<(), Error> {
        Ok(fs::rename(&self.part, &self.path).map_err(|error| records::Error::new(&self.path, error))?)
    }
}

/// No name is longer, its extension apart: file systems take 255 bytes.
const LONGEST: usize = 200;

/// A file's name, without an extension, for an article's id. An id that is none by
/// itself, as it has other characters than letters, digits, `-`, `_` and `.`, gets
/// the start of its hash besides, so that two ids never share a file.
pub(crate) fn name_of(id: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let mut name: String = id.chars().map(|c| if plain(c) { c } else { '_' }).collect();
    name.truncate(LONGEST);
    let odd = name != id || name.is_empty() || name.starts_with(['.', '-']) || name.ends_with('.');
    if odd {
        let hash = Sha256::digest(id);
        let name = name.trim_matches(['.', '-']);
        return format!(
            "{name}-{}",
            hash.iter().take(6).map(|byte| format!("{byte:02x}")).collect::<String>()
        );
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_safe_and_apart() {
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
