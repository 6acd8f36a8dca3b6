//! Reports by nobody in particular: “Drivers were told that …”, “the inquest heard
//! that …”, “the bridge is expected to stay shut”.
//!
//! Rules `WasTold`, `Heard` and `SeemsTo`; guarded by `told.txt` and `attitude.txt` in
//! `tests/cases/`. “Was quoted as saying” is in [`crate::rules::quoted_as_saying`].
//!
//! Known misses: the source after “by” (“the inquiry was told by a cashier”), and “it
//! is said that”.

use crate::finding::Finding;
use crate::lexical::classes::Is;
use crate::lexical::takes::Takes;
use crate::origin::Rule;
use crate::phrases::details::{self, Details};
use crate::rules::complement::{Complement, complement};
use crate::rules::cues::cue::Cue;
use crate::rules::extent::clause_end;
use crate::rules::quoted_as_saying;
use crate::rules::sentence::FoldedSentence;
use text::Act;

/// Verbs of telling that are passive without doubt; “was asked” and “was shown” tell of
/// the occasion more often than of words.
const TOLD: [&str; 5] = ["told", "informed", "assured", "warned", "reminded"];

/// What a verb in the passive reports.
pub(super) fn find(sentence: &FoldedSentence, cue: &Cue) -> Option<Finding> {
    if let Some(saying) = quoted_as_saying::passive_saying(sentence, cue) {
        return quoted_as_saying::passive(sentence, cue, saying);
    }
    if sentence.is(cue.words.end, Is::TO)
        && cue.takes.intersects(Takes::BARE | Takes::THAT)
        && !cue.takes.intersects(Takes::TELL)
    {
        return seems_to(sentence, cue);
    }
    let told = cue.takes.intersects(Takes::TELL) && TOLD.contains(&sentence.word(cue.words.start));
    if told { was_told(sentence, cue) } else { None }
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
