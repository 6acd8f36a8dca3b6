//! From code points, which files count, to bytes, which spans count.

use crate::error::Problem;
use text::Span;

/// Converts offsets in code points of one text to bytes.
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

    /// Spans in bytes.
    ///
    /// # Errors
    /// If one is empty or not inside the text; `name` says of what it is a span.
    pub(crate) fn spans(
        &self,
        pairs: &[[usize; 2]],
        name: impl Fn() -> String,
    ) -> Result<Vec<Span>, Problem> {
        let one = |&[start, end]: &[usize; 2]| {
            if start < end && end <= self.length {
                Ok(self.span(start, end))
            } else {
                Err(Problem::Outside { part: name(), start, end, length: self.length })
            }
        };
        pairs.iter().map(one).collect()
    }

    /// A span in bytes that is known to be inside the text.
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
