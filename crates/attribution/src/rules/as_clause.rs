//! “The problem, as the mayor noted, is that nobody pays.”
//!
//! Rule `AsClause`; guarded by `views.txt` and `split.txt` in `tests/cases/`.
//!
//! Known misses: a second piece without a verb (“It was, as the mayor says, a good
//! year”), and “as X sees it”.

use crate::lexical::classes::Is;
use crate::lexical::takes::Takes;
use crate::phrases::details::Details;
use crate::rules::cues::cue::Cue;
use crate::rules::extent::clause_end;
use crate::rules::sentence::FoldedSentence;
use std::ops::Range;

/// What is reported around such a clause, whose source begins at `source`, and where
/// the clause ends.
pub(super) fn content_around(
    sentence: &FoldedSentence,
    cue: &Cue,
    used: usize,
    source: usize,
    details: &Details,
) -> Option<(Vec<Range<usize>>, usize)> {
    let words = sentence.words;
    let from = used.max(sentence.range.start);
    let at = source.checked_sub(1).filter(|&at| at >= from)?;
    let first = words[from..at].iter().all(|w| w.is(Is::COORDINATOR | Is::ADVERB | Is::COMMA));
    let separated = first || words[at - 1].is(Is::COMMA | Is::DASH);
    if !separated
        || !sentence.word(at).eq_ignore_ascii_case("as")
        || !cue.takes.intersects(Takes::THAT | Takes::BARE)
    {
        return None;
    }
    let is_mark = |&i: &usize| words[i].is(Is::COMMA | Is::DASH | Is::CLAUSE_END | Is::QUOTATION);
    let end = (details.end..sentence.end).find(is_mark).unwrap_or(sentence.end);
    if sentence.has_finite(details.end..end) || sentence.is(end, Is::QUOTATION) {
        return None;
    }
    let left = from..if first { from } else { at - 1 };
    let right = (end + 1).min(sentence.end)..sentence.end;
    // “…, as she said, and left”: a whole clause does not continue.
    let whole = sentence.has_finite(left.clone()) && !sentence.is(from, Is::SUBORDINATOR);
    let continues = !whole
        && sentence.is(end, Is::COMMA | Is::DASH)
        && (first && right.len() > 1 || sentence.has_finite(right.clone()));
    let mut content = Vec::new();
    if left.len() > 1 && (continues || whole) {
        content.push(left);
    }
    if continues {
        content.push(right.start..clause_end(sentence, right.start, cue));
    }
    (!content.is_empty()).then_some((content, end))
}
