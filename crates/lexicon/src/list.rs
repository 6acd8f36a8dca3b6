//! Reading one word list: its lines, and the classes that its head declares.

use crate::head::Head;
use std::fmt::Write as _;
use std::path::Path;

/// The class with which a user's list takes an entry of ours away.
pub(crate) const NONE: &str = "none";

/// One line of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The word or phrase to look for.
    pub phrase: String,
    /// Its classes, separated by single spaces. Some carry a value: `past=spoke`.
    pub classes: String,
    /// A sentence that uses it, or the reason why it is listed; may be empty.
    pub example: String,
}

impl Entry {
    /// Whether it has this class.
    pub fn is(&self, class: &str) -> bool {
        self.classes.split(' ').any(|c| c == class)
    }

    /// The value of a class written `key=value`. An underscore in the value
    /// means a space.
    pub fn value(&self, key: &str) -> Option<String> {
        self.classes
            .split(' ')
            .find_map(|c| c.strip_prefix(key)?.strip_prefix('='))
            .map(|v| v.replace('_', " "))
    }
}

/// Why a word list could not be used; the message names the file and the line.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Error(String);

impl Error {
    pub(crate) fn unknown_list<'a>(folder: &Path, file: &str, known: impl Iterator<Item = &'a str>) -> Self {
        let mut message = format!("{}: no word list has this name; there are", folder.join(file).display());
        for name in known {
            let _ = write!(message, " {name}.tsv");
        }
        Self(message)
    }
}

/// The `.tsv` files of a folder, name and text, sorted by name.
pub(crate) fn files_in(folder: &Path) -> Result<Vec<(String, String)>, Error> {
    let failed = |path: &Path, e: std::io::Error| Error(format!("{}: {e}", path.display()));
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(|e| failed(folder, e))? {
        let path = entry.map_err(|e| failed(folder, e))?.path();
        if path.extension().is_some_and(|e| e == "tsv") {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let text = std::fs::read_to_string(&path).map_err(|e| failed(&path, e))?;
            files.push((name, text));
        }
    }
    files.sort();
    Ok(files)
}

/// Parses one of our own lists, whose entries must be sorted and listed once.
pub(crate) fn parse(file: &str, text: &str, head: &Head) -> Result<Vec<Entry>, Error> {
    let mut last: Option<(usize, Entry)> = None;
    for (line, entry) in lines(file, text, head) {
        let entry = entry?;
        if let Some((before, last)) = &last {
            if last.phrase == entry.phrase {
                return Err(Error(format!(
                    "{file}:{line}: “{}” is already listed in line {before}",
                    entry.phrase
                )));
            }
            if last.phrase > entry.phrase {
                return Err(Error(format!(
                    "{file}:{line}: “{}” belongs before “{}”",
                    entry.phrase, last.phrase
                )));
            }
        }
        last = Some((line, entry));
    }
    parse_unsorted(file, text, head)
}

/// Parses a user's list, which may be in any order. `head` is the head of our
/// list of that name.
pub(crate) fn parse_unsorted(file: &str, text: &str, head: &Head) -> Result<Vec<Entry>, Error> {
    lines(file, text, head).map(|(_, entry)| entry).collect()
}

/// The entries with their line numbers, from 1. Comments and blank lines are
/// skipped.
fn lines<'a>(
    file: &'a str,
    text: &'a str,
    head: &'a Head,
) -> impl Iterator<Item = (usize, Result<Entry, Error>)> + 'a {
    text.lines().enumerate().filter(|(_, l)| !l.trim().is_empty() && !l.starts_with('#')).map(
        move |(at, line)| {
            let entry = entry(line, head).map_err(|what| Error(format!("{file}:{}: {what}", at + 1)));
            (at + 1, entry)
        },
    )
}

/// One entry, or what is wrong with its line.
fn entry(line: &str, head: &Head) -> Result<Entry, String> {
    let columns: Vec<&str> = line.split('\t').collect();
    let (phrase, classes) = match columns[..] {
        [phrase, classes] | [phrase, classes, _]
            if phrase.trim() == phrase && !phrase.is_empty() && !classes.is_empty() =>
        {
            (phrase, classes)
        }
        _ => {
            return Err(format!(
                "expected a phrase, its classes and an example, separated by tabs: “{line}”"
            ));
        }
    };
    if let Some(unknown) = classes.split(' ').find(|&class| classes != NONE && !head.declares(class)) {
        return Err(format!("unknown class “{unknown}”; known are {}", head.classes().join(", ")));
    }
    Ok(Entry {
        phrase: phrase.to_owned(),
        classes: classes.to_owned(),
        example: columns.get(2).copied().unwrap_or_default().to_owned(),
    })
}
