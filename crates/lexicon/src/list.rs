//! Reading one word list.

use std::fmt::Write as _;
use std::path::Path;

/// One line of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The word or phrase, as it is to be found.
    pub phrase: String,
    /// Its classes, parted by single spaces. Some carry a value: `past=spoke`.
    pub classes: String,
    /// An example of its use, or why it is listed.
    pub example: String,
}

impl Entry {
    /// Whether it has this class.
    pub fn is(&self, class: &str) -> bool {
        self.classes.split(' ').any(|c| c == class)
    }

    /// The value of a class written `key=value`; underscores in it stand for spaces.
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

/// Parses a list that must be sorted and hold no phrase twice.
pub(crate) fn parse(file: &str, text: &str) -> Result<Vec<Entry>, Error> {
    let mut last: Option<(usize, Entry)> = None;
    for (line, entry) in lines(file, text) {
        let entry = entry?;
        if let Some((before, last)) = &last {
            if last.phrase == entry.phrase {
                return Err(Error(format!(
                    "{file}:{line}: “{}” already stands at line {before}",
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
    parse_unsorted(file, text)
}

/// Parses a list in any order.
pub(crate) fn parse_unsorted(file: &str, text: &str) -> Result<Vec<Entry>, Error> {
    lines(file, text).map(|(_, entry)| entry).collect()
}

fn lines<'a>(file: &'a str, text: &'a str) -> impl Iterator<Item = (usize, Result<Entry, Error>)> + 'a {
    text.lines().enumerate().filter(|(_, l)| !l.trim().is_empty() && !l.starts_with('#')).map(
        move |(at, line)| {
            let columns: Vec<&str> = line.split('\t').collect();
            let entry = match columns[..] {
                [phrase, classes] | [phrase, classes, _]
                    if phrase.trim() == phrase && !phrase.is_empty() && !classes.is_empty() =>
                {
                    Ok(Entry {
                        phrase: phrase.to_owned(),
                        classes: classes.to_owned(),
                        example: columns.get(2).copied().unwrap_or_default().to_owned(),
                    })
                }
                _ => Err(Error(format!(
                    "{file}:{}: expected phrase, classes and example parted by tabs: “{line}”",
                    at + 1
                ))),
            };
            (at + 1, entry)
        },
    )
}
