//! Lists whose items stand in one line: `1) buy ladles 2) bake bread`.

use crate::characters::{char_at, is_bullet, skip_space};
use std::ops::Range;

/// What stands in front of an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Marker {
    /// The bytes after it, white space not included.
    pub(crate) end: usize,
    /// How the marker of the next item reads; empty when that is never looked for.
    next: String,
}

/// The marker of a list's item that starts at `range.start`, if there is one.
pub(crate) fn marker(text: &str, range: Range<usize>) -> Option<Marker> {
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

/// A marker with a number or a letter: "2)", "(b)", "1.)", "3.".
fn numbered(text: &str, range: Range<usize>) -> Option<Marker> {
    let bytes = &text.as_bytes()[..range.end];
    let open = usize::from(*bytes.get(range.start)? == b'(');
    let start = range.start + open;
    let digits = bytes[start..].iter().take(4).take_while(|b| b.is_ascii_digit()).count();
    if let Some(end) = section(bytes, start) {
        return Some(Marker { end, next: String::new() });
    }
    let name_end = match digits {
        0 if bytes.get(start).is_some_and(u8::is_ascii_alphabetic) => start + 1,
        1..=3 => start + digits,
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

/// The end of a section's number: "2.1." or "3.2.1".
fn section(bytes: &[u8], start: usize) -> Option<usize> {
    let length = bytes[start..].iter().take_while(|b| b.is_ascii_digit() || **b == b'.').count();
    let number = &bytes[start..start + length];
    let inner = number.strip_suffix(b".").unwrap_or(number);
    let parts = || inner.split(|&b| b == b'.');
    let is_section = parts().count() > 1 && parts().all(|p| (1..=2).contains(&p.len()));
    (is_section && bytes.get(start + length).is_some_and(u8::is_ascii_whitespace)).then_some(start + length)
}

/// How far off the next item is looked for, in bytes.
const LONGEST_ITEM: usize = 2_000;

impl Marker {
    /// Where the next item of the same list starts.
    pub(crate) fn next(&self, text: &str, end: usize) -> Option<usize> {
        let needle = self.next.as_bytes();
        if needle.is_empty() {
            return None;
        }
        let mut from = self.end;
        let bytes = text.as_bytes();
        let limit = end.min(from + LONGEST_ITEM);
        while let Some(found) = memchr::memmem::find(&bytes[from..limit], needle) {
            let start = from + found + 1;
            let after = from + found + needle.len();
            let content = skip_space(text, after, end);
            let apart = content > after || needle.len() > 3;
            // "in chapter 2) we saw": an item starts with a capital, or with the number of its bullet.
            if apart
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
