//! What offsets count, for users whose tools count differently.

use serde::{Deserialize, Serialize};
use text::CodePoints;

/// A half-open range of an article's text, written as `[start,end]`; what it
/// counts is said by the article's [`Offsets`].
pub type Span = (usize, usize);

/// What the offsets of a run count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Offsets {
    /// Unicode code points, as Python and brat do.
    #[default]
    CodePoint,
    /// Bytes of the text in UTF-8, as Rust and Go do.
    Byte,
    /// UTF-16 code units, as JavaScript and Java do.
    Utf16,
}

/// Converts byte offsets of one text into what [`Offsets`] says.
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
    /// `None` when bytes are asked for.
    points: Option<CodePoints<'a>>,
    /// Where characters outside the basic plane start, when UTF-16 is asked
    /// for: they count twice there. Rare, hence a plain sorted list.
    pairs: Vec<usize>,
}

impl<'a> Positions<'a> {
    /// Walks `text` once.
    pub fn new(text: &'a str, offsets: Offsets) -> Self {
        let pairs = match offsets {
            // Only a character of four bytes starts with such a byte.
            Offsets::Utf16 => text.bytes().enumerate().filter(|&(_, b)| b >= 0xF0).map(|(i, _)| i).collect(),
            Offsets::CodePoint | Offsets::Byte => Vec::new(),
        };
        Self { points: (offsets != Offsets::Byte).then(|| CodePoints::new(text)), pairs }
    }

    /// The offset that stands for a byte offset.
    ///
    /// # Panics
    /// If `byte` is larger than the text.
    pub fn at(&self, byte: usize) -> usize {
        match &self.points {
            None => byte,
            Some(points) => points.at(byte) + self.pairs.partition_point(|&start| start < byte),
        }
    }

    /// A byte span in the chosen unit.
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
