//! Where a text's own line breaks end a paragraph.

use crate::Span;

/// The paragraphs of a plain text: its lines, trimmed, without the empty ones.
///
/// Line breaks are `\n`, `\r\n` and lone `\r`. Most news text, scraped or not,
/// has one paragraph a line, with or without blank lines between.
pub fn paragraphs(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split(['\n', '\r']) {
        let span = Span::new(start, start + line.len()).trim(text);
        if !span.is_empty() {
            found.push(span);
        }
        start += line.len() + 1;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_every_style() {
        let text = " One.\r\n\r\nTwo\u{a0}\rThree\n";
        let lines: Vec<_> = paragraphs(text).iter().map(|s| s.of(text)).collect();
        assert_eq!(lines, ["One.", "Two", "Three"]);
    }
}
