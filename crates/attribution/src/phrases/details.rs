//! What is said around a cue: to whom (“told reporters”), through what (“in a
//! statement”) and when (“on Thursday”).
//!
//! Guarded by `told.txt`, `documents.txt` and `direct-before.txt` in `tests/cases/`.
//! Known misses: an addressee after the noun of a medium (“on a call with analysts”)
//! remains part of the medium.

use crate::lexical::classes::Is;
use crate::lexical::takes::Takes;
use crate::paragraph::element::{Element, Words};
use crate::phrases::right::{PhraseRole, noun_phrase_end};
use std::ops::Range;

/// The most bytes of a word that may modify a time without being listed: late,
/// early, mid.
const LONGEST_TIME_MODIFIER: usize = 5;

/// The bytes of “ago”.
const AGO: usize = 3;

/// The details between a cue and what it reports.
#[derive(Clone, Debug, Default)]
pub(crate) struct Details {
    pub(crate) addressee: Option<Range<usize>>,
    pub(crate) medium: Option<Range<usize>>,
    pub(crate) when: Option<Range<usize>>,
    /// The first element after them.
    pub(crate) end: usize,
}

impl Details {
    /// No details, up to `end`.
    pub(crate) fn none(end: usize) -> Self {
        Self { end, ..Self::default() }
    }
}

/// Reads the details that start at `start`, up to `ceiling`. `takes` says whether the
/// cue has an addressee as its object.
pub(crate) fn read(words: Words, start: usize, ceiling: usize, takes: Takes) -> Details {
    let mut details = Details::none(start);
    if takes.intersects(Takes::TELL | Takes::TOINF) {
        let end = noun_phrase_end(words, start, ceiling, PhraseRole::Addressee);
        if end > start {
            details.addressee = Some(start..end);
            details.end = end;
        }
    }
    while details.end < ceiling {
        let at = details.end;
        if let Some(end) = time(words, at, ceiling) {
            details.when.get_or_insert(at..end);
            details.end = end;
        } else if let Some(end) = medium(words, at, ceiling) {
            details.medium.get_or_insert(at + 1..end);
            details.end = end;
        } else if let Some(end) = addressee(words, at, ceiling) {
            details.addressee.get_or_insert(at + 1..end);
            details.end = end;
        } else if let Some(end) = manner(words, at, ceiling) {
            details.end = end;
        } else {
            break;
        }
    }
    details
}

/// The end of a time that starts at `start`: “on Thursday”, “late Thursday”, “Sunday
/// evening”, “last week”, “in May”, “on June 5, 2017”, “yesterday”.
pub(crate) fn time(words: Words, start: usize, ceiling: usize) -> Option<usize> {
    let within = &words[..ceiling];
    let mut at = start;
    let word = within.get(at)?;
    if word.is(Is::PREPOSITION) && !word.is(Is::OF | Is::TO | Is::BY) {
        at += 1;
        if within.get(at).is_some_and(|w| w.is(Is::ARTICLE | Is::POINTING)) {
            at += 1;
        }
    }
    let first = within.get(at)?;
    let modifier = !first.is(Is::THAT)
        && (first.is(Is::ADVERB | Is::POINTING | Is::QUANTITY | Is::NUMBER | Is::DIGIT)
            || !first.is(Is::TIME | Is::UNIT | Is::PART) && first.span.len() <= LONGEST_TIME_MODIFIER);
    if modifier
        && !first.is(Is::TIME)
        && within.get(at + 1).is_some_and(|w| w.is(Is::TIME | Is::UNIT | Is::PART))
    {
        at += 1;
    }
    let core = within.get(at)?;
    if core.is(Is::DIGIT) && at > start && within.get(at + 1).is_some_and(|w| w.is(Is::PART)) {
        return time(words, at + 2, ceiling).or(Some(at + 2));
    }
    if core.is(Is::UNIT)
        && at > start
        && let Some(end) = distance_end(words, at + 1, ceiling)
    {
        return Some(end);
    }
    if !(core.is(Is::TIME) || core.is(Is::UNIT | Is::PART) && at > start)
        || core.is(Is::MONTH) && at == start && !core.is(Is::CAPITAL)
    {
        return None;
    }
    let month = core.is(Is::MONTH);
    at += 1;
    while let Some(word) = within.get(at) {
        let continues = word.is(Is::PART | Is::TIME)
            || word.is(Is::DIGIT) && month
            || word.is(Is::COMMA) && month && within.get(at + 1).is_some_and(|w| w.is(Is::DIGIT))
            || word.is(Is::ADVERB) && word.span.len() == AGO;
        if !continues {
            break;
        }
        at += 1;
    }
    Some(at)
}

