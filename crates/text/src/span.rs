//! A passage of a text.

use std::ops::Range;

/// A half-open range of **bytes** of an article's text, on character borders.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
}

impl Span {
    /// The span from `start` up to but not including `end`.
    ///
    /// # Panics
    /// In debug builds, if `start` is behind `end`.
    pub fn new(start: usize, end: usize) -> Self {
        debug_assert!(start <= end, "span {start}..{end} runs backwards");
        Self { start, end }
    }

    /// Its length in bytes.
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether it has no bytes.
    pub fn is_empty(self) -> bool {
        self.start >= self.end
    }

    /// The text that it covers.
    ///
    /// # Panics
    /// If it is not inside the text, on borders of characters.
    pub fn of(self, text: &str) -> &str {
        &text[self.start..self.end]
    }

    /// Whether all of `other` is inside.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share at least one byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that covers both.
    pub fn to(self, other: Span) -> Span {
        Span::new(self.start.min(other.start), self.end.max(other.end))
    }

    /// The same span without white space at its ends. White space alone becomes an
    /// empty span at its end.
    pub fn trim(self, text: &str) -> Span {
        let inner = self.of(text);
        let start = self.start + (inner.len() - inner.trim_start().len());
        Span::new(start, start + inner.trim().len())
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Span::new(range.start, range.end)
    }
}

/// The texts of several spans, joined with a space, as the records print
/// interrupted contents and cues.
pub fn joined(spans: &[Span], text: &str) -> String {
    match spans {
        [] => String::new(),
        [only] => only.of(text).to_owned(),
        _ => spans.iter().map(|s| s.of(text)).collect::<Vec<_>>().join(" "),
    }
}
