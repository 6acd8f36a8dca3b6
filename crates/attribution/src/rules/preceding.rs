//! What a cue reports that precedes it: “[The bridge is shut,] the mayor said”.

use crate::lexical::classes::Is;
use crate::rules::extent::starts_new;
use crate::rules::sentence::FoldedSentence;
use crate::rules::titles::is_title;
use std::ops::Range;

/// How many elements after the comma that closes “, the envoy said,” may precede the
/// verb of the interrupted clause: “, in the end, was”. Chosen by hand.
const INTERRUPTED_VERB_WINDOW: usize = 3;

/// The least elements of a clause: a subject and a verb.
const SHORTEST_CLAUSE: usize = 2;

/// What is between `used`, where the attributions before end, and a cue whose source
/// or verb begins at `end`, if it can be reported by it.
pub(super) fn preceding_content(
    sentence: &FoldedSentence,
    used: usize,
    mut end: usize,
) -> Option<Range<usize>> {
    let words = sentence.words;
    let mut start = used.max(sentence.range.start);
    while end > start && words[end - 1].is(Is::COMMA | Is::DASH) {
        end -= 1;
    }
    if used > sentence.range.start {
        while start < end && words[start].is(Is::MARK | Is::COORDINATOR) {
            start += 1;
        }
    }
    if start >= end {
        return None;
    }
    let marked = words.get(end).is_some_and(|w| w.is(Is::COMMA | Is::DASH))
        || words[end - 1].is(Is::QUOTATION | Is::QUESTION);
    if !marked {
        return None;
    }
    if words[end - 1].is(Is::QUOTATION) {
        return Some(with_quotation(sentence, start, end));
    }
    let finite = sentence.has_finite(start..end);
    let clause = finite || sentence.any(start..end, Is::QUOTATION | Is::ED) || sentence.headline;
    let adverbial = words[start].is(Is::PREPOSITION | Is::SUBORDINATOR)
        && !sentence.any(start..end, Is::COMMA)
        && !finite
        || is_time(sentence, start..end);
    (clause && !adverbial && end - start >= SHORTEST_CLAUSE).then_some(start..end)
}

/// A content that ends in a quotation: only that, unless it is a piece of a clause of
/// the article's own words.
fn with_quotation(sentence: &FoldedSentence, start: usize, end: usize) -> Range<usize> {
    let whole = sentence.inner(end - 1).starts_with(|c: char| {
        c.is_uppercase() || c == '…' || c == '.' || c == '‘' || c == '\'' || c.is_ascii_digit()
    });
    let alone = sentence.is_quoted(start..end - 1);
    if !alone && whole && sentence.words[end - 2].is(Is::COMMA | Is::COLON | Is::DASH | Is::CLAUSE_END) {
        return end - 1..end;
    }
    start..end
}

/// “The treaty, the envoy said, was a fig leaf”; “By 2030, he added, every bus would be
/// electric”: the beginning of what is reported, before a cue whose source begins at `end`
/// and whose details end at `after`, if the verb of a subject or the clause of a phrase
/// follows.
pub(super) fn interrupted_beginning(
    sentence: &FoldedSentence,
    used: usize,
    end: usize,
    after: usize,
) -> Option<Range<usize>> {
    let start = used.max(sentence.range.start);
    let comma = end.checked_sub(1).filter(|&c| c > start && sentence.words[c].is(Is::COMMA))?;
    let (first, rest) = (&sentence.words[start], after + 1..sentence.end);
    let begins = if (first.is(Is::PREPOSITION | Is::TIME) || is_time(sentence, start..comma))
        && !first.is(Is::SUBORDINATOR)
    {
        !sentence.any(start..comma, Is::COMMA) && sentence.has_finite(rest)
    } else {
        let window = rest.start..rest.end.min(rest.start + INTERRUPTED_VERB_WINDOW);
        !first.is(Is::SUBORDINATOR | Is::ADVERB | Is::COORDINATOR) && sentence.has_finite(window)
    };
    (begins && sentence.is(after, Is::COMMA) && !starts_new(sentence, after + 1)).then_some(start..comma)
}

/// The most words of a time without a preposition: “early last winter”.
const LONGEST_TIME: usize = 3;

/// Whether a phrase is a time: “last winter”.
fn is_time(sentence: &FoldedSentence, phrase: Range<usize>) -> bool {
    phrase.len() <= LONGEST_TIME && sentence.any(phrase.end - 1..phrase.end, Is::TIME | Is::UNIT | Is::PART)
}

/// Whether a quotation that ends like one that is attributed is right before `at`: not
/// the title in “On “Face the Nation,” X said that …”.
pub(super) fn follows_quotation(sentence: &FoldedSentence, used: usize, at: usize) -> bool {
    let words = sentence.words;
    let first = used.max(sentence.range.start);
    let Some(before) = at.checked_sub(1).filter(|&before| before >= first) else { return false };
    let quotation = if words[before].is(Is::COMMA | Is::DASH) { before.wrapping_sub(1) } else { before };
    if quotation < first || !words.get(quotation).is_some_and(|w| w.is(Is::QUOTATION)) {
        return false;
    }
    let inner = sentence.inner(quotation);
    let ends = quotation < before || inner.ends_with([',', '?', '!', '.', '-', '–', '—', '…', '’', '\'']);
    let own = quotation == first
        || words[quotation - 1].is(Is::MARK | Is::QUOTATION)
        || sentence.has_finite(first..quotation);
    let names = Is::MEDIUM | Is::DOCUMENT | Is::WORK;
    ends && own && !is_title(sentence, first, quotation, names)
}
