//! What counts as a letter, a word and a line, as in Python.
//!
//! The reference scorers are written in Python, so words must end where Python ends
//! them. Its `\w` is narrower than that of
//! Rust's regular expressions (no combining marks, no joiners, and the
//! underscore as the only connecting mark), and its white space a little wider than that of
//! `char::is_whitespace`. Characters that Unicode added after a Python's version
//! may still differ; news has none of them.

use regex::Regex;
use std::sync::LazyLock;

/// A word: letters, digits and underscores, with apostrophes between them.
pub(crate) static WORD: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"[\p{L}\p{N}_]+(?:['\u{2019}][\p{L}\p{N}_]+)*"));
/// A run of letters, digits and underscores.
pub(crate) static RUN: LazyLock<Regex> = LazyLock::new(|| pattern(r"[\p{L}\p{N}_]+"));
static WORD_CHARACTER: LazyLock<Regex> = LazyLock::new(|| pattern(r"^[\p{L}\p{N}_]"));
static LETTER: LazyLock<Regex> = LazyLock::new(|| pattern(r"^[\p{L}\p{Nl}\p{No}]"));

fn pattern(source: &str) -> Regex {
    Regex::new(source).expect("the pattern is valid")
}

/// Whether a text starts with a letter, a digit or an underscore. An empty text
/// does not.
pub(crate) fn starts_in_word(text: &str) -> bool {
    match text.bytes().next() {
        None => false,
        Some(first) if first.is_ascii() => first == b'_' || first.is_ascii_alphanumeric(),
        Some(_) => WORD_CHARACTER.is_match(text),
    }
}

/// Whether a text starts with a letter. Numbers that are not decimal digits (½, Ⅳ)
/// count as letters, as in Python's `[^\W\d_]`.
pub(crate) fn starts_with_letter(text: &str) -> bool {
    match text.bytes().next() {
        None => false,
        Some(first) if first.is_ascii() => first.is_ascii_alphabetic(),
        Some(_) => LETTER.is_match(text),
    }
}

/// White space, including the four information separators of ASCII.
pub(crate) fn is_space(c: char) -> bool {
    c.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&c)
}

/// Whether a character ends a line.
pub(crate) fn is_line_break(c: char) -> bool {
    matches!(c, '\n'..='\r' | '\u{1c}'..='\u{1e}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// The lines of a text with their line breaks; `\r\n` is one break.
pub(crate) fn lines(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let end = match rest.char_indices().find(|&(_, c)| is_line_break(c)) {
            None => rest.len(),
            Some((at, '\r')) if rest[at + 1..].starts_with('\n') => at + 2,
            Some((at, c)) => at + c.len_utf8(),
        };
        let (line, after) = rest.split_at(end);
        rest = after;
        Some(line)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_end_where_python_ends_them() {
        let cases: [(&str, &[&str]); 6] = [
            ("don't U.S. O’Hara’s", &["don't", "U", "S", "O’Hara’s"]),
            ("snake_case 3½ Ⅳ", &["snake_case", "3½", "Ⅳ"]),
            // A combining mark, a joiner, a connecting mark, a circled letter.
            ("e\u{301}t\u{200d}a‿b Ⓐ", &["e", "t", "a", "b"]),
            ("हिन्दी", &["ह", "न", "द"]),
            ("rock 'n' roll’", &["rock", "n", "roll"]),
            ("", &[]),
        ];
        for (text, words) in cases {
            assert_eq!(WORD.find_iter(text).map(|m| m.as_str()).collect::<Vec<_>>(), words, "{text}");
        }
        for (text, word, letter) in [
            ("é", true, true),
            ("9", true, false),
            ("½", true, true),
            ("\u{301}", false, false),
            ("", false, false),
        ] {
            assert_eq!((starts_in_word(text), starts_with_letter(text)), (word, letter), "{text}");
        }
    }

    #[test]
    fn lines_of_every_kind() {
        let text = "a\r\nb\rc\n\nd\u{2028}e\u{85}f\u{1f}g";
        let found: Vec<_> = lines(text).collect();
        assert_eq!(found, ["a\r\n", "b\r", "c\n", "\n", "d\u{2028}", "e\u{85}", "f\u{1f}g"]);
        assert!(is_space('\u{1f}') && is_space('\u{a0}') && !is_space('\u{200b}'));
    }
}
