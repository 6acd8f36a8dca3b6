//! A name and a colon at the head of a sentence: “Mayor: “Come and see.”” and, in
//! headlines, “Governor: Dam will hold”.
//!
//! Rules `Colon` and `Headline`; guarded by `colon.txt` and `headlines.txt` in
//! `tests/cases/`. A colon after a sentence (“The mayor had one message: …”) is in
//! [`crate::rules::colon`].
//!
//! Known misses: headlines whose topic looks like a speaker (“Port Callis: two held
//! after fire”), and those without marks that name the speaker last (“Two held after
//! fire: police”).

use crate::finding::Finding;
use crate::lexical::classes::Is;
use crate::origin::{HEADLINE_WITH_QUOTATION, Rule};
use crate::paragraph::element::Words;
use crate::phrases::clauses::has_finite;
use crate::phrases::details::Details;
use crate::phrases::right::{PhraseRole, noun_phrase_end};
use std::ops::Range;

/// The most elements of the name. Chosen by hand.
const LONGEST_NAME: usize = 8;

/// What a sentence attributes if it has this shape.
pub(crate) fn find(words: Words, sentence: &Range<usize>, headline: bool) -> Option<Finding> {
    if headline && let Some(found) = name_last(words, sentence) {
        return Some(found);
    }
    let colon = sentence.clone().find(|&at| words[at].is(Is::COLON | Is::QUOTATION))?;
    let name = sentence.start..colon;
    if !words[colon].is(Is::COLON)
        || name.is_empty()
        || name.len() > LONGEST_NAME
        || colon + 1 >= sentence.end
    {
        return None;
    }
    // “On the dam: “It must go.””, “9 May, 1974: “The Comeback.””: a topic, a date.
    let topic = words[sentence.start].is(Is::PREPOSITION | Is::DIGIT | Is::TIME);
    let plain = !topic
        && !has_finite(words, name.clone())
        && !words[name.clone()].iter().any(|w| w.is(Is::MARK) && !w.is(Is::COMMA) || w.verb.is_some());
    let quoted = words[colon + 1].is(Is::QUOTATION);
    if !plain || !(quoted || headline && words[sentence.start].is(Is::CAPITAL)) {
        return None;
    }
    let mut end = sentence.end;
    while end > colon + 1 && words[end - 1].is(Is::STOP) {
        end -= 1;
    }
    if quoted && !headline {
        end = colon + 2;
    }
    let rule = if headline { Rule::Headline } else { Rule::Colon };
    let found = Finding::of_rule(rule, vec![colon + 1..end]);
    let confidence = if headline && quoted { HEADLINE_WITH_QUOTATION } else { found.confidence };
    Some(Finding { source: Some(name), details: Details::none(end), confidence, ..found })
}

/// “‘We heard a bang’: villagers on the night the mill fell”: a headline with the speaker
/// after the colon.
fn name_last(words: Words, sentence: &Range<usize>) -> Option<Finding> {
    let &[quotation, colon, ..] = &words[sentence.clone()] else { return None };
    let start = sentence.start + 2;
    let name = start..noun_phrase_end(words, start, sentence.end, PhraseRole::Source);
    let speaks = Is::HUMAN | Is::ORGANIZATION | Is::DOCUMENT;
    let speaker = words[name.clone()].iter().any(|word| word.is(speaks) || word.is_name());
    (quotation.is(Is::QUOTATION) && colon.is(Is::COLON) && speaker).then(|| Finding {
        details: Details::none(name.end),
        source: Some(name),
        confidence: HEADLINE_WITH_QUOTATION,
        ..Finding::of_rule(Rule::Headline, vec![sentence.start..sentence.start + 1])
    })
}
