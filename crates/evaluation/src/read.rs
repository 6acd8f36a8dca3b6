//! Finds out what a path holds and reads it; converts offsets at this edge.

use crate::annotations::{Gold, Predictions};
use crate::error::{Error, Problem};
use crate::{brat, cases, jsonl};
use std::path::Path;
use text::Span;

/// Reads a gold standard: a folder of brat pairs (`NAME.txt` and `NAME.ann`) or
/// of marked cases, or a JSONL file.
///
/// Texts keep their line ends and come in the order of the file, or of the names
/// in the folder. In a folder, texts without annotations (and anything else) are
/// left aside.
///
/// # Errors
/// If nothing is there, or something in it cannot be used: broken JSON, an id
/// that occurs twice, an offset outside its text, a span that does not exist, an
/// `.ann` without its `.txt`.
pub fn gold(path: &Path) -> Result<Vec<Gold>, Error> {
    if !path.is_dir() {
        return jsonl::gold(path);
    }
    match cases::files(path)? {
        files if files.is_empty() => brat::folder(path),
        files => cases::gold(&files),
    }
}

/// Reads predictions for a gold standard: an output folder of sayso or a JSONL
/// file in the format of gold, in which texts may be left out.
///
/// # Errors
/// As for [`gold`]; also if a prediction is for a text that gold does not have,
/// or comes with a text that differs from it.
pub fn predictions(path: &Path, gold: &[Gold]) -> Result<Vec<Predictions>, Error> {
    if !path.is_dir() {
        jsonl::predictions(path, gold)
    } else if path.join("attributions.jsonl").is_file() {
        jsonl::output(path, gold)
    } else {
        Err(Error::new(path, None, Problem::Nothing))
    }
}

/// Converts code points of one text to bytes.
pub(crate) struct Offsets {
    /// The byte at which each character begins, and the end; empty when each is
    /// one byte.
    bytes: Vec<usize>,
    length: usize,
}

impl Offsets {
    pub(crate) fn new(text: &str) -> Self {
        if text.is_ascii() {
            return Self { bytes: Vec::new(), length: text.len() };
        }
        let bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        Self { length: bytes.len() - 1, bytes }
    }

    /// Spans in bytes. `part` names them if one is empty or outside the text.
    pub(crate) fn spans(
        &self,
        pairs: &[[usize; 2]],
        part: impl Fn() -> String,
    ) -> Result<Vec<Span>, Problem> {
        let one = |&[start, end]: &[usize; 2]| {
            if start < end && end <= self.length {
                Ok(self.span(start, end))
            } else {
                Err(Problem::Outside { part: part(), start, end, length: self.length })
            }
        };
        pairs.iter().map(one).collect()
    }

    /// A span that is known to fit.
    pub(crate) fn span(&self, start: usize, end: usize) -> Span {
        match self.bytes.as_slice() {
            [] => Span::new(start, end),
            bytes => Span::new(bytes[start], bytes[end]),
        }
    }

    /// The number of characters in the text.
    pub(crate) fn length(&self) -> usize {
        self.length
    }
}
