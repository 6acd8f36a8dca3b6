//! A mark that may end a sentence, and how the rules look at its surroundings.

use crate::characters::{char_at, char_before, is_letter};
use crate::vocabulary::{Classes, Vocabulary};

/// How far back the word before a mark is read, in bytes: five times the longest
/// entry of `abbreviations.tsv`, which leaves room for those of users.
const WORD_REACH: usize = 40;

/// A mark that may end a sentence. All offsets are bytes of `text`.
pub(super) struct PossibleEnd<'a> {
    pub(super) text: &'a str,
    pub(super) vocabulary: &'a Vocabulary,
    pub(super) paragraph_start: usize,
    pub(super) sentence_start: usize,
    /// The mark; the first one if there are several, as in "?!".
    pub(super) mark: usize,
    pub(super) paragraph_end: usize,
}

/// What a mark does.
pub(super) enum Decision {
    /// The sentence continues; look for the next mark from this offset on.
    Continue(usize),
    /// The sentence ends at the first offset, and the next one starts at the second.
    End(usize, usize),
}

impl PossibleEnd<'_> {
    /// The character at an offset; `None` from the end of the paragraph on.
    pub(super) fn char_at(&self, at: usize) -> Option<char> {
        if at < self.paragraph_end { char_at(self.text, at) } else { None }
    }

    /// The offset after the character at `at`.
    pub(super) fn after(&self, at: usize) -> usize {
        at + self.char_at(at).map_or(0, char::len_utf8)
    }

    /// The character before the mark.
    pub(super) fn char_before(&self) -> Option<char> {
        char_before(self.text, self.mark)
    }

    /// At most the last `bytes` bytes before `at`, and nothing from before `start`.
    /// No rule looks back further, so that a paragraph of any length takes linear
    /// time.
    pub(super) fn behind(&self, start: usize, at: usize, bytes: usize) -> &str {
        let mut from = start.max(at.saturating_sub(bytes));
        while !self.text.is_char_boundary(from) {
            from += 1;
        }
        &self.text[from..at]
    }

    /// The letters (with apostrophes between them) at `at`, and where they end.
    pub(super) fn word_at(&self, at: usize) -> (&[u8], usize) {
        let at = at.min(self.paragraph_end);
        let mut end = at;
        while let Some(c) = self.char_at(end) {
            let inner = matches!(c, '\'' | '’') && self.char_at(self.after(end)).is_some_and(is_letter);
            if !(is_letter(c) || inner && end > at) {
                break;
            }
            end += c.len_utf8();
        }
        (&self.text.as_bytes()[at..end], end)
    }

    /// The letters right before the mark, with stops and apostrophes between them.
    pub(super) fn word_before(&self) -> &str {
        let behind = self.behind(self.sentence_start, self.mark, WORD_REACH);
        let other = |c: char| !(is_letter(c) || matches!(c, '.' | '\'' | '’' | '°'));
        let word = behind.rfind(other).map_or(behind, |at| behind[at..].trim_start_matches(other));
        word.trim_start_matches(['.', '\'', '’'])
    }

    /// The classes of the abbreviation before the mark; empty if the list does not
    /// have the word there.
    pub(super) fn abbreviation_before(&self) -> Classes {
        self.vocabulary.abbreviation(self.word_before().as_bytes())
    }
}
