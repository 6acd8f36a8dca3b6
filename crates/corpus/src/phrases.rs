//! Known phrases in a line, whatever its case, spacing and kind of apostrophe.

use lexicon::Entry;
use std::collections::HashMap;

/// Phrases by their first word.
#[derive(Debug)]
pub(crate) struct Phrases<T> {
    by_first: HashMap<String, Vec<(String, T)>>,
}

impl<T> Phrases<T> {
    /// Compiles a list; `class` says what is to be known about an entry.
    pub(crate) fn new(entries: &[Entry], class: impl Fn(&Entry) -> T) -> Self {
        let mut by_first: HashMap<String, Vec<_>> = HashMap::new();
        for entry in entries {
            let mut phrase = String::new();
            fold(&entry.phrase, &mut phrase);
            let first = first_word(&phrase).to_owned();
            by_first.entry(first).or_default().push((phrase, class(entry)));
        }
        for phrases in by_first.values_mut() {
            phrases.sort_by_key(|(phrase, _)| std::cmp::Reverse(phrase.len()));
        }
        Self { by_first }
    }

    /// The phrases that a folded text starts with, the longest first: what is
    /// known of each, and the rest of the text.
    pub(crate) fn starting<'p, 't>(&'p self, text: &'t str) -> impl Iterator<Item = (&'p T, &'t str)> {
        self.by_first.get(first_word(text)).into_iter().flatten().filter_map(move |(phrase, what)| {
            let rest = text.strip_prefix(phrase.as_str())?;
            let inside_word = phrase.ends_with(char::is_alphabetic) && rest.starts_with(char::is_alphabetic);
            (!inside_word).then_some((what, rest))
        })
    }
}

/// The first word, or the first character if that is a mark.
pub(crate) fn first_word(text: &str) -> &str {
    let end = text.find(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '-'))).unwrap_or(text.len());
    match end {
        0 => &text[..text.chars().next().map_or(0, char::len_utf8)],
        _ => &text[..end],
    }
}

/// The start of a text, at most so many bytes of it.
pub(crate) fn start_of(text: &str, bytes: usize) -> &str {
    let mut end = bytes.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// Writes `line` in small letters, with straight apostrophes, single spaces, and
/// without characters of no width.
pub(crate) fn fold(line: &str, folded: &mut String) {
    folded.clear();
    for c in line.chars() {
        match c {
            'A'..='Z' => folded.push(c.to_ascii_lowercase()),
            ' '..='~' if c != ' ' => folded.push(c),
            '’' | '‘' | 'ʼ' => folded.push('\''),
            '“' | '”' => folded.push('"'),
            '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{ad}' | '\u{2060}' => {}
            _ if c.is_whitespace() => {
                if !folded.ends_with(' ') {
                    folded.push(' ');
                }
            }
            _ => folded.extend(c.to_lowercase()),
        }
    }
    while folded.ends_with(' ') {
        folded.pop();
    }
    if folded.starts_with(' ') {
        folded.remove(0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding() {
        let mut folded = String::new();
        fold(" Editor’s\u{a0} PICKS\u{200b}\t— Ørsted ", &mut folded);
        assert_eq!(folded, "editor's picks — ørsted");
    }
}
