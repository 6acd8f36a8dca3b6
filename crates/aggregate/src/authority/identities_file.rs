//! The file in which each name stands for an identity, maybe under a condition.

use super::Entry;
use crate::error::Error;
use crate::wording::fold;
use std::path::Path;

/// Reads lines of `NAME`, `IDENTITY` and maybe `CONDITION`, separated by tabs, and hands
/// over the folded name of each with what it says. Empty lines, and those that start with
/// `#`, are skipped.
///
/// # Errors
/// If the file cannot be read or a line is not like that.
pub(super) fn read(path: &Path, mut add: impl FnMut(String, Entry)) -> Result<(), Error> {
    let text =
        std::fs::read_to_string(path).map_err(|cause| Error::user_file(path, None, &cause.to_string()))?;
    for (index, line) in text.lines().enumerate() {
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        let fields: Vec<&str> = line.split('\t').map(str::trim).collect();
        let (&[name, identity] | &[name, identity, _]) = &fields[..] else {
            let problem = "not NAME, IDENTITY and maybe a condition, separated by tabs";
            return Err(Error::user_file(path, Some(index + 1), problem));
        };
        if fold(name).is_empty() || fold(identity).is_empty() {
            return Err(Error::user_file(path, Some(index + 1), "a name without a word in it"));
        }
        let condition = fields.get(2).map(|words| fold(words)).filter(|words| !words.is_empty());
        let id = identity.to_owned();
        add(fold(name), Entry { id, kind: None, from: None, to: None, condition, cells: Vec::new() });
    }
    Ok(())
}
