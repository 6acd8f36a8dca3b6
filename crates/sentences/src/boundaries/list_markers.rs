//! Lists whose items are written in one line: `1) buy ladles 2) bake bread`. Each
//! item is a sentence.

use crate::characters::{char_at, is_bullet, skip_space};
use std::ops::Range;

/// What precedes the text of an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Marker {
    /// The offset from which on a mark may end the item.
    pub(super) end: usize,
    /// The marker of the next item with a space before it; empty if none is looked
    /// for.
    next: String,
}

/// The marker of a list's item that starts at `range.start`, if there is one.
pub(super) fn marker(text: &str, range: Range<usize>) -> Option<Marker> {
    let bytes = &text.as_bytes()[..range.end];
    let first = *bytes.get(range.start)?;
    // Nearly all sentences start with a letter of a longer word.
    let second = *bytes.get(range.start + 1)?;
    if first.is_ascii_alphabetic() && second != b'.' && second != b')' {
        return None;
    }
    let c = char_at(text, range.start)?;
    if is_bullet(c) {
        let inner = skip_space(text, range.start + c.len_utf8(), range.end);
        let end = numbered(text, inner..range.end).map_or(inner, |m| m.end);
        return Some(Marker { end, next: format!(" {c}") });
    }
    numbered(text, range)
}

/// The most digits of an item's number. Four are a year.
const MOST_DIGITS: usize = 3;

/// A marker with a number or a letter: "2)", "(b)", "1.)", "3.".
fn numbered(text: &str, range: Range<usize>) -> Option<Marker> {
    let bytes = &text.as_bytes()[..range.end];
    let open = usize::from(*bytes.get(range.start)? == b'(');
    let start = range.start + open;
    let digits = bytes[start..].iter().take(MOST_DIGITS + 1).take_while(|b| b.is_ascii_digit()).count();
    if let Some(end) = section(bytes, start) {
        return Some(Marker { end, next: String::new() });
    }
    let name_end = match digits {
        0 if bytes.get(start).is_some_and(u8::is_ascii_alphabetic) => start + 1,
        1..=MOST_DIGITS => start + digits,
        _ => return None,
    };
    let name = &text[start..name_end];
    let close = match &bytes[name_end..] {
        [b'.', b')', ..] => ".)",
        [b')', ..] => ")",
        // "Q. Is soup a drink?" is no list, nor is "R. Demir".
        [b'.', ..] if name.as_bytes()[0].is_ascii_uppercase() => {
            return Some(Marker { end: name_end + 1, next: String::new() });
        }
        [b'.', ..] if open == 0 => ".",
        _ => return None,
    };
    let end = name_end + close.len();
    if !char_at(text, end).is_some_and(char::is_whitespace) {
        return None;
    }
    let following = match name.parse::<u32>() {
        Ok(number) => (number + 1).to_string(),
        Err(_) => char::from(name.as_bytes()[0].saturating_add(1)).to_string(),
    };
    let open = if open == 1 { "(" } else { "" };
    Some(Marker { end, next: format!(" {open}{following}{close}") })
}

/// The most digits of each part of a section's number; with more it is an amount.
const MOST_SECTION_DIGITS: usize = 2;

/// The end of a section's number: "2.1." or "3.2.1".
fn section(bytes: &[u8], start: usize) -> Option<usize> {
    let length = bytes[start..].iter().take_while(|b| b.is_ascii_digit() || **b == b'.').count();
    let number = &bytes[start..start + length];
    let inner = number.strip_suffix(b".").unwrap_or(number);
    let parts = || inner.split(|&b| b == b'.');
    let is_section =
        parts().count() > 1 && parts().all(|part| (1..=MOST_SECTION_DIGITS).contains(&part.len()));
    (is_section && bytes.get(start + length).is_some_and(u8::is_ascii_whitespace)).then_some(start + length)
}

/// How far from a marker the next item is looked for, in bytes. Items of a list in
/// one line are short; and it bounds the work in a paragraph with many markers.
const LONGEST_ITEM: usize = 2_000;

/// Up to this length in bytes, its space included, a marker (" 2)", " b.", " ·")
/// counts only with white space after it. Longer ones are distinct enough.
const LONGEST_WEAK_MARKER: usize = 3;

impl Marker {
    /// Where the next item of the same list starts.
    pub(super) fn next(&self, text: &str, end: usize) -> Option<usize> {
        let needle = self.next.as_bytes();
        if needle.is_empty() {
            return None;
        }
        let mut from = self.end;
        let bytes = text.as_bytes();
        let limit = end.min(from + LONGEST_ITEM);
        while let Some(offset) = memchr::memmem::find(&bytes[from..limit], needle) {
            let start = from + offset + 1;
            let after = from + offset + needle.len();
            let content = skip_space(text, after, end);
            let separate = content > after || needle.len() > LONGEST_WEAK_MARKER;
            // "in chapter 2) we saw": an item starts with a capital, or with the
            // number after its bullet.
            if separate
                && char_at(text, content).is_some_and(|c| c.is_uppercase() || c.is_numeric())
                && content < end
            {
                return Some(start);
            }
            from = after;
        }
        None
    }
}
