//! What offsets count: code points or, for tools that count differently, bytes or
//! UTF-16 units.

use serde::{Deserialize, Serialize};
use text::CodePoints;

/// A half-open range of an article's text, written as `[start,end]`. The article's
/// [`Offsets`] say what it counts.
pub type Span = (usize, usize);

/// What the offsets of a run count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Offsets {
    /// Unicode code points, as in Python and brat.
    #[default]
    CodePoint,
    /// Bytes of the text in UTF-8, as in Rust and Go.
    Byte,
    /// UTF-16 code units, as in JavaScript and Java.
    Utf16,
}

/// Converts byte offsets into one text to the unit that [`Offsets`] names.
///
/// ```
/// use records::{Offsets, Positions};
/// let text = "🎭 a";
/// let a = text::Span::new(5, 6);
/// let count = |offsets| Positions::new(text, offsets).span(a);
/// assert_eq!(count(Offsets::CodePoint), (2, 3));
/// assert_eq!(count(Offsets::Byte), (5, 6));
/// assert_eq!(count(Offsets::Utf16), (3, 4));
/// ```
#[derive(Debug)]
pub struct Positions<'a> {
    /// `None` if the unit is bytes.
    points: Option<CodePoints<'a>>,
    /// The bytes at which characters outside the basic plane start, which count
    /// twice in UTF-16; empty for other units. They are rare, hence a plain sorted
    /// list.
    pairs: Vec<usize>,
}

impl<'a> Positions<'a> {
    /// Reads `text` once.
    pub fn new(text: &'a str, offsets: Offsets) -> Self {
        let pairs = match offsets {
            // Only a character of four bytes starts with a byte from 0xF0 on.
            Offsets::Utf16 => text.bytes().enumerate().filter(|&(_, b)| b >= 0xF0).map(|(i, _)| i).collect(),
            Offsets::CodePoint | Offsets::Byte => Vec::new(),
        };
        Self { points: (offsets != Offsets::Byte).then(|| CodePoints::new(text)), pairs }
    }

    /// Converts a byte offset to the chosen unit.
    ///
    /// # Panics
    /// If `byte` is beyond the end of the text.
    pub fn at(&self, byte: usize) -> usize {
        match &self.points {
            None => byte,
            Some(points) => points.at(byte) + self.pairs.partition_point(|&start| start < byte),
        }
    }

    /// Converts a byte span to the chosen unit.
    pub fn span(&self, span: text::Span) -> Span {
        (self.at(span.start), self.at(span.end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_border_in_every_unit() {
        let text = "Z“é🎭🏛️ ".repeat(60);
        let [points, bytes, units] =
            [Offsets::CodePoint, Offsets::Byte, Offsets::Utf16].map(|o| Positions::new(&text, o));
        let borders = text.char_indices().map(|(byte, _)| byte).chain([text.len()]);
        for (count, byte) in borders.enumerate() {
            assert_eq!(points.at(byte), count);
            assert_eq!(bytes.at(byte), byte);
            assert_eq!(units.at(byte), text[..byte].encode_utf16().count());
        }
    }
}
