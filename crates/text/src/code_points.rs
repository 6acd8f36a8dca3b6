//! From bytes to the offsets that users count.

use crate::span::Span;

/// Converts byte offsets of one text into offsets in Unicode code points (what
/// Python, brat and the output records count).
///
/// Building it reads the text once; a lookup reads at most 256 bytes.
#[derive(Debug)]
pub struct CodePoints<'a> {
    text: &'a str,
    /// The code points before each multiple of `STEP` bytes; empty if the text is
    /// ASCII and nothing needs converting.
    before: Vec<usize>,
}

/// The bytes between two counts that are kept. Balances the time of a lookup, which
/// counts the rest, against memory: one `usize` for this many bytes.
const STEP: usize = 256;

impl<'a> CodePoints<'a> {
    /// Counts the code points of `text`.
    pub fn new(text: &'a str) -> Self {
        let mut before = Vec::new();
        if !text.is_ascii() {
            let mut count = 0;
            for chunk in text.as_bytes().chunks(STEP) {
                before.push(count);
                count += starts(chunk);
            }
            before.push(count);
        }
        Self { text, before }
    }

    /// The number of code points before a byte offset.
    ///
    /// # Panics
    /// If `byte` is larger than the text.
    pub fn at(&self, byte: usize) -> usize {
        assert!(byte <= self.text.len(), "offset {byte} lies outside the text");
        if self.before.is_empty() {
            return byte;
        }
        let block = byte / STEP;
        self.before[block] + starts(&self.text.as_bytes()[block * STEP..byte])
    }

    /// The start and end of a span in code points.
    ///
    /// # Panics
    /// If the span ends outside the text.
    pub fn span(&self, span: Span) -> (usize, usize) {
        (self.at(span.start), self.at(span.end))
    }
}

/// How many code points start in these bytes: those that are not continuation bytes
/// of UTF-8 (0x80 to 0xBF, as signed bytes below -0x40).
fn starts(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&b| (b as i8) >= -0x40).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_border_of_a_mixed_text() {
        let text = "a“é🎭".repeat(200);
        let points = CodePoints::new(&text);
        for (count, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(points.at(byte), count);
        }
        assert_eq!(points.at(text.len()), text.chars().count());
        assert_eq!(CodePoints::new("").at(0), 0);
    }
}
