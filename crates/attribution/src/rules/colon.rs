//! A colon after a sentence without a reporting verb: “The farm agency put out a
//! bulletin: “Light fires.””, “Sanders made the following comment:”, “The union's
//! secretary was blunter: “They lied.””
//!
//! Rule `Colon`; guarded by `colon.txt` in `tests/cases/`. A name alone before a colon
//! is in [`crate::structures::name_and_colon`].
//!
//! Known misses: what follows without quotation marks (“The verdict was unanimous:
//! guilty”).

use crate::finding::Finding;
use crate::lexical::classes::Is;
use crate::origin::{COLON_AFTER_WORDS, Rule};
use crate::phrases::details::Details;
use crate::rules::sentence::FoldedSentence;
use crate::rules::sources::owner;

/// Adds what follows the sentence's last colon, if nothing was found in it: the subject
/// says it, if a word for something said or written precedes the colon.
pub(super) fn find(sentence: &FoldedSentence, first: usize, found: &mut Vec<Finding>) {
    if found.len() == first {
        found.extend(after_colon(sentence));
    }
}

fn after_colon(sentence: &FoldedSentence) -> Option<Finding> {
    let (words, range) = (sentence.words, &sentence.range);
    let colon = range.clone().rev().find(|&at| words[at].is(Is::COLON))?;
    let quoted = words[..range.end].get(colon + 1).is_some_and(|w| w.is(Is::QUOTATION));
    let introduces = colon + 1 >= range.end;
    if !quoted && !introduces {
        return None;
    }
    let noun = (range.start..colon).rev().find(|&at| words[at].is(Is::CUE_NOUN | Is::MEDIUM));
    let source = noun.and_then(|noun| owner(sentence, noun).or_else(|| sentence.subject(noun)));
    // “The union's secretary was blunter: “They lied.””
    let somebody = || {
        let subject = sentence.subject(colon).filter(|_| quoted)?;
        words[subject.clone()].iter().any(|w| w.is(Is::HUMAN) || w.is_name()).then_some(subject)
    };
    let source = source.or_else(somebody)?;
    let content = if quoted { vec![colon + 1..colon + 2] } else { Vec::new() };
    Some(Finding {
        cue: noun.map(|noun| noun..noun + 1).into_iter().collect(),
        source: Some(source),
        details: Details::none(sentence.end),
        introduces,
        confidence: COLON_AFTER_WORDS,
        ..Finding::of_rule(Rule::Colon, content)
    })
}
