//! Offsets are converted here and nowhere else in this crate: output folders may
//! count code points, bytes or UTF-16 units, decisions count code points, and the
//! page counts UTF-16 units, as JavaScript does.

use records::{Offsets, Span};

/// Converts offsets into one text between these units.
pub(crate) struct Units {
    /// How many bytes come before each code point, and last, how many there are in
    /// all; empty for ASCII, where all units agree.
    bytes: Vec<u32>,
    /// The same in UTF-16 units.
    utf16: Vec<u32>,
    /// The length of the text in code points.
    length: usize,
}

impl Units {
    pub(crate) fn new(text: &str) -> Self {
        let (mut bytes, mut utf16) = (Vec::new(), Vec::new());
        if !text.is_ascii() {
            let mut units = 0;
            for (at, c) in text.char_indices() {
                bytes.push(at as u32);
                utf16.push(units);
                units += c.len_utf16() as u32;
            }
            bytes.push(text.len() as u32);
            utf16.push(units);
        }
        let length = bytes.len().checked_sub(1).unwrap_or(text.len());
        Self { bytes, utf16, length }
    }

    /// Converts an offset; `None` if it lies outside the text or inside a character.
    pub(crate) fn offset(&self, offset: usize, from: Offsets, to: Offsets) -> Option<usize> {
        if self.bytes.is_empty() {
            return (offset <= self.length).then_some(offset);
        }
        let find = |table: &[u32]| table.binary_search(&u32::try_from(offset).ok()?).ok();
        let point = match from {
            Offsets::CodePoint => (offset <= self.length).then_some(offset),
            Offsets::Byte => find(&self.bytes),
            Offsets::Utf16 => find(&self.utf16),
        }?;
        Some(match to {
            Offsets::CodePoint => point,
            Offsets::Byte => self.bytes[point] as usize,
            Offsets::Utf16 => self.utf16[point] as usize,
        })
    }

    /// Converts spans; `None` if one of them is empty or does not fit the text.
    pub(crate) fn spans(&self, spans: &[Span], from: Offsets, to: Offsets) -> Option<Vec<Span>> {
        let one = |&(start, end): &Span| {
            let span = (self.offset(start, from, to)?, self.offset(end, from, to)?);
            (start < end).then_some(span)
        };
        spans.iter().map(one).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Offsets::{Byte, CodePoint, Utf16};

    #[test]
    fn there_and_back() {
        for text in ["", "plain", "Zoë “said” 🎭 so.", "🎭"] {
            let units = Units::new(text);
            for (point, (byte, _)) in text.char_indices().chain([(text.len(), ' ')]).enumerate() {
                let utf16 = text[..byte].encode_utf16().count();
                let all = [(point, CodePoint), (byte, Byte), (utf16, Utf16)];
                for (offset, from) in all {
                    for (wanted, to) in all {
                        assert_eq!(units.offset(offset, from, to), Some(wanted), "{text} {from:?} {to:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn what_does_not_fit() {
        let units = Units::new("a🎭");
        for (span, unit) in [((0, 9), CodePoint), ((2, 5), Byte), ((0, 2), Utf16), ((1, 1), CodePoint)] {
            assert_eq!(units.spans(&[span], unit, CodePoint), None, "{span:?} {unit:?}");
        }
        assert_eq!(units.spans(&[(1, 3)], Utf16, Byte), Some(vec![(1, 5)]));
    }
}
