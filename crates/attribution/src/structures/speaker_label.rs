//! Speaker labels of transcripts: `WALLACE: The bridge is shut.`, `Q. Who says so?`
//!
//! Rule `Transcript`; guarded by `transcripts.txt` in `tests/cases/`. Whether an
//! article has such labels at all is decided over all its paragraphs; here is how one
//! looks.
//!
//! Known misses: stage directions in brackets remain part of what is said, and a
//! paragraph without a label is nobody's.

/// The most bytes of a label. Longer beginnings with a colon are sentences.
const LONGEST_LABEL: usize = 60;

/// The most words of a label: Deputy Prime Minister Juana Vale.
const MOST_LABEL_WORDS: usize = 5;

/// Words of a name that need no capital.
pub(super) const SMALL_NAME_WORDS: [&str; 9] = ["of", "the", "de", "al", "van", "der", "von", "da", "for"];

/// The label at the start of a paragraph, which a colon ends: `WALLACE:`, `Q:`,
/// `Professor Ito:`. Gives the length in bytes of the name.
pub(crate) fn label(paragraph: &str) -> Option<usize> {
    // “Q. Is that your signature?”
    if paragraph.starts_with("Q. ") || paragraph.starts_with("A. ") {
        return Some(1);
    }
    let is_colon = |&at: &usize| at <= LONGEST_LABEL && paragraph.as_bytes()[at] == b':';
    let colon = paragraph.find([':', '\n']).filter(is_colon)?;
    let name = &paragraph[..colon];
    let mut words = 0;
    for word in name.split(' ') {
        let first = word.chars().next()?;
        let small = SMALL_NAME_WORDS.contains(&word);
        if !(first.is_uppercase() || small && words > 0)
            || !word.chars().all(|c| c.is_alphanumeric() || ".'’-".contains(c))
        {
            return None;
        }
        words += 1;
    }
    (words <= MOST_LABEL_WORDS && paragraph[colon + 1..].starts_with([' ', '\u{a0}'])).then_some(colon)
}

/// Whether a sentence follows a label: not “Doors: 19:30”.
pub(crate) fn speaks(paragraph: &str, label: usize) -> bool {
    let rest = paragraph[label + 1..].trim_end_matches(['"', '”', '\'', '’', ' ']);
    rest.ends_with(['.', '?', '!', '…', '—', '–', '-']) && rest.split_whitespace().count() > 1
}

/// Whether a label is a speaker's for certain: `Q:`, `A:`, `WALLACE:`.
pub(crate) fn is_capitals(label: &str) -> bool {
    label.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase)
}
