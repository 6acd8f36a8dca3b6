//! Verbs in the past and past participles: “she said”, “was told”, “has written”; but
//! “two reported cases” and “a plan announced by the company” report nothing here.

use crate::lexical::classes::Is;
use crate::lexical::form::Form;
use crate::lexical::takes::Takes;
use crate::rules::cues::cue::{Cue, Use};
use crate::rules::cues::verb_group::VerbGroup;

pub(super) fn cue(group: &VerbGroup) -> Option<Cue> {
    if group.form == Form::Participle && group.last_auxiliary().is_none() {
        return None;
    }
    if group.ends_in_be() {
        return Some(group.cue(Use::Passive, group.subject()));
    }
    let bare = group.auxiliaries.is_empty();
    if bare && group.follows_determiner() && !is_counted(group) {
        return None;
    }
    // “a plan announced by the company”
    let by = group.next(1).is_some_and(|n| n.is(Is::BY));
    if bare && by && !group.entry.takes.intersects(Takes::BARE) {
        return None;
    }
    Some(group.cue(Use::Finite, group.subject()))
}

/// “seven in ten said that”, not “two reported cases”
fn is_counted(group: &VerbGroup) -> bool {
    group.previous().is_some_and(|p| {
        p.is(Is::QUANTITY)
            || p.is(Is::NUMBER)
                && group
                    .next(1)
                    .is_some_and(|n| n.is(Is::THAT | Is::SUBJECT | Is::COMMA | Is::COLON | Is::QUOTATION))
    })
}