/// The end of a time that is so far from another, after its unit: “two years | ago”,
/// “several months | after her release”.
fn distance_end(words: Words, after_unit: usize, ceiling: usize) -> Option<usize> {
    let next = words[..ceiling].get(after_unit)?;
    if next.is(Is::ADVERB) && !next.is(Is::PREPOSITION | Is::SUBORDINATOR) {
        return Some(after_unit + 1);
    }
    if next.is(Is::SUBORDINATOR) {
        let event = after_unit + 1;
        let end = noun_phrase_end(words, event, ceiling, PhraseRole::Source);
        return (end > event).then_some(end);
    }
    None
}

/// The end of a medium that starts at `start`, if it does so before `ceiling`: “in a
/// statement”, “on its website”, “at a news conference”, “by telephone”.
pub(crate) fn medium(words: Words, start: usize, ceiling: usize) -> Option<usize> {
    let word = words[..ceiling].get(start)?;
    if !word.is(Is::PREPOSITION) || word.is(Is::TO) {
        return None;
    }
    let mut end = noun_phrase_end(words, start + 1, ceiling, PhraseRole::Source);
    if end <= start + 1 {
        return None;
    }
    (start + 1..end).find(|&at| words[at].is(Is::MEDIUM))?;
    // “in an interview with the paper”, “in a post on its account”
    while end < ceiling
        && words[end].is(Is::PREPOSITION)
        && !words[end].is(Is::SUBORDINATOR | Is::TO)
        && time(words, end, ceiling).is_none()
    {
        let more = noun_phrase_end(words, end + 1, ceiling, PhraseRole::Source);
        if more <= end + 1 {
            break;
        }
        end = more;
    }
    Some(end)
}

/// The end of an addressee that starts with “to”: “to reporters”, “to the committee”.
fn addressee(words: Words, start: usize, ceiling: usize) -> Option<usize> {
    if !words[start].is(Is::TO) {
        return None;
    }
    let end = noun_phrase_end(words, start + 1, ceiling, PhraseRole::Addressee);
    let somebody = |w: &Element| w.is(Is::HUMAN | Is::ORGANIZATION | Is::OBJECT | Is::AUDIENCE | Is::CAPITAL);
    (end > start + 1 && words[start + 1..end].iter().any(somebody)).then_some(end)
}

/// The end of an adverb, or of a phrase of place or circumstance before “that” or a
/// quotation (“outside the chamber”, “of the plan”).
fn manner(words: Words, start: usize, ceiling: usize) -> Option<usize> {
    let word = &words[start];
    if (word.is(Is::ADVERB) && !word.is(Is::PREPOSITION | Is::NEGATION | Is::DETERMINER))
        || word.is(Is::LY) && !word.is(Is::CAPITAL)
    {
        // “said recently approved plans”: only before something that ends it.
        let ends = words[..ceiling]
            .get(start + 1)
            .is_none_or(|n| n.is(Is::MARK | Is::THAT | Is::QUOTATION | Is::PREPOSITION | Is::WH | Is::TIME));
        return ends.then_some(start + 1);
    }
    if word.is(Is::PREPOSITION) && !word.is(Is::TO) {
        let end = noun_phrase_end(words, start + 1, ceiling, PhraseRole::Source);
        let ends = words[..ceiling].get(end).is_none_or(|n| {
            n.is(Is::THAT | Is::QUOTATION | Is::TIME | Is::COLON)
                || n.is(Is::COMMA) && words[..ceiling].get(end + 1).is_none_or(|q| q.is(Is::QUOTATION))
        });
        return (end > start + 1 && ends).then_some(end);
    }
    None
}
