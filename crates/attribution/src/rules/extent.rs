//! Where the clause or phrase ends that a cue reports after it.
//!
//! Known misses: a clause that continues with the article's own words and no new
//! subject (“said she would resign, but has not”).

use crate::lexical::classes::Is;
use crate::lexical::form::Form;
use crate::lexical::takes::Takes;
use crate::rules::cues::cue::{Cue, Use};
use crate::rules::sentence::FoldedSentence;
use std::ops::Range;

/// How far from the head of a sentence a subject may begin for its clause to be
/// introduced by the conjunction there: “After, however, the aides insisted …”.
const FRONTED_SUBJECT_WINDOW: usize = 3;

/// How many elements after “quotation and” a verb is searched for that makes another
/// clause of what follows. Chosen by hand.
const NEW_CLAUSE_WINDOW: usize = 8;

/// Where a clause that is reported from `start` on ends.
pub(super) fn clause_end(sentence: &FoldedSentence, start: usize, cue: &Cue) -> usize {
    let mut depth = 0;
    let mut at = start;
    // “After aides insisted that …, the campaign …”: the clause that holds the cue
    // ends at the comma before the main one.
    let fronted = sentence.words[sentence.range.start].is(Is::SUBORDINATOR)
        && cue.subject.as_ref().is_some_and(|s| s.start <= sentence.range.start + FRONTED_SUBJECT_WINDOW);
    while at < sentence.end {
        let word = &sentence.words[at];
        if word.is(Is::OPEN) {
            depth += 1;
        } else if word.is(Is::CLOSE) {
            if depth == 0 {
                break;
            }
            depth -= 1;
        } else if depth == 0
            && at > start
            && (subject_with_quotation_begins(sentence, at)
                || condition_with_quotation_begins(sentence, at)
                || fronted && main_clause_begins(sentence, at)
                || word.is(Is::COMMA) && starts_new(sentence, at + 1)
                || word.is(Is::SEMICOLON) && !sentence.is(at + 1, Is::THAT)
                || same_subject_continues(sentence, at, cue))
        {
            break;
        }
        at += 1;
    }
    while at > start && sentence.words[at - 1].is(Is::COMMA | Is::DASH | Is::SEMICOLON | Is::COLON) {
        at -= 1;
    }
    at
}

/// “…, Ito said, “…””: a mark before the subject of a cue with its own quotation.
fn subject_with_quotation_begins(sentence: &FoldedSentence, at: usize) -> bool {
    let begins = |cue: &Cue| cue.subject.as_ref().is_some_and(|s| s.start == at + 1);
    sentence.words[at].is(Is::COMMA | Is::DASH)
        && sentence.cues.iter().any(|cue| begins(cue) && sentence.quotation_follows(cue))
}

/// “…, and when pressed on the matter, she replied, “…””
fn condition_with_quotation_begins(sentence: &FoldedSentence, at: usize) -> bool {
    let later = |cue: &Cue| cue.used == Use::Finite && cue.words.start > at;
    sentence.words[at].is(Is::COMMA)
        && sentence.is(at + 1, Is::COORDINATOR)
        && sentence.is(at + 2, Is::SUBORDINATOR)
        && sentence.cues.iter().any(|cue| later(cue) && sentence.quotation_follows(cue))
}

/// A comma after which the main clause of the sentence begins.
fn main_clause_begins(sentence: &FoldedSentence, at: usize) -> bool {
    sentence.words[at].is(Is::COMMA)
        && !sentence.is(at + 1, Is::COORDINATOR | Is::RELATIVE | Is::ING)
        && sentence.has_finite(at + 1..sentence.end)
}

/// “… and warned that …”: another verb of the cue's own subject.
fn same_subject_continues(sentence: &FoldedSentence, at: usize, cue: &Cue) -> bool {
    let reports = |other: &Cue| {
        sentence.at(other.words.end).is_some_and(|word| {
            word.is(Is::THAT)
                || sentence.quotation_follows(other)
                || other.takes.intersects(Takes::BARE | Takes::TELL) && !word.is(Is::MARK | Is::PREPOSITION)
        })
    };
    sentence.words[at].is(Is::COORDINATOR | Is::COMMA)
        && sentence.cues.iter().any(|other| {
            // “would not confirm that it knew and only said: “…””
            let announces = sentence.words.get(other.words.end).is_some_and(|word| word.is(Is::COLON));
            let continues = announces || other.form == cue.form && reports(other);
            other.used == Use::Finite && other.group == at + 1 && continues
        })
}

