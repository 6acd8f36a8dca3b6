//! Words to word pieces, as BERT (uncased) has them.
//!
//! A word is cleaned, stripped of accents and made lower case, cut at marks, and
//! each part is written with the longest pieces that the vocabulary has. The
//! reference is the crate `tokenizers`; a test compares.

use rustc_hash::FxHashMap;
use unicode_normalization::UnicodeNormalization;
use unicode_properties::{GeneralCategory, GeneralCategoryGroup, UnicodeGeneralCategory};

/// Stands for what the vocabulary cannot write.
const UNKNOWN: u32 = 100;
/// Opens what is read at once.
pub(crate) const CLS: u32 = 101;
/// Closes it.
pub(crate) const SEP: u32 = 102;

/// Longer parts of a word are not tried.
const LONGEST: usize = 100;
/// The most pieces of a word: addresses and the like need no more.
pub(crate) const MOST_PIECES: usize = 16;

/// The vocabulary, one piece a line, numbered from 0.
const VOCABULARY: &str = include_str!("../model/vocabulary.txt");

/// The vocabulary, ready to look up.
#[derive(Debug)]
pub(crate) struct Vocabulary {
    /// Pieces that begin a part of a word.
    first: FxHashMap<&'static str, u32>,
    /// Pieces that go on with one (`##…`, without the signs).
    next: FxHashMap<&'static str, u32>,
}

impl Vocabulary {
    pub(crate) fn new() -> Self {
        let (mut first, mut next) = (FxHashMap::default(), FxHashMap::default());
        for (number, line) in VOCABULARY.lines().enumerate() {
            match line.strip_prefix("##") {
                Some(rest) if !rest.is_empty() => next.insert(rest, number as u32),
                _ => first.insert(line, number as u32),
            };
        }
        Self { first, next }
    }

    /// Appends the pieces of a word, at least one and at most [`MOST_PIECES`].
    ///
    /// `part` is scratch space.
    pub(crate) fn pieces(&self, word: &str, part: &mut String, pieces: &mut Vec<u32>) {
        let start = pieces.len();
        part.clear();
        let mut put = |c: char, part: &mut String| {
            if c.is_whitespace() {
                self.write(part, pieces);
            } else if is_mark(c) || is_ideograph(c) {
                self.write(part, pieces);
                part.push(c);
                self.write(part, pieces);
            } else {
                part.push(c);
            }
            pieces.len() < start + MOST_PIECES
        };
        if word.is_ascii() {
            let mut kept = word.chars().filter(|c| !c.is_ascii_control() || matches!(c, '\t' | '\n' | '\r'));
            let _ = kept.all(|c| put(c.to_ascii_lowercase(), part));
        } else {
            // What decomposing makes of a character is as much of an ideograph,
            // a mark or a blank as the character was.
            let _ = word
                .chars()
                .filter(|&c| !is_dropped(c))
                .nfd()
                .filter(|c| c.general_category() != GeneralCategory::NonspacingMark)
                .flat_map(char::to_lowercase)
                .all(|c| put(c, part));
        }
        self.write(part, pieces);
        pieces.truncate(start + MOST_PIECES);
        if pieces.len() == start {
            pieces.push(UNKNOWN);
        }
    }

    /// Writes one part of a word with the longest pieces there are, or as unknown
    /// if they do not suffice, and clears it.
    fn write(&self, part: &mut String, pieces: &mut Vec<u32>) {
        let start = pieces.len();
        let mut rest = part.as_str();
        if rest.chars().nth(LONGEST).is_some() {
            pieces.push(UNKNOWN);
            rest = "";
        }
        let mut known = &self.first;
        while !rest.is_empty() {
            let mut ends = rest.char_indices().rev().map(|(at, c)| at + c.len_utf8());
            let Some((end, piece)) = ends.find_map(|end| Some((end, *known.get(&rest[..end])?))) else {
                pieces.truncate(start);
                pieces.push(UNKNOWN);
                break;
            };
            pieces.push(piece);
            rest = &rest[end..];
            known = &self.next;
        }
        part.clear();
    }
}

/// Control characters, and others without a shape of their own.
fn is_dropped(c: char) -> bool {
    let category = c.general_category();
    !matches!(c, '\t' | '\n' | '\r')
        && (c == '\u{fffd}'
            || matches!(
                category,
                GeneralCategory::Control | GeneralCategory::Format | GeneralCategory::PrivateUse
            ))
}

/// Marks are parts of their own.
fn is_mark(c: char) -> bool {
    c.is_ascii_punctuation()
        || !c.is_ascii() && c.general_category_group() == GeneralCategoryGroup::Punctuation
}

/// Chinese characters are parts of their own.
fn is_ideograph(c: char) -> bool {
    matches!(c as u32,
        0x4e00..=0x9fff
        | 0x3400..=0x4dbf
        | 0x20000..=0x2a6df
        | 0x2a700..=0x2b73f
        | 0x2b740..=0x2b81f
        | 0x2b920..=0x2ceaf
        | 0xf900..=0xfaff
        | 0x2f800..=0x2fa1f)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `tests/pieces.jsonl`: words with what the crate `tokenizers` makes of them.
    #[test]
    fn as_tokenizers_has_them() {
        let vocabulary = Vocabulary::new();
        let (mut part, mut pieces) = (String::new(), Vec::new());
        let expected = include_str!("../tests/pieces.jsonl");
        for line in expected.lines() {
            let (word, expected): (String, Vec<u32>) = serde_json::from_str(line).unwrap();
            pieces.clear();
            vocabulary.pieces(&word, &mut part, &mut pieces);
            assert_eq!(pieces, expected, "{word:?}");
        }
    }
}
