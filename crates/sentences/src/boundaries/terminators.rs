//! The marks that may end a sentence: where the next one is, and what a run of
//! them ("?!", "...", ". . .") consists of.

use super::possible_end::PossibleEnd;
use crate::characters::{char_at, closes, is_quote, is_terminator, is_wide_terminator};

/// A run of marks.
pub(super) struct Terminators {
    /// The offset after the last one.
    pub(super) end: usize,
    /// It is one full stop and nothing else.
    pub(super) single_stop: bool,
    /// It leaves something out.
    pub(super) ellipsis: bool,
    /// It has a mark that is neither a stop nor an ellipsis: a question or
    /// exclamation mark, or the stop of another script.
    pub(super) strong: bool,
    /// It has a mark of a script that writes no space after a sentence.
    pub(super) wide: bool,
}

/// The first mark from `at` on that may end a sentence, or `end`.
pub(super) fn next(text: &str, mut at: usize, end: usize) -> usize {
    let bytes = &text.as_bytes()[..end];
    while let Some(skipped) =
        bytes.get(at..).and_then(|rest| rest.iter().position(|&b| MAY_START[usize::from(b)]))
    {
        at += skipped;
        if bytes[at] < 0x80 {
            return at;
        }
        match char_at(text, at) {
            Some(c) if is_terminator(c) => return at,
            other => at += other.map_or(1, char::len_utf8),
        }
    }
    end
}

/// The bytes with which the UTF-8 of a terminator starts.
const MAY_START: [bool; 256] = {
    let mut table = [false; 256];
    let bytes = [b'.', b'!', b'?', 0xE2, 0xE3, 0xEF, 0xD8, 0xE0];
    let mut at = 0;
    while at < bytes.len() {
        table[bytes[at] as usize] = true;
        at += 1;
    }
    table
};

/// The run of marks that starts at the possible end.
pub(super) fn read(end: &PossibleEnd) -> Terminators {
    let mut run =
        Terminators { end: end.mark, single_stop: false, ellipsis: false, strong: false, wide: false };
    let mut stops = 0;
    loop {
        match end.char_at(run.end) {
            Some('.') => stops += 1,
            Some('…') => run.ellipsis = true,
            Some(c) if is_terminator(c) => {
                run.strong = true;
                run.wide |= is_wide_terminator(c);
            }
            // ". . ." is one run as well.
            Some(' ' | '\u{a0}') if stops > 0 => {
                let after = end.after(run.end);
                let another = end.char_at(after) == Some('.')
                    && end
                        .char_at(after + 1)
                        .is_none_or(|c| c == ' ' || c == '\u{a0}' || c == '.' || is_quote(c) || closes(c));
                if !another {
                    break;
                }
            }
            _ => break,
        }
        run.end = end.after(run.end);
    }
    run.ellipsis |= stops > 1;
    run.single_stop = stops == 1 && !run.ellipsis && !run.strong;
    run
}

/// Where the next sentence starts if the first stop ends this one and the others
/// are an ellipsis that opens the next: "fired the clay. . . . Potters".
pub(super) fn stop_before_ellipsis(end: &PossibleEnd) -> Option<usize> {
    let rest = end.text[end.mark..end.paragraph_end].strip_prefix(". . . .")?;
    let follows_word = end.char_before().is_some_and(char::is_alphanumeric);
    let word_follows = rest.trim_start().starts_with(char::is_alphanumeric);
    (follows_word && word_follows).then_some(end.mark + ". ".len())
}
