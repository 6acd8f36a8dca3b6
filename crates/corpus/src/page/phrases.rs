//! Known phrases at the start of a line, whatever its case, spacing and kind of
//! apostrophe.

use lexicon::Entry;
use rustc_hash::FxHashMap;

/// Phrases by their first word, each with what is known about it.
#[derive(Debug)]
pub(super) struct Phrases<T> {
    by_first: FxHashMap<String, Vec<(String, T)>>,
}

impl<T> Phrases<T> {
    /// Compiles a list; `class` says what to know about an entry.
    pub(super) fn new(entries: &[Entry], class: impl Fn(&Entry) -> T) -> Self {
        let mut by_first: FxHashMap<String, Vec<_>> = FxHashMap::default();
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

    /// Whether any phrase begins with the first word of a folded text.
    pub(super) fn has_first_word(&self, text: &str) -> bool {
        self.by_first.contains_key(first_word(text))
    }

    /// The phrases with which a folded text starts, the longest first: what is known
    /// about each, and the rest of the text.
    pub(super) fn starting<'p, 't>(&'p self, text: &'t str) -> impl Iterator<Item = (&'p T, &'t str)> {
        self.by_first.get(first_word(text)).into_iter().flatten().filter_map(move |(phrase, class)| {
            let rest = text.strip_prefix(phrase.as_str())?;
            let inside_word = phrase.ends_with(char::is_alphabetic) && rest.starts_with(char::is_alphabetic);
            (!inside_word).then_some((class, rest))
        })
    }
}

/// The first word of a text, or its first character if that is a mark.
pub(super) fn first_word(text: &str) -> &str {
    let end = text.find(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '-'))).unwrap_or(text.len());
    match end {
        0 => &text[..text.chars().next().map_or(0, char::len_utf8)],
        _ => &text[..end],
    }
}

/// The start of a text: at most `bytes` of it, up to a character boundary.
pub(super) fn start_of(text: &str, bytes: usize) -> &str {
    let mut end = bytes.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// Writes `line` to `folded` in lower case, with straight apostrophes and quotation
/// marks, single spaces, and without characters of zero width.
pub(super) fn fold(line: &str, folded: &mut String) {
    folded.clear();
    let mut at = 0;
    while at < line.len() {
        // Most of a line is plain words, which are copied as a whole.
        let rest = &line[at..];
        let plain = rest.bytes().position(|b| !b.is_ascii_graphic()).unwrap_or(rest.len());
        let start = folded.len();
        folded.push_str(&rest[..plain]);
        folded[start..].make_ascii_lowercase();
        let Some(c) = rest[plain..].chars().next() else { break };
        match c {
            '’' | '‘' | 'ʼ' => folded.push('\''),
            '“' | '”' => folded.push('"'),
            '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{ad}' | '\u{2060}' => {}
            _ if c.is_whitespace() => {
                if !(folded.is_empty() || folded.ends_with(' ')) {
                    folded.push(' ');
                }
            }
            _ => folded.extend(c.to_lowercase()),
        }
        at += plain + c.len_utf8();
    }
    folded.truncate(folded.trim_end_matches(' ').len());
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
