//! Reading files article by article, in bounded memory and without looking
//! into the articles: that is work for many threads, this is work for one.

use crate::input::{File, Format};
use crate::lines::{Line, Lines};
use crate::{Corpus, Input, Skipped, json};
use std::collections::HashMap;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::io::Read;
use std::sync::Arc;
use std::{fs, io};

/// One article as it lies in its file: bytes, and where they came from.
#[derive(Clone, Debug)]
pub struct Record {
    /// The article's id. No two records of a run have the same.
    pub id: String,
    /// The id that the article has of its own, if an earlier record of the run
    /// took it and this one had to be renamed (`wire/0012~2`).
    pub own_id: Option<String>,
    /// How many bytes of the whole input have been read with this record.
    pub read: u64,
    pub(crate) file: Arc<File>,
    /// Counted from 1; `None` for a file that is one article.
    pub(crate) line: Option<usize>,
    pub(crate) content: Result<Vec<u8>, Skipped>,
}

impl Record {
    /// A plain text that lies in no file; it is read as if it were the file
    /// `ID.txt` of a corpus about which nothing is known.
    pub fn of_text(id: &str, text: &str) -> Self {
        let file = File {
            path: format!("{id}.txt").into(),
            corpus: Arc::default(),
            stem: id.to_owned(),
            format: Format::Text,
            bytes: text.len() as u64,
        };
        let content = Ok(text.as_bytes().to_vec());
        Self { id: id.to_owned(), own_id: None, read: file.bytes, file: Arc::new(file), line: None, content }
    }

    /// The corpus that it belongs to.
    pub fn corpus(&self) -> &Arc<Corpus> {
        &self.file.corpus
    }

    /// Where it is, for people: the file, and the line if the file holds many.
    pub fn path(&self) -> String {
        let path = self.file.path.display();
        self.line.map_or_else(|| path.to_string(), |line| format!("{path}:{line}"))
    }

    /// How many bytes it holds: 0 if it could not be read.
    pub fn size(&self) -> usize {
        self.content.as_ref().map_or(0, Vec::len)
    }

    pub(crate) fn skipped(&self, reason: impl Into<String>) -> Skipped {
        skipped(&self.file, self.line, reason)
    }
}

fn skipped(file: &File, line: Option<usize>, reason: impl Into<String>) -> Skipped {
    let place = line.map(|line| format!("line {line}"));
    Skipped { path: file.path.clone(), place, reason: reason.into() }
}

/// The records of an input, in order. Made by [`Input::records`].
///
/// Blank lines of a JSONL file are passed over. A file or line that cannot be
/// read is a record too, so that it is reported in its place; asking the
/// [`Reader`](crate::Reader) for its article gives the reason.
#[derive(Debug)]
pub struct Records<'a> {
    input: &'a Input,
    /// The file to open next.
    next: usize,
    open: Option<Open>,
    read: u64,
    ids: Ids,
}

/// A JSONL file being read.
#[derive(Debug)]
struct Open {
    file: Arc<File>,
    lines: Lines<fs::File>,
    line: usize,
    /// Bytes of the input before this file.
    before: u64,
}

impl<'a> Records<'a> {
    pub(crate) fn new(input: &'a Input) -> Self {
        Self { input, next: 0, open: None, read: 0, ids: Ids::default() }
    }

    fn record(&mut self, file: Arc<File>, line: Option<usize>, content: Result<Vec<u8>, Skipped>) -> Record {
        let own = match (&content, file.format) {
            (Ok(bytes), Format::JsonLines) => json::own_id(bytes, &file.corpus),
            _ => None,
        };
        let own = own.unwrap_or_else(|| match line {
            Some(line) => format!("{}:{line}", file.stem),
            None => file.stem.clone(),
        });
        let (id, own_id) = self.ids.unique(own);
        Record { id, own_id, read: self.read, file, line, content }
    }

