//! Words to word pieces, as BERT (uncased) has them.
//!
//! A word is cleaned, stripped of accents, put in lower case and cut at marks. Each
//! part is then written with the longest pieces that the vocabulary has, from left
//! to right. The reference is the crate `tokenizers`; a test compares. Next comes
//! `paragraph`, which puts the pieces of several words into a chunk.

use rustc_hash::FxHashMap;
use unicode_normalization::UnicodeNormalization;
use unicode_properties::{GeneralCategory, GeneralCategoryGroup, UnicodeGeneralCategory};

/// The piece for what the vocabulary cannot write.
const UNKNOWN: u32 = 100;
/// The mark that opens a chunk.
pub(crate) const CLS: u32 = 101;
/// The mark that closes a chunk.
pub(crate) const SEP: u32 = 102;

/// The longest part of a word that is looked up, in characters; longer ones are
/// unknown. The value of the reference.
const LONGEST_PART: usize = 100;
/// The most pieces of a word; the rest is cut off. Ordinary words have one to five,
/// and of a web address the beginning is enough. `training/texts.py` has the
/// same value.
pub(crate) const MOST_PIECES: usize = 16;

/// The vocabulary, one piece a line, numbered from 0.
const VOCABULARY: &str = include_str!("../model/vocabulary.txt");

/// The vocabulary, ready to look up.
#[derive(Debug)]
pub(crate) struct PieceVocabulary {
    /// Pieces that begin a part of a word.
    first: FxHashMap<&'static str, u32>,
    /// Pieces that continue one (`##…`, without the signs).
    next: FxHashMap<&'static str, u32>,
}

impl PieceVocabulary {
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
            // A decomposed character is an ideograph, a mark or white space exactly
            // if the character was, so `put` may look at the result.
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

    /// Appends the longest pieces that make up one part of a word, or the unknown
    /// piece if there are none for some of it, and clears the part.
    fn write(&self, part: &mut String, pieces: &mut Vec<u32>) {
        let start = pieces.len();
        let mut rest = part.as_str();
        if rest.chars().nth(LONGEST_PART).is_some() {
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

/// Control characters and other characters that are never visible.
fn is_dropped(c: char) -> bool {
    let category = c.general_category();
    !matches!(c, '\t' | '\n' | '\r')
        && (c == '\u{fffd}'
            || matches!(
                category,
                GeneralCategory::Control | GeneralCategory::Format | GeneralCategory::PrivateUse
            ))
}

/// Whether a character is a mark, which is a part by itself.
fn is_mark(c: char) -> bool {
    c.is_ascii_punctuation()
        || !c.is_ascii() && c.general_category_group() == GeneralCategoryGroup::Punctuation
}

/// Whether a character is a Chinese one, which is a part by itself.
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

    /// `tests/pieces.jsonl`: words and the pieces that the crate `tokenizers` makes of
    /// them.
    #[test]
    fn as_tokenizers_has_them() {
        let vocabulary = PieceVocabulary::new();
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
