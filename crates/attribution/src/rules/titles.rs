//! Quotations that are titles of works and programmes, and so nobody's words: “in her
//! 2002 book, “Rules of the Sea,””, “told CBS's “Face the Town” that …”.

use crate::lexical::classes::Is;
use crate::lexical::takes::Takes;
use crate::phrases::details::Details;
use crate::phrases::right::{PhraseRole, noun_phrase_end};
use crate::rules::cues::cue::Cue;
use crate::rules::sentence::FoldedSentence;

/// The most words of the name of a programme; more would be a sentence in capitals.
const LONGEST_PROGRAMME: usize = 5;

/// Words of fewer letters are in lower case in many titles: of, the, and.
const SHORTEST_TITLE_WORD: usize = 4;

/// Whether a quotation is the title of a work that one of such words before it names:
/// in her 2002 book, “Rules of the Sea,” Ito …
pub(super) fn is_title(sentence: &FoldedSentence, first: usize, quotation: usize, names: Is) -> bool {
    let mut before = quotation;
    while before > first && sentence.words[before - 1].is(Is::COMMA | Is::OF) {
        before -= 1;
    }
    before > first && sentence.words[before - 1].is(names) && reads_as_title(sentence, quotation)
}

/// Whether the long words of a quotation, one at least, have capitals.
fn reads_as_title(sentence: &FoldedSentence, quotation: usize) -> bool {
    let letters = |word: &&str| word.chars().filter(|c| c.is_alphabetic()).count();
    let words = sentence.inner(quotation).split_whitespace();
    let mut long = words.filter(|word| letters(word) >= SHORTEST_TITLE_WORD).peekable();
    long.peek().is_some() && long.all(|word| word.starts_with(|c: char| !c.is_lowercase()))
}

/// “told CBS's “Face the Town” that …”: where such an addressee ends.
pub(super) fn told_programme_end(sentence: &FoldedSentence, cue: &Cue) -> Option<usize> {
    let mut at = cue.words.end;
    while sentence.is(at, Is::CAPITAL | Is::CLITIC) {
        at += 1;
    }
    if !cue.takes.intersects(Takes::TELL) || !sentence.is(at, Is::QUOTATION) {
        return None;
    }
    let inner = sentence.inner(at);
    let title = reads_as_title(sentence, at)
        && inner.split_whitespace().count() <= LONGEST_PROGRAMME
        && !inner.ends_with(['.', '?', '!', ',']);
    title.then(|| noun_phrase_end(sentence.words, at + 1, sentence.end, PhraseRole::Addressee).max(at + 1))
}

/// The details with the title of a work that they end in: Ito said in her 2002 book,
/// “Rules of the Sea,” that …
pub(super) fn with_title(sentence: &FoldedSentence, cue: &Cue, details: Details) -> Details {
    let at = details.end + usize::from(sentence.is(details.end, Is::COMMA));
    let title = sentence.is(at, Is::QUOTATION) && is_title(sentence, cue.words.end, at, Is::WORK);
    Details { end: if title { at + 1 } else { details.end }, ..details }
}
