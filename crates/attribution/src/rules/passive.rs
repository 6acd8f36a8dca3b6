//! Reports by nobody in particular: “Drivers were told that …”, “the inquest heard
//! that …”, “the bridge is expected to stay shut”.
//!
//! Or by whoever is named after “by”: “ministers were warned by engineers that …”, “the ban
//! was condemned by unions as “a farce””.
//!
//! Rules `WasTold`, `PassiveBy`, `Heard` and `SeemsTo`; guarded by `told.txt` and
//! `attitude.txt` in `tests/cases/`. “Was quoted as saying” is in
//! [`crate::rules::quoted_as_saying`].
//!
//! Known miss: “it is said that”.

use crate::finding::Finding;
use crate::lexical::classes::Is;
use crate::lexical::takes::Takes;
use crate::origin::Rule;
use crate::phrases::details::{self, Details};
use crate::phrases::right::{PhraseRole, noun_phrase_end};
use crate::rules::complement::{Complement, complement};
use crate::rules::cues::cue::Cue;
use crate::rules::extent::clause_end;
use crate::rules::quoted_as_saying;
use crate::rules::sentence::FoldedSentence;
use text::Act;

/// What a verb in the passive reports.
pub(super) fn find(sentence: &FoldedSentence, cue: &Cue) -> Option<Finding> {
    if let Some(saying) = quoted_as_saying::passive_saying(sentence, cue) {
        return quoted_as_saying::passive(sentence, cue, saying);
    }
    if let Some(found) = by_agent(sentence, cue) {
        return Some(found);
    }
    if sentence.is(cue.words.end, Is::TO)
        && cue.takes.intersects(Takes::BARE | Takes::THAT)
        && !cue.takes.intersects(Takes::TELL)
    {
        return seems_to(sentence, cue);
    }
    if cue.takes.intersects(Takes::TOLD) { was_told(sentence, cue) } else { None }
}

/// “Drivers were warned by the mayor that …”; “was condemned by unions as “a farce””: after
/// a preposition or “because” only what is in marks is anybody's words.
fn by_agent(sentence: &FoldedSentence, cue: &Cue) -> Option<Finding> {
    let start = cue.words.end + 1;
    if !sentence.is(cue.words.end, Is::BY) || cue.act == Act::Attitude {
        return None;
    }
    let end = noun_phrase_end(sentence.words, start, sentence.end, PhraseRole::Addressee);
    // “by the court for taking “a risk””
    let purpose = |&at: &usize| sentence.is(at, Is::PREPOSITION) && sentence.is(at + 1, Is::ING);
    let end = (start + 1..end).find(purpose).unwrap_or(end);
    let next = sentence.at(end).filter(|_| end > start)?;
    // After other verbs “that” is a relative: “dictated by the rules that he wrote”.
    let content = if next.is(Is::THAT) && cue.takes.intersects(Takes::TELL) {
        end + 1..clause_end(sentence, end + 1, cue)
    } else if next.is(Is::QUOTATION) {
        end..end + 1
    } else {
        let opens = sentence.is(end, Is::BEFORE_WORDS);
        let first = (end + 1..sentence.end).find(|&at| sentence.is(at, Is::QUOTATION | Is::CLAUSE_END))?;
        if !opens || !sentence.is(first, Is::QUOTATION) {
            return None;
        }
        end + 1..clause_end(sentence, first + 1, cue)
    };
    let addressee = cue.subject.clone().filter(|_| cue.takes.intersects(Takes::TELL));
    Some(Finding {
        cue: vec![cue.words.clone()],
        source: Some(start..end),
        details: Details { addressee, ..Details::none(content.end) },
        act: cue.act,
        negated: cue.negated,
        ..Finding::of_rule(Rule::PassiveBy, vec![content])
    })
}

/// “Drivers were told that …”: the subject is the addressee.
fn was_told(sentence: &FoldedSentence, cue: &Cue) -> Option<Finding> {
    let details = details::read(sentence.words, cue.words.end, sentence.end, Takes::empty());
    let start = match complement(sentence, cue, &details) {
        Complement::That(at) | Complement::Clause(at) if sentence.has_finite(at..sentence.end) => at,
        _ => return None,
    };
    Some(Finding {
        cue: vec![cue.words.clone()],
        details: Details { addressee: cue.subject.clone(), ..details },
        act: cue.act,
        negated: cue.negated,
        ..Finding::of_rule(Rule::WasTold, vec![start..clause_end(sentence, start, cue)])
    })
}

/// “The race seems to tighten”, “the bank is expected to wait”: the subject and the
/// infinitive are what nobody in particular thinks.
pub(super) fn seems_to(sentence: &FoldedSentence, cue: &Cue) -> Option<Finding> {
    let subject = cue.subject.clone()?;
    let to = cue.words.end;
    if !sentence.is(to, Is::TO) || sentence.words[subject.start].is(Is::RELATIVE) {
        return None;
    }
    Some(Finding {
        cue: vec![cue.words.clone()],
        details: Details::none(to),
        act: Act::Attitude,
        negated: cue.negated,
        ..Finding::of_rule(Rule::SeemsTo, vec![subject, to..clause_end(sentence, to, cue)])
    })
}

/// “The inquest heard that …”: the subject is who was told, if it is an audience.
pub(super) fn heard(sentence: &FoldedSentence, cue: &Cue) -> Option<Finding> {
    let audience = cue.subject.clone().filter(|s| sentence.any(s.clone(), Is::AUDIENCE))?;
    let details = details::read(sentence.words, cue.words.end, sentence.end, Takes::empty());
    let start = match complement(sentence, cue, &details) {
        Complement::That(at) => at,
        Complement::Clause(at) if sentence.has_finite(at..sentence.end) => at,
        _ => return None,
    };
    Some(Finding {
        cue: vec![cue.words.clone()],
        details: Details { addressee: Some(audience), ..details },
        act: cue.act,
        negated: cue.negated,
        ..Finding::of_rule(Rule::Heard, vec![start..clause_end(sentence, start, cue)])
    })
}
