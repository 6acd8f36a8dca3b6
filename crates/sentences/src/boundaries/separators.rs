//! Lines drawn with marks, like "-----".

use std::ops::Range;

/// The fewest equal marks that are a drawn line. Three may be a dash ("---") or
/// emphasis ("***"); no prose has four.
const SHORTEST: usize = 4;

/// The end of the drawn line that starts at `range.start`, if there is one.
pub(super) fn end(text: &str, range: Range<usize>) -> Option<usize> {
    let bytes = &text.as_bytes()[range.clone()];
    let first = *bytes.first().filter(|b| matches!(b, b'-' | b'_' | b'=' | b'*' | b'~' | b'+'))?;
    let length = bytes.iter().take_while(|&&b| b == first).count();
    let separate = bytes.get(length).is_none_or(u8::is_ascii_whitespace);
    (length >= SHORTEST && separate).then_some(range.start + length)
}
