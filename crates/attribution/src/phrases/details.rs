//! What stands around a cue: to whom, through what, when.

use crate::lexical::classes::Is;
use crate::lexical::takes::Takes;
use crate::phrases::noun_phrases::{Right, Words, after};
use std::ops::Range;

/// What was found between a cue and what it reports.
#[derive(Clone, Debug, Default)]
pub(crate) struct Details {
    pub(crate) addressee: Option<Range<usize>>,
    pub(crate) medium: Option<Range<usize>>,
    pub(crate) when: Option<Range<usize>>,
    /// The first element after them.
    pub(crate) end: usize,
}

/// Reads the details that start at `start`, up to `ceiling`.
pub(crate) fn read(e: Words, start: usize, ceiling: usize, takes: Takes) -> Details {
    let mut details = Details { end: start, ..Details::default() };
    if takes.intersects(Takes::TELL | Takes::TOINF) {
        let end = after(e, start, ceiling, Right::Addressee);
        if end > start {
            details.addressee = Some(start..end);
            details.end = end;
        }
    }
    while details.end < ceiling {
        let at = details.end;
        if let Some(end) = time(e, at, ceiling) {
            details.when.get_or_insert(at..end);
            details.end = end;
        } else if let Some(end) = medium(e, at, ceiling) {
            details.medium.get_or_insert(at + 1..end);
            details.end = end;
        } else if let Some(end) = addressee(e, at, ceiling) {
            details.addressee.get_or_insert(at + 1..end);
            details.end = end;
        } else if let Some(end) = manner(e, at, ceiling) {
            details.end = end;
        } else {
            break;
        }
    }
    details
}

/// “on Thursday”, “late Thursday”, “Sunday evening”, “last week”, “in May”, “on
/// June 5, 2017”, “yesterday”. Gives the end.
pub(crate) fn time(e: Words, start: usize, ceiling: usize) -> Option<usize> {
    let mut at = start;
    let word = e[..ceiling].get(at)?;
    if word.is(Is::PREPOSITION) && !word.is(Is::OF | Is::TO | Is::BY) {
        at += 1;
        if e[..ceiling].get(at).is_some_and(|w| w.is(Is::ARTICLE | Is::POINTING)) {
            at += 1;
        }
    }
    let first = e[..ceiling].get(at)?;
    let modifier = !first.is(Is::THAT)
        && (first.is(Is::ADVERB | Is::POINTING | Is::QUANTITY | Is::NUMBER | Is::DIGIT)
            || !first.is(Is::TIME | Is::UNIT | Is::PART) && first.span.len() <= 5);
    if modifier
        && !first.is(Is::TIME)
        && e[..ceiling].get(at + 1).is_some_and(|w| w.is(Is::TIME | Is::UNIT | Is::PART))
    {
        at += 1;
    }
    let core = e[..ceiling].get(at)?;
    if core.is(Is::DIGIT) && at > start && e[..ceiling].get(at + 1).is_some_and(|w| w.is(Is::PART)) {
        return time(e, at + 2, ceiling).or(Some(at + 2));
    }
    if core.is(Is::UNIT)
        && at > start
        && let Some(next) = e[..ceiling].get(at + 1)
    {
        // “two years ago”, “several months after her release”
        if next.is(Is::ADVERB) && !next.is(Is::PREPOSITION | Is::SUBORDINATOR) {
            return Some(at + 2);
        }
        if next.is(Is::SUBORDINATOR) {
            let end = after(e, at + 2, ceiling, Right::Source);
            if end > at + 2 {
                return Some(end);
            }
        }
    }
    if !(core.is(Is::TIME) || core.is(Is::UNIT | Is::PART) && at > start) {
        return None;
    }
    let month = core.is(Is::MONTH);
    if core.is(Is::MONTH) && at == start && !core.is(Is::CAPITAL) {
        return None;
    }
    at += 1;
    while let Some(word) = e[..ceiling].get(at) {
        let goes_on = word.is(Is::PART | Is::TIME | Is::FIXED)
            || word.is(Is::DIGIT) && month
            || word.is(Is::COMMA) && month && e[..ceiling].get(at + 1).is_some_and(|w| w.is(Is::DIGIT))
            || word.is(Is::ADVERB) && word.span.len() == 3;
        if !goes_on {
            break;
        }
        at += 1;
    }
    Some(at)
}

/// “in a statement”, “on its website”, “at a news conference”, “by telephone”:
/// gives the end.
fn medium(e: Words, start: usize, ceiling: usize) -> Option<usize> {
    let word = &e[start];
    if !word.is(Is::PREPOSITION) || word.is(Is::TO) {
        return None;
    }
    let end = after(e, start + 1, ceiling, Right::Source);
    let mut end = end.max(start + 1);
    if end == start + 1 {
        return None;
    }
    let noun = (start + 1..end).find(|&i| e[i].is(Is::MEDIUM))?;
    // “in an interview with the paper”, “in a post on its account”
    while end < ceiling
        && e[end].is(Is::PREPOSITION)
        && !e[end].is(Is::SUBORDINATOR)
        && time(e, end, ceiling).is_none()
        && !e[end].is(Is::TO)
    {
        let more = after(e, end + 1, ceiling, Right::Source);
        if more <= end + 1 {
            break;
        }
        end = more;
    }
    (noun < end).then_some(end)
}

/// A phrase of medium that starts here, for what stands before the subject.
pub(crate) fn medium_at(e: Words, start: usize, ceiling: usize) -> Option<usize> {
    (start < ceiling).then(|| medium(e, start, ceiling)).flatten()
}

/// “to reporters”, “to the committee”.
fn addressee(e: Words, start: usize, ceiling: usize) -> Option<usize> {
    if !e[start].is(Is::TO) {
        return None;
    }
    let end = after(e, start + 1, ceiling, Right::Addressee);
    let somebody = e[start + 1..end.max(start + 1)]
        .iter()
        .any(|w| w.is(Is::HUMAN | Is::ORGANIZATION | Is::OBJECT | Is::AUDIENCE | Is::CAPITAL));
    (end > start + 1 && somebody).then_some(end)
}

/// Adverbs, and a phrase of place or circumstance before “that” or a quotation
/// (“outside the chamber”, “of the plan”).
fn manner(e: Words, start: usize, ceiling: usize) -> Option<usize> {
    let word = &e[start];
    if (word.is(Is::ADVERB) && !word.is(Is::PREPOSITION | Is::NEGATION | Is::DETERMINER))
        || word.is(Is::LY) && !word.is(Is::CAPITAL)
    {
        // “said recently approved plans”: only before something that ends it.
        let ends = e[..ceiling]
            .get(start + 1)
            .is_none_or(|n| n.is(Is::MARK | Is::THAT | Is::QUOTATION | Is::PREPOSITION | Is::WH | Is::TIME));
        return ends.then_some(start + 1);
    }
    if word.is(Is::PREPOSITION) && !word.is(Is::TO) {
        let end = after(e, start + 1, ceiling, Right::Source);
        let ends = e[..ceiling].get(end).is_none_or(|n| {
            n.is(Is::THAT | Is::QUOTATION | Is::TIME | Is::COLON)
                || n.is(Is::COMMA) && e[..ceiling].get(end + 1).is_none_or(|q| q.is(Is::QUOTATION))
        });
        return (end > start + 1 && ends).then_some(end);
    }
    None
}