    /// The next line of the open file that is not blank; `None` at its end.
    fn next_line(&mut self) -> Option<Record> {
        loop {
            let open = self.open.as_mut()?;
            let file = Arc::clone(&open.file);
            open.line += 1;
            let line = Some(open.line);
            let content = match open.lines.next() {
                Ok(Some(Line { bytes, length })) => {
                    self.read = (self.read + length).min(open.before + file.bytes);
                    match bytes {
                        Some(mut bytes) => {
                            if open.line == 1 && bytes.starts_with(BOM) {
                                bytes.drain(..BOM.len());
                            }
                            if bytes.trim_ascii().is_empty() {
                                continue;
                            }
                            Ok(bytes)
                        }
                        None => Err(skipped(&file, line, too_long("a line", length, self.input))),
                    }
                }
                end => {
                    self.read = open.before + file.bytes;
                    self.open = None;
                    match end {
                        Err(error) => Err(skipped(&file, line, format!("cannot be read: {error}"))),
                        Ok(_) if line == Some(1) => {
                            let empty = Err(skipped(&file, None, "the file is empty"));
                            return Some(self.record(file, None, empty));
                        }
                        Ok(_) => return None,
                    }
                }
            };
            return Some(self.record(file, line, content));
        }
    }
}

impl Iterator for Records<'_> {
    type Item = Record;

    fn next(&mut self) -> Option<Record> {
        loop {
            if let Some(record) = self.next_line() {
                return Some(record);
            }
            let file = Arc::clone(self.input.files.get(self.next)?);
            self.next += 1;
            let limit = self.input.options.largest;
            let content = match (fs::File::open(&file.path), file.format) {
                (Ok(open), Format::JsonLines) => {
                    let lines = Lines::new(open, limit);
                    self.open = Some(Open { file, lines, line: 0, before: self.read });
                    continue;
                }
                (Ok(_), Format::Text) if file.bytes > limit as u64 => {
                    Err(too_long("an article", file.bytes, self.input))
                }
                (Ok(open), Format::Text) => {
                    read_all(open, &file).map_err(|error| format!("cannot be read: {error}"))
                }
                (Err(error), _) => Err(format!("cannot be read: {error}")),
            };
            self.read += file.bytes;
            let content = content.map_err(|reason| skipped(&file, None, reason));
            return Some(self.record(file, None, content));
        }
    }
}

/// The mark that some editors put before UTF-8.
pub(crate) const BOM: &[u8] = b"\xef\xbb\xbf";

/// Reads a file, as much of it as there was when it was found.
fn read_all(open: fs::File, file: &File) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(file.bytes as usize + 1);
    open.take(file.bytes).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn too_long(what: &str, length: u64, input: &Input) -> String {
    format!("{what} of {length} bytes is over the limit of {}", input.options.largest)
}

/// The ids given out so far, as their hashes: 12 bytes an article, so that a run
/// over many millions fits. Should two ids share a hash, one of them is renamed
/// without need, which harms nobody.
#[derive(Debug, Default)]
struct Ids {
    /// Hash of an id → how many records wanted it.
    wanted: HashMap<u64, u32>,
}

impl Ids {
    /// An id that no record has yet, and the wanted one if that was taken.
    fn unique(&mut self, wanted: String) -> (String, Option<String>) {
        let mut count = self.take(&wanted);
        if count == 1 {
            return (wanted, None);
        }
        loop {
            let id = format!("{wanted}~{count}");
            if self.take(&id) == 1 {
                return (id, Some(wanted));
            }
            count += 1;
        }
    }

    fn take(&mut self, id: &str) -> u32 {
        let mut hasher = DefaultHasher::new();
        id.hash(&mut hasher);
        let count = self.wanted.entry(hasher.finish()).or_insert(0);
        *count += 1;
        *count
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_stay_apart() {
        let mut ids = Ids::default();
        let given: Vec<_> =
            ["a", "b", "a", "a~2", "a", "b"].iter().map(|id| ids.unique((*id).to_owned()).0).collect();
        assert_eq!(given, ["a", "b", "a~2", "a~2~2", "a~3", "b~2"]);
    }
}
