//! Verbs in their base form: “they say”, “will say”, “the two write”, “went on to say”.
//! Most base forms are infinitives or nouns (“a claim”), so a subject in the plural is
//! asked for.

use crate::lexical::classes::Is;
use crate::lexical::takes::Takes;
use crate::paragraph::element::Element;
use crate::phrases::left::noun_phrase_before;
use crate::rules::cues::cue::{Cue, Use};
use crate::rules::cues::verb_group::VerbGroup;

pub(super) fn cue(group: &VerbGroup) -> Option<Cue> {
    if group.previous().is_some_and(|p| p.is(Is::TO)) {
        return infinitive(group);
    }
    if group.auxiliaries.intersects(Is::MODAL | Is::DO) {
        return Some(group.cue(Use::Finite, group.subject()));
    }
    if group.follows_determiner() && !is_pair(group) || group.auxiliaries.intersects(Is::BE | Is::HAVE) {
        return None;
    }
    // ““…,” say police”
    if group.follows_quotation() {
        return Some(group.cue(Use::Finite, None));
    }
    let subject = group.subject()?;
    let words = &group.words[subject.clone()];
    let last = &group.words[subject.end - 1];
    let plural =
        last.is(Is::SUBJECT | Is::PLURAL | Is::GROUP | Is::QUANTITY | Is::NUMBER | Is::RELATIVE | Is::DIGIT)
            || last.is_name() && words.iter().any(|w| w.is(Is::COORDINATOR));
    let plural_inside = words.iter().any(|w| w.is(Is::PLURAL | Is::GROUP | Is::COORDINATOR))
        || group.words[subject.start].is(Is::DOCUMENT);
    let that = group.next(1).is_some_and(|n| n.is(Is::THAT));
    (plural || plural_inside && (!group.may_be_noun() || that)).then(|| group.cue(Use::Finite, Some(subject)))
}

/// After “to”, most verbs tell what should be said. Two do not: “prompted the board to
/// reply, “…””, whose subject is whoever precedes the “to”, and “went on to say”,
/// whose subject is that of “went”.
fn infinitive(group: &VerbGroup) -> Option<Cue> {
    let (words, floor) = (group.words, group.sentence.start);
    let to = group.at - 1;
    if quotation_follows(group) && group.entry.takes.intersects(Takes::QUOTE) {
        let somebody = |w: &Element| w.is(Is::HUMAN | Is::ORGANIZATION) || w.is_name();
        let subject = noun_phrase_before(words, to, floor).filter(|s| words[s.clone()].iter().any(somebody));
        if subject.is_some() {
            return Some(Cue { group: to, ..group.cue(Use::Finite, subject) });
        }
    }
    let on = to.checked_sub(1).filter(|&on| on > floor && words[on].word(group.text) == "on")?;
    let went = on - 1;
    let subject = noun_phrase_before(words, went, floor)?;
    Some(Cue { group: went, ..group.cue(Use::Finite, Some(subject)) })
}

fn quotation_follows(group: &VerbGroup) -> bool {
    group.next(1).is_some_and(|n| n.is(Is::QUOTATION))
        || group.next(1).is_some_and(|n| n.is(Is::COMMA | Is::COLON))
            && group.next(2).is_some_and(|n| n.is(Is::QUOTATION))
}

/// “the two write”
fn is_pair(group: &VerbGroup) -> bool {
    group.previous().is_some_and(|p| p.is(Is::NUMBER))
        && group.at >= group.sentence.start + 2
        && group.words[group.at - 2].is(Is::ARTICLE)
        && group.next(1).is_none_or(|n| n.is(Is::MARK | Is::THAT | Is::QUOTATION))
}