/// Whether after a comma something begins that is not part of a reported clause:
/// “adding that”, “according to”, “and warned that”, “while the union said”.
pub(super) fn starts_new(sentence: &FoldedSentence, at: usize) -> bool {
    let Some(word) = sentence.at(at) else { return false };
    if word.phrase.is_some() {
        return true;
    }
    if matches!(word.verb, Some((_, Form::Ing))) && !sentence.is(at + 1, Is::PREPOSITION) {
        return true;
    }
    if word.is(Is::COORDINATOR | Is::SUBORDINATOR) {
        let next = at + 1;
        let begins = |cue: &Cue| cue.subject.as_ref().is_some_and(|s| s.start == next && s.end <= cue.group);
        return sentence.cues.iter().any(|cue| cue.used == Use::Finite && (cue.group == next || begins(cue)));
    }
    false
}

/// Whether what follows a cue after its content continues that content.
pub(super) fn resumes(sentence: &FoldedSentence, at: usize) -> bool {
    let Some(word) = sentence.at(at) else { return false };
    if word.is(Is::QUOTATION) {
        return true;
    }
    if starts_new(sentence, at) || word.is(Is::RELATIVE) {
        return false;
    }
    if word.is(Is::COORDINATOR | Is::NEGATION | Is::THAT) {
        return true;
    }
    if word.is(Is::SUBORDINATOR) {
        // “as the colonel unrolled a map” tells what the reporter saw.
        return matches!(sentence.word(at), "because" | "if");
    }
    !word.is(Is::PREPOSITION | Is::ING | Is::ED | Is::LY | Is::ARTICLE | Is::TIME)
        && sentence.has_finite(at..sentence.end)
}

/// Where the object of a verb ends that begins at `start`: at a mark, or where
/// something else begins.
pub(super) fn object_end(sentence: &FoldedSentence, start: usize) -> usize {
    let mut end = start;
    while end < sentence.end && !(ends_object(sentence, end) || end > start && leaves_object(sentence, end)) {
        end += 1;
    }
    while end > start && sentence.words[end - 1].is(Is::COMMA | Is::DASH) {
        end -= 1;
    }
    end
}

/// Whether an object ends here wherever it began.
fn ends_object(sentence: &FoldedSentence, at: usize) -> bool {
    let word = &sentence.words[at];
    word.is(Is::CLAUSE_END | Is::CLOSE | Is::DASH)
        || word.is(Is::COMMA)
            && (starts_new(sentence, at + 1)
                || !sentence.is(at + 1, Is::QUOTATION | Is::RELATIVE | Is::CAPITAL | Is::ARTICLE))
        || word.is(Is::COORDINATOR)
            && sentence.cues.iter().any(|cue| cue.group == at + 1 && cue.used == Use::Finite)
}

/// Whether an object that began before ends here.
fn leaves_object(sentence: &FoldedSentence, at: usize) -> bool {
    let (word, last) = (&sentence.words[at], &sentence.words[at - 1]);
    // “a breach of trust,” adding …
    let quotation_closes =
        || last.is(Is::QUOTATION) && sentence.quotation_ends_sentence(at - 1) && starts_new(sentence, at);
    // “called them “wolves” and left”
    let verb =
        |next: usize| matches!(sentence.words[next].verb, Some((_, Form::Base))) || sentence.is_finite(next);
    word.is(Is::COORDINATOR) && at + 1 < sentence.end && verb(at + 1)
        || word.is(Is::SUBORDINATOR) && !word.is(Is::PREPOSITION)
        || quotation_closes()
}

/// What is reported where the quotation at `at` follows its cue: itself, or the clause
/// that it begins (“said “any distress” was regretted”).
pub(super) fn from_quotation(sentence: &FoldedSentence, at: usize, cue: &Cue) -> Vec<Range<usize>> {
    let alone = || vec![at..at + 1];
    let Some(next) = sentence.at(at + 1) else { return alone() };
    if next.is(Is::DASH) {
        // “… on” — he nudged the turf — “I would have laughed.”
        let close = (at + 2..sentence.end).find(|&i| sentence.words[i].is(Is::DASH));
        let mut pieces = alone();
        if let Some(close) = close.filter(|&close| sentence.is(close + 1, Is::QUOTATION)) {
            pieces.extend(from_quotation(sentence, close + 1, cue));
        }
        return pieces;
    }
    // “A” and “B”; “A,” and “B”
    let and = if next.is(Is::COMMA) { at + 2 } else { at + 1 };
    if sentence.is(and, Is::COORDINATOR) && sentence.is(and + 1, Is::QUOTATION) {
        let mut pieces = from_quotation(sentence, and + 1, cue);
        if let Some(first) = pieces.first_mut() {
            first.start = at;
        }
        return pieces;
    }
    let new_clause = next.is(Is::COORDINATOR)
        && sentence.has_finite(at + 2..sentence.end.min(at + NEW_CLAUSE_WINDOW))
        && !sentence.is(at + 2, Is::THAT | Is::AUXILIARY);
    if next.is(Is::MARK) || new_clause || starts_new(sentence, at + 1) || sentence.quotation_ends_sentence(at)
    {
        return alone();
    }
    vec![at..clause_end(sentence, at + 1, cue)]
}
