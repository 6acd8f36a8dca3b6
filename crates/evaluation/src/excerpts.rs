//! Pieces of a text on one line, for people to read.

use text::Span;

/// The same text with its line breaks made visible, several in a row as one.
pub(crate) fn one_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\r' if out.ends_with('⏎') => {}
            '\n' | '\r' => out.push('⏎'),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// A span with up to `characters` characters before and after it.
pub(crate) fn window(text: &str, span: Span, characters: usize) -> Span {
    let (before, after) = (&text[..span.start], &text[span.end..]);
    let start = before.char_indices().rev().nth(characters - 1).map_or(0, |(at, _)| at);
    let end = after.char_indices().nth(characters).map_or(text.len(), |(at, _)| span.end + at);
    Span::new(start, end)
}
